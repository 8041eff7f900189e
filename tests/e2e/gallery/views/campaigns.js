// Sales campaigns.
import { apiDisabled } from './faults.js';

const ORG = 'acme.my.salesforce.com';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.now();

/** @param {number} n */
const key = (n) => `00000000-0000-4000-8000-00000000000${n}`;
/** Its address. @param {number} n */
export const address = (n) => `#/campaigns/${key(n)}`;
const RULES = { working_days: true, holidays: ['2026-12-25', '2027-01-01'], from: 540, until: 1020, reply: true, bounce: true, meeting: true, conversion: true, owner_change: false, statuses: ['Unqualified'] };
/** @param {number} day @param {string} subject @param {boolean} by_itself */
const mail = (day, subject, by_itself) => ({ day, what: { mail: { subject, html: `<p>Dear {{first_name}},</p><p>${subject}?</p>`, by_itself } } });
/** @param {number} day @param {string} kind @param {string} subject */
const task = (day, kind, subject) => ({ day, what: { task: { kind, subject, notes: 'Ask who decides, and by when.' } } });
const STEPS = [mail(1, 'A question about {{company}}', true), task(3, 'call', ''), mail(6, 'Shall we talk on Thursday', false), task(8, 'in_mail', ''), task(12, 'other', 'Send the brochure by post')];
/** @param {number} n @param {string} name @param {string} category @param {object} [more] @param {object} [view] */
const campaign = (n, name, category, more = {}, view = {}) => ({
  id: `a0XAc000000000${n}`, campaign: { key: key(n), name, category, steps: STEPS, rules: RULES, archived: false, ...more }, own: true, owner: 'Jo Devries', changed: now - DAY, ...view,
});
const CAMPAIGNS = [
  campaign(1, 'After the autumn trade fair', 'Events'),
  campaign(2, 'Renewal in 60 days', 'Renewals', { steps: STEPS.slice(0, 3) }, { own: false, owner: 'Sam Okafor' }),
  campaign(3, 'A first word with people of whom we only know that they read the pricing page', '', { steps: STEPS.slice(0, 1) }),
  campaign(4, 'Summer offer', 'Events', { archived: true }),
];
const id = (/** @type {number} */ n) => `00QAc000000000${n}`;
/** @param {number} n @param {string} name @param {object | string} standing @param {number | null} next @param {object | string} waits @param {object[]} done @param {object} [more] */
const member = (n, name, standing, next, waits, done, more = {}) => ({
  key: `m${n}`, campaign: key(1), record: { org: ORG, object: 'Lead', id: id(n) }, name, address: `${name.split(' ')[0]?.toLowerCase()}@analytical.example`, started: now - 6 * DAY, standing, next, waits, done, ...more,
});
/** @param {string} why */
const ended = (why) => ({ ended: { why, at: now - 2 * DAY } });
const sent = { number: 1, at: now - 5 * DAY, how: 'mail' };
const called = (/** @type {boolean} */ open) => ({ number: 2, at: now - 3 * DAY, how: { task: { id: '00TAc0000000001', open } } });
const MEMBERS = [
  member(1, 'Ada Lovelace', 'active', 3, 'due', [sent, called(false)]),
  member(2, 'Grace Hopper', 'active', 3, 'task', [sent, called(true)]),
  member(3, 'Katherine Johnson of the department with the very long name', 'active', 1, { until: now + 5 * HOUR }, []),
  member(4, 'Alan Turing', { paused: now + 5 * DAY }, 2, { until: now + 5 * DAY }, [sent]),
  member(5, 'Mary Somerville', { paused: null }, 2, 'rep', [sent]),
  member(6, 'Charles Babbage', ended('replied'), null, 'nothing', [sent]),
  member(7, 'Luigi Menabrea', ended('bounced'), null, 'nothing', [sent]),
  member(9, 'Jean Jennings', 'active', 2, 'mail', [{ ...sent, how: 'waiting' }]),
  member(8, '', ended('gone'), null, 'nothing', [sent, called(false)], { record: null, address: '' }),
];
const OF_ORG = { org: ORG, keeping: 'salesforce', campaigns: CAMPAIGNS, members: MEMBERS, at: now, fault: null, no_mails: null };
const TEMPLATE = { id: 't1', own: true, archived: false, marks: {}, text: { name: 'After the first call', category: '', subject: 'Our call', html: '<p>Thank you</p>' } };
/** @param {object} [more] */
const of = (more = {}) => ({
  get_campaigns: { ok: { orgs: [{ ...OF_ORG, ...more }] } }, get_cadences: { ok: [] }, steer_member: { ok: {} }, save_campaign: { ok: {} }, get_templates: { ok: { home: 'browser', sharing: 'not_in_salesforce', templates: [TEMPLATE] } },
});

const day = (/** @type {number} */ at) => new Date(at).toISOString().slice(0, 10);
/** @param {object[]} targets @param {object | null} [fault] */
const cadences = (targets, fault = null) => ({ get_cadences: { ok: [{ org: ORG, known: { cadences: [{ id: '77C000000000001', name: 'Inbound leads' }], targets, at: now, fault } }] } });
/** @param {number} n @param {string | null} name @param {object | null} step @param {boolean} [paused] */
const inCadence = (n, name, step, paused = false) => ({ tracker: `77G00000000000${n}`, cadence: n === 3 ? 'Everybody who asked for a demo at one of our stands in the last three months' : 'Inbound leads', who: id(n), name, step, paused });
/** Beside Salesforce's own cadences. */
const ADA_IN_CADENCE = inCadence(1, 'Ada Lovelace', { title: 'Intro call', due: now + 5 * HOUR });
export const campaignsBesideCadences = { ...of({ campaigns: CAMPAIGNS.slice(0, 1) }), ...cadences([
  ADA_IN_CADENCE, inCadence(2, 'Grace Hopper', { title: 'Second email', due: null }),
  inCadence(3, 'Katherine Johnson of the department with the very long name', { title: 'Intro call', due: now - DAY }, true), inCadence(4, null, null),
]) };
export const campaignsStaleCadences = { ...of({ campaigns: CAMPAIGNS.slice(0, 1) }), ...cadences([ADA_IN_CADENCE], apiDisabled) };
export const campaignsNobodyInCadences = { ...of({ campaigns: CAMPAIGNS.slice(0, 1) }), ...cadences([]) };
export const campaigns = of({ no_mails: 'no_replies', away: { first: day(now - DAY), last: day(now + 6 * DAY), how: 'wait' }, moved_tasks: 2 });
export const noCampaigns = of({ campaigns: [], members: [] });
export const campaignsNotThere = of({ keeping: 'nowhere', campaigns: [], members: [] });
/** Kept in the browser alone: the id is the key. */
const here = CAMPAIGNS.map((one) => ({ ...one, id: one.campaign.key, own: true, owner: 'Jo Devries' }));
export const campaignsHere = of({ keeping: 'this_browser', campaigns: here });
/** The org got the objects after one was made here; one was deleted in Salesforce, and there are more people than are read. */
export const campaignsMixed = of({ campaigns: [here[0], ...CAMPAIGNS.slice(1)], cut: true, freed: 3 });
export const campaign1 = of();
/** Somebody changed it while it was written. */
export const changedMeanwhile = { ...of(), save_campaign: { fault: { code: 'campaigns.changed', whose_move: { retry: { after: null } }, detail: null, fields: [] } } };
