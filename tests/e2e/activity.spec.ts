// The activity of a scope: what was asked for through the edge, and what became of it.
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

test("what was registered and copied appears by itself, newest first, and can be filtered", async ({
  copying,
  images,
  run,
  page,
}) => {
  const image = await goldenWeb();
  const stamp = Date.now().toString(16);
  await copying.open("user/5", image.id, "?to=eu-north-1");
  await copying.start.click();
  await run.opened();
  await run.expectTaken("eu-north-1");
  const started = new URL(page.url()).pathname;

  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Activity" }).click();
  await expect(page).toHaveURL(/\/user\/5\/activity$/);
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows.first()).toContainText("Copy to eu-north-1");
  await expect(rows.first()).toContainText("Accepted");
  const link = rows.first().getByRole("link", { name: image.id });
  await expect(link).toHaveAttribute("href", `/user/5/images/${image.id}`);
  await expect(rows.first().getByRole("link", { name: "in a run" })).toHaveAttribute("href", started);

  // An entry holds no name; the list does, once it has been read for another page.
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "Images", exact: true }).click();
  await expect(images.rows.first()).toBeVisible();
  await pages.getByRole("link", { name: "Activity" }).click();
  const named = rows.first().getByRole("link", { name: "golden-web" });
  await expect(named).toHaveAttribute("href", `/user/5/images/${image.id}`);
  await expect(rows.first()).toContainText(image.id);

  // Somebody else registers one while the page is looked at.
  const answer = await page.request.post("/api/v1beta0/user/5/images/", {
    headers: { "sec-fetch-site": "same-origin" },
    data: {
      architecture: "x86_64",
      cloudFeatures: { type: "ImageCloudFeatures" },
      cloudImageId: `ami-${stamp}`,
      cloudInitInstalled: false,
      cloudLocation: "sa-east-1",
      cloudPlatform: "ec2",
      deprecated: false,
      name: "activity-test",
      os: { id: "ubuntu-14-04" },
      scalrAgentInstalled: false,
      size: 10,
      type: "ebs",
    },
  });
  expect(answer.status()).toBe(201);
  await expect(rows.first()).toContainText("Register an image in sa-east-1", { timeout: 20_000 });

  await page.getByLabel("What", { exact: true }).selectOption("copy");
  await expect(page).toHaveURL(/\/user\/5\/activity\?operation=copy$/);
  await expect(rows.first()).toContainText("Copy to eu-north-1");
  await expect(rows.filter({ hasText: "Register" })).toHaveCount(0);
  await page.getByLabel("Only what I asked for").check();
  await expect(page).toHaveURL(/identity=local/);
  await expect(rows.first()).toContainText("Copy to eu-north-1");
  await page.goBack();
  await page.goBack();
  await expect(rows.first()).toContainText("Register an image in sa-east-1");
});

test("a scope in which nothing was asked for says so and offers to begin", async ({ page }) => {
  await page.goto("/user/777/activity");
  await expect(page.getByText("Nobody has registered or copied an image here")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Register image" })).toHaveAttribute(
    "href",
    "/user/777/register",
  );
});

test("what was refused and what is unknown is told apart", async ({ page }) => {
  const image = await goldenWeb();
  const path = `/api/v1beta0/user/6/images/${image.id}/actions/copy/`;
  const post = (data: unknown) =>
    page.request.post(path, { headers: { "sec-fetch-site": "same-origin" }, data });
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "html", status: 502 }, 1);
  expect((await post({ cloudLocation: "eu-west-2", cloudPlatform: "ec2" })).status()).toBe(504);
  expect((await post({ cloudLocation: "eu-west-2", cloudPlatform: "gce" })).status()).toBe(400);
  await page.goto("/user/6/activity");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows.nth(0)).toContainText("Refused, not sent");
  await expect(rows.nth(0)).toContainText("InvalidValue");
  await expect(rows.nth(1)).toContainText("Unknown");
  await expect(rows.nth(1)).toContainText("OutcomeUnknown");
});
