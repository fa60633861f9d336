// Starts the dashboard: the names of the built files stand in this script's own element, because
// they carry a hash of their content and a module script cannot ask for `document.currentScript`.
const { js, wasm, parts } = document.querySelector("script[data-wasm]").dataset;

// The page's own parts are fetched together with the main part, which would ask for them only once
// it runs. A page that is not foreseen here is merely slower; the list of images is in the main part.
const PAGES = [
  [/\/images\/[^/]+$/, "image"],
  [/\/copy$/, "copy"],
  [/\/register$/, "register"],
  [/\/coverage$/, "coverage"],
  [/\/runs$/, "runs"],
  [/\/runs\/[^/]+$/, "run"],
  [/\/activity$/, "activity"],
];
const known = JSON.parse(parts);
const asked = new Set();
let styles;

function ask(part) {
  for (const file of known[part] ?? []) {
    if (asked.has(file)) continue;
    asked.add(file);
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "" });
    link.href = new URL(file, new URL(js, document.baseURI));
    document.head.append(link);
  }
}

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
    document.head.append(link);
  });
  return styles;
};

const [, page] = PAGES.find(([path]) => path.test(location.pathname)) ?? [];
if (page) fetchPart(page);
// So is the German catalogue, without which nothing can be shown where it is wanted.
const german = document.documentElement.lang === "de";
if (german) ask("german");

// What is said before the catalogue is there (frontend/src/text); the page itself says it in English.
const WORDS = german
  ? {
      loading:
        "Das Dashboard wird geladen. Es registriert Maschinen-Images in Scalr und kopiert sie zwischen EC2-Regionen.",
      failed:
        "Das Dashboard konnte nicht gestartet werden. Seite neu laden; hilft das nicht, einen neueren Browser verwenden.",
      unable:
        "Das Dashboard braucht WebAssembly, das dieser Browser nicht hat oder das abgeschaltet ist.",
    }
  : {
      failed:
        "The dashboard could not be started. Reload the page; if that does not help, use a newer browser.",
      unable:
        "The dashboard needs WebAssembly, which this browser does not have or has switched off.",
    };
const words = document.getElementById("shell-words");
if (words && WORDS.loading) words.textContent = WORDS.loading;

try {
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
} catch (error) {
  if (words) {
    words.setAttribute("role", "alert");
    words.textContent = typeof WebAssembly === "object" ? WORDS.failed : WORDS.unable;
  }
  throw error;
}
