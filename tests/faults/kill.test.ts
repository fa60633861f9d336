// The process is killed at chosen places, started again, and what reached Scalr is counted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HASTY, HASTY_LEASE_MS } from "./support/edge.ts";
import { crashBuild, releaseBuild } from "./support/environment.ts";
import { until } from "./support/programs.ts";
import { copy, create, outcomes } from "./support/requests.ts";
import { system } from "./support/system.ts";

const start = system(40, HASTY);
const KEY = "5ec3d640-1bc3-4309-a7dd-718d8e19a481";

/** Sends a request that stops at a place, kills the worker there and starts it again. */
async function crash(by: Awaited<ReturnType<typeof start>>, point: string, send = () => copy(by.edge, by.image, KEY)) {
  await by.edge.kill();
  await by.edge.run(crashBuild, { EDGE_CRASH_POINT: point });
  const lost = send().catch(() => "no answer");
  await by.edge.standsAt(point);
  await by.edge.kill();
  assert.equal(await lost, "no answer");
  await by.edge.run(releaseBuild);
}

test("killed before the key is taken: nothing was sent, and the same request is carried out", async () => {
  const by = await start(releaseBuild);
  await crash(by, "before-reserve");
  assert.equal((await by.standIn.writes()).length, 0);
  const again = await copy(by.edge, by.image, KEY);
  assert.deepEqual([again.status, again.replayed], [201, false]);
  assert.equal((await by.standIn.writes()).length, 1);
});

test("killed after the key is taken: nothing was sent, and the key is free after ten seconds", async () => {
  const by = await start(releaseBuild);
  await crash(by, "after-reserve");
  let again = await copy(by.edge, by.image, KEY);
  assert.deepEqual([again.status, again.code, again.retryAfter], [409, "IdempotencyInProgress", 1]);
  await until("the key is free", async () => {
    again = await copy(by.edge, by.image, KEY);
    return again.code !== "IdempotencyInProgress";
  });
  assert.deepEqual([again.status, again.replayed], [201, false]);
  assert.equal((await by.standIn.writes()).length, 1);
});

// At these two nobody can know, after a crash, whether Scalr has acted: at the first it has not, at
// the second it has. The answer is the same, and nothing is sent again.
for (const [point, reached] of [
  ["before-fetch", 0],
  ["before-store", 1],
] as const) {
  test(`killed at ${point}: the outcome is unknown, for good, and nothing is sent again`, async () => {
    const by = await start(releaseBuild);
    await crash(by, point);
    const soon = await copy(by.edge, by.image, KEY);
    assert.deepEqual([soon.status, soon.code], [409, "IdempotencyInProgress"]);
    const since = Date.now();
    let later = soon;
    await until("the outcome is given up", async () => {
      later = await copy(by.edge, by.image, KEY);
      return later.code !== "IdempotencyInProgress";
    });
    assert.ok(Date.now() - since < HASTY_LEASE_MS + 5000);
    assert.deepEqual([later.status, later.code, later.outcome, later.replayed], [504, "OutcomeUnknown", "unknown", true]);
    assert.equal(
      later.body.meta?.["settle"],
      "/api/v1beta0/user/5/images/?cloudLocation=eu-north-1&cloudPlatform=ec2",
    );
    assert.equal((await copy(by.edge, by.image, KEY)).code, "OutcomeUnknown");
    assert.equal((await by.standIn.writes()).length, reached);
    assert.equal(await by.standIn.copies(), reached);
    assert.ok((await outcomes(by.edge)).includes("unknown"));
  });
}

test("killed after the answer was kept: it is replayed, and nothing is sent again", async () => {
  const by = await start(releaseBuild);
  await crash(by, "after-store");
  const again = await copy(by.edge, by.image, KEY);
  assert.deepEqual([again.status, again.replayed], [201, true]);
  assert.equal((await by.standIn.writes()).length, 1);
  assert.equal(await by.standIn.copies(), 1);
});

test("killed before a create goes out a second time: two at most, and the outcome is unknown", async () => {
  const by = await start(releaseBuild);
  await by.standIn.fault({ method: "POST" }, { kind: "drop_answer" });
  await crash(by, "before-retry", () => create(by.edge, "ami-0fa01", KEY));
  await until("the outcome is given up", async () => (await create(by.edge, "ami-0fa01", KEY)).code === "OutcomeUnknown");
  assert.equal((await by.standIn.writes()).length, 1);
});

test("what a crash left is given up by the alarm, without anybody asking", async () => {
  const by = await start(releaseBuild);
  await crash(by, "before-fetch");
  await until("the alarm has written it down", async () => (await outcomes(by.edge)).length > 0);
  assert.deepEqual(await outcomes(by.edge), ["unknown"]);
});

test("an answer that was given is there after a crash", async () => {
  const by = await start(releaseBuild);
  const first = await copy(by.edge, by.image, KEY);
  await by.edge.kill();
  await by.edge.run(releaseBuild);
  const again = await copy(by.edge, by.image, KEY);
  assert.deepEqual([again.status, again.replayed, again.body], [first.status, true, first.body]);
  assert.deepEqual(await outcomes(by.edge), ["accepted", "replayed"]);
  assert.equal(await by.standIn.copies(), 1);
});

for (const [point, answer, copies] of [
  ["after-reserve", 201, 1],
  ["before-fetch", 504, 0],
  ["before-store", 504, 1],
  ["after-store", 201, 1],
] as const) {
  test(`a panic at ${point}: one copy at most, and the worker goes on`, async () => {
    const by = await start(releaseBuild);
    await by.edge.kill();
    await by.edge.run(crashBuild, { EDGE_CRASH_POINT: point, EDGE_CRASH_BY: "panic" });
    // Nothing of the worker is left to answer: the runtime does, with words of its own.
    assert.equal((await copy(by.edge, by.image, KEY)).status, 500);
    // The process lives, and what it does for others goes on.
    assert.equal((await copy(by.edge, by.image)).status, 201);
    const others = 1;
    await by.edge.kill();
    await by.edge.run(releaseBuild);
    let again = await copy(by.edge, by.image, KEY);
    await until("the key has an answer", async () => {
      if (again.code === "IdempotencyInProgress") {
        again = await copy(by.edge, by.image, KEY);
      }
      return again.code !== "IdempotencyInProgress";
    });
    assert.deepEqual([again.status, again.replayed], [answer, answer === 504 || point === "after-store"]);
    assert.equal((await by.standIn.copies()) - others, copies);
  });
}
