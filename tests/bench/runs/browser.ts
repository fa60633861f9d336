// Pages of the dashboard that are watched.
import type { Browser, Page } from "@playwright/test";
import { SCOPE } from "../../faults/support/requests.ts";
import { watchDrawing } from "../support/watch.ts";
import { edge } from "./system.ts";
import { type Seen, watch } from "./watch.ts";

/** A page in a window of its own. */
export async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript(watchDrawing);
  await page.addInitScript(watch);
  return page;
}

/** Opens the list of runs. */
export async function openList(page: Page): Promise<void> {
  await page.goto(`${edge.url}/${SCOPE}/runs`);
  await page.locator("main h1").waitFor();
}

/** Opens the page of a run, and waits until it follows the run. */
export async function openRun(page: Page, id: string): Promise<void> {
  await page.goto(`${edge.url}/${SCOPE}/runs/${id}`);
  await page.locator("table.run tbody tr").first().waitFor();
  await page.waitForFunction(() => window.bench.streams > 0);
}

/** From here on everything counts. */
export async function begin(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.bench.begin();
    window.drawing.begin();
  });
}

/** What the page has seen since then. */
export async function seen(page: Page): Promise<Seen & { frames: number[] }> {
  return page.evaluate(() => ({ ...window.bench.seen, frames: window.drawing.frames }));
}

/** An event of Chromium's trace, as far as it is looked at. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time, in microseconds. */
  tdur?: number;
  args?: { name?: string };
}

/** How much processor time each task of the pages took meanwhile, in milliseconds. The time on the
 * clock would tell about the machine, which everything else runs on as well. */
export async function tasksDuring(browser: Browser, what: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(undefined, { categories: ["disabled-by-default-devtools.timeline"] });
  await what();
  const trace = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const isMain = ({ name, args }: TraceEvent) => name === "thread_name" && args?.name === "CrRendererMain";
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(traceEvents.filter(isMain).map(thread));
  const tasks = traceEvents.filter((event) => event.name === "RunTask" && pages.has(thread(event)));
  return tasks.map(({ tdur }) => (tdur ?? 0) / 1000);
}
