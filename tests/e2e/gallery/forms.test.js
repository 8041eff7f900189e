// Log a Call, Add Task and the people of a record: keys, focus, and what is submitted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts as textsOf } from '../harness/texts.js';
import { until } from '../harness/wait.js';
import { answer, asked, chord, hasFocus, hears, open, recordOf, texts } from './stage.js';
import { VIEWS } from './views/index.js';
import { LAST_CONTACT, withFacts } from './views/records.js';

const en = textsOf('en');

/** @typedef {import('puppeteer-core').Page} Page */

/** @param {Page} page @param {string} field @returns {Promise<string>} what its control holds */
const holds = (page, field) =>
  page.$eval(`[data-field="${field}"] :is(input, select, textarea)`, (control) => /** @type {HTMLInputElement} */ (control).value);

/** @param {Page} page @returns {Promise<any>} the one form that was submitted */
async function submitted(page) {
  await page.waitForSelector('[data-state=undo]');
  const all = await asked(page, 'submit');
  assert.equal(all.length, 1);
  return all[0].form;
}

/** The ways from a record to what is done, beyond what is typed. */
const WAYS = /** @type {const} */ ([
  ['a sent mail', 'panel-compose-draft', 'send_email', '.acts .primary', 'e'],
  ['a logged call', 'panel-call-fresh', 'log_call', '.acts .others > .button:nth-child(1)', 'c'],
  ['an added task', 'panel-task-fresh', 'add_task', '.acts .others > .button:nth-child(2)', 't'],
]);
for (const [what, view, action, button, key] of WAYS) {
  test(`from the record to ${what}: two clicks, or two keys`, async (t) => {
    const { get_draft: draft } = VIEWS.find(({ name }) => name === view)?.answers ?? {};
    for (const by of ['clicks', 'keys']) {
      const page = await open(t, 'panel-record', { get_draft: draft });
      await page.evaluate(() => {
        const done = Object.assign(globalThis, { counted: { clicks: 0, keys: 0 } }).counted;
        window.addEventListener('pointerdown', () => void (done.clicks += 1), true);
        window.addEventListener('keydown', ({ key }) => void (done.keys += Number(!['Control', 'Shift'].includes(key))), true);
      });
      if (by === 'clicks') await page.click(button);
      else await page.keyboard.press(key);
      await page.waitForSelector('.form [data-field]');
      if (by === 'clicks') await page.click('.form-bar .primary');
      else await chord(page);
      const { form } = await hears(page, 'submit');
      assert.ok(action in form);
      const counted = await page.evaluate(() => (/** @type {any} */ (globalThis)).counted);
      assert.deepEqual(counted, by === 'clicks' ? { clicks: 2, keys: 0 } : { clicks: 0, keys: 2 });
    }
  });
}

test('a call is logged by keyboard alone', async (t) => {
  const page = await open(t, 'panel-call-fresh');
  await hasFocus(page, '[data-field=outcome] input');
  assert.equal(await holds(page, 'subject'), 'Call with Ada Lovelace');
  await page.keyboard.type('Answered');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type('12');
  await page.focus('[data-field=notes] textarea');
  await page.keyboard.type('Wants a quote\nby Thursday');
  await chord(page);
  const { log_call: call } = await submitted(page);
  assert.deepEqual(
    { ...call, on: call.on.length },
    {
      who: recordOf('panel-record').facts.people[0].record, who_name: 'Ada Lovelace', subject: 'Call with Ada Lovelace', outcome: 'Answered', direction: 'inbound',
      minutes: 12, notes: 'Wants a quote\nby Thursday', on: 10, follow_up: null,
    },
  );
  await hasFocus(page, '.status');
});

test('a fresh form that nobody touched leaves no draft', async (t) => {
  const page = await open(t, 'panel-call-fresh');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts [data-key=log_call]');
  assert.deepEqual(await asked(page, 'save_draft'), []);
});

test('a follow-up is added, filled and taken away again, and comes back as it was', async (t) => {
  const page = await open(t, 'panel-call-fresh');
  await page.focus('.follow-up .button');
  await page.keyboard.press('Enter');
  await hasFocus(page, '[data-field="follow_up.subject"] input');
  await page.keyboard.type(' on the quote');
  await page.click('.follow-up header .button');
  await hasFocus(page, '.follow-up > .button');
  await page.keyboard.press('Enter');
  assert.equal(await holds(page, 'follow_up.subject'), 'Follow up on the quote');
  await page.click('[data-field="follow_up.reminder"] [type=checkbox]');
  await page.click('[data-key=primary]');
  const { log_call: call } = await submitted(page);
  assert.equal(call.follow_up.subject, 'Follow up on the quote');
  assert.equal(call.follow_up.priority, 'Normal');
  const reminder = new Date(call.follow_up.reminder);
  assert.deepEqual([reminder.getHours(), reminder.getMinutes()], [9, 0]);
});

test('what is missing in a follow-up is said beside it', async (t) => {
  const page = await open(t, 'panel-call-faults');
  await hasFocus(page, '[data-field=minutes] input');
  assert.deepEqual(await asked(page, 'submit'), []);
  const at = await page.$$eval('[data-field]:has(.field-fault)', (rows) => rows.map((row) => row.getAttribute('data-field')));
  assert.deepEqual(at, ['minutes', 'subject', 'follow_up.subject']);
});

test('outcomes and reasons are lists, in the org\'s words; a timer that still runs stops where the call is logged', async (t) => {
  const page = await open(t, 'panel-call-picklist');
  assert.deepEqual(await texts(page, '[data-field=outcome] option'), ['None', 'Erreicht', 'Voicemail']);
  await page.select('[data-field=outcome] select', 'Reached');
  await page.select('[data-field=reason] select', 'Renewal');
  await page.click('[data-key=primary]');
  const { log_call: call } = await submitted(page);
  assert.deepEqual([call.outcome, call.reason, call.minutes, 'timer' in call], ['Reached', 'Renewal', 1, false]);
  assert.ok(call.seconds >= 42 && call.seconds < 60, call.seconds);
});

test('a task is added by keyboard alone', async (t) => {
  const page = await open(t, 'panel-task-fresh');
  await hasFocus(page, '[data-field=subject] input');
  assert.equal(await holds(page, 'subject'), 'Follow up with Ada Lovelace');
  await page.focus('[data-field=kind] input:checked');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await holds(page, 'subject'), 'InMail to Ada Lovelace', 'the subject follows the type');
  await page.focus('.pick:nth-of-type(3)');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('tomorroww');
  await until('what is not understood to be said', async () => (await texts(page, '.below [role=status]')).join().includes(en('due_example')));
  await page.keyboard.press('Backspace');
  await page.select('[data-field=priority] select', 'High');
  await page.focus('[role=combobox]');
  await page.keyboard.type('Sa');
  await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until('Mia', async () => (await holds(page, 'assignee')) === 'Mia Laurent');
  await chord(page);
  const { add_task: task } = await submitted(page);
  assert.deepEqual([task.kind, task.subject, task.priority, task.assignee.name], ['in_mail', 'InMail to Ada Lovelace', 'High', 'Mia Laurent']);
  const tomorrow = new Date(Date.now() + 86_400_000);
  assert.equal(task.due, [tomorrow.getFullYear(), tomorrow.getMonth() + 1, tomorrow.getDate()].map((n) => String(n).padStart(2, '0')).join('-'));
});

test('a subject of the rep\'s own stays', async (t) => {
  const page = await open(t, 'panel-task-fresh');
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.click('[data-field=kind] .segment:first-child');
  assert.equal(await holds(page, 'subject'), 'Follow up with Ada Lovelace!');
});

test('the subject of a fresh task is selected: the first key replaces it; that of a draft stays', async (t) => {
  const fresh = await open(t, 'panel-task-fresh');
  await hasFocus(fresh, '[data-field=subject] input');
  await fresh.keyboard.type('Send the quote');
  assert.equal(await holds(fresh, 'subject'), 'Send the quote');
  const draft = await open(t, 'panel-task-draft');
  await hasFocus(draft, '[data-field=subject] input');
  await draft.keyboard.type('!');
  assert.match(await holds(draft, 'subject'), /Call Ada Lovelace/);
});

test('both numbers are offered, each with what it is', async (t) => {
  const page = await open(t, 'panel-call-fresh');
  const numbers = () => page.$$eval('.phone', (all) => all.map((one) => [one.textContent?.trim(), one.querySelector('a')?.getAttribute('href')]));
  const both = [['Phone +44 20 7946 0100', 'tel:+442079460100'], ['Mobile +44 7700 900123', 'tel:+447700900123']];
  assert.deepEqual(await numbers(), both, 'in the form');
  // A call that is made here is timed.
  await page.$eval('.phone a', (link) => {
    link.addEventListener('click', (event) => event.preventDefault());
    /** @type {HTMLElement} */ (link).click();
  });
  await page.waitForSelector('.clock');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.acts');
  assert.deepEqual(await numbers(), both, 'in the head');
});

test('the combobox: Esc keeps the choice and the form, the list answers only what was asked last', async (t) => {
  const page = await open(t, 'panel-task-assignee');
  assert.equal(await page.$eval('[role=combobox]', (box) => box.getAttribute('aria-expanded')), 'true');
  const active = () => page.$eval('[role=combobox]', (box) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent);
  assert.equal(await active(), 'Sam Okafor');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), 'Samira Osei-Tutu');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.options', { hidden: true });
  assert.equal(await holds(page, 'assignee'), 'Me (Jo Devries)');
  assert.ok(await page.$('[role=combobox]:focus'), 'the form is still open');
  const questions = await asked(page, 'find_users');
  assert.deepEqual(questions.map(({ text }) => text), ['Sa'], 'typing rests before Salesforce is asked');
});

test('nobody of that name is said', async (t) => {
  const page = await open(t, 'panel-task-assignee-none');
  assert.deepEqual(await texts(page, '.options [role=status]:not([hidden])'), ['Nobody with that name']);
});

test('the chosen person is whom the actions are for, and is remembered', async (t) => {
  const page = await open(t, 'panel-account');
  assert.deepEqual(await texts(page, '.acting-on'), ['For Grace Hopper']);
  await page.focus('.person input:checked');
  await page.keyboard.press('ArrowDown');
  await until('Hedy', async () => (await texts(page, '.acting-on'))[0] === 'For Hedy Lamarr');
  await page.click('.acts .primary');
  const hedy = recordOf('panel-account').facts.people[1].record;
  const { with: who } = await hears(page, 'get_draft');
  assert.equal(who.slice(0, 15), hedy);
  await page.waitForSelector('.written');
  await page.keyboard.press('Escape');
  await until('Hedy still', async () => (await texts(page, '.acting-on'))[0] === 'For Hedy Lamarr');
  await answer(page, { get_record: { ok: { record: recordOf('panel-record') } } }, 'record');
  await until('Ada', async () => (await texts(page, '.who h1'))[0] === 'Ada Lovelace');
  await answer(page, { get_record: { ok: { record: recordOf('panel-account') } } }, 'record');
  await until('Hedy again', async () => (await texts(page, '.acting-on'))[0] === 'For Hedy Lamarr');
});

test('somebody without an address cannot be written to, but called; choosing them moves nothing', async (t) => {
  const page = await open(t, 'panel-account');
  const places = () => page.$$eval('.acts .button, .person', (all) => all.map((one) => one.getBoundingClientRect().top));
  const before = await places();
  await page.click('.person:nth-of-type(3)');
  await until('the reason', async () => (await texts(page, '.acting-on'))[0] === `${en('people_for', 'Alan Turing')} · ${en('people_no_address')}`);
  assert.deepEqual(await places(), before);
  assert.equal(await page.$eval('.acts .primary', (button) => button.getAttribute('aria-disabled')), 'true');
});

test('another person in the form is named in its subject', async (t) => {
  const page = await open(t, 'panel-call-account');
  assert.equal(await holds(page, 'subject'), 'Call with Grace Hopper');
  assert.equal(await page.$eval('.phone a', (link) => link.getAttribute('href')), 'tel:+12025550142');
  await page.focus('#form-who');
  await page.keyboard.press('ArrowDown');
  assert.equal((await texts(page, '[data-field=who] [role=option]')).length, 4, 'three people, and nobody');
  await page.click('[data-field=who] [role=option]:nth-child(3)');
  await until('Alan', async () => (await holds(page, 'subject')) === 'Call with Alan Turing');
  assert.equal(await page.$eval('.phone a', (link) => link.getAttribute('href')), 'tel:+441908640404');
});

test('anybody else can be found for a call: by name, and by keyboard', async (t) => {
  const page = await open(t, 'panel-call-account');
  await page.focus('#form-who');
  await page.keyboard.type('gra');
  await until('the found', async () => (await texts(page, '[data-field=who] [role=option]')).length === 3);
  assert.match((await texts(page, '[data-field=who] [role=option]'))[0] ?? '', /^Grace Hopper/, 'the record’s own first');
  assert.equal((await asked(page, 'find_people'))[0].whom, 'contacts');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await until('Grant', async () => (await holds(page, 'subject')) === 'Call with Grant Imahara');
  assert.equal(await holds(page, 'who'), 'Grant Imahara');
  await page.focus('[data-field=outcome] input');
  await chord(page);
  const { form: { log_call: call } } = await hears(page, 'submit');
  assert.deepEqual([call.who.slice(0, 15), call.who_name], ['0035g0000Grant1', 'Grant Imahara']);
});

test('a call with a contact is about an opportunity where the rep says so', async (t) => {
  const page = await open(t, 'panel-call-related');
  const offered = ['Choose an opportunity', 'No opportunity', 'Renewal 2027', 'Ships of the Pacific fleet, second phase'];
  assert.deepEqual(await texts(page, '[data-field=about] option'), offered);
  assert.deepEqual(await texts(page, '[data-field=about] .chip:not(select)'), ['Grace Hopper', 'Navy Systems']);
  const renewal = recordOf('panel-call-related').facts.opportunities[0].id;
  await answer(page, { submit: { ok: { unsure: ['about_what'] } } });
  await chord(page);
  await hasFocus(page, '[role=alertdialog]');
  assert.deepEqual(await texts(page, '.about-choices .button'), ['Renewal 2027', offered[3], 'No opportunity']);
  await page.focus('.about-choices .button');
  await answer(page, { submit: { ok: { unsure: [] } } });
  await page.keyboard.press('Enter');
  await until('what was chosen', async () => (await texts(page, '[data-field=about] option')).length === 3);
  const { form: { log_call: call } } = await hears(page, 'submit', ({ form }) => form.log_call.about);
  assert.deepEqual([call.about.id.slice(0, 15), call.about.name], [renewal, 'Renewal 2027']);
  const lead = await open(t, 'panel-call-fresh');
  assert.equal(await lead.$('[data-field=about] select'), null, 'a lead has none');
});

const PEOPLE = '.people [role=radiogroup] .person .strong';

test('all contacts by keyboard: the focus stays, the list stays open, and the next page is asked for', async (t) => {
  const page = await open(t, 'panel-account-many');
  assert.equal((await texts(page, PEOPLE)).length, 4);
  await page.focus('.people .buttons .button');
  await page.keyboard.press('Enter');
  await until('all six', async () => (await texts(page, PEOPLE)).length === 6);
  await hasFocus(page, '.people .buttons .button');
  assert.deepEqual(await texts(page, '.people .buttons .button'), ['Show fewer', 'Show more']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await until('all eight', async () => (await texts(page, PEOPLE)).length === 8);
  const [{ text, start }] = await asked(page, 'list_contacts');
  assert.deepEqual([text, start], ['', { after: LAST_CONTACT }]);
  await hasFocus(page, '.person [type=radio]');
  await page.keyboard.press('Space');
  await until('Margaret', async () => (await texts(page, '.acting-on'))[0] === 'For Margaret Hamilton');
  await page.click('.acts .primary');
  const { with: who } = await hears(page, 'get_draft');
  assert.equal(who.slice(0, 15), '0035g0000Marg01');
  await page.waitForSelector('.written');
  await page.keyboard.press('Escape');
  await until('the list as it was', async () => (await texts(page, PEOPLE)).length === 8);
  await answer(page, { get_record: { ok: { record: withFacts(recordOf('panel-account-many'), { title: 'Navy' }) } } }, 'record');
  await until('the new view', async () => (await page.evaluate(() => document.body.innerText)).includes('Navy'));
  assert.equal((await texts(page, PEOPLE)).length, 8, 'also after the view was renewed');
});

test('several of an account are picked by keyboard, and a form opens for all of them', async (t) => {
  const page = await open(t, 'panel-account-many');
  await page.focus('[data-key=several]');
  await page.keyboard.press('Enter');
  await hasFocus(page, '[data-key=several]');
  const rows = '.people [role=listitem] .person';
  assert.equal((await texts(page, rows)).length, 6, 'unfolded');
  const add = '.pick [data-key=add_task]';
  assert.equal(await page.$eval(add, (button) => button.ariaDisabled), 'true', 'nobody is picked yet');
  await page.focus('.choose-all input');
  await page.keyboard.press('Space');
  assert.deepEqual(await texts(page, '.choose-all span'), ['Selected: 6 of 6']);
  await page.focus(`${rows} input`);
  await page.keyboard.press('Space');
  assert.deepEqual(await texts(page, '.choose-all span'), ['Selected: 5 of 6']);
  await page.focus(add);
  await page.keyboard.press('Enter');
  const asked = await hears(page, 'open_form_for_several');
  const { facts } = recordOf('panel-account-many');
  // An id goes out in its long form.
  const short = (/** @type {string} */ id) => id.slice(0, 15);
  assert.deepEqual([short(asked.record.id), asked.action], [short(facts.record.id), 'add_task']);
  assert.deepEqual(asked.people.map((/** @type {any} */ one) => short(one.record)), facts.people.slice(1).map((/** @type {any} */ one) => short(one.record)));
});

test('contacts are searched: those who are here at once, the others in Salesforce', async (t) => {
  const page = await open(t, 'panel-account-many');
  await page.type('.people .search', 'ham');
  await until('who is here', async () => (await texts(page, PEOPLE)).length < 4);
  const { text, start } = await hears(page, 'list_contacts');
  assert.deepEqual([text, start], ['ham', 'first']);
  await until('Margaret', async () => (await texts(page, PEOPLE)).includes('Margaret Hamilton'));
  await page.keyboard.press('Escape');
  await until('the first four', async () => (await texts(page, PEOPLE)).length === 4);
  await hasFocus(page, '.people .search');
  assert.equal((await asked(page, 'list_contacts')).length, 1);
});

test('an opportunity without roles offers the contacts of its account, and one of them as a role', async (t) => {
  const page = await open(t, 'panel-opportunity-no-roles');
  assert.deepEqual(await texts(page, '.people h2'), ['Contacts of the account']);
  await page.click('.person:nth-of-type(2)');
  const button = '.make-role .button';
  await until('Hedy', async () => (await texts(page, button))[0] === 'Make Hedy Lamarr a contact role');
  const no = { code: 'salesforce.no_right', whose_move: 'ask_admin' };
  await answer(page, { make_role: { fault: no } });
  await page.click(button);
  await page.waitForSelector('.make-role [data-fault="salesforce.no_right"]');
  await answer(page, { make_role: { ok: {} } });
  await page.click(button);
  await until('done', async () => (await asked(page, 'make_role')).length === 2 && !(await page.$('.make-role [data-fault]')));
  const [, { contact }] = await asked(page, 'make_role');
  assert.equal(contact.slice(0, 15), '0035g0000Hedy01');
  await hasFocus(page, '.person [type=radio]:checked');
});
