// Inventories that a stand-in with few images cannot have: with pages missing, or cut off.
import type { Page } from "@playwright/test";
import { find } from "./samples.ts";

type Line = "start" | "page" | "gap" | "end";

/** Answers the page's reading of the images of Production with these lines; its images are the samples'. */
export async function inventoryIs(page: Page, lines: Line[]): Promise<void> {
  const images = await find("user/5", { name: "golden-web" });
  const at = new Date().toISOString();
  const gaps = lines.filter((line) => line === "gap").length;
  const text: Record<Line, unknown> = {
    start: { type: "start", scope: "user/5", pages: 1 + gaps, at },
    page: { type: "page", page: 1, images },
    gap: { type: "gap", page: 2, code: "UpstreamTimeout", message: "Scalr did not answer in time." },
    end: { type: "end", images: images.length, gaps, whole: gaps === 0, at },
  };
  await page.route("**/edge/inventory?*", (route) =>
    route.fulfill({
      contentType: "application/x-ndjson",
      body: lines.map((line) => `${JSON.stringify(text[line])}\n`).join(""),
    }),
  );
}
