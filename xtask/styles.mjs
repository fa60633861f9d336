// @ts-check
// One style sheet out of those that trunk has copied: one file compresses better than ten, and the page
// waits for one answer.
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";

const LINK = /<link rel="stylesheet" href="\/([^"]+\.css)"[^>]*>\s*/g;

/**
 * Joins the style sheets that a page links to, in their order, and gives the page with one link.
 * @param {string} html @param {string} folder Where the sheets are. @param {boolean} small
 */
export async function joined(html, folder, small) {
  const sheets = [...html.matchAll(LINK)].map(([, name]) => join(folder, String(name)));
  if (sheets.length === 0) {
    throw new Error("trunk's links to style sheets no longer look as this script expects");
  }
  const texts = await Promise.all(sheets.map((sheet) => readFile(sheet, "utf8")));
  const { code } = await transform(texts.join("\n"), { loader: "css", minify: small });
  const name = `style-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.css`;
  await writeFile(join(folder, name), code);
  await Promise.all(sheets.map((sheet) => rm(sheet)));
  let link = `<link rel="stylesheet" href="/${name}">`;
  return html.replace(LINK, () => {
    const once = link;
    link = "";
    return once;
  });
}
