/**
 * Tabs of the Classic console. A primary tab holds a record and its subtabs, each in a frame of its own; what is
 * not in front stays in the document, hidden. The address's fragment names the tab in front: `#%2F<id>`.
 *
 * @typedef {object} Tab
 * @property {string} path of the page, without the parameters of the frame
 * @property {string} name of the record, as its page says
 * @property {HTMLIFrameElement} frame
 * @property {HTMLElement} panel what holds the frame
 * @property {HTMLLIElement} handle in the strip
 *
 * @typedef {Tab & {subtabs: Tab[], front: Tab, strip: HTMLElement, box: HTMLElement}} Primary `front` is itself or a subtab
 */

const NONCE = [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const root = /** @type {HTMLElement} */ (document.getElementById('navigatortab'));
const strip = root.appendChild(element('ul', 'x-tab-strip primary', { role: 'tablist', 'aria-label': 'Primary tabs' }));
const body = root.appendChild(element('div', 'x-tab-panel-body'));
const list = body.appendChild(element('div', 'x-panel navigator-list'));
/** @type {Primary[]} */
const primaries = [];
/** @type {Primary | null} null: the list is in front */
let current = null;
let made = 0;

document.getElementById('navigator')?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link) return;
  event.preventDefault();
  showList(`/${link.dataset.list}`);
});
window.addEventListener('message', ({ source, data }) => {
  const sender = primaries.flatMap((primary) => [primary, ...primary.subtabs]).find(({ frame }) => frame.contentWindow === source);
  const fromList = list.firstElementChild instanceof HTMLIFrameElement && list.firstElementChild.contentWindow === source;
  if (sender && typeof data?.title === 'string') named(sender, data.title);
  if (!(sender || fromList) || typeof data?.openTab !== 'string') return;
  if (data.from === 'vw' && current) openSubtab(current, data.openTab);
  else openPrimary(data.openTab);
});
window.addEventListener('hashchange', follow);
follow();

/** Brings to the front what the fragment names. */
function follow() {
  const path = pathInAddress();
  if (!/^\/[A-Za-z0-9]/.test(path)) return showList('/00Q');
  const key = keyOf(path);
  for (const primary of primaries) {
    const tab = [primary, ...primary.subtabs].find((each) => keyOf(each.path) === key);
    if (tab) return show(primary, tab);
  }
  return openPrimary(path);
}

/** @param {string} path */
function openPrimary(path) {
  const known = primaries.find((each) => keyOf(each.path) === keyOf(path));
  if (known) return show(known, known);
  const box = body.appendChild(element('div', 'x-panel'));
  const inner = box.appendChild(element('ul', 'x-tab-strip subtabs', { role: 'tablist', 'aria-label': 'Subtabs' }));
  const tab = /** @type {Primary} */ (createTab(path, `scc-pt-${made++}`, strip, box));
  Object.assign(tab, { subtabs: [], strip: inner, box, front: tab });
  primaries.push(tab);
  tab.handle.addEventListener('click', (event) => (isClose(event) ? closePrimary(tab) : show(tab, tab.front)));
  // The first subtab is the primary tab's own page.
  const own = inner.appendChild(createHandle('own'));
  own.querySelector('.x-tab-strip-close')?.remove();
  own.addEventListener('click', () => show(tab, tab));
  return show(tab, tab);
}

/** @param {Primary} primary @param {string} path */
function openSubtab(primary, path) {
  const known = [primary, ...primary.subtabs].find((each) => keyOf(each.path) === keyOf(path));
  if (known) return show(primary, known);
  const tab = createTab(path, `scc-st-${made++}`, primary.strip, primary.box);
  primary.subtabs.push(tab);
  tab.handle.addEventListener('click', (event) => (isClose(event) ? closeSubtab(primary, tab) : show(primary, tab)));
  return show(primary, tab);
}

/** @param {Primary} primary */
function closePrimary(primary) {
  const at = primaries.indexOf(primary);
  primaries.splice(at, 1);
  primary.handle.remove();
  primary.box.remove();
  if (current !== primary) return;
  const next = primaries[at] ?? primaries[at - 1];
  if (next) show(next, next.front);
  else showList('/00Q');
}

/** @param {Primary} primary @param {Tab} tab */
function closeSubtab(primary, tab) {
  const all = [primary, ...primary.subtabs];
  const neighbour = all[all.indexOf(tab) - 1];
  primary.subtabs.splice(primary.subtabs.indexOf(tab), 1);
  tab.handle.remove();
  tab.panel.remove();
  if (primary.front !== tab) return;
  primary.front = neighbour;
  if (current === primary) show(primary, neighbour);
}

/** @param {string} path of a list */
function showList(path) {
  current = null;
  if (!list.firstElementChild || !(/** @type {HTMLIFrameElement} */ (list.firstElementChild)).src.includes(`${path}?`)) {
    list.replaceChildren(element('iframe', '', { src: framed(path, 'nv'), title: 'List' }));
  }
  mark();
  if (location.hash) location.hash = '';
  document.title = 'Salesforce - Unlimited Edition';
}

/** @param {Primary} primary @param {Tab} tab itself or one of its subtabs */
function show(primary, tab) {
  current = primary;
  primary.front = tab;
  mark();
  const hash = `#${encodeURIComponent(tab.path)}`;
  // Another form of the same address is put right; another tab is a step in the history.
  if (keyOf(pathInAddress()) === keyOf(tab.path)) history.replaceState(null, '', hash);
  else location.hash = hash;
  setTitle(tab);
}

/** What the fragment names. Some links end in a bar. */
function pathInAddress() {
  return decodeURIComponent(location.hash.slice(1)).replace(/\|$/, '').split('?')[0];
}

/** Shows what is in front and hides the rest. */
function mark() {
  list.classList.toggle('x-hide-display', current !== null);
  for (const primary of primaries) {
    const isCurrent = primary === current;
    primary.handle.classList.toggle('x-tab-strip-active', isCurrent);
    primary.box.classList.toggle('x-hide-display', !isCurrent);
    primary.strip.firstElementChild?.classList.toggle('x-tab-strip-active', primary.front === primary);
    for (const tab of [primary, ...primary.subtabs]) {
      tab.panel.classList.toggle('x-hide-display', tab !== primary.front);
      if (tab !== primary) tab.handle.classList.toggle('x-tab-strip-active', tab === primary.front);
    }
  }
}

/** @type {(path: string, id: string, into: HTMLElement, box: HTMLElement) => Tab} */
function createTab(path, id, into, box) {
  const handle = into.appendChild(createHandle(id));
  const panel = box.appendChild(element('div', 'x-panel tab-panel', { id: `${id}__panel` }));
  const frame = /** @type {HTMLIFrameElement} */ (element('iframe', '', { id: `ext-comp-${id}`, src: framed(path, 'vw'), title: path }));
  const tab = { path, name: path, frame, panel, handle };
  panel.append(frame);
  return tab;
}

/** Takes the record's name from the title of the page in the frame. @param {Tab} tab @param {string} title */
function named(tab, title) {
  const name = title.split(' ~ ')[0].replace(/^[\w ]+: /, '');
  tab.name = name;
  if (current?.front === tab) setTitle(tab);
  tab.frame.title = name;
  for (const handle of [tab.handle, ...('strip' in tab ? [/** @type {Primary} */ (tab).strip.firstElementChild] : [])]) {
    const text = handle?.querySelector('.x-tab-strip-text');
    if (text) text.textContent = name;
    handle?.querySelector('.x-tab-strip-close')?.setAttribute('aria-label', `Close ${name}`);
  }
}

/** @param {Tab} tab */
function setTitle(tab) {
  document.title = `${tab.name} ~ Salesforce - Unlimited Edition`;
}

/** @param {string} id @returns {HTMLLIElement} */
function createHandle(id) {
  const handle = /** @type {HTMLLIElement} */ (element('li', '', { id: `${id}__tab`, role: 'presentation' }));
  const label = handle.appendChild(element('a', 'x-tab-right', { href: '#', role: 'tab' }));
  label.append(element('span', 'x-tab-strip-text'));
  label.addEventListener('click', (event) => event.preventDefault());
  handle.append(element('button', 'x-tab-strip-close', { type: 'button', 'aria-label': 'Close' }));
  return handle;
}

/** @param {Event} event */
function isClose(event) {
  return event.target instanceof Element && event.target.matches('.x-tab-strip-close');
}

/** @param {string} path @param {'vw' | 'nv'} kind */
function framed(path, kind) {
  const view = document.querySelector(`[data-list="${path.slice(1)}"]`)?.getAttribute('data-view');
  // A list's as in an address of `/500` that was seen in public code.
  /** @type {Record<string, string>} */
  const of = kind === 'vw' ? { isdtp: kind, isWsVw: 'true' } : { ...(view ? { fcf: view } : {}), rolodexIndex: '-1', page: '1', isdtp: kind };
  const query = new URLSearchParams({ ...of, nonce: NONCE, sfdcIFrameOrigin: location.origin });
  return `${path}?${query}`;
}

/** A record is the same by either form of its id. @param {string} path */
function keyOf(path) {
  return path.slice(0, 16);
}

/** @type {(tag: string, className: string, attributes?: Record<string, string>) => HTMLElement} */
function element(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
