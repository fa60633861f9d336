// @ts-check
// Splits the dashboard into the part that every visit needs and the parts that the browser fetches
// when somebody goes there (frontend/src/lazy.rs). trunk runs this after each build (Trunk.toml).
//
//   cargo's program -> wasm-split-cli -> wasm-bindgen -> esbuild -> wasm-opt
//
// It takes the place of what trunk made of the whole program: the same two names, and the parts
// beside them. The page learns the parts of each page of the dashboard from the attribute
// `data-parts`, so that a visit fetches them together with the main part and not after it.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { joined } from "./styles.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

/** What rustc's wasm32-unknown-unknown uses, and every browser of the last years has. */
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
];
/** Functions with one caller stay on their own: what stands in one large function repeats itself less. */
const PASSES = ["--one-caller-inline-max-function-size=10", "-Oz"];
/** Name of the module that loads the parts; it ends up inside the main script. */
const LINK = "__wasm_split.js";

/** @param {string} name */
function setting(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: trunk runs this script after a build`);
  }
  return value;
}

/** The one file of a folder whose name fits. @param {string} folder @param {RegExp} pattern */
async function only(folder, pattern) {
  const names = (await readdir(folder)).filter((name) => pattern.test(name));
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new Error(`${folder} has ${names.length} files like ${pattern}`);
  }
  return name;
}

/** The program as cargo has linked it, with its relocations. @param {string} profile */
async function linkedProgram(profile) {
  const { stdout } = await run("cargo", ["metadata", "--format-version=1", "--no-deps"], {
    cwd: root,
    maxBuffer: 64 << 20,
  });
  const target = JSON.parse(stdout).target_directory;
  return join(target, "wasm32-unknown-unknown", profile, "dashboard.wasm");
}

/**
 * One script out of wasm-bindgen's and the one that loads the parts, whose names get the build's
 * hash: names with a hash are kept by browsers for ever.
 * @param {string} folder @param {string} stem @param {Map<string, string>} names @param {boolean} small
 */
async function bundle(folder, stem, names, small) {
  const link = join(folder, LINK);
  let text = await readFile(link, "utf8");
  for (const [before, after] of names) {
    text = text.replaceAll(`"./${before}"`, `"./${after}"`);
  }
  await writeFile(link, text);
  // The page only starts the program. What else wasm-bindgen offers is left out.
  const entry = join(folder, "entry.js");
  await writeFile(entry, `export { default } from "./${stem}.js";`);
  const out = join(folder, "bundle.js");
  await run("esbuild", [
    entry,
    "--bundle",
    "--format=esm",
    "--target=es2022",
    `--minify=${small}`,
    `--outfile=${out}`,
    "--log-level=warning",
  ]);
  return out;
}

/** Which files each split function waits for. @param {string} script */
function partsOf(script) {
  const chunks = new Map();
  for (const [, name, file] of script.matchAll(
    /const (__chunk_\d+) = makeLoad\([^"]*"\.\/([^"]+)"/g,
  )) {
    chunks.set(name, file);
  }
  /** @type {Record<string, string[]>} */
  const parts = {};
  for (const [, name, file, list = ""] of script.matchAll(
    /const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\([^"]*"\.\/([^"]+)".*?\}\s*, \[(.*?)\]\)\)/gs,
  )) {
    const shared = list.split(", ").filter((chunk) => chunk !== "");
    parts[String(name)] = [...shared.map((chunk) => chunks.get(chunk)), file].map(String);
  }
  if (Object.keys(parts).length === 0) {
    throw new Error(`wasm-split-cli's ${LINK} no longer looks as this script expects`);
  }
  return parts;
}

const staging = setting("TRUNK_STAGING_DIR");
const release = setting("TRUNK_PROFILE") === "release";
const folder = await mkdtemp(join(tmpdir(), "scalr-images-split-"));
try {
  const main = await only(staging, /^dashboard-[0-9a-f]+_bg\.wasm$/);
  const stem = main.replace(/_bg\.wasm$/, "");
  const hash = stem.replace(/^dashboard-/, "");

  const program = await linkedProgram(release ? "release" : "debug");
  await run("wasm-split-cli", ["--out-name", stem, program, folder]);
  await run("wasm-bindgen", [
    ...["--target", "web", "--no-typescript", "--keep-lld-exports"],
    ...["--out-dir", folder, "--out-name", stem, join(folder, `${stem}.wasm`)],
  ]);

  const parts = (await readdir(folder)).filter((name) => /^(split|chunk)_\w+\.wasm$/.test(name));
  const names = new Map(parts.map((name) => [name, name.replace(".wasm", `-${hash}.wasm`)]));
  const script = await bundle(folder, stem, names, release);

  for (const [before, after] of new Map([[main, main], ...names])) {
    const [from, to] = [join(folder, before), join(staging, after)];
    if (release) {
      await run("wasm-opt", [...PASSES, ...FEATURES, from, "-o", to]);
    } else {
      await cp(from, to);
    }
  }
  await cp(script, join(staging, `${stem}.js`));

  const page = join(staging, "index.html");
  const html = await readFile(page, "utf8");
  const known = JSON.stringify(partsOf(await readFile(join(folder, LINK), "utf8")));
  const told = html.replace("data-parts", `data-parts='${known}'`);
  if (told === html) {
    throw new Error("index.html has no attribute data-parts");
  }
  await writeFile(page, await joined(told, staging, release));
} finally {
  await rm(folder, { recursive: true, force: true });
}
