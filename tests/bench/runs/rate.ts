// Regions per second of some runs that are ordered at the same time.
//
//   node rate.ts RUNS ROUND
//
// Prints one line of JSON.
import { finished, mostAtOnce, ordered, regions, registered, reset, traffic } from "./system.ts";

const [runs, round] = process.argv.slice(2);
const count = Number(runs);
await reset();
const images = await registered(count, `bench-${runs}-${round}`);
const { ids, from } = await ordered(images);
await finished(ids);
const { copies, reads } = await traffic();
const first = Math.min(...copies.map(({ at }) => at));
const last = Math.max(...copies.map(({ answeredAt }) => answeredAt));
console.log(
  JSON.stringify({
    regions: count * regions.length,
    // From the answer to the first order, and from the first copy, to the answer to the last copy.
    seconds: (last - from) / 1000,
    sending: (last - first) / 1000,
    copies: copies.length,
    reads,
    most: mostAtOnce(copies),
  }),
);
