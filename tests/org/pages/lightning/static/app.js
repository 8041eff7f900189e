/** Starts the app and follows the address. */
import { DataError, request } from './api.js';
import { installAura } from './aura.js';
import { useNativeShadow } from './dom.js';
import { createClassic, createOverridden } from './classic.js';
import { openEditor, openNew, openQuickAction } from './editor.js';
import { createHome } from './home.js';
import { createList } from './list.js';
import { createMessage } from './message.js';
import { createRecord } from './record.js';
import { createRelated } from './related.js';
import { appInAddress, parseRoute, routePath, workspaceInAddress } from './router.js';
import { createSearch } from './search.js';
import { appOf, createShell } from './shell.js';
import { createStage } from './stage.js';
import { createWorkspaces } from './workspaces.js';

/**
 * @typedef {import('./router.js').Route} Route
 * @typedef {import('./stage.js').Page} Page
 * @typedef {{id: string, name: string, label: string, console: boolean}} AppItem
 * @typedef {{apps: AppItem[], app: string, userId: string, username: string, name: string, title: string, loggedInAs: boolean, sandbox: string | null, nativeShadow: boolean, tabs: {object: string, plural: string, prefix: string, mine: string}[]}} Session
 * @typedef {object} App what pages may ask of the app
 * @property {Session} session
 * @property {(path: string, options?: {replace?: boolean, from?: Element | null}) => void} navigate `from` is what was clicked
 * @property {(id: string) => void} forget drops the page of a record that was deleted
 */

const session = /** @type {Session} */ (await request('session'));
installAura(session);
if (session.nativeShadow) useNativeShadow(await (await fetch('/lightning-app/css/record.css')).text());

const app = /** @type {App} */ ({ session, navigate, forget: (id) => stage.drop(recordKey(id)) });
/** @type {import('./stage.js').Stage} */
let stage;
/** @type {ReturnType<typeof createShell>} */
let shell;
let turn = 0;
let closeModal = () => {};

furnish();
document.addEventListener('click', followLink);
window.addEventListener('popstate', () => follow());
await follow();
document.getElementById('auraLoadingBox')?.classList.add('loadingHide');

/**
 * @param {string} path
 * @param {{replace?: boolean, from?: Element | null}} [options]
 */
function navigate(path, { replace = false, from = null } = {}) {
  const target = stage.within(path, from);
  if (replace) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  follow();
}

/** Puts up what the app in use needs. */
function furnish() {
  const before = shell?.element;
  stage = appOf(session).console ? createWorkspaces(app) : createStage();
  shell = createShell(app, stage.element);
  if (before) before.replaceWith(shell.element);
  else document.body.append(shell.element);
}

/**
 * Changes to the app that an address names; Salesforce remembers it.
 * @param {string} wanted id or API name
 */
async function changeApp(wanted) {
  const known = session.apps.find(({ id, name }) => id === wanted || name === wanted);
  if (!known || known.id === session.app) return;
  session.app = (await request('app', { method: 'POST', body: { app: wanted } })).app;
  furnish();
}

/** Shows what the address names. A later call overtakes an earlier one that still loads. */
async function follow() {
  const mine = ++turn;
  const route = parseRoute(location);
  const wanted = appInAddress(location);
  closeModal();
  closeModal = () => {};
  if (wanted) await changeApp(wanted);
  if (mine !== turn) return;
  shell.loading(true);
  shell.select(route);
  const workspace = await openWorkspace(route, mine);
  const key = keyOf(route) + (workspace ? `@${workspace}` : '');
  const known = stage.page(key);
  const page = known ?? await load(route);
  if (mine !== turn) return;
  shell.loading(false);
  const path = settle(route, page);
  stage.show(page.key ?? key, page, { path, workspace, isTab: !page.key && (route.page === 'record' || route.page === 'related') });
  if (known?.refresh) await bringUpToDate(known, mine);
}

/**
 * In a console app the address may name the workspace tab that holds the page: it is opened first.
 * @param {Route} route
 * @param {number} mine
 * @returns {Promise<string | null>} its key
 */
async function openWorkspace(route, mine) {
  const holder = appOf(session).console ? workspaceInAddress(location) : null;
  if (!holder || ('id' in route && recordKey(route.id) === recordKey(holder.id))) return null;
  const key = recordKey(holder.id);
  if (stage.page(key)) return key;
  const page = await load(holder);
  if (mine !== turn || page.key) return null;
  stage.show(key, page, { path: routePath(/** @type {Route} */ ({ ...holder, ...page.route })), workspace: null, isTab: true });
  return key;
}

/**
 * @param {Page} page shown again
 * @param {number} mine
 */
async function bringUpToDate(page, mine) {
  const problem = await page.refresh?.().catch(messageOf);
  if (mine !== turn) return;
  if (problem) return stage.show('message', problem);
  document.title = page.title;
  // What had the focus may have been drawn anew.
  if (document.activeElement === document.body) page.heading.focus({ preventScroll: true });
}

/**
 * Puts the canonical address in place of a short or older one, and opens the form that the address asks for.
 * @param {Route} route
 * @param {Page} page
 * @returns {string} the address of the page, without the form
 */
function settle(route, page) {
  const settled = page.route ? { ...route, ...page.route, ...(route.page === 'record' ? { modal: route.modal } : {}) } : route;
  const canonical = new URL(routePath(/** @type {Route} */ (settled)), location.origin);
  // Only a list's query is the route's own; others (ws, count, backgroundContext) stay as they came.
  const differs = canonical.pathname !== location.pathname || (route.page === 'list' && canonical.search !== location.search);
  const holder = workspaceInAddress(location);
  if (route.page !== 'list' && holder) canonical.searchParams.set('ws', routePath(holder));
  const isDialog = route.page === 'record' && route.modal === 'quick';
  if (route.page !== 'unknown' && differs && !isDialog) history.replaceState(null, '', canonical);
  if (settled.page === 'new') closeModal = openNew(app, settled.object, `/lightning/o/${settled.object}/list`);
  if (settled.page !== 'record' || !settled.modal) return canonical.pathname + canonical.search;
  const back = routePath({ ...settled, modal: null }) + (holder ? canonical.search : '');
  closeModal = settled.modal === 'quick' ? openQuickAction(app, settled.action ?? '', back) : openEditor(app, settled.id, settled.modal, back);
  return back;
}

/**
 * @param {Route} route
 * @returns {Promise<Page>}
 */
async function load(route) {
  try {
    switch (route.page) {
      case 'home': return await createHome(app);
      case 'list': return await createList(app, route);
      case 'record': return await createOverridden(app, route) ?? await createRecord(app, route);
      case 'related': return await createRelated(app, route);
      case 'new': return await createList(app, { page: 'list', object: route.object, view: null, sort: null, descending: false });
      case 'classic': return createClassic(app, route.address);
      case 'search': return await createSearch(route);
      case 'setup': return createMessage('Setup', 'Setup pages are not part of this demo org.');
      default: return createMessage('Page not found', "This page isn't available or you might need to check the address.");
    }
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * @param {unknown} error
 * @returns {Page} says what the org said
 */
function messageOf(error) {
  if (error instanceof DataError) return createMessage("This page isn't available", error.message);
  throw error;
}

/** @param {Route} route */
function keyOf(route) {
  // A record has one page whatever the address calls it; everything else is one page an address.
  return route.page === 'record' ? recordKey(route.id) + (route.standard ? '!standard' : '') : routePath(route);
}

/** @param {string} id 15 or 18 characters */
function recordKey(id) {
  return `record:${id.slice(0, 15)}`;
}

/**
 * Links within the app navigate without a reload.
 * @param {MouseEvent} event
 */
function followLink(event) {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.target) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || !url.pathname.startsWith('/lightning/')) return;
  event.preventDefault();
  navigate(url.pathname + url.search, { from: link });
}
