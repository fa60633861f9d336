// Chromium, and what its pages do.
import { type Browser, chromium } from "@playwright/test";

/** Starts Chromium, hands it on, and stops it. */
export async function withBrowser(use: (browser: Browser) => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"],
    // Chromium refuses its sandbox to root.
    args: isRoot ? ["--no-sandbox"] : [],
  });
  await use(browser).finally(() => browser.close());
}
