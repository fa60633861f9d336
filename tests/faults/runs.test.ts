// Copy runs in the runtime: what clients see, and what reaches Scalr.
import assert from "node:assert/strict";
import { test } from "node:test";
import { releaseBuild } from "./support/environment.ts";
import { until } from "./support/programs.ts";
import { activity } from "./support/requests.ts";
import { copiesByRegion, events, getRun, over, planRun, REGIONS, startRun, step } from "./support/runs.ts";
import { system } from "./support/system.ts";

const start = system();
const SETTLE = { SETTLE_AFTER_MS: "1500" };

test("twenty regions are copied to once each, listed, and in the activity", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  const regions = REGIONS.slice(0, 20);
  // A plan may be the first thing that is asked of a scope.
  const plan = await planRun(edge, image, [...regions, "us-east-1", "eu-west-1"]);
  assert.deepEqual([plan.status, plan.body.counts], [200, { total: 22, send: 20, skip: 2, block: 0 }]);
  assert.deepEqual(plan.body.regions.slice(20).map(({ reason }) => reason), ["source", "present"]);
  const made = await startRun(edge, image, regions, {}, "k-1");
  assert.equal(made.status, 202);
  assert.equal(made.location, `/edge/copy-runs/${made.run.id}`);
  const run = await over(edge, made.run.id);
  assert.deepEqual([run.state, run.counts["listed"]], ["finished", 20]);
  assert.deepEqual([...(await copiesByRegion(standIn))].sort(), regions.map((region) => [region, 1]).sort());
  assert.equal((await activity(edge, "&operation=copy")).length, 20);
  // The same order with the same key is the same run, whatever has become of it.
  const again = await startRun(edge, image, regions, {}, "k-1");
  assert.deepEqual([again.status, again.replayed, again.location], [202, true, made.location]);
  assert.equal(await standIn.copies(), 20);
});

test("whoever watches sees every change once, and goes on where they left", async () => {
  const { standIn, edge, image } = await start(releaseBuild, { COPY_PARALLEL: "1" });
  await standIn.fault({ method: "POST" }, { kind: "latency", ms: 100 }, 8);
  const { run } = await startRun(edge, image, REGIONS.slice(0, 8));
  const first = await events(edge, run.id, 0, (found) => found.some(({ data }) => data["state"] === "accepted"));
  assert.ok(first.filter(({ event }) => event === "region").length >= 8);
  const left = first.at(-1)!.id;
  const isEnd = ({ event, data }: { event: string; data: Record<string, unknown> }) =>
    event === "run" && data["state"] === "finished";
  const rest = await events(edge, run.id, left, (found) => found.some(isEnd));
  assert.ok(rest.every(({ id }) => id > left));
  // Each change has a version of its own, but for the first one, which they all have.
  const changes = [...first, ...rest].filter(({ event, id }) => event === "region" && id > 1).map(({ id }) => id);
  assert.deepEqual(changes, [...new Set(changes)].sort((a, b) => a - b));
  // Who comes to a run that is over hears the end of it, and what a person does then.
  const late = events(edge, run.id, 0, (found) => found.some(isEnd));
  assert.equal((await late).filter(({ event }) => event === "region").length, 8);
});

test("a lost answer is settled by looking; what does not come to light waits for a person", async () => {
  const { standIn, edge, image } = await start(releaseBuild, SETTLE);
  await standIn.fault({ method: "POST", region: "sa-east-1" }, { kind: "drop_answer" });
  await standIn.fault({ method: "POST", region: "eu-north-1" }, { kind: "reset_before" });
  const { run } = await startRun(edge, image, ["sa-east-1", "eu-north-1"]);
  const settled = await over(edge, run.id);
  assert.deepEqual(settled.regions.map(({ state }) => state), ["listed", "unknown"]);
  assert.equal((await standIn.writes()).length, 2);
  const refused = await step(edge, run.id, "resend", ["sa-east-1"]);
  assert.deepEqual([refused.status, refused.errors[0]?.code], [409, "UnacceptableState"]);
  assert.equal((await step(edge, run.id, "resend")).status, 202);
  assert.equal((await over(edge, run.id)).counts["listed"], 2);
  assert.deepEqual([...(await copiesByRegion(standIn)).values()], [1, 1]);
});

test("Scalr's refusal is told in its words and sent again when a person asks", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  const refusal = { kind: "status", status: 409, code: "NotEnabledPlatform", message: "No EC2 here" };
  await standIn.fault({ method: "POST" }, refusal, 2);
  const { run } = await startRun(edge, image, ["sa-east-1", "eu-north-1"]);
  const rejected = await over(edge, run.id);
  assert.deepEqual(rejected.regions.map(({ state, code }) => [state, code]), Array(2).fill(["rejected", "NotEnabledPlatform"]));
  await step(edge, run.id, "retry");
  assert.equal((await over(edge, run.id)).counts["listed"], 2);
});

test("over Scalr's limit a run waits and goes on by itself", async () => {
  const { standIn, edge, image } = await start(releaseBuild, { SCALR_PAUSE_MS: "1500", COPY_PARALLEL: "1" });
  await standIn.fault({ method: "POST" }, { kind: "limit_exceeded" });
  const { run } = await startRun(edge, image, REGIONS.slice(0, 4));
  await until("it waits", async () => (await getRun(edge, run.id)).state === "paused");
  assert.equal((await over(edge, run.id)).counts["listed"], 4);
  assert.equal(await standIn.copies(), 4);
});

test("a cancelled run sends no more", async () => {
  const { standIn, edge, image } = await start(releaseBuild, { COPY_PARALLEL: "1" });
  await standIn.fault({ method: "POST" }, { kind: "latency", ms: 300 }, 20);
  const { run } = await startRun(edge, image, REGIONS.slice(0, 10));
  await until("something is sent", async () => (await standIn.writes()).length > 0);
  const cancelled = await step(edge, run.id, "cancel");
  assert.equal(cancelled.status, 202);
  const end = await over(edge, run.id);
  assert.equal(end.state, "cancelled");
  assert.equal(end.counts["listed"]! + end.counts["cancelled"]!, 10);
  assert.equal(await standIn.copies(), end.counts["listed"]);
});

test("two runs for the same place: the second is told, and may all the same if asked twice", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  await standIn.fault({ method: "POST" }, { kind: "latency", ms: 400 }, 2);
  const first = await startRun(edge, image, ["sa-east-1"]);
  const second = await startRun(edge, image, ["sa-east-1"]);
  assert.deepEqual([second.run.regions[0]?.state, second.run.regions[0]?.reason], ["blocked", "in_flight"]);
  await over(edge, first.run.id);
  const third = await startRun(edge, image, ["sa-east-1"]);
  assert.deepEqual([third.run.regions[0]?.state, third.run.regions[0]?.reason], ["skipped", "present"]);
  const fourth = await startRun(edge, image, ["sa-east-1"], { allowDuplicates: true });
  assert.equal((await over(edge, fourth.run.id)).counts["listed"], 1);
  assert.equal(await standIn.copies(), 2);
});

test("fifty runs of thirty regions at once come to their end, with the bound kept", async () => {
  const { standIn, edge, image } = await start(releaseBuild, { SCALR_RATE_PER_MINUTE: "off", COPY_PARALLEL: "8" });
  const orders = Array.from({ length: 50 }, () => startRun(edge, image, REGIONS, { allowDuplicates: true }));
  const made = await Promise.all(orders);
  assert.ok(made.every(({ status }) => status === 202));
  await until("all are over", async () => {
    const answer = await fetch(`${edge.url}/edge/copy-runs?scope=user/5&maxResults=100`);
    const { data } = (await answer.json()) as { data: { state: string }[] };
    return data.length === 50 && data.every(({ state }) => state === "finished");
  }, 300_000);
  assert.ok([...(await copiesByRegion(standIn)).values()].every((count) => count === 50));
  assert.equal(await standIn.copies(), 1500);
});
