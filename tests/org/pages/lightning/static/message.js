import { h } from './dom.js';

/**
 * A page that only says something.
 * @param {string} title
 * @param {string} text
 * @returns {import('./stage.js').Page}
 */
export function createMessage(title, text) {
  const heading = h('h1', { class: 'slds-page-title', tabindex: '-1' }, title);
  const element = h('div', { class: 'message slds-card' }, heading, h('p', null, text), h('p', null, h('a', { href: '/lightning/page/home' }, 'Go to Home')));
  return { element, heading, title: `${title} | Salesforce`, key: 'message' };
}
