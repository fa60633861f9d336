// All images of a scope: many pages at a time, pages that fail, viewers that come and go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HASTY } from "./support/edge.ts";
import { releaseBuild } from "./support/environment.ts";
import { inventory, Reader } from "./support/inventory.ts";
import { until } from "./support/programs.ts";
import { create, SCOPE } from "./support/requests.ts";
import type { StandIn } from "./support/standin.ts";
import { system } from "./support/system.ts";

/** Environment 5 sees 37 of the first forty images, and all beyond them. */
const IMAGES = 1050;
const SEEN = IMAGES - 3;
const PAGES = 11;
/** Each page, and for each of five stretches of pages the page before it. */
const CALLS = PAGES + 5;

const start = system(IMAGES);

const calls = async (standIn: StandIn) => (await standIn.log()).length;
const every = (standIn: StandIn, ms: number) => standIn.fault({}, { kind: "latency", ms }, null);
const page = (number: number) => ({ pathContains: `pageNum=${number}` });

test("all pages come once, five at a time, and every image once", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await every(standIn, 200);
  const read = await inventory(edge);
  assert.deepEqual([read.start.scope, read.start.pages], [SCOPE, PAGES]);
  const { images, gaps, whole } = read.end;
  assert.deepEqual([images, gaps, whole], [SEEN, 0, true]);
  assert.deepEqual(new Set(read.ids).size, SEEN);
  const numbers = read.of("page").map((line) => line.page);
  assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: PAGES }, (_, index) => index + 1));
  assert.ok(read.start.at <= read.end.at);
  const arrived = (await standIn.log()).map((entry) => Date.parse(entry.at));
  assert.equal(arrived.length, CALLS);
  // Whatever comes sixth comes after the first of the five before it was answered.
  arrived.slice(5).forEach((at, index) => assert.ok(at - arrived[index]! >= 190, `${arrived}`));
  // And five do come together: page by page it would take all of 16 times 200 ms.
  assert.ok(arrived[CALLS - 1]! - arrived[0]! < 200 * 10, `${arrived}`);
});

test("a page that is lost is read again, and then a third time when all others are there", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await standIn.fault(page(7), { kind: "drop_answer" }, 1);
  assert.equal((await inventory(edge)).end.whole, true);
  assert.equal(await calls(standIn), CALLS + 1);
  await standIn.reset();
  await standIn.fault(page(7), { kind: "drop_answer" }, 2);
  const read = await inventory(edge, "&fresh=yes");
  assert.deepEqual([read.end.whole, read.end.images, read.of("gap")], [true, SEEN, []]);
});

test("a page that cannot be read is a gap, and nothing else is missing", async () => {
  const { standIn, edge } = await start(releaseBuild);
  const whole = await inventory(edge);
  const lost = whole.of("page").find((line) => line.page === 7)!.images.map((image) => image.id);
  await standIn.fault(page(7), { kind: "status", status: 503, code: "ServiceUnavailable", message: "Later" }, null);
  const read = await inventory(edge, "&fresh=yes");
  assert.deepEqual(read.of("gap"), [{ type: "gap", page: 7, code: "ServiceUnavailable", message: "Later" }]);
  assert.deepEqual([read.end.whole, read.end.gaps, read.end.images], [false, 1, SEEN - 100]);
  assert.deepEqual(new Set([...read.ids, ...lost]), new Set(whole.ids));
  // With a gap it is not given to those who come later.
  await standIn.clearFaults();
  assert.equal((await inventory(edge)).end.whole, true);
});

test("where the first page cannot be read the answer is why", async () => {
  const { standIn, edge } = await start(releaseBuild, HASTY);
  const told = async () => {
    const answer = await fetch(`${edge.url}/edge/inventory?scope=${SCOPE}`);
    const { errors } = (await answer.json()) as { errors: { code: string }[] };
    return [answer.status, answer.headers.get("x-edge-source"), errors[0]?.code];
  };
  for (const [fault, status, source, code] of [
    [{ kind: "status", status: 404, code: "ObjectNotFound", message: "x" }, 404, "upstream", "ObjectNotFound"],
    [{ kind: "bad_authentication" }, 502, "edge", "UpstreamAuthFailed"],
    [{ kind: "silent" }, 504, "edge", "UpstreamTimeout"],
    [{ kind: "reset_before" }, 502, "edge", "UpstreamUnreachable"],
    [{ kind: "html" }, 502, "edge", "UpstreamInvalidResponse"],
    [{ kind: "not_envelope" }, 502, "edge", "UpstreamInvalidResponse"],
  ] as const) {
    await standIn.fault({}, fault, null);
    assert.deepEqual(await told(), [status, source, code]);
    await standIn.clearFaults();
  }
  const elsewhere = await fetch(`${edge.url}/edge/inventory?scope=user/99`);
  assert.equal(elsewhere.status, 403);
});

test("at Scalr's own limit the walk waits, and goes on", async () => {
  const { standIn, edge } = await start(releaseBuild, { SCALR_PAUSE_MS: "1500" });
  await standIn.fault(page(9), { kind: "limit_exceeded" }, 1);
  const read = await inventory(edge);
  assert.deepEqual([read.end.whole, read.end.images], [true, SEEN]);
});

test("viewers share a walk, also one that is just over, unless they want a fresh one", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await every(standIn, 100);
  const first = await Reader.open(edge);
  await until("the walk is under way", async () => (await calls(standIn)) > 6);
  const rest = await Promise.all([first.read(), inventory(edge), inventory(edge)]);
  const again = await inventory(edge);
  for (const read of [...rest, again]) {
    assert.deepEqual(read.lines, first.lines);
  }
  assert.equal(await calls(standIn), CALLS);
  const created = await create(edge, "ami-0000000000000beef");
  assert.equal(created.status, 201);
  const fresh = await inventory(edge, "&fresh=yes");
  assert.deepEqual([fresh.end.images, fresh.ids.includes(created.body.data!.id!)], [SEEN + 1, true]);
  assert.ok(fresh.start.at > first.end.at);
});

test("who wants a fresh one while a walk is under way gets one that begins after it", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await every(standIn, 100);
  const old = await Reader.open(edge);
  const fresh = [inventory(edge, "&fresh=yes"), inventory(edge, "&fresh=yes")];
  await old.read();
  const [one, other] = await Promise.all(fresh);
  assert.deepEqual(one!.lines, other!.lines);
  assert.ok(one!.start.at >= old.end.at);
  assert.equal(await calls(standIn), 2 * CALLS);
});

test("a viewer who leaves does not stop the walk for others", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await every(standIn, 100);
  const leaves = await Reader.open(edge);
  const stays = await Reader.open(edge);
  await leaves.read((lines) => lines.length > 1);
  assert.equal((await stays.read()).end.whole, true);
  assert.equal(await calls(standIn), CALLS);
});

test("when all viewers have gone the walk stops, and the next one begins anew", async () => {
  const { standIn, edge } = await start(releaseBuild);
  await every(standIn, 300);
  const readers = await Promise.all([Reader.open(edge), Reader.open(edge)]);
  await Promise.all(readers.map((reader) => reader.read((lines) => lines.length > 1)));
  await until("what was on its way has come back", async () => {
    const log = await standIn.log();
    return log.length > 1 && log.every((entry) => entry.status !== null);
  });
  // The first page, five that were on their way, and at most five more: that nobody reads shows when
  // the next page is written.
  const before = await calls(standIn);
  assert.ok(before <= 11);
  const read = await inventory(edge);
  assert.deepEqual([read.end.whole, read.end.images], [true, SEEN]);
  assert.equal(await calls(standIn), before + CALLS);
});
