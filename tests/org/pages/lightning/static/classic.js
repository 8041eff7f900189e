/** A Classic page inside Lightning, in a frame that knows where it is. */
import { h } from './dom.js';

/**
 * @param {import('./app.js').App} app
 * @param {string} address path on My Domain
 * @returns {import('./stage.js').Page}
 */
export function createClassic(app, address) {
  const url = new URL(address, `https://${location.hostname.replace('.lightning.force.com', '.my.salesforce.com')}`);
  for (const [name, value] of Object.entries({ isdtp: 'p1', sfdcIFrameOrigin: location.origin, sfdcIFrameHost: 'web', nonce: crypto.randomUUID().replaceAll('-', ''), clc: '1' })) {
    url.searchParams.set(name, value);
  }
  const frame = h('iframe', { src: url.href, title: 'Classic page', class: 'classic-frame' });
  // A link in the page leads to Lightning's own page of the record.
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== url.origin || source !== /** @type {HTMLIFrameElement} */ (frame).contentWindow || typeof data?.openTab !== 'string') return;
    app.navigate(`/lightning/r/${data.openTab.slice(1)}/view`);
  });
  return { element: h('div', { class: 'oneAlohaPage' }, frame), heading: frame, title: 'Salesforce' };
}
