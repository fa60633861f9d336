// Finding secrets in any form in which they could get out.
import { keys, simUrl } from "./environment.ts";

/** What nobody may ever read, by a name for it. */
export const SECRETS: Record<string, string> = {
  "SCALR_SECRET": keys.secret,
  "SCALR_GLOBAL_SECRET": keys.globalSecret,
  "SCALR_KEY_ID": keys.id,
  "SCALR_GLOBAL_KEY_ID": keys.globalId,
  "host of SCALR_URL": new URL(simUrl).host,
};

/** Every form of a secret that is looked for, by its name. */
export function forms(secret: string): [form: string, text: string][] {
  const bytes = Buffer.from(secret);
  const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const html = secret.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
  // In base64 the same bytes look different at each of three offsets; the edges hang on their neighbours.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64").replace(/=+$/, "");
    return text.slice(Math.ceil((offset * 8) / 6), -1);
  });
  const all: [string, string][] = [
    ["as it is", secret],
    ["JSON", JSON.stringify(secret).slice(1, -1)],
    ["JSON, twice", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ["URL", encodeURIComponent(secret)],
    ["URL, lower case", encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ["every byte in percent", percent(secret)],
    ["every byte in percent, upper case", percent(secret).toUpperCase()],
    ["hexadecimal", bytes.toString("hex")],
    ["hexadecimal, upper case", bytes.toString("hex").toUpperCase()],
    ["HTML", html],
    ["reversed", [...secret].reverse().join("")],
    ...base64.map((text, offset): [string, string] => [`base64 at offset ${offset}`, text]),
    ...base64.map((text, offset): [string, string] => [
      `base64url at offset ${offset}`,
      text.replaceAll("+", "-").replaceAll("/", "_"),
    ]),
  ];
  return all.filter(([, text], index) => all.findIndex(([, other]) => other === text) === index);
}

/** The start of a string to sign: method, date and path on lines of their own, however escaped. */
const STRING_TO_SIGN = /(?:GET|POST)(?:\r?\n|\\n|\\\\n|%0a)\d{4}-\d\d-\d\dT[\d:.]+Z(?:\r?\n|\\n|\\\\n|%0a)/i;

/** What of the secrets stands in a text; `signatures` are those that were ever sent to Scalr. */
export function leaks(bytes: Buffer, signatures: ReadonlySet<string>): string[] {
  const found = Object.entries(SECRETS).flatMap(([name, secret]) =>
    forms(secret)
      .filter(([, text]) => bytes.includes(text))
      .map(([form]) => `${name}, ${form}`),
  );
  const raw = bytes.toString("latin1");
  const text = raw.replace(/%2b/gi, "+").replace(/%2f/gi, "/").replace(/%3d/gi, "=");
  const mac = (candidate: string) => signatures.has(candidate.replaceAll("-", "+").replaceAll("_", "/"));
  if ((text.match(/[A-Za-z0-9+/_-]{43}(?==|\b)/g) ?? []).some((candidate) => mac(`${candidate}=`))) {
    found.push("a signature");
  }
  if ((text.match(/[0-9a-f]{64}/gi) ?? []).some((hex) => signatures.has(Buffer.from(hex, "hex").toString("base64")))) {
    found.push("a signature, hexadecimal");
  }
  if (STRING_TO_SIGN.test(raw)) {
    found.push("a string to sign");
  }
  return found;
}
