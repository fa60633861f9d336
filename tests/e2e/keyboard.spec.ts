// The palette and the shortcuts: everything can be reached without a pointer.
import { tabTo } from "./support/keyboard.ts";
import { goldenWeb } from "./support/samples.ts";
import * as sim from "./support/sim.ts";
import { expect, test } from "./support/test.ts";

test("the palette finds pages, scopes, actions and images, and goes there", async ({ page, images }) => {
  const image = await goldenWeb();
  await images.open("user/5");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or jump to" });
  const field = palette.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(palette.getByRole("option").first()).toContainText("Images");

  await field.fill("staging");
  await expect(palette.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
  await expect(page).toHaveURL(/\/user\/6\/images$/);

  await page.goBack();
  await page.keyboard.press("Control+k");
  await field.fill(image.cloudImageId);
  await expect(palette.getByRole("option", { name: /golden-web/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/user/5/images/${image.id}$`));
  await expect(images.detail).toContainText(image.cloudImageId);
});

test("the arrows choose, Esc closes, and the focus comes back", async ({ page, images }) => {
  await images.open("user/5");
  const opener = page.getByRole("button", { name: "Search or jump to" });
  await opener.click();
  const palette = page.getByRole("dialog", { name: "Search or jump to" });
  const options = palette.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("an action of the palette is carried out", async ({ page, images }) => {
  await images.open("user/5");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Search or jump to" }).getByRole("combobox").fill("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("keys go from page to page and from row to row", async ({ page, images }) => {
  await images.open("user/5");
  await expect(images.rows).not.toHaveCount(0);
  await page.keyboard.press("j");
  await expect(images.rows.nth(0).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(images.rows.nth(1).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("k");
  await expect(images.rows.nth(0).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search images" })).toBeFocused();
  await page.keyboard.type("golden-web us-east-1");
  await expect(page, "keys in a field are typed").toHaveURL(/q=golden-web/);
  await page.keyboard.press("Enter");
  await expect(images.rows.first().getByRole("link").first(), "Enter goes to what was found").toBeFocused();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/copy$/);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(/\/user\/5\/runs$/);
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/user\/5\/register$/);
});

test("single keys can be switched off, which is remembered; Ctrl+K stays", async ({ page, images }) => {
  await images.open("user/5");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByRole("checkbox", { name: "Single-key shortcuts" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.reload();
  await expect(images.rows).not.toHaveCount(0);
  await page.keyboard.press("n");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search or jump to" })).toBeVisible();
  await expect(page, "n did nothing").toHaveURL(/\/images$/);
});

test("rows are selected with x or a click, which the address keeps, and lead to their coverage", async ({
  page,
  images,
  coverage,
}) => {
  await images.open("user/5", "?q=golden&sort=name");
  await expect(images.rows).not.toHaveCount(0);
  const bar = page.getByRole("region", { name: "Selected images" });
  await expect(bar).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const first = images.rows.nth(0).getByRole("checkbox");
  await expect(first).toBeChecked();
  await expect(bar).toContainText("1 image selected");
  await images.rows.nth(2).getByRole("checkbox").check();
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await expect(bar, "keys go on working on a box").toContainText("3 images selected");
  await page.keyboard.press("x");
  await page.reload();
  await expect(bar).toContainText("2 images selected");
  await expect(first).toBeChecked();
  const names = [];
  for (const row of [0, 2]) {
    names.push(await images.rows.nth(row).getByRole("link").first().textContent());
  }

  const all = page.getByRole("checkbox", { name: "Select all images of this page" });
  await all.check();
  await expect(bar).toContainText(`${await images.rows.count()} images selected`);
  await all.uncheck();
  await expect(bar).toHaveCount(0);
  await first.check();
  await images.rows.nth(2).getByRole("checkbox").check();
  await bar.getByRole("link", { name: "Show coverage" }).click();
  await expect(page).toHaveURL(/\/coverage\?images=/);
  await expect(coverage.rows).toHaveCount(new Set(names).size);
  await page.getByRole("button", { name: "Show all rows, not Only 2 selected images" }).click();
  await expect(page).toHaveURL(/\/coverage$/);
  await page.goBack();
  await page.goBack();
  await bar.getByRole("button", { name: "Clear selection" }).click();
  await expect(bar).toHaveCount(0);
  await expect(first).not.toBeChecked();
});

test("an image is registered, its copy is planned and sent, all without a pointer", async ({
  page,
  register,
  images,
  copying,
  run,
}) => {
  const name = "golden-by-keys";
  const id = "ami-0abcdef1234567891";
  await images.open("user/5");
  await expect(images.rows).not.toHaveCount(0);
  await page.keyboard.press("n");
  await page.getByRole("heading", { level: 1, name: /^Register/ }).waitFor();
  for (const [field, value] of [
    [register.name, name],
    [register.cloudImageId, id],
    [register.location, "us-east-1"],
    [register.system, "ubuntu-14-04"],
  ] as const) {
    await tabTo(page, field);
    await page.keyboard.type(value);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: `${name} is registered in Production` })).toBeFocused();

  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(images.rows).not.toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.type(id);
  await expect(images.rows).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(images.rows.first().getByRole("link").first()).toBeFocused();
  await page.keyboard.press("c");
  await page.getByRole("heading", { level: 1, name: /^Copy / }).waitFor();
  for (const code of ["eu-central-1", "ap-south-1"]) {
    await tabTo(page, copying.region(code));
    await page.keyboard.press("Space");
  }
  await expect(copying.plan).toContainText("2 copies to send");
  await tabTo(page, copying.start);
  await page.keyboard.press("Enter");

  await run.opened();
  await run.expectTaken("eu-central-1");
  await run.expectTaken("ap-south-1");
  const writes = (await sim.writes()).map((entry) => [entry.path.replace(/[0-9a-f-]{36}/, "{id}"), entry.body]);
  expect(writes.slice(1).sort()).toEqual([
    ["/api/v1beta0/user/5/images/{id}/actions/copy/", '{"cloudLocation":"ap-south-1","cloudPlatform":"ec2"}'],
    ["/api/v1beta0/user/5/images/{id}/actions/copy/", '{"cloudLocation":"eu-central-1","cloudPlatform":"ec2"}'],
  ]);
});
