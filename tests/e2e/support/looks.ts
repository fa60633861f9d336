// How pages looked when somebody last looked at them and found them good: tests/e2e/references, each a
// quarter as wide and high as the page. Fonts and their edges differ between machines, the arrangement
// does not; at that size only the second counts.
//
//   LOOKS=compare cargo xtask test e2e -- appearance   holds pages against them
//   LOOKS=renew cargo xtask test e2e -- appearance     takes them anew
//
// It is no part of the tests that always run: another version of Chromium may draw everything a little
// otherwise, and then somebody has to look.
import { expect, type Page } from "@playwright/test";

const WANTED = process.env["LOOKS"];
if (WANTED !== undefined && WANTED !== "compare" && WANTED !== "renew") {
  throw new Error(`LOOKS is "compare" or "renew", not "${WANTED}"`);
}
/** What is different each time: times, ids, and what is there to be copied. */
const CHANGING = "time, .age, .changes, code, pre";
const SCALE = 4;

/** Makes a picture smaller, with the browser's own means. */
async function smaller(page: Page, picture: Buffer): Promise<Buffer> {
  // A page of its own: the policy of the dashboard's allows no pictures from elsewhere.
  const easel = await page.context().newPage();
  try {
    const text = await easel.evaluate(
      async ([base64, scale]) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const whole = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const size = { width: Math.round(whole.width / scale), height: Math.round(whole.height / scale) };
        const small = await createImageBitmap(whole, {
          resizeWidth: size.width,
          resizeHeight: size.height,
          resizeQuality: "high",
        });
        const canvas = new OffscreenCanvas(size.width, size.height);
        canvas.getContext("2d")?.drawImage(small, 0, 0);
        const png = await canvas.convertToBlob({ type: "image/png" });
        const drawn = new Uint8Array(await png.arrayBuffer());
        return btoa(Array.from(drawn, (byte) => String.fromCharCode(byte)).join(""));
      },
      [picture.toString("base64"), SCALE] as const,
    );
    return Buffer.from(text, "base64");
  } finally {
    await easel.close();
  }
}

/** Holds a page against the reference of this name, where that was asked for. */
export async function looksAsBefore(page: Page, name: string): Promise<void> {
  if (WANTED === undefined) {
    return;
  }
  const mask = [page.locator(CHANGING)];
  const picture = await page.screenshot({ mask, maskColor: "#888", animations: "disabled" });
  expect(await smaller(page, picture)).toMatchSnapshot(`${name}.png`, {
    threshold: 0.15,
    maxDiffPixelRatio: 0.004,
  });
}
