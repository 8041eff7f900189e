/** A set of tabs with the keyboard behaviour of the ARIA tabs pattern. */
import { component } from './dom.js';

/**
 * @param {import('./dom.js').Elements} h
 * @param {{label: string, content: Node}[]} tabs
 * @returns {HTMLElement}
 */
export function tabset(h, tabs) {
  return component(h, 'lightning-tabset', { class: 'slds-card tabset' }, (inner) => {
    const buttons = tabs.map(({ label }) => inner('button', {
      type: 'button', role: 'tab', class: 'slds-tabs_default__link', 'data-label': label, onclick: (event) => select(buttons.indexOf(event.currentTarget)), onkeydown: move,
    }, label));
    const panels = tabs.map(({ content, label }) => inner('div', { role: 'tabpanel', 'aria-label': label, class: 'slds-tabs_default__content' }, content));
    /** @param {number} chosen */
    const select = (chosen) => {
      buttons.forEach((button, index) => {
        button.setAttribute('aria-selected', String(index === chosen));
        button.tabIndex = index === chosen ? 0 : -1;
      });
      panels.forEach((panel, index) => { panel.hidden = index !== chosen; });
    };
    /** @param {KeyboardEvent} event */
    function move(event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = (buttons.findIndex((button) => button.tabIndex === 0) + step + buttons.length) % buttons.length;
      select(next);
      buttons[next].focus();
    }
    select(0);
    return [inner('div', { role: 'tablist', class: 'slds-tabs_default__nav' }, buttons), ...panels];
  });
}
