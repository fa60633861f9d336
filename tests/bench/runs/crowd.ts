// Many runs at once, with the page of one of them and the list of all of them open.
//
//   node crowd.ts RUNS
//
// Prints one line of JSON.
import { withBrowser } from "../support/browser.ts";
import { begin, newPage, openList, openRun, seen, tasksDuring } from "./browser.ts";
import { finished, mostAtOnce, ordered, registered, regions, reset, traffic } from "./system.ts";

const count = Number(process.argv[2]);
await withBrowser(async (browser) => {
  const [list, one] = [await newPage(browser), await newPage(browser)];
  await reset();
  const images = await registered(count, "bench-crowd");
  const { ids, from } = await ordered(images);
  // They are worked on in turn: the one in the middle is still to come.
  const middle = Math.floor(count / 2);
  await Promise.all([openList(list), openRun(one, ids[middle]!)]);
  await Promise.all([begin(list), begin(one)]);
  const began = Date.now();
  const tasks = await tasksDuring(browser, () => finished(ids));
  const watched = (Date.now() - began) / 1000;
  const { copies } = await traffic();
  const { taken, frames } = await seen(one);
  const own = copies.filter(({ image }) => image === images[middle]);
  console.log(
    JSON.stringify({
      regions: count * regions.length,
      copies: copies.length,
      seconds: (Math.max(...copies.map(({ answeredAt }) => answeredAt)) - from) / 1000,
      most: mostAtOnce(copies),
      delays: own.map(({ region, answeredAt }) => taken[region]! - answeredAt),
      tasks,
      watched,
      runFrames: frames,
      listFrames: (await seen(list)).frames,
    }),
  );
});
