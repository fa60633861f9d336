// The test functions of every spec: `api` with a fresh stand-in, for tests of the edge alone, and `test`
// with page objects and no fault of the page unseen.
import { expect, test as base } from "@playwright/test";
import * as sim from "./sim.ts";
import { CopyPage } from "./pages/copy.ts";
import { CoveragePage } from "./pages/coverage.ts";
import { ImagesPage } from "./pages/images.ts";
import { RegisterPage } from "./pages/register.ts";
import { RunPage } from "./pages/run.ts";

interface Fixtures {
  pageFaults: string[];
  images: ImagesPage;
  register: RegisterPage;
  copying: CopyPage;
  coverage: CoveragePage;
  run: RunPage;
}

/** What the browser itself says of an answer with an error status; the page shows it too. */
const FAILED_REQUEST = /^Failed to load resource: the server responded with a status of/;

export const api = base.extend<{ freshScalr: void }>({
  freshScalr: [
    async ({}, use) => {
      await sim.reset();
      await use();
      await sim.clearFaults();
    },
    { auto: true },
  ],
});

export const test = api.extend<Fixtures>({
  pageFaults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        const grave = ["error", "warning"].includes(message.type());
        if (grave && !FAILED_REQUEST.test(message.text())) {
          faults.push(message.text());
        }
      });
      await use(faults);
      expect(faults, "errors and warnings of the page").toEqual([]);
    },
    { auto: true },
  ],
  images: async ({ page }, use) => use(new ImagesPage(page)),
  register: async ({ page }, use) => use(new RegisterPage(page)),
  copying: async ({ page }, use) => use(new CopyPage(page)),
  coverage: async ({ page }, use) => use(new CoveragePage(page)),
  run: async ({ page }, use) => use(new RunPage(page)),
});

export { expect };
