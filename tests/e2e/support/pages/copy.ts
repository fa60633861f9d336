import type { Locator, Page } from "@playwright/test";

/** The page that copies an image to another region. */
export class CopyPage {
  readonly send: Locator;
  readonly results: Locator;
  readonly consent: Locator;

  constructor(readonly page: Page) {
    this.send = page.getByRole("button", { name: /^Send(ing…| copy request)/ });
    this.results = page.locator("#copy-results");
    this.consent = page.getByRole("checkbox", { name: /Copy it once more/ });
  }

  async open(scope: string, id: string, query = ""): Promise<void> {
    await this.page.goto(`/${scope}/images/${id}/copy${query}`);
    await this.page.getByRole("heading", { level: 1, name: /^Copy / }).waitFor();
  }

  region(code: string): Locator {
    return this.page.getByRole("radio", { name: code });
  }
}
