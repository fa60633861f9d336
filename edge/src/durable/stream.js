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
