/** A modal dialog: keeps the focus inside, closes on Escape, gives the focus back. */
import { h } from './dom.js';

/**
 * @param {string} title
 * @param {Node} content
 * @param {HTMLElement[]} buttons
 * @param {() => void} onCancel
 * @returns {() => void} closes it
 */
export function openModal(title, content, buttons, onCancel) {
  const opener = /** @type {HTMLElement | null} */ (document.activeElement);
  const box = h('section', { role: 'dialog', class: 'slds-modal', 'aria-modal': 'true', 'aria-label': title, tabindex: '-1', onkeydown },
    h('div', { class: 'slds-modal__container' },
      h('header', { class: 'slds-modal__header' }, h('h2', null, title),
        h('button', { type: 'button', class: 'slds-button slds-modal__close', title: 'Cancel and close', 'aria-label': 'Cancel and close', onclick: onCancel }, '×')),
      h('div', { class: 'slds-modal__content' }, content),
      h('footer', { class: 'slds-modal__footer' }, buttons)));
  const layer = h('div', { class: 'modal-layer' }, h('div', { class: 'slds-backdrop' }), box);
  document.body.append(layer);
  const first = /** @type {HTMLElement | null} */ (box.querySelector('input, select, textarea'));
  (first ?? box).focus();
  return () => {
    if (!layer.isConnected) return;
    layer.remove();
    opener?.focus();
  };

  /** @param {KeyboardEvent} event */
  function onkeydown(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'Tab') {
      keepInside(box, event);
    }
  }
}

/**
 * @param {HTMLElement} box
 * @param {KeyboardEvent} event
 */
function keepInside(box, event) {
  const stops = /** @type {HTMLElement[]} */ ([...box.querySelectorAll('button, input, select, textarea, a[href]')]);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const edge = event.shiftKey ? first : last;
  if (document.activeElement !== edge && document.activeElement !== box) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
