// Requests byte for byte, over a socket of their own: a client library would tidy them up.
import { connect } from "node:net";
import { edgeUrl } from "./environment.ts";

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const host = new URL(edgeUrl).host;

/** Sends these bytes, then waits for the answer and the end of the connection. */
export function exchange(parts: (string | Buffer)[], within = 20_000): Promise<RawAnswer> {
  const { hostname, port } = new URL(edgeUrl);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const done = () => {
      socket.destroy();
      const answer = read(Buffer.concat(chunks));
      if (answer === undefined) {
        reject(new Error(`no whole answer: ${Buffer.concat(chunks)}`));
      } else {
        resolve(answer);
      }
    };
    socket.setTimeout(within, done);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      if (isWhole(Buffer.concat(chunks))) {
        done();
      }
    });
    socket.on("end", done);
    // A server that refuses a body it has not read may reset the connection behind its answer.
    socket.on("error", (error) => (chunks.length > 0 ? done() : reject(error)));
    for (const part of parts) {
      socket.write(part);
    }
  });
}

/** A request with these lines at its head. */
export function request(line: string, headers: string[] = [], body: string | Buffer = ""): Buffer {
  const head = [`${line} HTTP/1.1`, `host: ${host}`, "connection: close", ...headers];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(body)]);
}

/** A POST of this body to this path. */
export function post(path: string, body: string | Buffer, headers = ["content-type: application/json"]): Buffer {
  const bytes = Buffer.from(body);
  return request(`POST ${path}`, [`content-length: ${bytes.length}`, ...headers], bytes);
}

function split(bytes: Buffer): { head: string; body: Buffer } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  return end < 0 ? undefined : { head: bytes.subarray(0, end).toString("latin1"), body: bytes.subarray(end + 4) };
}

function fields(head: string): Record<string, string> {
  const lines = head.split("\r\n").slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function isWhole(bytes: Buffer): boolean {
  const parts = split(bytes);
  const length = parts && fields(parts.head)["content-length"];
  return parts !== undefined && length !== undefined && parts.body.length >= Number(length);
}

function read(bytes: Buffer): RawAnswer | undefined {
  const parts = split(bytes);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(parts?.head ?? "")?.[1];
  if (parts === undefined || status === undefined) {
    return undefined;
  }
  return { status: Number(status), headers: fields(parts.head), body: parts.body.toString() };
}
