import type { Locator, Page } from "@playwright/test";

/** The form that registers an image. */
export class RegisterPage {
  readonly submit: Locator;
  readonly name: Locator;
  readonly cloudImageId: Locator;
  readonly location: Locator;
  readonly system: Locator;
  readonly size: Locator;

  constructor(readonly page: Page) {
    this.submit = page.getByRole("button", { name: /^(Register image|Registering|Sending)/ });
    this.name = page.locator("#register-name");
    this.cloudImageId = page.locator("#register-image-id");
    this.location = page.locator("#register-location");
    this.system = page.locator("#register-os");
    this.size = page.locator("#register-size");
  }

  async open(scope: string): Promise<void> {
    await this.page.goto(`/${scope}/register`);
    await this.page.getByRole("heading", { level: 1, name: /^Register/ }).waitFor();
  }

  /** What an EC2 image needs. */
  async fill(values: { name: string; id: string; region?: string; os?: string }): Promise<void> {
    await this.name.fill(values.name);
    await this.cloudImageId.fill(values.id);
    await this.location.fill(values.region ?? "us-east-1");
    await this.system.fill(values.os ?? "ubuntu-14-04");
  }

  error(field: Locator): Promise<string | null> {
    return field.getAttribute("aria-invalid");
  }
}
