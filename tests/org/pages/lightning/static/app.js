/** Starts the app and follows the address. */
import { DataError, request } from './api.js';
import { installAura } from './aura.js';
import { useNativeShadow } from './dom.js';
import { openEditor } from './editor.js';
import { createHome } from './home.js';
import { createList } from './list.js';
import { createMessage } from './message.js';
import { createRecord } from './record.js';
import { createRelated } from './related.js';
import { parseRoute, routePath } from './router.js';
import { createSearch } from './search.js';
import { createShell } from './shell.js';
import { createStage } from './stage.js';

/**
 * @typedef {import('./router.js').Route} Route
 * @typedef {import('./stage.js').Page} Page
 * @typedef {{userId: string, username: string, name: string, title: string, loggedInAs: boolean, nativeShadow: boolean, tabs: {object: string, plural: string, prefix: string, mine: string}[]}} Session
 * @typedef {object} App what pages may ask of the app
 * @property {Session} session
 * @property {(path: string, options?: {replace?: boolean}) => void} navigate
 * @property {(id: string) => void} forget drops the page of a record that was deleted
 */

const session = /** @type {Session} */ (await request('session'));
installAura(session);
if (session.nativeShadow) useNativeShadow(await (await fetch('/lightning-app/css/record.css')).text());

const stage = createStage();
const app = /** @type {App} */ ({ session, navigate, forget: (id) => stage.drop(recordKey(id)) });
const shell = createShell(app, stage.element);
let turn = 0;
let closeModal = () => {};

document.body.append(shell.element);
document.addEventListener('click', followLink);
window.addEventListener('popstate', () => follow());
await follow();
document.getElementById('auraLoadingBox')?.classList.add('loadingHide');

/**
 * @param {string} path
 * @param {{replace?: boolean}} [options]
 */
function navigate(path, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  follow();
}

/** Shows what the address names. A later call overtakes an earlier one that still loads. */
async function follow() {
  const mine = ++turn;
  const route = parseRoute(location);
  closeModal();
  shell.loading(true);
  shell.select(route);
  const key = keyOf(route);
  const known = stage.page(key);
  const page = known ?? await load(route);
  if (mine !== turn) return;
  shell.loading(false);
  stage.show(page.key ?? key, page);
  settle(route, page);
  if (known?.refresh) await bringUpToDate(known, mine);
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
 */
function settle(route, page) {
  const settled = page.route ? { ...route, ...page.route, ...(route.page === 'record' ? { modal: route.modal } : {}) } : route;
  const canonical = new URL(routePath(/** @type {Route} */ (settled)), location.origin);
  // Only a list's query is the route's own; others (ws, count, backgroundContext) stay as they came.
  const differs = canonical.pathname !== location.pathname || (route.page === 'list' && canonical.search !== location.search);
  if (route.page !== 'unknown' && differs) history.replaceState(null, '', canonical);
  if (settled.page === 'record' && settled.modal) {
    closeModal = openEditor(app, settled.id, settled.modal, routePath({ ...settled, modal: null }));
  }
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
      case 'record': return await createRecord(app, route);
      case 'related': return await createRelated(app, route);
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
  return route.page === 'record' ? recordKey(route.id) : routePath(route);
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
  navigate(url.pathname + url.search);
}
