/** Pieces that Classic pages share: the title, page blocks, tables. */
import { html } from '../html.js';

/**
 * @typedef {import('../html.js').Html} Html
 * @typedef {import('../display.js').FieldView} FieldView
 */

/**
 * @param {string} type what kind of page or record
 * @param {string} description
 * @param {Html} [links]
 */
export const pageTitle = (type, description, links) => html`<div class="bPageTitle"><div class="ptBody">
<div class="content"><span class="pageTitleIcon" aria-hidden="true"></span><h1 class="pageType">${type}${description && html`<span class="titleSeparatingColon">:</span>`}</h1><h2 class="pageDescription">${description}</h2></div>
<div class="links">${links}</div></div></div>`;

/**
 * A field's value with its link.
 * @param {FieldView} field
 */
export function value({ text, href, record }) {
  const lines = text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`);
  if (record && !record.id.startsWith('005')) return html`<a href="/${record.id.slice(0, 15)}">${lines}</a>`;
  return href ? html`<a href="${href}">${lines}</a>` : html`${lines}`;
}

/**
 * A list in a page block.
 * @param {{columns: (Html | string)[], rows: (Html | string)[][]}} table
 */
export const listTable = ({ columns, rows }) => html`<table class="list"><tr class="headerRow">${columns.map((label) => html`<th scope="col">${label}</th>`)}</tr>
${rows.map((cells, index) => html`<tr class="dataRow ${index % 2 ? 'odd' : 'even'}${index === 0 && ' first'}${index === rows.length - 1 && ' last'}">${cells.map((cell, column) => (column ? html`<td class="dataCell">${cell}</td>` : html`<th scope="row" class="dataCell">${cell}</th>`))}</tr>`)}</table>`;

/**
 * A related list.
 * @param {{id: string, label: string, block: string, columns: string[], rows: (Html | string)[][]}} list
 */
export const relatedList = ({ id, label, block, columns, rows }) => html`<a name="${id}_target"></a><div class="bRelatedList" id="${id}"><div class="listRelatedObject ${block}Block"><div class="bPageBlock brandSecondaryBrd secondaryPalette">
<div class="pbHeader"><table><tr><td class="pbTitle"><h3 id="${id}_title">${label}</h3></td></tr></table></div>
<div class="pbBody" id="${id}_body">${rows.length ? listTable({ columns, rows }) : html`<table class="list"><tr class="headerRow"><th scope="col" class="noRowsHeader">No records to display</th></tr></table>`}</div>
</div></div></div>`;
