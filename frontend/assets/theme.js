// Applies what somebody chose before the first paint: the theme, so that a dark page never flashes
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
