// The forms of Log a Call and Add Task, in every state.
import { apiDisabled } from './faults.js';
import { call } from './outbox.js';
import { CHOICES, panel } from './panel.js';
import { ACCOUNT_VIEW, ADA_VIEW, CONTACT, FOUND, GRACE_VIEW, HOUR, LEAD, OPTED_OUT_VIEW, now } from './records.js';

/** @typedef {import('puppeteer-core').Page} Page */

const CALL = {
  who: LEAD.id, who_name: 'Ada Lovelace', subject: 'Call', outcome: '', direction: 'outbound', minutes: null, notes: '', on: '2026-11-22', follow_up: null,
};
const CALL_WRITTEN = {
  ...CALL, subject: 'Call with Ada Lovelace', outcome: 'Answered', minutes: 12, notes: 'Wants a quote for twenty people by Thursday.',
  follow_up: { subject: 'Send the quote', due: '2026-11-23', priority: 'High', reminder: 1_795_420_800_000 },
};
const TASK = {
  who: LEAD.id, who_name: 'Ada Lovelace', kind: 'custom', subject: '', due: '2026-11-22', priority: 'Normal', reminder: null, assignee: null, notes: '',
};
const TASK_WRITTEN = {
  ...TASK, kind: 'call', subject: 'Call Ada Lovelace', reminder: 1_795_420_800_000,
  assignee: { id: '0055g0000Sam001', name: 'Sam Okafor' }, notes: 'About the renewal.',
};
const GERMAN = { ...CHOICES, outcomes: ['Reached', 'Voicemail'], reasons: ['Renewal', 'First contact'], labels: { High: 'Hoch', Reached: 'Erreicht' } };
const USERS = [
  { id: '0055g0000Sam001', name: 'Sam Okafor' }, { id: '0055g0000Mia001', name: 'Mia Laurent' }, { id: '0055g0000Sam002', name: 'Samira Osei-Tutu' },
];

/** @param {number} at its place in the menu @param {string} name @param {object} record @param {object} form @param {number | null} savedAt @param {(page: Page) => Promise<unknown>} [then] @param {Record<string, unknown>} [more] @returns {import('../studio.js').View} */
const opened = (at, name, record, form, savedAt, then, more = {}) => ({
  ...panel(name, { ok: { record } }, {
    get_draft: { ok: { form, saved_at: savedAt, choices: CHOICES } }, find_users: { ok: USERS }, submit: { ok: { taken: call } }, ...more,
  }),
  then: async (page) => {
    await page.focus('.acts [aria-haspopup=menu]');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('[role=menuitem]:focus');
    for (let n = 0; n < at; n += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.form [data-field] :focus');
    await then?.(page);
  },
});
/** @param {string} name @param {object} form @param {number | null} savedAt @param {(page: Page) => Promise<unknown>} [then] @param {Record<string, unknown>} [more] */
const logCall = (name, form, savedAt, then, more) => opened(1, `call-${name}`, ADA_VIEW, { log_call: form }, savedAt, then, more);
/** @param {string} name @param {object} form @param {number | null} savedAt @param {(page: Page) => Promise<unknown>} [then] @param {Record<string, unknown>} [more] */
const addTask = (name, form, savedAt, then, more) => opened(2, `task-${name}`, ADA_VIEW, { add_task: form }, savedAt, then, more);

/** @type {import('../studio.js').View[]} */
export const views = [
  logCall('fresh', CALL, null),
  logCall('draft', CALL_WRITTEN, now - HOUR, toEnd),
  logCall('faults', { ...CALL_WRITTEN, subject: '', minutes: 2000, follow_up: { ...CALL_WRITTEN.follow_up, subject: '' } }, now, (page) => page.click('[data-key=primary]')),
  logCall('not-wanted', CALL_WRITTEN, now, undefined, { get_record: { ok: { record: OPTED_OUT_VIEW } } }),
  logCall('refused', CALL_WRITTEN, now, (page) => page.click('[data-key=primary]'), { submit: { fault: apiDisabled } }),
  logCall('picklist', CALL, null, undefined, { get_draft: { ok: { form: { log_call: { ...CALL, timer: now - 42_000, step: { task: '00TAc0000000001', campaign: 'Welcome of new leads', person: CALL.who, done: true } } }, saved_at: null, choices: GERMAN } } }),
  opened(1, 'call-account', ACCOUNT_VIEW, { log_call: { ...CALL, who: ACCOUNT_VIEW.facts.people[0].record, who_name: 'Grace Hopper' } }, null, undefined, { find_people: { ok: FOUND } }),
  opened(1, 'call-related', GRACE_VIEW, { log_call: { ...CALL, who: CONTACT.id, who_name: 'Grace Hopper' } }, null),
  opened(1, 'call-about', GRACE_VIEW, { log_call: { ...CALL, who: CONTACT.id, who_name: 'Grace Hopper' } }, null, askAbout, { submit: { ok: { unsure: ['about_what'] } } }),
  addTask('fresh', TASK, null),
  addTask('draft', TASK_WRITTEN, now - HOUR),
  addTask('faults', { ...TASK, who: null }, now, (page) => page.click('[data-key=primary]')),
  addTask('assignee', TASK, null, findSam),
  addTask('assignee-none', TASK, null, findSam, { find_users: { ok: [] } }),
  opened(2, 'task-account', ACCOUNT_VIEW, { add_task: { ...TASK, who: ACCOUNT_VIEW.facts.people[0].record } }, null),
];

/** @param {Page} page */
function toEnd(page) {
  return page.$eval('main.form', (form) => form.scrollTo(0, 9999));
}

/** @param {Page} page */
async function askAbout(page) {
  await page.click('[data-key=primary]');
  await page.waitForSelector('.about-choices');
}

/** @param {Page} page */
async function findSam(page) {
  await page.focus('[role=combobox]');
  await page.keyboard.type('Sa');
  await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 3 || document.querySelector('[aria-busy=false] + [role=status]:not([hidden])'));
}
