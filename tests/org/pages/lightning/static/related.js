/** Related lists: on the record page, and one by itself with all of its rows. */
import { request } from './api.js';
import { component, h as documentElements } from './dom.js';
import { valueElement } from './fields.js';

/**
 * @typedef {import('../../records.js').RelatedView} RelatedView
 * @typedef {import('../../records.js').RecordView} RecordView
 * @typedef {import('./dom.js').Elements} Elements
 */

const SHORT = 6;

/**
 * @param {Elements} h
 * @param {RecordView} record
 * @returns {HTMLElement}
 */
export function relatedLists(h, record) {
  const cards = record.related.map((list) => component(h, 'flexipage-component2', { 'data-component-id': 'force_relatedListContainer' },
    (inner) => relatedCard(inner, record, list)));
  return h('div', { class: 'related-lists' }, cards.length ? cards : h('p', { class: 'muted empty' }, 'There are no related lists on this layout.'));
}

/**
 * @param {import('./app.js').App} app
 * @param {Extract<import('./router.js').Route, {page: 'related'}>} route
 * @returns {Promise<import('./stage.js').Page>}
 */
export async function createRelated(app, route) {
  const h = documentElements;
  const record = /** @type {RecordView} */ (await request(`record/${route.id}`));
  const list = record.related.find(({ name }) => name === route.list);
  const label = list?.label ?? route.list;
  const heading = h('h1', { class: 'slds-page-title', tabindex: '-1' }, label);
  const element = h('div', { class: 'related-page' },
    h('div', { class: 'slds-page-header' },
      h('p', { class: 'slds-eyebrow' }, h('a', { href: `/lightning/o/${record.object}/list` }, record.plural), ' › ', h('a', { href: `/lightning/r/${record.object}/${record.id}/view` }, record.name)), heading),
    h('div', { class: 'slds-card' }, list ? table(h, list, list.rows) : h('p', { class: 'muted empty' }, 'This record has no such list.')));
  return { element, heading, title: `${label} | ${record.name} | Salesforce`, route: { object: record.object, id: record.id } };
}

/**
 * @param {Elements} h
 * @param {RecordView} record
 * @param {RelatedView} list
 */
function relatedCard(h, record, list) {
  const all = `/lightning/r/${record.object}/${record.id}/related/${list.name}/view`;
  return h('article', { class: 'slds-card related-card' },
    h('header', { class: 'slds-card__header' }, h('h2', { class: 'slds-card__title' }, h('a', { href: all }, `${list.label} (${list.rows.length})`))),
    list.rows.length ? table(h, list, list.rows.slice(0, SHORT)) : h('p', { class: 'muted empty' }, 'No items to display.'),
    list.rows.length > SHORT && h('footer', { class: 'slds-card__footer' }, h('a', { href: all }, 'View All')));
}

/**
 * @param {Elements} h
 * @param {RelatedView} list
 * @param {RelatedView['rows']} rows
 */
function table(h, list, rows) {
  return h('table', { class: 'slds-table' },
    h('thead', null, h('tr', null, list.columns.map(({ label }) => h('th', { scope: 'col' }, label)))),
    h('tbody', null, rows.map(({ cells }) => h('tr', null, cells.map((cell, index) => h(index ? 'td' : 'th', index ? null : { scope: 'row' }, valueElement(h, cell)))))));
}
