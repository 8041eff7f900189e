// Add to Sales Campaign in every state, and the cards of who is in a campaign.
import { noAnswer } from './faults.js';
import { call } from './outbox.js';
import { CHOICES, panel } from './panel.js';
import { ACCOUNT_VIEW, ADA_VIEW, HOUR, LEAD, now, withFacts } from './records.js';

/** @typedef {import('puppeteer-core').Page} Page */

const DAY = 24 * HOUR;
const RULES = { working_days: true, holidays: [], from: 540, until: 1020, reply: true, bounce: true, meeting: true, conversion: true, owner_change: true, statuses: [] };
/** @param {number} day @param {string} subject @param {boolean} by_itself */
const mail = (day, subject, by_itself) => ({ day, what: { mail: { subject, html: `<p>${subject}</p>`, by_itself } } });
/** @param {number} day @param {string} kind @param {string} subject */
const task = (day, kind, subject) => ({ day, what: { task: { kind, subject, notes: '' } } });
const STEPS = [mail(1, 'Welcome, {{first_name}}', true), task(3, 'call', 'Ask how it went'), mail(5, 'Shall we talk on Thursday?', false), task(8, 'in_mail', '')];
/** @param {number} n @param {string} name @param {string} category @param {boolean} [own] */
const campaign = (n, name, category, own = true) => ({
  id: `a0X5g000000Cmp${n}`, own, owner: own ? 'Jo Devries' : 'Sam Okafor', changed: now,
  campaign: { key: `0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f1${n}`, name, category, steps: STEPS, rules: RULES, archived: false },
});
const WELCOME = campaign(1, 'Welcome', 'New customers');
/** Kept in the browser alone: its id is its key. */
const HERE = { ...WELCOME, id: WELCOME.campaign.key };
/** @param {object} [more] */
const campaigns = (more = {}) => ({
  ok: { org: LEAD.org, keeping: 'salesforce', own_mails: true, campaigns: [WELCOME, campaign(2, 'Renewal in ninety days', 'Customers', false), campaign(3, 'Trade fair', '')], members: [], at: now, fault: null, no_mails: null, ...more },
});
const who = (/** @type {{ record: string, name: string, address: string | null }} */ { record, name, address }) => ({ address: address ?? '', name, record });
const [GRACE, ...OTHERS] = ACCOUNT_VIEW.facts.people.filter(({ address }) => address !== null).map(who);
const MORE = [
  { address: 'hedy@navysystems.example', name: 'Hedy Lamarr', record: '0035g0000Hedy01' },
  { address: 'someone.with.a.very.long.address@department.analytical.example', name: 'Someone with a Name That Takes More Than One Line', record: '0035g0000Long01' },
  { address: 'alan@navysystems.example', name: 'Alan Turing', record: '0035g0000Alan01' },
];
const CHOSEN = { id: WELCOME.id, name: 'Welcome' };
const ADA = who(ADA_VIEW.facts.people[0] ?? { record: '', name: '', address: '' });
const LEFT_OUT = [
  { who: MORE[0], why: { in_campaign: { campaign: 'Renewal in ninety days', rep: 'Sam Okafor' } } },
  { who: MORE[1], why: { written_to: { at: now - DAY } } },
  { who: MORE[2], why: 'opted_out' },
];
const ADA_HERE = { ...withFacts(ADA_VIEW, { campaigns: true }), actions: [...ADA_VIEW.actions, ['add_to_campaign', 'yes']] };
const NAVY_HERE = { ...withFacts(ACCOUNT_VIEW, { campaigns: true }), actions: ADA_HERE.actions };

/** @param {string} name @param {object} record @param {object} form @param {Record<string, unknown>} [more] @param {(page: Page) => Promise<unknown>} [then] @returns {import('../studio.js').View} */
const opened = (name, record, form, more = {}, then) => ({
  ...panel(`campaign-${name}`, { ok: { record } }, {
    get_draft: { ok: { form: { add_to_campaign: { campaign: null, people: [], ...form } }, saved_at: null, choices: CHOICES } },
    get_record_campaigns: campaigns(), check_launch: { ok: [] }, submit: { ok: { taken: call } }, ...more,
  }),
  then: async (page) => {
    await page.focus('.acts [aria-haspopup=menu]');
    await page.keyboard.press('ArrowUp');
    await page.waitForSelector('[role=menuitem]:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('main.form .launch');
    // The check begins when choosing rests.
    await page.waitForFunction(() => document.querySelector('main.form .under-way') === null, { polling: 50 });
    await then?.(page);
  },
});

const [INBOUND, RENEWAL] = ['Inbound lead follow-up', 'Renewal in ninety days'].map((name, n) => ({ id: `77C5g000000Cad${n + 1}`, name }));
/** @param {object[]} [targets] */
const cadences = (targets = []) => ({ ok: { cadences: [INBOUND, RENEWAL], targets, at: now, fault: null } });
const WITH_CADENCES = { ...NAVY_HERE, facts: { ...NAVY_HERE.facts, cadences: true } };

const KEY = WELCOME.campaign.key;
/** @param {number} n @param {object} name @param {object} more */
const member = (n, name, more) => ({ key: `m${n}`, campaign: KEY, started: now - 3 * DAY, next: null, done: [], ...name, ...more });
const OF_ADA = { record: LEAD, name: 'Ada Lovelace', address: 'ada@analytical.example' };
const SENT = { number: 1, at: now - 2 * DAY, how: 'mail' };
const IN = campaigns({ members: [
  member(1, OF_ADA, { standing: 'active', next: 2, waits: { until: now + DAY }, done: [SENT] }),
  member(2, OF_ADA, { campaign: campaign(3, '', '').campaign.key, standing: { ended: { why: 'replied', at: now - 9 * DAY } }, waits: 'nothing', done: [SENT] }),
] });
const OF_NAVY = campaigns({ members: NAVY_HERE.facts.people.slice(0, 2).map((one, n) => member(n, { name: one.name, address: one.address ?? '', record: { org: LEAD.org, object: 'Contact', id: one.record } },
  n === 0 ? { standing: { paused: null }, next: 2, waits: 'rep', done: [SENT] } : { standing: 'active', next: 3, waits: 'task', done: [SENT, { number: 2, at: now - DAY, how: { task: { id: '00T5g0000Task01', open: true } } }] })) });

/** What is written for one person. @param {number} number @param {string} leaves @param {object} text */
const own = (number, leaves, text) => ({ campaign: WELCOME.id, person: GRACE?.record, leaves, text: { number, ...text } });
const FILLED = [
  { subject: 'Welcome, Grace', html: '<p>Dear Grace,</p><p>Good to have you with us. <mark>{{title}}</mark></p><div>Jo Devries</div>', unfilled: ['title'] },
  { subject: 'Shall we talk on Friday, Grace?', html: '<p>You said that Fridays are best.</p><div>Jo Devries</div>', unfilled: [] },
];
const OWN = own(3, 'by_rep', { subject: 'Shall we talk on Friday, {{first_name}}?', html: '<p>You said that Fridays are best.</p>' });
/** The emails of the first person. @param {string} name @param {object} form @param {Record<string, unknown>} more @param {(page: Page) => Promise<unknown>} [then] */
const emails = (name, form, more, then) => opened(name, NAVY_HERE, { campaign: CHOSEN, people: [GRACE, ...MORE], own_mails: [OWN], ...form }, more, async (page) => {
  await page.click('.several-row .several-tools button');
  await page.waitForSelector('.launch-mails, .launch-mail');
  await then?.(page);
});

/** @type {import('../studio.js').View[]} */
export const views = [
  emails('emails', {}, { preview_launch: { ok: FILLED } }, (page) => page.waitForSelector('.launch-mail iframe')),
  emails('emails-change', { own_mails: [own(1, 'alone', { html: '<p>Dear Grace, {{!why now}}</p>' })] }, { preview_launch: { ok: FILLED } }, async (page) => {
    await page.click('.launch-mail .buttons button');
    await page.waitForSelector('.launch-mail [role=textbox] p');
  }),
  emails('emails-older', {}, { preview_launch: { fault: noAnswer }, get_record_campaigns: campaigns({ own_mails: false }) }),
  opened('emails-refused', NAVY_HERE, { campaign: CHOSEN, people: [GRACE, ...MORE], own_mails: [own(1, 'alone', { html: '<p>{{!why now}}</p>' })] }, {}, (page) => page.waitForSelector('.field-fault')),
  opened('fresh', ADA_HERE, { people: [ADA] }),
  opened('left-out', NAVY_HERE, { campaign: CHOSEN, people: [GRACE, ...OTHERS, ...MORE], start: new Date(now + 3 * DAY).toISOString().slice(0, 10) }, { check_launch: { ok: LEFT_OUT }, get_record_campaigns: campaigns({ no_mails: 'no_replies' }) }),
  opened('also-in', NAVY_HERE, { campaign: CHOSEN, people: [GRACE, ...MORE] }, { check_launch: { ok: [
    { who: MORE[0], why: { also_in: { id: 'a0X5g000000Cmp2', campaign: 'Renewal in ninety days', rep: 'Sam Okafor', place: 1 } } },
    { who: MORE[1], why: { also_in: { id: WELCOME.id, campaign: 'Welcome', rep: 'Sam Okafor', place: 1 } } },
  ] } }),
  opened('none', ADA_HERE, { people: [ADA] }, { get_record_campaigns: campaigns({ campaigns: [], no_mails: 'no_mailbox' }) }),
  opened('here', ADA_HERE, { campaign: { id: HERE.id, name: 'Welcome' }, people: [ADA] }, { get_record_campaigns: campaigns({ keeping: 'this_browser', campaigns: [HERE] }) }),
  opened('failed', ADA_HERE, { people: [ADA] }, { get_record_campaigns: { fault: noAnswer }, check_launch: { fault: noAnswer } }),
  opened('faults', NAVY_HERE, {}, {}, async (page) => {
    await page.click('[data-key=primary]');
    await page.waitForSelector('.field-fault');
  }),
  opened('cadence', WITH_CADENCES, { campaign: { ...INBOUND, cadence: true }, people: [GRACE, ...MORE] }, {
    get_record_cadences: cadences(),
    check_launch: { ok: [{ who: MORE[0], why: { in_cadence: { cadence: RENEWAL?.name, rep: 'Sam Okafor' } } }] },
  }),
  {
    ...panel('campaign-member', { ok: { record: ADA_HERE } }, { get_record_campaigns: IN, steer_member: { ok: {} } }),
    then: async (page) => {
      await page.click('[data-list=memberships] summary');
      await page.waitForSelector('[data-list=memberships] details[open]');
    },
  },
  {
    ...panel('cadence-members', { ok: { record: WITH_CADENCES } }, {
      get_record_campaigns: campaigns(), steer_in_cadence: { ok: {} },
      get_record_cadences: cadences(NAVY_HERE.facts.people.slice(0, 2).map((one, n) => ({ tracker: `77T5g000000Trk${n + 1}`, cadence: INBOUND?.name, who: one.record, paused: n === 1, step: n === 0 ? { title: 'Intro call', due: now + 3_600_000 } : null }))),
    }),
    then: async (page) => {
      await page.click('[data-tracker] summary');
      await page.waitForSelector('[data-tracker] details[open]');
    },
  },
  panel('campaign-member-here', { ok: { record: ADA_HERE } }, { get_record_campaigns: { ok: { ...IN.ok, keeping: 'this_browser', campaigns: [HERE] } } }),
  panel('campaign-members', { ok: { record: NAVY_HERE } }, { get_record_campaigns: OF_NAVY }),
  panel('campaign-upcoming', { ok: { record: { ...ADA_HERE, tab: 'upcoming' } } }, { get_record_campaigns: IN }),
];
