// Activities that are opened in the list: a mail, a task that two edit at once, one that is gone.
import { panel } from './panel.js';
import { busy } from './faults.js';
import { ADA_VIEW, GRACE_VIEW, HOUR, LEAD, now, withFacts } from './records.js';

/** @typedef {import('puppeteer-core').Page} Page */

const WHO = { id: LEAD.id, name: 'Ada Lovelace' };
const MAIL = {
  owner: { id: '0055g00000JoDev', name: 'Jo Devries' }, who: null, what: null, shortened: false,
  words: 'Hello Jo,\n\nthank you for the two plans. We would need the one for a team of twenty, and the security questionnaire before Thursday.\n\nRegards,\nAda',
  quoted: 'On Mon, 23 Nov 2026 at 10:30, Jo Devries <jo@acme.example> wrote:\n> Shall I walk you through the two that fit?',
  of: { mail: { subject: 'Re: Renewal for 2027', incoming: true, from_name: 'Ada Lovelace', from: 'ada@analytical.example', to: 'jo@acme.example; sam.okafor.of.the.customer.success.team@acme.example', cc: null, at: now - 2 * HOUR, opened: 'unknown' } },
};
const FIELDS = { subject: 'Send the security questionnaire', due: '2026-11-24', priority: 'Normal', notes: 'Procurement asked for it in the second meeting.' };
const TASK = {
  owner: { id: '0055g00000JoDev', name: 'Jo Devries' }, who: WHO, what: { id: '0065g0000Renew1', name: 'Renewal 2027' }, shortened: false, words: FIELDS.notes, quoted: '',
  of: { task: {
    fields: FIELDS, status: 'In Progress', open: true, outcome: null, minutes: null, changed: now - HOUR, deletable: true,
    writable: ['status', 'subject', 'due', 'priority', 'notes'], priorities: [['High', 'High'], ['Normal', 'Normal'], ['Low', 'Low']],
  } },
};
const theirs = { ...TASK, of: { task: { ...TASK.of.task, changed: now, fields: { ...FIELDS, subject: 'Send the questionnaire of 2027', priority: 'High' } } } };

/** @param {string} id */
const open = (id) => async (/** @type {Page} */ page) => {
  await page.click(`[data-activity=${id}] .item-head`);
  await page.waitForSelector(`[data-activity=${id}] .card:not(.skeleton)`);
};
/** @param {Page} page */
const edit = async (page) => {
  await open('t1')(page);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelectorAll('.card .button')[1]).click());
  await page.waitForSelector('.card.edit input');
};
/** @param {Page} page */
const meet = async (page) => {
  await edit(page);
  await page.type('.card.edit input', ' to Ada');
  await page.click('.card.edit [type=submit]');
  await page.waitForSelector('.card.edit .notice');
};

/** @param {string} name @param {object} answer @param {(page: Page) => Promise<void>} then */
const card = (name, answer, then) => ({ ...panel(`card-${name}`, { ok: { record: ADA_VIEW } }, { get_activity: answer, change_task: { ok: { conflict: theirs } } }), then });

/** What happened on a contact's whole account. @param {string} name @param {object} answer @returns {import('../studio.js').View} */
const wholeAccount = (name, answer) => ({
  ...panel(`whole-account-${name}`, { ok: { record: withFacts(GRACE_VIEW, { account: '0015g0000Navy01' }) } }, { get_older: answer }),
  then: (page) => page.click('.below > .text-button'),
});
const OF_ACCOUNT = ADA_VIEW.facts.activities.map((one, n) => ({ ...one, open: false, who: n % 2 ? 'Grace Hopper' : 'Alan Turing' }));

/** @param {string} name @param {object} answer @returns {import('../studio.js').View} */
const score = (name, answer) => ({
  ...panel(`score-${name}`, { ok: { record: ADA_VIEW } }, { choose_tab: { ok: {} }, get_score_history: answer }),
  then: async (page) => {
    await page.click('#tab-score-button');
    await page.waitForFunction(() => !document.querySelector('#tab-shows [role=status]')?.textContent);
  },
});
const CHANGES = [['score', 70, 82, 2], ['flames', 1, 2, 30], ['score', 45, 70, 300], ['stars', null, 3, 900], ['priority', 3, 5, 4000]]
  .map(([field, before, after, hours]) => ({ field, before, after, at: now - Number(hours) * HOUR }));

export const views = [
  card('mail', { ok: MAIL }, open('e1')),
  card('task', { ok: TASK }, open('t1')),
  card('task-conflict', { ok: TASK }, meet),
  card('gone', { fault: { code: 'insight.activity_gone', whose_move: 'fix_input' } }, open('e2')),
  wholeAccount('all', { ok: { activities: OF_ACCOUNT, older: [] } }),
  wholeAccount('failed', { fault: busy }),
  score('changes', { ok: CHANGES }),
  score('none', { ok: [] }),
];
