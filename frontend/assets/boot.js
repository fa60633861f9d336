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
  if (!globalThis.fetchPart) throw new Error("early.js is missing");
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
} catch (error) {
  if (words) {
    words.setAttribute("role", "alert");
    words.textContent = typeof WebAssembly === "object" ? WORDS.failed : WORDS.unable;
  }
  throw error;
}
