// Starts the dashboard: the names of the built files stand in this script's own element, because
// they carry a hash of their content and a module script cannot ask for `document.currentScript`.
const { js, wasm, parts } = document.querySelector("script[data-wasm]").dataset;

// The page's own parts are fetched together with the main part, which would ask for them only once
// it runs. A page that is not foreseen here is merely slower; the list of images is in the main part.
const PAGES = [
  [/\/images\/[^/]+$/, ["image"]],
  [/\/copy$/, ["copy"]],
  [/\/register$/, ["register"]],
  [/\/coverage$/, ["coverage"]],
  [/\/runs$/, ["runs"]],
  [/\/runs\/[^/]+$/, ["run"]],
  [/\/activity$/, ["activity"]],
];
const [, pages = []] = PAGES.find(([path]) => path.test(location.pathname)) ?? [];
const files = new Set(pages.flatMap((page) => JSON.parse(parts)[page] ?? []));
for (const file of files) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "" });
  link.href = new URL(file, new URL(js, document.baseURI));
  document.head.append(link);
}

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
