/** The highlights panel: what the record is, its key fields, its actions. */
import { component } from './dom.js';
import { confirmDelete } from './editor.js';
import { valueElement } from './fields.js';

/**
 * @typedef {import('../../records.js').RecordView} RecordView
 * @typedef {import('./app.js').App} App
 * @typedef {import('./dom.js').Elements} Elements
 */

/** Buttons beside the standard ones, as in a new org. */
const QUICK_ACTIONS = /** @type {Record<string, string[]>} */ ({
  Lead: ['Convert'], Contact: ['New Case'], Account: ['New Contact', 'New Opportunity'], Opportunity: ['New Note'],
});

/**
 * @param {Elements} h
 * @param {App} app
 * @param {RecordView} record
 * @param {(title: HTMLElement) => void} onTitle
 */
export function highlightsPanel(h, app, record, onTitle) {
  return component(h, 'flexipage-component2', { 'data-component-id': 'force_highlightsPanel' }, (outer) => component(
    outer, 'records-lwc-highlights-panel', null, (panel) => component(
      panel, 'records-lwc-record-layout', null, (layout) => layout('div', { class: 'forcegenerated-record-layout2' },
        highlights(layout, app, record, onTitle)))));
}

/**
 * @param {Elements} h
 * @param {App} app
 * @param {RecordView} record
 * @param {(title: HTMLElement) => void} onTitle
 */
function highlights(h, app, record, onTitle) {
  const isPerson = record.object === 'Lead' || record.object === 'Contact';
  const name = h(isPerson ? 'lightning-formatted-name' : 'lightning-formatted-text', null, record.name);
  const fields = record.highlights.map((field) => component(h, 'records-highlights-details-item', { class: 'highlight' }, (inner) => [
    inner('p', { class: 'highlight-label', title: field.label }, field.label),
    inner('p', { class: 'highlight-value' }, valueElement(inner, field)),
  ]));
  return component(h, 'records-highlights2', { class: 'slds-card highlights' }, (inner, slot) => {
    const title = inner('h1', { class: 'highlights-title', tabindex: '-1' },
      inner('div', { class: 'entityNameTitle' }, component(inner, 'records-entity-label', null, (label) => label('span', null, record.label))), slot('primaryField'));
    onTitle(title);
    return [
      inner('div', { class: 'highlights-header' },
        inner('span', { class: `object-icon ${record.object.toLowerCase()}-icon`, 'aria-hidden': 'true' }, record.object[0]), title,
        inner('div', { class: 'actionsContainer' }, actionsRibbon(inner, app, record))),
      inner('div', { class: 'secondaryFields' }, slot('secondaryFields')),
    ];
  }, { primaryField: [name], secondaryFields: fields });
}

/**
 * @param {Elements} h
 * @param {App} app
 * @param {RecordView} record
 */
function actionsRibbon(h, app, record) {
  const at = `/lightning/r/${record.object}/${record.id}`;
  const quick = (/** @type {string} */ label) => {
    const action = label.replace(/ /g, '');
    const query = new URLSearchParams({ objectApiName: record.object, context: 'RECORD_DETAIL', recordId: record.id, backgroundContext: `${at}/view` });
    return { label, name: action, run: () => app.navigate(`/lightning/action/quick/${record.object}.${action}?${query}`) };
  };
  const actions = [
    quick('Follow'),
    ...(QUICK_ACTIONS[record.object] ?? []).map(quick),
    { label: 'Edit', name: 'Edit', run: () => app.navigate(`${at}/edit`) },
    { label: 'Clone', name: 'Clone', run: () => app.navigate(`${at}/clone`) },
    { label: 'Delete', name: 'Delete', run: () => confirmDelete(app, record) },
  ];
  return component(h, 'runtime_platform_actions-actions-ribbon', null, (ribbon) => ribbon('ul', { class: 'slds-button-group-list' },
    actions.map(({ label, name, run }) => ribbon('li', { 'data-target-selection-name': `sfdc:StandardButton.${record.object}.${name}` },
      component(ribbon, 'runtime_platform_actions-action-renderer', null, (inner) => inner('button', { type: 'button', class: 'slds-button slds-button_neutral', name, onclick: run }, label))))));
}
