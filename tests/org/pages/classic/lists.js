/** Home, an object's list, search results. */
import { html } from '../html.js';
import { listTable, pageTitle, value } from './blocks.js';

/**
 * @typedef {import('./frame.js').Content} Content
 * @typedef {ReturnType<typeof import('../records.js').readList>} List
 */

/**
 * @param {List} leads the user's own
 * @param {import('../../data/users.js').User} user
 * @returns {Content}
 */
export function homePage(leads, user) {
  const rows = leads.rows.slice(0, 10).map(({ cells }) => cells.map(value));
  return {
    tab: null, kind: 'homepage', title: 'Salesforce', script: 'GenericSfdcPage', id: null,
    body: html`${pageTitle(user.name, '')}${block('My Leads', html`${listTable({ columns: leads.columns.map(({ label }) => label), rows })}`)}`,
  };
}

/**
 * @param {List} list
 * @param {import('../layouts.js').Layout} layout
 * @returns {Content}
 */
export function listPage(list, layout) {
  const address = (/** @type {string} */ sort) => `/${layout.prefix}?${new URLSearchParams({ fcf: list.view.id.slice(0, 15), sort, order: sort === list.sort && !list.descending ? 'desc' : 'asc' })}`;
  const columns = list.columns.map(({ api, label }) => html`<a href="${address(api)}" title="Sort by ${label}">${label}${api === list.sort && (list.descending ? ' ▼' : ' ▲')}</a>`);
  const views = html`<form class="viewForm" action="/${layout.prefix}"><label for="fcf">View:</label> <select id="fcf" name="fcf">${list.views.map(({ id, label }) => html`<option value="${id.slice(0, 15)}"${id === list.view.id && html` selected`}>${label}</option>`)}</select> <input class="btn" type="submit" name="go" value=" Go! "></form>`;
  // As in the grid of a list view: each row's box has the record's id, 15 characters.
  const rows = list.rows.map(({ id, cells }, n) => [html`<input class="checkbox" type="checkbox" name="ids" id="${id.slice(0, 15)}" value="${id.slice(0, 15)}" title="Select row ${String(n)}">`, ...cells.map(value)]);
  const all = html`<input type="checkbox" id="allBox" title="Toggle All Rows">`;
  return {
    tab: layout.object, kind: 'overviewPage', title: `${list.plural}: Home`, script: 'OverviewPage', id: null,
    body: html`${pageTitle(list.plural, list.view.label)}<div class="bFilterView">${views}</div>${block(`${list.view.label} (${list.rows.length})`, html`${listTable({ columns: [all, ...columns], rows })}`)}`,
  };
}

/**
 * @param {string} words
 * @param {{id: string, object: string, label: string, name: string}[]} found
 * @returns {Content}
 */
export function searchPage(words, found) {
  const rows = found.map(({ id, label, name }) => [html`<a href="/${id.slice(0, 15)}">${name}</a>`, label]);
  return {
    tab: null, kind: 'searchResultsPage', title: 'Search Results', script: 'GenericSfdcPage', id: null,
    body: html`${pageTitle('Search Results', words)}${block(`Records (${found.length})`, listTable({ columns: ['Name', 'Type'], rows }))}`,
  };
}

/**
 * @param {string} label
 * @param {import('../html.js').Html} content
 */
const block = (label, content) => html`<div class="bPageBlock brandSecondaryBrd secondaryPalette"><div class="pbHeader"><table><tr><td class="pbTitle"><h3>${label}</h3></td></tr></table></div><div class="pbBody">${content}</div></div>`;
