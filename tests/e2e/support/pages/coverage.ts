import type { Locator, Page } from "@playwright/test";

/** Which image is in which region, and the plan of chosen gaps. */
export class CoveragePage {
  readonly grid: Locator;
  readonly rows: Locator;
  readonly chosen: Locator;
  readonly bar: Locator;
  readonly details: Locator;
  readonly search: Locator;
  readonly review: Locator;
  readonly plans: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole("grid", { name: "Images by region" });
    this.rows = this.grid.locator("tbody tr");
    this.chosen = this.grid.getByRole("gridcell", { selected: true });
    this.bar = page.getByRole("region", { name: "Chosen gaps" });
    this.details = page.getByRole("dialog", { name: "Details" });
    this.search = page.getByRole("searchbox", { name: "Search in the images" });
    this.review = this.bar.getByRole("link", { name: "Review plan" });
    this.plans = page.getByRole("article");
    this.send = page.getByRole("button", { name: /^(Send|Starting)/ });
  }

  async open(scope: string, query = ""): Promise<void> {
    await this.page.goto(`/${scope}/coverage${query}`);
    await this.rows.first().waitFor();
  }

  head(name: string): Locator {
    return this.page.getByRole("rowheader", { name: new RegExp(`^${name},`) });
  }

  column(region: string): Locator {
    return this.grid.getByRole("columnheader", { name: new RegExp(`^${region}\\b`) });
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.head(name) });
  }

  cell(name: string, region: string): Locator {
    return this.row(name).getByRole("gridcell", { name: new RegExp(`^${region}:`) });
  }

  /** The middle of a cell in the window. */
  async middle(name: string, region: string): Promise<{ x: number; y: number }> {
    const box = await this.cell(name, region).boundingBox();
    if (box === null) {
      throw new Error(`${name} in ${region} is not in sight`);
    }
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}
