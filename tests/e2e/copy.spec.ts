// Copying an image of an environment to another EC2 region, with every refusal a person can meet.
import * as sim from "./support/sim.ts";
import { goldenWeb, one } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

test("a copy is accepted, says no more than is known, and the new image opens", async ({
  copying,
  images,
  page,
}) => {
  const image = await goldenWeb();
  await images.open("user/5", "?name=golden-web");
  await images.row(image.cloudImageId).hover();
  await images.row(image.cloudImageId).getByRole("link", { name: /^Copy to…/ }).click();
  await copying.region("ap-northeast-1").check();
  await expect(page).toHaveURL(/to=ap-northeast-1/);
  await copying.send.click();

  await expect(copying.results).toContainText("Accepted by Scalr; AWS is still copying to ap-northeast-1");
  const sent = await sim.writes();
  expect(sent.map((entry) => [entry.method, entry.path, entry.body, entry.status])).toEqual([
    [
      "POST",
      `/api/v1beta0/user/5/images/${image.id}/actions/copy/`,
      '{"cloudLocation":"ap-northeast-1","cloudPlatform":"ec2"}',
      201,
    ],
  ]);

  const ami = await copying.results.locator("code").first().textContent();
  await copying.results.getByRole("link", { name: "Open the new image" }).click();
  await expect(images.detail).toContainText("ap-northeast-1");
  await expect(images.detail).toContainText(ami ?? "no AMI id");
});

test("a 202 of Scalr is a success as well", async ({ copying }) => {
  const image = await goldenWeb();
  await sim.fault(
    { pathContains: "/actions/copy/" },
    {
      kind: "bare_status",
      status: 202,
      contentType: "application/json",
      body: JSON.stringify({ data: { ...image, cloudLocation: "eu-north-1" }, errors: [], meta: {}, warnings: [] }),
    },
  );
  await copying.open("user/5", image.id, "?to=eu-north-1");
  await copying.send.click();
  await expect(copying.results).toContainText("Accepted by Scalr");
});

test("nothing is sent before a region is chosen", async ({ copying, page }) => {
  await copying.open("user/5", (await goldenWeb()).id);
  await copying.send.click();
  await expect(page.getByText("Choose a region first")).toBeVisible();
  expect(await sim.writes()).toEqual([]);
});

test("the region of the image itself cannot be chosen and says why", async ({ copying, page }) => {
  const image = await goldenWeb();
  await copying.open("user/5", image.id, "?to=us-east-1");
  await expect(copying.region("us-east-1")).toBeDisabled();
  await expect(page.locator("label.region.source")).toContainText("Source");
  await copying.send.click();
  await expect(page.getByText("Choose a region first")).toBeVisible();
  expect(await sim.writes()).toEqual([]);
});

test("a second copy into a region is a deliberate step", async ({ copying, page }) => {
  await copying.open("user/5", (await goldenWeb()).id, "?to=eu-west-1");
  await copying.send.click();
  await expect(page.getByText("Say that a second copy is meant")).toBeVisible();
  expect(await sim.writes()).toEqual([]);

  await copying.consent.check();
  await copying.send.click();
  await expect(copying.results).toContainText("Accepted by Scalr");
  expect(await sim.writes()).toHaveLength(1);
});

test("a double click sends one copy", async ({ copying }) => {
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "latency", ms: 400 });
  await copying.open("user/5", (await goldenWeb()).id, "?to=eu-north-1");
  await copying.send.dblclick();
  await expect(copying.results).toContainText("Accepted by Scalr");
  expect(await sim.writes()).toHaveLength(1);
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
    await expect(copying.send).toHaveCount(0);

    await images.open("user/5", `?cloudImageId=${encodeURIComponent(image.cloudImageId)}`);
    const action = images.row(image.cloudImageId).getByRole("button", { name: /Not possible/ });
    await expect(action).toHaveAttribute("aria-disabled", "true");
    await expect(action).toHaveAttribute("title", new RegExp(reason));
  });
}

test("a 403 of Scalr is shown with its code, words and request id", async ({ copying }) => {
  await sim.fault(
    { pathContains: "/actions/copy/" },
    { kind: "status", status: 403, code: "ScopeViolation", message: "The image is of another scope." },
  );
  await copying.open("user/5", (await goldenWeb()).id, "?to=eu-north-1");
  await copying.send.click();
  await expect(copying.results).toContainText("The copy to eu-north-1 was refused");
  await expect(copying.results).toContainText("The image is of another scope.");
  await expect(copying.results).toContainText("ScopeViolation");
  await expect(copying.results).toContainText("HTTP 403");
  await expect(copying.results).toContainText(/Request [0-9a-f-]{36}/);
});
