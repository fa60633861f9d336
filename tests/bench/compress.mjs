// @ts-check
// Passes requests on to a worker and compresses its answers as Cloudflare does between a worker and a
// browser: brotli, quality 5, for what is worth it. A worker alone sends them as they are.
//
//   node compress.mjs WORKER_URL
//
// Prints `listening on URL` and stops when stdin ends.
import { createServer, request } from "node:http";
import { constants, createBrotliCompress } from "node:zlib";

const [target] = process.argv.slice(2);
if (target === undefined) {
  throw new Error("no worker is named");
}
const WORTH_IT = /^(text\/|application\/(json|javascript|wasm|x-ndjson)|image\/svg)/;

const server = createServer((incoming, outgoing) => {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? "/", target), { method, headers }, (answer) => {
    const takes = String(headers["accept-encoding"]).includes("br");
    const { "content-length": length, ...rest } = answer.headers;
    if (!takes || !WORTH_IT.test(rest["content-type"] ?? "") || rest["content-encoding"] !== undefined) {
      outgoing.writeHead(answer.statusCode ?? 502, length === undefined ? rest : { ...rest, "content-length": length });
      answer.pipe(outgoing);
      return;
    }
    const smaller = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    outgoing.writeHead(answer.statusCode ?? 502, { ...rest, "content-encoding": "br", vary: "accept-encoding" });
    if (rest["content-type"] === "application/x-ndjson") {
      // Lines go on as they come.
      answer.on("data", () => smaller.flush());
    }
    answer.pipe(smaller).pipe(outgoing);
  });
  onward.on("error", (error) => outgoing.destroy(error));
  incoming.pipe(onward);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});

const stop = () => {
  server.close();
  server.closeAllConnections();
};
process.stdin.on("end", stop).resume();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
