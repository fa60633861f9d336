// Every page and state in both themes, without an accessibility violation and without sideways
// scrolling; screenshots go to results/screenshots, to be looked at.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { inventoryIs } from "./support/inventory.ts";
import { looksAsBefore } from "./support/looks.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb, one } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";
import { CopyPage } from "./support/pages/copy.ts";
import { CoveragePage } from "./support/pages/coverage.ts";
import { RegisterPage } from "./support/pages/register.ts";
import { RunPage } from "./support/pages/run.ts";

// Accessibility checks of a full page take seconds.
test.describe.configure({ timeout: 90_000 });

const WIDTHS = [360, 1440, 1920];
/** What is left of a window 1,280 px wide at 400 % (WCAG 2.2, 1.4.10). */
const ZOOMED = 320;

interface State {
  name: string;
  reach: (page: Page) => Promise<void>;
}

const list = '{"data":[],"errors":[],"meta":{},"warnings":[],"pagination":{}}';

const STATES: State[] = [
  {
    name: "images",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await page.locator("tbody tr:not(.skeleton)").first().waitFor();
    },
  },
  {
    name: "images-filtered",
    reach: async (page) => {
      await page.goto("/user/5/images?name=golden-web&cloudPlatform=ec2&deprecated=false");
      await page.locator("tbody tr:not(.skeleton)").first().waitFor();
    },
  },
  {
    name: "images-selected",
    reach: async (page) => {
      await page.goto(`/user/5/images?q=golden-web&selected=${(await goldenWeb()).id}`);
      await page.getByRole("region", { name: "Selected images" }).waitFor();
    },
  },
  {
    name: "images-loading",
    reach: async (page) => {
      // Answers never come, so that the state lasts for as long as it is looked at.
      await page.route("**/edge/inventory?*", () => undefined);
      await page.goto("/user/5/images");
      await page.locator("tr.skeleton").first().waitFor();
      await page.waitForFunction(() => {
        const row = document.querySelector("tr.skeleton");
        return row !== null && getComputedStyle(row).opacity === "1";
      });
    },
  },
  {
    name: "images-empty",
    reach: async (page) => {
      await sim.fault(
        { pathContains: "/images/" },
        { kind: "bare_status", status: 200, contentType: "application/json", body: list },
      );
      await page.goto("/user/6/images");
      await page.getByText("There are no images in Staging yet.").waitFor();
    },
  },
  {
    name: "images-no-match",
    reach: async (page) => {
      await page.goto("/user/5/images?name=no-such-image");
      await page.getByText("No image matches.").waitFor();
    },
  },
  {
    name: "images-failed",
    reach: async (page) => {
      await sim.fault({ pathContains: "/images/" }, { kind: "html", status: 502 });
      await page.goto("/user/5/images");
      await page.getByRole("alert").first().waitFor();
    },
  },
  {
    name: "palette",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await page.locator("tbody tr:not(.skeleton)").first().waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("golden");
      await page.getByRole("option", { name: /golden-web/ }).first().waitFor();
    },
  },
  {
    name: "shortcuts",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await page.locator("tbody tr:not(.skeleton)").first().waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    },
  },
  {
    name: "images-gap",
    reach: async (page) => {
      await inventoryIs(page, ["start", "page", "gap", "end"]);
      await page.goto("/user/5/images");
      await page.getByText("Some images may be missing here").waitFor();
    },
  },
  {
    name: "image-detail",
    reach: async (page) => {
      await page.goto(`/user/5/images/${(await goldenWeb()).id}?name=golden-web`);
      await page.getByText("Scalr id").waitFor();
    },
  },
  {
    name: "image-gone",
    reach: async (page) => {
      await page.goto("/user/5/images/5a1a3fd0-1111-4222-8333-00000000dead");
      await page.getByText("Scalr has no image with this id").waitFor();
    },
  },
  {
    name: "scopes",
    reach: async (page) => {
      await page.goto("/user/5/images?name=golden-web");
      await page.locator("tbody tr:not(.skeleton)").first().waitFor();
      await page.getByRole("button", { name: /Production/ }).click();
    },
  },
  {
    name: "register",
    reach: async (page) => {
      await new RegisterPage(page).open("user/5");
    },
  },
  {
    name: "register-errors",
    reach: async (page) => {
      const register = new RegisterPage(page);
      await register.open("user/5");
      await register.name.fill("golden_web.1");
      await register.submit.click();
      await page.getByRole("alert").first().waitFor();
    },
  },
  {
    name: "register-done",
    reach: async (page) => {
      const register = new RegisterPage(page);
      await register.open("user/5");
      await register.fill({ name: "golden-new", id: "ami-0abcdef1234567890" });
      await register.size.fill("20");
      await register.submit.click();
      await page.getByText(/overwritten/).first().waitFor();
    },
  },
  {
    name: "register-conflict",
    reach: async (page) => {
      const image = await goldenWeb();
      const register = new RegisterPage(page);
      await register.open("user/5");
      await register.fill({ name: "golden-web", id: image.cloudImageId });
      await register.submit.click();
      await page.getByText("UnicityViolation").first().waitFor();
    },
  },
  {
    name: "copy",
    reach: async (page) => {
      await new CopyPage(page).open("user/5", (await goldenWeb()).id, "?to=ap-northeast-1");
    },
  },
  {
    name: "copy-many",
    reach: async (page) => {
      await new CopyPage(page).open("user/5", (await goldenWeb()).id, "?to=us-east-1%2Csa-east-1");
      await page.getByRole("button", { name: "Europe", exact: true }).click();
      await page.getByText("An image of this name is there").first().waitFor();
    },
  },
  {
    name: "coverage",
    reach: async (page) => {
      await new CoveragePage(page).open("user/5");
    },
  },
  {
    name: "coverage-chosen",
    reach: async (page) => {
      const coverage = new CoveragePage(page);
      await coverage.open("user/5", "?drifting=yes&add=ap-east-1");
      await page.getByRole("button", { name: /^Fill \d+ gaps? in these rows$/ }).click();
      await coverage.bar.waitFor();
    },
  },
  {
    name: "coverage-details",
    reach: async (page) => {
      const coverage = new CoveragePage(page);
      await coverage.open("user/5", "?q=golden-db");
      await coverage.cell("golden-db", "eu-central-1").press("Enter");
      await coverage.details.getByText("Size: 20 GB").waitFor();
    },
  },
  {
    name: "coverage-plan",
    reach: async (page) => {
      const coverage = new CoveragePage(page);
      await coverage.open("user/6", "?q=staging");
      await page.getByRole("button", { name: /^Fill \d+ gaps? in these rows$/ }).click();
      await coverage.review.click();
      await coverage.plans.first().waitFor();
    },
  },
  {
    name: "coverage-export",
    reach: async (page) => {
      await new CoveragePage(page).open("user/5");
      await page.getByText("Export", { exact: true }).click();
      await page.getByRole("region", { name: "Export" }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "coverage-no-match",
    reach: async (page) => {
      await page.goto("/user/5/coverage?q=no-such-image");
      await page.getByText("No image is like that.").waitFor();
    },
  },
  {
    name: "coverage-failed",
    reach: async (page) => {
      await page.route("**/edge/inventory?*", (route) => route.fulfill({ status: 502, body: "" }));
      await page.goto("/user/5/coverage");
      await page.getByRole("alert").first().waitFor();
    },
  },
  {
    name: "run",
    reach: async (page) => {
      await sim.fault(
        { pathContains: "/actions/copy/", region: "us-west-1" },
        { kind: "status", status: 403, code: "ScopeViolation", message: "The image is of another scope." },
      );
      const copying = new CopyPage(page);
      await copying.open("user/5", (await goldenWeb()).id, "?to=us-east-1%2Cus-west-1%2Cca-central-1");
      await copying.start.click();
      const run = new RunPage(page);
      await run.row("us-west-1").getByText("Rejected").waitFor();
      await run.row("ca-central-1").getByText("Listed by Scalr").waitFor();
    },
  },
  {
    name: "run-unknown",
    reach: async (page) => {
      await sim.fault({ pathContains: "/actions/copy/" }, { kind: "reset_before" });
      const copying = new CopyPage(page);
      await copying.open("user/5", (await goldenWeb()).id, "?to=us-gov-west-1%2Cus-east-2&duplicates=yes");
      await copying.start.click();
      await new RunPage(page).row("us-east-2").getByRole("button", { name: /^Send another/ }).click();
      await page.getByRole("group", { name: "A second copy?" }).waitFor();
    },
  },
  {
    name: "runs",
    reach: async (page) => {
      const copying = new CopyPage(page);
      await copying.open("user/5", (await goldenWeb()).id, "?to=mx-central-1");
      await copying.start.click();
      const run = new RunPage(page);
      await run.opened();
      await run.expectTaken("mx-central-1");
      await page.goto("/user/5/runs");
      await page.locator("tbody tr").first().waitFor();
    },
  },
  {
    name: "runs-empty",
    reach: async (page) => {
      await page.goto("/user/778/runs");
      await page.getByText("Nothing was copied to several regions here yet").waitFor();
    },
  },
  {
    name: "register-unknown",
    reach: async (page) => {
      await sim.fault({ method: "POST", pathContains: "/images/" }, { kind: "html", status: 502 });
      const register = new RegisterPage(page);
      await register.open("user/5");
      await register.fill({ name: "golden-new", id: "ami-0abcdef1234567890" });
      await register.submit.click();
      await page.getByText("Scalr does not list it.").waitFor();
    },
  },
  {
    name: "sign-in-expired",
    reach: async (page) => {
      await page.goto("/user/5/images");
      await page.locator("tbody tr:not(.skeleton)").first().waitFor();
      await page.route("**/edge/inventory?*", (route) => route.fulfill({ status: 401, body: "Sign in" }));
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.getByText("Your sign-in has expired").waitFor();
    },
  },
  {
    name: "copy-refused",
    reach: async (page) => {
      const image = await one("user/5", { scope: "scalr", cloudPlatform: "ec2" });
      await page.goto(`/user/5/images/${image.id}/copy`);
      await page.getByText("It belongs to another scope").waitFor();
    },
  },
  {
    name: "activity",
    reach: async (page) => {
      const copying = new CopyPage(page);
      await copying.open("user/5", (await goldenWeb()).id, "?to=sa-east-1");
      await copying.start.click();
      await new RunPage(page).expectTaken("sa-east-1");
      await page.goto("/user/5/activity");
      await page.locator("tbody tr").first().waitFor();
    },
  },
  {
    name: "activity-empty",
    reach: async (page) => {
      await page.goto("/user/777/activity");
      await page.getByText("Nobody has registered").waitFor();
    },
  },
  {
    name: "lost",
    reach: async (page) => {
      await page.goto("/nowhere");
      await page.getByRole("heading", { name: "Nothing here" }).waitFor();
    },
  },
];

async function fits(page: Page, width: number): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, `no sideways scrolling at ${width} px`).toBeLessThanOrEqual(width);
}

async function isAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`);
  expect(told, `axe ${where}`).toEqual([]);
}

for (const { name, reach } of STATES) {
  for (const scheme of ["light", "dark"] as const) {
    test(`${name} in ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width: 1440, height: 900 });
      await reach(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
        await fits(page, width);
        await page.screenshot({ path: `tests/e2e/results/screenshots/${name}-${width}-${scheme}.png` });
        await looksAsBefore(page, `${name}-${width}-${scheme}`);
        // The structure of a page does not depend on the theme, so that dark needs one width only.
        if (width === 1440 || (width === 360 && scheme === "light")) {
          await isAccessible(page, `at ${width} px`);
        }
      }
      if (scheme === "dark") {
        return;
      }
      await page.setViewportSize({ width: ZOOMED, height: 256 });
      await fits(page, ZOOMED);
      await page.setViewportSize({ width: ZOOMED, height: 780 });
      await page.screenshot({ path: `tests/e2e/results/screenshots/${name}-${ZOOMED}-light.png` });
      // All of it in sight: axe takes what lies half under a bar for a target that is too small.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: ZOOMED, height: Math.max(height, 780) });
      await isAccessible(page, `at ${ZOOMED} px`);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ forcedColors: "active" });
      await isAccessible(page, "in forced colours");
      await page.screenshot({ path: `tests/e2e/results/screenshots/${name}-1440-forced.png` });
    });
  }
}

test("the theme can be chosen, is remembered, and is there before the first paint", async ({
  page,
  pageFaults,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/user/5/images");
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  const button = page.getByRole("button", { name: /^Theme: / });
  await expect(button).toHaveAccessibleName("Theme: System. Switch to Light");
  await button.click();
  await button.click();
  await expect(button).toHaveAccessibleName("Theme: Dark. Switch to System");
  const dark = await background();
  expect(dark).not.toBe(light);

  await page.route("**/*.wasm", (route) => route.abort());
  await page.reload({ waitUntil: "domcontentloaded" });
  expect(await background()).toBe(dark);
  await expect(page.getByText("The dashboard could not be started.")).toBeVisible();
  // The modules that were kept away, by the browser and by the script that wanted the first of them;
  // no more.
  const faults = pageFaults.splice(0);
  expect(new Set(faults)).toEqual(new Set(["Failed to load resource: net::ERR_FAILED", "Failed to fetch"]));
  expect(faults.filter((fault) => fault === "Failed to fetch")).toHaveLength(1);
});
