// What the browser sends is what reaches Scalr, byte for byte, for every operation of the edge.
import type { Request } from "@playwright/test";
import { keys } from "./support/environment.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { signature } from "./support/signing.ts";
import { expect, test } from "./support/test.ts";

/** Headers that reach Scalr: those of the edge, and those that the runtime adds. Nothing else. */
const OUTBOUND = [
  "accept",
  "accept-encoding",
  "cache-control",
  "cf-worker",
  "connection",
  "content-length",
  "content-type",
  "host",
  "pragma",
  "user-agent",
  "x-scalr-date",
  "x-scalr-key-id",
  "x-scalr-signature",
];

function expectSame(sent: Request, arrived: sim.LogEntry): void {
  const url = new URL(sent.url());
  expect(arrived.method).toBe(sent.method());
  expect(arrived.path).toBe(url.pathname);
  expect(arrived.query).toBe(url.search.slice(1));
  expect(arrived.bodyBase64).toBe((sent.postDataBuffer() ?? Buffer.alloc(0)).toString("base64"));
  expect(Object.keys(arrived.headers).filter((name) => !OUTBOUND.includes(name))).toEqual([]);
  const global = url.pathname.startsWith("/api/v1beta0/global/");
  expect(arrived.headers["x-scalr-key-id"]).toEqual([global ? keys.globalId : keys.id]);
  expect(arrived.headers["x-scalr-signature"]).toEqual([
    signature(global ? keys.globalSecret : keys.secret, arrived.headers["x-scalr-date"]![0]!, {
      ...arrived,
      body: Buffer.from(arrived.bodyBase64, "base64"),
    }),
  ]);
}

const api = (request: Request) => new URL(request.url()).pathname.startsWith("/api/");

test("register", async ({ page, register }) => {
  for (const scope of ["global", "account/1", "user/5"]) {
    await register.open(scope);
    await register.fill({ name: "wire-test", id: `ami-0000000${scope.length}` });
    await sim.reset();
    const sent = page.waitForRequest((request) => request.method() === "POST");
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await register.submit.click();
    await (await answered).finished();
    const [arrived] = await sim.writes();
    expectSame(await sent, arrived!);
  }
});

test("copy: what the page shows is what the edge sends", async ({ page, copying, run }) => {
  const image = await goldenWeb();
  await copying.open("user/5", image.id, "?to=sa-east-1");
  const shown = page.getByRole("region", { name: "The request that will be sent" });
  await expect(shown).toContainText("sa-east-1");
  const line = `${await shown.locator(".preview-title").textContent()}`;
  const body: unknown = JSON.parse((await shown.getByRole("tabpanel").textContent()) ?? "");
  await sim.reset();
  await copying.start.click();
  await run.opened();
  await run.expectTaken("sa-east-1");
  // What the run goes on to look for would be taken for requests of the next test.
  await expect(run.overview).toContainText("Finished");
  const arrived = await sim.writes();
  expect(arrived.map((entry) => [`${entry.method} ${entry.path}`, JSON.parse(entry.body ?? "")])).toEqual([
    [line, body],
  ]);
});

test("list, get, operating systems and cloud locations", async ({ page }) => {
  const image = await goldenWeb();
  const sent: Request[] = [];
  page.on("request", (request) => api(request) && sent.push(request));
  const paths = [
    `/user/5/images/${image.id}?name=golden-web&pageNum=1`,
    `/user/5/images/${image.id}/copy`,
    "/user/5/register",
    "/global/images?cloudPlatform=gce&cloudImageId=project%2Fglobal%2Fimages%2Fn%26a%3Db%3Fc",
    "/account/1/images?name=gr%C3%B6%C3%9Fe+%E6%97%A5%E6%9C%AC",
  ];
  // What the edge asks for the inventory, whatever filters the page has.
  const whole = "maxResults=100&pageNum=1";
  await sim.reset();
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
  }
  const log = await sim.log();
  expect(log.filter((entry) => entry.query === whole).map((entry) => entry.path).sort()).toEqual([
    "/api/v1beta0/account/1/images/",
    "/api/v1beta0/global/images/",
    "/api/v1beta0/user/5/images/",
  ]);
  const arrived = log.filter((entry) => entry.query !== whole);
  const named = (entry: { method: string; path: string; query: string }) =>
    `${entry.method} ${entry.path}?${entry.query}`;
  const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
  const wanted = sent.map((request) => {
    const url = new URL(request.url());
    return named({ method: request.method(), path: url.pathname, query: url.search.slice(1) });
  });
  expect(arrived.map(named).sort(inOrder)).toEqual(wanted.sort(inOrder));
  for (const request of sent) {
    const url = new URL(request.url());
    const twin = arrived.find(
      (entry) => entry.path === url.pathname && entry.query === url.search.slice(1),
    );
    expectSame(request, twin!);
  }
  const operations = new Set(arrived.map((entry) => entry.path.replace(/[0-9a-f-]{36}/, "ID")));
  expect([...operations].sort(inOrder)).toEqual([
    "/api/v1beta0/user/5/clouds/ec2/cloud-locations/",
    "/api/v1beta0/user/5/images/",
    "/api/v1beta0/user/5/images/ID/",
    "/api/v1beta0/user/5/os/",
  ]);
});
