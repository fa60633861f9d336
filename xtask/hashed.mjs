// @ts-check
// Names of files that browsers keep for ever.
import { createHash } from "node:crypto";

/**
 * The name of a file by its content.
 * @param {string} stem @param {string} ending @param {string | Uint8Array} content
 */
export function hashed(stem, ending, content) {
  return `${stem}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}.${ending}`;
}
