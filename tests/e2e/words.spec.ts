// The dashboard in German: every page and its overlays speak it, in the words of the catalogue
// (frontend/src/text); screenshots go to results/screenshots, to be looked at.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";
import { englishAmong, englishWords, german } from "./support/words.ts";

test.describe.configure({ timeout: 90_000 });

/** Every text of the page and of what names its elements, but for what says that it is of another language
 * and the lists of what Scalr knows, which are its own words. */
const texts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>([document.title.replace(" · scalr-images", "")]);
    const language = (element: Element | null) => element?.closest("[lang]")?.getAttribute("lang");
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const isScalrs = node.parentElement?.closest("datalist") !== null;
      if (!isScalrs && language(node.parentElement) === "de") found.add((node.textContent ?? "").trim());
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "placeholder", "abbr"]) {
        if (language(element) === "de") found.add(element.getAttribute(name)?.trim() ?? "");
      }
    }
    return [...found].filter((text) => text !== "");
  });

const rows = (page: Page) => page.locator("tbody tr:not(.skeleton)").first();

interface State {
  name: string;
  reach: (page: Page) => Promise<void>;
}

/** Starts a run that sends one copy, and waits until Scalr has taken it. */
async function startRun(page: Page, region: string): Promise<void> {
  await page.goto(`/user/5/images/${(await goldenWeb()).id}/copy?to=${region}`);
  await page.locator("form.form-send button[type=submit]").click();
  await page.waitForURL(/\/runs\//);
  const taken = new RegExp(`${german("runs", "accepted")}|${german("runs", "listed")}`);
  await page.locator("table.run tbody tr", { hasText: taken }).waitFor();
}

const STATES: State[] = [
  {
    name: "images",
    reach: async (page) => {
      await page.goto("/user/5/images?name=golden-web&cloudPlatform=ec2");
      await rows(page).waitFor();
    },
  },
  {
    name: "images-view",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await rows(page).waitFor();
      await page.getByRole("button", { name: german("images", "view_label") }).click();
    },
  },
  {
    name: "images-failed",
    reach: async (page) => {
      await page.route("**/edge/inventory?*", (route) => route.fulfill({ status: 502, body: "" }));
      await page.goto("/user/5/images");
      await page.getByText(german("common", "unreadable").split("(")[0] ?? "").waitFor();
    },
  },
  {
    name: "image",
    reach: async (page) => {
      await page.goto(`/user/5/images/${(await goldenWeb()).id}?name=golden-web`);
      await page.getByText(german("detail", "last_used")).waitFor();
    },
  },
  {
    name: "image-gone",
    reach: async (page) => {
      await page.goto("/user/5/images/5a1a3fd0-1111-4222-8333-00000000dead");
      await page.getByText(german("detail", "gone_hint")).waitFor();
    },
  },
  {
    name: "palette",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await rows(page).waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: german("overlay", "search") }).fill("im");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
    },
  },
  {
    name: "shortcuts",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await rows(page).waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: german("overlay", "shortcuts") }).waitFor();
    },
  },
  {
    name: "scopes",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await rows(page).waitFor();
      await page.getByRole("button", { name: /Production/ }).click();
      await page.getByRole("dialog", { name: german("shell", "choose_scope") }).waitFor();
    },
  },
  {
    name: "register",
    reach: async (page) => {
      await page.goto("/user/5/register");
      await page.locator("#register-name").waitFor();
    },
  },
  {
    name: "register-errors",
    reach: async (page) => {
      await page.goto("/user/5/register");
      await page.locator("#register-name").fill("golden_web.1");
      await page.locator("form button[type=submit]").last().click();
      await page.locator("#register-problems").waitFor();
    },
  },
  {
    name: "copy",
    reach: async (page) => {
      const query = "?to=us-east-1%2Csa-east-1%2Ceu-west-1%2Ccn-north-1";
      await page.goto(`/user/5/images/${(await goldenWeb()).id}/copy${query}`);
      await page.locator(".plan li").first().waitFor();
    },
  },
  {
    name: "coverage",
    reach: async (page) => {
      await page.goto("/user/5/coverage?drifting=yes");
      await page.locator("table.coverage td[aria-label]").first().waitFor();
      await page.getByRole("region", { name: german("coverage", "what_differs") }).waitFor();
    },
  },
  {
    name: "coverage-details",
    reach: async (page) => {
      await page.goto("/user/5/coverage?q=golden-db");
      await page.locator("table.coverage td[aria-selected]").first().press("Enter");
      await page.getByRole("dialog", { name: german("coverage", "details") }).waitFor();
    },
  },
  {
    name: "coverage-plan",
    reach: async (page) => {
      await page.goto("/user/6/coverage?q=staging");
      await page.locator(".coverage-head button").click();
      await page.getByRole("link", { name: german("coverage", "review") }).click();
      await page.locator(".plan li").first().waitFor();
    },
  },
  { name: "run", reach: (page) => startRun(page, "ca-central-1") },
  {
    name: "runs",
    reach: async (page) => {
      await startRun(page, "mx-central-1");
      await page.goto("/user/5/runs");
      await rows(page).waitFor();
    },
  },
  {
    name: "activity",
    reach: async (page) => {
      await startRun(page, "sa-east-1");
      await page.goto("/user/5/activity");
      await rows(page).waitFor();
    },
  },
  {
    name: "lost",
    reach: async (page) => {
      await page.goto("/nowhere");
      await page.getByRole("heading", { name: german("shell", "nothing_here") }).waitFor();
    },
  },
];

test("the search for English words finds one", () => {
  expect(englishWords).toBeGreaterThan(400);
  const both = ["Register image", "1,204 gaps", "Page 2 of 3", "golden-web", "Image registrieren", "1 Image"];
  expect(englishAmong(both)).toHaveLength(3);
});

test.describe("in a German browser", () => {
  test.use({ locale: "de-DE" });

  for (const { name, reach } of STATES) {
    test(`${name} speaks German`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await page.setViewportSize({ width: 1440, height: 900 });
      await reach(page);
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      expect(englishAmong(await texts(page))).toEqual([]);
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `no sideways scrolling at ${width} px`).toBeLessThanOrEqual(width);
        await page.screenshot({ path: `tests/e2e/results/screenshots/de-${name}-${width}.png` });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`);
        expect(told, `axe at ${width} px`).toEqual([]);
      }
    });
  }

  test("numbers and times are German too", async ({ page }) => {
    await page.goto("/user/5/images");
    await rows(page).waitFor();
    await expect(page.locator("time").first()).toHaveText(/^vor \d/);
  });

  test("English can be chosen instead", async ({ page }) => {
    await page.goto("/user/5/images");
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Images");
    await expect(page.getByRole("button", { name: "Refresh" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});

test("German is chosen, remembered and fetched once; nobody else fetches it", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("part_german")) fetched.push(request.url());
  });
  await page.goto("/user/5/images?name=golden-web");
  await rows(page).waitFor();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(fetched).toEqual([]);

  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("button", { name: german("images", "refresh") })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  expect(new URL(page.url()).search, "the address keeps everything").toBe("?name=golden-web");
  expect(fetched).toHaveLength(1);

  await page.goto("/user/5/activity");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(german("activity", "activity"));
});

test("a browser that speaks neither is spoken to in English; where German cannot be fetched, too", async ({
  browser,
  baseURL,
}) => {
  for (const [locale, abort] of [["fr-FR", false], ["de-DE", true]] as const) {
    const context = await browser.newContext({ locale, baseURL: String(baseURL) });
    const page = await context.newPage();
    if (abort) await page.route("**/part_german*", (route) => route.abort());
    await page.goto("/user/5/activity");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Activity");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await context.close();
  }
});
