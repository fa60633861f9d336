// The palette and the shortcuts: everything can be reached without a pointer.
import { goldenWeb } from "./support/samples.ts";
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
