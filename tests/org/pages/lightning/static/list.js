/** A list view: sortable columns, a row for each record. */
import { request } from './api.js';
import { component, fill, h } from './dom.js';
import { valueElement } from './fields.js';
import { routePath } from './router.js';

/** @typedef {Extract<import('./router.js').Route, {page: 'list'}>} ListRoute */

/**
 * @param {import('./app.js').App} app
 * @param {ListRoute} route
 * @returns {Promise<import('./stage.js').Page>}
 */
export async function createList(app, route) {
  const heading = h('h1', { class: 'slds-page-title', tabindex: '-1' });
  const element = h('div', { class: 'forceListViewManager' });
  const page = { element, heading, title: '', route: {}, refresh };
  await refresh();
  return page;

  async function refresh() {
    const query = new URLSearchParams({ view: route.view ?? '', sort: route.sort ?? '', order: route.descending ? 'desc' : 'asc' });
    const list = await request(`list/${route.object}?${query}`);
    page.title = `${list.view.label} | ${list.plural} | Salesforce`;
    page.route = { view: list.view.name };
    fill(heading, list.view.label);
    fill(element, header(app, route, list, heading), table({ ...route, view: list.view.name }, list));
  }
}

/**
 * @param {import('./app.js').App} app
 * @param {ListRoute} route
 * @param {any} list
 * @param {HTMLElement} heading
 */
function header(app, route, list, heading) {
  const views = h('select', {
    'aria-label': 'Select a List View',
    onchange: (event) => app.navigate(routePath({ ...route, view: event.target.value })),
  }, list.views.map((/** @type {{name: string, label: string}} */ view) => h('option', { value: view.name, selected: view.name === list.view.name }, view.label)));
  const sorted = list.columns.find((/** @type {{api: string}} */ { api }) => api === list.sort).label;
  return h('div', { class: 'slds-page-header list-header' },
    h('span', { class: `object-icon ${route.object.toLowerCase()}-icon`, 'aria-hidden': 'true' }, route.object[0]),
    h('div', { class: 'list-titles' }, h('p', { class: 'slds-eyebrow' }, list.plural), heading,
      h('p', { class: 'muted' }, `${list.rows.length} items • Sorted by ${sorted}`)), views);
}

/**
 * @param {ListRoute} route
 * @param {any} list
 */
function table(route, list) {
  const headings = list.columns.map((/** @type {{api: string, label: string}} */ { api, label }) => {
    const current = api === list.sort;
    const target = routePath({ ...route, sort: api, descending: current && !list.descending });
    return h('th', { scope: 'col', 'aria-sort': current ? (list.descending ? 'descending' : 'ascending') : null },
      h('a', { href: target, title: `Sort by ${label}` }, label, current && h('span', { 'aria-hidden': 'true' }, list.descending ? ' ↓' : ' ↑')));
  });
  const rows = list.rows.map((/** @type {import('../../records.js').Row} */ row) => h('tr', { 'data-row-key-value': row.id },
    row.cells.map((cell, index) => h(index ? 'td' : 'th', index ? null : { scope: 'row' }, valueElement(h, cell)))));
  return h('div', { class: 'slds-card list-table' }, h('table', { class: 'slds-table' }, h('thead', null, h('tr', null, h('th', { class: 'row-number', scope: 'col' }, h('span', { class: 'slds-assistive-text' }, 'Item Number')), h('th', { scope: 'col' }, box(0)), headings)),
    h('tbody', null, rows.map((/** @type {HTMLElement} */ row, /** @type {number} */ index) => {
      row.prepend(h('td', { class: 'row-number muted' }, String(index + 1)), h('td', { role: 'gridcell' }, box(index + 1)));
      return row;
    }))));
}

/** The box of a row, or that of all rows, as lightning-datatable has it. @param {number} nth 0 for all */
function box(nth) {
  const name = nth ? `Select Item ${nth}` : 'Select All';
  return component(h, 'lightning-primitive-cell-checkbox', null, (inner) => inner('span', { class: 'slds-checkbox' },
    inner('input', { type: 'checkbox', 'aria-label': name, onchange: ({ target }) => nth || checkAll(target) })));
}

/** @param {HTMLInputElement} all */
function checkAll(all) {
  for (const cell of document.querySelectorAll('.list-table tbody lightning-primitive-cell-checkbox')) {
    const input = (cell.shadowRoot ?? cell).querySelector('input') ?? cell.querySelector('input');
    if (input) input.checked = all.checked;
  }
}
