// Everything that can be looked at has a URL; Back and reload keep it.
import { inventoryIs } from "./support/inventory.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb, one, register } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

test("the start goes to the images of the first environment and comes back to the last scope", async ({
  page,
  images,
}) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/user\/5\/images$/);
  await expect(images.rows).not.toHaveCount(0);
  await page.getByRole("button", { name: /Production/ }).click();
  await page.getByRole("dialog", { name: "Choose a scope" }).getByRole("link", { name: /Acme/ }).click();
  await expect(page).toHaveURL(/\/account\/1\/images$/);
  await page.goto("/");
  await expect(page).toHaveURL(/\/account\/1\/images$/);
});

test("filters stand in the URL, and Back takes them off one by one", async ({ page, images }) => {
  await images.open("user/5");
  await images.filterBy("OS", "ubuntu-14-04");
  await expect(page).toHaveURL(/\/images\?os=ubuntu-14-04$/);
  await images.filter("Platform").selectOption("ec2");
  await expect(page).toHaveURL(/\?cloudPlatform=ec2&os=ubuntu-14-04$/);
  const both = await images.rows.count();
  await page.reload();
  await expect(images.rows).toHaveCount(both);
  await expect(images.filter("OS")).toHaveValue("ubuntu-14-04");

  await page.goBack();
  await expect(page).toHaveURL(/\/images\?os=ubuntu-14-04$/);
  await expect(images.filter("Platform")).toHaveValue("");
  await page.goBack();
  await expect(images.filter("OS")).toHaveValue("");
});

test("a search narrows the list with each letter, stands in the URL, and asks Scalr nothing", async ({
  page,
  images,
}) => {
  await images.open("user/5");
  await expect(images.rows).not.toHaveCount(0);
  await expect(page.getByRole("table")).toHaveAttribute("aria-busy", "false");
  await sim.reset();
  await images.search("GOLDEN ireland");
  await expect(page).toHaveURL(/\?q=GOLDEN%20ireland$/);
  for (const row of await images.rows.all()) {
    await expect(row).toContainText("golden");
    await expect(row).toContainText("eu-west-1");
  }
  const found = await images.rows.count();
  expect(found).toBeGreaterThan(0);
  expect((await sim.log()).filter((entry) => entry.path.endsWith("/images/"))).toEqual([]);
  await page.reload();
  await expect(images.rows).toHaveCount(found);
  await images.search("");
  await expect(page).toHaveURL(/\/images$/);
});

test("the newest are first; the head of a column orders by it, and again turns it round", async ({
  page,
  images,
}) => {
  await images.open("user/5");
  await expect(images.rows).not.toHaveCount(0);
  const newest = await images.rows.first().textContent();
  const names = () => images.rows.locator(".row-link").allTextContents();
  const sorted = (texts: string[]) =>
    [...texts].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));

  await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
  await expect(page).toHaveURL(/\?sort=name$/);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  // Rows that are out of sight follow those in sight.
  await expect(async () => {
    const now = await names();
    expect(now).toEqual(sorted(now));
  }).toPass();
  const first = await names();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
  await expect(page).toHaveURL(/\?sort=-name$/);
  await expect.poll(async () => (await names())[0]).not.toBe(first[0]);
  await page.goBack();
  await page.goBack();
  await expect(images.rows.first()).toHaveText(newest ?? "");
});

test("on a phone rows are in sight at once, and all filters unfold", async ({ page, images }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await images.open("user/5");
  await expect(images.rows.first()).toBeInViewport({ ratio: 1 });
  await expect(images.filter("Platform")).toBeHidden();
  await page.getByText("More filters").click();
  await images.filter("Platform").selectOption("gce");
  await expect(page).toHaveURL(/\?cloudPlatform=gce$/);
  await expect(page.getByRole("button", { name: /Platform/ }), "what is on can be taken off").toBeVisible();
  await page.getByRole("button", { name: /^Show \d+ images?$/ }).click();
  await expect(images.filter("Platform")).toBeHidden();
  await expect(images.rows.first()).toBeInViewport({ ratio: 1 });

  await images.open("user/5", "?name=golden-web&deprecated=false");
  await expect(images.filter("Name"), "filters of the address do not unfold either").toBeHidden();
  await expect(page.getByRole("button", { name: /Deprecated/ })).toBeVisible();
  await expect(images.rows.first()).toBeInViewport({ ratio: 1 });
});

test("on a phone the list is ordered, and a page of it selected, as with the heads of the table", async ({
  page,
  images,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await images.open("user/5");
  await expect(images.rows).not.toHaveCount(0);
  const order = page.getByRole("combobox", { name: "Order" });
  await expect(order).toHaveValue("-added");
  await order.selectOption("Name, ascending");
  await expect(page).toHaveURL(/\?sort=name$/);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(order).toBeHidden();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goBack();
  await expect(order).toHaveValue("-added");
  await page.getByRole("checkbox", { name: "Select all images of this page" }).check();
  await expect(images.rows.first().getByRole("checkbox")).toBeChecked();
  const selected = page.getByRole("region", { name: "Selected images" });
  await expect(selected).toContainText(`${await images.rows.count()} images selected`);
});

test("density and columns are chosen once and remembered", async ({ page, images }) => {
  await images.open("user/5");
  const scope = page.getByRole("columnheader", { name: "Scope" });
  await expect(scope).toBeVisible();
  const before = (await images.rows.first().boundingBox())?.height ?? 0;
  await page.getByRole("button", { name: "View: density and columns" }).click();
  const options = page.getByRole("dialog", { name: "View" });
  await options.getByRole("checkbox", { name: "Compact rows" }).check();
  await options.getByRole("checkbox", { name: "Scope" }).uncheck();
  await expect(scope).toBeHidden();
  await page.reload();
  await expect(images.rows).not.toHaveCount(0);
  await expect(scope).toBeHidden();
  expect((await images.rows.first().boundingBox())?.height).toBeLessThan(before);
});

test("an open image has a URL of its own; Esc closes it", async ({ page, images }) => {
  const image = await goldenWeb();
  await images.open("user/5", "?name=golden-web");
  await images.row(image.cloudImageId).getByRole("link", { name: "golden-web", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/user/5/images/${image.id}\\?name=golden-web$`));
  await page.reload();
  await expect(images.detail).toContainText(image.cloudImageId);
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const head of ["Name", "Platform and location", "Status"]) {
    await expect(page.getByRole("columnheader", { name: head }), "what tells rows apart stays").toBeVisible();
  }
  await expect(page.getByRole("columnheader", { name: "Actions" })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Actions" })).toBeVisible();
  await expect(images.detail).toHaveCount(0);
  await expect(page).toHaveURL(/\/user\/5\/images\?name=golden-web$/);
});

test("pages of the list can be gone through", async ({ page, images }) => {
  await images.open("user/5", "?maxResults=10");
  await expect(images.rows).toHaveCount(10);
  const first = await images.rows.first().textContent();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/pageNum=2/);
  await expect(images.rows.first()).not.toHaveText(first ?? "");
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect(images.rows.first()).toHaveText(first ?? "");
});

test("no match is told apart from nothing yet, and the filters can be cleared", async ({ page, images }) => {
  await images.open("user/5", "?name=no-such-image");
  await expect(page.getByText("No image matches.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Clear filters" }).last().click();
  await expect(images.rows).not.toHaveCount(0);
});

test("a scope without images offers to register one", async ({ page, images }) => {
  await sim.fault(
    { pathContains: "/images/" },
    {
      kind: "bare_status",
      status: 200,
      contentType: "application/json",
      body: '{"data":[],"errors":[],"meta":{},"warnings":[],"pagination":{}}',
    },
  );
  await images.open("user/6");
  await expect(page.getByText("There are no images in Staging yet.")).toBeVisible();
});

const DOWN: { name: string; fault: sim.Fault; code: string }[] = [
  { name: "is down", fault: { kind: "reset_before" }, code: "UpstreamUnreachable" },
  { name: "is slow", fault: { kind: "silent" }, code: "UpstreamTimeout" },
  { name: "answers HTML", fault: { kind: "html", status: 502 }, code: "UpstreamInvalidResponse" },
  {
    name: "refuses the key of the edge",
    fault: { kind: "bad_authentication" },
    code: "UpstreamAuthFailed",
  },
];
for (const { name, fault, code } of DOWN) {
  test(`when Scalr ${name}, the list says so and can be tried again`, async ({ page, images }) => {
    await sim.fault({ pathContains: "/images/" }, fault);
    await page.goto("/user/5/images");
    const alert = page.getByRole("alert").filter({ hasText: "The images could not be loaded" });
    await expect(alert).toContainText(code);
    await expect(alert).toContainText(/Request [0-9a-f-]{36}/);
    await sim.clearFaults();
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(images.rows).not.toHaveCount(0);
    await expect(alert).toHaveCount(0);
  });
}

test("what could not be read is told, and can be read again", async ({ page, images }) => {
  await inventoryIs(page, ["start", "page", "gap", "end"]);
  await images.open("user/5");
  const alert = page.getByRole("alert").filter({ hasText: "Some images may be missing here" });
  await expect(alert).toContainText("Page 2 of Scalr's list could not be read. UpstreamTimeout");
  await expect(images.rows).not.toHaveCount(0);
  await page.unroute("**/edge/inventory?*");
  await alert.getByRole("button", { name: "Read again" }).click();
  await expect(alert).toHaveCount(0);
});

test("a reading that is cut off keeps what has come and says so", async ({ page, images }) => {
  await inventoryIs(page, ["start", "page"]);
  await images.open("user/5");
  const alert = page.getByRole("alert").filter({ hasText: "Not all images could be loaded" });
  await expect(alert).toContainText("EdgeUnreachable");
  await expect(images.rows).not.toHaveCount(0);
});

test("a refresh tells what has changed and marks it", async ({ page, images }) => {
  await images.open("user/5");
  await expect(page.getByRole("table")).toHaveAttribute("aria-busy", "false");
  const name = "fresh-from-elsewhere";
  await register("user/5", name);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("1 new", { exact: true })).toBeVisible();
  const row = images.rows.filter({ hasText: name });
  await expect(row).toHaveClass(/fresh/);
  await expect(images.rows.first()).toContainText(name);
});

test("rows stay while a page is refreshed, and an image that is gone is told", async ({ page, images }) => {
  const image = await one("user/5", { name: "golden-web", scope: "environment" });
  await images.open("user/5", "?name=golden-web");
  await expect(images.rows).not.toHaveCount(0);
  await sim.fault({ pathContains: "/images/" }, { kind: "latency", ms: 2000 }, 1);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("table")).toHaveAttribute("aria-busy", "true");
  await expect(images.row(image.cloudImageId)).toBeVisible();
  await expect(page.getByRole("table")).toHaveAttribute("aria-busy", "false");

  const gone = "5a1a3fd0-1111-4222-8333-00000000dead";
  await page.goto(`/user/5/images/${gone}?q=golden`);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Scalr has no image with this id in Production");
  await expect(alert).toContainText(gone);
  await expect(alert).toContainText("ObjectNotFound");
  await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
  await alert.getByRole("button", { name: "Back to the list" }).click();
  await expect(page).toHaveURL(/\/user\/5\/images\?q=golden$/);
  await expect(images.detail).toHaveCount(0);
});

test("an address that means nothing says so", async ({ page }) => {
  await page.goto("/nowhere/at/all");
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});

test("another environment can be typed in by its number", async ({ page }) => {
  await page.goto("/user/5/images");
  await page.getByRole("button", { name: /Production/ }).click();
  const panel = page.getByRole("dialog", { name: "Choose a scope" });
  await panel.getByLabel("Its number").fill("zero");
  await panel.getByRole("button", { name: "Go" }).click();
  await expect(panel.getByRole("alert")).toContainText("Give the number as Scalr shows it");
  await panel.getByLabel("Its number").fill("6");
  await panel.getByRole("button", { name: "Go" }).click();
  await expect(page).toHaveURL(/\/user\/6\/images$/);
});

test("the number of an environment without a name is readable where there is no room", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 780 });
  await page.goto("/user/778/runs");
  const number = page.getByRole("button", { name: /^Environment/ }).locator(".scope-name > :last-child");
  await expect(number).toHaveText("778");
  // Its end is what is there, not what has cut it off.
  const whole = await number.evaluate((element) => {
    const { right, y, height } = element.getBoundingClientRect();
    return document.elementFromPoint(right - 1, y + height / 2) === element;
  });
  expect(whole).toBe(true);
});

test("the first Tab offers to skip to the content, and Enter goes there", async ({ page, images }) => {
  await images.open("user/5");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page).toHaveURL(/\/user\/5\/images$/);
});
