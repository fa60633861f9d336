import { defineConfig } from "@playwright/test";
import { chromium, edgeUrl, isRoot } from "./support/environment.ts";

// Run by `cargo xtask test e2e`, which builds and starts everything and sets the environment.
export default defineConfig({
  testDir: ".",
  outputDir: "results/artifacts",
  // How pages look (support/looks.ts).
  snapshotPathTemplate: "{testDir}/references/{arg}{ext}",
  updateSnapshots: process.env["LOOKS"] === "renew" ? "all" : "none",
  // All tests share one stand-in Scalr, whose faults and request log belong to one test at a time.
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  // Whatever is run of the tests, the search for leaks comes after it.
  projects: [
    { name: "tests", testIgnore: "canary.spec.ts", teardown: "canary" },
    { name: "canary", testMatch: "canary.spec.ts" },
  ],
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    baseURL: edgeUrl,
    browserName: "chromium",
    launchOptions: {
      executablePath: chromium,
      // Chromium refuses its sandbox to root.
      args: isRoot ? ["--no-sandbox"] : [],
    },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
