// Runs after every other test: nothing that the workers said in the whole run, to anybody, has a secret
// in it, in any form.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recordings } from "./support/environment.ts";
import { answers, recorded } from "./support/recording.ts";
import { forms, leaks, SECRETS } from "./support/secrets.ts";
import * as sim from "./support/sim.ts";
import { expect, test } from "@playwright/test";

const NO_SIGNATURES: ReadonlySet<string> = new Set();

test("every form of every secret would be found", () => {
  for (const [name, secret] of Object.entries(SECRETS)) {
    for (const [form, text] of forms(secret)) {
      const found = leaks(Buffer.from(`{"message":"x${text}y"}`), NO_SIGNATURES);
      expect(found, `${name}, ${form}: ${text}`).toContain(`${name}, ${form}`);
    }
  }
  const hidden = Buffer.from(`..${SECRETS["SCALR_SECRET"]}..`).toString("base64");
  expect(leaks(Buffer.from(hidden), NO_SIGNATURES)).not.toEqual([]);
  expect(leaks(Buffer.from("POST\n2026-11-22T02:30:00.000Z\n/api/"), NO_SIGNATURES)).toEqual(["a string to sign"]);
});

test("every signature that was sent to Scalr would be found", async () => {
  const signatures = await sim.signatures();
  expect(signatures.size).toBeGreaterThan(0);
  for (const signature of [...signatures].slice(0, 100)) {
    const bytes = Buffer.from(signature, "base64");
    for (const text of [signature, bytes.toString("base64url"), bytes.toString("hex"), encodeURIComponent(signature)]) {
      expect(leaks(Buffer.from(`{"a":"V1-HMAC-SHA256 ${text}"}`), signatures), text).not.toEqual([]);
    }
  }
});

test("packed and cut-off answers are read", () => {
  const plain = Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nghi");
  expect([...answers(plain)].map(({ body }) => body.toString())).toEqual(["abcdef", "", "ghi"]);
});

test("no answer of the whole run has a secret in it, header or body, assets included", async () => {
  test.setTimeout(300_000);
  const signatures = await sim.signatures();
  const found = new Set<string>();
  const sources = { edge: 0, upstream: 0, asset: 0 };
  for (const { head, body } of recorded(recordings.answers)) {
    const source = /^x-edge-source: (edge|upstream)\r?$/im.exec(head)?.[1] as "edge" | "upstream" | undefined;
    sources[source ?? "asset"] += 1;
    for (const leak of leaks(Buffer.concat([Buffer.from(`${head}\r\n`), body]), signatures)) {
      found.add(`${leak} in ${head.slice(0, 200)}`);
    }
  }
  // Otherwise nothing was recorded.
  expect(Math.min(...Object.values(sources)), JSON.stringify(sources)).toBeGreaterThan(0);
  expect([...found]).toEqual([]);
});

test("no line that a worker wrote has a secret in it", async () => {
  const signatures = await sim.signatures();
  const found: string[] = [];
  let lines = 0;
  for (const name of readdirSync(recordings.logs)) {
    const log = readFileSync(join(recordings.logs, name));
    lines += log.toString().split('"requestId"').length - 1;
    // A worker without a key takes callers who sign with their own, and logs which one it was.
    const secret = (leak: string) => name !== "EDGE_KEYLESS_URL" || !leak.includes("_KEY_ID, ");
    found.push(...leaks(log, signatures).filter(secret).map((leak) => `${leak} in the log of ${name}`));
  }
  // Otherwise the logs are not what the workers wrote.
  expect(lines).toBeGreaterThan(0);
  expect(found).toEqual([]);
});
