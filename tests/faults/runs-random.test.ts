// Faults of the stand-in and kills in a random mix; the seed is printed and can be set.
//
// RUNS_SEED=… repeats one mix; RUNS_MIXES=… tries that many, one after the other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HASTY } from "./support/edge.ts";
import { releaseBuild } from "./support/environment.ts";
import { copiesByRegion, over, REGIONS, startRun } from "./support/runs.ts";
import { system } from "./support/system.ts";

const start = system(40, HASTY);
const first = Number(process.env["RUNS_SEED"] ?? Date.now() % 1_000_000);
const mixes = Number(process.env["RUNS_MIXES"] ?? 6);

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Faults, whether Scalr acts, and what may become of a region. */
const FAULTS = [
  [{ kind: "reset_before" }, "unknown"],
  [{ kind: "reset_after" }, "listed"],
  [{ kind: "drop_answer" }, "listed"],
  [{ kind: "half_answer" }, "listed"],
  [{ kind: "garbage", act: true }, "listed"],
  [{ kind: "html", act: false }, "unknown"],
  [{ kind: "html", act: true }, "listed"],
  [{ kind: "status", status: 500, act: true }, "listed"],
  [{ kind: "status", status: 500, act: false }, "unknown"],
  [{ kind: "status", status: 503, code: "ServiceUnavailable" }, "rejected"],
  [{ kind: "status", status: 422, code: "InvalidValue" }, "rejected"],
  [{ kind: "redirect" }, "rejected"],
  [{ kind: "silent", act: true }, "listed"],
  [{ kind: "silent", act: false }, "unknown"],
  [{ kind: "limit_exceeded" }, "listed"],
  [{ kind: "bad_authentication" }, "rejected"],
  [{ kind: "latency", ms: 120 }, "listed"],
] as const;

for (let mix = 0; mix < mixes; mix += 1) {
  const seed = first + mix;
  test(`a random mix of faults and kills, seed ${seed}`, async () => {
    const random = chance(seed);
    const pick = (below: number) => Math.floor(random() * below);
    const { standIn, edge, image } = await start(releaseBuild, {
      SETTLE_AFTER_MS: "2500",
      SCALR_PAUSE_MS: "700",
      SCALR_RATE_PER_MINUTE: "off",
      COPY_PARALLEL: String(1 + pick(6)),
    });
    const regions = REGIONS.slice(0, 12);
    const expected = new Map<string, string>();
    for (const region of regions) {
      if (random() < 0.7) {
        const [fault, state] = FAULTS[pick(FAULTS.length)]!;
        expected.set(region, state);
        await standIn.fault({ method: "POST", region }, fault);
      }
      if (random() < 0.2) {
        await standIn.fault({ method: "GET", region }, { kind: "reset_before" }, 3);
      }
    }
    const { run } = await startRun(edge, image, regions);
    const kills = pick(4);
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, pick(400)));
      await edge.kill();
      await edge.run(releaseBuild);
    }
    const end = await over(edge, run.id);
    const copies = await copiesByRegion(standIn);
    for (const { region, state } of end.regions) {
      const wanted = expected.get(region) ?? "listed";
      const made = copies.get(region) ?? 0;
      const about = `seed ${seed}, ${region}: ${state}, ${made} copies, expected ${wanted}, ${kills} kills`;
      assert.equal(made, state === "listed" ? 1 : 0, about);
      // A kill may take the answer away.
      assert.ok(state === wanted || (kills > 0 && state === "unknown"), about);
    }
  });
}
