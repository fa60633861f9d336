// Getting about without a pointer.
import { expect, type Locator, type Page } from "@playwright/test";

/** More than any page has between two places that a test goes to. */
const MOST_STEPS = 150;

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  await expect(target, "cannot be reached with Tab").toBeFocused();
}
