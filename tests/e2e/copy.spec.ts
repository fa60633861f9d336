// Planning copies of an image: which regions, what would be sent, what has to be agreed to first.
import * as sim from "./support/sim.ts";
import { goldenWeb, one } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

const copies = async () => (await sim.writes()).filter((entry) => entry.path.endsWith("/actions/copy/"));

test("one region is a run of one region, and says no more than is known", async ({
  copying,
  images,
  run,
  page,
}) => {
  const image = await goldenWeb();
  await images.open("user/5", "?name=golden-web");
  await images.row(image.cloudImageId).hover();
  await images.row(image.cloudImageId).getByRole("link", { name: /^Copy to…/ }).click();
  await copying.region("ap-northeast-1").check();
  await expect(page).toHaveURL(/to=ap-northeast-1/);
  await expect(copying.plan).toContainText("1 copy to send");
  await copying.start.click();

  await run.opened();
  await run.expectTaken("ap-northeast-1");
  expect((await copies()).map((entry) => [entry.method, entry.path, entry.body])).toEqual([
    [
      "POST",
      `/api/v1beta0/user/5/images/${image.id}/actions/copy/`,
      '{"cloudLocation":"ap-northeast-1","cloudPlatform":"ec2"}',
    ],
  ]);

  const link = run.row("ap-northeast-1").getByRole("link");
  const ami = await link.textContent();
  await link.click();
  await expect(images.detail).toContainText("ap-northeast-1");
  await expect(images.detail).toContainText(ami ?? "no AMI id");
});

test("the plan is in the address, and a set adds many regions at once", async ({ copying, page }) => {
  const image = await goldenWeb();
  await copying.open("user/5", image.id, "?to=ap-south-1");
  await expect(copying.region("ap-south-1")).toBeChecked();
  await page.getByRole("button", { name: "Europe", exact: true }).click();
  await expect(copying.region("eu-central-1")).toBeChecked();
  await expect(copying.region("eu-west-1")).toBeChecked();
  await expect(copying.plan.getByRole("listitem").filter({ hasText: "eu-west-1" })).toContainText(
    "An image of this name is there",
  );
  const planned = await copying.plan.getByRole("listitem").allTextContents();
  await page.reload();
  await expect(copying.plan.getByRole("listitem")).toHaveText(planned);
  // The exact requests, one for each region that a copy is sent to.
  const request = page.getByRole("region", { name: "The request that will be sent" });
  await expect(request).toContainText('"cloudLocation": "ap-south-1"');
  await expect(request).toContainText('"cloudLocation": "eu-north-1"');
  await expect(request).not.toContainText('"cloudLocation": "eu-west-1"');
  expect(await copies()).toEqual([]);
});

test("a set of one's own is kept in the browser, and can be forgotten", async ({ copying, page }) => {
  await copying.open("user/5", (await goldenWeb()).id, "?to=sa-east-1%2Cca-central-1");
  await page.getByText("Save these regions as a set").click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Give the set a name")).toBeVisible();
  await page.getByLabel("Name of the set").fill("The two of us");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await copying.open("user/5", (await goldenWeb()).id);
  await page.getByRole("button", { name: "The two of us", exact: true }).click();
  await expect(copying.region("sa-east-1")).toBeChecked();
  await expect(copying.region("ca-central-1")).toBeChecked();
  await page.getByRole("button", { name: "Forget the set The two of us" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Europe", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "The two of us" })).toHaveCount(0);
});

test("nothing is sent before a region is chosen", async ({ copying, page }) => {
  await copying.open("user/5", (await goldenWeb()).id);
  await copying.start.click();
  await expect(page.getByText("Choose a region first")).toBeVisible();
  expect(await sim.writes()).toEqual([]);
});

test("the region of the image itself is the source, and no destination whatever the address says", async ({
  copying,
  page,
}) => {
  const image = await goldenWeb();
  await copying.open("user/5", image.id, "?to=us-east-1");
  await expect(page.locator(".region.source")).toHaveText(/^us-east-1\s*Source\s+N. Virginia$/);
  await expect(copying.region("us-east-1")).toHaveCount(0);
  await expect(page.getByRole("group", { name: /^United States \d of 3 open$/ })).toBeVisible();
  await expect(copying.plan).toContainText("No region chosen yet.");
  await copying.start.click();
  await expect(page.getByText("Choose a region first")).toBeVisible();
  expect(await sim.writes()).toEqual([]);
});

test("a second copy into a region is a deliberate step", async ({ copying, run, page }) => {
  await copying.open("user/5", (await goldenWeb()).id, "?to=eu-west-1");
  await expect(copying.plan).toContainText("An image of this name is there");
  await copying.start.click();
  await expect(page.getByText("Nothing would be sent: see the plan")).toBeVisible();
  expect(await sim.writes()).toEqual([]);

  await copying.consent.check();
  await expect(copying.plan).toContainText("1 copy to send");
  await copying.start.click();
  await run.opened();
  await run.expectTaken("eu-west-1");
  expect(await copies()).toHaveLength(1);
});

test("a plan that has changed since it was shown is not carried out", async ({ copying, page }) => {
  const image = await goldenWeb();
  await copying.open("user/5", image.id, "?to=eu-west-3");
  await expect(copying.plan).toContainText("1 copy to send");
  // What the page still reads would tell it of the other copy.
  await page.waitForLoadState("networkidle");
  // Somebody else is faster.
  const other = await page.request.post(`/api/v1beta0/user/5/images/${image.id}/actions/copy/`, {
    headers: { "sec-fetch-site": "same-origin" },
    data: { cloudLocation: "eu-west-3", cloudPlatform: "ec2" },
  });
  expect(other.ok()).toBe(true);
  await copying.start.click();
  const told = page.getByRole("alert").filter({ hasText: "The run was not started" });
  await expect(told).toContainText("PlanChanged");
  await expect(copying.plan).toContainText("An image of this name is there");
  // It stays when the plan is another one.
  await expect(told).toBeVisible();
  expect(await copies()).toHaveLength(1);
});

test("a double click starts one run", async ({ copying, run }) => {
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "latency", ms: 400 });
  await copying.open("user/5", (await goldenWeb()).id, "?to=eu-north-1");
  await copying.start.dblclick();
  await run.opened();
  await run.expectTaken("eu-north-1");
  expect(await copies()).toHaveLength(1);
});

const REFUSED_SOURCES: { filters: Record<string, string>; reason: string }[] = [
  { filters: { scope: "scalr", cloudPlatform: "ec2" }, reason: "It belongs to another scope" },
  { filters: { cloudPlatform: "gce", scope: "environment" }, reason: "Only EC2 images can be copied" },
  { filters: { status: "pending_delete" }, reason: "It is being deleted" },
  { filters: { name: "legacy_app.1" }, reason: "Its name is not one that Scalr takes any more" },
];
for (const { filters, reason } of REFUSED_SOURCES) {
  test(`no copy where Scalr would refuse: ${reason}`, async ({ copying, images, page }) => {
    const image = await one("user/5", filters);
    await copying.open("user/5", image.id);
    await expect(page.getByText(reason)).toBeVisible();
    await expect(copying.start).toHaveCount(0);

    await images.open("user/5", `?cloudImageId=${encodeURIComponent(image.cloudImageId)}`);
    const action = images.row(image.cloudImageId).getByRole("button", { name: /Not possible/ });
    await expect(action).toHaveAttribute("aria-disabled", "true");
    await expect(action).toHaveAttribute("title", new RegExp(reason));
  });
}
