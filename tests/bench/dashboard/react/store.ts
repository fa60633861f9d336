// All images of the scope, read once, line by line as they come.
import { type Entry, entry, type Image } from "./image.ts";

/** While images stream in the page is drawn anew this often: as the dashboard does it. */
const TELL_MS = 100;

type Line = { type: "page"; images: Image[] } | { type: "start" | "gap" | "end" };

const entries: Entry[] = [];
let shown: readonly Entry[] = entries;
const listeners = new Set<() => void>();

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The images so far. The same list for as long as nobody was told of more. */
export function snapshot(): readonly Entry[] {
  return shown;
}

function tell(): void {
  shown = entries.slice();
  listeners.forEach((listener) => listener());
}

let telling = false;
function tellSoon(): void {
  if (!telling) {
    telling = true;
    setTimeout(() => {
      telling = false;
      tell();
    }, TELL_MS);
  }
}

function take(text: string): void {
  const line = JSON.parse(text) as Line;
  if (line.type === "page") {
    const first = entries.length === 0;
    line.images.forEach((image) => entries.push(entry(image)));
    // The first rows are on screen as soon as they are there.
    if (first) {
      tell();
    } else {
      tellSoon();
    }
  }
}

export async function read(url: string): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) {
    throw new Error(`no inventory: ${answer.status}`);
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
    if (done) {
      break;
    }
  }
  tell();
}
