// Who one is, what one may do, and a sign-in that expires while somebody is at work.
import type { Page } from "@playwright/test";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

/** The edge's own session, changed. */
async function session(page: Page, change: Record<string, unknown>): Promise<void> {
  await page.route("**/edge/session", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...change } });
  });
}

/** What Cloudflare Access answers to a script whose sign-in has expired. */
const EXPIRED = { status: 401, contentType: "text/html", body: "<!doctype html><title>Sign in</title>" };

test("a reader sees what they may not do, and why", async ({ page, copying, images, register }) => {
  await session(page, {
    canWrite: false,
    identity: { kind: "user", id: "u-1", name: "ana@example.com" },
  });
  const image = await goldenWeb();
  await images.open("user/5", "?name=golden-web");
  await expect(page.getByText("ana@example.com (read only)")).toBeVisible();
  const action = images.row(image.cloudImageId).getByRole("button", { name: /Not possible/ });
  await expect(action).toHaveAttribute("title", "You may only read here");

  await register.open("user/5");
  await expect(register.submit).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("You may only read here: your account is not on the list")).toBeVisible();
  await register.fill({ name: "golden-new", id: "ami-0abcdef1234567890" });
  await register.submit.click({ force: true });

  await copying.open("user/5", image.id, "?to=eu-north-1");
  await expect(copying.start).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("You may only read here.")).toBeVisible();
  expect(await sim.writes()).toEqual([]);
});

test("an expired sign-in is noticed, the draft is kept, and one goes on after signing in", async ({
  page,
  register,
}) => {
  await register.open("user/5");
  await register.fill({ name: "golden-new", id: "ami-0abcdef1234567890" });
  await page.route("**/api/**", (route) => route.fulfill(EXPIRED));
  await register.submit.click();
  const banner = page.getByRole("alert").filter({ hasText: "Your sign-in has expired" });
  await expect(banner).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "could not be registered" })).toContainText(
    "Nothing was sent to Scalr.",
  );
  expect(await sim.writes()).toEqual([]);

  await page.unroute("**/api/**");
  await banner.getByRole("button", { name: "Sign in again" }).click();
  await expect(register.name).toHaveValue("golden-new");
  await expect(banner).toHaveCount(0);
  await register.submit.click();
  await expect(page.getByRole("heading", { name: /is registered/ })).toBeVisible();
});

test("who has signed in elsewhere goes on without loading the page anew", async ({ page, images }) => {
  await images.open("user/5");
  await page.route("**/edge/inventory?*", (route) => route.fulfill(EXPIRED));
  await page.getByRole("button", { name: "Refresh" }).click();
  const banner = page.getByRole("alert").filter({ hasText: "Your sign-in has expired" });
  await expect(banner).toBeVisible();
  await page.unroute("**/edge/inventory?*");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(banner).toHaveCount(0);
});

test("every request says that a script sends it, so that Access answers 401", async ({ page, images }) => {
  const without: string[] = [];
  page.on("request", (request) => {
    const ours = /^\/(api|edge)\//.test(new URL(request.url()).pathname);
    if (ours && request.headers()["x-requested-with"] !== "XMLHttpRequest") {
      without.push(request.url());
    }
  });
  await images.open("user/5");
  await expect(images.rows.first()).toBeVisible();
  expect(without).toEqual([]);
});
