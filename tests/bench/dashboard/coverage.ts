// One visit to the coverage page: by way of the list, and scrolling.
//
//   node coverage.ts SLOWED
//
// Prints one line of JSON; times in milliseconds.
import { SCOPE } from "../../faults/support/requests.ts";
import { withBrowser } from "../support/browser.ts";
import { edge, everything } from "./inventory.ts";
import { Measured } from "./page.ts";
import { system } from "./react/image.ts";
import type { Wanted } from "./watch.ts";

const [slowed] = process.argv.slice(2);
const entries = await everything();
const ec2 = entries.map(({ image }) => image).filter(({ cloudPlatform }) => cloudPlatform === "ec2");
const names = new Set(ec2.map((image) => [image.name, system(image), image.architecture].join("\n"))).size;
const regions = new Set(ec2.map(({ cloudLocation }) => cloudLocation)).size;

await withBrowser(async (browser) => {
  const count = entries.length.toLocaleString("en");
  const listed: Wanted = [[".pager > .muted", ` of ${count} images$`]];
  const page = await Measured.open(browser, `${edge.url}/${SCOPE}/images`, Number(slowed), { listed });
  await page.shown("listed");
  const wanted: Wanted = [
    [".coverage-summary > strong", `^${names.toLocaleString("en")} images, ${regions} regions, [0-9,]+ gaps`],
    ["table.coverage tbody td:last-child", ""],
  ];
  const link = page.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Coverage" });
  const opened = await page.until(wanted, () => link.click());
  const longest = await page.scroll(".grid-box", ".grid-box");
  console.log(JSON.stringify({ names, regions, opened, longest }));
});
