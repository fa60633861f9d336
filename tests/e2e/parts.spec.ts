// Parts of the dashboard that are fetched when somebody goes there.
import { expect, test } from "./support/test.ts";

test("the list is there with the main part; a page fetches its own parts, and others only when somebody goes there", async ({ page, images }) => {
  const fetched = new Set<string>();
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname;
    if (name.endsWith(".wasm")) {
      fetched.add(name);
    }
  });
  await images.open("user/5");
  await expect(images.rows.first()).toBeVisible();
  const told = (name: string) => page.locator(`script[data-${name}]`).getAttribute(`data-${name}`);
  const wasm = await told("wasm");
  const of = JSON.parse((await told("parts")) ?? "{}") as Record<string, string[]>;
  expect([...fetched]).toEqual([wasm]);

  fetched.clear();
  await page.getByRole("link", { name: "Register image" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Register image" })).toBeVisible();
  const own = of["register"] ?? [];
  expect(own.length).toBeGreaterThan(0);
  expect([...fetched].sort()).toEqual(own.sort());
});

test("a part that cannot be fetched says so and can be tried again", async ({ page, images, pageFaults }) => {
  await images.open("user/5");
  await page.route("**/part_register-*.wasm", (route) => route.abort(), { times: 1 });
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

test("the images are asked for once, before the program is there", async ({ page, images }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await images.open("user/5");
  await expect(images.rows.first()).toBeVisible();
  // The program asks for the session as soon as it runs.
  const own = asked.filter((path) => path.startsWith("/edge/"));
  expect(own).toEqual(["/edge/inventory", "/edge/session"]);
});
