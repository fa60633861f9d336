// Starts the dashboard: the names of the built files stand in this script's own element, because
// they carry a hash of their content and a module script cannot ask for `document.currentScript`.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

// What is said before the catalogue is there (frontend/src/text); the page itself says it in English.
const WORDS = document.documentElement.lang === "de"
  ? {
      loading:
        "Das Dashboard wird geladen. Es registriert Maschinen-Images in Scalr und kopiert sie zwischen EC2-Regionen.",
      failed:
        "Das Dashboard konnte nicht gestartet werden. Seite neu laden; hilft das nicht, einen neueren Browser verwenden.",
      unable:
        "Das Dashboard braucht WebAssembly, das dieser Browser nicht hat oder das abgeschaltet ist.",
      images: "Images",
      coverage: "Abdeckung",
      runs: "Kopierläufe",
      activity: "Aktivität",
      register: "Image registrieren",
    }
  : {
      failed:
        "The dashboard could not be started. Reload the page; if that does not help, use a newer browser.",
      unable:
        "The dashboard needs WebAssembly, which this browser does not have or has switched off.",
      images: "Images",
      coverage: "Coverage",
      runs: "Copy runs",
      activity: "Activity",
      register: "Register image",
    };
const words = document.getElementById("shell-words");
if (words && WORDS.loading) words.textContent = WORDS.loading;
// The heading that the page will have, where that is known by its address (early.js).
const title = document.getElementById("shell-title");
const heading = WORDS[document.documentElement.dataset.page];
if (title && heading) title.textContent = heading;

try {
  if (!globalThis.fetchPart) throw new Error("early.js is missing");
  const { default: init } = await import(js);
  const started = init({ module_or_path: wasm });
  // The first of these takes the browser as long as a page of rows. It is made while the program is being
  // compiled elsewhere, not when the rows have come (frontend/src/time.rs).
  new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short" }).format(-2, "day");
  await started;
} catch (error) {
  if (words) {
    words.setAttribute("role", "alert");
    words.textContent = typeof WebAssembly === "object" ? WORDS.failed : WORDS.unable;
  }
  throw error;
}
