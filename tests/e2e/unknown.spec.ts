// Answers that were lost: nobody claims to know, a look at the list settles it, and the same request
// is the same one however often it is sent.
import type { Request } from "@playwright/test";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

/** Each in a region of its own: what is unknown stands in the way of another run there. */
const LOST: { name: string; fault: sim.Fault; found: boolean; region: string }[] = [
  { name: "Scalr is silent after acting", fault: { kind: "silent", act: true }, found: true, region: "ap-east-2" },
  { name: "Scalr resets the connection after acting", fault: { kind: "reset_after" }, found: true, region: "ap-southeast-4" },
  { name: "the answer breaks off", fault: { kind: "half_answer" }, found: true, region: "ap-southeast-5" },
  { name: "Scalr answers HTML", fault: { kind: "html", status: 502 }, found: false, region: "ap-southeast-6" },
  { name: "Scalr answers 500", fault: { kind: "status", status: 500 }, found: false, region: "ap-southeast-7" },
];

for (const { name, fault, found, region } of LOST) {
  test(`a copy is looked for when ${name}`, async ({ copying, run }) => {
    await sim.fault({ pathContains: "/actions/copy/" }, fault);
    await copying.open("user/5", (await goldenWeb()).id, `?to=${region}`);
    await copying.start.click();
    await run.opened();
    if (found) {
      await run.expectTaken(region);
      await expect(run.row(region).getByRole("link")).toHaveText(/^ami-/);
    } else {
      await expect(run.row(region)).toContainText("Unknown");
      await expect(run.overview).toContainText("Ended, some unknown");
    }
    expect(await sim.writes(), "a copy is never sent again by itself").toHaveLength(1);
  });
}

test("looking again finds what has appeared since", async ({ copying, run, page }) => {
  const image = await goldenWeb();
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "html", status: 502 }, 1);
  await copying.open("user/5", image.id, "?to=ap-northeast-3");
  await copying.start.click();
  await run.opened();
  await expect(run.overview).toContainText("Ended, some unknown");
  const answer = await page.request.post(`/api/v1beta0/user/5/images/${image.id}/actions/copy/`, {
    data: { cloudLocation: "ap-northeast-3", cloudPlatform: "ec2" },
  });
  expect(answer.ok()).toBe(true);
  await page.getByRole("button", { name: "Look for unknown again (1)" }).click();
  await run.expectTaken("ap-northeast-3");
});

const keyOf = (request: Request) => request.headers()["idempotency-key"];

test("a request that got lost on its way to the edge keeps its key, across a reload too", async ({
  copying,
  run,
  page,
  pageFaults,
}) => {
  const keys: (string | undefined)[] = [];
  page.on("request", (request) => request.method() === "POST" && keys.push(keyOf(request)));
  await page.route("**/edge/copy-runs", (route) => route.abort(), { times: 2 });
  await copying.open("user/5", (await goldenWeb()).id, "?to=ap-northeast-2");
  await copying.start.click();
  await expect(page.getByRole("alert").filter({ hasText: "The run was not started" })).toBeVisible();
  await expect(page.getByText("Starting again is safe")).toBeVisible();
  await copying.start.click();
  await expect.poll(() => keys.length).toBe(2);
  await page.reload();
  await copying.start.click();
  await run.opened();
  await run.expectTaken("ap-northeast-2");
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(keys).size).toBe(1);
  expect(await sim.writes()).toHaveLength(1);
  expect(new Set(pageFaults.splice(0))).toEqual(new Set(["Failed to load resource: net::ERR_FAILED"]));
});

test("a request that was answered is another one when it is sent again", async ({ register, page }) => {
  const keys: (string | undefined)[] = [];
  page.on("request", (request) => request.method() === "POST" && keys.push(keyOf(request)));
  await sim.fault(
    { method: "POST", pathContains: "/images/" },
    { kind: "status", status: 403, code: "ScopeViolation", message: "No." },
    1,
  );
  await register.open("user/5");
  await register.fill({ name: "golden-new", id: "ami-0abcdef1234567890" });
  await register.submit.click();
  await expect(page.getByRole("alert")).toContainText("ScopeViolation");
  await register.submit.click();
  await expect(page.getByRole("heading", { name: /is registered/ })).toBeVisible();
  expect(new Set(keys).size).toBe(2);
});

test("a registration whose answer was lost is looked for and can be sent again", async ({
  register,
  page,
  pageFaults,
}) => {
  await page.route("**/api/v1beta0/user/5/images/", (route) => route.abort(), { times: 1 });
  await register.open("user/5");
  await register.fill({ name: "golden-new", id: "ami-0abcdef1234567890" });
  await register.submit.click();
  const alert = page.getByRole("alert").filter({ hasText: "Nobody knows yet" });
  await expect(alert).toContainText("Scalr does not list it.");
  await alert.getByRole("button", { name: "Send the same request again" }).click();
  await expect(page.getByRole("heading", { name: /is registered/ })).toBeVisible();
  expect(await sim.writes()).toHaveLength(1);
  expect(pageFaults.splice(0)).toEqual(["Failed to load resource: net::ERR_FAILED"]);
});
