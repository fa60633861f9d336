import type { Locator, Page } from "@playwright/test";

/** The page that plans copies of an image. */
export class CopyPage {
  readonly start: Locator;
  readonly plan: Locator;
  readonly consent: Locator;

  constructor(readonly page: Page) {
    this.start = page.getByRole("button", { name: /^Start/ });
    this.plan = page.getByRole("region", { name: "Plan" });
    this.consent = page.getByRole("checkbox", { name: /Scalr makes a second AMI/ });
  }

  async open(scope: string, id: string, query = ""): Promise<void> {
    await this.page.goto(`/${scope}/images/${id}/copy${query}`);
    await this.page.getByRole("heading", { level: 1, name: /^Copy / }).waitFor();
  }

  region(code: string): Locator {
    return this.page.locator(`input[type=checkbox][value="${code}"]`);
  }
}
