// Runs in the top frame of Salesforce pages, in the isolated world. It says "look at me" when the
// page's address changes, and shows or removes the panel as the worker answers. No requests, no
// rules; without a record it changes nothing in the page.
(() => {
  /** @typedef {{ do: 'mount', key: string, collapsed: boolean, width: number } | { do: 'unmount' }} Order */
  /** @typedef {{ look(): void, alive(): boolean }} Script */
  const world = /** @type {{ msiActions?: Script }} */ (globalThis);
  if (window.top !== window) return;
  if (world.msiActions?.alive()) {
    world.msiActions.look();
    return;
  }
  // After an update Chrome gives the new script a world of its own: the orphan hears of it by an event.
  // A page that forges it removes no more than it could remove anyway.
  const REPLACED = 'msi-actions:replaced';
  document.dispatchEvent(new Event(REPLACED));

  const LIGHTNING = location.hostname.endsWith('.lightning.force.com');
  // A name, not a text: asking for a translation costs a record page milliseconds.
  const NAME = 'MSI Actions';
  const BUILD = chrome.runtime.getManifest().version;
  const listening = new AbortController();
  /** @type {{ host: HTMLElement, root: ShadowRoot, style: CSSStyleSheet, key: string, collapsed: boolean, width: number } | undefined} */
  let panel;
  /** @type {CSSStyleSheet | undefined} */
  let room;
  let looking = false;
  let again = false;

  /** @param {string} name @param {object} body @returns {Promise<any>} */
  async function ask(name, body) {
    const reply = await chrome.runtime.sendMessage(JSON.stringify({ name, build: BUILD, body }));
    return JSON.parse(reply).ok;
  }

  async function look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      if (!alive()) return retire();
      try {
        obey(await ask('look', {}));
      } catch {
        // The worker is being replaced, or the extension was removed: the next change asks again.
      }
    } while (again);
    looking = false;
  }

  /** @param {Order | undefined} order */
  function obey(order) {
    if (order?.do === 'mount') whenBody(() => show(order));
    else if (order) remove();
  }

  /** @param {Extract<Order, { do: 'mount' }>} order */
  function show(order) {
    if (!panel?.host.isConnected) {
      remove();
      panel = create();
    }
    const { root, style } = panel;
    if (panel.collapsed !== order.collapsed || root.childElementCount === 0) {
      root.replaceChildren(order.collapsed ? edgeTab() : frame());
    }
    Object.assign(panel, { key: order.key, collapsed: order.collapsed, width: order.width });
    style.replaceSync(STYLE + place(order));
    dock(order.collapsed ? '' : makeRoom(order.width));
  }

  function create() {
    const host = document.createElement('msi-actions-panel');
    const root = host.attachShadow({ mode: 'closed' });
    const style = new CSSStyleSheet();
    root.adoptedStyleSheets = [style];
    document.documentElement.append(host);
    return { host, root, style, key: '', collapsed: false, width: 0 };
  }

  /** Makes room in the page, or gives it back. @param {string} rules */
  function dock(rules) {
    if (room) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== room);
    room = undefined;
    if (!rules) return;
    room = new CSSStyleSheet();
    room.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  }

  function frame() {
    const frame = document.createElement('iframe');
    frame.title = NAME;
    frame.src = chrome.runtime.getURL('panel.html');
    return frame;
  }

  function edgeTab() {
    const button = document.createElement('button');
    button.title = NAME;
    button.setAttribute('aria-label', NAME);
    button.setAttribute('aria-expanded', 'false');
    button.textContent = 'MSI';
    button.addEventListener('click', () => void open());
    return button;
  }

  async function open() {
    if (!panel) return;
    await ask('set_panel', { collapsed: false, width: panel.width });
    await look();
  }

  function remove() {
    if (!panel) return;
    panel.host.remove();
    dock('');
    panel = undefined;
  }

  function alive() {
    // Gone once the extension was updated, reloaded or removed.
    return Boolean(chrome.runtime?.id);
  }

  function retire() {
    listening.abort();
    remove();
    chrome.runtime?.onMessage?.removeListener(told);
  }

  /** @param {unknown} message @param {chrome.runtime.MessageSender} sender @param {(reply: unknown) => void} reply */
  function told(message, sender, reply) {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    if (/** @type {{ look?: boolean }} */ (message)?.look) {
      reply(true);
      void look();
    }
  }

  /** @param {() => void} then */
  function whenBody(then) {
    if (document.body) then();
    else document.addEventListener('DOMContentLoaded', then, { once: true, signal: listening.signal });
  }

  /** The page's own styles would win over ours, were these not important.
   * @param {{ collapsed: boolean, width: number }} order */
  function place({ collapsed, width }) {
    const box = collapsed ? { top: '40%', width: '32px', height: '96px' } : { top: '0', width: `${width}px`, height: '100%' };
    const rules = { all: 'initial', display: 'block', position: 'fixed', right: '0', 'z-index': '9000', ...box };
    return `:host { ${Object.entries(rules).map(([name, value]) => `${name}: ${value} !important`).join('; ')} }`;
  }

  /** Lightning fills the window: its body becomes the box that fixed parts keep to. Classic scrolls.
   * @param {number} width */
  function makeRoom(width) {
    return LIGHTNING
      ? `html { margin-right: ${width}px !important } body { contain: layout }`
      : `html { margin-right: ${width}px !important }`;
  }

  const STYLE = `
    :host { color-scheme: light dark !important }
    iframe { border: 0; width: 100%; height: 100%; display: block; box-shadow: -1px 0 0 light-dark(#dddde5, #363642) }
    button { width: 32px; height: 96px; padding: 0; border: 1px solid light-dark(#dddde5, #363642); border-right: 0;
      border-radius: 6px 0 0 6px; background: light-dark(#5a3fc0, #b3a2ff); color: light-dark(#fff, #17171c);
      font: 600 12px/1 system-ui, sans-serif; letter-spacing: .08em; writing-mode: vertical-rl; cursor: pointer }
    button:focus-visible { outline: 2px solid light-dark(#5a3fc0, #b3a2ff); outline-offset: 2px }
  `;

  const { signal } = listening;
  const navigation = /** @type {EventTarget | undefined} */ (/** @type {any} */ (window).navigation);
  navigation?.addEventListener('currententrychange', look, { signal });
  window.addEventListener('popstate', look, { signal });
  window.addEventListener('hashchange', look, { signal });
  // A page that comes back from the back/forward cache missed what happened meanwhile.
  window.addEventListener('pageshow', (event) => event.persisted && look(), { signal });
  document.addEventListener(REPLACED, retire, { signal });
  chrome.runtime.onMessage.addListener(told);

  world.msiActions = { look, alive };
  void look();
})();
