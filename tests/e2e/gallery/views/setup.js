// The set-up page: before anybody is signed in, what an org needs in every state, and the policy.
import { EXTENSION_ID } from '../../../tools/stores.js';
import { noAnswer } from './faults.js';

const ORG = 'acme.my.salesforce.com';
const ID = EXTENSION_ID;
const AT = Date.parse('2026-11-22T09:30:00Z');
const RIGHTS = { customize: true, manage_users: true, assign_permission_sets: true, modify_metadata: true };
const CONFIG = {
  consumer_key: '3MVG9AcmeDemo.Org_MsiActions_ExternalClientApp_ConsumerKey_1',
  google: '123456789012-acme.apps.googleusercontent.com',
  microsoft: '11111111-2222-4333-8444-555555555555',
  tenant: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
};
const VALUES = {
  salesforce: [`https://${ID}.chromiumapp.org/salesforce`],
  google: [`https://${ID}.chromiumapp.org/google`],
  microsoft: [`https://${ID}.chromiumapp.org/microsoft`],
  scopes: ['api', 'refresh_token', 'openid', 'profile', 'email'],
  admin_center: null,
  admin_consent: null,
};
const NOBODY = { values: VALUES, draft: { address: '', key: '' }, check: 'idle', orgs: [], org: null };
const DRAFT = { address: 'https://acme.my.salesforce.com/lightning/setup/ExternalClientApps/home', key: CONFIG.consumer_key };
/** @param {string} code @param {string} detail */
const refused = (code, detail) => ({ ...NOBODY, draft: DRAFT, check: { refused: { code, whose_move: 'ask_admin', detail } } });

const TODO = {
  app: 'done', permission: 'to_do', approved: 'ask', google: 'to_do', microsoft: 'to_do',
  enhanced_email: 'done', fields: 'optional', sandboxes: 'ask',
};
const CONFIRMED = { confirmed: { by: 'robin@acme.example', at: AT } };
const DONE = {
  app: 'done', permission: 'done', approved: CONFIRMED, google: 'done', microsoft: 'done', consent: CONFIRMED,
  enhanced_email: 'done', fields: 'done', sandboxes: CONFIRMED,
};
const POLICY = JSON.stringify({ ExtensionSettings: { [ID]: { installation_mode: 'force_installed' } } }, null, 2);
const POLICIES = ['registry', 'group_policy', 'intune', 'mac_profile', 'linux', 'google_admin'].map((way) => ({
  way, browser: 'chrome', file: `msi-actions-chrome-${way}.json`, place: way === 'linux' ? '/etc/opt/chrome/policies/managed/msi-actions.json' : '', text: POLICY,
}));

/** @param {Record<string, unknown>} states @param {object} [more] */
const org = (states, more = {}) => ({
  ...NOBODY,
  orgs: [ORG],
  org: {
    org: ORG, user: 'robin@acme.example', rights: RIGHTS, config: CONFIG, at: AT, deploy: null, policies: POLICIES,
    items: Object.entries(states).map(([name, state]) => ({ name, state })),
    ...more,
  },
});
/** @param {unknown} state @param {string} [fields] */
const deploy = (state, fields = 'none') => ({ deploy: { fields, at: AT, state } });
const PROBLEM = { component: 'PermissionSet MSI_Actions', words: 'In field: customPermission - no CustomPermission named MSI_Actions found' };

/** @param {string} name @param {object | null} answer @returns {import('../studio.js').View} */
const setup = (name, answer) => ({
  name: `app-setup-${name}`,
  page: 'app.html',
  hash: '#/setup',
  answers: {
    get_outbox: { ok: [] },
    get_admin: { ok: { orgs: [{ org: ORG, name: 'acme', rights: RIGHTS, fault: null }] } },
    get_setup: answer && { ok: answer },
    save_setup_draft: { ok: {} },
    check_setup: { ok: {} },
    save_clients: { ok: {} },
    try_client: { ok: {} },
    choose_setting: { ok: {} },
    confirm_setup: { ok: {} },
    deploy_setup: { ok: {} },
  },
});

/** @type {import('../studio.js').View[]} */
export const views = [
  setup('first', NOBODY),
  setup('loading', null),
  { ...setup('failed', null), answers: { ...setup('failed', null).answers, get_setup: { fault: noAnswer } } },
  setup('waiting', { ...NOBODY, draft: DRAFT, check: { waiting: AT } }),
  setup('callback', refused('salesforce.callback_unknown', 'redirect_uri_mismatch: redirect_uri must match configuration')),
  setup('secret', refused('salesforce.secret_wanted', 'invalid_client: client secret required')),
  { ...setup('key', NOBODY), answers: { ...setup('key', NOBODY).answers, check_setup: { fault: { code: 'setup.key', whose_move: 'fix_input' } } }, then: check },
  setup('list', org(TODO)),
  setup('deploying', org(TODO, deploy({ running: { done: 1, total: 2 } }))),
  setup('deploy-failed', org(TODO, deploy({ failed: [PROBLEM] }))),
  setup('differs', org({
    ...TODO, permission: { differs: ['no_api_enabled', 'no_custom_permission'] }, fields: { differs: ['no_external_id'] },
    enhanced_email: { unreadable: { code: 'salesforce.no_right', whose_move: 'ask_admin', detail: 'INSUFFICIENT_ACCESS' } },
  })),
  { ...setup('done', org(DONE, deploy('succeeded'))), then: unfold },
  setup('clients', org({
    ...TODO, google: { trying: AT },
    microsoft: { fails: { code: 'setup.microsoft_unknown', whose_move: 'fix_input' } },
  })),
  { ...setup('policy', { ...org(DONE), chosen: { optOut: 'confirm', undoSeconds: 10, mailClients: ['gmail'] } }), then: unfoldPolicy },
  { ...setup('pin-refused', org(DONE)), then: async (page) => {
    await unfoldPolicy(page);
    await page.type('#pin-pasted', '{ "*": { "installation_mode": "blocked", } }');
    await page.waitForSelector('[data-part=refused]');
  } },
  setup('rep', org(TODO, { rights: { ...RIGHTS, customize: false, modify_metadata: false }, config: null, policies: [] })),
  setup('orgs', { ...org(DONE), orgs: [ORG, 'acme--uat.sandbox.my.salesforce.com'] }),
];

/** @param {import('puppeteer-core').Page} page */
async function check(page) {
  await page.click('[data-key=primary]');
  await page.waitForSelector('[data-fault="setup.key"]');
}

/** @param {import('puppeteer-core').Page} page */
async function unfold(page) {
  await page.$$eval('.item details', (all) => all.forEach((details) => { /** @type {any} */ (details).open = true; }));
}

/** @param {import('puppeteer-core').Page} page */
async function unfoldPolicy(page) {
  await page.$$eval('[data-section=policy] details', (all) => all.forEach((details) => { /** @type {any} */ (details).open = true; }));
  await page.$eval('[data-part=choices]', (part) => part.scrollIntoView());
}
