// Whatever goes wrong between the edge and Scalr, row by row: what a create, a copy and a read are
// told, through the real worker, with the faults of the stand-in.
import { edgeUrl } from "./support/environment.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { api as test, expect } from "./support/test.ts";

type Told = [status: number, code: string];

const UNKNOWN: Told = [504, "OutcomeUnknown"];
const INVALID: Told = [502, "UpstreamInvalidResponse"];
const UNREACHABLE: Told = [502, "UpstreamUnreachable"];
const TIMEOUT: Told = [504, "UpstreamTimeout"];

interface Row {
  name: string;
  fault: sim.Fault;
  /** What a create and a copy are told. */
  write: Told;
  /** What a list and a get are told. */
  read: Told;
  /** Scalr acts although nobody hears of it. */
  acts?: true;
}

const envelope = (status: number, code: string): sim.Fault => ({ kind: "status", status, code, message: "Said by Scalr." });
const bare = (status: number): sim.Fault => ({ kind: "bare_status", status, body: "Said by something else." });

const ROWS: Row[] = [
  { name: "reset before acting", fault: { kind: "reset_before" }, write: UNKNOWN, read: UNREACHABLE },
  { name: "silent", fault: { kind: "silent" }, write: UNKNOWN, read: TIMEOUT },
  { name: "slow drip past the deadline", fault: { kind: "slow_drip", ms: 100 }, write: UNKNOWN, read: TIMEOUT, acts: true },
  { name: "garbage", fault: { kind: "garbage" }, write: UNKNOWN, read: INVALID },
  { name: "garbage with 201", fault: { kind: "garbage", status: 201 }, write: UNKNOWN, read: INVALID },
  { name: "no envelope", fault: { kind: "not_envelope" }, write: UNKNOWN, read: INVALID },
  { name: "HTML 502", fault: { kind: "html", status: 502 }, write: UNKNOWN, read: INVALID },
  { name: "HTML 200", fault: { kind: "html", status: 200 }, write: UNKNOWN, read: INVALID },
  { name: "huge answer", fault: { kind: "huge", bytes: 9 * 1024 * 1024 }, write: UNKNOWN, read: INVALID },
  { name: "redirect", fault: { kind: "redirect" }, write: INVALID, read: INVALID },
  { name: "redirect 307", fault: { kind: "redirect", status: 307 }, write: INVALID, read: INVALID },
  {
    name: "401",
    fault: { kind: "bad_authentication" },
    write: [502, "UpstreamAuthFailed"],
    read: [502, "UpstreamAuthFailed"],
  },
  {
    name: "403 LimitExceeded",
    fault: { kind: "limit_exceeded" },
    write: [429, "LimitExceeded"],
    read: [429, "LimitExceeded"],
  },
  ...[400, 403, 404, 409, 422, 500, 501, 503].map((status): Row => {
    const relayed: Told = [status, "SaidByScalr"];
    return { name: `${status} with envelope`, fault: envelope(status, "SaidByScalr"), write: relayed, read: relayed };
  }),
  ...[502, 504, 599].map((status): Row => {
    return { name: `${status} with envelope`, fault: envelope(status, "SaidByScalr"), write: UNKNOWN, read: INVALID };
  }),
  ...[500, 501, 502, 503, 504].map((status): Row => {
    return { name: `${status} without envelope`, fault: bare(status), write: UNKNOWN, read: INVALID };
  }),
  ...[400, 403, 404, 418].map((status): Row => {
    return { name: `${status} without envelope`, fault: bare(status), write: INVALID, read: INVALID };
  }),
  { name: "418 with envelope", fault: envelope(418, "SaidByScalr"), write: INVALID, read: INVALID },
];

/** The same faults after Scalr has acted. Only a copy: what a create is told, depends on what a listing shows. */
const ACTED: { name: string; fault: sim.Fault }[] = [
  { name: "reset after acting", fault: { kind: "reset_after" } },
  { name: "closed without an answer", fault: { kind: "drop_answer" } },
  { name: "half an answer", fault: { kind: "half_answer" } },
  { name: "silent after acting", fault: { kind: "silent", act: true } },
  { name: "HTML 502 after acting", fault: { kind: "html", status: 502, act: true } },
];

const LIST = "/api/v1beta0/user/5/images/";

function post(path: string, body: unknown): Promise<Response> {
  return fetch(edgeUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const create = () =>
  post(LIST, {
    architecture: "x86_64",
    cloudImageId: "ami-0fa17000000000001",
    cloudLocation: "us-east-1",
    cloudPlatform: "ec2",
    name: "fault-row",
    os: { id: "ubuntu-14-04" },
  });
const copy = (id: string) =>
  post(`${LIST}${id}/actions/copy/`, { cloudLocation: "eu-north-1", cloudPlatform: "ec2" });

/** Checks an answer against its row; gives its body. */
async function expectTold(answer: Response, [status, code]: Told, what: string) {
  const text = await answer.text();
  expect([answer.status, JSON.parse(text).errors[0].code], `${what}: ${text}`).toEqual([status, code]);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("x-edge-source")).toBe(code === "SaidByScalr" ? "upstream" : "edge");
  expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers.get("retry-after") ?? "none").toMatch(code === "LimitExceeded" ? /^[1-9]\d*$/ : /^none$/);
  const write = what === "create" || what === "copy";
  const mayHaveActed = code === "OutcomeUnknown" || (write && status === 500);
  expect(answer.headers.get("x-edge-outcome"), what).toBe(mayHaveActed ? "unknown" : null);
  expect(text, "nothing of a foreign answer is passed on").not.toMatch(/nginx|Said by something else|\/login/);
  return JSON.parse(text);
}

/** The copies that the listing shows which an unknown outcome names. */
async function settle(told: { meta: { settle: string } }): Promise<string[]> {
  const answer = await fetch(edgeUrl + told.meta.settle);
  expect(answer.status, told.meta.settle).toBe(200);
  const { data } = (await answer.json()) as { data: { name: string; cloudLocation: string }[] };
  return data.filter(({ name }) => name === "golden-web").map((image) => `${image.name} in ${image.cloudLocation}`);
}

async function expectAlive(): Promise<void> {
  await sim.clearFaults();
  expect((await fetch(`${edgeUrl}${LIST}?maxResults=1`)).status, "a good request afterwards").toBe(200);
}

for (const { name, fault, write, read, acts } of ROWS) {
  test(`${name}: ${write.join(" ")} on a write, ${read.join(" ")} on a read`, async () => {
    const { id } = await goldenWeb();
    await sim.fault({ pathContains: "/images/" }, fault);
    const [created, copied, listed, got] = await Promise.all([
      create(),
      copy(id),
      fetch(edgeUrl + LIST),
      fetch(`${edgeUrl}${LIST}${id}/`),
    ]);
    await expectTold(created, write, "create");
    const told = await expectTold(copied, write, "copy");
    await expectTold(listed, read, "list");
    await expectTold(got, read, "get");
    const copies = (await sim.writes()).filter((entry) => entry.path.endsWith("/actions/copy/"));
    expect(copies, "a copy is never sent again by itself").toHaveLength(1);
    await expectAlive();
    if (write === UNKNOWN) {
      expect(await settle(told)).toEqual(acts ? ["golden-web in eu-north-1"] : []);
    }
  });
}

for (const { name, fault } of ACTED) {
  test(`${name}: the copy is there and nobody claims to know, and the listing shows it`, async () => {
    const { id } = await goldenWeb();
    await sim.fault({ pathContains: "/actions/copy/" }, fault);
    const told = await expectTold(await copy(id), UNKNOWN, "copy");
    expect(await sim.writes(), "a copy is never sent again by itself").toHaveLength(1);
    await expectAlive();
    expect(await settle(told)).toEqual(["golden-web in eu-north-1"]);
  });
}

for (const [name, fault, read] of [
  ["half an answer", { kind: "half_answer" }, INVALID],
  ["closed without an answer", { kind: "drop_answer" }, UNREACHABLE],
] as [string, sim.Fault, Told][]) {
  test(`${name}: a read that got lost once is read again, and told when it is lost twice`, async () => {
    await sim.fault({ pathContains: "/images/" }, fault, 1);
    expect((await fetch(edgeUrl + LIST)).status).toBe(200);
    expect(await sim.log()).toHaveLength(2);
    await sim.fault({ pathContains: "/images/" }, fault);
    await expectTold(await fetch(edgeUrl + LIST), read, "list");
    await expectAlive();
  });
}

test("connection refused: nobody claims to know on a write, a read is told", async () => {
  const { id } = await goldenWeb();
  await sim.refuse(3_000);
  const [created, copied, listed, got] = await Promise.all([
    create(),
    copy(id),
    fetch(edgeUrl + LIST),
    fetch(`${edgeUrl}${LIST}${id}/`),
  ]);
  await expectTold(created, UNKNOWN, "create");
  await expectTold(copied, UNKNOWN, "copy");
  await expectTold(listed, UNREACHABLE, "list");
  await expectTold(got, UNREACHABLE, "get");
  await sim.listens();
  expect(await sim.writes(), "nothing has arrived").toEqual([]);
  await expectAlive();
});
