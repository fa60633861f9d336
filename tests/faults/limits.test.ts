// Limits per minute: of a caller, of a key pair, and Scalr's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { releaseBuild } from "./support/environment.ts";
import { until } from "./support/programs.ts";
import { copy, list, outcomes } from "./support/requests.ts";
import { system } from "./support/system.ts";

const start = system();

test("a caller over the limit is refused, and nothing reaches Scalr", async () => {
  // One request looked for an image to copy.
  const { standIn, edge, image } = await start(releaseBuild, { EDGE_RATE_PER_MINUTE: "4" });
  assert.deepEqual([(await list(edge)).status, (await list(edge)).status, (await list(edge)).status], [200, 200, 200]);
  for (const refused of [await list(edge), await copy(edge, image, "k-1")]) {
    assert.deepEqual([refused.status, refused.code], [429, "LimitExceeded"]);
    assert.ok(refused.retryAfter !== null && refused.retryAfter >= 55 && refused.retryAfter <= 61);
  }
  assert.equal((await standIn.log()).length, 3);
});

test("without a permit of the key pair nothing is sent, the key is free, and the activity tells", async () => {
  const { standIn, edge, image } = await start(releaseBuild, { SCALR_RATE_PER_MINUTE: "2" });
  assert.equal((await list(edge)).status, 200);
  const refused = await copy(edge, image, "k-1");
  assert.deepEqual([refused.status, refused.code], [429, "LimitExceeded"]);
  assert.ok(refused.retryAfter !== null && refused.retryAfter >= 55 && refused.retryAfter <= 61);
  assert.equal((await standIn.writes()).length, 0);
  assert.deepEqual(await outcomes(edge), ["refused"]);
});

test("permits that were taken count after a crash", async () => {
  const { edge } = await start(releaseBuild, { SCALR_RATE_PER_MINUTE: "3" });
  assert.deepEqual([(await list(edge)).status, (await list(edge)).status], [200, 200]);
  // They are stored without anybody waiting for it: another request of the object's comes after.
  assert.equal((await list(edge)).status, 429);
  await edge.kill();
  await edge.run(releaseBuild);
  assert.equal((await list(edge)).status, 429);
});

test("after Scalr's own limit the key pair pauses, and then goes on", async () => {
  const { standIn, edge, image } = await start(releaseBuild, { SCALR_PAUSE_MS: "1500" });
  await standIn.fault({}, { kind: "limit_exceeded" });
  const refused = await list(edge);
  assert.deepEqual([refused.status, refused.code, refused.retryAfter], [429, "LimitExceeded", 2]);
  const paused = await copy(edge, image);
  assert.deepEqual([paused.status, paused.code], [429, "LimitExceeded"]);
  assert.equal((await standIn.log()).length, 1);
  await until("the pause is over", async () => (await list(edge)).status === 200);
});

test("limits can be switched off", async () => {
  const { standIn, edge } = await start(releaseBuild, {
    EDGE_RATE_PER_MINUTE: "off",
    SCALR_RATE_PER_MINUTE: "off",
  });
  for (let round = 0; round < 30; round += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => list(edge)));
    assert.ok(answers.every((answer) => answer.status === 200));
  }
  assert.equal((await standIn.log()).length, 300);
});
