/**
 * Field values as a record page shows them.
 *
 * @typedef {import('./layouts.js').LayoutField} LayoutField
 * @typedef {object} FieldView
 * @property {string} api
 * @property {string} label
 * @property {import('./layouts.js').FieldType} type
 * @property {string} classic
 * @property {string} text what the page shows; empty when there is no value
 * @property {string | null} href mailto:, tel: or http(s): address of the value
 * @property {{object: string, id: string} | null} record the record that the value leads to
 */

import { schemaOfId } from '../salesforce/schema/index.js';

/** The organization's default time zone. */
const TIME_ZONE = 'Europe/Amsterdam';

const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country'];

/**
 * The paths a SELECT needs for a field.
 * @param {LayoutField} field
 * @returns {string[]}
 */
export function pathsOf(field) {
  if (field.type === 'reference') return [field.api, `${field.relationship}.Name`];
  if (field.type === 'address') return ADDRESS_PARTS.map((part) => field.api + part);
  return [field.api];
}

/**
 * @param {LayoutField} field
 * @param {Record<string, any>} row
 * @returns {FieldView}
 */
export function fieldView(field, row) {
  const { api, label, type, classic } = field;
  const text = textOf(field, row);
  return { api: type === 'address' ? `${api}Address` : api, label, type, classic, text, href: text ? hrefOf(type, text) : null, record: referenceOf(field, row) };
}

/** @param {string | null} value ISO 8601 */
export function dateTimeText(value) {
  if (!value) return '';
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'short', timeStyle: 'short', timeZone: TIME_ZONE }).format(new Date(value)).replace(/\u202f/g, ' ');
}

/** @param {string | null} value ISO 8601 date */
export function dateText(value) {
  if (!value) return '';
  const [year, month, day] = value.slice(0, 10).split('-').map(Number);
  return `${month}/${day}/${year}`;
}

/**
 * @param {LayoutField} field
 * @param {Record<string, any>} row
 * @returns {string}
 */
function textOf(field, row) {
  if (field.type === 'reference') return row[field.relationship ?? '']?.Name ?? '';
  if (field.type === 'address') return addressText(field.api, row);
  const value = row[field.api];
  if (value === null || value === undefined) return '';
  switch (field.type) {
    case 'currency': return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(value);
    case 'number': return new Intl.NumberFormat('en-US').format(value);
    case 'percent': return `${value}%`;
    case 'date': return dateText(value);
    case 'datetime': return dateTimeText(value);
    default: return String(value);
  }
}

/**
 * @param {string} prefix
 * @param {Record<string, any>} row
 */
function addressText(prefix, row) {
  const [street, city, state, postalCode, country] = ADDRESS_PARTS.map((part) => row[prefix + part] ?? '');
  const town = [city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [street, town, country].filter(Boolean).join('\n');
}

/**
 * @param {import('./layouts.js').FieldType} type
 * @param {string} text
 */
function hrefOf(type, text) {
  if (type === 'email') return `mailto:${text}`;
  if (type === 'phone') return `tel:${text.replace(/[^+\d]/g, '')}`;
  // Only web addresses become links: a `javascript:` website would run in the page.
  if (type === 'url') return /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return null;
}

/**
 * @param {LayoutField} field
 * @param {Record<string, any>} row
 */
function referenceOf(field, row) {
  const id = row[field.api];
  // What a polymorphic reference names is known by its id.
  return field.type === 'reference' && field.to && id ? { object: schemaOfId(id)?.name ?? field.to, id } : null;
}
