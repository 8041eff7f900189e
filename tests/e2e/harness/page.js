// What a person does on a page: find by what it says, press, type.
import { until } from './wait.js';

/** @typedef {import('puppeteer-core').Page | import('puppeteer-core').Frame} View */

/** What stays where it is for a frame rests. */
const FRAME = 17;

/** Milliseconds that pointer or focus rest in the panel before a command counts, and some more. */
export const RESTED = 600;

/**
 * Presses an element as a person does: once it rests, and the pointer is over it; and once more where the
 * panel says that the pointer had only just come.
 * @param {View} view @param {string} selector
 */
export async function press(view, selector) {
  const told = await asksOnceMore(view);
  const from = performance.now();
  await pressOnce(view, selector);
  if (told || !(await asksOnceMore(view))) return;
  await until('the pointer to have rested', () => performance.now() - from > RESTED);
  await pressOnce(view, selector);
}

/** Whether a panel in a page says that a press did not count and the next one will. @param {View} view */
export async function asksOnceMore(view) {
  if ('mouse' in view || !view.url().includes('/panel.html')) return false;
  // It may go with what was pressed.
  return view.$('.once-more').then(Boolean, () => false);
}

/**
 * Presses an element once. A frame of another process has its text before it is painted: a press would
 * reach the page behind it.
 * @param {View} view @param {string} selector
 */
export async function pressOnce(view, selector) {
  const { mouse } = 'mouse' in view ? view : view.page();
  let place = '';
  let nudge = 0;
  await until(`the pointer to be over ${selector}`, async () => {
    const element = await view.$(selector);
    if (!element) return false;
    await element.scrollIntoView();
    const { x, y } = await element.clickablePoint();
    const rests = place === `${x},${y}`;
    place = `${x},${y}`;
    nudge = 1 - nudge; // a move to the same place would be none
    await mouse.move(x + nudge, y);
    return rests && element.evaluate((element) => element.matches(':hover'));
  }, undefined, FRAME);
  // A sign-in window closes under the click that ends it.
  await Promise.all([mouse.down(), mouse.up()]).catch((error) => {
    if (!/closed|detached|Target|Session/i.test(String(error))) throw error;
  });
}

/** Presses the button that says `label`. @param {View} view @param {string} label */
export async function pressButton(view, label) {
  await press(view, `::-p-aria([name="${label.replaceAll('"', '\\"')}"][role="button"])`);
}

/** Presses the view's primary button. @param {View} view */
export async function pressPrimary(view) {
  await press(view, 'button[data-key="primary"]:not([aria-disabled="true"])');
}

/** Replaces what a field holds. @param {View} view @param {string} selector @param {string} text */
export async function fill(view, selector, text) {
  const field = await view.waitForSelector(selector, { visible: true, timeout: 15_000 });
  await field?.evaluate((element) => /** @type {HTMLInputElement} */ (element).select?.());
  await field?.focus();
  await write(view, text);
  await until(`${selector} to hold what was typed`, () =>
    field?.evaluate((element, text) => /** @type {HTMLInputElement} */ (element).value === text, text));
}

/** Writes where the focus is: all of it at once, as an input method does. Keys one by one are tried where it matters.
 * @param {View} view @param {string} text */
export function write(view, text) {
  const { keyboard } = 'keyboard' in view ? view : view.page();
  return keyboard.sendCharacter(text);
}

/** Waits until the view shows `text`. @param {View} view @param {string} text @param {number} [deadline] */
export async function says(view, text, deadline) {
  await until(`"${text}"`, () =>
    view.evaluate((wanted) => document.body.innerText.includes(wanted), text), deadline)
    .catch(async (error) => {
      const shown = await view.evaluate(() => document.body.innerText).catch(() => '(gone)');
      throw new Error(`${error.message}\nShown instead:\n${shown.slice(0, 600)}`);
    });
}

/** The frame of a page at an address. @param {import('puppeteer-core').Page} page @param {string} part */
export function frameAt(page, part) {
  return until(`a frame at ${part}`, () => page.frames().find((frame) => frame.url().includes(part)));
}
