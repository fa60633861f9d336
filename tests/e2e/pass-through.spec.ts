// Callers who sign with a Scalr key of their own, in front of a worker that has none.
import { request as httpRequest } from "node:http";
import { edgeUrl, keylessEdgeUrl, keys } from "./support/environment.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { signed } from "./support/signing.ts";
import { expect, test } from "./support/test.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const CREATE = "/api/v1beta0/global/images/";
/** Not as a serialiser would write it: the bytes must survive. */
const IMAGE = `{ "name":"signed-image",  "os":{"id":"ubuntu-14-04"},
  "architecture":"x86_64","cloudPlatform":"ec2","cloudImageId":"ami-0515ed","cloudLocation":"eu-west-1","size":8 }`;

const post = (path: string, body: string, headers: Record<string, string>) =>
  fetch(keylessEdgeUrl + path, { method: "POST", headers: { ...json, ...headers }, body });

const first = async (answer: Response) => {
  const body = (await answer.json()) as { errors: { code: string; message: string }[] };
  return body.errors[0]!;
};

/** A GET with a body, which `fetch` cannot send. */
function getWithBody(path: string, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(keylessEdgeUrl + path, { method: "GET", headers: { ...json, ...headers, "content-length": body.length } });
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("a signed create arrives byte for byte with the caller's signature", async () => {
  const signature = signed({ method: "POST", path: CREATE, body: IMAGE });
  const answer = await post(CREATE, IMAGE, { ...signature, "x-scalr-debug": "1" });
  expect(answer.status, await answer.clone().text()).toBe(201);
  expect(answer.headers.get("x-edge-source")).toBe("upstream");
  const [arrived] = await sim.writes();
  expect(arrived!.body).toBe(IMAGE);
  for (const [name, value] of Object.entries(signature)) {
    expect(arrived!.headers[name]).toEqual([value]);
  }
  expect(arrived!.headers["x-scalr-debug"]).toBeUndefined();
});

test("a signed copy goes through in the scope of its image", async () => {
  const { id } = await goldenWeb();
  const path = `/api/v1beta0/user/5/images/${id}/actions/copy/`;
  const body = '{"cloudPlatform":"ec2","cloudLocation":"eu-north-1"}';
  const answer = await post(path, body, signed({ method: "POST", path, body }));
  expect([201, 202], await answer.clone().text()).toContain(answer.status);
});

test("a signed read keeps its query as it came", async () => {
  const path = "/api/v1beta0/user/5/images/";
  const headers = signed({ method: "GET", path, query: "maxResults=2&name=golden-web&pageNum=1" });
  const answer = await fetch(`${keylessEdgeUrl}${path}?pageNum=1&name=golden%2Dweb&maxResults=2`, { headers });
  expect(answer.status, await answer.clone().text()).toBe(200);
  const [arrived] = await sim.log();
  expect(arrived!.query).toBe("pageNum=1&name=golden%2Dweb&maxResults=2");
});

test("a body that was signed with a read goes along, twice where the answer is lost", async () => {
  const path = "/api/v1beta0/user/5/os/";
  await sim.fault({ pathContains: "/os/" }, { kind: "reset_before" }, 1);
  expect(await getWithBody(path, "{}", signed({ method: "GET", path, body: "{}" }))).toBe(200);
  expect((await sim.log()).map((entry) => [entry.method, entry.body])).toEqual([
    ["GET", "{}"],
    ["GET", "{}"],
  ]);
});

test("what no valid request has is refused although it is signed", async () => {
  const body = '{"name":"golden_web.1"}';
  const answer = await post(CREATE, body, signed({ method: "POST", path: CREATE, body }));
  expect(answer.status).toBe(400);
  expect(answer.headers.get("x-edge-source")).toBe("edge");
  expect(await sim.log()).toEqual([]);
});

test("a signature that cannot be right is refused early and told what is wrong with it", async () => {
  const right = signed({ method: "POST", path: CREATE, body: IMAGE });
  const at = (minutes: number) =>
    signed({ method: "POST", path: CREATE, body: IMAGE }, new Date(Date.now() + minutes * 60_000));
  const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));
  for (const [headers, about] of [
    [without("x-scalr-key-id"), "X-Scalr-Key-Id is missing"],
    [without("x-scalr-date"), "X-Scalr-Date is missing"],
    [without("x-scalr-signature"), "X-Scalr-Signature is missing"],
    [{ ...right, "x-scalr-key-id": "a b" }, "X-Scalr-Key-Id"],
    [{ ...right, "x-scalr-date": "yesterday" }, "X-Scalr-Date"],
    [{ ...right, "x-scalr-signature": "V1-HMAC-SHA256 abc" }, "X-Scalr-Signature"],
    [at(-6), "five minutes"],
    [at(6), "five minutes"],
  ] as [Record<string, string>, string][]) {
    const answer = await post(CREATE, IMAGE, headers);
    expect(answer.status, about).toBe(401);
    const error = await first(answer);
    expect(error.code).toBe("BadAuthentication");
    expect(error.message).toContain(about);
  }
  expect(await sim.log()).toEqual([]);
});

test("a key that Scalr refuses is told as the caller's own", async () => {
  const wrong = signed({ method: "POST", path: CREATE, body: `${IMAGE} ` });
  const answer = await post(CREATE, IMAGE, wrong);
  expect(answer.status).toBe(401);
  expect(answer.headers.get("x-edge-source")).toBe("upstream");
  expect((await first(answer)).code).toBe("BadAuthentication");
});

test("who does not sign is not let in by the switch, and /edge takes no signature", async () => {
  expect((await post(CREATE, IMAGE, {})).status).toBe(503);
  const path = "/edge/session";
  const answer = await fetch(keylessEdgeUrl + path, { headers: signed({ method: "GET", path }) });
  expect(answer.status).toBe(401);
  expect(await sim.log()).toEqual([]);
});

test("without the switch the edge signs, whatever the caller sends", async () => {
  const headers = { ...json, ...signed({ method: "POST", path: CREATE, body: IMAGE }), "x-scalr-key-id": "SOMEBODY" };
  const answer = await fetch(edgeUrl + CREATE, { method: "POST", headers, body: IMAGE });
  expect(answer.status, await answer.clone().text()).toBe(201);
  const [arrived] = await sim.writes();
  expect(arrived!.headers["x-scalr-key-id"]).toEqual([keys.globalId]);
});

test("Scalr's descriptions of its API are relayed while the switch is on", async () => {
  for (const scope of ["user", "account", "global"]) {
    const path = `/api/${scope}.v1beta0.yml`;
    const answer = await fetch(keylessEdgeUrl + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/yaml");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).toContain(`basePath: /api/v1beta0/${scope}`);
    const [arrived] = (await sim.log()).slice(-1);
    expect(Object.keys(arrived!.headers).filter((name) => name.startsWith("x-scalr"))).toEqual([]);
    expect((await fetch(edgeUrl + path)).status).toBe(404);
    expect((await fetch(keylessEdgeUrl + path, { method: "POST" })).status).toBe(405);
  }
});

for (const [kind, code] of [
  ["html", "UpstreamInvalidResponse"],
  ["redirect", "UpstreamInvalidResponse"],
  ["half_answer", "UpstreamInvalidResponse"],
  ["reset_before", "UpstreamUnreachable"],
  ["silent", "UpstreamTimeout"],
] as const) {
  test(`a description that does not come whole is not relayed: ${kind}`, async () => {
    await sim.fault({ pathContains: ".yml" }, { kind });
    expect((await first(await fetch(`${keylessEdgeUrl}/api/user.v1beta0.yml`))).code).toBe(code);
  });
}
