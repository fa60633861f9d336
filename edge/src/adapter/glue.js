// @ts-check
// What the worker asks of the runtime for every request, each in one call. Each of these could be
// written in Rust, as a dozen calls into JavaScript; but each such call, each text that goes along with
// it and each promise in between takes time (docs/ARCHITECTURE.md, "Speed").
//
// Headers come and go as one text: name, line feed, value, line feed, and so on. No header has a line
// feed in it.

// Whenever a promise that Rust waits for is settled, Rust asks for a microtask. The runtime's own way
// makes a native function of each callback; a promise that is done does the same for a quarter of it.
const done = Promise.resolve();
globalThis.queueMicrotask = (callback) => {
  done.then(() => {
    try {
      callback();
    } catch (error) {
      // As the runtime does: what listens for errors learns of a panic.
      reportError(error);
    }
  });
};

/**
 * Method, URL and headers of a request, as one text.
 *
 * @param {Request} request
 * @returns {string}
 */
export function head(request) {
  let text = `${request.method}\n${request.url}\n`;
  for (const [name, value] of request.headers) {
    text += `${name}\n${value}\n`;
  }
  return text;
}

/**
 * The whole body of a request, which may take `ms` milliseconds and have `limit` bytes.
 *
 * @param {Request} request
 * @param {number} ms
 * @param {number} limit
 * @returns {Promise<Uint8Array | string>} in place of the body the name of what went wrong
 */
export function body(request, ms, limit) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, "late");
    read(request, limit)
      .then((bytes) => resolve(bytes ?? "large"), () => resolve("broken"))
      .finally(() => clearTimeout(timer));
  });
}

/**
 * Sends a request once and reads the answer, all of it within `ms` milliseconds.
 *
 * @param {string} url
 * @param {string} method
 * @param {string} headers
 * @param {Uint8Array | undefined} body
 * @param {Request | undefined} inbound a GET that came in with a body, to be sent with that body:
 *   such a request cannot be built from parts, nor may its method be named
 * @param {number} ms
 * @param {number} limit most bytes of the answer's body
 * @returns {Promise<[status: number, date: string | null, body: Uint8Array | string] | string>}
 *   in place of the body, or of all, the name of what went wrong
 */
export async function send(url, method, headers, body, inbound, ms, limit) {
  // One signal for headers and body of the answer.
  const signal = AbortSignal.timeout(ms);
  const lost = () => (signal.aborted ? "late" : "broken");
  /** @type {RequestInit} */
  const init = { headers: members(headers), redirect: "manual", signal };
  if (method === "GET") {
    // Nothing else is ever kept, and to say so takes time.
    init.cache = "no-store";
  }
  let answer;
  try {
    if (inbound === undefined) {
      // Copied, because the memory of WebAssembly may move.
      answer = await fetch(url, { ...init, method, body: body?.slice() ?? null });
    } else {
      // Copied, so that it can go out a second time.
      answer = await fetch(new Request(new Request(url, inbound.clone()), init));
    }
  } catch {
    return lost();
  }
  const date = answer.headers.get("date");
  try {
    return [answer.status, date, (await read(answer, limit)) ?? "large"];
  } catch {
    return [answer.status, date, lost()];
  }
}

/**
 * The whole body; null where it is larger than `limit`.
 *
 * @param {Request | Response} message
 * @param {number} limit
 * @returns {Promise<Uint8Array | null>}
 */
async function read(message, limit) {
  if (announced(message.headers) <= limit) {
    return new Uint8Array(await message.arrayBuffer());
  }
  const chunks = [];
  let size = 0;
  const reader = message.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    size += value.length;
    if (size > limit) {
      // Whether the sender can be told that the rest is not wanted makes no difference to anybody.
      await reader?.cancel().catch(() => {});
      return null;
    }
    chunks.push(value);
  }
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) {
    return only;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * How long a body is: infinitely where that is not certain. A body in chunks may have another length
 * than the header says, and an encoded one is longer.
 *
 * @param {Headers} headers
 * @returns {number}
 */
function announced(headers) {
  const length = headers.get("content-length");
  const certain = !headers.has("transfer-encoding") && !headers.has("content-encoding");
  return length !== null && certain ? Number(length) : Infinity;
}

/**
 * A response.
 *
 * @param {number} status
 * @param {string} headers
 * @param {Uint8Array | undefined} body
 * @returns {Response}
 */
export function response(status, headers, body) {
  // Copied, because the memory of WebAssembly may move.
  return new Response(body?.slice() ?? null, { status, headers: members(headers) });
}

/**
 * Headers as an object: the runtime reads one in half the time that a list of pairs takes.
 *
 * @param {string} headers
 * @returns {Record<string, string>}
 */
function members(headers) {
  const parts = headers.split("\n");
  /** @type {Record<string, string>} */
  const list = {};
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = parts[at] ?? "";
    const value = parts[at + 1] ?? "";
    // A header that is there twice means the same as one with both values.
    list[name] = Object.hasOwn(list, name) ? `${list[name]}, ${value}` : value;
  }
  return list;
}
