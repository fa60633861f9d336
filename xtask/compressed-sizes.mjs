// @ts-check
// node compressed-sizes.mjs brotli|gzip FILE…
//
// Prints a JSON list with the raw and the compressed size of each file.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [format, ...files] = process.argv.slice(2);
/** @type {Record<string, (bytes: Buffer) => Buffer>} */
const formats = {
  brotli: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => gzipSync(bytes),
};
const compress = formats[format ?? ""];
if (compress === undefined) {
  throw new Error(`no such format: ${format}`);
}
const sizes = files.map((file) => {
  const bytes = readFileSync(file);
  return { raw: bytes.length, compressed: compress(bytes).length };
});
console.log(JSON.stringify(sizes));
