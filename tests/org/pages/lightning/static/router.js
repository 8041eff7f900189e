/**
 * The addresses of Lightning Experience ("pageReference types" in the Lightning Web Components
 * Developer Guide) and what each shows.
 *
 * @typedef {{page: 'home'}
 *   | {page: 'list', object: string, view: string | null, sort: string | null, descending: boolean}
 *   | {page: 'record', object: string | null, id: string, modal: 'edit' | 'clone' | 'quick' | null, action?: string, standard?: boolean}
 *   | {page: 'new', object: string}
 *   | {page: 'related', object: string | null, id: string, list: string}
 *   | {page: 'classic', address: string}
 *   | {page: 'search', words: string}
 *   | {page: 'setup', path: string}
 *   | {page: 'unknown'}} Route
 */

const ID = /^(?=.*\d)[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/;

/**
 * @param {URL | Location} url
 * @returns {Route}
 */
export function parseRoute(url) {
  const path = url.pathname.startsWith('/one/one.app') ? oneAppPath(url.hash) : url.pathname;
  const query = new URLSearchParams(url.search);
  const [, root, kind, ...rest] = path.split('/').map(decodeURIComponent);
  if (root !== 'lightning') return { page: 'unknown' };
  // Within an app the same routes follow its id or name: /lightning/app/<app>/r/…
  const [head, ...tail] = kind === 'app' ? rest.slice(1) : [kind, ...rest];
  switch (head) {
    case undefined: case '': return { page: 'home' };
    case 'page': return tail[0] === 'home' ? { page: 'home' } : { page: 'unknown' };
    case 'o': return listRoute(tail, query);
    case 'r': return recordRoute(tail, query.get('nooverride') === '1');
    case 'action': return quickActionRoute(tail, query);
    case '_classic': return tail[0]?.startsWith('/') ? { page: 'classic', address: tail[0] } : { page: 'unknown' };
    case 'search': return { page: 'search', words: query.get('q') ?? '' };
    case 'setup': return { page: 'setup', path: tail.join('/') };
    default: return { page: 'unknown' };
  }
}

/**
 * The canonical address of a route.
 * @param {Route} route
 * @returns {string}
 */
export function routePath(route) {
  switch (route.page) {
    case 'list': return `/lightning/o/${route.object}/list${listQuery(route)}`;
    case 'record': return `/lightning/r/${route.object ? `${route.object}/` : ''}${route.id}/${route.modal === 'quick' ? 'view' : route.modal ?? 'view'}`;
    case 'related': return `/lightning/r/${route.object ? `${route.object}/` : ''}${route.id}/related/${route.list}/view`;
    case 'new': return `/lightning/o/${route.object}/new`;
    case 'classic': return `/lightning/_classic/${encodeURIComponent(route.address)}`;
    case 'search': return `/lightning/search?q=${encodeURIComponent(route.words)}`;
    case 'setup': return `/lightning/setup/${route.path}`;
    default: return '/lightning/page/home';
  }
}

/** @param {Extract<Route, {page: 'list'}>} route */
function listQuery({ view, sort, descending }) {
  const query = new URLSearchParams(view ? { filterName: view } : {});
  if (sort) query.set('sort', sort);
  if (descending) query.set('order', 'desc');
  return query.size ? `?${query}` : '';
}

/**
 * The older app's addresses lie in the fragment: #/sObject/<id>/view, #/sObject/<Object>/list.
 * @param {string} hash
 */
function oneAppPath(hash) {
  const [, kind, subject, action] = hash.replace(/^#/, '').split('?')[0].split('/');
  if (kind !== 'sObject') return '/lightning/page/home';
  return ID.test(subject) ? `/lightning/r/${subject}/${action || 'view'}` : `/lightning/o/${subject}/${action || 'list'}`;
}

/**
 * @param {string[]} tail
 * @param {URLSearchParams} query
 * @returns {Route}
 */
function listRoute([object, action], query) {
  if (object && action === 'new') return { page: 'new', object };
  if (!object || !['list', 'home', undefined].includes(action)) return { page: 'unknown' };
  return { page: 'list', object, view: query.get('filterName'), sort: query.get('sort'), descending: query.get('order') === 'desc' };
}

/**
 * /action/quick/<Object>.<Action>?recordId=…: a dialog over the record.
 * @param {string[]} tail
 * @param {URLSearchParams} query
 * @returns {Route}
 */
function quickActionRoute([kind, action], query) {
  const id = query.get('recordId') ?? '';
  if (kind !== 'quick' || !action || !ID.test(id)) return { page: 'unknown' };
  return { page: 'record', object: null, id, modal: 'quick', action };
}

/**
 * The app that an address names: /lightning/app/<id or name>/….
 * @param {URL | Location} url
 */
export function appInAddress(url) {
  return /^\/lightning\/app\/([^/]+)/.exec(url.pathname)?.[1] ?? null;
}

/**
 * The workspace tab that holds what the address shows, in a console app. The path names what is in view.
 * @param {URL | Location} url
 * @returns {Extract<Route, {page: 'record'}> | null}
 */
export function workspaceInAddress(url) {
  const path = new URLSearchParams(url.search).get('ws');
  const route = path?.startsWith('/') ? parseRoute(new URL(path, url.origin)) : null;
  return route?.page === 'record' ? route : null;
}

/**
 * /r/<Object>/<id>/<action>, or short /r/<id>/<action>. An object's name may have the length of an id
 * (InsurancePolicy), so the short form needs an id that no second id follows.
 * @param {string[]} tail
 * @param {boolean} standard whether the standard page is asked for, where another one overrides it
 * @returns {Route}
 */
function recordRoute(tail, standard) {
  const short = ID.test(tail[0] ?? '') && !ID.test(tail[1] ?? '');
  const object = short ? null : tail[0];
  const [id = '', action, list] = short ? tail : tail.slice(1);
  if (!ID.test(id)) return { page: 'unknown' };
  if (action === 'related' && list) return { page: 'related', object, id, list };
  if (action === 'edit' || action === 'clone') return { page: 'record', object, id, modal: action, ...(standard && { standard }) };
  return action === 'view' || action === undefined ? { page: 'record', object, id, modal: null, ...(standard && { standard }) } : { page: 'unknown' };
}
