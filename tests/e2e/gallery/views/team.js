// The team page: the list, the check before an invitation, invitations on their way.

const ORG = 'acme.my.salesforce.com';
const RIGHTS = { customize: true, manage_users: true, assign_permission_sets: true, modify_metadata: true };
const ADMIN = { orgs: [{ org: ORG, name: 'acme', rights: RIGHTS, fault: null }] };
const NOW = Date.now();

/** @param {number} n @param {string} name @param {string} address */
const who = (n, name, address) => ({ user: `005Ac000000000${n}`, name, address, language: 'en' });
const JO = who(1, 'Jo Devries', 'jo@acme.example');
const SAM = who(2, 'Sam Okafor', 'sam@acme.example');
const MIA = who(3, 'Mia Laurent', 'mia.laurent-van-der-heijden@international.acme.example');
const NOOR = who(4, 'Noor Haddad', 'noor@acme.example');

const PEOPLE = {
  people: [
    { who: JO, title: 'Account Executive', state: { active: { used: NOW - 7_200_000 } } },
    { who: MIA, title: 'Sales Development Representative', state: 'invited' },
    { who: NOOR, title: null, state: 'not_invited' },
    { who: SAM, title: 'Account Executive', state: 'invited_not_known' },
  ],
  next: 50,
  beyond: false,
  missing: null,
};

const NONE = {
  items: [], sent: 0, a_day: 200, next: null, draft: '', choices: [],
  mailbox: { provider: 'google', address: 'robin@acme.example', name: 'Robin Bakker' }, mailbox_fault: null,
};
/** @param {{ user: string, name: string, address: string }} who @param {unknown} state @param {object | null} [fault] */
const item = ({ user, name, address }, state, fault = null) => ({ user, name, address, state, fault });
const LICENCE = { code: 'team.licence', whose_move: 'fix_input', detail: "The user license doesn't allow the permission: API Enabled" };
const UNDER_WAY = {
  ...NONE,
  next: NOW + 86_400_000,
  items: [item(JO, { sent: NOW - 60_000 }), item(SAM, 'unknown'), item(MIA, 'waiting'), item(NOOR, { refused: LICENCE })],
};

const CHECKED = [
  { line: 2, written: 'jo@acme.example', user: JO, findings: ['invited_before'] },
  { line: 3, written: 'sam@acme.example', user: SAM, findings: ['no_tasks'] },
  { line: 4, written: 'cleo@acme.example', user: who(5, 'Cleo Park', 'cleo@acme.example'), findings: ['not_standard', { no_api: 'Chatter Free' }] },
  { line: 5, written: 'nobody@acme.example', user: null, findings: ['no_user'] },
  { line: 6, written: 'nonsense', user: null, findings: ['malformed'] },
];
const TEXT = `Welcome to MSI Actions

Hello Sam,

Robin Bakker has invited you to MSI Actions. It shows what Marketo knows about a
lead or contact beside the Salesforce record you are looking at.

Get started (opens ${ORG}):
https://${ORG}/.well-known/openid-configuration#msi=${'eyJ2IjoxLCJvcmciOiJhY21l'.repeat(12)}
`;
/** As src/admin/team/mail/html.rs writes it, with the administrator's own words. */
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Welcome to MSI Actions</title><style>.text { color: #ececf2 }</style></head>
<body class="text" style="margin:0"><div><p class="link">MSI Actions</p><h1 style="margin:0">Welcome, Sam</h1>
<p>From Monday on you have this beside each lead.<br>Questions? Ask me.</p>
<p>Robin Bakker has invited you to MSI Actions. It shows what Marketo knows about a lead or contact beside the Salesforce record you are looking at.</p>
<p>Setting it up takes about three minutes:</p>
<div><p><span class="step">1</span> Connect Salesforce</p><p><span class="step">2</span> Connect your mailbox</p><p><span class="step">3</span> Add your signature</p></div>
<p><a class="button" href="https://acme.my.salesforce.com/.well-known/openid-configuration#msi=x">Get started</a></p>
<p class="soft">Opens acme.my.salesforce.com</p><p class="soft">Robin Bakker</p></div></body></html>`;
const MAIL = { from: 'robin@acme.example', to: 'sam@acme.example', language: 'en', mail: { subject: 'Welcome to MSI Actions', text: TEXT, html: HTML } };

const GROUPS = {
  profiles: [{ id: '00eAc0000000001', name: 'Sales User' }, { id: '00eAc0000000002', name: 'System Administrator' }],
  roles: [{ id: '00EAc0000000001', name: 'Inside Sales EMEA' }],
  managers: [{ id: '005Ac0000000003', name: 'Sam Okafor' }],
};
/** Two thousand people. @param {number} n */
const idOf = (n) => `005Ac${String(n).padStart(10, '0')}`;
const MANY = Array.from({ length: 2000 }, (_, n) => ({ user: idOf(n + 100), invited: n % 3 === 0 }));

/**
 * @param {string} name @param {Record<string, unknown>} answers
 * @returns {import('../studio.js').View}
 */
const team = (name, answers) => ({
  name: `app-team${name}`,
  page: 'app.html',
  hash: '#/team',
  answers: {
    get_outbox: { ok: [] }, get_admin: { ok: ADMIN }, get_team: { ok: PEOPLE }, get_invitations: { ok: NONE },
    get_groups: { ok: GROUPS }, get_everybody: { ok: { people: MANY, more: true } }, check_invitations: { ok: CHECKED }, preview_welcome: { ok: MAIL }, save_pasted: { ok: {} }, ...answers,
  },
});

const NO_MAILBOX = {
  get_invitations: { ok: { ...NONE, mailbox: null, mailbox_fault: { code: 'mailbox.not_connected', whose_move: { sign_in: { provider: 'google' } } }, choices: ['google', 'microsoft'] } },
  get_sign_in: { ok: { open: null, failed: null } },
};

/** @param {import('puppeteer-core').Page} page */
async function pasteAndCheck(page) {
  await page.waitForSelector('[data-list=people] .row');
  await page.type('#team-list', 'sam@acme.example');
  await page.click('.team-add .foot .button');
  await page.waitForSelector('[data-list=check] .row');
}

/** @type {import('../studio.js').View[]} */
export const views = [
  { ...team('', {}), then: async (page) => void (await page.waitForSelector('[data-list=people] .row')) },
  {
    ...team('-selected', {}),
    then: async (page) => {
      await page.waitForSelector('[data-list=people] .row');
      for (const box of (await page.$$('.team .check input')).slice(0, 3)) await box.click();
      await page.waitForSelector('.chosen');
    },
  },
  {
    ...team('-all', {}),
    then: async (page) => {
      await page.waitForSelector('[data-list=people] .row');
      await page.click('.team > .inside .buttons .button');
      await page.waitForSelector('.chosen');
    },
  },
  {
    ...team('-withdraw', {}),
    then: async (page) => {
      await page.waitForSelector('[data-list=people] .row');
      await page.click('.team > .inside .buttons .button');
      await page.waitForSelector('.chosen .button:nth-of-type(2)');
      await page.click('.chosen .button:nth-of-type(2)');
      await page.waitForSelector('dialog[open]');
    },
  },
  { ...team('-without-mail', {}), then: async (page) => {
    await pasteAndCheck(page);
    await page.click('input[name=by-mail]');
    await page.waitForSelector('[role=status].soft');
  } },
  { ...team('-under-way', { get_invitations: { ok: UNDER_WAY } }), then: async (page) => void (await page.waitForSelector('[data-list=invitations] .row')) },
  { ...team('-nobody', { get_team: { ok: { people: [], next: null, beyond: false, missing: null } } }), then: async (page) => void (await page.waitForSelector('.team .empty')) },
  {
    ...team('-no-permission-set', { get_team: { ok: { ...PEOPLE, missing: { code: 'team.no_permission_set', whose_move: 'fix_input' } } } }),
    then: async (page) => void (await page.waitForSelector('[data-fault="team.no_permission_set"]')),
  },
  team('-loading', { get_admin: null }),
  team('-no-right', { get_admin: { ok: { orgs: [{ ...ADMIN.orgs[0], rights: { ...RIGHTS, manage_users: false, assign_permission_sets: false } }] } } }),
  team('-no-org', { get_admin: { ok: { orgs: [] } } }),
  { ...team('-check', {}), then: pasteAndCheck },
  {
    ...team('-mail', {}),
    then: async (page) => {
      await pasteAndCheck(page);
      await page.type('#team-note', 'From Monday on you have this beside each lead. Questions? Ask me.');
      await page.waitForSelector('.letter iframe');
      await page.$eval('#team-note', (field) => field.scrollIntoView());
    },
  },
  { ...team('-no-mailbox', NO_MAILBOX), then: pasteAndCheck },
  { ...team('-signing-in', { ...NO_MAILBOX, get_sign_in: { ok: { open: ['google', Date.parse('2026-11-22T09:30:00Z')], failed: null } } }), then: pasteAndCheck },
  {
    ...team('-sign-in-failed', { ...NO_MAILBOX, get_sign_in: { ok: { open: null, failed: ['google', { code: 'mailbox.sign_in_unfinished', whose_move: { sign_in: { provider: 'google' } } }] } } }),
    then: pasteAndCheck,
  },
];
