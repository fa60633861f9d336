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

/**
 * Which packs there are, and what is in each: names of files without their ending.
 * @param {Record<string, string[]>} parts What each page needs.
 * @returns {{ packs: Map<string, string[]>, needed: Map<string, string[]> }} and which packs a page needs
 */
export function planned(parts) {
  /** @type {Map<string, number>} */
  const users = new Map();
  for (const file of Object.values(parts).flat()) {
    users.set(file, (users.get(file) ?? 0) + 1);
  }
  const isCommon = (/** @type {string} */ file) => (users.get(file) ?? 0) >= MANY;
  const packs = new Map([[COMMON, [...users.keys()].filter(isCommon)]]);
  const needed = new Map();
  for (const [page, files] of Object.entries(parts)) {
    const alone = ALONE.has(page);
    packs.set(page, files.filter((file) => alone || !isCommon(file)));
    needed.set(page, alone ? [page] : [COMMON, page]);
  }
  return { packs, needed };
}

/** A pack of files. @param {[name: string, content: Uint8Array][]} files */
export function packed(files) {
  const sections = files.map(([name, content]) => {
    const head = named(name);
    return Buffer.concat([Uint8Array.from([0, ...leb(head.length + content.length), ...head]), content]);
  });
  return Buffer.concat([Buffer.from("\0asm\x01\0\0\0", "latin1"), ...sections]);
}

/** How the module that loads the parts asks for a file of its own. */
const FETCHED = /const src = fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\);/g;
const LOAD = /(export const __wasm_split_load_(\w+) = wrapAsyncCb\()(makeLoad\(.*?\]\))\);/gs;

/**
 * The module that loads the parts, asking for packs.
 * @param {string} script @param {Map<string, string[]>} needed @param {(pack: string) => string} url
 */
export function linked(script, needed, url) {
  let count = 0;
  const text = script
    .replaceAll(FETCHED, (_, name) => {
      count += 1;
      return `const src = taken("${name}");`;
    })
    .replaceAll("WebAssembly.instantiateStreaming(src, imports)", "instantiated(src, imports)")
    .replaceAll(LOAD, (_, start, page, load) => {
      const urls = needed.get(page)?.map((pack) => `"${url(pack)}"`);
      return `${start}from([${urls}], ${load}));`;
    });
  if (count === 0 || text.includes("fetch(") || !text.includes("from([")) {
    throw new Error("wasm-split-cli's script no longer looks as this one expects");
  }
  return text + LOADER;
}

/** Packs that were asked for, and files out of them. One that could not be had is asked for again. */
const LOADER = `
const packs = new Map();
function from(urls, load) {
    return () => {
        for (const url of urls) {
            if (packs.has(url)) continue;
            const pack = WebAssembly.compileStreaming(fetch(new URL(url, import.meta.url)));
            pack.catch(() => packs.delete(url));
            packs.set(url, pack);
        }
        return load();
    };
}
async function taken(name) {
    // Whichever has it first: another page's may be late.
    const looks = [...packs.values()].map(async (pack) => {
        const [file] = WebAssembly.Module.customSections(await pack, name);
        if (file) return file;
        throw undefined;
    });
    try {
        return await Promise.any(looks);
    } catch ({ errors }) {
        throw errors.find((error) => error) ?? new Error(name + " is in no pack");
    }
}
async function instantiated(src, imports) {
    return WebAssembly.instantiate(await src, imports);
}
`;
