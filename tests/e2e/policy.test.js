// Managed policy, by the files that an administrator deploys: before and after the installation, changed
// while people work, malformed, removed, and with the extension installed by force.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CHROMIUM, EXTENSION_ID, ROOT } from './harness/browser.js';
import { writeCampaign } from './harness/actions.js';
import { press, pressButton, pressPrimary, says } from './harness/page.js';
import { PolicyFolder } from './harness/policy.js';
import { product, sharedProduct } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';
import { idOf } from '../tools/stores.js';

const ADA = 'ada@analytical.example';
const GRACE = 'grace@navysystems.example';
/** Chromium is told to read its policy files; a busy machine takes its time. */
const RELOAD = 20_000;

describe('a policy', () => {
  const policies = new PolicyFolder();
  after(() => policies.end());
  policies.set(EXTENSION_ID, { welcome: 'open', undoSeconds: 10 });
  const shared = sharedProduct('a policy', { program: policies.program });
  /** The id of a sales campaign whose emails leave at any hour. */
  let campaign = '';
  /** From now on this is the policy, or none. @param {object} [policy] */
  const change = async (policy) => {
    if (policy) policies.set(EXTENSION_ID, policy);
    else policies.remove();
    await policies.readBy(shared().chromium);
  };

  test('that is there before the installation holds, though Chrome first says that there is none', async () => {
    const it = shared();
    const popup = await it.chromium.popup();
    await popup.waitForSelector('[data-screen="Checking"], [data-screen="NotInvited"]');
    await welcomePage(it, EXTENSION_ID);
    const app = await diagnostics(it, EXTENSION_ID);
    assert.equal(await state(app, 'undoSeconds'), 'set');
    assert.equal(await state(app, 'off'), 'not_set');
    await app.close();
  });

  test('that switches everything off does so at once, and keeps what waits', async () => {
    const it = shared();
    const { chromium, control, rep, text } = it;
    await control.objects();
    ({ Id: campaign } = await control.campaign(JO.address));
    await control.update('MSI_Actions_Campaign__c', campaign, { Rules__c: JSON.stringify({ working_days: false, from: 0, until: 1440 }) });
    await rep.setUp();
    const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
    const panel = await rep.panel(page, 'Ada Lovelace');
    await rep.writeMail(panel, 'Held', 'Shall we talk');
    await rep.send(panel);
    await says(panel, text('outbox_undo'));
    await change({ off: true, contact: 'Robin of IT' });
    await until('the panel to be gone', async () => !(await page.$('msi-actions-panel')), RELOAD);
    const popup = await rep.popupShowing(text('fault_policy_off_title'));
    const words = await popup.evaluate(() => document.body.innerText);
    assert.ok(words.includes(text('policy_off_held_one', '1')), words);
    assert.ok(words.includes(text('policy_contact', 'Robin of IT')), words);
    const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`);
    await says(app, text('fault_policy_off_title'));
    await app.close();
    assert.deepEqual(await held(it), [], 'nothing is sent');
  });

  test('that is removed leaves everything as it was: nobody is signed out, the mail goes', async () => {
    const it = shared();
    await change();
    const popup = await it.chromium.popup();
    await popup.waitForFunction(() => !document.querySelector('[data-screen="Off"]'), { timeout: RELOAD });
    assert.equal(await popup.$('[data-fault]'), null);
    const page = await it.chromium.pageAt((url) => url.hostname === 'acme.lightning.force.com', 'the record');
    await page.bringToFront();
    await it.rep.panel(page, 'Ada Lovelace');
    await until('the mail', async () => (await held(it)).length === 1, 40_000);
    const app = await diagnostics(it, EXTENSION_ID);
    await app.click('[data-card="work"] .history > summary');
    const steps = await app.$eval('.history[open] ol', (own) => /** @type {HTMLElement} */ (own).innerText);
    for (const step of ['history_queued', 'history_parked', 'history_sent']) assert.ok(steps.includes(it.text(step)), steps);
    const report = await app.$eval('[data-card="report"] pre', (own) => own.textContent ?? '');
    assert.match(report, /send_email, org 1: /);
    assert.doesNotMatch(report, /Held|Ada|@|salesforce\.com/);
    await app.close();
  });

  test('that cannot be read is as strict as it can be, and popup, Set-up and Diagnostics say so', async () => {
    const it = shared();
    await change({
      undoSeconds: 900, mailClients: ['Outlook'], actionsOff: ['log_call', 'sendEmail'], dailySendLimit: 0,
      sessionOnly: 'true', sandboxes: 'no', required: ['sessionOnly'],
    });
    const app = await diagnostics(it, EXTENSION_ID);
    await app.waitForSelector('[data-row="undoSeconds"][data-state="ignored"]', { timeout: RELOAD });
    for (const strict of ['mailClients', 'actionsOff', 'dailySendLimit', 'sessionOnly']) {
      assert.equal(await state(app, strict), 'strictest', strict);
    }
    // Chromium drops a value of another type: what is not required is then as if nobody had set it.
    assert.equal(await state(app, 'sandboxes'), 'not_set');
    const words = await app.$eval('[data-row="actionsOff"]', (row) => /** @type {HTMLElement} */ (row).innerText);
    assert.ok(words.includes(it.text('diagnostics_at', '[2]', it.text('policy_problem_not_offered'))), words);
    assert.ok(words.includes(it.text('policy_mistake_holds', '["send_email","log_call","add_task","add_to_campaign"]')), words);
    /** @param {import('puppeteer-core').Page} page */
    const told = async (page) => {
      await page.waitForSelector('[data-mistake]');
      return page.$$eval('[data-mistake]', (all) => all.map((own) => own.getAttribute('data-mistake')));
    };
    const mistakes = ['mailClients', 'sessionOnly', 'actionsOff', 'dailySendLimit'];
    await app.goto(`chrome-extension://${EXTENSION_ID}/app.html#/setup`);
    assert.deepEqual(await told(app), mistakes);
    await app.close();
    assert.deepEqual(await told(await it.chromium.popup()), mistakes);
    const page = await it.chromium.pageAt((url) => url.hostname === 'acme.lightning.force.com', 'the record');
    await page.bringToFront();
    const panel = await it.rep.panel(page, 'Ada Lovelace');
    const acts = ['action_send_email', 'action_log_call', 'action_add_task'].map((name) => it.text(name));
    await panel.waitForFunction((words) => !words.some((word) => document.body.innerText.includes(word)), {}, acts);
  });

  test('that lists other orgs leaves this one out, everywhere, and signs nobody out', async () => {
    const it = shared();
    const { chromium, control, text } = it;
    await change({ orgs: [{ host: 'globex.my.salesforce.com', consumerKey: '3MVG9.Globex_0123456789' }] });
    const page = await chromium.pageAt((url) => url.hostname === 'acme.lightning.force.com', 'the record');
    await page.bringToFront();
    await until('the panel to be gone', async () => !(await page.$('msi-actions-panel')), RELOAD);
    const before = (await control.log()).length;
    const popup = await chromium.popup();
    await popup.waitForFunction(() => document.body.innerText.includes('globex.my.salesforce.com'));
    const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`);
    await says(app, text('fault_policy_other_org_title'));
    await app.close();
    const asked = (await control.log()).slice(before).filter(({ path }) => path.startsWith('/services/'));
    assert.deepEqual(asked, [], 'the org is asked nothing');
    await change();
    await until('the panel to be back', async () => Boolean(await page.$('msi-actions-panel')), RELOAD);
  });

  // The last: it ends the worker, which the tests before it ask by name.
  test('that wants replies lets the rep have them looked for: a reply, an absence and a bounce are shown, the reply is logged', async () => {
    const it = shared();
    const { chromium, control, rep, text } = it;
    await change({ replies: true, undoSeconds: 0 });
    const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`);
    await says(app, text('replies_reads'), RELOAD);
    await pressButton(app, text('replies_start'));
    await press(await rep.googleSignIn(), 'button[value=continue]');
    await says(app, text('replies_on_new'), 30_000);
    const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
    const panel = await rep.panel(page, 'Ada Lovelace');
    await rep.writeMail(panel, 'Answered', 'Shall we talk');
    await rep.send(panel);
    const sent = await until('the mail', async () => (await control.mail(ADA)).find(({ subject }) => subject === 'Answered'), 40_000);
    const looked = () => app.evaluate(async () => {
      const { chrome } = /** @type {any} */ (globalThis);
      return (await chrome.storage.local.get('replies.watch'))['replies.watch']?.includes('"place":{');
    });
    await until('the first look to be kept', looked, 30_000);
    const status = 'Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: text/plain\n\nNot found\n--x\n'
      + `Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ${ADA}\nAction: failed\nStatus: 5.1.1\n--x--\n`;
    for (const [from, subject, rest] of [
      ['Ada Lovelace <ada@analytical.example>', 'Re: Answered', '\nYes, on Thursday.'],
      ['Ada Lovelace <ada@analytical.example>', 'Automatic reply: Answered', 'Auto-Submitted: auto-replied\n\nI am out of office.'],
      ['Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Failure)', status],
    ]) {
      const raw = `From: ${from}\nTo: jo@acme.example\nSubject: ${subject}\nMessage-ID: <${subject.length}@x.example>\nIn-Reply-To: ${sent.messageId}\n${rest}`;
      await control.deliver('jo@acme.example', raw);
    }
    // As if the last look were ten minutes ago: the next life of the worker looks again.
    await app.evaluate(async () => {
      const { chrome } = /** @type {any} */ (globalThis);
      const kept = await chrome.storage.local.get('replies.watch');
      const earlier = kept['replies.watch'].replace(/"looked":(\d+)/, (/** @type {string} */ _, /** @type {string} */ at) => `"looked":${Number(at) - 600_000}`);
      await chrome.storage.local.set({ 'replies.watch': earlier });
    });
    await chromium.stopWorker();
    await app.reload();
    for (const key of ['came_back_reply', 'came_back_away', 'came_back_bounce']) await says(panel, text(key, 'Ada Lovelace'), 30_000);
    await until('the reply to be logged, once', async () =>
      (await control.query("SELECT Id FROM Task WHERE Subject = 'Reply: Re: Answered'")).length === 1, 30_000);
    await app.close();
  });

  test('with replies, the first email of a sales campaign leaves by itself, and its step says so', async () => {
    const it = shared();
    const { control, rep } = it;
    const page = await rep.openRecord(control, 'Contact', 'Grace Hopper');
    const panel = await rep.panel(page, 'Grace Hopper');
    await writeCampaign(it, panel, campaign);
    await pressPrimary(panel);
    await until('the mail', async () => (await control.mail(GRACE)).find(({ subject }) => subject === 'Welcome, Grace'), 40_000);
    const run = await until('its log', async () =>
      (await control.query('SELECT Outcome__c, Activity__c FROM MSI_Actions_Step_Run__c WHERE Activity__c != null'))[0], 40_000);
    const log = await control.query(`SELECT Subject FROM EmailMessage WHERE Id = '${run.Activity__c}'`);
    assert.deepEqual([run.Outcome__c, log[0]?.Subject], ['mail', 'Welcome, Grace']);
  });
});

test('installed by force, the extension welcomes as the policy says', async (t) => {
  const packed = pack(t);
  const server = createServer((request, response) => {
    response.end(request.url?.startsWith('/update.xml') ? packed.update(`http://${request.headers.host}`) : packed.crx);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const policies = new PolicyFolder();
  t.after(() => policies.end());
  // As Set-up writes it for Linux, beside the file of a company that lets nobody install anything.
  policies.set(packed.id, { welcome: 'open', contact: 'Robin of IT' }, {
    ExtensionInstallForcelist: [`${packed.id};http://127.0.0.1:${port}/update.xml`],
  });
  const company = {
    DeveloperToolsAvailability: 1,
    ExtensionSettings: { '*': { installation_mode: 'blocked', blocked_install_message: 'Ask IT' } },
  };
  policies.beside('company.json', company);
  const it = await product(t, { program: policies.program, forced: true, extension: null });
  await welcomePage(it, packed.id);
  const list = await it.chromium.tab('chrome://policy');
  const told = await until('the browser to list its policies', () => list.evaluate(policiesShown));
  for (const name of ['ExtensionSettings', 'ExtensionInstallForcelist']) {
    const row = told.find((row) => row.name === name);
    assert.ok(row, name);
    assert.doesNotMatch(row.words, /conflict/i, name);
  }
  assert.match(told.find((row) => row.name === 'ExtensionSettings')?.words ?? '', /Ask IT/, 'the company’s own holds');
  const app = await diagnostics(it, packed.id);
  await app.waitForSelector('[data-row="contact"][data-state="set"]');
  const pinned = () => app.evaluate(async () => (await chrome.action.getUserSettings()).isOnToolbar);
  assert.equal(await pinned(), false);
  // The company's own with our entry, as Set-up gives it back.
  policies.beside('company.json', {
    ...company,
    ExtensionSettings: {
      ...company.ExtensionSettings,
      [packed.id]: { installation_mode: 'force_installed', update_url: `http://127.0.0.1:${port}/update.xml`, toolbar_pin: 'force_pinned' },
    },
  });
  await policies.readBy(it.chromium);
  await until('the icon to be pinned', pinned, RELOAD);
});

/** What chrome://policy shows of each policy; nothing while it is not there yet. */
function policiesShown() {
  /** @param {Document | ShadowRoot} root @returns {Element[]} */
  const deep = (root) => [...root.querySelectorAll('*')].flatMap((own) => [own, ...(own.shadowRoot ? deep(own.shadowRoot) : [])]);
  const rows = deep(document).filter((own) => own.localName === 'policy-row' && own.shadowRoot).map((row) => {
    // The words of Chromium's own styles are not shown.
    const words = deep(/** @type {ShadowRoot} */ (row.shadowRoot)).filter((own) => own.localName !== 'style').map((own) => (own.children.length === 0 ? own.textContent : '')).join(' ');
    return { name: /** @type {any} */ (row).policy?.name ?? words.trim().split(/\s+/)[0], words };
  });
  return rows.some((row) => row.name === 'ExtensionSettings') ? rows : undefined;
}

/** @typedef {import('./harness/product.js').Product} Product */

/** @param {Product} it @param {string} id */
function welcomePage(it, id) {
  return it.chromium.pageAt((url) => url.host === id && url.hash === '#/welcome', 'the welcome page');
}

/** @param {Product} it @param {string} id */
async function diagnostics(it, id) {
  const app = await it.chromium.tab(`chrome-extension://${id}/app.html#/diagnostics`);
  await app.waitForSelector('[data-row="off"]');
  return app;
}

/** @param {import('puppeteer-core').Page} app @param {string} setting */
function state(app, setting) {
  return app.$eval(`[data-row="${setting}"]`, (row) => row.getAttribute('data-state'));
}

/** @param {Product} it */
async function held(it) {
  return (await it.control.mail(ADA)).filter(({ subject }) => subject === 'Held');
}

/** The extension as a store gives it out, under a key of this test. @param {import('node:test').TestContext} t */
function pack(t) {
  const folder = mkdtempSync(join(tmpdir(), 'msi-actions-crx-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const unpacked = join(folder, 'unpacked');
  cpSync(join(ROOT, 'dist/unpacked'), unpacked, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8'));
  delete manifest.key;
  writeFileSync(join(unpacked, 'manifest.json'), JSON.stringify(manifest));
  execFileSync(String(CHROMIUM), ['--headless=new', '--no-sandbox', `--user-data-dir=${join(folder, 'profile')}`,
    `--pack-extension=${unpacked}`, `--pack-extension-key=${join(folder, 'key.pem')}`], { stdio: 'ignore' });
  const id = idOf(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  /** @param {string} base */
  const update = (base) => `<?xml version='1.0' encoding='UTF-8'?>
<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>
  <app appid='${id}'><updatecheck codebase='${base}/extension.crx' version='${manifest.version}' /></app>
</gupdate>`;
  return { id, crx: readFileSync(`${unpacked}.crx`), update };
}
