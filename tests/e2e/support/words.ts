// The dashboard's catalogue of words in both languages, read from its sources.
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "frontend/src/text";
const WORD = /^\s+(\w+):\s*"((?:[^"\\]|\\.)*)",/gm;

type Words = Record<string, string>;

function room(language: "en" | "de", name: string): Words {
  const source = readFileSync(`${FOLDER}/${language}/${name}.rs`, "utf8");
  const words = [...source.matchAll(WORD)].map(([, word, text]) => [String(word), String(text)]);
  return Object.fromEntries(words.map(([word, text]) => [word, String(text).replaceAll('\\"', '"')]));
}

const names = readdirSync(`${FOLDER}/en`)
  .filter((file) => file !== "mod.rs")
  .map((file) => file.replace(/\.rs$/, ""));

/** A word of the catalogue in German; `plain` words have neither forms nor placeholders. */
export function german(name: string, word: string): string {
  const text = room("de", name)[word];
  if (text === undefined) {
    throw new Error(`the catalogue has no ${name}.${word}`);
  }
  return text;
}

const forms = (text: string) => text.split("|");

/** What a text looks like that is made of this form: anything may stand in a placeholder. */
function pattern(form: string): RegExp {
  const parts = form.split(/(\{\w+\})/).map((part) => {
    if (part === "{n}") return "[\\d.,]+";
    return /^\{\w+\}$/.test(part) ? ".+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "u");
}

/** English words that German says otherwise, as patterns of whole texts. */
function onlyEnglish(): { word: string; pattern: RegExp }[] {
  const saidInGerman = new Set(names.flatMap((name) => Object.values(room("de", name)).flatMap(forms)));
  return names.flatMap((name) =>
    Object.entries(room("en", name)).flatMap(([word, text]) =>
      forms(text)
        // A form that is all placeholders and signs looks like anything.
        .filter((form) => !saidInGerman.has(form) && /\p{L}/u.test(form.replace(/\{\w+\}/g, "")))
        .map((form) => ({ word: `${name}.${word}`, pattern: pattern(form) })),
    ),
  );
}

const ENGLISH = onlyEnglish();

/** How many words a page could be caught at. */
export const englishWords = ENGLISH.length;

/** The texts among these that are English words of the catalogue. */
export function englishAmong(texts: string[]): string[] {
  return texts.flatMap((text) => {
    const found = ENGLISH.find(({ pattern: english }) => english.test(text));
    return found === undefined ? [] : [`${found.word}: ${text}`];
  });
}
