// One mail each: choosing, the list, the text for one person, and what is submitted; by keyboard where it can be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts as textsOf } from '../harness/texts.js';
import { until } from '../harness/wait.js';
import { answer, asked, hasFocus, hears, NO_ANSWER, open, texts } from './stage.js';
import { LAST_CONTACT } from './views/records.js';

const en = textsOf('en');

/** @typedef {import('puppeteer-core').Page} Page */

/** @param {Page} page @returns {Promise<any>} the form as it was kept last */
async function kept(page) {
  const all = await asked(page, 'save_draft');
  return all.at(-1)?.form.send_email;
}
/** @param {Page} page @param {(form: any) => boolean} right */
const keeps = (page, right) => until('the draft', async () => {
  const form = await kept(page);
  return form && right(form) && form;
});
/** @param {Page} page */
const label = (page) => page.$eval('[data-key=primary]', (button) => button.textContent?.trim());
/** @param {Page} page */
const summary = (page) => page.$eval('.several-summary .strong', (words) => words.textContent);
const rest = () => new Promise((done) => { setTimeout(done, 700); });

test('several people are chosen by keyboard, and each gets a mail of their own', async (t) => {
  const page = await open(t, 'panel-each-choose');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.deepEqual(await texts(page, '.choose-all span'), ['Selected: 4 of 4']);
  await page.focus('.choose > .buttons .button');
  assert.equal(await page.$eval('.choose > .buttons .button', (button) => button.textContent?.trim()), 'Add 4 people');
  await page.keyboard.press('Enter');
  await hasFocus(page, '#choose-people');
  await until('the count', async () => (await label(page)) === 'Send 5 emails');
  const form = await keeps(page, (form) => form.to.length === 5);
  assert.deepEqual(form.each, {});
  assert.equal(await page.$('.choose'), null);
  const check = await hears(page, 'check_people');
  assert.equal(check.people.length, 5);
});

test('Escape closes the list of people, and nobody was chosen', async (t) => {
  const page = await open(t, 'panel-each-choose-some');
  await page.keyboard.press('Escape');
  await hasFocus(page, '#choose-people');
  assert.equal(await page.$('.choose'), null);
  assert.equal(await page.$('.several'), null);
});

test('who has no address is shown and cannot be chosen; a further page can be loaded', async (t) => {
  const page = await open(t, 'panel-each-choose');
  const closed = () => page.$$eval('.choose .person:has(:disabled) .strong', (names) => names.map((name) => name.textContent));
  assert.deepEqual(await closed(), ['Grace Hopper', 'Alan Turing']);
  await page.click('.choose-rows > .button');
  await until('the next page', async () => (await closed()).includes('Jean Bartik'));
  const { start } = await hears(page, 'list_contacts');
  assert.deepEqual(start, { after: LAST_CONTACT });
});

test('people are asked about once, and only those who are new', async (t) => {
  const page = await open(t, 'panel-each-list');
  await page.type('#compose-to', 'new@person.example;');
  await until('a second question', async () => (await asked(page, 'check_people')).length === 2);
  const [first, second] = await asked(page, 'check_people');
  assert.equal(first.people.length, 12);
  assert.deepEqual(second.people.map((/** @type {any} */ who) => who.address), ['new@person.example']);
  await page.click('.several-row:last-child .tool:last-child');
  await rest();
  assert.equal((await asked(page, 'check_people')).length, 2);
});

test('who is left out can be included, unless no mail may go to them', async (t) => {
  const page = await open(t, 'panel-each-findings');
  assert.equal(await summary(page), '4 emails · 8 left out');
  const row = (/** @type {string} */ name) => `.several-row:has(::-p-text(${name}))`;
  const box = async (/** @type {string} */ name) => {
    const rows = await page.$$('.several-row');
    for (const one of rows) if ((await one.evaluate((row) => row.textContent))?.includes(name)) return one.$('input');
    throw new Error(row(name));
  };
  await (await box('Annie Easley'))?.click();
  assert.equal(await summary(page), '4 emails · 8 left out');
  await (await box('Alan Turing'))?.click();
  await until('Alan', async () => (await summary(page)) === '5 emails · 7 left out');
  const form = await keeps(page, (form) => form.to.some((/** @type {any} */ who) => who.name === 'Alan Turing'));
  assert.equal(form.to.find((/** @type {any} */ who) => who.name === 'Alan Turing').agreed, true);
  assert.deepEqual(form.each.included, ['alan@bletchley.example']);
  assert.equal(await page.evaluate(() => document.activeElement?.closest('.several-row')?.textContent?.includes('Alan Turing')), true, 'the focus stays');
});

test('the arrow keys go from row to row, and Tab leaves the list', async (t) => {
  const page = await open(t, 'panel-each-list');
  await page.focus('.several-row:first-child input');
  for (const key of /** @type {const} */ (['ArrowDown', 'ArrowDown', 'ArrowUp'])) await page.keyboard.press(key);
  await hasFocus(page, '.several-row:nth-child(2) input');
  await page.keyboard.press('End');
  await hasFocus(page, '.several-row:last-child input');
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Tab');
  await hasFocus(page, '[data-field=subject] input');
});

test('a text for one person leaves that for all alone, and the other way round', async (t) => {
  const page = await open(t, 'panel-each-list');
  await page.click('.several-row:nth-child(3) .tool');
  await page.waitForSelector('.only-for');
  const subject = '[data-field=subject] input';
  await page.focus(subject);
  await page.keyboard.press('End');
  await page.keyboard.type(' for Alan');
  await keeps(page, (form) => form.each.personal.length === 2);
  await page.click('.only-for .button');
  assert.equal(await page.$eval(subject, (input) => /** @type {HTMLInputElement} */ (input).value), 'Two new plans');
  await page.focus(subject);
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  const form = await keeps(page, (form) => form.subject === 'Two new plans!');
  assert.deepEqual(form.each.personal.map((/** @type {any} */ own) => own.subject), ['Your question on frequencies', 'Two new plans for Alan']);
});

test('what is typed last goes to the text in which it was typed', async (t) => {
  const page = await open(t, 'panel-each-list');
  await (await page.waitForSelector('.written[contenteditable=true]'))?.focus();
  await page.keyboard.type('All: ');
  await page.click('.several-row:nth-child(3) .tool');
  await page.waitForSelector('.only-for');
  await until('the editor', () => page.$('.written[contenteditable=true]:focus'));
  await page.keyboard.type('Alan: ');
  await page.click('.only-for .button');
  const form = await keeps(page, (form) => form.each.personal.length === 2 && form.html.includes('All: '));
  assert.ok(!form.html.includes('Alan: '));
  assert.ok(form.each.personal[1].html.includes('Alan: '), form.each.personal[1].html);
  assert.ok(form.each.personal[1].html.includes('All: '), 'it begins with the text for all');
});

test('the text for all in place of an own one can be taken back', async (t) => {
  const page = await open(t, 'panel-each-personal-undo');
  const before = await keeps(page, (form) => form.each.personal === undefined);
  assert.deepEqual(before.each, {});
  await page.click('.only-for .button.quiet');
  const form = await keeps(page, (form) => form.each.personal?.length === 1);
  assert.equal(form.each.personal[0].subject, 'Your question on frequencies');
});

test('one mail to all and back: who was left out and what was written alone come back', async (t) => {
  const page = await open(t, 'panel-each-findings');
  await page.click('[data-field=each] .segment:first-child');
  await until('chips', async () => (await page.$$('[data-field=to] .chip')).length === 4);
  assert.equal(await label(page), 'Send');
  await page.click('[data-field=each] .segment:last-child');
  await until('the list', async () => (await summary(page)) === '4 emails · 8 left out');
  await page.waitForSelector('.several-own');
  assert.equal((await asked(page, 'check_people')).length, 1);
});

test('Send waits for the check; one that failed holds nothing up', async (t) => {
  const page = await open(t, 'panel-each-checking');
  await page.click('[data-key=primary]');
  await rest();
  assert.deepEqual(await asked(page, 'submit'), []);
  await answer(page, { check_people: NO_ANSWER });
  const failed = await open(t, 'panel-each-check-failed');
  await failed.click('[data-key=primary]');
  const { form } = await hears(failed, 'submit');
  assert.equal(form.send_email.to.length, 12);
});

test('where everybody is left out, the form says so and is not sent', async (t) => {
  const page = await open(t, 'panel-each-nobody');
  await page.waitForSelector('#to-faults');
  assert.deepEqual(await texts(page, '#to-faults .field-fault'), [en('field_each_nobody')]);
  await page.click('[data-key=primary]');
  await rest();
  assert.deepEqual(await asked(page, 'submit'), []);
});

test('the preview goes from person to person', async (t) => {
  const page = await open(t, 'panel-each-preview');
  const name = () => page.$eval('.previews .cut', (name) => name.textContent);
  assert.equal(await name(), 'Hedy Lamarr (2 of 12)');
  await page.click('.previews .tool:first-child');
  assert.equal(await name(), 'Grace Hopper (1 of 12)');
  const asked = await hears(page, 'fill_mail');
  assert.equal(asked.mail.to.length, 1);
});
