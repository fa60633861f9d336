// @ts-check
// Two style sheets out of those that trunk has copied: one file compresses better than ten, and the page
// waits for one answer.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { hashed } from "./hashed.mjs";

const LINK = /<link rel="stylesheet" href="\/([^"]+\.css)"[^>]*>\s*/g;

/** What the frame and the list of images need, which every visitor loads. */
const FIRST = /^(tokens|base|pieces|modes|controls|shell|scope|list|table)-/;

/**
 * Joins the style sheets that a page links to, in their order, into the page's own and one that comes
 * with the first of the other pages. Gives the page with its own, and the name of the other.
 * @param {string} html @param {string} folder Where the sheets are. @param {boolean} small
 */
export async function joined(html, folder, small) {
  const sheets = [...html.matchAll(LINK)].map(([, name]) => String(name));
  const first = sheets.filter((name) => FIRST.test(name));
  const others = sheets.filter((name) => !FIRST.test(name));
  if (first.length === 0 || others.length === 0) {
    throw new Error("trunk's links to style sheets no longer look as this script expects");
  }
  const own = await write("style", first, folder, small);
  const pages = await write("pages", others, folder, small);
  await Promise.all(sheets.map((sheet) => rm(join(folder, sheet))));
  let link = `<link rel="stylesheet" href="/${own}">`;
  const page = html.replace(LINK, () => {
    const once = link;
    link = "";
    return once;
  });
  return { page, pages };
}

/** @param {string} stem @param {string[]} sheets @param {string} folder @param {boolean} small */
async function write(stem, sheets, folder, small) {
  const texts = await Promise.all(sheets.map((sheet) => readFile(join(folder, sheet), "utf8")));
  const { code } = await transform(texts.join("\n"), { loader: "css", minify: small });
  const name = hashed(stem, "css", code);
  await writeFile(join(folder, name), code);
  return name;
}
