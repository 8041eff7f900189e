// Beside a list of leads or contacts: nothing checked, some rows checked, the people of them, a task for each, and why
// there are none.
import { CHOICES, panel } from './panel.js';
import { ADA_VIEW, LEAD, now } from './records.js';

/** @typedef {import('puppeteer-core').Page} Page */

const ORG = LEAD.org;
const [ADA] = ADA_VIEW.facts.people;
const PEOPLE = [
  ADA,
  { ...ADA, record: '00Q5w00001List1', name: 'Hedy Lamarr', title: 'Head of Frequencies', address: 'hedy@navysystems.example' },
  { ...ADA, record: '00Q5w00001List2', name: 'Alan Turing', title: null, address: null },
  { ...ADA, record: '00Q5w00001List3', name: 'Someone with a Name That Takes More Than One Line', title: 'Director of the Department of Long Titles', address: 'someone.with.a.very.long.address@department.analytical.example', opt_out: { email: true, fax: false, calls: false, fields: [], unread: [] } },
];
const CHOSEN = { ok: { view: { ...ADA_VIEW, facts: { ...ADA_VIEW.facts, title: null, company: null, moment: null, marks: null, activities: [], people: PEOPLE } }, left_out: 2 } };
const TASK = { who: ADA.record, who_name: ADA.name, others: PEOPLE.slice(1).map(({ record, name }) => ({ id: record, name })), kind: 'custom', subject: '', due: new Date(now).toISOString().slice(0, 10), priority: 'Normal', reminder: null, assignee: null, notes: '' };

/** @param {string} name @param {string[]} checked @param {Record<string, unknown>} more @param {(page: Page) => Promise<void>} [then] @returns {import('../studio.js').View} */
const list = (name, checked, more = {}, then = undefined) => ({
  ...panel(`list-${name}`, { ok: { list: { list: { org: ORG, object: 'Lead', view: { name: 'AllOpenLeads' } }, checked, acting: ADA_VIEW.acting } } }, {
    get_list_people: CHOSEN, watch_people: { ok: {} }, open_form_for_several: { ok: { form: { add_task: TASK }, saved_at: null, choices: CHOICES } }, ...more,
  }),
  then,
});
const CHECKED = PEOPLE.map(({ record }) => record);

/** @param {Page} page */
const goOn = async (page) => {
  await page.click('.list-place .primary');
  await page.waitForSelector('.list-people, .list-place .notice');
};

/** @type {import('../studio.js').View[]} */
export const views = [
  list('nothing-checked', []),
  list('people', CHECKED, {}, goOn),
  list('nobody', CHECKED, { get_list_people: { fault: { code: 'worker.nobody', whose_move: 'fix_input' } } }, goOn),
  list('task', CHECKED, {}, async (page) => {
    await goOn(page);
    await page.click('.list-people [data-key=add_task]');
    await page.click('[data-field=who] summary');
  }),
];
