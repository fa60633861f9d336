import type { Locator, Page } from "@playwright/test";

/** The list of images and the open one beside it. */
export class ImagesPage {
  readonly rows: Locator;
  readonly detail: Locator;
  readonly filters: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole("table").locator("tbody tr:not(.skeleton)");
    this.detail = page.getByRole("complementary", { name: "Image details" });
    this.filters = page.getByRole("search");
  }

  async open(scope: string, query = ""): Promise<void> {
    await this.page.goto(`/${scope}/images${query}`);
    await this.page.getByRole("heading", { name: "Images", level: 1, exact: true }).waitFor();
  }

  row(cloudImageId: string): Locator {
    return this.rows.filter({ hasText: cloudImageId });
  }

  filter(title: string): Locator {
    return this.filters.getByLabel(title, { exact: true });
  }

  /** Looks for words; each letter takes effect at once. */
  async search(words: string): Promise<void> {
    await this.filters.getByRole("searchbox", { name: "Search images" }).fill(words);
  }

  /** Fills a text filter; it takes effect when the field is left or Enter is pressed. */
  async filterBy(title: string, value: string): Promise<void> {
    await this.filter(title).fill(value);
    await this.filter(title).press("Enter");
  }
}
