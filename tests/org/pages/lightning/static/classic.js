/** Pages of Classic and Visualforce inside Lightning, in a frame that is told where it is. */
import { request } from './api.js';
import { h } from './dom.js';

/**
 * @param {import('./app.js').App} app
 * @param {string} address path on My Domain
 * @returns {import('./stage.js').Page}
 */
export function createClassic(app, address) {
  const url = new URL(address, `https://${location.hostname.replace('.lightning.force.com', '.my.salesforce.com')}`);
  return { ...framePage(app, url), title: 'Salesforce' };
}

/**
 * A record whose page is overridden by a Visualforce page; null where it is not.
 * @param {import('./app.js').App} app
 * @param {Extract<import('./router.js').Route, {page: 'record'}>} route
 * @returns {Promise<import('./stage.js').Page | null>}
 */
export async function createOverridden(app, { id, standard }) {
  if (standard) return null;
  const record = await request(`record/${id}`);
  if (!record.visualforce) return null;
  return { ...framePage(app, new URL(record.visualforce)), title: `${record.name} | ${record.label} | Salesforce`, route: { object: record.object, id: record.id } };
}

/**
 * @param {import('./app.js').App} app
 * @param {URL} url on another host of the org
 */
function framePage(app, url) {
  for (const [name, value] of Object.entries({ isdtp: 'p1', sfdcIFrameOrigin: location.origin, sfdcIFrameHost: 'web', nonce: crypto.randomUUID().replaceAll('-', ''), clc: '1' })) {
    url.searchParams.set(name, value);
  }
  // The other host gets a session of its own on the way.
  const frame = h('iframe', { src: `/visualforce/session?url=${encodeURIComponent(url.href)}`, title: 'Page in a frame', class: 'classic-frame' });
  // A link in the page leads to Lightning's own page of the record.
  window.addEventListener('message', ({ source, data }) => {
    if (source !== /** @type {HTMLIFrameElement} */ (frame).contentWindow || typeof data?.openTab !== 'string') return;
    app.navigate(`/lightning/r/${data.openTab.slice(1)}/view`, { from: frame });
  });
  return { element: h('force-aloha-page', { class: 'oneAlohaPage' }, frame), heading: frame };
}
