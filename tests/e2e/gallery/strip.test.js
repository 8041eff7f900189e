// What was just done, and what needs the rep, follows them: on every record, in forms, beside a page without one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts as textsOf } from '../harness/texts.js';
import { until } from '../harness/wait.js';
import { answer, asked, hasFocus, hears, open, recordOf, texts } from './stage.js';
import { VIEWS } from './views/index.js';
import * as outbox from './views/outbox.js';

const en = textsOf('en');

/** @typedef {import('puppeteer-core').Page} Page */

const ADA = { ok: { record: recordOf('panel-record') } };
const GRACE = { ok: { record: recordOf('panel-strip-undo') } };
const draft = /** @type {any} */ (VIEWS.find(({ name }) => name === 'panel-compose-draft')?.answers.get_draft).ok;

/** @param {Page} page @param {string} line */
const said = (page, line) => texts(page, `[data-strip=${line}] .strong`);

test('a mail can be taken back from the next record; its text is a draft of its own, and the rep is told where', async (t) => {
  const page = await open(t, 'panel-outbox-undo', { undo: { ok: { back: draft.form } } });
  await page.waitForSelector('.status [data-state=undo]');
  assert.equal(await page.$('.strip'), null, 'its own record has the card');
  await answer(page, { get_record: GRACE }, 'record');
  await page.waitForSelector('[data-strip=undo]');
  assert.deepEqual(await said(page, 'undo'), [outbox.undo.subject]);
  assert.match((await texts(page, '[data-strip=undo] .small'))[0] ?? '', /Ada Lovelace.*\d+ s/, 'whose, and the seconds');
  await answer(page, { get_outbox: { ok: [] } });
  await page.click('[data-strip=undo] .button');
  assert.deepEqual(await hears(page, 'undo'), { intent: outbox.undo.intent, writing: false });
  await page.waitForSelector('[data-strip=draft]');
  assert.equal(await page.$('.written'), null, 'Grace gets no form of Ada’s');
  assert.equal(await page.$eval('[data-strip=draft] a', (link) => link.getAttribute('href')), `https://${outbox.undo.record.org}/${outbox.undo.record.id}`);
  await hasFocus(page, '[data-strip=draft] .button');
  // Back on the record the same line opens the draft.
  await answer(page, { get_record: ADA }, 'record');
  await page.waitForSelector('[data-strip=draft] button.button');
  await page.click('[data-strip=draft] button.button');
  await page.waitForSelector('.written');
  assert.equal(await page.$('[data-strip=draft]'), null);
});

test('nothing jumps when it comes or goes, and it covers nothing', async (t) => {
  for (const view of ['panel-record', 'panel-compose-draft']) {
    const page = await open(t, view);
    const places = () => page.$$eval('.acts .button, .item, .foot, .foot button, .form-row, .form-bar .button', (all) => all.map((one) => one.getBoundingClientRect().top));
    const before = await places();
    const elsewhere = { ...outbox.undo, record: recordOf('panel-strip-undo').facts.record };
    await answer(page, { get_outbox: { ok: [elsewhere] } }, 'outbox');
    await page.waitForSelector('[data-strip=undo]');
    assert.deepEqual(await places(), before, view);
    const [strip, scrolls, foot] = await page.$$eval('.strip, main, footer', (all) => ['SECTION', 'MAIN', 'FOOTER'].map((tag) => all.find((one) => one.tagName === tag)?.getBoundingClientRect().toJSON()));
    assert.ok(scrolls.bottom <= strip.top + 1 && strip.bottom <= foot.top + 1, view);
    await answer(page, { get_outbox: { ok: [] } }, 'outbox');
    await page.waitForSelector('.strip', { hidden: true });
    assert.deepEqual(await places(), before, view);
  }
});

test('several fold into one line that opens, with every decision and the way to the record', async (t) => {
  const page = await open(t, 'panel-strip-both');
  assert.deepEqual(await said(page, 'undo'), [outbox.undo.subject], 'the last is one press away');
  assert.deepEqual(await said(page, 'needs'), [en('badge_needs_you_other', '2')]);
  await page.click('[data-strip=needs] .button');
  await hasFocus(page, '.strip-rest');
  const { bottom } = await page.$eval('.foot', (foot) => foot.getBoundingClientRect().toJSON());
  assert.equal(bottom, 640, 'the foot stays in view');
  assert.deepEqual(await texts(page, '.strip-rest .row .strong'), [outbox.signIn.subject, outbox.failed.subject, outbox.call.subject]);
  assert.equal((await page.$$('.strip-rest a')).length, 3);
  await page.$$eval('.strip-rest [data-state=failed] .buttons > .button', ([again]) => /** @type {HTMLElement} */ (again).click());
  assert.deepEqual(await hears(page, 'resolve'), { intent: outbox.failed.intent, decision: 'retry' });
  await page.click('.strip-rest [data-fault] .button');
  await hears(page, 'start_sign_in');
  await page.click('[data-strip=needs] .button');
  await page.waitForSelector('.strip-rest', { hidden: true });
  await answer(page, { get_outbox: { ok: [outbox.failed] } }, 'outbox');
  await until('the one by its name', async () => (await said(page, 'needs'))[0] === outbox.failed.subject);
  await answer(page, { get_outbox: { ok: [] } }, 'outbox');
  await page.waitForSelector('.strip', { hidden: true });
});

test('what the rep is writing and what they take back are both kept', async (t) => {
  const page = await open(t, 'panel-compose-draft', { undo: { ok: 'apart' } });
  await answer(page, { get_outbox: { ok: [outbox.undo] } }, 'outbox');
  await page.waitForSelector('[data-strip=undo]');
  await page.focus('input[name=subject]');
  await page.keyboard.type('Mine, ');
  await answer(page, { get_outbox: { ok: [outbox.takenBack] } });
  await page.click('[data-strip=undo] .button');
  assert.deepEqual(await hears(page, 'undo'), { intent: outbox.undo.intent, writing: true });
  await answer(page, {}, 'outbox');
  await page.waitForSelector('[data-strip=needs]');
  assert.match(await page.$eval('input[name=subject]', (field) => /** @type {HTMLInputElement} */ (field).value), /Mine, /);
});

test('where nothing was written yet, what is taken back comes into the open form', async (t) => {
  const page = await open(t, 'panel-compose-fresh', { undo: { ok: { back: { send_email: { ...draft.form.send_email, subject: 'Second thoughts' } } } } });
  await answer(page, { get_outbox: { ok: [outbox.undo] } }, 'outbox');
  await page.waitForSelector('[data-strip=undo]');
  await page.click('[data-strip=undo] .button');
  assert.equal((await hears(page, 'undo')).writing, false);
  await until('the text', async () => (await page.$eval('input[name=subject]', (field) => /** @type {HTMLInputElement} */ (field).value)) === 'Second thoughts');
});

test('by keyboard: Tab reaches it, Enter takes back; a screen reader hears what needs the rep, once', async (t) => {
  const page = await open(t, 'panel-strip-undo');
  for (let n = 0; n < 40 && !(await page.$('[data-strip=undo] .button:focus')); n += 1) await page.keyboard.press('Tab');
  await hasFocus(page, '[data-strip=undo] .button');
  await page.keyboard.press('Enter');
  await hears(page, 'undo');
  const live = () => texts(page, '[role=status].hidden-text');
  await answer(page, { get_outbox: { ok: [outbox.failed] } }, 'outbox');
  await until('the words', async () => (await live()).some((words) => words.includes(outbox.failed.subject)));
  const { length } = await asked(page, 'undo');
  assert.equal(length, 1);
});

test('U takes back the last that was done, from its own record and from the next; in a text it is a letter', async (t) => {
  for (const view of ['panel-outbox-undo', 'panel-strip-undo', 'panel-strip-both']) {
    const page = await open(t, view, { undo: { ok: { back: draft.form } } });
    await page.waitForSelector('[data-state=undo], [data-strip=undo]');
    await page.keyboard.press('u');
    assert.deepEqual(await hears(page, 'undo'), { intent: outbox.undo.intent, writing: false }, view);
  }
  const writing = await open(t, 'panel-compose-strip');
  await writing.focus('input[name=subject]');
  await writing.keyboard.press('u');
  assert.deepEqual(await asked(writing, 'undo'), []);
});

test('beside a page without a record it is there; beside somebody else’s it is not', async (t) => {
  const none = await open(t, 'panel-strip-no-record');
  assert.deepEqual(await said(none, 'undo'), [outbox.undo.subject]);
  assert.equal((await none.$$eval('.strip a', (links) => links.map((link) => link.getAttribute('target')))).includes('_top'), false, 'a side panel stays what it is');
  const theirs = await open(t, 'panel-strip-not-theirs');
  assert.equal(await theirs.$('.strip'), null);
});
