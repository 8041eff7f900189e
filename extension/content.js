// Runs in the top frame of Salesforce pages. It says "look at me" when the page's address changes, and
// shows or removes the panel as the worker answers. No requests, no rules.
(() => {
  /** @typedef {{ do: 'mount', collapsed: boolean, width: number, theme: 'browser' | 'light' | 'dark' } | { do: 'unmount' }} Order */
  /** @typedef {{ navigation?: any, msiActions?: { look(): void, alive(): boolean, ask: typeof ask } }} World */
  const world = /** @type {World} */ (globalThis);
  if (window.top !== window) return;
  if (world.msiActions?.alive()) return world.msiActions.look();
  // After an update the new script has a world of its own: the orphan hears of it by an event.
  const REPLACED = 'msi-actions:replaced';
  // A page that is only loading has none.
  if (document.readyState !== 'loading') document.dispatchEvent(new Event(REPLACED));

  /** Asking for the manifest, or for a translation, costs the page time. */
  const BUILD = '0.1.0';
  const NAME = 'MSI Actions';
  /** The panel lies over a page that is narrower than `PAGE` beside it. */
  const [TAB, NARROWEST, WIDEST, PAGE] = [32, 320, 600, 700];
  /** Classic's console, which stays the same page. */
  const CONSOLE = /^https:\/\/[^/]+\/console\b/.test(document.URL);
  /** Lightning's requests that write, by the names of their actions. */
  const SAVES = /\/aura\?.*\.(save|update|delete|convert|merge|submit|perform)\w*=/;
  /** Milliseconds between looks at a page that storms, after ten. */
  const PACE = 200;
  /** What ends when this script retires. Here as elsewhere few interfaces of the page are used: each costs it
   * memory, some as much as this script. @type {(() => void)[]} */
  const ends = [];
  /** @type {{ host: HTMLElement, root: ShadowRoot, width: number, drawn?: string, collapsed?: boolean, theme?: string } | undefined} */
  let panel;
  /** Makes room in the page. @type {CSSStyleSheet | undefined} */
  let room;
  /** @type {Order | undefined} */
  let wanted;
  /** Sees the panel move. @type {IntersectionObserver | undefined} */
  let place;
  let address = document.URL;
  let [looking, again, focusing, retired, due, keeping] = [false, false, false, false, 0, 0];

  /** @param {string} name @param {object} body @returns {Promise<any>} */
  async function ask(name, body) {
    return JSON.parse(await chrome.runtime.sendMessage(JSON.stringify({ name, build: BUILD, body }))).ok;
  }

  async function look() {
    again = true;
    if (looking) return;
    looking = true;
    while (again) {
      if (!alive()) return retire();
      const now = Date.now();
      due = Math.min(Math.max(due, now - 10 * PACE), now) + PACE;
      if (due > now) await new Promise((later) => setTimeout(later, due - now));
      again = false;
      // No answer: the worker is being replaced.
      wanted = await ask('look', { seen: !document.hidden }).catch(() => wanted);
      if (wanted?.do === 'unmount') remove();
      else if (panel || focusing || wanted?.collapsed === false) show();
      else if (wanted) requestIdleCallback(show, { timeout: 1000 });
    }
    looking = false;
  }

  /** What the worker keeps of the record may be old: it brakes a page that says so too often. */
  function changed() {
    if (alive()) ask('record_changed', {}).catch(() => {});
  }

  /** Another address: what the rep was about to press may be another record's. */
  function navigated() {
    if (address !== document.URL) inPanel()?.contentWindow?.postMessage('moved', '*');
    address = document.URL;
    void look();
  }

  const inPanel = () => panel?.root.querySelector('iframe');

  function show() {
    if (wanted?.do !== 'mount' || retired) return;
    if (!document.body) return document.addEventListener('DOMContentLoaded', show, { once: true });
    const { collapsed, width, theme } = wanted;
    if (!panel?.host.isConnected) {
      remove();
      panel = create();
    }
    if (panel.collapsed !== collapsed) panel.root.replaceChildren(...(collapsed ? [edgeTab()] : [frame(theme), edge()]));
    Object.assign(panel, { collapsed, theme });
    size(keeping ? panel.width : width);
    if (!panel.host.isConnected) document.documentElement.append(panel.host);
    watchPlace();
  }

  /** Tells the panel when it was moved: a click that was meant for what lay there a moment before does not
   * count. The observer's box is the panel's own, so that any move leaves it. */
  function watchPlace() {
    place?.disconnect();
    if (!panel || panel.collapsed) return;
    const { host } = panel;
    const at = () => JSON.stringify(host.getBoundingClientRect());
    const { top, right, bottom, left } = host.getBoundingClientRect();
    const was = at();
    place = new IntersectionObserver(() => {
      if (at() === was) return;
      inPanel()?.contentWindow?.postMessage('moved', '*');
      watchPlace();
    }, {
      rootMargin: [-top, right - innerWidth, bottom - innerHeight, -left].map((edge) => `${Math.ceil(edge)}px`).join(' '),
      threshold: [...Array(101).keys()].map((n) => n / 100),
    });
    place.observe(host);
  }

  function create() {
    const host = document.createElement('msi-actions-panel');
    const root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [new CSSStyleSheet()];
    return { host, root, width: 0 };
  }

  /** @param {number} wish */
  function size(wish) {
    if (!panel) return;
    const { collapsed, root, theme } = panel;
    const width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, wish)));
    panel.width = width;
    // Where the page fills the window, its body is the box of fixed parts.
    const fills = CONSOLE || /^https:\/\/[^/]+\.lightning\.force\.com\//.test(document.URL);
    // To draw the same again would have the page lay itself out.
    const drawn = `${[collapsed, width, theme, fills]}`;
    if (drawn === panel.drawn && room && document.adoptedStyleSheets.includes(room)) return;
    panel.drawn = drawn;
    root.querySelector('div')?.setAttribute('aria-valuenow', `${width}`);
    // Else the page's styles would win.
    const box = collapsed ? `top: 40%; width: ${TAB}px; height: 96px` : `top: 0; width: ${width}px; height: 100%`;
    const scheme = theme === 'browser' ? 'light dark' : theme;
    const rules = `all: initial; color-scheme: ${scheme}; display: block; position: fixed; right: 0; z-index: 9000; ${box};`;
    root.adoptedStyleSheets[0]?.replaceSync(`:host { ${rules.replaceAll(';', ' !important;')} } ${STYLE}`);
    room ??= new CSSStyleSheet();
    const taken = collapsed ? TAB : width;
    room.replaceSync(`@media (min-width: ${taken + PAGE}px) {
      html { margin-right: ${taken}px !important } ${fills ? 'body { contain: layout }' : ''} }`);
    if (!document.adoptedStyleSheets.includes(room)) document.adoptedStyleSheets.push(room);
  }

  /** Painted in the rep's theme from its first moment. @param {string} theme */
  function frame(theme) {
    const frame = Object.assign(document.createElement('iframe'), { title: NAME, src: chrome.runtime.getURL(`panel.html?theme=${theme}`) });
    frame.onload = () => {
      if (focusing) frame.focus();
      focusing = false;
    };
    return frame;
  }

  /** What the rep drags, or moves by the arrow keys. */
  function edge() {
    const edge = Object.assign(document.createElement('div'), {
      tabIndex: 0, role: 'separator', ariaLabel: NAME, ariaOrientation: 'vertical', ariaValueMin: NARROWEST, ariaValueMax: WIDEST,
    });
    edge.onpointerdown = (event) => edge.setPointerCapture(event.pointerId);
    edge.onpointermove = ({ pointerId, clientX }) => {
      if (panel && edge.hasPointerCapture(pointerId)) size(panel.host.getBoundingClientRect().right - clientX);
    };
    edge.onlostpointercapture = () => keep(false);
    edge.onkeydown = ({ key }) => {
      const step = { ArrowLeft: 20, ArrowRight: -20 }[key];
      if (!panel || !step) return;
      size(panel.width + step);
      void keep(false);
    };
    return edge;
  }

  function edgeTab() {
    return Object.assign(document.createElement('button'), {
      title: NAME, ariaLabel: NAME, ariaExpanded: 'false', textContent: 'MSI', onclick: open,
    });
  }

  function open() {
    focusing = true;
    void keep(false);
  }

  /** Keeps how the rep left the panel. @param {boolean} collapsed */
  async function keep(collapsed) {
    keeping += 1;
    await ask('set_panel', { collapsed, width: panel?.width }).catch(() => {});
    keeping -= 1;
    await look();
  }

  /** A key of the browser's: into the panel; from the panel it collapses. */
  function toggle() {
    if (!panel) return;
    if (panel.collapsed) open();
    else if (document.activeElement === panel.host) void keep(true);
    else inPanel()?.focus();
  }

  function remove() {
    place?.disconnect();
    panel?.host.remove();
    panel = undefined;
    room?.replaceSync('');
  }

  /** Not once the extension was updated, reloaded or removed. */
  function alive() {
    return !!chrome.runtime?.id;
  }

  function retire() {
    retired = true;
    for (const end of ends.splice(0)) end();
    remove();
  }

  /** @param {EventTarget} target @param {string} type @param {(event: any) => void} hear @param {boolean} [capture] */
  function on(target, type, hear, capture) {
    target.addEventListener(type, hear, capture);
    ends.push(() => target.removeEventListener(type, hear, capture));
  }

  // While the edge is dragged its end must not be lost to the panel, which comes to lie under the pointer.
  const STYLE = `:host { --line: light-dark(#dddde5, #363642); --accent: light-dark(#5a3fc0, #b3a2ff) }
    iframe { border: 0; width: 100%; height: 100%; display: block; background: light-dark(#fff, #17171c); box-shadow: -1px 0 0 var(--line) }
    :host(:active) iframe { pointer-events: none }
    div { position: absolute; inset: 0 100% 0 -6px; cursor: ew-resize; touch-action: none }
    div:hover, div:focus-visible { background: var(--accent); outline: 0 }
    button { width: 100%; height: 100%; padding: 0; border: 1px solid var(--line); border-right: 0;
      border-radius: 6px 0 0 6px; background: var(--accent); color: light-dark(#fff, #17171c);
      font: 600 12px/1 system-ui; writing-mode: vertical-rl; cursor: pointer }
    button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }`;

  const { navigation } = world;
  on(navigation, 'currententrychange', navigated);
  // In the Classic console a list is a frame, and another one does not change the page's address.
  if (CONSOLE) on(document, 'load', ({ target }) => target.contentWindow && look(), true);
  // From the back/forward cache.
  on(window, 'pageshow', (event) => event.persisted && look());
  on(window, 'focus', ({ isTrusted }) => {
    // Escape in the panel focuses the page.
    inPanel()?.blur();
    if (panel && isTrusted) void look();
  });
  // Only an orphan retires: pages may send this, too.
  on(document, REPLACED, () => alive() || retire());
  chrome.runtime.onMessage.addListener((message, sender, reply) => {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    if (message.look) void look();
    if (message.toggle) toggle();
    reply(true);
  });

  // Nobody saves while the page loads, and to look at all that it loads would slow it down.
  const watchSaves = () => {
    const saves = new PerformanceObserver((list) => list.getEntries().some(({ name }) => SAVES.test(name)) && changed());
    saves.observe({ type: 'resource' });
    ends.push(() => saves.disconnect());
  };
  if (document.readyState === 'complete') watchSaves();
  else on(window, 'load', watchSaves);
  // Loaded again, or come back to by saving in Classic.
  if (navigation.activation?.navigationType === 'reload' || /\/e(\?|$)/.test(document.referrer)) changed();

  world.msiActions = { look, alive, ask };
  void look();
})();
