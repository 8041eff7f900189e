/**
 * The pages that have been visited. As in Lightning Experience they stay in the document, hidden,
 * and come back when they are visited again; one is active.
 *
 * @typedef {object} Page
 * @property {HTMLElement} element what stands in its container
 * @property {string} title of the document
 * @property {HTMLElement} heading gets the focus when the page is shown
 * @property {() => Promise<void>} [refresh] brings a page that is shown again up to date
 * @property {object} [route] what the canonical address names beyond the one asked for
 * @property {string} [key] for a page that is not the one the address asked for
 *
 * What shows pages: one at a time in a standard app, in tabs in a console app (workspaces.js).
 * @typedef {object} Stage
 * @property {HTMLElement} element
 * @property {(key: string) => Page | null} page that has been visited
 * @property {(key: string, shown: Page, place?: Place) => void} show
 * @property {(key: string) => void} drop forgets a page, for one whose record is gone
 * @property {(path: string, from: Element | null) => string} within the address as it is from where it is asked for
 *
 * @typedef {{ path: string, workspace: string | null, isTab: boolean }} Place the page's address, the key of the workspace
 *   tab that holds it, and whether it is a tab at all
 */
import { fill, h } from './dom.js';

const KEPT = 12;

/** @returns {Stage} */
export function createStage() {
  const element = h('div', { class: 'oneCenterStage lafSinglePaneWindowManager', id: 'main', role: 'main', tabindex: '-1' });
  /** @type {Map<string, {container: HTMLElement, page: Page}>} in the order of the last visit */
  const visited = new Map();

  return { element, page, show, drop, within: (path) => path };

  /** @param {string} key */
  function page(key) {
    return visited.get(key)?.page ?? null;
  }

  /**
   * @param {string} key
   * @param {Page} shown
   */
  function show(key, shown) {
    const container = visited.get(key)?.container ?? element.appendChild(h('div', { class: 'windowViewMode-normal oneContent lafPageHost' }));
    if (visited.get(key)?.page !== shown) fill(container, shown.element);
    const changes = !container.classList.contains('active');
    visited.delete(key);
    visited.set(key, { container, page: shown });
    for (const each of visited.values()) {
      each.container.classList.toggle('active', each.container === container);
      each.container.hidden = each.container !== container;
    }
    if (visited.size > KEPT) drop([...visited.keys()][0]);
    document.title = shown.title;
    if (!changes) return;
    window.scrollTo(0, 0);
    shown.heading.focus({ preventScroll: true });
  }

  /**
   * Forgets a page, for one whose record is gone.
   * @param {string} key
   */
  function drop(key) {
    visited.get(key)?.container.remove();
    visited.delete(key);
  }
}
