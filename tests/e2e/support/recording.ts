// Reading what the recorder kept: the answers of a connection, with their bodies unpacked.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, constants, gunzipSync } from "node:zlib";

export interface Recorded {
  head: string;
  body: Buffer;
}

/** Every answer in a folder of recordings and the folders in it. */
export function* recorded(folder: string): Generator<Recorded> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((name) => name.endsWith(".answers"))) {
    yield* answers(readFileSync(join(folder, name)));
  }
}

/** The answers of one connection. The last one may be cut off, where the client left. */
export function* answers(bytes: Buffer): Generator<Recorded> {
  for (let rest = bytes; rest.length > 0; ) {
    const end = rest.indexOf("\r\n\r\n");
    const head = rest.subarray(0, end < 0 ? rest.length : end).toString("latin1");
    const behind = end < 0 ? rest.subarray(rest.length) : rest.subarray(end + 4);
    const { body, length } = take(head, behind);
    yield { head, body: unpack(head, body) };
    rest = behind.subarray(length);
  }
}

function field(head: string, name: string): string | undefined {
  return new RegExp(`^${name}:\\s*(.*)$`, "im").exec(head)?.[1]?.trim().toLowerCase();
}

function take(head: string, behind: Buffer): { body: Buffer; length: number } {
  // An answer to HEAD, or a 304, is followed by the next one at once, whatever length it names.
  if (behind.subarray(0, 9).toString("latin1") === "HTTP/1.1 ") {
    return { body: Buffer.alloc(0), length: 0 };
  }
  if (field(head, "transfer-encoding") === "chunked") {
    return chunks(behind);
  }
  const length = Math.min(Number(field(head, "content-length") ?? behind.length), behind.length);
  return { body: behind.subarray(0, length), length };
}

function chunks(bytes: Buffer): { body: Buffer; length: number } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf("\r\n", at);
    const size = line < 0 ? NaN : Number.parseInt(bytes.subarray(at, line).toString("latin1"), 16);
    if (Number.isNaN(size)) {
      return { body: Buffer.concat(parts), length: bytes.length };
    }
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
    if (size === 0) {
      return { body: Buffer.concat(parts), length: Math.min(at, bytes.length) };
    }
  }
}

function unpack(head: string, body: Buffer): Buffer {
  if (body.length === 0) {
    return body;
  }
  // What is cut off is unpacked as far as it goes.
  switch (field(head, "content-encoding")) {
    case undefined:
      return body;
    case "gzip":
      return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH });
    case "br":
      return brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
    default:
      throw new Error(`an encoding that this test cannot read: ${head}`);
  }
}
