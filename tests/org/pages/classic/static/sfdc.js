/* The globals of a Classic page that other scripts read: who is signed in, and what page this is. */
const UserContext = {
  /** @param {Record<string, unknown>} values */
  initialize(values) {
    Object.assign(UserContext, values);
  },
};

class GenericSfdcPage {
  /** @param {string} [entityId] 15 characters */
  constructor(entityId) {
    this.entityId = entityId;
  }
}

Object.assign(window, {
  UserContext,
  DetailPage: class DetailPage extends GenericSfdcPage {},
  EditPage: class EditPage extends GenericSfdcPage {},
  ApexDetailPage: class ApexDetailPage extends GenericSfdcPage {},
  OverviewPage: class OverviewPage extends GenericSfdcPage {},
});

document.addEventListener('submit', (event) => {
  if (event.target instanceof Element && event.target.matches('.deleteForm') && !confirm('Are you sure?')) event.preventDefault();
});

// A page in a frame stays there: its forms keep the frame's parameters, its links ask the surroundings for a tab.
const frameParameters = [...new URLSearchParams(location.search)].filter(([name]) => ['isdtp', 'isWsVw', 'nonce', 'sfdcIFrameOrigin', 'sfdcIFrameHost', 'clc'].includes(name));
const frameKind = new URLSearchParams(location.search).get('isdtp');
if (frameKind && window !== window.parent) {
  const surroundings = new URLSearchParams(location.search).get('sfdcIFrameOrigin') ?? location.origin;
  document.addEventListener('DOMContentLoaded', () => window.parent.postMessage({ title: document.title }, surroundings));
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.method === 'post') {
      const action = new URL(form.action);
      for (const [name, value] of frameParameters) action.searchParams.set(name, value);
      form.action = action.href;
      return;
    }
    for (const [name, value] of frameParameters) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    }
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || link.target || link.origin !== new URL(document.baseURI).origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    const isRecord = /^\/[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(link.pathname);
    // Cancel goes back to the record where it is edited.
    if (isRecord && !link.closest('#editPage')) window.parent.postMessage({ openTab: link.pathname, from: frameKind }, surroundings);
    else location.assign(`${link.origin}${link.pathname}?${new URLSearchParams([...new URLSearchParams(link.search), ...frameParameters])}`);
  });
}
