/** A record's detail page and its printable view. */
import { html } from '../html.js';
import { layoutOf } from '../layouts.js';
import { pageTitle, relatedList, value } from './blocks.js';

/**
 * @typedef {import('../html.js').Html} Html
 * @typedef {import('../records.js').RecordView} RecordView
 * @typedef {import('../activities.js').Activity} Activity
 * @typedef {import('../display.js').FieldView} FieldView
 */

/**
 * @param {RecordView} record
 * @param {Activity[]} activities newest first
 * @returns {import('./frame.js').Content}
 */
export function detailPage(record, activities) {
  const id = record.id.slice(0, 15);
  const lists = [activityList(id, activities, true), activityList(id, activities, false), ...record.related.map((list) => relatedList({
    id: `${id}_${list.classic}`, label: list.label, block: list.object.toLowerCase(), columns: list.columns.map(({ label }) => label), rows: list.rows.map(({ cells }) => cells.map(value)),
  }))];
  // An activity has no activities of its own.
  if (!layoutOf(record.object)?.activity) lists.splice(0, 2);
  const links = html`<a href="/${id}/p" target="_blank" class="linkPrint">Printable View</a>`;
  return {
    tab: record.object, kind: 'detailPage', title: `${record.label}: ${record.name}`, script: 'DetailPage', id: record.id,
    body: html`${pageTitle(record.label, record.name, links)}
<div class="bPageBlock brandSecondaryBrd bDetailBlock secondaryPalette" id="ep">
<div class="pbHeader"><table><tr><td class="pbTitle"><h2 class="mainTitle">${record.label} Detail</h2></td><td class="pbButton" id="topButtonRow">${buttons(id)}</td></tr></table></div>
<div class="pbBody">${sections(record)}</div></div>
${lists}`,
  };
}

/**
 * @param {RecordView} record
 * @returns {Html}
 */
export function printableView(record) {
  return html`<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8"><title>${record.label}: ${record.name}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/classic-app/classic.css"></head>
<body class="hasMotif ${record.object.toLowerCase()}Tab printableView sfdcBody">${pageTitle(record.label, record.name)}
<div class="bPageBlock bDetailBlock" id="ep"><div class="pbBody">${sections(record)}</div></div></body></html>`;
}

/** @param {string} id 15 characters */
const buttons = (id) => html`<form class="inlineForm" action="/${id}/e"><input type="hidden" name="retURL" value="/${id}"><input value=" Edit " class="btn" title="Edit" name="edit" type="submit"></form>
<form class="inlineForm deleteForm" method="post" action="/setup/own/deleteredirect.jsp"><input type="hidden" name="delID" value="${id}"><input value="Delete" class="btn" title="Delete" name="del" type="submit"></form>
<form class="inlineForm" action="/${id}/e"><input type="hidden" name="clone" value="1"><input value="Clone" class="btn" title="Clone" name="clone_button" type="submit"></form>`;

/** @param {RecordView} record */
const sections = (record) => record.sections.map(({ label, left, right }, index) => html`${index > 0 && html`<div class="brandTertiaryBgr pbSubheader first tertiaryPalette" id="head_${index}_ep"><h3>${label}</h3></div>`}
<div class="pbSubsection"><table class="detailList">${Array.from({ length: Math.max(left.length, right.length) }, (_, row) => html`<tr>${cell(left[row])}${cell(right[row])}</tr>`)}</table></div>`);

/** @param {FieldView | undefined} field */
const cell = (field) => (field
  ? html`<td class="labelCol">${field.label}</td><td class="dataCol" id="${field.classic}_ilecell"><div id="${field.classic}_ileinner">${value(field)}</div></td>`
  : html`<td class="labelCol empty">&nbsp;</td><td class="dataCol empty">&nbsp;</td>`);

/**
 * Open Activities, or Activity History.
 * @param {string} id 15 characters
 * @param {Activity[]} activities
 * @param {boolean} open
 */
const activityList = (id, activities, open) => relatedList({
  id: `${id}_${open ? 'RelatedActivityList' : 'RelatedHistoryList'}`,
  label: open ? 'Open Activities' : 'Activity History',
  block: 'task',
  columns: ['Subject', 'Type', open ? 'Name' : 'To', open ? 'Due Date' : 'Date', 'Status', 'Assigned To'],
  rows: activities.filter((activity) => activity.open === open).map(({ id: activityId, subject, kind, to, when, status, owner }) => [
    html`<a href="/${activityId.slice(0, 15)}">${subject}</a>`, { email: 'Email', call: 'Call', task: 'Task' }[kind], to, when, status, owner,
  ]),
});
