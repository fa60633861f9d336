import { expect, test } from "@playwright/test";

test("the dashboard starts, and no script stands in the page itself", async ({ page }) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      faults.push(message.text());
    }
  });
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));

  await page.goto("/");

  // The first is what the page shows until the dashboard takes its place.
  await expect(page.locator("#shell")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("script:not([src])")).toHaveCount(0);
  expect(faults).toEqual([]);
  // The preloaded script and module are the ones that run: neither is fetched a second time.
  const built = loaded.filter((path) => path.startsWith("/dashboard-"));
  expect(built.map((path) => path.replace(/-[0-9a-f]+/, "-HASH")).sort()).toEqual([
    "/dashboard-HASH.js",
    "/dashboard-HASH.wasm",
  ]);
});

const SHELL = {
  "en-GB": {
    words: "Loading the dashboard.",
    headings: { images: "Images", coverage: "Coverage", runs: "Copy runs", activity: "Activity", register: "Register image" },
  },
  "de-AT": {
    words: "Das Dashboard wird geladen.",
    headings: {
      images: "Images",
      coverage: "Abdeckung",
      runs: "Kopierläufe",
      activity: "Aktivität",
      register: "Image registrieren",
    },
  },
} as const;

for (const [locale, { words, headings }] of Object.entries(SHELL)) {
  test(`until the program is there the page shows which one it will be (${locale})`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    for (const [path, heading] of Object.entries(headings)) {
      const page = await context.newPage();
      let go = () => {};
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      await page.route("**/dashboard-*.wasm", async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`/user/5/${path}`);
      const shell = page.locator("#shell");
      await expect(shell.getByRole("heading", { level: 1 })).toHaveText(heading);
      await expect(shell.getByRole("status")).toContainText(words);
      const before = await shell.getByRole("heading").boundingBox();
      go();
      await expect(shell).toHaveCount(0);
      const title = page.getByRole("heading", { level: 1, name: heading });
      await expect(title).toBeVisible();
      const after = await title.boundingBox();
      // It stays where it is.
      expect([after?.x, after?.y]).toEqual([before?.x, before?.y]);
      await page.close();
    }
    await context.close();
  });
}

test("every file but the page and its first scripts has a hash in its name", async ({ request }) => {
  const page = await (await request.get("/")).text();
  const names = [...page.matchAll(/(?:href|src|data-js|data-wasm)="\/([^"]+)"/g)].map(
    (match) => match[1],
  );
  const unhashed = names.filter((name) => !/-[0-9a-f]{8,}/.test(name ?? ""));
  expect(unhashed.filter((name) => name !== "boot.js" && name !== "early.js")).toEqual([]);
});
