// @ts-check
// A team of Cloudflare Access, as far as the edge asks it: its public keys.
//
//   node team.mjs
//
// Prints `listening on URL`, and stops when stdin ends. Tests say what it answers:
//   PUT /_team {"keys": [JWK…], "down": bool}   these keys from now on; down: every connection breaks
//   GET /_team                                  {"asked": how often the keys were asked for since then}
import { createServer } from "node:http";

let keys = /** @type {unknown[]} */ ([]);
let down = false;
let asked = 0;

const server = createServer(async (request, response) => {
  const json = (/** @type {unknown} */ body) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(body));
  };
  if (request.url === "/_team" && request.method === "PUT") {
    let text = "";
    for await (const chunk of request) {
      text += chunk;
    }
    ({ keys, down } = JSON.parse(text));
    asked = 0;
    json({});
  } else if (request.url === "/_team") {
    json({ asked });
  } else if (request.url === "/cdn-cgi/access/certs") {
    asked += 1;
    if (down) {
      request.socket.destroy();
    } else {
      json({ keys });
    }
  } else {
    response.statusCode = 404;
    response.end();
  }
});

process.stdin.on("end", () => process.exit()).resume();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("no port");
  }
  console.log(`listening on http://127.0.0.1:${address.port}`);
});
