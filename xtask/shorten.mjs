// @ts-check
// Gives the worker's program short names for what it imports (imports.mjs).
//
//   node shorten.mjs FOLDER
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shortened } from "./imports.mjs";

/** What wasm-bindgen calls the script that the program imports from. */
const SCRIPT = "./index_bg.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error("no folder is named");
}
const [program, script] = [join(folder, "index_bg.wasm"), join(folder, "index.js")];
const short = shortened(await readFile(program), await readFile(script, "utf8"), SCRIPT);
await writeFile(script, short.script);
await writeFile(program, short.program);
