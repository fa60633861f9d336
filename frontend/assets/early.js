// What cannot wait for anything: the page reads this before it goes on.

// What somebody chose is applied before the first paint: the theme, so that a dark page never flashes
// white, and the language, which is the browser's own where nobody chose one (frontend/src/text).
const root = document.documentElement;
const chosen = {};
try {
  for (const what of ["theme", "language"]) chosen[what] = localStorage.getItem(`scalr-images.${what}`);
} catch {
  // Storage may be forbidden; then system and browser decide.
}
if (chosen.theme) root.dataset.theme = chosen.theme;
const wanted = [chosen.language, ...(navigator.languages ?? [])].map((tag) => tag?.split("-")[0]);
root.lang = wanted.find((tag) => tag === "en" || tag === "de") ?? "en";

// The page's own parts are fetched together with the main part, which would ask for them only once
// it runs. A page that is not foreseen here is merely slower; the list of images is in the main part.
const PAGES = [
  [/\/images$/, "images"],
  [/\/images\/[^/]+$/, "image"],
  [/\/copy$/, "copy"],
  [/\/register$/, "register"],
  [/\/coverage$/, "coverage"],
  [/\/runs$/, "runs"],
  [/\/runs\/[^/]+$/, "run"],
  [/\/activity$/, "activity"],
];
const known = JSON.parse(document.currentScript.dataset.parts);
const asked = new Set();
let styles;

function ask(part) {
  for (const file of known[part] ?? []) {
    if (asked.has(file)) continue;
    asked.add(file);
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "", href: file });
    document.head.append(link);
  }
}

// Where the files of a part are (xtask/packs.mjs).
globalThis.packsOf = (part) => known[part];

// Asks for the files of a page, and for the styles of all pages together: those of the first hold only
// what every visitor needs. Gives word when these are there, or cannot be had this time: a page without
// them is better than none. The dashboard calls it, too (frontend/src/lazy.rs).
globalThis.fetchPart = (part) => {
  ask(part);
  styles ??= new Promise((done) => {
    const link = document.createElement("link");
    const onerror = () => {
      link.remove();
      styles = undefined;
      done();
    };
    Object.assign(link, { rel: "stylesheet", href: known.styles, onload: () => done(), onerror });
    // After the page's own sheet, which the browser may not have come to yet: the later one counts.
    document.documentElement.append(link);
  });
  return styles;
};

const [, page] = PAGES.find(([path]) => path.test(location.pathname)) ?? [];
// Its heading stands there with the first paint (boot.js).
if (page) root.dataset.page = page;
if (known[page]) fetchPart(page);
// The plan of what is chosen has an address of its own (frontend/src/coverage/query.rs).
if (page === "coverage" && new URLSearchParams(location.search).get("review") === "yes") ask("coverage_plan");
// So is the German catalogue, without which nothing can be shown where it is wanted.
if (root.lang === "de") ask("german");

// Nor do the images wait for the program, which takes the answer when it asks for them
// (frontend/src/api/client.rs).
const [, scope] = /^\/(global|(?:account|user)\/\d+)\/(?:images|coverage)$/.exec(location.pathname) ?? [];
const early = new Map();
if (scope) {
  const abort = new AbortController();
  const path = `/edge/inventory?scope=${encodeURIComponent(scope)}`;
  const headers = { "x-requested-with": "XMLHttpRequest" };
  const answer = fetch(path, { headers, signal: abort.signal });
  // Whoever takes it learns what went wrong.
  answer.catch(() => {});
  early.set(path, { abort, answer });
}
globalThis.takeEarly = (path) => {
  const taken = early.get(path);
  early.delete(path);
  return taken;
};
