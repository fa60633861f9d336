// What a page does to itself while somebody looks at it. It is handed to the browser as its source, so
// it refers to nothing outside.

/** What was seen since the last `begin`; times in milliseconds, points in time since 1970. */
export interface Seen {
  /** When each region's row first said that Scalr has taken the copy. */
  taken: Record<string, number>;
  /** Time from each frame to the next. */
  frames: number[];
}

declare global {
  interface Window {
    bench: { seen: Seen; begin: () => void; streams: number };
  }
}

/** Runs in the page before anything of its own. */
export function watch(): void {
  const nothing = (): Seen => ({ taken: {}, frames: [] });
  const bench = { seen: nothing(), begin: () => void (bench.seen = nothing()), streams: 0 };
  window.bench = bench;

  window.EventSource = class extends EventSource {
    constructor(...args: ConstructorParameters<typeof EventSource>) {
      super(...args);
      this.addEventListener("open", () => (bench.streams += 1));
    }
  };

  let last: number | undefined;
  const frame = (at: number) => {
    if (last !== undefined) {
      bench.seen.frames.push(at - last);
    }
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  const look = () => {
    const at = performance.timeOrigin + performance.now();
    for (const row of document.querySelectorAll("table.run tbody tr")) {
      const region = row.querySelector("th code")?.textContent ?? "";
      if (!(region in bench.seen.taken) && /(Accepted|Listed) by Scalr/.test(row.textContent ?? "")) {
        bench.seen.taken[region] = at;
      }
    }
  };
  // A message that is sent from within a frame comes when the frame is drawn.
  const drawn = new MessageChannel();
  drawn.port1.onmessage = look;
  let waits = false;
  new MutationObserver(() => {
    if (!waits) {
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        drawn.port2.postMessage(null);
      });
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
