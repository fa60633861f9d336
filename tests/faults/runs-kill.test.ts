// The process is killed at every region of a run in turn, and each region gets the copies it should.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crashBuild, releaseBuild } from "./support/environment.ts";
import { until } from "./support/programs.ts";
import { copiesByRegion, getRun, over, REGIONS, startRun, step } from "./support/runs.ts";
import { system } from "./support/system.ts";

const start = system();
const TWENTY = REGIONS.slice(0, 20);
const SETTINGS = { COPY_PARALLEL: "1", SETTLE_AFTER_MS: "1500", SCALR_RATE_PER_MINUTE: "off" };

// Where it is killed, and how far every region comes without anybody's help: it goes out once the row
// says so, and what has gone out is looked for. At `before-fetch` it has not, but nobody can know.
for (const [point, state] of [
  ["before-reserve", "listed"],
  ["before-fetch", "unknown"],
  ["before-store", "listed"],
  ["after-region", "listed"],
] as const) {
  test(`killed at ${point} of each of twenty regions in turn: none is lost, none is sent twice`, async () => {
    const { standIn, edge, image } = await start(releaseBuild, SETTINGS);
    await edge.kill();
    await edge.run(crashBuild, { EDGE_CRASH_POINT: point });
    const { run } = await startRun(edge, image, TWENTY);
    for (let life = 0; life < TWENTY.length; life += 1) {
      await edge.standsAt(point);
      await edge.kill();
      await edge.run(life + 1 < TWENTY.length ? crashBuild : releaseBuild, { EDGE_CRASH_POINT: point });
      // Whoever asks first sets it going again.
      await getRun(edge, run.id);
    }
    const end = await over(edge, run.id);
    const copies = await copiesByRegion(standIn);
    for (const { region, state: reached, attempts } of end.regions) {
      assert.equal(reached, state, region);
      assert.equal(copies.get(region) ?? 0, state === "unknown" ? 0 : 1, region);
      assert.equal(attempts, 1, region);
    }
    assert.equal((await standIn.writes()).length, await standIn.copies());
    if (state === "unknown") {
      // Only when a person asks for it.
      assert.equal((await step(edge, run.id, "resend")).status, 202);
      await over(edge, run.id);
    }
    assert.deepEqual([...(await copiesByRegion(standIn))].sort(), TWENTY.map((region) => [region, 1]).sort());
  });
}

test("after a crash a run goes on although nobody asks", async () => {
  const { standIn, edge, image } = await start(releaseBuild, SETTINGS);
  await edge.kill();
  await edge.run(crashBuild, { EDGE_CRASH_POINT: "before-store" });
  await startRun(edge, image, TWENTY.slice(0, 3));
  await edge.standsAt("before-store");
  await edge.kill();
  await edge.run(releaseBuild);
  await until("all is sent", async () => (await standIn.copies()) === 3);
  assert.deepEqual([...(await copiesByRegion(standIn)).values()], [1, 1, 1]);
});
