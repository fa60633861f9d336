// What people and programs get wrong, byte for byte through the real worker: a clear answer each
// time, nothing sent to Scalr, and the worker goes on.
import { edgeUrl } from "./support/environment.ts";
import { exchange, host, post, request, type RawAnswer } from "./support/raw.ts";
import * as sim from "./support/sim.ts";
import { api as test, expect } from "./support/test.ts";

const CREATE = "/api/v1beta0/user/5/images/";
const JSON_TYPE = "content-type: application/json";
const MAX_BODY = 65_536;

const image = (more: string) =>
  `{"architecture":"x86_64","cloudImageId":"ami-0123456789abcdef0","cloudLocation":"us-east-1","cloudPlatform":"ec2","name":"input-row","os":"ubuntu-14-04"${more}}`;

/** Checks a refusal of the edge, and that nothing was sent; gives its message. */
async function expectRefused(answer: RawAnswer, status: number, code: string): Promise<string> {
  expect(answer.status, answer.body).toBe(status);
  const { errors, meta } = JSON.parse(answer.body);
  expect(errors[0].code).toBe(code);
  expect(meta).toMatchObject({ source: "edge", requestId: answer.headers["x-request-id"] });
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  expect(await sim.writes(), "nothing is sent").toEqual([]);
  return errors[0].message;
}

test.afterEach("the worker goes on", async () => {
  const answer = await fetch(`${edgeUrl}${CREATE}?maxResults=1`);
  expect(answer.status).toBe(200);
});

test.describe("size and time of a body", () => {
  test("the limit itself is taken", async () => {
    const padded = Buffer.alloc(MAX_BODY, " ");
    padded.write(image(""));
    expect((await exchange([post(CREATE, padded)])).status).toBe(201);
  });

  test("one byte more, announced", async () => {
    const message = await expectRefused(
      await exchange([post(CREATE, Buffer.alloc(MAX_BODY + 1, " "))]),
      413,
      "PayloadTooLarge",
    );
    expect(message).toContain("65536");
  });

  test("a size that is announced and never sent is not waited for", async () => {
    const announced = request(`POST ${CREATE}`, ["content-length: 1000000000", JSON_TYPE]);
    await expectRefused(await exchange([announced], 5_000), 413, "PayloadTooLarge");
  });

  test("one byte more in chunks, without a length", async () => {
    const head = request(`POST ${CREATE}`, ["transfer-encoding: chunked", JSON_TYPE]);
    const chunk = Buffer.concat([Buffer.from("8000\r\n"), Buffer.alloc(0x8000, " "), Buffer.from("\r\n")]);
    const parts = [head, chunk, chunk, "1\r\n \r\n", "0\r\n\r\n"];
    await expectRefused(await exchange(parts), 413, "PayloadTooLarge");
  });

  test("a body in chunks is a body", async () => {
    const body = image("");
    const head = request(`POST ${CREATE}`, ["transfer-encoding: chunked", JSON_TYPE]);
    const answer = await exchange([head, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`]);
    expect(answer.status, answer.body).toBe(201);
  });

  test("a body that does not arrive is given up after ten seconds", async () => {
    const head = request(`POST ${CREATE}`, [`content-length: ${image("").length}`, JSON_TYPE]);
    const message = await expectRefused(await exchange([head, '{"arch']), 408, "RequestTimeout");
    expect(message).toContain("did not arrive in time");
  });
});

test.describe("content type and encoding", () => {
  const WRONG: [name: string, headers: string[]][] = [
    ["none", []],
    ["a form", ["content-type: application/x-www-form-urlencoded"]],
    ["plain text", ["content-type: text/plain"]],
    ["several", ["content-type: application/json, text/plain"]],
    ["another character set", ["content-type: application/json; charset=utf-16"]],
    ["gzip", [JSON_TYPE, "content-encoding: gzip"]],
    ["br", [JSON_TYPE, "content-encoding: br"]],
    ["an encoding that nobody knows", [JSON_TYPE, "content-encoding: x-secret"]],
  ];
  for (const [name, headers] of WRONG) {
    test(name, async () => {
      const answer = await exchange([post(CREATE, image(""), headers)]);
      await expectRefused(answer, 415, "UnsupportedMediaType");
      expect(answer.headers["accept-post"]).toBe("application/json");
    });
  }
});

test.describe("JSON", () => {
  const deep = (open: string, close: string) => `,"cloudFeatures":{"type":"x","deep":${open.repeat(10_000)}1${close.repeat(10_000)}}`;
  const WRONG: [name: string, body: string | Buffer, message: RegExp][] = [
    ["no body", "", /body is empty/],
    ["white space", " \n\t", /body is empty/],
    ["an array", "[]", /body is an array/],
    ["null", "null", /body is null/],
    ["two objects", `${image("")}{}`, /trailing characters/],
    ["a comma too many", image(","), /trailing comma/],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /not UTF-8 at byte 2/],
    ["UTF-16", Buffer.from(`\ufeff${image("")}`, "utf16le"), /not UTF-8 at byte 0/],
    ["a byte order mark", `\ufeff${image("")}`, /not valid JSON/],
    ["a lone surrogate", image(',"type":"\\ud800"'), /not valid JSON/],
    ["surrogates in the wrong order", image(',"type":"\\udc00\\ud800"'), /not valid JSON/],
    ["a raw control character", image(',"type":"\u0001"'), /not valid JSON/],
    ["a number out of range", image(',"size":1e999'), /not valid JSON/],
    ["not a number", image(',"size":NaN'), /not valid JSON/],
    ["a leading zero", image(',"size":010'), /not valid JSON/],
    ["deep arrays", image(deep("[", "]")), /recursion limit/],
    ["deep objects", image(deep('{"a":', "}")), /recursion limit/],
    ["a member twice", image(',"name":"input-row"'), /more than once/],
    ["a member twice, once escaped", image(',"n\\u0061me":"input-row"'), /more than once/],
    ["a member twice, deep inside", image(',"cloudFeatures":{"type":"x","a":[{"b":1,"b":2}]}'), /more than once/],
    ["a member that nobody knows", image(',"__proto__":{}'), /not a member of this request/],
  ];
  for (const [name, body, message] of WRONG) {
    test(name, async () => {
      const answer = await exchange([post(CREATE, body)]);
      expect(await expectRefused(answer, 400, "InvalidStructure")).toMatch(message);
    });
  }

  const INVALID: [name: string, member: string][] = [
    ["a huge number", `,"size":-${"9".repeat(300)}`],
    ["a fraction", ',"size":1.5'],
    ["a text with a NUL", ',"type":"\\u0000aaaaaaaaaaaaaaaaaaaaa"'],
  ];
  for (const [name, member] of INVALID) {
    test(name, async () => {
      await expectRefused(await exchange([post(CREATE, image(member))]), 400, "InvalidValue");
    });
  }

  test("what a message repeats of a body is short and cannot break out of it", async () => {
    const body = image("").replace("input-row", `<script>\\r\\nset-cookie: a=b\\u0000${"x".repeat(60_000)}`);
    const answer = await exchange([post(CREATE, body)]);
    const message = await expectRefused(answer, 400, "InvalidValue");
    expect(message.length).toBeLessThan(400);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("a hundred problems are listed and the rest is counted", async () => {
    const strangers = Array.from({ length: 3_000 }, (_, index) => `,"x${index}":1`).join("");
    const answer = await exchange([post(CREATE, image(strangers))]);
    await expectRefused(answer, 400, "InvalidStructure");
    const { errors } = JSON.parse(answer.body);
    expect(errors).toHaveLength(101);
    expect(errors[100].message).toBe("Problems that are not listed here: 2900");
  });
});

test.describe("query", () => {
  for (const query of ["name=a&name=b", "na%20me=a", "=a", "name=%ff", "name[]=a", "name=%C3%28"]) {
    test(query, async () => {
      const answer = await exchange([request(`GET ${CREATE}?${query}`)]);
      await expectRefused(answer, 400, "InvalidValue");
    });
  }
});

test.describe("methods", () => {
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PURGE", "QUERY"]) {
    test(`${method} is 405, or not even HTTP to the runtime`, async () => {
      const answer = await exchange([request(`${method} ${CREATE}`, ["content-length: 0"])]);
      if (answer.headers["x-edge-source"] === undefined) {
        // The runtime answers methods that it does not know by itself, CONNECT with 500.
        expect(method === "CONNECT" ? [400, 405, 500, 501] : [400, 405, 501]).toContain(answer.status);
        expect(await sim.log(), "nothing is sent").toEqual([]);
      } else {
        await expectRefused(answer, 405, "MethodNotAllowed");
        expect(answer.headers["allow"]).toBe("GET, POST");
      }
      const granted = Object.keys(answer.headers).filter((name) => name.startsWith("access-control"));
      expect(granted, "CORS is never granted").toEqual([]);
    });
  }

  test("HEAD is 405 and has no body", async () => {
    const answer = await exchange([request(`HEAD ${CREATE}`)]);
    expect([answer.status, answer.headers["allow"], answer.body]).toEqual([405, "GET, POST", ""]);
  });

  for (const method of ["post", "Get", "GETT", "BREW"]) {
    test(`${method} is never taken for another`, async () => {
      const answer = await exchange([request(`${method} ${CREATE}`, ["content-length: 0"])]);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await sim.log(), "nothing is sent").toEqual([]);
    });
  }

  test("a method in another header changes nothing", async () => {
    const answer = await exchange([request(`GET ${CREATE}`, ["x-http-method-override: DELETE"])]);
    expect(answer.status).toBe(200);
    expect((await sim.log()).map((entry) => entry.method)).toEqual(["GET"]);
  });
});

test.describe("paths", () => {
  const TRICKS = [
    "//api/v1beta0/user/5/images/",
    "/api//v1beta0/user/5/images/",
    "/api/v1beta0/user/5/images//",
    "/api/v1beta0/user/5/images",
    "/API/v1beta0/user/5/images/",
    "/api/v1beta0/USER/5/images/",
    "/%61pi/v1beta0/user/5/images/",
    "/api%2Fv1beta0/user/5/images/",
    "/api/v1beta0/user/%35/images/",
    "/api/v1beta0/user/5%2Fimages/",
    "/api/v1beta0/user/05/images/",
    "/api/v1beta0/user/+5/images/",
    "/api/v1beta0/user/5/images/;a=b",
    "/api/v1beta0/user/5/images/%00",
    "/x/%2e%2e/api/v1beta0/user/5/images",
    "/%2e/api/v1beta0/user/5/images",
    "/edge/../api/v1beta0/user/5/images",
    "/EDGE/health",
    "/edge//health",
    "/edge/health/",
    "/%65dge/session",
  ];
  for (const path of TRICKS) {
    test(`GET ${path}`, async () => {
      const answer = await exchange([request(`GET ${path}`)]);
      await expectRefused(answer, 404, "EndpointNotFound");
      expect(await sim.log(), "nothing is sent").toEqual([]);
    });
  }

  test("the path that was meant is named", async () => {
    const answer = await exchange([request("GET //API/v1beta0/user/5/images")]);
    const message = await expectRefused(answer, 404, "EndpointNotFound");
    expect(message).toContain("/api/v1beta0/user/5/images/");
  });

  for (const path of ["/api\\v1beta0\\user\\5\\images\\", "/x/%2e%2e/api/v1beta0/user/5/images/"]) {
    test(`GET ${path} is the path that the runtime makes of it, or none`, async () => {
      const answer = await exchange([request(`GET ${path}`)]);
      // A URL is tidied up before the worker sees it, as a browser would; what is sent, is signed.
      expect([200, 404], answer.body).toContain(answer.status);
      expect(answer.headers["content-type"]).toBe("application/json");
      expect((await sim.log()).map((entry) => entry.path)).toEqual(answer.status === 200 ? [CREATE] : []);
    });
  }

  test("a fragment is none of the path", async () => {
    expect((await exchange([request(`GET ${CREATE}#/../../edge/session`)])).status).toBe(200);
  });
});

test.describe("headers", () => {
  test("a caller's name for a request is taken over, an unsafe one is not", async () => {
    const named = (name: string) => exchange([request("GET /edge/health", [`x-request-id: ${name}`])]);
    expect((await named("ci-42.retry_1")).headers["x-request-id"]).toBe("ci-42.retry_1");
    for (const name of ["a b", "<script>", "a,b", "x".repeat(65), "\xe9"]) {
      expect((await named(name)).headers["x-request-id"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
  });

  test("nothing that a caller sends reaches Scalr or comes back", async () => {
    const headers = [
      "cookie: session=from-the-caller",
      "authorization: Bearer from-the-caller",
      "x-scalr-debug: 1",
      "x-sim-fault: status;status=500",
      "x-forwarded-for: from-the-caller",
      "forwarded: host=from-the-caller",
      "x-from-the-caller: 1",
      "accept: text/from-the-caller",
    ];
    const answer = await exchange([post(CREATE, image(""), [JSON_TYPE, ...headers])]);
    expect(answer.status, answer.body).toBe(201);
    expect(JSON.stringify(answer)).not.toContain("from-the-caller");
    const [arrived] = await sim.writes();
    expect(JSON.stringify(arrived!.headers)).not.toMatch(/from-the-caller|x-scalr-debug|x-sim-fault/);
  });

  for (const [name, bytes] of [
    ["a header split in two", `GET /edge/health HTTP/1.1\r\nhost: ${host}\r\nx-a: b\r\n c: d\r\n\r\n`],
    ["a bare line feed", `GET /edge/health HTTP/1.1\r\nhost: ${host}\r\nx-a: b\nx-c: d\r\nconnection: close\r\n\r\n`],
    ["a NUL", `GET /edge/health HTTP/1.1\r\nhost: ${host}\r\nx-a: b\0\r\nconnection: close\r\n\r\n`],
    ["two lengths", `POST ${CREATE} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 2\r\ncontent-length: 3\r\n${JSON_TYPE}\r\nconnection: close\r\n\r\n{}x`],
    ["length and chunks", `POST ${CREATE} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n${JSON_TYPE}\r\nconnection: close\r\n\r\n0\r\n\r\n`],
    ["no request at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ] as const) {
    test(`${name} sends nothing to Scalr`, async () => {
      const answer = await exchange([Buffer.from(bytes, "latin1")], 3_000).catch(() => undefined);
      expect([undefined, 200, 400, 501]).toContain(answer?.status);
      expect(await sim.log()).toEqual([]);
    });
  }

  test("a host that is not this machine is refused", async () => {
    const bytes = `GET ${CREATE} HTTP/1.1\r\nhost: images.example.com\r\nconnection: close\r\n\r\n`;
    await expectRefused(await exchange([bytes]), 401, "BadAuthentication");
  });
});

test("every kind of answer has the security headers", async () => {
  const page = await (await fetch(edgeUrl)).text();
  const assets = [...page.matchAll(/(?:href|src|data-[a-z]+)="(\/[^"]+)"/g)].map((match) => match[1]!);
  expect(assets.length, "the page names its files").toBeGreaterThan(2);
  const missing = ["/missing.js", "/.env", "/deep/missing.css"];
  const answers = await Promise.all([
    ...["/", "/user/5/images", "/index.html", ...assets, ...missing].map((path) => exchange([request(`GET ${path}`)])),
    exchange([request("HEAD /")]),
    exchange([request("POST /", ["content-length: 0"])]),
    exchange([request("GET /edge/health")]),
    exchange([request("GET /edge/openapi.json")]),
    exchange([request("GET /edge/none")]),
    exchange([request("GET //api")]),
    exchange([request(`GET ${CREATE}`)]),
    exchange([request(`OPTIONS ${CREATE}`)]),
    exchange([post(CREATE, "{}")]),
    exchange([post(CREATE, "{}", [])]),
    exchange([post(CREATE, "{}", [JSON_TYPE, "origin: https://evil.example"])]),
    exchange([post(CREATE, Buffer.alloc(MAX_BODY + 1))]),
  ]);
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 400, 403, 404, 405, 413, 415]));
  for (const { status, headers } of answers) {
    expect(headers, String(status)).toMatchObject({
      "content-security-policy": expect.stringMatching(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
  }
});
