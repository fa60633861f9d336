// Coverage: where images are, what differs, and filling the gaps.
import { readFile } from "node:fs/promises";
import * as sim from "./support/sim.ts";
import { find, one } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

/** Nobody copies the images of Staging, so that its gaps stay gaps: a run is remembered by the edge, whatever
 * the stand-in forgets between two tests. */
const STAGING = "user/6";
const COLUMNS = ["us-east-1", "us-west-2", "eu-central-1", "eu-west-1"];

/** The copies that arrived at Scalr: image and region. */
async function copies(): Promise<string[]> {
  const sent = (await sim.writes()).filter((entry) => entry.path.endsWith("/actions/copy/"));
  const image = (path: string) => path.split("/").at(-4) ?? "";
  const region = (body: string | null) => (JSON.parse(body ?? "{}") as { cloudLocation: string }).cloudLocation;
  return sent.map((entry) => `${image(entry.path)} ${region(entry.body)}`).sort();
}

test("the grid says where each image is, and which copy is the odd one out", async ({ coverage, page }) => {
  await coverage.open("user/5");
  await expect(coverage.cell("golden-web", "us-east-1")).toHaveAccessibleName("us-east-1: present");
  await expect(coverage.cell("golden-batch", "us-west-1")).toHaveAccessibleName("us-west-1: being deleted");
  await expect(coverage.cell("golden-search", "eu-west-2")).toHaveAccessibleName(
    "eu-west-2: there, could not be deleted",
  );
  await expect(coverage.cell("golden-worker", "eu-west-1")).toHaveAccessibleName("eu-west-1: missing");
  await expect(page.getByText(/^\d+ images, 11 regions, \d+ gaps, 1 drifting$/)).toBeVisible();
  await expect(page.getByText(/images are not shown: .*OpenStack.*Only EC2 has copies by region/)).toBeVisible();

  const odd = coverage.cell("golden-db", "eu-central-1");
  await expect(odd).toHaveAccessibleName("eu-central-1: present, differs from others of its name");
  await odd.click();
  await expect(coverage.details).toContainText("Size: 20 GB (2 of 3 copies: 50 GB)");
  await expect(coverage.details).toContainText("Scalr agent: not installed (2 of 3 copies: installed)");
  await page.keyboard.press("Escape");
  await expect(coverage.details).toBeHidden();
  await expect(odd).toBeFocused();

  await odd.press("Enter");
  await coverage.details.getByRole("link", { name: "Open the image" }).click();
  await expect(page.getByRole("complementary", { name: "Image details" })).toContainText("eu-central-1");
});

test("by keyboard alone: choose gaps, look at the plan, send it", async ({ coverage, page, run }) => {
  const sources = await find("user/5", { name: "win-2022-iis", cloudPlatform: "ec2" });
  await coverage.open("user/5");
  await coverage.search.focus();
  await page.keyboard.type("win 2022");
  await expect(coverage.rows).toHaveCount(1);
  while (!(await coverage.grid.evaluate((grid) => grid.contains(document.activeElement)))) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await expect(coverage.head("win-2022-iis")).toBeFocused();
  await page.keyboard.press("End");
  await expect(coverage.cell("win-2022-iis", "ap-southeast-2")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(coverage.cell("win-2022-iis", "us-east-2")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(coverage.bar).toContainText("2 gaps in 1 image");
  while (!(await coverage.review.evaluate((link) => link === document.activeElement))) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Plan of 2 copies" })).toBeVisible();
  await expect(coverage.plans).toHaveCount(1);
  const request = page.getByRole("region", { name: "The request that will be sent" });
  // The newer one of the two.
  const source = sources.find((image) => image.cloudLocation === "eu-west-1");
  await expect(request).toContainText(`/images/${source?.id}/actions/copy/`);
  await expect(request).toContainText('"cloudLocation": "ap-southeast-2"');
  expect(await copies()).toEqual([]);
  while (!(await coverage.send.evaluate((button) => button === document.activeElement))) {
    await page.keyboard.press("Tab");
  }
  await expect(coverage.send).toHaveText("Send 2 copy requests");
  await page.keyboard.press("Enter");
  await run.opened();
  await run.expectTaken("us-east-2");
  await run.expectTaken("ap-southeast-2");
  expect(await copies()).toEqual([`${source?.id} ap-southeast-2`, `${source?.id} us-east-2`]);

  // What was sent is no gap any more.
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Coverage" }).click();
  await expect(coverage.cell("win-2022-iis", "us-east-2")).toHaveAccessibleName(/: (present|.*copy run)/);
  await expect(coverage.bar).toHaveCount(0);
});

test("drawing over gaps chooses them, and the address is the plan", async ({ coverage, page }) => {
  await coverage.open(STAGING, "?q=staging");
  const [from, to] = [
    await coverage.middle("staging-db", "us-east-1"),
    await coverage.middle("staging-web", "eu-central-1"),
  ];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await expect(coverage.chosen).toHaveCount(5);
  await page.mouse.up();
  await expect(coverage.bar).toContainText("5 gaps in 2 images");
  const url = page.url();
  expect(url).toContain("gaps=eu-central-1.us-east-1.us-west-2~");

  // Drawing over what is chosen takes it back.
  await page.mouse.move(to.x, to.y);
  await page.mouse.down();
  await page.mouse.move(to.x, from.y, { steps: 4 });
  await page.mouse.up();
  await expect(coverage.bar).toContainText("3 gaps in 2 images");

  // A colleague opens the address.
  await page.goto(url);
  await expect(coverage.bar).toContainText("5 gaps in 2 images");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(coverage.bar).toHaveCount(0);
  expect(page.url()).not.toContain("gaps=");
  expect(await copies()).toEqual([]);
});

test("a finger scrolls, and draws after it has rested", async ({ coverage, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await coverage.open("user/5", "?q=golden-worker");
  const box = page.locator(".grid-box");
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: at === undefined ? [] : [at] });
  const start = await coverage.middle("golden-worker", "us-west-2");
  await touch("touchStart", start);
  for (const step of [1, 2, 3, 4]) {
    await touch("touchMove", { x: start.x - step * 15, y: start.y });
  }
  // Listening begins before the finger is lifted.
  await box.evaluate((element) => {
    const stopped = new Promise((resolve) => element.addEventListener("scrollend", resolve, { once: true }));
    Object.assign(element, { stopped });
  });
  await touch("touchEnd");
  await box.evaluate((element) => (element as unknown as { stopped: Promise<unknown> }).stopped);
  expect(await box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(20);
  await expect(coverage.bar).toHaveCount(0);

  await box.evaluate((element) => element.scrollTo({ left: 0, behavior: "instant" }));
  const [from, to] = [
    await coverage.middle("golden-worker", "us-west-1"),
    await coverage.middle("golden-worker", "us-west-2"),
  ];
  await touch("touchStart", from);
  await expect(coverage.chosen).toHaveCount(1);
  for (const step of [0.25, 0.5, 0.75, 1]) {
    await touch("touchMove", { x: from.x + (to.x - from.x) * step, y: from.y });
  }
  await touch("touchEnd");
  await expect(coverage.bar).toContainText("2 gaps in 1 image");
  expect(await box.evaluate((element) => element.scrollLeft)).toBe(0);
});

test("a row, a column, and all rows that are shown are filled at once", async ({ coverage, page }) => {
  await coverage.open(STAGING, "?q=staging");
  await coverage.head("staging-web").hover();
  await page.getByRole("button", { name: "Fill this row: staging-web" }).click();
  await expect(coverage.bar).toContainText("2 gaps in 1 image");
  await coverage.column("us-west-2").hover();
  await page.getByRole("button", { name: "Fill this column: us-west-2" }).click();
  await expect(coverage.bar).toContainText("3 gaps in 2 images");
  await page.getByRole("button", { name: "Fill 2 gaps in these rows" }).click();
  await expect(coverage.bar).toContainText("5 gaps in 2 images");
  await page.getByRole("button", { name: "Take back 5 gaps in these rows" }).click();
  await expect(coverage.bar).toHaveCount(0);
});

test("while rows are filtered the summary says how many there are, and nothing is filled where nothing is shown", async ({
  coverage,
  page,
}) => {
  await coverage.open(STAGING, "?q=staging");
  const images = (await page.locator(".coverage-summary > strong").textContent())?.split(",")[0];
  await expect(page.getByText(`Filtered: 2 of ${images}`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Fill 5 gaps in these rows" })).toBeVisible();
  await coverage.search.fill("nothing is called that");
  await expect(page.getByText(`Filtered: 0 of ${images}`)).toBeVisible();
  const none = page.getByRole("button", { name: "No gap to fill in these rows" });
  await expect(none).toHaveAttribute("aria-disabled", "true");
  // It can be clicked on all the same.
  await none.click({ force: true });
  await expect(coverage.bar).toHaveCount(0);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page.getByText(/^Filtered:/)).toHaveCount(0);
});

test("the legend draws each sign as the cells do, and regions stand under words", async ({ coverage, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await coverage.open("user/5");
  const legend = page.getByRole("list", { name: "What the signs mean" });
  await expect(legend.getByRole("listitem")).toHaveCount(11);
  await expect(legend).toContainText("could not be deleted");
  const drawn = (element: Element) => {
    const style = getComputedStyle(element, "::after");
    return [getComputedStyle(element).color, style.maskImage, getComputedStyle(element, "::before").borderStyle];
  };
  for (const [name, region, words] of [
    ["golden-web", "us-east-1", /^present$/],
    ["golden-batch", "us-west-1", /^being deleted$/],
    ["golden-search", "eu-west-2", /could not be deleted/],
    ["golden-worker", "eu-west-1", /^missing$/],
  ] as const) {
    const item = legend.getByRole("listitem").filter({ hasText: words }).locator(".cell");
    expect(await item.evaluate(drawn), name).toEqual(await coverage.cell(name, region).evaluate(drawn));
  }
  // A geography is called by its whole name, however few columns it has.
  const americas = coverage.grid.getByRole("columnheader", { name: "Canada and Latin America", exact: true });
  await expect(americas).toHaveText("Americas");
});

test("filters, order and added regions stand in the address", async ({ coverage, page }) => {
  await coverage.open(STAGING);
  await expect(coverage.grid.getByRole("columnheader")).toHaveCount(COLUMNS.length + 1 + 2);
  await page.getByLabel("Add a region").selectOption("ap-east-1");
  await expect(coverage.cell("staging-web", "ap-east-1")).toHaveAccessibleName("ap-east-1: missing");
  await page.getByLabel("Order").selectOption("Most gaps first");
  await page.getByRole("checkbox", { name: "Missing somewhere" }).check();
  await expect(page).toHaveURL(/missing=yes/);
  await page.reload();
  await expect(coverage.cell("staging-web", "ap-east-1")).toBeVisible();
  await page.getByRole("button", { name: /^Remove the column.*ap-east-1$/ }).click();
  await expect(coverage.column("ap-east-1")).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Drifting only" }).check();
  await expect(page.getByText("No image is like that.")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(coverage.cell("staging-web", "us-east-1")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("No image is like that.")).toBeVisible();
});

test("a gap that no copy from here fills says why, and where it can be filled", async ({ coverage, page }) => {
  await coverage.open(STAGING);
  const cell = coverage.cell("base-ubuntu-24-04", "us-west-2");
  await expect(cell).toHaveAccessibleName(/missing, cannot be copied: The image belongs to another scope/);
  await cell.click();
  await expect(coverage.bar).toHaveCount(0);
  await coverage.details.getByRole("link", { name: /^Coverage of / }).click();
  await expect(page).toHaveURL(/\/account\/1\/coverage/);
  await expect(coverage.cell("base-ubuntu-24-04", "us-west-2")).toHaveAccessibleName("us-west-2: missing");
});

test("runs that could not be started are told one by one and started again alone", async ({
  coverage,
  page,
  pageFaults,
}) => {
  const search = await one("user/5", { name: "golden-search" });
  await coverage.open("user/5");
  await coverage.cell("golden-api-v1", "us-west-2").click();
  await coverage.cell("golden-search", "us-west-2").click();
  await coverage.review.click();
  await expect(coverage.plans).toHaveCount(2);
  // The first order goes through, the answer to the second is lost.
  await page.route("**/edge/copy-runs", async (route) => {
    const order = route.request().postDataJSON() as { imageId: string } | null;
    if (order?.imageId === search.id) {
      await route.fetch();
      await route.abort();
    } else {
      await route.fallback();
    }
  });
  await coverage.send.dblclick();
  await expect(page.getByRole("alert").filter({ hasText: "This run was not started" })).toContainText(
    "the edge takes the same order only once",
  );
  await expect(page.getByText("1 copy run was started")).toBeVisible();
  await expect(coverage.plans).toHaveCount(1);
  await page.unroute("**/edge/copy-runs");
  await coverage.send.click();
  await expect(page).toHaveURL(/\/user\/5\/runs$/);
  await expect.poll(async () => (await copies()).length).toBe(2);
  expect(await copies()).toEqual(expect.arrayContaining([`${search.id} us-west-2`]));
  expect(new Set(pageFaults.splice(0))).toEqual(new Set(["Failed to load resource: net::ERR_FAILED"]));
});

test("the grid and the map of an image can be taken along", async ({ coverage, page }) => {
  const images = await find(STAGING, { name: "staging-web" });
  await coverage.open(STAGING, "?q=staging");
  await page.getByText("Export", { exact: true }).click();
  const panel = page.getByRole("region", { name: "Export" });
  const download = async () => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      panel.getByRole("button", { name: "Download" }).click(),
    ]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const grid = await download();
  expect(grid.name).toBe("coverage.csv");
  const ami = (region: string) => images.find((image) => image.cloudLocation === region)?.cloudImageId;
  expect(grid.text.split("\r\n").filter((line) => !line.startsWith("staging-db"))).toEqual([
    `name,os,architecture,${COLUMNS.join(",")}`,
    `staging-web,ubuntu-24-04,x86_64,${ami("us-east-1")},missing,missing,${ami("eu-west-1")}`,
    "",
  ]);
  await panel.getByLabel("Form").selectOption("AMI by region: Terraform");
  await panel.getByLabel("Of").selectOption({ label: "staging-web (ubuntu-24-04)" });
  const map = await download();
  expect(map.name).toBe("amis.auto.tfvars");
  expect(map.text).toBe(
    `# staging-web\n# not known: eu-central-1 (missing)\n# not known: us-west-2 (missing)\namis = {\n  "eu-west-1" = "${ami("eu-west-1")}"\n  "us-east-1" = "${ami("us-east-1")}"\n}\n`,
  );
});

test("where pages are missing the grid does not vouch for its gaps", async ({ coverage, page }) => {
  const images = await find(STAGING, { name: "staging-web" });
  const at = new Date().toISOString();
  const lines = [
    { type: "start", scope: STAGING, pages: 2, at },
    { type: "page", page: 1, images },
    { type: "gap", page: 2, code: "UpstreamTimeout", message: "Scalr did not answer in time." },
    { type: "end", images: images.length, gaps: 1, whole: false, at },
  ];
  await page.route("**/edge/inventory?*", (route) =>
    route.fulfill({
      contentType: "application/x-ndjson",
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    }),
  );
  await coverage.open(STAGING, "?add=eu-west-2");
  await expect(page.getByText("1 image, 3 regions, up to 1 gap, 0 drifting")).toBeVisible();
  await expect(page.getByText(/1 page of Scalr's list could not be read. A gap may be none/)).toBeVisible();
});

test("a scope without EC2 images says so and leads to registering one", async ({ page }) => {
  const at = new Date().toISOString();
  await page.route("**/edge/inventory?*", (route) =>
    route.fulfill({
      contentType: "application/x-ndjson",
      body: `{"type":"start","scope":"user/6","pages":1,"at":"${at}"}\n{"type":"end","images":0,"gaps":0,"whole":true,"at":"${at}"}\n`,
    }),
  );
  await page.goto(`/${STAGING}/coverage`);
  await expect(page.getByText("There are no EC2 images in Staging yet.")).toBeVisible();
  await page.locator("main").getByRole("link", { name: "Register image" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Register image" })).toBeVisible();
});
