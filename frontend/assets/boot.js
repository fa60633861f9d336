// Starts the dashboard: the names of the built files stand in this script's own element, because
// they carry a hash of their content and a module script cannot ask for `document.currentScript`.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

try {
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
  document.getElementById("shell")?.remove();
} catch (error) {
  const words = document.getElementById("shell-words");
  if (words) {
    words.setAttribute("role", "alert");
    words.textContent =
      typeof WebAssembly === "object"
        ? "The dashboard could not be started. Reload the page; if that does not help, use a newer browser."
        : "The dashboard needs WebAssembly, which this browser does not have or has switched off.";
  }
  throw error;
}
