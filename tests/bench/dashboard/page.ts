// A page that is measured.
import type { Browser, CDPSession, Page } from "@playwright/test";
import { watchDrawing } from "../support/watch.ts";
import { type Wanted, watchWanted } from "./watch.ts";

/** How far is scrolled, there and back, in pixels, and how fast, in pixels a second. */
const DISTANCE = 3000;
const SPEED = 2500;

/** Nothing that is waited for takes that long. */
const PATIENCE_MS = 60_000;

export class Measured {
  readonly page: Page;
  private readonly devtools: CDPSession;

  private constructor(page: Page, devtools: CDPSession) {
    this.page = page;
    this.devtools = devtools;
  }

  /** Opens a page in a window of its own, with the processor slowed so many times. What is waited for from the
   * start has to be told now. */
  static async open(browser: Browser, url: string, slowed: number, wanted: Record<string, Wanted>): Promise<Measured> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(watchDrawing);
    await page.addInitScript(watchWanted);
    await page.addInitScript((all) => {
      Object.entries(all).forEach(([name, wanted]) => window.bench.want(name, wanted, "navigation"));
    }, wanted);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
    await page.goto(url);
    return new Measured(page, devtools);
  }

  /** How long it took from the input, or the navigation, until this was drawn. */
  async shown(name: string): Promise<number> {
    const shown = async ([name, patience]: [string, number]) => {
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience, undefined));
      return Promise.race([window.bench.shown[name], late]);
    };
    const took = await this.page.evaluate(shown, [name, PATIENCE_MS] as [string, number]);
    if (took === undefined) {
      throw new Error(`"${name}" was not shown within ${PATIENCE_MS} ms`);
    }
    return took;
  }

  /** Does something and tells how long it took from the key or click in it until `wanted` was drawn. */
  async until(wanted: Wanted, act: () => Promise<void>): Promise<number> {
    await this.idle();
    await this.page.evaluate((wanted) => window.bench.want("input", wanted, "input"), wanted);
    await act();
    return this.shown("input");
  }

  /** Does something and waits until `wanted` was drawn, however it came about. */
  async settle(wanted: Wanted, act: () => Promise<void>): Promise<void> {
    await this.page.evaluate((wanted) => window.bench.want("settled", wanted, "navigation"), wanted);
    await act();
    await this.shown("settled");
  }

  /** Waits until the page has nothing to do. */
  private async idle(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  }

  /** Scrolls down and up again with the wheel over an element. Tells how long the longest frame took, but for the
   * first; fails where what should scroll does not. */
  async scroll(over: string, scroller: string): Promise<number> {
    const area = await this.page.locator(over).boundingBox();
    if (area === null) {
      throw new Error(`${over} is not there`);
    }
    const place = { x: area.x + area.width / 2, y: (area.y + 900) / 2 };
    const position = () => this.page.evaluate((scroller) => document.querySelector(scroller)?.scrollTop ?? 0, scroller);
    await this.idle();
    await this.page.evaluate(() => window.drawing.begin());
    const wheel = { ...place, speed: SPEED, gestureSourceType: "mouse" } as const;
    await this.devtools.send("Input.synthesizeScrollGesture", { ...wheel, yDistance: -DISTANCE });
    const bottom = await position();
    await this.devtools.send("Input.synthesizeScrollGesture", { ...wheel, yDistance: DISTANCE });
    const frames = await this.page.evaluate(() => window.drawing.frames);
    // The compositor scrolls, and tells the page where it is with the next frames. A gesture of many steps
    // may end some pixels short.
    const isBack = (scroller: string) => (document.querySelector(scroller)?.scrollTop ?? 0) <= 10;
    await this.page.waitForFunction(isBack, scroller, { timeout: 5_000 }).catch(async () => {
      throw new Error(`${scroller} was scrolled to ${bottom} and back to ${await position()}`);
    });
    if (bottom < DISTANCE / 4) {
      throw new Error(`${scroller} was scrolled to ${bottom} only`);
    }
    return Math.max(...frames.slice(1));
  }

  /** When the page first asked for this path, in milliseconds from the navigation. */
  async asked(path: string): Promise<number> {
    const names = (path: string) =>
      performance.getEntriesByType("resource").find(({ name }) => new URL(name).pathname === path)?.startTime;
    const at = await this.page.evaluate(names, path);
    if (at === undefined) {
      throw new Error(`the page has not asked for ${path}`);
    }
    return at;
  }

  /** What the page holds once garbage is gone, in bytes: JavaScript's heap, what belongs to the document,
   * buffers, and the memory of WebAssembly, which the browser does not count among them. */
  async memory(): Promise<number> {
    await this.devtools.send("HeapProfiler.collectGarbage");
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await this.devtools.send("Runtime.getHeapUsage");
    const memories = await this.page.evaluate(() => window.bench.memories.map(({ buffer }) => buffer.byteLength));
    return memories.reduce((sum, bytes) => sum + bytes, usedSize + embedderHeapUsedSize + backingStorageSize);
  }
}
