// A rep of production and its sandbox, where records and users have the same ids: what each panel shows and
// writes is its own org's, as its own user, and one org's fault is no fault of the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCall, writeTask } from './harness/actions.js';
import { press, pressButton, pressPrimary, says } from './harness/page.js';
import { idOf, panelOf, RECORDS } from './harness/places.js';
import { NO_UNDO, product } from './harness/product.js';
import { JO, LIGHTNING, SANDBOX } from './harness/rep.js';
import { until } from './harness/wait.js';

/** @typedef {import('./harness/product.js').Product} Product */

const PRODUCTION = { username: JO.address, host: 'acme.my.salesforce.com', lightning: LIGHTNING };
const ORGS = [PRODUCTION, SANDBOX];

test('production and its sandbox, side by side', async (t) => {
  const it = await product(t, { policy: NO_UNDO });
  const { rep, chromium, control, text } = it;
  await rep.setUp();
  await openInvitation(it);
  const activate = await rep.popupShowing(text('activate_title'));
  await says(activate, SANDBOX.host);
  await pressPrimary(activate);
  await rep.signInToSalesforce(SANDBOX);
  await pressPrimary(await rep.popupShowing(text('finish_title')));
  await pressButton(await rep.popupShowing(text('launch_title')), text('launch_app'));

  await t.test('the popup’s home lists both, and which is the sandbox', async () => {
    const home = await rep.popupShowing(text('home_orgs'));
    const rows = await home.$$eval('[data-part="orgs"] li', (rows) => rows.map((row) => [row.dataset.org, row.innerText]));
    assert.deepEqual(rows.map(([org]) => org), [PRODUCTION.host, SANDBOX.host]);
    assert.deepEqual(rows.map(([, words]) => words?.includes(text('org_sandbox'))), [false, true]);
    assert.equal(await home.$('[data-fault]'), null);
  });

  const pages = [await openAda(it, PRODUCTION), await openAda(it, SANDBOX)];
  const panels = [];
  for (const page of pages) {
    // A panel in the background asks the org nothing.
    await page.bringToFront();
    panels.push(await panelOf(page, RECORDS.lead));
  }
  const [production, sandbox] = /** @type {[import('puppeteer-core').Frame, import('puppeteer-core').Frame]} */ (panels);

  await t.test('each panel shows its own org’s record, user and name', async () => {
    const shown = await Promise.all([production, sandbox].map((panel) => panel.evaluate(() => ({
      acting: document.querySelector('.acting')?.getAttribute('title'),
      sandbox: document.querySelector('.acting .badge')?.textContent,
      line: document.querySelector('.line')?.textContent,
    }))));
    const acting = text('panel_acting_as', 'Jo Devries');
    assert.deepEqual(shown, [
      { acting: `${acting} · ${PRODUCTION.host}`, line: 'CTO · Analytical Engines' },
      { acting: `${acting} · ${SANDBOX.host}`, sandbox: text('panel_sandbox'), line: 'CTO (UAT) · Analytical Engines' },
    ]);
  });

  await t.test('what is written in each goes to its org, as its user, and not to the other', async () => {
    const from = await lastRequest(it);
    await pages[0]?.bringToFront();
    await writeTask(it, production, { subject: 'Task of production' });
    await rep.send(production);
    await pages[1]?.bringToFront();
    await writeCall(it, sandbox, { subject: 'Call of the sandbox' });
    await rep.send(sandbox);
    await isOnlyIn(it, PRODUCTION, 'Task of production');
    await isOnlyIn(it, SANDBOX, 'Call of the sandbox');

    await writeTask(it, sandbox, { subject: 'Task of the sandbox' });
    await rep.send(sandbox);
    await pages[0]?.bringToFront();
    await writeCall(it, production, { subject: 'Call of production' });
    await rep.send(production);
    await isOnlyIn(it, SANDBOX, 'Task of the sandbox');
    await isOnlyIn(it, PRODUCTION, 'Call of production');

    const asked = (await control.askedByExtension(from)).filter(({ path }) => path.startsWith('/services/data'));
    const writers = asked.filter(({ writes }) => writes).map(({ host, account }) => `${account} at ${host}`).sort();
    const each = ORGS.map(({ username, host }) => `${username} at ${host}`);
    assert.deepEqual(writers, each.flatMap((writer) => [writer, writer]).sort());
    for (const { host, account } of asked) assert.ok(each.includes(`${account} at ${host}`), `${account} asked ${host}`);
  });

  await t.test('where the sandbox’s session is revoked, production works on and the home has the sign-in for the sandbox', async () => {
    await control.sandbox().revokeTokens(SANDBOX.username, 'salesforce');
    await pages[1]?.bringToFront();
    await pressButton(sandbox, text('panel_refresh'));
    await sandbox.waitForSelector('[data-fault="salesforce.session_over"]', { visible: true });
    await pages[0]?.bringToFront();
    await writeTask(it, production, { subject: 'Task of production, alone' });
    await rep.send(production);
    await isOnlyIn(it, PRODUCTION, 'Task of production, alone');

    const home = await rep.popupShowing(text('fault_salesforce_session_over_title'));
    const faults = await home.$$eval('[data-fault]', (faults) => faults.map((fault) =>
      /** @type {HTMLElement | null} */ (fault.closest('li[data-org]'))?.dataset.org));
    assert.deepEqual(faults, [SANDBOX.host], 'one fault, in the sandbox’s row');
    const from = await lastRequest(it);
    await press(home, `li[data-org="${SANDBOX.host}"] ::-p-aria([name="${text('move_sign_in', text('provider_salesforce'))}"][role="button"])`);
    // The focus that goes elsewhere closes the popup; the driver's does not, and the panel's menu would not get it.
    await rep.salesforceLogin(SANDBOX.host);
    await home.close();
    await rep.signInToSalesforce(SANDBOX);
    const again = await until('the popup to come back', () => chromium.openPopup());
    await says(again, text('home_orgs'));
    await until('the home without a fault', async () => await again.$('[data-fault]') === null);
    await again.close();
    const tokens = (await control.askedByExtension(from)).filter(({ path }) => path === '/services/oauth2/token');
    assert.deepEqual(tokens.map(({ host }) => host), [SANDBOX.host]);

    await pages[1]?.bringToFront();
    await until('the sandbox’s panel without the fault', async () => await sandbox.$('[data-fault]') === null);
    await writeTask(it, sandbox, { subject: 'Task of the sandbox, again' });
    await rep.send(sandbox);
    await isOnlyIn(it, SANDBOX, 'Task of the sandbox, again');
  });

  await t.test('the console was quiet', () => assert.deepEqual(chromium.complaints, []));
});

test('a second invitation that is declined leaves everything as it was', async (t) => {
  const it = await product(t, { policy: NO_UNDO });
  const { rep, chromium, control, text } = it;
  await rep.setUp();
  await pressButton(await rep.popupShowing(text('launch_title')), text('launch_app'));
  await rep.popupShowing(text('home_open_panel'));
  const before = await keptSetUp(it);
  const from = await lastRequest(it);
  await openInvitation(it);
  const activate = await rep.popupShowing(text('activate_title'));
  await says(activate, SANDBOX.host);
  assert.notDeepEqual(await keptSetUp(it), before, 'the proposal is kept');
  await pressButton(activate, text('activate_decline'));
  const home = await rep.popupShowing(text('home_open_panel'));
  await says(home, PRODUCTION.host);
  assert.equal(await home.$('[data-part="orgs"]'), null, 'a rep of one org');
  assert.equal(await home.$('[data-fault]'), null);
  assert.deepEqual(await keptSetUp(it), before);

  const panel = await panelOf(await openAda(it, PRODUCTION), RECORDS.lead);
  await writeTask(it, panel, { subject: 'Task after declining' });
  await rep.send(panel);
  await isOnlyIn(it, PRODUCTION, 'Task after declining');
  const asked = await control.askedByExtension(from);
  assert.deepEqual(asked.filter(({ host }) => host !== PRODUCTION.host), []);
  assert.deepEqual(chromium.complaints, []);
});

/** Follows the link of the sandbox's welcome mail, and says that it is to be used. @param {Product} it */
async function openInvitation({ chromium, control, rep }) {
  await chromium.tab(await control.sandbox().invitation(SANDBOX.email));
  await rep.useOfferedInvitation();
}

/** The same lead in either org; the id is the same. @param {Product} it @param {{ lightning: string }} org */
async function openAda({ chromium, control }, { lightning }) {
  const ids = await Promise.all([control, control.sandbox()].map((org) => idOf(org, RECORDS.lead)));
  assert.equal(ids[0], ids[1]);
  const page = await chromium.tab(`${lightning}/lightning/r/Lead/${ids[0]}/view`);
  await until('the lead in view', async () => (await page.title()).includes(RECORDS.lead.name));
  return page;
}

/** A task or call is there once, as Jo's on the lead, and the other org knows nothing of it.
 * @param {Product} it @param {{ host: string }} org @param {string} subject */
async function isOnlyIn({ control }, { host }, subject) {
  const [own, other] = host === SANDBOX.host ? [control.sandbox(), control] : [control, control.sandbox()];
  const soql = `SELECT WhoId, Owner.Name, CreatedBy.Username FROM Task WHERE Subject = '${subject}'`;
  const rows = await until(`${subject} at ${host}`, async () => {
    const rows = await own.query(soql);
    return rows.length > 0 ? rows : undefined;
  });
  const username = host === SANDBOX.host ? SANDBOX.username : PRODUCTION.username;
  assert.deepEqual(rows, [{ WhoId: await idOf(own, RECORDS.lead), Owner: { Name: 'Jo Devries' }, CreatedBy: { Username: username } }]);
  assert.deepEqual(await other.query(soql), []);
}

/** The set-up as it is kept. @param {Product} it */
async function keptSetUp({ chromium }) {
  const worker = await chromium.worker();
  return worker.evaluate(() => chrome.storage.local.get('onboarding.wizard'));
}

/** @param {Product} it @returns {Promise<number>} */
async function lastRequest({ control }) {
  return (await control.log()).at(-1).n;
}
