/**
 * Field values as the `lightning-formatted-*` components show them, and the detail fields of a record.
 * @typedef {import('../../display.js').FieldView} FieldView
 * @typedef {import('./dom.js').Elements} Elements
 */
import { component } from './dom.js';

const TAGS = /** @type {Record<string, string>} */ ({
  name: 'lightning-formatted-name', phone: 'lightning-formatted-phone', email: 'lightning-formatted-email', url: 'lightning-formatted-url',
  currency: 'lightning-formatted-number', number: 'lightning-formatted-number', percent: 'lightning-formatted-number',
  date: 'lightning-formatted-date-time', datetime: 'lightning-formatted-date-time', address: 'lightning-formatted-address',
});

/**
 * @param {Elements} h
 * @param {FieldView} field
 * @returns {HTMLElement}
 */
export function valueElement(h, { type, text, href, record }) {
  if (record && text) {
    const linked = ['Lead', 'Contact', 'Account', 'Opportunity'].includes(record.object);
    return h('force-lookup', null, linked ? h('a', { href: `/lightning/r/${record.object}/${record.id}/view` }, text) : h('span', null, text));
  }
  const external = type === 'url' ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return h(TAGS[type] ?? 'lightning-formatted-text', { class: `format-${type}` }, href ? h('a', { href, ...external }, text) : text);
}

/**
 * One field of the detail panel. The attribute names object and field whatever the language of the label.
 * @param {Elements} h
 * @param {string} object
 * @param {FieldView} field
 */
export function layoutItem(h, object, field) {
  const value = valueElement(h, field);
  return component(h, 'records-record-layout-item', { 'field-label': field.label, class: 'layout-item' }, (inner, slot) => inner(
    'div', { class: 'slds-form-element', 'data-target-selection-name': `sfdc:RecordField.${object}.${field.api}` },
    inner('div', { class: 'test-id__field-label-container' }, inner('span', { class: 'test-id__field-label' }, field.label)),
    inner('div', { class: 'slds-form-element__control' }, inner('span', { class: 'test-id__field-value' }, slot()))), { '': [value] });
}
