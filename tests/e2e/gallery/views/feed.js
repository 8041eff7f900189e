// The live feed.
import { apiDisabled } from './faults.js';

const ORG = 'acme.my.salesforce.com';
const HOUR = 3_600_000;
const now = Date.now();

/** @param {string} kind @param {string} record @param {string} name @param {string} what @param {string | null} more @param {number} hours ago @param {object} [own] */
const event = (kind, record, name, what, more, hours, own = {}) =>
  ({ id: `${kind}/${record}/${hours}`, kind, record, name, what, more, at: now - hours * HOUR, seen: true, watched: false, ...own });
const EVENTS = [
  event('moment', '00QAc0000000001', 'Ada Lovelace', 'Visited the pricing page', 'Web', 1, { watched: true, seen: false }),
  event('task', '003Ac0000000001', 'Grace Hopper', 'Send the offer', 'Sam Okafor', 2, { seen: false }),
  event('reply', '00QAc0000000001', 'Ada Lovelace', 'Re: Your quote', null, 3),
  event('response', '003Ac0000000002', 'Katherine Johnson of the department with the very long name', 'Autumn webinar', 'Responded', 26, { seen: false }),
  event('bounce', '00QAc0000000003', 'alan@bletchley.example', 'Our new prices', null, 30),
  event('task', '006Ac0000000001', 'Renewal 2027', 'Call the lawyers about the contract, which has been with them for three weeks by now', 'Sam Okafor', 70),
  event('opt_out', '00QAc0000000004', 'Mary Somerville', 'Our new prices', null, 99),
];
/** @param {object} [more] @param {boolean} [on] whether there are notifications */
const of = (more = {}, on = false) => ({
  get_feed: { ok: { orgs: [{ org: ORG, events: EVENTS, at: now, fault: null, ...more }], actions: ['send_email', 'log_call', 'add_task'], notices: { on, kinds: ['moment', 'reply', 'response'], watched_only: true } } },
  see_feed: { ok: {} }, begin_action: { ok: {} },
});

export const feed = of({}, true);
export const noFeed = of({ events: [] });
export const staleFeed = of({ events: EVENTS.slice(2, 3), at: now - 3 * HOUR, fault: apiDisabled });
