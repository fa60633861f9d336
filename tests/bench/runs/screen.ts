// How long it takes from Scalr's answer about a region until a browser shows it in the region's row.
//
//   node screen.ts ROUND
//
// Prints one line of JSON.
import { withBrowser } from "../support/browser.ts";
import { newPage, openList, openRun, seen } from "./browser.ts";
import { finished, ordered, registered, reset, traffic } from "./system.ts";

const [round] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const page = await newPage(browser);
  await openList(page);
  await reset();
  const images = await registered(1, `bench-screen-${round}`);
  const { ids } = await ordered(images);
  await openRun(page, ids[0]!);
  const from = Date.now();
  await finished(ids);
  const { taken } = await seen(page);
  const { copies } = await traffic();
  // What was answered before the page was there is no news.
  const news = copies.filter(({ answeredAt }) => answeredAt > from);
  console.log(JSON.stringify({ delays: news.map(({ region, answeredAt }) => taken[region]! - answeredAt) }));
});
