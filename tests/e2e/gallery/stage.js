// Where a view is played: opened once, asked what it asked of the worker, answered, typed into.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { join } from 'node:path';
import { ROOT } from '../../tools/package-files.js';
import { until } from '../harness/wait.js';
import { Studio } from './studio.js';
import { VIEWS } from './views/index.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** @type {Studio} */
let studio;
/** The tab of the views before, for the next one. @type {import('./tab.js').Tab | undefined} */
let idle;
before(async () => {
  studio = await Studio.open(process.env.GALLERY_EXTENSION ?? join(ROOT, 'dist/unpacked'));
});
after(() => studio?.close());

/** Opens a view; at the end nothing but `expected` may be on its console.
 * @param {import('node:test').TestContext} t @param {string} name @param {Record<string, unknown>} [answers] @param {RegExp} [expected] @param {import('./studio.js').Look} [look] */
export async function open(t, name, answers = {}, expected, look = {}) {
  const view = VIEWS.find((view) => view.name === name);
  assert.ok(view, name);
  const tab = idle ?? (await studio.tab());
  idle = undefined;
  const shown = await studio.show({ ...view, answers: { ...view.answers, ...answers } }, look, tab);
  t.after(async () => {
    const complaints = shown.complaints.filter((complaint) => !expected?.test(complaint));
    // One is kept: a second lies behind it and is not drawn. A view that failed may have broken its tab.
    const { passed } = /** @type {{ passed?: boolean }} */ (t);
    if (passed && !idle && !shown.page.isClosed()) {
      await tab.empty();
      idle = tab;
    } else await tab.close();
    assert.deepEqual(complaints, []);
  });
  return shown.page;
}

/** @param {Page} page @param {string} name @returns {Promise<any[]>} the bodies of what was asked by that name */
export const asked = (page, name) =>
  page.evaluate(
    (name) => (/** @type {any} */ (globalThis)).gallery.asked.filter((/** @type {any} */ call) => call.name === name).map((/** @type {any} */ call) => call.body),
    name,
  );

/** @param {Page} page @param {string} name @param {(body: any) => boolean} [right] */
export const hears = (page, name, right = () => true) => until(name, async () => (await asked(page, name)).find(right));

/** @param {Page} page @param {Record<string, unknown>} answers @param {string} [topic] told as changed */
export const answer = (page, answers, topic) =>
  page.evaluate(
    (answers, topic) => {
      const { gallery } = /** @type {any} */ (globalThis);
      Object.assign(gallery.answers, answers);
      if (topic) gallery.changed(topic);
    },
    answers,
    topic,
  );

/** @param {Page} page @param {string} selector */
export const hasFocus = (page, selector) => until(`focus on ${selector}`, () => page.$(`${selector}:focus`));

/** @param {Page} page @param {string} selector */
export const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent?.trim() ?? ''));

/** @param {Page} page @param {string} [key] */
export async function chord(page, key = 'Enter') {
  await page.keyboard.down('Control');
  await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key));
  await page.keyboard.up('Control');
}

/** @param {string} name @returns {any} the record of a view */
export const recordOf = (name) => /** @type {any} */ (VIEWS.find((view) => view.name === name)?.answers.get_record).ok.record;
export const NO_ANSWER = { fault: { code: 'worker.no_answer', whose_move: { retry: {} } } };
