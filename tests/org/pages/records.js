/**
 * What the pages show of the org's records, read by SOQL as the signed-in user.
 *
 * @typedef {import('./display.js').FieldView} FieldView
 * @typedef {import('./layouts.js').Layout} Layout
 * @typedef {import('./layouts.js').LayoutField} LayoutField
 * @typedef {import('./layouts.js').RelatedList} RelatedListLayout
 * @typedef {import('../data/users.js').User} User
 * @typedef {Pick<import('../server.js').SalesforceApi, 'runSoql'>} Salesforce
 *
 * @typedef {{id: string, object: string, name: string, cells: FieldView[]}} Row
 * @typedef {{name: string, classic: string, label: string, object: string, columns: {api: string, label: string}[], rows: Row[]}} RelatedView
 * @typedef {object} Input a field of the edit form
 * @property {string} api
 * @property {string} label
 * @property {string} type
 * @property {boolean} required
 * @property {string[] | null} options
 * @property {string} value
 *
 * @typedef {object} RecordView
 * @property {string} id 18 characters
 * @property {string} object
 * @property {string} label
 * @property {string} plural
 * @property {string} name
 * @property {FieldView[]} highlights
 * @property {{label: string, left: FieldView[], right: FieldView[]}[]} sections
 * @property {RelatedView[]} related
 * @property {Input[]} inputs
 */
import { fieldView, pathsOf } from './display.js';
import { parseId } from '../salesforce/ids.js';
import { conditionOf, layoutOfId, layouts, listViewId, viewOf } from './layouts.js';

const LIST_LIMIT = 200;

/**
 * The record with its layout, or null where the user can see none.
 * @param {Salesforce} salesforce
 * @param {string} id
 * @param {User} user
 * @returns {RecordView | null}
 */
export function readRecord(salesforce, id, user) {
  const layout = layoutOfId(id);
  const key = parseId(id);
  if (!layout || !key) return null;
  const inputs = inputsOf(layout);
  const fields = [layout.title, ...layout.highlights, ...layout.sections.flatMap(({ left, right }) => [...left, ...right])];
  const [row] = salesforce.runSoql(`SELECT ${select([...fields.flatMap(pathsOf), ...inputs.map(({ api }) => api)])} FROM ${layout.object} WHERE Id = '${key}'`, user);
  if (!row) return null;
  const view = (/** @type {LayoutField} */ field) => fieldView(field, row);
  return {
    id: key,
    object: layout.object,
    label: layout.label,
    plural: layout.plural,
    name: String(row[layout.title.api] ?? ''),
    highlights: layout.highlights.map(view),
    sections: layout.sections.map(({ label, left, right }) => ({ label, left: left.map(view), right: right.map(view) })),
    related: layout.related.map((list) => readRelated(salesforce, list, key, user)),
    inputs: inputs.map((input) => ({ ...input, value: String(row[input.api] ?? '') })),
  };
}

/**
 * @param {Salesforce} salesforce
 * @param {Layout} layout
 * @param {{view?: string | null, sort?: string | null, descending?: boolean}} options
 * @param {User} user
 */
export function readList(salesforce, layout, options, user) {
  const view = viewOf(layout, options.view) ?? layout.views[0];
  const sort = layout.columns.find(({ api }) => api === options.sort) ?? layout.title;
  const where = conditionOf(view, user);
  const order = pathsOf(sort).at(-1);
  const rows = salesforce.runSoql(`SELECT ${select(layout.columns.flatMap(pathsOf))} FROM ${layout.object}${where ? ` WHERE ${where}` : ''} ORDER BY ${order} ${options.descending ? 'DESC' : 'ASC'} NULLS LAST LIMIT ${LIST_LIMIT}`, user);
  return {
    object: layout.object,
    label: layout.label,
    plural: layout.plural,
    view: { name: view.name, label: view.label, id: listViewId(layout, view) },
    views: layout.views.map((each) => ({ name: each.name, label: each.label, id: listViewId(layout, each) })),
    sort: sort.api,
    descending: options.descending ?? false,
    columns: columnsOf(layout.columns),
    rows: rows.map((row) => rowView(layout.object, layout.columns, row)),
  };
}

/**
 * Records whose name holds the words, of every object that has a page.
 * @param {Salesforce} salesforce
 * @param {string} words
 * @param {User} user
 * @returns {{id: string, object: string, label: string, name: string}[]}
 */
export function search(salesforce, words, user) {
  if (!words.trim()) return [];
  return layouts.flatMap(({ object, label }) => {
    const rows = salesforce.runSoql(`SELECT Id, Name FROM ${object} WHERE Name LIKE '%${likeText(words.trim())}%' ORDER BY Name LIMIT 10`, user);
    return rows.map((row) => ({ id: row.Id, object, label, name: row.Name }));
  });
}

/**
 * @param {string} text
 * @returns {string} the text as part of a quoted SOQL string
 */
export const soqlText = (text) => text.replace(/[\\']/g, '\\$&');

/** @param {string} text */
const likeText = (text) => text.replace(/[\\'%_]/g, '\\$&');

/**
 * @param {Salesforce} salesforce
 * @param {RelatedListLayout} list
 * @param {string} id
 * @param {User} user
 * @returns {RelatedView}
 */
function readRelated(salesforce, list, id, user) {
  const rows = salesforce.runSoql(`SELECT ${select(list.columns.flatMap(pathsOf))} FROM ${list.object} WHERE ${list.parent} = '${id}' LIMIT ${LIST_LIMIT}`, user);
  const { name, classic, label, object } = list;
  return { name, classic, label, object, columns: columnsOf(list.columns), rows: rows.map((row) => rowView(object, list.columns, row)) };
}

/**
 * @param {string} object
 * @param {LayoutField[]} columns
 * @param {Record<string, any>} row
 * @returns {Row}
 */
function rowView(object, columns, row) {
  const cells = columns.map((field) => fieldView(field, row));
  // The first column is the way to the record; a junction object's is the reference it shows.
  cells[0].record ??= { object, id: row.Id };
  return { id: row.Id, object, name: cells[0].text, cells };
}

/** @param {LayoutField[]} fields */
const columnsOf = (fields) => fields.map(({ api, label }) => ({ api, label }));

/** @param {string[]} paths */
const select = (paths) => [...new Set(['Id', ...paths])].join(', ');

/**
 * @param {Layout} layout
 * @returns {Input[]}
 */
export function inputsOf(layout) {
  return layout.sections.flatMap(({ left, right }) => [...left, ...right]).filter(({ readOnly }) => !readOnly).flatMap((field) => {
    const input = { api: field.api, label: field.label, type: field.type, required: Boolean(field.required), options: field.options ?? null, value: '' };
    if (field.type === 'name') {
      return [{ ...input, api: 'FirstName', label: 'First Name', type: 'text' }, { ...input, api: 'LastName', label: 'Last Name', type: 'text', required: true }];
    }
    if (field.type === 'address') {
      return pathsOf(field).map((api) => ({ ...input, api, label: api.replace(/([a-z])([A-Z])/g, '$1 $2'), type: 'text' }));
    }
    return [input];
  });
}

/**
 * The form's texts as field values: numbers for numbers, null for nothing. Unknown fields are dropped.
 * @param {Layout} layout
 * @param {Record<string, string>} texts
 */
export function fieldValues(layout, texts) {
  const values = inputsOf(layout).filter(({ api }) => api in texts).map(({ api, type }) => {
    const text = String(texts[api]).trim();
    const numeric = ['number', 'currency', 'percent'].includes(type);
    return [api, text === '' ? null : numeric ? Number(text) : text];
  });
  return Object.fromEntries(values);
}
