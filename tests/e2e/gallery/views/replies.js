// What came back to the rep's mails, and the card by which they have it looked for.
import { CONTACT, HOUR, LEAD, now } from './records.js';

/** Nothing came back, and the policy does not want it to be looked for. */
export const NO_REPLIES = { all: [], right: 'not_offered', provider: null, looked: null };

const optOutRefused = { code: 'salesforce.opt_out_refused', whose_move: 'ask_admin', detail: 'INVALID_FIELD_FOR_INSERT_UPDATE: HasOptedOutOfEmail' };
const ADA = { org: LEAD.org, user: '0055g0000Jo0001', record: LEAD, name: 'Ada Lovelace', seen: false };

/** @param {number} at @param {string} subject @param {unknown} what @param {{ logged?: boolean, fault?: object | null, [own: string]: unknown }} [more] */
const one = (at, subject, what, { logged = false, fault = null, ...own } = {}) => ({
  came_back: { ...ADA, id: `07070707-0707-4707-8707-0707070707${String(10 + at)}`, subject, at: now - at * HOUR, what, ...own },
  logged, fault,
});

export const CAME_BACK = [
  one(1, 'Re: Your quote', 'reply', { logged: true }),
  one(2, 'Automatic reply: Your quote', { away: '2026-12-07' }),
  one(3, 'Your quote', { bounce: { address: 'grace@navysystems.example', lasting: 'permanent' } }, { name: 'Grace Hopper', record: CONTACT }),
  one(4, 'Our new prices', { opted_out: { known: true } }, { logged: true, fault: optOutRefused, name: 'Katherine Johnson' }),
  one(5, 'Our new prices', { opted_out: { known: false } }, { name: 'ada@old.example' }),
  one(6, 'Your quote', { bounce: { address: 'ada@analytical.example', lasting: 'temporary' } }),
];

/** @param {string} right @param {object} [more] */
export const replies = (right, more = {}) => ({ get_replies: { ok: { all: [], right, provider: 'google', looked: null, ...more } } });
