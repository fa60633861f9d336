// @ts-check
// A stream of text that goes on for as long as somebody reads it.

export class Stream {
  /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
  #controller;
  #encoder = new TextEncoder();

  /** For the response. */
  readable = new ReadableStream({
    start: (controller) => {
      this.#controller = controller;
    },
    cancel: () => {
      this.#controller = undefined;
    },
  });

  /**
   * Hands over some text; false where nobody reads any more.
   *
   * @param {string} text
   * @returns {boolean}
   */
  write(text) {
    try {
      this.#controller?.enqueue(this.#encoder.encode(text));
    } catch {
      this.#controller = undefined;
    }
    return this.#controller !== undefined;
  }
}

/**
 * Lines that several read, each from the first one on, as fast as they can: what a slow reader has
 * not read yet is kept once for all.
 */
export class Feed {
  /** @type {Uint8Array[]} */
  #lines = [];
  #over = false;
  #readers = 0;
  /** @type {(() => void)[]} */
  #waiting = [];

  /** How many read. */
  get readers() {
    return this.#readers;
  }

  /**
   * Adds a line.
   *
   * @param {Uint8Array} line
   */
  write(line) {
    // Copied, because the memory of WebAssembly may move.
    this.#lines.push(line.slice());
    this.#wake();
  }

  /** No more lines come. */
  end() {
    this.#over = true;
    this.#wake();
  }

  #wake() {
    this.#waiting.splice(0).forEach((wake) => wake());
  }

  /**
   * For the response of one reader.
   *
   * @returns {ReadableStream<Uint8Array>}
   */
  readable() {
    let at = 0;
    this.#readers += 1;
    return new ReadableStream({
      pull: async (controller) => {
        while (at === this.#lines.length && !this.#over) {
          await new Promise((/** @type {(value: void) => void} */ resolve) => {
            this.#waiting.push(resolve);
          });
        }
        const line = this.#lines[at];
        if (line === undefined) {
          this.#readers -= 1;
          controller.close();
        } else {
          at += 1;
          controller.enqueue(line);
        }
      },
      cancel: () => {
        this.#readers -= 1;
      },
    });
  }
}

/**
 * @param {number} ms
 * @returns {Promise<void>}
 */
export function sleep(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
