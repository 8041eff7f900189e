// The loader of every page: fills the static texts, then starts the page's wasm module; where
// WebAssembly is switched off it says so instead of leaving a blank.

/** The glue of the module that draws each page. */
const GLUE = {
  popup: () => import('./pkg/popup.js'),
  panel: () => import('./pkg/panel.js'),
  app: () => import('./pkg/app.js'),
};

const surface = /** @type {keyof typeof GLUE} */ (document.body.dataset.surface);

// Messages from a side panel do not say which window it is in: there the page's address does.
if (surface === 'panel' && window.top === window && !location.search) {
  const { id } = await chrome.windows.getCurrent();
  location.replace(`?window=${id}`);
  await new Promise(() => {}); // until the page is gone
}

// The language of our texts, which is English where the browser's own has none.
document.documentElement.lang = chrome.i18n.getMessage('language');
for (const element of document.querySelectorAll('[data-i18n]')) {
  element.textContent = chrome.i18n.getMessage(element.getAttribute('data-i18n') ?? '');
}

// After a trap the instance's memory cannot be trusted: say so, and offer a fresh start.
window.addEventListener('error', (event) => {
  if (!(event.error instanceof WebAssembly.RuntimeError)) return;
  const title = document.createElement('h1');
  title.textContent = chrome.i18n.getMessage('fault_bug_trap_title');
  const reload = document.createElement('button');
  reload.className = 'button primary';
  reload.textContent = chrome.i18n.getMessage('move_reload');
  reload.addEventListener('click', () => location.reload());
  const notice = document.createElement('main');
  notice.className = 'no-wasm';
  notice.append(title, reload);
  document.getElementById('root')?.replaceChildren(notice);
});

try {
  // Both at once: the glue need not be there before its module is asked for.
  const [glue, wasm] = await Promise.all([GLUE[surface](), fetch(`pkg/${surface}_bg.wasm`)]);
  await glue.default({ module_or_path: wasm });
  void glue.start();
} catch (error) {
  console.warn('MSI Actions: WebAssembly could not be started.', error);
  document.getElementById('root')?.remove();
  document.getElementById('no-wasm')?.removeAttribute('hidden');
}
