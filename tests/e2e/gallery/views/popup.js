// Every screen of the popup.
import { LOGO } from '../../harness/logo.js';
import { pasteImage } from './clipboard.js';
import { all, EXPIRING, failed as failure, held, scheduled, sending, slept, turn, undo, unconfirmed } from './outbox.js';
import { apiDisabled, blocked, busy, noAnswer, signInOver } from './faults.js';
import { bets, noBets } from './bets.js';
import { campaign1, campaignsHere, noCampaigns } from './campaigns.js';
import { feed, noFeed } from './feed.js';
import { CAME_BACK, NO_REPLIES } from './replies.js';
import { DUE, noToday, repliesToday, stuckOf, today, todayOf } from './today.js';

const DOTS = 7;
const ORG = 'acme.my.salesforce.com';
const JO = 'jo@acme.example';
const SIGNATURE = '<div><b>Jo Devries</b></div><div>Acme · +31 20 555 0100</div><div><a href="https://acme.example/">acme.example</a></div>';

/**
 * @param {string} name @param {object} answer of get_popup
 * @param {Record<string, unknown>} [more]
 * @returns {import('../studio.js').View}
 */
const popup = (name, answer, more = {}) => ({
  name: `popup-${name}`,
  page: 'popup.html',
  answers: { get_popup: answer, get_outbox: { ok: [] }, get_drafts: { ok: [] }, get_replies: { ok: NO_REPLIES }, get_expiring: { ok: [] }, get_unsent: { ok: { waiting: 0, drafts: 0, at_outlook: 0, in_campaigns: 0 } }, save_signature: { ok: {} }, ...more },
});

/** @param {string} name @param {number} dot @param {object | string} screen @param {object} [wizard] */
const screen = (name, dot, screen, wizard = {}) =>
  popup(name, { ok: { wizard: { screen, dot, dots: DOTS, back: false, fault: null, ...wizard } } });

/** @param {string} name @param {object} home @param {object[]} [outbox] @param {object} [more] */
const home = (name, home, outbox = [], more = {}) =>
  popup(
    name,
    { ok: { home: { name: 'Jo Devries', org: ORG, connections: CONNECTED, outbox: [], orgs: [{ org: ORG, name: 'Jo Devries', sandbox: false, fault: null }], fault: null, ...home } } },
    { ...noBets, ...noFeed, ...noCampaigns, ...noToday, ...todayOf([...stuckOf(outbox), ...DUE]), get_outbox: { ok: outbox }, get_theme: { ok: 'browser' }, set_theme: { ok: {} }, ...more },
  );

/** @param {number} n @param {string | null} name @param {object} more */
const draft = (n, name, more) => ({
  record: { org: ORG, object: 'Lead', id: `00QAc000000000${n}MAA` }, name, action: 'send_email', subject: 'Your questions on pricing', recipients: 'Ada Lovelace',
  saved_at: Date.now() - n * 3_600_000, id: null, edition: n, writer: null, ...more,
});
const DRAFTS = [
  draft(1, 'Ada Lovelace', {}), draft(2, 'Grace Hopper of the department with the very long name', { action: 'log_call', subject: 'Call with Grace Hopper' }),
  draft(3, null, { subject: '' }), draft(4, 'Katherine Johnson', { action: 'add_task', subject: 'Send the offer' }),
];
const CONNECTED = [
  { provider: 'salesforce', org: ORG, account: JO, fault: null },
  { provider: 'google', org: null, account: JO, fault: null },
];
const ORGS = [
  { org: ORG, label: 'Acme', sandbox: false },
  { org: 'acme--uat.sandbox.my.salesforce.com', label: null, sandbox: true },
];
/** @param {string} name @param {string} provider @param {object} fault @param {object} [wizard] */
const failed = (name, provider, fault, wizard = {}) => {
  const at = { sign_in_failed: { provider, org: ORG, account: JO } };
  return screen(`failed-${name}`, provider === 'salesforce' ? 1 : 3, at, { back: true, fault, ...wizard });
};
const activate = { activate: { org: ORG, invited: JO } };
/** @param {boolean} outlook */
const choices = (outlook) => [
  { provider: 'google', available: true },
  { provider: 'microsoft', available: outlook },
];

/** @type {import('../studio.js').View[]} */
export const views = [
  popup('loading', /** @type {any} */ (null)),
  popup('no-worker', { fault: noAnswer }),
  { ...popup('offline', { ok: { not_invited: { fault: null } } }), offline: true },
  { ...popup('no-wasm', { ok: { not_invited: { fault: null } } }), withoutWasm: true },
  popup('checking', { ok: 'checking' }),
  popup('off', { ok: { off: { contact: 'IT Service Desk, +31 20 555 0100', held: 2 } } }),
  popup('policy-mistakes', { ok: { not_invited: { fault: null } } }, {
    get_policy: {
      ok: {
        off: false, contact: null, mistakes: [
          { setting: 'actionsOff', written: '["sendEmail"]', holds: '["send_email","log_call","add_task"]' },
          { setting: 'sessionOnly', written: null, holds: 'true' },
        ],
      },
    },
  }),
  popup('not-invited', { ok: { not_invited: { fault: null } } }),
  popup('link-refused', { ok: { not_invited: { fault: { code: 'salesforce.address_look_alike', whose_move: 'fix_input' } } } }),
  screen('choose-org', 1, { choose_org: { orgs: ORGS, further: false } }),
  screen('choose-org-further', 1, { choose_org: { orgs: [], further: true } }, { back: true }),
  screen('consumer-key', 1, { consumer_key: { org: ORG } }, { back: true }),
  screen('consumer-key-refused', 1, { consumer_key: { org: ORG } }, { back: true, fault: { code: 'onboarding.consumer_key', whose_move: 'fix_input' } }),
  screen('not-in-team', 1, { not_in_team: { org: ORG, account: JO, withdrawn: false } }),
  screen('withdrawn', 1, { not_in_team: { org: ORG, account: JO, withdrawn: true } }),
  failed('admin', 'salesforce', apiDisabled),
  failed('account', 'salesforce', { code: 'onboarding.invited_another', whose_move: { sign_in: { provider: 'salesforce' } }, values: [JO, 'sam@acme.example'], detail: 'invited is jo@acme.example, signed in is sam@acme.example' }),
  failed('address', 'google', { code: 'mailbox.address_differs', whose_move: { sign_in: { provider: 'google' } }, values: [JO, 'sam@acme.example'], detail: 'signed in as sam@acme.example, not as jo@acme.example' }),
  failed('mail', 'google', { code: 'mailbox.sign_in_unfinished', whose_move: { sign_in: { provider: 'google' } } }),
  screen('activate', 1, activate),
  failed('blocked', 'salesforce', blocked),
  screen('waiting-salesforce', 1, { waiting: { provider: 'salesforce', since: Date.now() } }),
  screen('waiting-google', 3, { waiting: { provider: 'google', since: Date.now() } }, { back: true }),
  screen('waiting-google-long', 3, { waiting: { provider: 'google', since: Date.now() - 60_000 } }, { back: true }),
  screen('start', 2, { start: { name: 'Jo Devries', org: ORG } }),
  screen('intro', 2, 'intro', { back: true }),
  screen('choose-mail', 3, { choose_mail: { choices: choices(true), address: JO } }, { back: true }),
  screen('choose-mail-gmail-only', 3, { choose_mail: { choices: choices(false), address: JO } }, { back: true }),
  screen('choose-mail-none', 3, { choose_mail: { choices: [{ provider: 'google', available: false }, { provider: 'microsoft', available: false }], address: JO } }, {
    back: true, fault: { code: 'onboarding.mail_not_offered', whose_move: 'ask_admin' },
  }),
  screen('mail-differs', 4, { mail_connected: { provider: 'google', address: 'jo.devries@gmail.example', differs: JO } }),
  screen('mail-connected', 4, { mail_connected: { provider: 'google', address: JO } }),
  screen('signature', 5, { signature: { html: '' } }, { back: true }),
  screen('signature-kept', 5, { signature: { html: SIGNATURE } }, { back: true }),
  { ...screen('signature-image', 5, { signature: { html: SIGNATURE } }, { back: true }), then: pasteLogo },
  { ...screen('signature-image-paste', 5, { signature: { html: SIGNATURE } }, { back: true }), then: wantImage },
  { ...screen('signature-link', 5, { signature: { html: SIGNATURE } }, { back: true }), then: addLink },
  screen('finish', 6, { finish: { org: ORG, address: JO } }, { back: true }),
  screen('tour-offer', 7, 'tour_offer'),
  screen('launch', 7, { launch: { org: ORG } }, { back: true }),
  home('home', {}, [], today),
  home('home-scheduled', {}, [scheduled, turn, ...slept]),
  { ...home('home-expiring', {}), answers: { ...home('home-expiring', {}).answers, get_expiring: { ok: EXPIRING } } },
  home('home-nothing', {}, [], { ...bets, ...feed, ...campaign1, ...noToday }),
  home('home-campaigns-here', {}, [], { ...noToday, ...campaignsHere }),
  { ...home('home-done', {}), then: (page) => page.click('[data-task] button') },
  home('home-loading', { outbox: [failure] }, [], { get_today: null }),
  { ...home('home-waiting', {}, [], { get_today: null }), then: (page) => page.waitForSelector('.under-way').then(() => {}) },
  home('home-tasks-failed', { outbox: [failure] }, [], { get_today: { fault: noAnswer } }),
  home('home-tasks-old', {}, [], todayOf(DUE, { at: Date.now() - 47 * 60_000, faults: [[ORG, busy]] })),
  home('home-tasks-never', {}, [], todayOf([], { at: null, faults: [[ORG, busy]] })),
  { ...home('home-offline', {}), offline: true },
  home('home-busy', {}, [undo, sending, held, unconfirmed]),
  home('home-all', {}, all),
  home('home-replies', {}, [], { ...repliesToday, get_replies: { ok: { ...NO_REPLIES, all: CAME_BACK } } }),
  { ...home('home-drafts', {}), answers: { ...home('home-drafts', {}).answers, get_drafts: { ok: DRAFTS }, drop_draft: { ok: {} } } },
  home('home-orgs', {
    orgs: [
      { org: ORG, name: 'Jo Devries', sandbox: false, fault: null },
      { org: 'acme--uat.sandbox.my.salesforce.com', name: 'Jo Devries', sandbox: true, fault: signInOver },
    ],
    fault: { code: 'onboarding.set_up_already', whose_move: 'fix_input' },
  }, [], todayOf(DUE, { orgs: [ORG, 'acme--uat.sandbox.my.salesforce.com'] })),
  home('home-signed-out', { connections: [{ provider: 'salesforce', org: ORG, account: JO, fault: signInOver }, CONNECTED[1]] }, [], todayOf([], { orgs: [], at: null })),
];

/** As it is copied from Gmail. @param {import('puppeteer-core').Page} page */
async function pasteLogo(page) {
  await pasteImage(page, `<img src="data:image/png;base64,${LOGO}" alt="Acme" width="96">`);
}

/** @param {import('puppeteer-core').Page} page */
async function wantImage(page) {
  await page.waitForSelector('.written[contenteditable=true]');
  await page.click('[data-tool=editor_image]');
  await page.waitForSelector('p.link-form');
}

/** @param {import('puppeteer-core').Page} page */
async function addLink(page) {
  await page.click('.written');
  await page.click('[data-tool=editor_link]');
  await page.waitForSelector('.link-form input');
}
