// Parts of the dashboard that are fetched when somebody goes there.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** The programs that a page fetches from now on. */
function programs(page: Page): Set<string> {
  const fetched = new Set<string>();
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname;
    if (name.endsWith(".wasm")) {
      fetched.add(name);
    }
  });
  return fetched;
}

/** What the page is told of its main program, and of the files of each part. */
async function told(page: Page): Promise<{ main: string | null; parts: Record<string, string[]> }> {
  const said = (name: string) => page.locator(`script[data-${name}]`).getAttribute(`data-${name}`);
  return { main: await said("wasm"), parts: JSON.parse((await said("parts")) ?? "{}") };
}

test("the list is there with the main part; a page fetches its own parts, and others only when somebody goes there", async ({ page, images }) => {
  const fetched = programs(page);
  await images.open("user/5");
  await expect(images.rows.first()).toBeVisible();
  const { main, parts } = await told(page);
  expect([...fetched]).toEqual([main]);

  fetched.clear();
  await page.getByRole("link", { name: "Register image" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Register image" })).toBeVisible();
  const own = parts["register"] ?? [];
  expect(own.length).toBeGreaterThan(0);
  expect([...fetched].sort()).toEqual(own.sort());
});

test("of the coverage, what is seen only by who asks for it is fetched then", async ({ page, coverage }) => {
  const fetched = programs(page);
  await coverage.open("user/5");
  await expect(coverage.grid).toBeVisible();
  const { main, parts } = await told(page);
  const own = parts["coverage"] ?? [];
  expect([...fetched].sort()).toEqual([main, ...own].sort());

  fetched.clear();
  await page.getByText("Export", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Download" })).toBeVisible();
  expect([...fetched]).toEqual((parts["coverage_export"] ?? []).filter((file) => !own.includes(file)));
  expect(fetched.size).toBe(1);
});

test("an address of a plan asks for all its parts before the program runs", async ({ page }) => {
  const fetched = programs(page);
  // It never comes.
  await page.route("**/dashboard-*.js", () => {});
  await page.goto("/user/5/coverage?review=yes");
  const { main, parts } = await told(page);
  await expect.poll(() => [...fetched].sort()).toEqual([main, ...(parts["coverage_plan"] ?? [])].sort());
});

for (const pack of ["register", "common"]) {
  test(`a part that cannot be fetched says so and can be tried again (${pack})`, async ({ page, images, pageFaults }) => {
    await images.open("user/5");
    await page.route(`**/part_${pack}-*.wasm`, (route) => route.abort(), { times: 1 });
    await page.getByRole("link", { name: "Register image" }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("This part of the dashboard could not be fetched");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Register image" })).toBeVisible();
    // What the browser and the loader of the parts say of the one that was kept away.
    expect(pageFaults.splice(0)).toEqual([
      "Failed to load resource: net::ERR_FAILED",
      expect.stringContaining("Failed to fetch"),
    ]);
  });
}

test("the images are asked for once, before the program is there", async ({ page, images }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await images.open("user/5");
  await expect(images.rows.first()).toBeVisible();
  // The program asks for the session as soon as it runs.
  const own = asked.filter((path) => path.startsWith("/edge/"));
  expect(own).toEqual(["/edge/inventory", "/edge/session"]);
});
