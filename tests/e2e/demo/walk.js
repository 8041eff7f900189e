// The user guide, walked by itself: the sixteen steps, then all four objects in both interfaces and
// in the side panel, with the four actions. Each step is a line of output and a screenshot.
import { everybodyHasAnAddress, firstMail, inClassic, inLightning, inSidePanel } from './salesforce.js';
import { setUp } from './set_up.js';

/**
 * @typedef {object} Tools
 * @property {import('../harness/rep.js').Rep} rep
 * @property {import('../harness/org.js').Control} control
 * @property {import('../harness/browser.js').Chromium} chromium
 * @property {(key: string, ...values: string[]) => string} text
 * @property {'google' | 'microsoft'} mail the mail client that the rep chooses
 * @property {string} campaign the id of a sales campaign
 * @property {(title: string, page: import('puppeteer-core').Page) => Promise<void>} passed takes the
 *   screenshot of a step that passed
 */

/** All of it. @param {Tools} tools */
export async function walk(tools) {
  await everybodyHasAnAddress(tools);
  await setUp(tools);
  await inLightning(tools);
  await inSidePanel(tools);
  await inClassic(tools);
  await atHome(tools);
}

/** The set-up and the first mail: what another mail client changes. @param {Tools} tools */
export async function walkToFirstMail(tools) {
  await setUp(tools);
  await firstMail(tools);
  await atHome(tools);
}

/** The popup after the set-up. @param {Tools} tools */
async function atHome({ chromium, passed }) {
  const popup = await chromium.popup();
  await popup.waitForSelector('[data-screen="Home"]');
  await passed('The popup: today’s tasks, and what is under way', popup);
}
