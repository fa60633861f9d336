// The edge from the outside: the two calls at its heart, the closed door, assets, headers.
import { bareEdgeUrl, edgeUrl, keys } from "./support/environment.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

const json = { "content-type": "application/json" };

/** The create example of the API reference, with a name and an operating system that exist. */
const EXAMPLE = {
  architecture: "i386",
  cloudFeatures: { type: "ImageCloudFeatures" },
  cloudImageId: "string",
  cloudInitInstalled: true,
  cloudLocation: "string",
  cloudPlatform: "ec2",
  deprecated: true,
  name: "string",
  os: { id: "ubuntu-14-04" },
  scalrAgentInstalled: true,
  size: 1,
  type: "string",
};

test("the create example of the API reference registers an image in the global scope", async ({ request }) => {
  const answer = await request.post(`${edgeUrl}/api/v1beta0/global/images/`, {
    headers: json,
    data: JSON.stringify(EXAMPLE),
  });
  expect(answer.status()).toBe(201);
  expect(answer.headers()["x-edge-source"]).toBe("upstream");
  expect((await answer.json()).data).toMatchObject({ ...EXAMPLE, scope: "scalr", source: "Manual" });
});

test("the copy example of the API reference copies an image of an environment", async ({ request }) => {
  const { id } = await goldenWeb();
  const answer = await request.post(`${edgeUrl}/api/v1beta0/user/5/images/${id}/actions/copy/`, {
    headers: json,
    data: '{"cloudLocation": "eu-north-1", "cloudPlatform": "ec2"}',
  });
  expect([201, 202]).toContain(answer.status());
  expect((await answer.json()).data).toMatchObject({ name: "golden-web", cloudLocation: "eu-north-1" });
});

test("every error of a body is told at once, with pointers, and nothing is sent", async ({ request }) => {
  const answer = await request.post(`${edgeUrl}/api/v1beta0/global/images/`, {
    headers: json,
    data: '{"name":"golden_web.1","cloudPlatform":"EC2","colour":"red","os":{"id":"a b"}}',
  });
  expect(answer.status()).toBe(400);
  const body = await answer.json();
  expect(body.meta.source).toBe("edge");
  expect(body.meta.requestId).toBe(answer.headers()["x-request-id"]);
  expect(body.errors.map((error: { code: string; pointer: string }) => [error.pointer, error.code])).toEqual([
    ["/architecture", "InvalidStructure"],
    ["/cloudImageId", "InvalidStructure"],
    ["/cloudPlatform", "InvalidValue"],
    ["/colour", "InvalidStructure"],
    ["/name", "InvalidValue"],
    ["/os/id", "InvalidValue"],
  ]);
  expect(await sim.writes()).toEqual([]);
});

test("without settings every route of the API is closed, and health names what is missing", async ({ request }) => {
  for (const path of ["/api/v1beta0/user/5/images/", "/edge/session"]) {
    const answer = await request.get(bareEdgeUrl + path);
    expect(answer.status(), path).toBe(503);
    expect((await answer.json()).errors[0].code).toBe("EdgeMisconfigured");
  }
  const health = await request.get(`${bareEdgeUrl}/edge/health`);
  expect(health.status()).toBe(200);
  const body = await health.json();
  expect(body.configured).toBe(false);
  expect(body.missing).toEqual(expect.arrayContaining(["EDGE_AUTH", "SCALR_URL"]));
});

test("health and session have the shapes of the edge's API", async ({ request }) => {
  const health = await (await request.get(`${edgeUrl}/edge/health`)).json();
  expect(health).toEqual({
    status: "ok",
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    commit: expect.any(String),
    demo: true,
    configured: true,
    missing: [],
  });
  const session = await (await request.get(`${edgeUrl}/edge/session`)).json();
  expect(session).toEqual({
    identity: { kind: "local", id: "local", name: null },
    demo: true,
    canWrite: true,
    scopes: [
      { scope: "global", name: "Global", keys: true },
      { scope: "account/1", name: "Acme", keys: true },
      { scope: "user/5", name: "Production", keys: true },
      { scope: "user/6", name: "Staging", keys: true },
    ],
    environments: [
      { id: 5, name: "Production" },
      { id: 6, name: "Staging" },
    ],
    limits: { maxBodyBytes: 65536, ratePerMinute: 100000, copyParallel: 5 },
    schema: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
    version: health.version,
  });
});

const NEVER_THE_PAGE = [
  "/api",
  "/api/",
  "/API/v1beta0/global/images/",
  "/%61pi/v1beta0/global/images/",
  "//api/v1beta0/global/images/",
  "/edge",
  "/edge/nothing",
  "/EDGE/health",
  "/e%64ge/health",
  "/api/v1beta0/global/images",
  "/missing.js",
  "/deep/missing.css",
  "/favicon.ico",
];
for (const path of NEVER_THE_PAGE) {
  test(`${path} never answers the dashboard's page`, async () => {
    const answer = await fetch(edgeUrl + path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).not.toContain("text/html");
    expect(await answer.text()).not.toContain("<html");
  });
}

test("every kind of answer has the security headers", async ({ request }) => {
  const page = await (await request.get(edgeUrl)).text();
  const asset = /data-wasm="([^"]+)"/.exec(page)?.[1];
  for (const path of ["/", "/user/5/images", asset!, "/boot.js", "/missing.js", "/api/x", "/edge/health"]) {
    const headers = (await request.get(edgeUrl + path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, path).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy, path).not.toContain("unsafe-inline");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
    expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
  }
});

test("a write of another site's page is refused, one of curl is not", async ({ request }) => {
  const send = (headers: Record<string, string>) =>
    request.post(`${edgeUrl}/api/v1beta0/global/images/`, { headers: { ...json, ...headers }, data: "{}" });
  for (const headers of [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { origin: "null" },
    { origin: edgeUrl, "sec-fetch-site": "same-site" },
  ] as Record<string, string>[]) {
    const answer = await send(headers);
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
    expect((await answer.json()).errors[0].code).toBe("ForbiddenOrigin");
  }
  expect((await send({})).status()).toBe(400);
  expect((await send({ origin: edgeUrl, "sec-fetch-site": "same-origin" })).status()).toBe(400);
});

test("Scalr's own limit arrives as 429 with Retry-After", async ({ request }) => {
  await sim.fault({ pathContains: "/images/" }, { kind: "limit_exceeded" });
  const answer = await request.get(`${edgeUrl}/api/v1beta0/user/5/images/`);
  expect(answer.status()).toBe(429);
  expect((await answer.json()).errors[0].code).toBe("LimitExceeded");
  expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(0);
});

test("no answer shows a secret", async ({ request }) => {
  await sim.fault({ method: "POST" }, { kind: "bad_authentication" }, 1);
  const answers = [
    await request.get(`${edgeUrl}/edge/health`),
    await request.get(`${edgeUrl}/edge/session`),
    await request.post(`${edgeUrl}/api/v1beta0/global/images/`, { headers: json, data: JSON.stringify(EXAMPLE) }),
    await request.get(`${edgeUrl}/api/v1beta0/user/5/images/?maxResults=1`),
  ];
  for (const answer of answers) {
    const shown = JSON.stringify(answer.headers()) + (await answer.text());
    for (const secret of [keys.secret, keys.globalSecret, "V1-HMAC-SHA256"]) {
      expect(shown).not.toContain(secret);
    }
  }
});
