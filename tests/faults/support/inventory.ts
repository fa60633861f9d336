// The list of all images, as a client reads it.
import type { Edge } from "./edge.ts";
import { PATIENCE_MS } from "./programs.ts";
import { SCOPE } from "./requests.ts";

export type Line =
  | { type: "start"; scope: string; pages: number; at: string }
  | { type: "page"; page: number; images: { id: string; name: string }[] }
  | { type: "gap"; page: number; code: string; message: string }
  | { type: "end"; images: number; gaps: number; whole: boolean; at: string };

type Of<T extends Line["type"]> = Extract<Line, { type: T }>;

/** A stream that is being read. */
export class Reader {
  readonly lines: Line[] = [];
  readonly #answer: Response;

  private constructor(answer: Response) {
    this.#answer = answer;
  }

  static async open(edge: Edge, query = ""): Promise<Reader> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(`${edge.url}/edge/inventory?scope=${SCOPE}${query}`, { signal });
    if (answer.headers.get("content-type") !== "application/x-ndjson") {
      throw new Error(`inventory: ${answer.status} ${await answer.text()}`);
    }
    return new Reader(answer);
  }

  /** Reads on until `enough` says so, and then leaves; or to the end. */
  async read(enough: (lines: Line[]) => boolean = () => false): Promise<this> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of this.#answer.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const parts = text.split("\n");
      text = parts.pop()!;
      this.lines.push(...parts.map((part) => JSON.parse(part) as Line));
      if (enough(this.lines)) {
        return this;
      }
    }
    return this;
  }

  /** The lines of a kind. */
  of<T extends Line["type"]>(type: T): Of<T>[] {
    return this.lines.filter((line): line is Of<T> => line.type === type);
  }

  get start(): Of<"start"> {
    return this.of("start")[0]!;
  }

  get end(): Of<"end"> {
    return this.of("end")[0]!;
  }

  /** The ids of all images. */
  get ids(): string[] {
    return this.of("page").flatMap((page) => page.images.map((image) => image.id));
  }
}

/** Reads all images. */
export async function inventory(edge: Edge, query = ""): Promise<Reader> {
  return (await Reader.open(edge, query)).read();
}
