// @ts-check
// Few files out of many. wasm-split makes a file of what one page alone needs, and one of what each set of
// pages has in common: a page would ask for fifty, each compressed by itself. A pack is a WebAssembly
// module without code, so that it is served, compressed and kept like one; its custom sections are the
// files. There is one for each page, and one with what many pages need.
import { leb, named } from "./imports.mjs";

/** What as many pages need comes in the pack of all, and what fewer need is in the pack of each. */
const MANY = 4;
/** Who uses it may need nothing else: its pack has everything. */
const ALONE = new Set(["german"]);
/** The pack of all. No page has this name. */
export const COMMON = "common";

/** The page that a part belongs to: `coverage` of `coverage_plan`. A page belongs to itself. @param {string} part */
const pageOf = (part) => part.split("_")[0] ?? part;

/**
 * Which packs there are, and what is in each: names of files without their ending.
 * @param {Record<string, string[]>} parts What each part needs.
 * @returns {{ packs: Map<string, string[]>, needed: Map<string, string[]> }} and which packs a part needs
 */
export function planned(parts) {
  /** @type {Map<string, Set<string>>} */
  const users = new Map();
  for (const [part, files] of Object.entries(parts)) {
    for (const file of files) {
      users.set(file, (users.get(file) ?? new Set()).add(pageOf(part)));
    }
  }
  const isCommon = (/** @type {string} */ file) => (users.get(file)?.size ?? 0) >= MANY;
  const packs = new Map([[COMMON, [...users.keys()].filter(isCommon)]]);
  const needed = new Map();
  for (const [part, files] of Object.entries(parts)) {
    const [alone, page] = [ALONE.has(part), pageOf(part)];
    // Whoever asks for a part of a page has the page.
    const there = page === part ? [] : (parts[page] ?? []);
    packs.set(part, files.filter((file) => alone || !(isCommon(file) || there.includes(file))));
    needed.set(part, alone ? [part] : [...new Set([COMMON, page, part])]);
  }
  return { packs, needed };
}

/** Name of the section that lists what a part needs, its own file last. No file has this name. */
const NEEDS = "needs";

/**
 * A pack of files.
 * @param {[name: string, content: Uint8Array][]} files
 * @param {string[] | undefined} needs What the part needs, where the pack is one's own.
 */
export function packed(files, needs) {
  const list = needs ? [/** @type {[string, Uint8Array]} */ ([NEEDS, Buffer.from(needs.join(" "))])] : [];
  const sections = [...list, ...files].map(([name, content]) => {
    const head = named(name);
    return Buffer.concat([Uint8Array.from([0, ...leb(head.length + content.length), ...head]), content]);
  });
  return Buffer.concat([Buffer.from("\0asm\x01\0\0\0", "latin1"), ...sections]);
}

/** What the module that loads the parts begins with: the program's imports, and telling it of the end. */
const HEAD = /^import [^]*?\nfunction getSharedImports\(\)[^]*?\nfunction wrapAsyncCb\(callee\)[^]*?\n}\n/;

/**
 * The module that loads the parts, out of packs. Where these are is known to the page (early.js), and which
 * files a part needs stands in its pack: nobody pays for the lists of other pages.
 * @param {string} script @param {Iterable<string>} parts
 */
export function linked(script, parts) {
  const [head] = HEAD.exec(script) ?? [];
  if (head === undefined) {
    throw new Error("wasm-split-cli's script no longer looks as this one expects");
  }
  const load = (/** @type {string} */ part) => `export const __wasm_split_load_${part} = part("${part}");\n`;
  return head + LOADER + Array.from(parts, load).join("");
}

/** Packs that were asked for, and files out of them. What could not be had is asked for again. */
const LOADER = `
const packs = new Map();
const files = new Map();
async function once(kept, name, ask) {
    const asked = kept.get(name) ?? ask();
    kept.set(name, asked);
    try {
        return await asked;
    } catch (error) {
        if (kept.get(name) === asked) kept.delete(name);
        throw error;
    }
}
function part(part) {
    return wrapAsyncCb(async () => {
        const fetched = (url) => once(packs, url, () => WebAssembly.compileStreaming(fetch(url)));
        const got = await Promise.all(packsOf(part).map(fetched));
        const section = (pack, name) => WebAssembly.Module.customSections(pack, name)[0];
        const file = (name) => once(files, name, () => {
            const found = got.map((pack) => section(pack, name)).find((file) => file);
            return WebAssembly.instantiate(found, getSharedImports());
        });
        const needs = new TextDecoder().decode(section(got.at(-1), "${NEEDS}")).split(" ");
        const own = needs.pop();
        await Promise.all(needs.map(file));
        await file(own);
    });
}
`;
