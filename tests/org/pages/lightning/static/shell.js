/** What stands around the pages: global header with search, the app's navigation bar. */
import { h } from './dom.js';
import { openModal } from './modal.js';
import { parseRoute } from './router.js';

/**
 * @param {import('./app.js').App} app
 * @param {HTMLElement} stage
 */
export function createShell(app, stage) {
  const tabs = [{ name: 'Home', href: '/lightning/page/home', object: null }, ...app.session.tabs.map(({ object, plural }) => ({ name: plural, href: `/lightning/o/${object}/list`, object }))];
  const items = tabs.map(({ name, href, object }) => {
    const link = h('a', { href, title: name, class: 'slds-context-bar__label-action', draggable: 'false' }, h('span', null, name));
    return { object, link, element: h('one-app-nav-bar-item-root', { role: 'listitem', class: 'navItem slds-context-bar__item' }, link) };
  });
  const busy = h('div', { class: 'slds-spinner_container page-spinner', role: 'status', hidden: true }, h('span', { class: 'spinner' }), h('span', { class: 'slds-assistive-text' }, 'Loading'));
  const element = h('div', { class: 'desktop container oneOne oneAppLayoutHost', 'data-aura-rendered-by': '1:0' },
    h('a', { href: '#main', class: 'skip-link', onclick: skip }, 'Skip to Main Content'),
    globalHeader(app),
    h('one-appnav', null, h('div', { class: 'slds-context-bar' },
      h('div', { class: 'appLauncher slds-context-bar__icon-action' }, h('button', { type: 'button', class: 'slds-button slds-icon-waffle_container', title: 'App Launcher', onclick: () => openLauncher(app) }, '⠿')),
      h('span', { class: 'appName slds-context-bar__app-name' }, appOf(app.session).label),
      h('one-app-nav-bar', { class: appOf(app.session).console ? 'oneConsoleNav' : null }, h('nav', { 'aria-label': 'Global' }, h('div', { class: 'slds-grid', role: 'list' }, items.map((item) => item.element)))))),
    h('div', { class: 'slds-template__container' }, stage, busy));

  return { element, loading, select };

  /** @param {boolean} is */
  function loading(is) {
    busy.hidden = !is;
  }

  /**
   * Marks the tab that the route belongs to.
   * @param {import('./router.js').Route} route
   */
  function select(route) {
    const object = route.page === 'home' ? null : objectOf(app, route);
    for (const item of items) {
      const current = item.object === object;
      item.element.classList.toggle('slds-is-active', current);
      if (current) item.link.setAttribute('aria-current', 'page');
      else item.link.removeAttribute('aria-current');
    }
  }

  /** @param {Event} event */
  function skip(event) {
    event.preventDefault();
    stage.focus();
  }
}

/**
 * The app in use.
 * @param {import('./app.js').Session} session
 */
export function appOf(session) {
  return /** @type {import('./app.js').AppItem} */ (session.apps.find(({ id }) => id === session.app));
}

/** @param {import('./app.js').App} app */
function openLauncher(app) {
  const choose = (/** @type {any} */ event) => {
    event.preventDefault();
    close();
    app.navigate(event.currentTarget.getAttribute('href'));
  };
  const tiles = app.session.apps.map(({ id, label }) => h('li', null, h('a', { href: `/lightning/app/${id}`, 'data-label': label, class: 'appTileTitle', onclick: choose }, label)));
  const close = openModal('App Launcher', h('one-app-launcher-modal', null, h('ul', { class: 'app-launcher' }, tiles)), [], () => close());
}

/** @param {import('./app.js').App} app */
function globalHeader(app) {
  const { session } = app;
  const search = h('input', { type: 'search', name: 'q', class: 'global-search', placeholder: 'Search…', 'aria-label': 'Search', 'aria-keyshortcuts': '/', autocomplete: 'off' });
  document.addEventListener('keydown', (event) => focusBySlash(search, event));
  return h('header', { class: 'slds-global-header_container oneHeader', id: 'oneHeader' }, (session.loggedInAs || session.sandbox) && systemMessage(session), h('div', { class: 'slds-global-header' },
    h('span', { class: 'org-mark', 'aria-label': 'Acme' }, 'acme'),
    h('form', { role: 'search', class: 'forceSearchAssistant', onsubmit: (event) => searchFor(app, event) }, search),
    h('ul', { class: 'slds-global-actions' },
      h('li', null, h('a', { class: 'switch-to-classic', href: `https://${location.hostname.replace('.lightning.force.com', '.my.salesforce.com')}/`, onclick: keepRecord }, 'Switch to Salesforce Classic')),
      h('li', null, h('a', { class: 'log-out', href: '/secur/logout.jsp' }, 'Log Out')),
      h('li', null, h('span', { class: 'profile-mark', title: session.name, role: 'img', 'aria-label': session.name }, session.name.split(' ').map((word) => word[0]).join(''))))));
}

/**
 * The bar that names the sandbox, and the user whom an administrator is logged in as. Other people's tests find both
 * in one element; that the sandbox alone stands there, too, is believed.
 * @param {import('./app.js').Session} session
 */
function systemMessage({ name, username, loggedInAs, sandbox }) {
  const text = [loggedInAs && `Logged in as ${name} (${username})`, sandbox && `Sandbox: ${sandbox}`].filter(Boolean).join(' | ');
  return h('div', { class: 'oneSystemMessage' }, h('div', { class: 'slds-notify_alert system-message level-info slds-theme_info', 'data-message-id': 'loginAsSystemMessage' },
    h('span', null, loggedInAs ? `${text} | ` : text), loggedInAs && h('a', { class: 'action-link', href: '/secur/logout.jsp' }, `Log out as ${name}`)));
}

/**
 * @param {import('./app.js').App} app
 * @param {any} event
 */
function searchFor(app, event) {
  event.preventDefault();
  const words = event.target.elements.q.value.trim();
  if (words) app.navigate(`/lightning/search?q=${encodeURIComponent(words)}`);
}

/**
 * Lightning's own shortcut to the search box, for keys that go to nothing else.
 * @param {HTMLElement} search
 * @param {KeyboardEvent} event
 */
function focusBySlash(search, event) {
  const typing = event.composedPath().some((node) => node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName)));
  // Another app has a header of its own.
  if (!search.isConnected || event.key !== '/' || typing || event.defaultPrevented) return;
  event.preventDefault();
  search.focus();
}

/**
 * The other interface opens at the record in view.
 * @param {any} event
 */
function keepRecord(event) {
  const route = parseRoute(location);
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  link.pathname = 'id' in route ? `/${route.id.slice(0, 15)}` : '/home/home.jsp';
}

/**
 * @param {import('./app.js').App} app
 * @param {import('./router.js').Route} route
 */
function objectOf(app, route) {
  if ('object' in route && route.object) return route.object;
  return 'id' in route ? app.session.tabs.find(({ prefix }) => route.id.startsWith(prefix))?.object : undefined;
}
