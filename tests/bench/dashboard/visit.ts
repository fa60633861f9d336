// One visit to the list of images: of the dashboard or of the page made with React.
//
//   node visit.ts dashboard|react SLOWED
//
// Prints one line of JSON; times in milliseconds.
import { SCOPE } from "../../faults/support/requests.ts";
import { withBrowser } from "../support/browser.ts";
import { edge, everything, found, outdate } from "./inventory.ts";
import { Measured } from "./page.ts";
import type { Entry } from "./react/image.ts";
import type { Wanted } from "./watch.ts";

/** The two pages: their address, what says how many images match, and what scrolls. */
const PAGES = {
  dashboard: { url: `/${SCOPE}/images`, count: ".pager > .muted", scroller: "html" },
  react: { url: "/react.html", count: ".count", scroller: ".table-box" },
};
const ROW = "table.images tbody code";
/** Images that the dashboard shows on a page. */
const PAGE = 25;
/** The most that somebody can choose. */
const MOST = 100;
/** How often each key is pressed, and taken back. */
const TIMES = 5;

const [name, slowed] = process.argv.slice(2);
if (name !== "dashboard" && name !== "react") {
  throw new Error("which page?");
}
const { url, count, scroller } = PAGES[name];

const entries = await everything();

/** What the list shows for a search. */
function result(search: string): { shown: Entry[]; wanted: Wanted } {
  const all = found(entries, search);
  const shown = all.slice(0, PAGE);
  const number = all.length.toLocaleString("en");
  return {
    shown,
    wanted: [
      [count, `(^| of )${number} images$`],
      [ROW, `^${shown[0]?.image.cloudImageId}$`],
    ],
  };
}

/** How many of the rows that a search shows stay when a letter is typed. */
function staying(search: string, letter: string): number {
  const before = new Set(result(search).shown);
  return result(search + letter).shown.filter((entry) => before.has(entry)).length;
}

/** The letter that keeps so many rows of a page full of them. */
function keeping(rows: number, search: string): string {
  const fits = (letter: string) => result(search + letter).shown.length === PAGE && staying(search, letter) === rows;
  const letter = [..."abcdefghijklmnopqrstuvwxyz0123456789"].find(fits);
  if (letter === undefined) {
    throw new Error(`no letter after "${search}" keeps ${rows} rows`);
  }
  return letter;
}

/** Types a letter and takes it back, several times. */
async function keys(page: Measured, search: string, letter: string): Promise<number[]> {
  const [before, after] = [result(search).wanted, result(search + letter).wanted];
  const { keyboard } = page.page;
  await page.settle(before, () => page.page.locator("#search").fill(search));
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    times.push(await page.until(after, () => keyboard.press(letter)));
    times.push(await page.until(before, () => keyboard.press("Backspace")));
  }
  return times;
}

await outdate(entries);
await withBrowser(async (browser) => {
  const { wanted: all } = result("");
  const page = await Measured.open(browser, edge.url + url, Number(slowed), { first: [[ROW, "."]], all });
  const first = await page.shown("first");
  const whole = await page.shown("all");
  const kept = await keys(page, "-0", keeping(PAGE, "-0"));
  const changed = await keys(page, "golden-", keeping(0, "golden-"));
  await page.settle(all, () => page.page.locator("#search").fill(""));
  if (name === "dashboard") {
    // As many rows as a page can have, so that there is something to scroll.
    const last: Wanted = [[`table.images tbody tr:nth-child(${MOST}) code`, "."]];
    await page.settle(last, async () => void (await page.page.locator(".pager select").selectOption(`${MOST}`)));
  }
  const longest = await page.scroll("table.images", scroller);
  const memory = await page.memory();
  const asked = await page.asked("/edge/inventory");
  console.log(JSON.stringify({ images: entries.length, first, asked, whole, kept, changed, longest, memory }));
});
