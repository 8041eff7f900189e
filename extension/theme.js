// Light or dark before the first paint: as the page around the panel says (content.js), else as one of our
// pages remembered it. What counts is the worker's, which every page asks once it runs (src/platform/theme.rs).
(() => {
  let theme = new URLSearchParams(location.search).get('theme');
  try {
    theme ??= localStorage.getItem('theme');
  } catch {
    // A frame may be refused its storage.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
