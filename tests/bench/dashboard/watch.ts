// How long a page takes until it shows what is waited for. It is handed to the browser as its source, so it
// refers to nothing outside.

/** Elements, each the first of a selector, and what their text has to be like. */
export type Wanted = [selector: string, pattern: string][];

declare global {
  interface Window {
    bench: {
      /** Begins to wait for something under a name. The time counts from the next key or click, or from the
       * beginning of the navigation. */
      want: (name: string, wanted: Wanted, from: "input" | "navigation") => void;
      /** For each name, how long it took until it was drawn, in milliseconds. */
      shown: Record<string, Promise<number>>;
      /** Those of the page's WebAssembly modules. */
      memories: WebAssembly.Memory[];
    };
  }
}

/** Runs in the page before anything of its own, after `watchDrawing`. */
export function watchWanted(): void {
  interface Wait {
    wanted: Wanted;
    from: number | undefined;
    resolve: (took: number) => void;
  }
  let waits: Wait[] = [];
  const bench: Window["bench"] = {
    shown: {},
    memories: [],
    want: (name, wanted, from) => {
      bench.shown[name] = new Promise((resolve) => {
        waits.push({ wanted, from: from === "navigation" ? 0 : undefined, resolve });
      });
    },
  };
  window.bench = bench;

  const keep = ({ exports }: WebAssembly.Instance) => {
    const memories = Object.values(exports).filter((value) => value instanceof WebAssembly.Memory);
    bench.memories = [...new Set([...bench.memories, ...memories])];
  };
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...args) => {
    const made = await instantiate.apply(WebAssembly, args);
    keep(made.instance);
    return made;
  };

  // When the browser got it, not when the page found time for it.
  const began = ({ timeStamp }: Event) => waits.forEach((wait) => (wait.from ??= timeStamp));
  addEventListener("keydown", began, { capture: true });
  addEventListener("click", began, { capture: true });

  const isThere = ([selector, pattern]: Wanted[number]) => {
    const text = document.querySelector(selector)?.textContent;
    return text !== undefined && new RegExp(pattern).test(text);
  };
  window.drawing.onDrawn(() => {
    const now = performance.now();
    waits = waits.filter(({ wanted, from, resolve }) => {
      const done = from !== undefined && wanted.every(isThere);
      if (done) {
        resolve(now - from);
      }
      return !done;
    });
  });
}
