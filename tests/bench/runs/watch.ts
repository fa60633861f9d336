// What a page does to itself while somebody looks at it. It is handed to the browser as its source, so
// it refers to nothing outside.

/** What was seen since the last `begin`; points in time in milliseconds since 1970. */
export interface Seen {
  /** When each region's row first said that Scalr has taken the copy. */
  taken: Record<string, number>;
}

declare global {
  interface Window {
    bench: { seen: Seen; begin: () => void; streams: number };
  }
}

/** Runs in the page before anything of its own, after `watchDrawing`. */
export function watch(): void {
  const nothing = (): Seen => ({ taken: {} });
  const bench = { seen: nothing(), begin: () => void (bench.seen = nothing()), streams: 0 };
  window.bench = bench;

  window.EventSource = class extends EventSource {
    constructor(...args: ConstructorParameters<typeof EventSource>) {
      super(...args);
      this.addEventListener("open", () => (bench.streams += 1));
    }
  };

  window.drawing.onDrawn(() => {
    const at = performance.timeOrigin + performance.now();
    for (const row of document.querySelectorAll("table.run tbody tr")) {
      const region = row.querySelector("th code")?.textContent ?? "";
      if (!(region in bench.seen.taken) && /(Accepted|Listed) by Scalr/.test(row.textContent ?? "")) {
        bench.seen.taken[region] = at;
      }
    }
  });
}
