import { h } from './dom.js';

/**
 * @param {import('./app.js').App} app
 * @returns {import('./stage.js').Page}
 */
export function createHome({ session }) {
  const heading = h('h1', { class: 'slds-page-title', tabindex: '-1' }, `Welcome, ${session.name}`);
  const element = h('div', { class: 'home' },
    h('header', { class: 'slds-page-header' }, h('p', { class: 'slds-eyebrow' }, 'Home'), heading),
    h('div', { class: 'home-cards' }, session.tabs.map(({ object, plural }) => h('a', { class: 'slds-card home-card', href: `/lightning/o/${object}/list` },
      h('span', { class: `object-icon ${object.toLowerCase()}-icon`, 'aria-hidden': 'true' }, object[0]),
      h('strong', null, plural), h('span', { class: 'muted' }, `View and work your ${plural.toLowerCase()}`)))));
  return { element, heading, title: 'Home | Salesforce' };
}
