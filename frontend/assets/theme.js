// Applies the stored theme before the first paint, so that a dark page never flashes white.
try {
  const theme = localStorage.getItem("scalr-images.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme stands.
}
