/**
 * The pages of a console app. A workspace tab holds a record and its subtabs; all that was opened stays in the
 * document, hidden, until its tab is closed. What is no tab (lists, home) has one place of its own.
 *
 * @typedef {import('./stage.js').Page} Page
 * @typedef {{ key: string, page: Page, path: string, container: HTMLElement, handle: HTMLElement, name: HTMLElement }} Tab
 * @typedef {object} Workspace
 * @property {Tab[]} tabs the first is the workspace's own record
 * @property {Tab} front
 * @property {HTMLElement} section
 * @property {HTMLElement} strip of subtabs
 * @property {HTMLElement} wrapper
 * @property {HTMLElement} handle in the strip of workspaces
 * @property {HTMLElement} name
 */
import { fill, h } from './dom.js';
import { parseRoute } from './router.js';

const HOST = 'windowViewMode-maximized oneContent lafPageHost';

/**
 * @param {import('./app.js').App} app
 * @returns {import('./stage.js').Stage}
 */
export function createWorkspaces(app) {
  const strip = h('ul', { class: 'tabBarItems slds-grid', role: 'tablist', 'aria-label': 'Workspaces' });
  const item = h('div', { class: HOST });
  const body = h('div', { class: 'tabsetBody' }, h('div', { class: 'navexConsoleNavItem' }, item));
  const element = h('div', { class: 'navexWorkspaceManager', id: 'main', role: 'main', tabindex: '-1' },
    h('div', { class: 'oneConsoleTabset' }, h('div', { class: 'tabBarContainer', hidden: true }, strip), body));
  /** @type {Workspace[]} */
  const workspaces = [];
  /** The page that is no tab, with its address. @type {{key: string, page: Page, path: string} | null} */
  let navItem = null;
  /** @type {Workspace | null} */
  let current = null;

  return { element, page, show, drop, within };

  /** @param {string} key */
  function page(key) {
    return find(key)?.tab.page ?? (navItem?.key === key ? navItem.page : null);
  }

  /** @type {import('./stage.js').Stage['show']} */
  function show(key, shown, place = { path: location.pathname, workspace: null, isTab: false }) {
    const before = inFront();
    if (place.isTab) showTab(key, shown, place);
    else showItem(key, shown, place.path);
    mark();
    document.title = shown.title;
    if (inFront() === before) return;
    window.scrollTo(0, 0);
    shown.heading.focus({ preventScroll: true });
  }

  /** @type {(key: string, shown: Page, place: import('./stage.js').Place) => void} */
  function showTab(key, shown, { path, workspace }) {
    const known = find(key);
    const holder = known?.workspace ?? (workspace ? find(workspace)?.workspace : undefined) ?? createWorkspace();
    const tab = known?.tab ?? createTab(holder, key, shown, path);
    tab.path = path;
    if (tab.page !== shown || !tab.container.firstChild) {
      tab.page = shown;
      fill(tab.container, shown.element);
    }
    rename(holder, tab);
    holder.front = tab;
    current = holder;
  }

  /** @type {(key: string, shown: Page, path: string) => void} */
  function showItem(key, shown, path) {
    navItem = { key, page: shown, path };
    current = null;
    fill(item, shown.element);
  }

  /** What is active, and only that, carries the class that says so. */
  function mark() {
    item.classList.toggle('active', !current);
    /** @type {HTMLElement} */ (item.parentElement).hidden = Boolean(current);
    /** @type {HTMLElement} */ (strip.parentElement).hidden = workspaces.length === 0;
    for (const workspace of workspaces) {
      const isCurrent = workspace === current;
      workspace.section.hidden = !isCurrent;
      workspace.section.classList.toggle('active', isCurrent);
      workspace.section.firstElementChild?.classList.toggle('active', isCurrent);
      select(workspace.handle, isCurrent);
      for (const tab of workspace.tabs) {
        const isFront = tab === workspace.front;
        tab.container.hidden = !isFront;
        tab.container.classList.toggle('active', isCurrent && isFront);
        select(tab.handle, isFront);
      }
    }
  }

  /** @param {string} key */
  function drop(key) {
    for (const workspace of [...workspaces]) {
      for (const tab of [...workspace.tabs]) if (tab.key === key || tab.key.startsWith(`${key}@`)) remove(workspace, tab);
    }
  }

  /** @returns {Workspace} */
  function createWorkspace() {
    const subtabs = h('ul', { class: 'tabBarItems slds-grid subtabs', role: 'tablist', 'aria-label': 'Subtabs' });
    const wrapper = h('div', { class: 'oneWorkspaceTabWrapper' });
    const section = h('section', { class: 'oneConsoleTab' }, h('div', { class: 'oneWorkspace' }, subtabs, wrapper));
    const { handle, name } = createHandle((from) => app.navigate(workspace.front.path, { from }), () => close(workspace, workspace.tabs[0]));
    const workspace = /** @type {Workspace} */ (/** @type {unknown} */ ({ tabs: [], section, strip: subtabs, wrapper, handle, name }));
    workspaces.push(workspace);
    strip.append(handle);
    body.append(section);
    return workspace;
  }

  /** @type {(workspace: Workspace, key: string, shown: Page, path: string) => Tab} */
  function createTab(workspace, key, shown, path) {
    const container = h('div', { class: HOST });
    const isOwn = workspace.tabs.length === 0;
    const { handle, name } = createHandle((from) => app.navigate(tab.path, { from }), isOwn ? null : () => close(workspace, tab));
    /** @type {Tab} */
    const tab = { key, page: shown, path, container, handle, name };
    workspace.tabs.push(tab);
    workspace.wrapper.append(container);
    workspace.strip.append(handle);
    return tab;
  }

  /** @type {(workspace: Workspace, tab: Tab) => void} */
  function rename(workspace, tab) {
    const [name] = tab.page.title.split(' | ');
    fill(tab.name, name);
    if (tab === workspace.tabs[0]) fill(workspace.name, name);
    for (const handle of [tab.handle, ...(tab === workspace.tabs[0] ? [workspace.handle] : [])]) {
      handle.querySelector('.close button')?.setAttribute('title', `Close ${name}`);
    }
  }

  /**
   * Closes a tab; a workspace's own closes all of it. What comes to the front is the neighbour.
   * @type {(workspace: Workspace, tab: Tab) => void}
   */
  function close(workspace, tab) {
    const wasInFront = current === workspace && (workspace.front === tab || workspace.tabs[0] === tab);
    const at = workspaces.indexOf(workspace);
    remove(workspace, tab);
    if (!wasInFront) return mark();
    const next = workspaces.includes(workspace) ? workspace : workspaces[at] ?? workspaces[at - 1];
    app.navigate(next?.front.path ?? navItem?.path ?? '/lightning/page/home', { from: strip });
  }

  /** @type {(workspace: Workspace, tab: Tab) => void} */
  function remove(workspace, tab) {
    if (tab === workspace.tabs[0]) {
      workspaces.splice(workspaces.indexOf(workspace), 1);
      workspace.section.remove();
      workspace.handle.remove();
      return;
    }
    const at = workspace.tabs.indexOf(tab);
    workspace.tabs.splice(at, 1);
    tab.container.remove();
    tab.handle.remove();
    if (workspace.front === tab) workspace.front = workspace.tabs[at - 1];
  }

  /**
   * What is opened from a workspace tab becomes a subtab of it; what stays on the record in view keeps its tab.
   * @type {import('./stage.js').Stage['within']}
   */
  function within(path, from) {
    const url = new URL(path, location.origin);
    const route = parseRoute(url);
    const stays = !from && 'id' in route && idOf(location) === route.id.slice(0, 15);
    const holder = stays ? current : workspaces.find(({ section }) => section.contains(from));
    const own = holder?.tabs[0];
    const isTab = route.page === 'record' || route.page === 'related';
    if (!own || !isTab || url.searchParams.has('ws') || idOf(new URL(own.path, location.origin)) === route.id.slice(0, 15)) return path;
    url.searchParams.set('ws', own.path);
    return url.pathname + url.search;
  }

  /** @param {string} key */
  function find(key) {
    for (const workspace of workspaces) {
      const tab = workspace.tabs.find((each) => each.key === key);
      if (tab) return { workspace, tab };
    }
    return undefined;
  }

  function inFront() {
    return current?.front.container ?? item;
  }
}

/**
 * @param {(from: Element) => void} onSelect
 * @param {(() => void) | null} onClose
 */
function createHandle(onSelect, onClose) {
  const name = h('span', { class: 'title slds-truncate' });
  const handle = h('li', { class: 'oneConsoleTabItem tabItem slds-context-bar__item', role: 'presentation' },
    h('a', { class: 'tabHeader slds-context-bar__label-action', role: 'tab', href: 'javascript:void(0)', onclick: (event) => { event.preventDefault(); onSelect(event.currentTarget); } }, name),
    onClose && h('div', { class: 'close slds-col--bump-left' }, h('button', { type: 'button', class: 'slds-button', onclick: onClose }, '×')));
  return { handle, name };
}

/** @type {(handle: HTMLElement, is: boolean) => void} */
function select(handle, is) {
  handle.classList.toggle('active', is);
  handle.classList.toggle('slds-is-active', is);
  handle.querySelector('[role=tab]')?.setAttribute('aria-selected', String(is));
}

/** The record an address names, 15 characters. @param {URL | Location} url */
function idOf(url) {
  const route = parseRoute(url);
  return 'id' in route ? route.id.slice(0, 15) : null;
}
