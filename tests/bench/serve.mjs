// @ts-check
// Serves a worker in workerd itself, with nothing in front of it.
//
//   node serve.mjs CONFIG.capnp
//
// Prints `listening on URL as PID after MS` and stops when stdin ends, so that it never outlives the
// program that started it. What the worker prints is dropped: its log is for other programs, and to
// read it here would cost the time that is measured.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [config] = process.argv.slice(2);
if (config === undefined) {
  throw new Error("no configuration is named");
}
// The one that wrangler brings, whose version is pinned with it.
const wrangler = createRequire(createRequire(import.meta.url).resolve("wrangler"));
/** @type {{ default: string }} */
const { default: program } = wrangler("workerd");

const began = performance.now();
const workerd = spawn(program, ["serve", "--experimental", "--control-fd=3", config], {
  stdio: ["ignore", "ignore", "inherit", "pipe"],
});

const control = workerd.stdio[3];
if (control === null || control === undefined || !("readable" in control)) {
  throw new Error("workerd has no control pipe");
}
createInterface({ input: /** @type {import("node:stream").Readable} */ (control) }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.event === "listen" && message.socket === "http") {
    const took = (performance.now() - began).toFixed(1);
    console.log(`listening on http://127.0.0.1:${message.port} as ${workerd.pid} after ${took}`);
  }
});

const stop = () => workerd.kill("SIGTERM");
process.stdin.on("end", stop).resume();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
workerd.on("exit", (code) => process.exit(code ?? 0));
