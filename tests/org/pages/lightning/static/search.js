import { request } from './api.js';
import { h } from './dom.js';

/**
 * Results of the global search: records by name.
 * @param {Extract<import('./router.js').Route, {page: 'search'}>} route
 * @returns {Promise<import('./stage.js').Page>}
 */
export async function createSearch({ words }) {
  /** @type {{id: string, object: string, label: string, name: string}[]} */
  const found = await request(`search?q=${encodeURIComponent(words)}`);
  const heading = h('h1', { class: 'slds-page-title', tabindex: '-1' }, `Results for “${words}”`);
  const rows = found.map(({ id, object, label, name }) => h('tr', null,
    h('th', { scope: 'row' }, h('a', { href: `/lightning/r/${object}/${id}/view` }, name)), h('td', null, label)));
  const element = h('div', { class: 'search-results' },
    h('div', { class: 'slds-page-header' }, h('p', { class: 'slds-eyebrow' }, 'Search'), heading, h('p', { class: 'muted' }, `${found.length} results`)),
    h('div', { class: 'slds-card' }, h('table', { class: 'slds-table' }, h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Name'), h('th', { scope: 'col' }, 'Object'))), h('tbody', null, rows))));
  return { element, heading, title: `${words} - Search | Salesforce` };
}
