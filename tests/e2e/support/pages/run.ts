import { expect, type Locator, type Page } from "@playwright/test";

/** The page of one copy run. */
export class RunPage {
  readonly overview: Locator;
  readonly map: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    this.overview = page.getByRole("region", { name: "Progress" });
    this.map = page.getByRole("region", { name: "Region to AMI" });
    this.rows = page.locator("table.run tbody tr");
  }

  /** Waits for the page of a run that was just started. */
  async opened(): Promise<void> {
    await expect(this.page).toHaveURL(/\/runs\/[0-9A-Z]{26}-/);
    await this.overview.waitFor();
  }

  row(region: string): Locator {
    return this.rows.filter({ has: this.page.locator(`th code:text-is("${region}")`) });
  }

  /** What the row of a region says while Scalr has taken the copy, seen in its list or not yet. */
  async expectTaken(region: string): Promise<void> {
    await expect(this.row(region)).toContainText(/Accepted by Scalr|Listed by Scalr/);
  }
}
