// Callers of Cloudflare Access: real RS256 tokens against the worker in workerd.
import { createHmac } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { bearing, makeKey, person, service, setTeam, timesAsked, token } from "./support/access.ts";
import type { Claims, Key } from "./support/access.ts";
import { accessEdgeUrl, accessReader, accessServiceWriter, accessWriter, keylessEdgeUrl } from "./support/environment.ts";
import * as sim from "./support/sim.ts";
import { expect, test } from "./support/test.ts";

const LIST = "/api/v1beta0/user/5/images/?maxResults=1";
const CREATE = "/api/v1beta0/user/5/images/";
const IMAGE = JSON.stringify({
  architecture: "x86_64",
  cloudImageId: "ami-0acce551",
  cloudLocation: "eu-west-1",
  cloudPlatform: "ec2",
  name: "access-test",
  os: { id: "ubuntu-14-04" },
});
/** Somebody whom Access lets in and no list names. */
const STRANGER = "eve@elsewhere.example";

/** The worker asks for unknown keys at most once in ten seconds. */
const REFETCHED = { timeout: 20_000, intervals: [500] };

const first: Key = makeKey("first");
const second: Key = makeKey("second");

test.beforeEach(() => setTeam([first, second]));

const get = (request: APIRequestContext, jwt: string, path = LIST) =>
  request.get(accessEdgeUrl + path, { headers: bearing(jwt) });

const post = (request: APIRequestContext, headers: Record<string, string>) =>
  request.post(accessEdgeUrl + CREATE, {
    headers: { "content-type": "application/json", ...headers },
    data: IMAGE,
  });

async function expectRefused(answer: APIResponse, status: number, code: string): Promise<string> {
  const body = await answer.json();
  expect([answer.status(), body.errors[0].code, body.meta.source], JSON.stringify(body)).toEqual([status, code, "edge"]);
  return body.errors[0].message;
}

/** The edge may still remember the keys of the test before. */
async function untilKnown(request: APIRequestContext): Promise<void> {
  for (const key of [first, second]) {
    await expect
      .poll(async () => (await get(request, token(key, person(accessReader)))).status(), REFETCHED)
      .toBe(200);
  }
  await sim.reset();
}

test("a person signs in by header or by cookie, a service by its token", async ({ request }) => {
  await untilKnown(request);
  const jwt = token(first, person(accessWriter));
  for (const headers of [bearing(jwt), { cookie: `theme=dark; CF_Authorization=${jwt}` }]) {
    const answer = await request.get(`${accessEdgeUrl}/edge/session`, { headers });
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({
      identity: { kind: "user", id: `sub-of-${accessWriter}`, name: accessWriter },
      canWrite: true,
    });
  }
  const session = await get(request, token(second, service(accessServiceWriter)), "/edge/session");
  expect(await session.json()).toMatchObject({
    identity: { kind: "service", id: accessServiceWriter, name: null },
    canWrite: true,
  });
});

test("without a token, or with one that is none, nobody is known", async ({ request }) => {
  await untilKnown(request);
  for (const path of [LIST, "/edge/session"]) {
    await expectRefused(await request.get(accessEdgeUrl + path), 401, "BadAuthentication");
    for (const jwt of ["x", "a.b.c", "..", "Bearer x"]) {
      await expectRefused(await get(request, jwt, path), 401, "BadAuthentication");
    }
  }
  expect(await sim.log()).toEqual([]);
  expect((await request.get(`${accessEdgeUrl}/edge/health`)).status()).toBe(200);
});

const now = () => Math.floor(Date.now() / 1000);
const WRONG: [string, () => Claims][] = [
  ["iss of another team", () => ({ iss: "https://evil.cloudflareaccess.com" })],
  ["no iss", () => ({ iss: undefined })],
  ["aud of another application", () => ({ aud: ["other"] })],
  ["no aud", () => ({ aud: undefined })],
  ["exp in the past", () => ({ exp: now() - 1 })],
  ["no exp", () => ({ exp: undefined })],
  ["exp that is no number", () => ({ exp: `${now() + 300}` })],
  ["nbf in the future", () => ({ nbf: now() + 60 })],
  ["a session of the team", () => ({ type: "org" })],
  ["no type", () => ({ type: undefined })],
  ["nobody", () => ({ sub: "", common_name: "" })],
];
for (const [name, changes] of WRONG) {
  test(`a token with ${name} proves nothing`, async ({ request }) => {
    await untilKnown(request);
    const answer = await get(request, token(first, person(accessWriter, changes())));
    await expectRefused(answer, 401, "BadAuthentication");
    expect(await sim.log()).toEqual([]);
  });
}

test("a token with a wrong header or signature proves nothing", async ({ request }) => {
  await untilKnown(request);
  const claims = person(accessWriter);
  const good = token(first, claims);
  const [header, payload, signature] = good.split(".") as [string, string, string];
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const hs256 = `${encode({ alg: "HS256", kid: "first" })}.${payload}`;
  const publicKey = first.publicKey.export({ format: "pem", type: "spki" });
  const stranger = makeKey("first");
  const forged: Record<string, string> = {
    "alg none": `${encode({ alg: "none", kid: "first" })}.${payload}.`,
    "alg HS256 keyed with the public key": `${hs256}.${createHmac("sha256", publicKey).update(hs256).digest("base64url")}`,
    "another RSA algorithm": token(first, claims, { alg: "RS512" }),
    "crit": token(first, claims, { crit: ["exp"] }),
    "no kid": token(first, claims, { kid: undefined }),
    "a key that it brings along": token(stranger, claims, { jwk: stranger.publicKey.export({ format: "jwk" }) }),
    "the name of another key": token(second, claims, { kid: "first" }),
    "other claims": `${header}.${encode({ ...claims, email: "root@example.com" })}.${signature}`,
    "no signature": `${header}.${payload}.`,
    "half a signature": good.slice(0, -100),
    "a further part": `${good}.x`,
    "two tokens": `${good}, ${good}`,
  };
  for (const [name, jwt] of Object.entries(forged)) {
    expect((await get(request, jwt)).status(), name).toBe(401);
  }
  expect(await sim.log()).toEqual([]);
  expect((await get(request, good)).status()).toBe(200);
});

test("readers read, writers write, and strangers do neither", async ({ request }) => {
  await untilKnown(request);
  const reader = token(first, person(accessReader));
  expect((await get(request, reader)).status()).toBe(200);
  expect(await (await get(request, reader, "/edge/session")).json()).toMatchObject({ canWrite: false });
  const message = await expectRefused(await post(request, bearing(reader)), 403, "PermissionViolation");
  expect(message).toContain(accessReader);
  expect(message).toContain("EDGE_WRITERS");

  for (const claims of [person(STRANGER), service("unknown.access"), person("x", { email: undefined })]) {
    const stranger = token(first, claims);
    for (const path of [LIST, "/api/v1beta0/global/os/", "/edge/session"]) {
      await expectRefused(await get(request, stranger, path), 403, "PermissionViolation");
    }
    await expectRefused(await post(request, bearing(stranger)), 403, "PermissionViolation");
    expect((await get(request, stranger, "/edge/health")).status()).toBe(200);
  }
  expect(await sim.writes()).toEqual([]);

  const writer = await post(request, bearing(token(first, service(accessServiceWriter))));
  expect(writer.status()).toBe(201);
  expect((await sim.writes()).map((entry) => entry.body)).toEqual([IMAGE]);
  const headers = Object.keys((await sim.writes())[0]!.headers);
  expect(headers.filter((name) => name.startsWith("cf-access") || name === "cookie")).toEqual([]);
});

test("a browser's write must come from the dashboard's own pages", async ({ request }) => {
  await untilKnown(request);
  const cookie = `CF_Authorization=${token(first, person(accessWriter))}`;
  await expectRefused(await post(request, { cookie }), 403, "ForbiddenOrigin");
  for (const site of ["cross-site", "same-site", "none"]) {
    await expectRefused(await post(request, { cookie, "sec-fetch-site": site }), 403, "ForbiddenOrigin");
  }
  await expectRefused(await post(request, { cookie, origin: "https://evil.example" }), 403, "ForbiddenOrigin");
  const own = { origin: accessEdgeUrl, "sec-fetch-site": "same-origin" };
  expect((await post(request, { cookie, ...own })).status()).toBe(201);
});

test("keys change, and made-up ones are not asked for again and again", async ({ request }) => {
  await untilKnown(request);
  const third = makeKey("third");
  const jwt = token(third, person(accessReader));
  expect((await get(request, jwt)).status()).toBe(401);
  await setTeam([second, third]);
  await expect.poll(async () => (await get(request, jwt)).status(), REFETCHED).toBe(200);
  expect(await timesAsked()).toBe(1);
  // Gone from the team, gone from the edge.
  expect((await get(request, token(first, person(accessReader)))).status()).toBe(401);
  const asked = await timesAsked();
  for (let index = 0; index < 20; index += 1) {
    const madeUp = token(third, person(accessReader), { kid: `made-up-${index}` });
    expect((await get(request, madeUp)).status()).toBe(401);
  }
  expect((await timesAsked()) - asked).toBeLessThanOrEqual(1);
});

test("with the team down, known keys go on and unknown ones stay unknown", async ({ request }) => {
  await untilKnown(request);
  await setTeam([], true);
  const unknown = token(makeKey("fourth"), person(accessReader));
  await expect
    .poll(async () => {
      await expectRefused(await get(request, unknown), 401, "BadAuthentication");
      return timesAsked();
    }, REFETCHED)
    .toBe(1);
  expect((await get(request, token(first, person(accessReader)))).status()).toBe(200);
});

test("with the team down and no key known, the edge is closed", async ({ request }) => {
  const headers = bearing(token(first, person(accessWriter)));
  const answer = await request.get(`${keylessEdgeUrl}/edge/session`, { headers });
  const message = await expectRefused(answer, 503, "EdgeMisconfigured");
  expect(message).toContain("ACCESS_TEAM_DOMAIN");
  expect(answer.headers()["retry-after"]).toBe("10");
  expect((await request.get(`${keylessEdgeUrl}/edge/health`)).status()).toBe(200);
  expect(await sim.log()).toEqual([]);
});

test("OPTIONS is a wrong method, and no answer grants CORS", async ({ request }) => {
  const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
  for (const [path, allow] of [
    [CREATE, "GET, POST"],
    ["/edge/session", "GET"],
    ["/", "GET, HEAD"],
  ] as const) {
    const answer = await request.fetch(accessEdgeUrl + path, { method: "OPTIONS", headers });
    expect(answer.status(), path).toBe(405);
    expect(answer.headers()["allow"], path).toBe(allow);
    expect(Object.keys(answer.headers()).filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});
