// One draft in several tabs and in the side panel: it is sent once, and no word of it is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressButton, says } from './harness/page.js';
import { sharedProduct } from './harness/product.js';
import { until } from './harness/wait.js';

const product = sharedProduct('drafts', {
  prepare: async (it) => {
    await it.rep.setUp();
    await pressButton(await it.chromium.popup(), it.text('launch_salesforce'));
  },
});

/** @param {import('./harness/page.js').View} view */
const wordsIn = (view) => view.evaluate(() => document.querySelector('.written')?.textContent ?? '');

test('a draft that is open in two tabs has the same words in both, and is sent once', async () => {
  const { rep, control, text } = product();
  const first = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const here = await rep.panel(first, 'Analytical Engines');
  await rep.writeMail(here, 'From two tabs', 'Hello Ada');
  await here.waitForSelector('[data-draft=saved]');
  const popup = await rep.popupShowing(text('home_drafts_one', '1'));
  assert.deepEqual(await popup.$$eval('[data-list=drafts] .row p', (lines) => lines.slice(0, 2).map((line) => line.textContent?.trim())),
    ['Ada Lovelace', `${text('action_send_email')}: From two tabs`]);
  await popup.close();
  const second = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const there = await rep.panel(second, 'Analytical Engines');
  await until('the mark of the draft', () => there.$('.acts .primary .draft-mark'));
  await pressButton(there, text('action_send_email'));
  await until('the words in the second tab', async () => (await wordsIn(there)).includes('Hello Ada'));
  await there.type('.written', 'P.S. ');
  await until('the words of the second tab in the first', async () => (await wordsIn(here)).includes('P.S. '));

  await rep.send(there);
  await until('its form to go in the first', () => here.evaluate(() => !document.querySelector('.written')));
  await says(here, text('draft_sent'));
  await until('the mail', async () => (await control.mail('ada@analytical.example')).length === 1, 30_000);
  await first.bringToFront();
  await pressButton(here, text('action_send_email'));
  await here.waitForSelector('.written');
  assert.ok(!(await wordsIn(here)).includes('Hello Ada'), 'what was sent is gone everywhere');
  await Promise.all([first.close(), second.close()]);
});

test('what is typed in the side panel without a pause is kept, whatever tab is in front when it closes', async () => {
  const { rep, chromium, control, text } = product();
  const lead = await rep.openRecord(control, 'Contact', 'Grace Hopper');
  const side = await rep.openSidePanel(await rep.panel(lead, 'Grace Hopper'));
  await says(side, 'Grace Hopper');
  await pressButton(side, text('action_send_email'));
  await side.waitForSelector('[contenteditable="true"]');
  await side.focus('.written');
  const elsewhere = await chromium.tab('https://mail.example/');
  await elsewhere.bringToFront();
  await side.waitForSelector('[data-not-here]');
  await says(side, text('draft_not_here_title', 'Grace Hopper'));
  assert.ok(await side.$('[data-key=primary][aria-disabled=true]'), 'nothing is sent from another page');
  // Puppeteer's keys go to the tab in front.
  const typed = await side.evaluate(async () => {
    const field = /** @type {HTMLElement} */ (document.querySelector('.written'));
    const words = 'Every word of this is typed without a pause. '.repeat(3);
    field.focus();
    for (const letter of words) {
      document.execCommand('insertText', false, letter);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    window.close();
    return words;
  }).catch(() => 'Every word of this is typed without a pause. '.repeat(3));
  await until('the side panel to be gone', async () => !chromium.browser.targets().some((target) => target.url().includes('/panel.html?window=')));
  await lead.bringToFront();
  const panel = await rep.panel(lead, 'Grace Hopper');
  await pressButton(panel, text('action_send_email'));
  const plain = (/** @type {string} */ words) => words.replaceAll('\u00a0', ' ').trim();
  await until('all that was typed', async () => plain(await wordsIn(panel)).includes(plain(typed)));
  await Promise.all([lead.close(), elsewhere.close()]);
});
