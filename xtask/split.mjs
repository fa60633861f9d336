// @ts-check
// Splits the dashboard into the part that every visit needs and the parts that the browser fetches
// when somebody goes there (frontend/src/lazy.rs). trunk runs this after each build (Trunk.toml).
//
//   cargo's program -> wasm-split-cli -> wasm-bindgen -> short names -> esbuild -> wasm-opt
//
// It takes the place of what trunk made of the whole program; every file has a name by its own content.
// The page learns the parts of each page of the dashboard from the attribute `data-parts`, so that a visit
// fetches them together with the main part and not after it.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { hashed } from "./hashed.mjs";
import { shortened } from "./imports.mjs";
import { linked, packed, planned } from "./packs.mjs";
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
/** Streams that JavaScript reads from the program: a library brings them along, nobody makes any. */
const UNUSED = "*intounderlying*";
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
 * One script out of wasm-bindgen's and the one that loads the parts.
 * @param {string} folder @param {string} stem @param {boolean} small
 */
async function bundle(folder, stem, small) {
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

/**
 * Takes from wasm-bindgen's two files what only costs bytes.
 * @param {string} folder @param {string} stem
 */
async function lean(folder, stem) {
  const script = join(folder, `${stem}.js`);
  const program = join(folder, `${stem}_bg.wasm`);
  // What esbuild would keep of the unused classes for them.
  const used = (await readFile(script, "utf8"))
    .replaceAll(/^if \(Symbol\.dispose\) .*$/gm, "")
    .replaceAll("new FinalizationRegistry", "/* @__PURE__ */ new FinalizationRegistry");
  const short = shortened(await readFile(program), used, `./${stem}_bg.js`);
  await writeFile(script, short.script);
  await writeFile(program, short.program);
}

/** Makes one file small. @param {string} from @param {string} to */
async function optimise(from, to) {
  const args = [`--remove-exports=${UNUSED}`, ...PASSES, ...FEATURES, from, "-o", to];
  // One of them per core, each with one thread: most files are too small to be divided.
  await run("wasm-opt", args, { env: { ...process.env, BINARYEN_CORES: "1" } });
}

/**
 * Does something with every item, with as many at a time as there are cores.
 * @template T
 * @param {T[]} items @param {(item: T) => Promise<void>} act
 */
async function all(items, act) {
  const left = items.values();
  const work = async () => {
    for (const item of left) {
      await act(item);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

/** Which files each split function waits for, without their ending. @param {string} script */
function partsOf(script) {
  const chunks = new Map();
  for (const [, name, file] of script.matchAll(
    /const (__chunk_\d+) = makeLoad\([^"]*"\.\/(\w+)\.wasm"/g,
  )) {
    chunks.set(name, file);
  }
  /** @type {Record<string, string[]>} */
  const parts = {};
  for (const [, name, file, list = ""] of script.matchAll(
    /const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\([^"]*"\.\/(\w+)\.wasm".*?\}\s*, \[(.*?)\]\)\)/gs,
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

  const program = await linkedProgram(release ? "release" : "debug");
  await run("wasm-split-cli", ["--out-name", stem, program, folder]);
  await run("wasm-bindgen", [
    ...["--target", "web", "--no-typescript", "--keep-lld-exports"],
    ...["--out-dir", folder, "--out-name", stem, join(folder, `${stem}.wasm`)],
  ]);

  if (release) {
    await lean(folder, stem);
  }
  const link = join(folder, LINK);
  const text = await readFile(link, "utf8");
  const parts = partsOf(text);
  const { packs, needed } = planned(parts);
  const files = new Set([...packs.values()].flat());
  const ready = (/** @type {string} */ file) => join(folder, `${file}.ready.wasm`);
  // The main part first: it takes by far the longest.
  await all([`${stem}_bg`, ...files], async (name) => {
    const from = join(folder, `${name}.wasm`);
    await (release ? optimise(from, ready(name)) : cp(from, ready(name)));
  });
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [pack, inside] of packs) {
    const contents = inside.map(async (file) => /** @type {[string, Uint8Array]} */ ([file, await readFile(ready(file))]));
    const content = packed(await Promise.all(contents), parts[pack]);
    names.set(pack, hashed(`part_${pack}`, "wasm", content));
    await writeFile(join(staging, String(names.get(pack))), content);
  }
  await writeFile(link, linked(text, needed.keys()));

  const page = join(staging, "index.html");
  const styled = await joined(await readFile(page, "utf8"), staging, release);
  const urls = [...needed].map(([part, packs]) => [part, packs.map((pack) => `/${names.get(pack)}`)]);
  const known = JSON.stringify({ styles: `/${styled.pages}`, ...Object.fromEntries(urls) });
  let told = styled.page.replace("data-parts", `data-parts='${known}'`);
  if (told === styled.page) {
    throw new Error("index.html has no attribute data-parts");
  }
  const script = await bundle(folder, stem, release);
  for (const [before, after, kind] of [[`${stem}.js`, script, "js"], [main, ready(`${stem}_bg`), "wasm"]]) {
    const content = await readFile(String(after));
    const name = hashed("dashboard", String(kind), content);
    await rm(join(staging, String(before)));
    await writeFile(join(staging, name), content);
    told = told.replaceAll(`/${before}`, `/${name}`);
  }
  await writeFile(page, told);
} finally {
  await rm(folder, { recursive: true, force: true });
}
