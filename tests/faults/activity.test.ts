// Activity: an entry for each create and copy, with what became of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { releaseBuild } from "./support/environment.ts";
import { until } from "./support/programs.ts";
import { activity, copy, create, SCOPE } from "./support/requests.ts";
import { system } from "./support/system.ts";

const start = system();

test("each outcome has its entry, newest first, in pages and by filters", async () => {
  const { standIn, edge, image } = await start(releaseBuild);
  const made = await copy(edge, image, "k-1");
  await copy(edge, image, "k-1");
  await copy(edge, "5a1a3fd0-0000-4222-8333-00000000dead");
  await copy(edge, image, undefined, "nowhere at all");
  await standIn.fault({ method: "POST" }, { kind: "drop_answer" });
  await copy(edge, image);
  await create(edge, "ami-0fa05");
  // Entries are written behind the answers, so that two that follow each other may change places.
  await until("everything is written down", async () => (await activity(edge)).length === 6);
  const all = await activity(edge);
  const told = all.map(({ operation, outcome, status, code }) => [operation, outcome, status, code].join(" "));
  assert.deepEqual(told.sort(), [
    "copy accepted 201 ",
    "copy refused 400 InvalidValue",
    "copy rejected 404 ObjectNotFound",
    "copy replayed 201 ",
    "copy unknown 504 OutcomeUnknown",
    "create accepted 201 ",
  ]);
  assert.equal(made.status, 201);
  const first = (await activity(edge, "&operation=copy")).at(-1);
  assert.deepEqual([first?.outcome, first?.imageId, first?.region], ["accepted", image, "eu-north-1"]);
  assert.equal((await activity(edge, "&operation=create")).length, 1);
  assert.equal((await activity(edge, "&identity=local")).length, 6);
  assert.equal((await activity(edge, "&identity=somebody")).length, 0);
  assert.deepEqual(await activity(edge, "&maxResults=2&pageNum=2"), all.slice(2, 4));
});

test("pages are linked, and a scope where nothing was done has none", async () => {
  const { edge, image } = await start(releaseBuild);
  for (const region of ["eu-west-1", "eu-west-2", "eu-west-3"]) {
    await copy(edge, image, region, region);
  }
  const page = async (query: string) => {
    const answer = await fetch(`${edge.url}/edge/activity?${query}`);
    return { status: answer.status, body: await answer.json() };
  };
  const second = await page(`scope=${SCOPE}&maxResults=1&pageNum=2`);
  const link = (number: number) => `/edge/activity?maxResults=1&pageNum=${number}&scope=user%2F5`;
  assert.deepEqual(second.body.pagination, { first: link(1), last: link(3), next: link(3), prev: link(1) });
  assert.equal(second.body.data[0].region, "eu-west-2");
  assert.deepEqual((await page("scope=account/1")).body.data, []);
  const wrong = await page("scope=user/0&pageNum=x&colour=red");
  assert.equal(wrong.status, 400);
  assert.equal(wrong.body.errors.length, 3);
});

test("of many refusals the newest are kept, and they push out nothing that was sent", async () => {
  const { edge, image } = await start(releaseBuild, { EDGE_RATE_PER_MINUTE: "off" });
  await copy(edge, image, "k-1");
  for (let round = 0; round < 22; round += 1) {
    await Promise.all(Array.from({ length: 100 }, () => copy(edge, image, undefined, "")));
  }
  const total = async () => {
    const answer = await fetch(`${edge.url}/edge/activity?scope=${SCOPE}&maxResults=1`);
    const { pagination } = (await answer.json()) as { pagination: { last: string } };
    return Number(/pageNum=(\d+)/.exec(pagination.last)?.[1]);
  };
  // 2,000 refusals, up to 64 that are not yet cut, and the one copy.
  await until("everything is written down and cut", async () => (await total()) >= 2001 && (await total()) <= 2066);
  const oldest = (await activity(edge, `&maxResults=1&pageNum=${await total()}`))[0];
  assert.deepEqual([oldest?.outcome, oldest?.status], ["accepted", 201]);
});

test("no body, name or message gets into it", async () => {
  const { edge, image } = await start(releaseBuild);
  await copy(edge, image, undefined, "secret-canary-7391");
  await create(edge, "ami-0fa06");
  await until("both are written down", async () => (await activity(edge)).length === 2);
  const text = JSON.stringify(await activity(edge));
  assert.ok(!text.includes("canary") && !text.includes("golden-faults") && !text.includes("0fa06"), text);
});
