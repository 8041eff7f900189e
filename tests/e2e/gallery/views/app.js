// Every page of the web application.
import { address, campaign1, campaigns, campaignsBesideCadences, campaignsHere, campaignsMixed, campaignsNobodyInCadences, campaignsNotThere, campaignsStaleCadences, changedMeanwhile, noCampaigns } from './campaigns.js';
import { bets, noBets, plainBets, staleBets } from './bets.js';
import { noAnswer, signInOver } from './faults.js';
import { feed, noFeed, staleFeed } from './feed.js';
import { kept, REPORT } from './kept.js';
import { all, EXPIRING, elsewhere, paused, scheduled, slept, turn } from './outbox.js';
import { NO_REPLIES, replies } from './replies.js';
import { noToday, staleToday, today } from './today.js';

const ORG = 'acme.my.salesforce.com';
const UAT = 'acme--uat.sandbox.my.salesforce.com';
const JO = 'jo@acme.example';
const PROFILE = {
  name: 'Jo Devries',
  org: ORG,
  connections: [
    { provider: 'salesforce', org: ORG, account: JO, fault: null },
    { provider: 'google', org: null, account: JO, fault: null },
  ],
  choices: [],
  orgs: [{ org: ORG, name: 'Jo Devries', sandbox: false, fault: null }],
  signature: '<div><b>Jo Devries</b></div><div>Acme · +31 20 555 0100</div>',
};
const ACCESSES = [
  { provider: 'salesforce', account: ORG, org: ORG },
  { provider: 'google', account: JO, org: null },
  { provider: 'microsoft', account: JO, org: null },
];
/** @param {object | string} screen */
const wizard = (screen) => ({ wizard: { screen, dot: 1, dots: 7, back: false, fault: null } });
const INVITED = wizard({ activate: { org: ORG, invited: JO } });
const HOME = { home: { name: 'Jo Devries', org: ORG, connections: [], outbox: [], orgs: [], fault: null } };

/**
 * @param {string} name @param {string} hash @param {Record<string, unknown>} answers
 * @returns {import('../studio.js').View}
 */
const app = (name, hash, answers) => ({
  name: `app-${name}`,
  page: 'app.html',
  hash,
  answers: {
    get_outbox: { ok: [] }, get_left_today: { ok: null }, get_kept: { ok: [] }, get_report: { ok: REPORT }, get_replies: { ok: NO_REPLIES }, get_popup: { ok: INVITED }, get_profile: { ok: PROFILE }, open_popup: { ok: {} },
    get_unsent: { ok: { waiting: 0, drafts: 0, at_outlook: 0, in_campaigns: 0 } }, get_expiring: { ok: [] }, get_theme: { ok: 'browser' }, set_theme: { ok: {} }, open_browser_keys: { ok: {} },
    get_browser_keys: { ok: [{ does: 'toggle_panel', keys: 'Alt+Shift+M' }, { does: 'open_side_panel', keys: null }] }, sign_out: { ok: { accesses: [] } }, ...answers,
  },
});

const ADMIN = { ok: { orgs: [{ org: ORG, name: 'acme', rights: { customize: false, manage_users: false, assign_permission_sets: false, modify_metadata: false }, fault: null }] } };
/** @param {string} id @param {object} text @param {object} more */
const template = (id, text, more = {}) => ({
  id, own: true, archived: false, marks: {}, ...more,
  text: { name: id, category: '', subject: 'Hello {{first_name}}', html: '<p>Dear {{first_name}},</p><p>shall we talk on Thursday?</p>', ...text },
});
/** @type {{ ok: object }} */
const TEMPLATES = { ok: { home: 'salesforce', sharing: 'folder', templates: [
  template('After the first call', { category: 'Follow-up' }, { marks: { pinned: true }, conditions: [{ field: 'sfdc_lead_industry', test: 'is', value: 'Machinery' }, { field: 'title', test: 'is_empty', value: '' }] }),
  template('Renewal in 60 days', { category: 'Renewals' }, { marks: { favorite: true } }),
  template('Thank you for your time', { category: 'Sales templates' }, { own: false }),
  template('After a trade fair', { category: 'Events' }, { own: false, shared_by: 'Sam Okafor' }),
  template('Our answer to a tender', { category: '' }, { shared_by: 'Jo Devries' }),
] } };
/** Everybody, those who are hidden included. @param {import('puppeteer-core').Page} page */
async function showHidden(page) {
  await page.waitForSelector('[data-source=account_contacts]');
  for (const box of await page.$$('.checks input:not(:checked)')) await box.click();
}
/** Those of the first one. @param {import('puppeteer-core').Page} page */
async function openConditions(page) {
  await page.click('.templates .row .button');
  await page.waitForSelector('.conditions input');
}
/** What happened to the second one. @param {import('puppeteer-core').Page} page */
async function unfoldHistory(page) {
  await (await page.$$('.history > summary'))[1]?.click();
}
/** @param {import('puppeteer-core').Page} page */
async function saveNothing(page) {
  await page.waitForSelector('.campaign-form');
  await page.click('[data-key=primary]');
  await page.waitForSelector('[aria-invalid=true]');
}
/** @param {import('puppeteer-core').Page} page */
async function editTemplate(page) {
  await page.click('.templates .row .tool ~ .button');
  await page.waitForSelector('#template-name');
}
/** @param {string} name @param {string | null} value @param {{ setting: string, at: string, problem: string }[]} [findings] */
const setting = (name, value, findings = []) => ({
  name, value, findings, source: value === null ? 'default' : findings.some((one) => one.at === '') ? 'ignored' : 'policy',
});
const CONSUMER = '3MVG9.DemoConsumerKeyOfTheAcmeOrg_0123456789';
const DIAGNOSTICS = {
  policy: {
    known: 'yes',
    remembered: false,
    settings: [
      setting('orgs', JSON.stringify([{ host: ORG, consumerKey: CONSUMER }, { host: 'acme.example', consumerKey: CONSUMER }]),
        [{ setting: 'orgs', at: '[2].host', problem: 'not_an_org' }]),
      setting('undoSeconds', '900', [{ setting: 'undoSeconds', at: '', problem: 'out_of_range' }]),
      setting('sessionOnly', 'true'),
      setting('locale', null),
    ],
  },
  connections: PROFILE.connections,
  fault: null,
  usage: [
    [ORG, [{ app: null, used: 1204, allowed: 115000 }, { app: 'MSI Actions', used: 241, allowed: 250 }]],
    [UAT, [{ app: null, used: 88, allowed: 5000 }]],
  ],
  calls: [[ORG, [['record', 48, 262], ['activity', 6, 31], ['search', 3, 12], ['check', 31, 160], ['log', 64, 311], ['tasks', 14, 77], ['people', 5, 20], ['schema', 1, 5]]
    .map(([purpose, today, week]) => ({ purpose, today, week }))]],
};
const OFF = { off: true, contact: 'IT Service Desk, +31 20 555 0100' };

/** @type {import('../studio.js').View[]} */
export const views = [
  app('feed', '#/feed', feed),
  app('feed-none', '#/feed', noFeed),
  app('feed-stale', '#/feed', staleFeed),
  { ...app('bets', '#/bets', bets), then: showHidden },
  { ...app('bets-plain', '#/bets', plainBets), then: (page) => page.click('.by-field summary') },
  app('bets-stale', '#/bets', staleBets),
  app('bets-loading', '#/bets', { get_people: null }),
  { ...app('watch-list-none', '#/bets', noBets), then: (page) => page.click('.segment + .segment input') },
  app('campaigns', '#/campaigns', campaigns),
  app('campaigns-none', '#/campaigns', noCampaigns),
  app('campaigns-not-there', '#/campaigns', campaignsNotThere),
  app('campaigns-here', '#/campaigns', campaignsHere),
  app('campaigns-mixed', '#/campaigns', campaignsMixed),
  app('campaigns-cadences', '#/campaigns', campaignsBesideCadences),
  app('campaigns-cadences-nobody', '#/campaigns', campaignsNobodyInCadences),
  app('campaigns-cadences-stale', '#/campaigns', campaignsStaleCadences),
  app('campaign-here', address(1), campaignsHere),
  { ...app('campaign-edit-here', `${address(1)}/edit`, campaignsHere), then: (page) => page.waitForSelector('.campaign-form [role=textbox]').then(() => {}) },
  app('campaign', address(1), campaign1),
  { ...app('campaign-edit', `${address(1)}/edit`, campaign1), then: (page) => page.waitForSelector('.campaign-form [role=textbox]').then(() => {}) },
  { ...app('campaign-edit-wrong', '#/campaigns/new', changedMeanwhile), then: saveNothing },
  app('templates', '#/templates', { get_admin: ADMIN, get_templates: TEMPLATES }),
  app('templates-none', '#/templates', { get_admin: ADMIN, get_templates: { ok: { home: 'browser', templates: [] } } }),
  { ...app('templates-conditions', '#/templates', { get_admin: ADMIN, get_templates: TEMPLATES }), then: openConditions },
  { ...app('templates-edit-read-only', '#/templates', { get_admin: ADMIN, get_templates: { ok: { ...TEMPLATES.ok, sharing: 'read_only' } } }), then: editTemplate },
  { ...app('templates-edit', '#/templates', { get_admin: ADMIN, get_templates: TEMPLATES }), then: editTemplate },
  app('welcome', '#/welcome', {}),
  { ...app('welcome-opened', '#/welcome', {}), then: (page) => page.click('[data-key=primary]') },
  { ...app('welcome-not-opened', '#/welcome', { open_popup: { fault: noAnswer } }), then: (page) => page.click('[data-key=primary]') },
  app('welcome-under-way', '#/welcome', { get_popup: { ok: wizard('intro') } }),
  app('welcome-done', '#/welcome', { get_popup: { ok: HOME } }),
  app('welcome-not-invited', '#/welcome', { get_popup: { ok: { not_invited: { fault: null } } } }),
  app('profile', '#/profile', {}),
  app('profile-replies-off', '#/profile', replies('not_offered')),
  app('profile-replies-ask', '#/profile', replies('not_agreed')),
  app('profile-replies-missing', '#/profile', replies('not_granted', { provider: 'microsoft' })),
  app('profile-replies-on', '#/profile', replies('granted', { looked: Date.now() - 120_000 })),
  { ...app('profile-offline', '#/profile', {}), offline: true },
  { ...app('no-wasm', '#/profile', {}), withoutWasm: true },
  app('profile-health', '#/profile', {
    get_profile: {
      ok: {
        ...PROFILE,
        connections: PROFILE.connections.map((one) => ({ ...one, last_success: Date.now() - 3 * 60_000, expires: Date.now() + 40 * 60_000 })),
      },
    },
  }),
  {
    ...app('profile-remove', '#/profile', { get_outbox: { ok: all } }),
    then: async (page) => {
      await page.waitForSelector('.button.danger');
      await page.click('.button.danger');
      await page.waitForSelector('dialog[open]');
    },
  },
  app('profile-loading', '#/profile', { get_profile: null }),
  app('profile-failed', '#/profile', { get_profile: { fault: noAnswer } }),
  app('profile-signed-out', '#/profile', {
    get_profile: { ok: { ...PROFILE, connections: [{ provider: 'salesforce', org: ORG, account: JO, fault: signInOver }] } },
  }),
  app('profile-orgs', '#/profile', {
    get_profile: {
      ok: {
        ...PROFILE,
        connections: [
          { provider: 'salesforce', org: ORG, account: JO, fault: null },
          { provider: 'salesforce', org: UAT, account: `${JO}.uat`, fault: signInOver },
          { provider: 'google', org: null, account: JO, fault: null },
        ],
        orgs: [
          { org: ORG, name: 'Jo Devries', sandbox: false, fault: null },
          { org: UAT, name: 'Jo Devries', sandbox: true, fault: signInOver },
          { org: 'globex.my.salesforce.com', name: '', sandbox: false, fault: null },
        ],
      },
    },
  }),
  app('profile-no-mailbox', '#/profile', {
    get_profile: { ok: { ...PROFILE, connections: [{ provider: 'salesforce', org: ORG, account: JO, fault: null }], choices: ['google', 'microsoft'] } },
  }),
  app('profile-nothing', '#/profile', { get_profile: { ok: { name: null, org: null, connections: [], choices: [], orgs: [], signature: '' } } }),
  { ...app('profile-sign-out', '#/profile', {}), then: askToSignOut },
  { ...app('profile-sign-out-unsent', '#/profile', { get_unsent: { ok: { waiting: 2, drafts: 1, at_outlook: 1, in_campaigns: 1 } } }), then: askToSignOut },
  {
    ...app('profile-access-left', '#/profile', { sign_out: { ok: { accesses: ACCESSES } } }),
    then: async (page) => {
      await askToSignOut(page);
      await page.click('dialog[open] .button.danger');
      await page.waitForSelector('.notice.warn');
    },
  },
  app('today', '#/today', today),
  app('today-none', '#/today', noToday),
  app('today-stale', '#/today', staleToday),
  app('queue-expiring', '#/queue', { get_outbox: { ok: all }, get_expiring: { ok: EXPIRING } }),
  app('queue', '#/queue', { get_outbox: { ok: all } }),
  app('queue-scheduled', '#/queue', { get_outbox: { ok: [...slept, scheduled, elsewhere, turn] } }),
  app('queue-waiting', '#/queue', { get_outbox: { ok: [turn, { ...turn, intent: scheduled.intent }, { ...turn, intent: elsewhere.intent }] }, get_left_today: { ok: 148 } }),
  app('queue-paused', '#/queue', { get_outbox: { ok: [turn, paused] }, get_left_today: { ok: 0 } }),
  app('queue-empty', '#/queue', {}),
  { ...app('queue-drop', '#/queue', { get_outbox: { ok: all } }), then: askToDrop },
  { ...app('tour-ordered', '#/help', { tour: { ok: { wanted: true } } }), then: (page) => page.click('.tour-again .button') },
  app('diagnostics', '#/diagnostics', { get_diagnostics: { ok: DIAGNOSTICS }, get_kept: { ok: kept } }),
  { ...app('diagnostics-history', '#/diagnostics', { get_diagnostics: { ok: DIAGNOSTICS }, get_kept: { ok: kept } }), then: unfoldHistory },
  app('diagnostics-nothing', '#/diagnostics', {
    get_diagnostics: { ok: { policy: { known: 'not_yet', remembered: false, settings: [setting('orgs', null)] }, connections: [], fault: null, usage: [] } },
  }),
  app('diagnostics-loading', '#/diagnostics', { get_diagnostics: null, get_kept: null }),
  app('diagnostics-failed', '#/diagnostics', { get_diagnostics: { fault: noAnswer }, get_kept: { fault: noAnswer }, get_report: { fault: noAnswer } }),
  app('off', '#/profile', { get_policy: { ok: OFF } }),
  app('help', '#/help', {}),
  app('unknown', '#/nowhere', {}),
];

/** @param {import('puppeteer-core').Page} page */
async function askToSignOut(page) {
  await page.click('.row .button:not(.quiet)');
  await page.waitForSelector('dialog[open]');
}

/** @param {import('puppeteer-core').Page} page */
async function askToDrop(page) {
  await page.click('[data-state=held] .button:last-of-type');
  await page.waitForSelector('dialog[open]');
}
