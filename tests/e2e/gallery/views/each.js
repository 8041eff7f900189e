// One mail each for several people: choosing them, their list, the text for one of them alone.
import { noAnswer } from './faults.js';
import { CHOICES, panel } from './panel.js';
import { ACCOUNT_VIEW, CROWDED_ACCOUNT, DAY, FOUND, HOUR, MORE_CONTACTS, now } from './records.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {{ address: string, name?: string, record?: string }} Recipient */

/** @param {number} n @param {string} name @param {string} address @returns {Recipient} */
const who = (n, name, address) => ({ address, name, record: `0035g0000Each${String(n).padStart(2, '0')}` });
const GRACE = { address: 'grace@navysystems.example', name: 'Grace Hopper', record: '0035g0000Grace1' };
const PEOPLE = [
  GRACE,
  who(1, 'Hedy Lamarr', 'hedy@navysystems.example'),
  who(2, 'Alan Turing', 'alan@bletchley.example'),
  who(3, 'Katherine Johnson', 'katherine@navysystems.example'),
  who(4, 'Dorothy Vaughan', 'dorothy@langley.example'),
  who(5, 'Mary Jackson', 'mary@langley.example'),
  who(6, 'Edsger Dijkstra', 'edsger@rival.example'),
  who(7, 'Barbara Liskov', 'barbara@acme.example'),
  who(8, 'Margaret Hamilton', 'margaret@apollo.example'),
  who(9, 'Joan Clarke', 'joan.new@bletchley.example'),
  who(10, 'Annie Easley', 'annie@langley.example'),
  { address: 'someone.with.a.very.long.address@department.analytical.example' },
];
const HTML = '<p>Hello {{first_name}},</p><p>we have two new plans for teams like yours. Shall I show you the one that fits?</p><div><b>Jo Devries</b></div>';
const FORM = { to: PEOPLE, cc: [], bcc: [], subject: 'Two new plans', html: HTML, each: {} };
const OWN = { address: 'hedy@navysystems.example', subject: 'Your question on frequencies', html: '<p>Hello Hedy,</p><p>you asked me about frequency hopping: the new plan has it.</p>' };

/** @param {number} n @param {object | string} what */
const found = (n, what) => ({ who: PEOPLE[n], what });
const FINDINGS = [
  found(1, { owner: { name: 'Sam Okafor' } }),
  found(2, { opted_out: { name: 'Alan Turing', blocked: false } }),
  found(3, { written_to: { at: now - 2 * DAY, by: 'Sam Okafor' } }),
  found(4, { written_to: { at: now + 3 * HOUR, by: null } }),
  found(5, 'no_address'),
  found(6, 'blocked_domain'),
  found(7, 'own_domain'),
  found(8, 'bounced'),
  found(9, { unread: { fields: ['HasOptedOutOfEmail'] } }),
  found(10, { opted_out: { name: 'Annie Easley', blocked: true } }),
];
const FILL = { ok: { subject: 'Two new plans', html: HTML.replace('{{first_name}}', 'Grace'), unfilled: [] } };

/**
 * @param {string} name @param {object} form @param {(page: Page) => Promise<unknown>} [then] @param {Record<string, unknown>} [more]
 * @returns {import('../studio.js').View}
 */
const each = (name, form, then, more = {}) => ({
  ...panel(`each-${name}`, { ok: { record: ACCOUNT_VIEW } }, {
    get_draft: { ok: { form: { send_email: form }, saved_at: now - HOUR, choices: CHOICES } },
    check_people: { ok: [] }, fill_mail: FILL, list_contacts: { ok: MORE_CONTACTS }, ...more,
  }),
  then: async (page) => {
    await openForm(page);
    await then?.(page);
  },
});

/** @param {Page} page */
async function openForm(page) {
  await page.click('.acts .primary');
  await page.waitForSelector('.form-bar');
  await page.waitForFunction(() => document.activeElement?.matches('input, [role=textbox]'), { polling: 100 });
}

/** @type {import('../studio.js').View[]} */
export const views = [
  each('to-all', { ...FORM, each: undefined, to: PEOPLE.slice(0, 3) }),
  each('choose', { ...FORM, each: undefined, to: [GRACE] }, choose, { get_record: { ok: { record: CROWDED_ACCOUNT } } }),
  each('choose-some', { ...FORM, each: undefined, to: [GRACE] }, chooseSome, { get_record: { ok: { record: CROWDED_ACCOUNT } } }),
  each('choose-found', { ...FORM, each: undefined, to: [GRACE] }, chooseFound, { find_people: { ok: FOUND } }),
  each('choose-failed', { ...FORM, each: undefined, to: [GRACE] }, chooseFound, { find_people: { fault: noAnswer } }),
  each('list', { ...FORM, each: { personal: [OWN] } }, checked),
  each('findings', { ...FORM, each: { personal: [OWN] } }, checked, { check_people: { ok: FINDINGS } }),
  each('findings-end', { ...FORM, each: { personal: [OWN] } }, endOfList, { check_people: { ok: FINDINGS } }),
  { ...each('checking', { ...FORM, each: {} }), then: checking },
  each('check-failed', { ...FORM, each: {} }, failed, { check_people: { fault: noAnswer } }),
  each('nobody', { ...FORM, to: [], each: { left_out: PEOPLE.slice(2, 5) } }, checked, { check_people: { ok: FINDINGS } }),
  each('copies', { ...FORM, cc: [{ address: 'boss@acme.example' }] }, checked),
  each('personal', { ...FORM, each: { personal: [OWN] } }, writeAlone),
  each('personal-undo', { ...FORM, each: { personal: [OWN] } }, useShared),
  each('preview', { ...FORM, each: { personal: [OWN] } }, preview),
  each('later', { ...FORM, later: { at: 1_798_786_800_000, zone: 'Europe/Amsterdam' } }, checked),
];

/** @param {Page} page */
async function checked(page) {
  await page.waitForFunction(() => document.querySelector('.several-row') && !document.querySelector('.several .under-way'));
}

/** @param {Page} page */
async function endOfList(page) {
  await checked(page);
  await page.$eval('.several-rows', (rows) => rows.scrollTo(0, 9999));
}

/** @param {Page} page */
async function choose(page) {
  await page.click('#choose-people');
  await page.waitForSelector('.choose .search:focus');
}

/** @param {Page} page */
async function chooseSome(page) {
  await choose(page);
  await page.click('.choose-all input');
  await page.click('.choose [role=listitem]:nth-of-type(2) input');
}

/** @param {Page} page */
async function chooseFound(page) {
  await choose(page);
  await page.keyboard.type('gr');
  await page.waitForFunction(() => !document.querySelector('.choose-rows [role=status]')?.textContent);
}

/** @param {Page} page */
async function checking(page) {
  await page.evaluate(() => Object.assign((/** @type {any} */ (globalThis)).gallery.answers, { check_people: null }));
  await openForm(page);
  await page.waitForSelector('.several .under-way');
}

/** @param {Page} page */
async function failed(page) {
  await page.waitForSelector('.several > .notice');
}

/** @param {Page} page */
async function writeAlone(page) {
  await checked(page);
  await page.click('.several-row:nth-child(2) .tool');
  await page.waitForSelector('.only-for');
  await page.waitForSelector('.written[contenteditable=true]');
}

/** @param {Page} page */
async function useShared(page) {
  await writeAlone(page);
  await page.click('.only-for .button.quiet');
}

/** @param {Page} page */
async function preview(page) {
  await checked(page);
  await page.click('.form-bar .end .button');
  await page.click('.previews .tool:last-child');
}
