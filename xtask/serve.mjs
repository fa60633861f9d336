// @ts-check
// Serves the built worker in workerd, as edge/wrangler.toml describes it.
//
//   node serve.mjs SETTINGS_FILE
//
// SETTINGS_FILE is JSON: {"host", "port", "state", "vars", "log", "assets"}; port 0 takes a free one.
// Where a file `log` is named, it gets what the worker writes, and the console only its errors; where
// a folder `assets` is named, its files are served and not those that wrangler.toml names. Prints
// `listening on URL` once it answers, and stops when stdin ends, so that it never outlives the
// program that started it.
//
// `wrangler dev` would serve the same worker behind a second workerd and an esbuild service, look
// for updates and for `Request.cf` on the network, and leave workerd behind when it is killed.
import { createWriteStream, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

const [file] = process.argv.slice(2);
if (file === undefined) {
  throw new Error("no settings file is named");
}
const settings = JSON.parse(readFileSync(file, "utf8"));
/** Says something to whoever started this program, whatever becomes of the worker's output. */
const say = process.stdout.write.bind(process.stdout);
if (settings.log) {
  const log = createWriteStream(settings.log, { flags: "a", mode: 0o600 });
  process.stdout.write = (/** @type {string | Uint8Array} */ chunk) => log.write(chunk);
  const complain = process.stderr.write.bind(process.stderr);
  process.stderr.write = (/** @type {string | Uint8Array} */ chunk) => {
    log.write(chunk);
    return complain(chunk);
  };
}
const config = fileURLToPath(new URL("../edge/wrangler.toml", import.meta.url));
const { workerOptions, main } = unstable_getMiniflareWorkerOptions(config);
if (main === undefined) {
  throw new Error(`${config} names no main module`);
}
// The modules are listed below; rules for finding them are left without a use.
const { modulesRules: _unused, ...options } = workerOptions;
const folder = dirname(main);
const assets = /** @type {{ directory: string } | undefined} */ (options["assets"]);
if (settings.assets && assets) {
  assets.directory = settings.assets;
}

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    name: "edge",
    modulesRoot: folder,
    modules: [
      { type: "ESModule", path: main },
      { type: "CompiledWasm", path: join(folder, "index_bg.wasm") },
    ],
    // Nothing but what is handed over: wrangler would add what stands in .env and .dev.vars.
    bindings: settings.vars,
    host: settings.host,
    port: settings.port,
    resourcePersistencePath: settings.state,
    log: new Log(LogLevel.WARN),
    logRequests: false,
    cf: false,
    telemetry: { enabled: false },
  }),
);

let stopping = false;
async function stop() {
  if (!stopping) {
    stopping = true;
    await miniflare.dispose();
    process.exit();
  }
}
process.stdin.on("end", stop).resume();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

const url = await miniflare.ready;
say(`listening on ${url.origin}\n`);
