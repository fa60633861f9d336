// Copy runs: what became of each region, live, through faults and reloads, and what a person can do.
import { readFile } from "node:fs/promises";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

const copies = async () => (await sim.writes()).filter((entry) => entry.path.endsWith("/actions/copy/"));
/** The regions that a copy was sent to. */
const regionsOf = async () =>
  (await copies()).map((entry) => (JSON.parse(entry.body ?? "{}") as { cloudLocation: string }).cloudLocation).sort();

test("a run of many regions, with a refusal in the middle and a reload in the middle", async ({
  copying,
  run,
  page,
}) => {
  const regions = ["af-south-1", "ap-east-1", "ap-south-1", "ap-south-2", "ca-west-1", "sa-east-1", "us-west-1"];
  const path = "/actions/copy/";
  await sim.fault({ pathContains: path, region: "ap-south-1" }, {
    kind: "status",
    status: 403,
    code: "ScopeViolation",
    message: "The image is of another scope.",
  });
  await sim.fault({ pathContains: path }, { kind: "latency", ms: 700 });
  await copying.open("user/5", (await goldenWeb()).id, `?to=${regions.join("%2C")}`);
  await expect(copying.plan).toContainText("7 copies to send");
  await copying.start.click();
  await run.opened();
  await page.reload();
  await run.overview.waitFor();

  const refused = run.row("ap-south-1");
  await expect(refused).toContainText("Rejected");
  await expect(refused).toContainText("The image is of another scope.");
  await expect(refused).toContainText("ScopeViolation");
  for (const region of regions.filter((region) => region !== "ap-south-1")) {
    await run.expectTaken(region);
  }
  await expect(run.overview).toContainText("Ended, some rejected");
  expect(await regionsOf()).toEqual(regions);

  // What was refused is sent again when a person says so, and only that.
  await sim.clearFaults();
  await page.getByRole("button", { name: "Send rejected again (1)" }).click();
  await run.expectTaken("ap-south-1");
  await expect(run.overview).toContainText("Finished");
  expect(await regionsOf()).toEqual([...regions, "ap-south-1"].sort());
});

test("a lost answer is settled by looking, never by sending again", async ({ copying, run }) => {
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "reset_after" });
  await copying.open("user/5", (await goldenWeb()).id, "?to=ap-southeast-1");
  await copying.start.click();
  await run.opened();
  await run.expectTaken("ap-southeast-1");
  await expect(run.row("ap-southeast-1").getByRole("link")).toHaveText(/^ami-/);
  expect(await regionsOf()).toEqual(["ap-southeast-1"]);
});

test("what stays unknown is sent again only in a second, deliberate step", async ({ copying, run, page }) => {
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "reset_before" }, 1);
  await copying.open("user/5", (await goldenWeb()).id, "?to=ap-southeast-3");
  await copying.start.click();
  await run.opened();
  const row = run.row("ap-southeast-3");
  await expect(row).toContainText("Unknown");
  await row.getByRole("button", { name: "Send another ap-southeast-3" }).click();
  const question = page.getByRole("group", { name: "A second copy?" });
  await expect(question).toBeFocused();
  await expect(question).toContainText("AWS bills its storage");
  await question.getByRole("button", { name: "Leave it" }).click();
  await expect(question).toHaveCount(0);
  expect(await regionsOf()).toEqual(["ap-southeast-3"]);
  await row.getByRole("button", { name: "Send another ap-southeast-3" }).click();
  await question.getByRole("button", { name: "Send another copy" }).click();
  await run.expectTaken("ap-southeast-3");
  expect(await regionsOf()).toEqual(["ap-southeast-3", "ap-southeast-3"]);
});

test("what waits can be cancelled, and two people see the same", async ({ copying, run, page, context }) => {
  // Three rounds of five, so that something still waits when the second page is there.
  await sim.fault({ pathContains: "/actions/copy/" }, { kind: "latency", ms: 2_500 });
  const regions = [
    ...["eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-2", "eu-west-3", "il-central-1"],
    ...["af-south-1", "ap-east-1", "ap-south-1", "ap-south-2", "ca-west-1", "sa-east-1", "us-west-1"],
  ];
  await copying.open("user/5", (await goldenWeb()).id, `?to=${regions.join("%2C")}`);
  await copying.start.click();
  await run.opened();
  const drawn = await run.rows.elementHandles();
  const other = await context.newPage();
  const seen = other.locator("table.run tbody tr");
  await other.goto(page.url());
  await expect(seen.filter({ hasText: "Waiting" }).first()).toBeVisible();
  await page.getByRole("button", { name: /^Cancel what waits/ }).click();
  await expect(run.overview).toContainText(/Cancelled|Finished/);

  // What was under way is carried to its end, and nothing else is sent.
  const sent = await regionsOf();
  expect(sent.length).toBeLessThan(regions.length);
  for (const region of sent) {
    await run.expectTaken(region);
  }
  await expect(run.rows.filter({ hasText: "Cancelled" })).toHaveCount(regions.length - sent.length);
  await expect(seen.filter({ hasText: "Cancelled" })).toHaveCount(regions.length - sent.length);
  // Rows change in place: the table was never drawn anew.
  const still = await Promise.all(drawn.map((row) => row.evaluate((node) => node.isConnected)));
  expect(still).toEqual(regions.map(() => true));
});

test("the map is given in five forms, and the receipt as JSON", async ({ copying, run, page }) => {
  const image = await goldenWeb();
  await copying.open("user/5", image.id, "?to=me-south-1%2Cmx-central-1");
  await copying.start.click();
  await run.opened();
  await run.expectTaken("me-south-1");
  await run.expectTaken("mx-central-1");
  const ami = await run.row("me-south-1").getByRole("link").textContent();
  const shown = run.map.locator("pre");
  for (const [format, words] of [
    ["json", `"me-south-1": "${ami}"`],
    ["csv", `me-south-1,${ami},`],
    ["terraform", `"me-south-1" = "${ami}"`],
    ["cloudformation", `"me-south-1": { "AMI": "${ami}" }`],
    ["packer", `me-south-1:${ami}`],
  ] as const) {
    await run.map.getByLabel("Format").selectOption(format);
    await expect(shown).toContainText(words);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      run.map.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(await readFile(await download.path(), "utf8")).toBe(await shown.textContent());
  }
  const [receipt] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Receipt" }).click(),
  ]);
  const told = JSON.parse(await readFile(await receipt.path(), "utf8")) as { image: { id: string }; regions: unknown[] };
  expect(told.image.id).toBe(image.id);
  expect(told.regions).toHaveLength(2);
});

test("the list of runs leads to each of them", async ({ copying, run, page }) => {
  await copying.open("user/5", (await goldenWeb()).id, "?to=me-central-1");
  await copying.start.click();
  await run.opened();
  const url = page.url();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Runs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Copy runs" })).toBeVisible();
  await page.locator("table.runs tbody tr").first().getByRole("link", { name: "golden-web" }).click();
  await expect(page).toHaveURL(url);
});

test("a scope without runs says so, and a run that is not there as well", async ({ page }) => {
  await page.goto("/user/778/runs");
  await expect(page.getByText("Nothing was copied to several regions here yet")).toBeVisible();
  await page.goto("/user/5/runs/01M80HDJ205EC3D6401BC34309-u5");
  await expect(page.getByRole("alert")).toContainText("The run could not be loaded");
});
