// Items of the outbox, one in each state.
import { apiDisabled, busy, signInOver, unknown } from './faults.js';

const MINUTE = 60_000;
const record = { org: 'acme.my.salesforce.com', object: 'Lead', id: '00Q5w00001ABCDEEA5' };

/** @param {number} n @param {string} subject @param {string} to @param {object | string} state */
const item = (n, subject, to, state) => ({
  intent: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  action: 'send_email',
  record,
  subject,
  recipients: to,
  submitted: Date.now() - n * 7 * MINUTE,
  state,
  candidates: /** @type {object[]} */ ([]),
});

export const undo = item(1, 'Your questions on pricing', 'Ada Lovelace', { undo: { until: Date.now() + 3_600_000 } });
export const waiting = item(2, 'Renewal for 2027', 'Grace Hopper', { waiting: { fault: busy, next: Date.now() + 2.5 * MINUTE } });
export const sending = item(3, 'The deck you asked for', 'Alan Turing', 'sending');
export const sendingPart = { ...item(3, 'The deck you asked for', 'Alan Turing', 'sending'), progress: { arrived: 6_300_000, of: 20_600_000 } };
export const logging = item(4, 'Thursday at ten', 'Edsger Dijkstra', { logging: { fault: null } });
export const done = item(5, 'Thank you', 'Barbara Liskov', { done: { warning: null } });
export const warned = item(6, 'Security questionnaire', 'Katherine Johnson, Dorothy Vaughan', { done: { warning: unknown } });
export const held = item(7, 'Good morning', 'Margaret Hamilton', 'held');
export const unconfirmed = item(8, 'Following up on your visit to our pricing page of last week', 'Ada Lovelace', 'unconfirmed');
export const failed = item(9, 'Plans for a team of your size', 'Joan Clarke', { failed: { fault: apiDisabled } });
export const changed = item(12, 'Your questions on pricing', 'Ada Lovelace', { failed: { fault: {
  code: 'journal.recipients_changed', whose_move: 'fix_input',
  fields: [
    { field: '', message: 'change_address', value: 'Ada Lovelace, ada@analytical.example → ada@corrected.example' },
    { field: '', message: 'change_opted_out', value: 'Grace Hopper' },
  ],
} } });
export const newOwner = { ...undo, notes: [{ field: '', message: 'change_owner', value: 'Ada Lovelace: Sam Okafor' }] };
export const call = { ...item(10, 'Call with Ada Lovelace', '', { undo: { until: Date.now() + 3_600_000 } }), action: 'log_call' };
export const taskUnsure = {
  ...item(11, 'Follow up with Ada Lovelace', '', 'unconfirmed'),
  action: 'add_task',
  candidates: [{ id: '00T5g0000Task01', subject: 'Follow up with Ada Lovelace', at: Date.now() - 80 * MINUTE }],
};
export const takenBack = item(12, 'Thursday or Friday', 'Ada Lovelace', 'taken_back');
export const signIn = item(13, 'The contract', 'Ada Lovelace', { waiting: { fault: signInOver, next: null } });
export const LATER = { at: 1_798_786_800_000, zone: 'Europe/Amsterdam' };
/** Two whose clocks show another time than the rep's. */
const IN_LONDON = { name: 'Ada Lovelace', zone: 'Europe/London' };
const IN_ARLINGTON = { name: 'Grace Hopper', zone: 'America/New_York' };
export const scheduled = { ...item(14, 'A good start of the year', 'Ada Lovelace, Grace Hopper', { scheduled: { later: { ...LATER, by: 'outlook' }, at_outlook: true } }), zones: [IN_LONDON, IN_ARLINGTON] };
export const elsewhere = item(15, 'Before your meeting', 'Grace Hopper', { scheduled: { later: { ...LATER, zone: 'America/New_York' } } });
export const turn = item(16, 'News for our customers', 'Alan Turing', { turn: { at: Date.now() + 4.2 * MINUTE } });
export const paused = item(20, 'News for our partners', 'Edsger Dijkstra', 'paused');
export const several = item(21, 'Two new plans', 'Grace Hopper, Hedy Lamarr, Alan Turing, +34', { several: { sent: 12, all: 37, until: Date.now() + 1.3 * MINUTE } });
export const slept = [17, 18, 19].map((n) => item(n, `Good morning, part ${String(n - 16)}`, 'Margaret Hamilton', 'held'));
export const all = [undo, waiting, sending, logging, done, warned, held, unconfirmed, failed];

/** What will soon be deleted because nobody went on with it. */
export const EXPIRING = [
  { action: 'send_email', record, subject: 'Your questions on pricing', at: Date.now() + 2 * 24 * 60 * MINUTE },
  { action: 'log_call', record, subject: '', at: Date.now() + 5 * 24 * 60 * MINUTE },
];
