// What there is to do today.
import { failed, held, unconfirmed } from './outbox.js';
import { busy } from './faults.js';
import { CAME_BACK } from './replies.js';
import { due } from './tasks.js';

const ORG = 'acme.my.salesforce.com';
const HOUR = 3_600_000;
const [ada, , bounced] = CAME_BACK;
const [call, demo, mail, nothing] = due.tasks;
/** @param {object | undefined} task @param {boolean} late @param {number | null} [at] */
const of = (task, late, at = null) => ({ org: ORG, task: { ...task, remind: at }, late });
const later = new Date().setHours(17, 30, 0, 0);

/** A bit of each kind. */
const ITEMS = [
  { failed }, { failed: unconfirmed }, { held }, { reply: ada }, { reply: bounced },
  { task: of(mail, true) }, { task: of(nothing, true) }, { task: of(call, false, later) },
  { step: [of({ ...demo, id: '00TAc0000000090', kind: 'email', subject: 'Shall we talk on Thursday?' }, false), { campaign: 'After the autumn trade fair', number: 3, all: 5 }] },
  { task: of(demo, false) },
];
/** What is due of it. */
export const DUE = ITEMS.slice(5);
/** What of the outbox needs the rep. @param {any[]} outbox @returns {object[]} */
export const stuckOf = (outbox) => [
  ...outbox.filter(({ state }) => state === 'held').map((held) => ({ held })),
  ...outbox.filter(({ state }) => state === 'unconfirmed' || state.failed).map((failed) => ({ failed })),
];
/** Many calls, after the others. @type {object[]} */
export const TWENTY = [...ITEMS, ...Array.from({ length: 20 - ITEMS.length }, (_, n) =>
  ({ task: of({ ...call, id: `00TAc00000000${String(70 + n)}`, subject: `Call number ${String(n + 1)}` }, false) }))];

/** @param {object[]} items @param {object} [more] */
export const todayOf = (items, more = {}) => ({
  get_today: { ok: { items, orgs: [ORG], unread: false, at: Date.now() - HOUR / 5, faults: [], more: false, actions: ['send_email', 'log_call', 'add_task'], ...more } },
});
/** What the rows ask of the worker. */
const DOES = { complete_task: { ok: {} }, open_record: { ok: {} }, resolve: { ok: {} }, see_replies: { ok: {} } };
export const today = { ...todayOf(ITEMS), ...DOES };
export const noToday = { ...todayOf([]), ...DOES };
/** Answers and a bounce. */
export const repliesToday = { ...todayOf(ITEMS.slice(3, 5)), ...DOES };
export const staleToday = { ...todayOf(ITEMS.slice(5, 7), { faults: [[ORG, busy]], more: true }), ...DOES };
