import { request } from './api.js';
import { h } from './dom.js';
import { valueElement } from './fields.js';

const SHOWN = 8;

/**
 * The user's own leads, contacts, accounts and opportunities, a few of each.
 * @param {import('./app.js').App} app
 * @returns {Promise<import('./stage.js').Page>}
 */
export async function createHome({ session }) {
  const heading = h('h1', { class: 'slds-page-title', tabindex: '-1' }, `Welcome, ${session.name}`);
  const cards = await Promise.all(session.tabs.map(({ object, mine }) => card(object, mine)));
  const element = h('div', { class: 'home' },
    h('div', { class: 'slds-page-header' }, h('p', { class: 'slds-eyebrow' }, 'Home'), heading),
    h('div', { class: 'home-cards' }, cards));
  return { element, heading, title: 'Home | Salesforce' };
}

/**
 * @param {string} object
 * @param {string} view
 */
async function card(object, view) {
  const list = await request(`list/${object}?view=${view}`);
  const rows = list.rows.slice(0, SHOWN).map((/** @type {import('../../records.js').Row} */ { cells }) => h('tr', null,
    cells.slice(0, 3).map((cell, index) => h(index ? 'td' : 'th', index ? null : { scope: 'row' }, valueElement(h, cell)))));
  return h('article', { class: 'slds-card home-card' },
    h('header', { class: 'slds-card__header home-card-header' },
      h('span', { class: `object-icon ${object.toLowerCase()}-icon`, 'aria-hidden': 'true' }, object[0]), h('h2', { class: 'slds-card__title' }, list.view.label)),
    rows.length ? h('table', { class: 'slds-table' }, h('tbody', null, rows)) : h('p', { class: 'muted empty' }, 'No items to display.'),
    h('footer', { class: 'slds-card__footer' }, h('a', { href: `/lightning/o/${object}/list?filterName=${view}` }, 'View All')));
}
