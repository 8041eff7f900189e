// Work that is kept, with what happened to it, and the report for support.
import { apiDisabled, busy, signInOver } from './faults.js';
import { call, changed, done, failed, signIn, turn, unconfirmed, waiting } from './outbox.js';

const MINUTE = 60_000;
const ORG = 'acme.my.salesforce.com';

/** @param {number} minutes @param {object | string} what @param {number} [times] */
const ago = (minutes, what, times) => ({ at: Date.now() - minutes * MINUTE, what, ...(times && { times }) });

/** @param {{ intent: string, submitted: number, state: object | string }} item @param {object | string} what
 * @param {object[]} history @param {{ retries?: boolean, next?: number }} more */
const row = (item, what, history, more = {}) => ({
  intent: item.intent, what, org: ORG, submitted: item.submitted, next: null, retries: false, shown: { row: item }, history, ...more,
});

const MAIL = { action: 'send_email' };
const refused = [ago(70, 'queued'), ago(69, 'checked'), ago(69, { refused: ['mail', apiDisabled.code] }), ago(20, 'retried'), ago(20, { refused: ['mail', apiDisabled.code] })];

export const kept = [
  row(failed, MAIL, refused, { retries: true }),
  row({ ...failed, intent: '00000000-0000-4000-8000-000000000031' }, 'campaign_mail', [ago(64, 'queued_by_campaign'), ...refused.slice(1)], { retries: true }),
  row(changed, MAIL, [ago(90, 'queued'), ago(84, 'checked'), ago(84, { refused: ['mail', 'journal.recipients_changed'] })]),
  row(unconfirmed, MAIL, [ago(60, 'queued'), ago(56, { lost: 'mailbox.unavailable' }), ago(55, { asked: 'mail' }), ago(55, { unknown: 'mail' })]),
  row(signIn, MAIL, [ago(95, 'queued'), ago(91, { put_off: signInOver.code }, 3), ago(40, 'parked')]),
  row(waiting, MAIL, [ago(14, 'queued'), ago(2, { put_off: busy.code }, 7)], { retries: true, next: Date.now() + 2.5 * MINUTE }),
  row(turn, MAIL, []),
  row({ ...call, submitted: Date.now(), state: { done: { warning: null } } }, { action: 'log_call' }, [ago(1, 'queued'), ago(1, { done: ['write', null] })]),
  row(done, MAIL, [ago(35, 'queued'), ago(34, 'checked'), ago(34, { done: ['mail', null] }), ago(34, { done: ['log', 'salesforce.no_right'] })]),
  {
    intent: '00000000-0000-4000-8000-000000000032', what: 'invitation', org: ORG, submitted: Date.now() - 300 * MINUTE, next: null, retries: false,
    shown: { line: { title: 'Sam Okafor', whom: 'sam@acme.example', state: { done: { warning: null } } } },
    history: [ago(300, 'queued'), ago(299, { done: ['access', null] }), ago(299, { done: ['mail', null] })],
  },
  {
    intent: '00000000-0000-4000-8000-000000000033', what: MAIL, org: ORG, submitted: Date.now() - 400 * MINUTE, next: null, retries: false,
    shown: { line: { title: 'Good morning', whom: 'Margaret Hamilton', state: null } }, history: [ago(400, 'queued'), ago(390, { held: 'late' }), ago(388, 'dropped')],
  },
];

export const REPORT = `MSI Actions 1.2.3, 2026-11-30T15:00:00.000Z
Policy known: yes
  undoSeconds: 9
Connections: 2
  salesforce, org 1: ok, last answer 2026-11-30T14:58:00.000Z
Failures: 1
  1 × salesforce.busy, org 1: retry, 1 can be tried again
Work kept: 1 (1 waiting)
  00000000 send_email, org 1: waiting (salesforce.busy), next 2026-11-30T15:02:00.000Z
    2026-11-30T14:46:00.000Z queued
    2026-11-30T14:58:00.000Z put_off (salesforce.busy) × 7`;
