// @ts-check
// Passes connections on to a server, byte for byte, and keeps everything that the server says.
//
//   node recorder.mjs ORIGIN FOLDER
//
// FOLDER gets a file for each connection. Prints `listening on URL`, and stops when stdin ends.
import { createWriteStream } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";

const [origin, folder] = process.argv.slice(2);
if (origin === undefined || folder === undefined) {
  throw new Error("usage: recorder.mjs ORIGIN FOLDER");
}
const { hostname, port } = new URL(origin);
let connections = 0;

const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  connections += 1;
  const record = createWriteStream(join(folder, `${connections}.answers`), { mode: 0o600 });
  const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
  client.pipe(upstream);
  upstream.pipe(client);
  upstream.on("data", (bytes) => record.write(bytes));
  upstream.on("close", () => record.end());
  // What ends badly on one side ends badly on the other.
  client.on("error", () => upstream.resetAndDestroy());
  upstream.on("error", () => client.resetAndDestroy());
  client.on("close", () => upstream.destroy());
});

process.stdin.on("end", () => process.exit()).resume();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") {
    console.log(`listening on http://127.0.0.1:${address.port}`);
  }
});
