// At most once, seen from the clients: double clicks, tabs, lost answers, clients that go away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { releaseBuild } from "./support/environment.ts";
import { until } from "./support/programs.ts";
import { activity, copy, create, outcomes } from "./support/requests.ts";
import { system } from "./support/system.ts";

const start = system();

test("a double click makes one copy, and both clicks learn of it", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  await standIn.fault({ method: "POST" }, { kind: "latency", ms: 200 });
  const clicks = await Promise.all([copy(edge, image, "k-1"), copy(edge, image, "k-1")]);
  assert.deepEqual(clicks.map((click) => click.status).sort(), [201, 409]);
  const second = clicks.find((click) => click.status === 409);
  assert.deepEqual([second?.code, second?.retryAfter], ["IdempotencyInProgress", 1]);
  const again = await copy(edge, image, "k-1");
  assert.deepEqual([again.status, again.replayed], [201, true]);
  assert.equal(await standIn.copies(), 1);
});

test("ten clicks at once make one copy", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  const clicks = await Promise.all(Array.from({ length: 10 }, () => copy(edge, image, "k-1")));
  assert.ok(clicks.every((click) => click.status === 201 || click.code === "IdempotencyInProgress"));
  assert.equal((await standIn.writes()).length, 1);
});

test("two tabs with keys of their own make two copies", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  const tabs = await Promise.all([copy(edge, image, "tab-1"), copy(edge, image, "tab-2")]);
  assert.deepEqual(tabs.map((tab) => [tab.status, tab.replayed]), [[201, false], [201, false]]);
  assert.equal(await standIn.copies(), 2);
});

test("a key stands for one content", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  await copy(edge, image, "k-1", "eu-north-1");
  const other = await copy(edge, image, "k-1", "eu-west-2");
  assert.deepEqual([other.status, other.code], [422, "IdempotencyKeyReused"]);
  assert.equal(await standIn.copies(), 1);
});

test("a client that goes away takes nothing with it: the copy is made once and its answer is kept", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  await standIn.fault({ method: "POST" }, { kind: "latency", ms: 300 });
  const leaving = new AbortController();
  const gone = copy(edge, image, "k-1", "eu-north-1", leaving.signal).catch(() => "gone");
  await until("Scalr has it", async () => (await standIn.writes()).length === 1);
  leaving.abort();
  assert.equal(await gone, "gone");
  await until("the answer is kept", async () => (await outcomes(edge)).includes("accepted"));
  const again = await copy(edge, image, "k-1");
  assert.deepEqual([again.status, again.replayed], [201, true]);
  assert.equal(await standIn.copies(), 1);
});

test("without a key, too, what a client that goes away has sent is written down", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  await standIn.fault({ method: "POST" }, { kind: "latency", ms: 300 });
  const leaving = new AbortController();
  const gone = copy(edge, image, undefined, "eu-north-1", leaving.signal).catch(() => "gone");
  await until("Scalr has it", async () => (await standIn.writes()).length === 1);
  leaving.abort();
  assert.equal(await gone, "gone");
  await until("it is written down", async () => (await outcomes(edge)).length === 1);
  assert.deepEqual(await outcomes(edge), ["accepted"]);
});

for (const [kind, made] of [
  ["reset_before", 0],
  ["reset_after", 1],
  ["drop_answer", 1],
  ["half_answer", 1],
] as const) {
  test(`a copy whose answer is lost (${kind}) is unknown and never sent again`, async () => {
    const { standIn, edge, image } = await start(releaseBuild);
    await standIn.fault({ method: "POST" }, { kind });
    const lost = await copy(edge, image, "k-1");
    assert.deepEqual([lost.status, lost.code, lost.outcome, lost.replayed], [504, "OutcomeUnknown", "unknown", false]);
    const again = await copy(edge, image, "k-1");
    assert.deepEqual([again.status, again.code, again.replayed], [504, "OutcomeUnknown", true]);
    assert.equal((await standIn.writes()).length, 1);
    assert.equal(await standIn.copies(), made);
    assert.deepEqual(await outcomes(edge), ["unknown", "replayed"]);
  });

  test(`a create whose answer is lost (${kind}) is sent twice and settled`, async () => {
    const { standIn, edge } = await start(releaseBuild);
    await standIn.fault({ method: "POST" }, { kind });
    const settled = await create(edge, "ami-0fa02", "k-1");
    assert.deepEqual([settled.status, settled.body.meta?.["reconciled"] ?? false], [201, made === 1]);
    const writes = await standIn.writes();
    assert.equal(writes.length, 2);
    assert.equal(writes[0]?.bodyBase64, writes[1]?.bodyBase64);
    const again = await create(edge, "ami-0fa02", "k-1");
    assert.deepEqual([again.status, again.replayed, again.body], [201, true, settled.body]);
    assert.equal((await standIn.writes()).length, 2);
    const [replayed, accepted] = await activity(edge);
    assert.equal(accepted?.imageId, settled.body.data?.id);
    assert.deepEqual([accepted?.outcome, replayed?.outcome], ["accepted", "replayed"]);
  });
}

test("a create that met an image of long ago is not taken for the one that made it", async () => {
  const { standIn, edge } = await start(releaseBuild);
  assert.equal((await create(edge, "ami-0fa03")).status, 201);
  // Scalr writes whole seconds: in the next but one, the image is older than any send.
  const made = Date.now();
  await until("two seconds have passed", async () => Date.now() - made > 2100);
  await standIn.fault({ method: "POST" }, { kind: "drop_answer" });
  const open = await create(edge, "ami-0fa03", "k-1");
  assert.deepEqual([open.status, open.code], [504, "OutcomeUnknown"]);
  assert.equal((await standIn.writes()).length, 3);
});

test("a create that is lost twice is sent no third time", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await standIn.fault({ method: "POST" }, { kind: "reset_before" }, 2);
  const lost = await create(edge, "ami-0fa04", "k-1");
  assert.deepEqual([lost.status, lost.code], [504, "OutcomeUnknown"]);
  assert.equal((await create(edge, "ami-0fa04", "k-1")).replayed, true);
  assert.equal((await standIn.writes()).length, 2);
});

for (const fault of [
  { kind: "limit_exceeded" },
  { kind: "status", status: 503, code: "ServiceUnavailable" },
]) {
  test(`proof that Scalr did not act (${fault.kind}) frees the key`, async () => {
    const { standIn, edge, image } = await start(releaseBuild, { SCALR_PAUSE_MS: "200" });
    await standIn.fault({ method: "POST" }, fault);
    const refused = await copy(edge, image, "k-1");
    assert.ok([429, 503].includes(refused.status));
    await until("the key pair sends again", async () => (await copy(edge, image, "k-1")).status === 201);
    assert.equal(await standIn.copies(), 1);
  });
}

test("a refusal of Scalr is an answer like any other: it is kept", async () => {
  const { standIn, edge } = await start(releaseBuild);
  const absent = "5a1a3fd0-0000-4222-8333-00000000dead";
  const first = await copy(edge, absent, "k-1");
  assert.deepEqual([first.status, first.code], [404, "ObjectNotFound"]);
  const again = await copy(edge, absent, "k-1");
  assert.deepEqual([again.status, again.replayed, again.body], [404, true, first.body]);
  assert.equal((await standIn.writes()).length, 1);
});
