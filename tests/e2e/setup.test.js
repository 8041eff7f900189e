// An administrator sets up an org from nothing: the app with wrong settings first, then what the org needs
// besides, deployed from the page, and the policy that comes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { fill, press, pressPrimary } from './harness/page.js';
import { product } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';

const PAGE = `chrome-extension://${EXTENSION_ID}/app.html#/setup`;
const CALLBACK = `https://${EXTENSION_ID}.chromiumapp.org/salesforce`;
const ROBIN = 'robin@acme.example';
const GOOGLE = '700000000001-msiactionsdemo.apps.googleusercontent.com';
const UNKNOWN = '123456789012-setup.apps.googleusercontent.com';
/** Save and try it. */
const TRY = '[data-row="google"] .more > .buttons .primary';

/** @typedef {import('puppeteer-core').Page} Page */

test('an org from nothing', async (t) => {
  const { chromium, control, rep } = await product(t);
  await control.nothing();
  const key = await control.makeApp({ callbacks: [] });
  let page = await chromium.tab(PAGE);

  await t.test('a look-alike address is refused before anything is asked', async () => {
    await fill(page, '#org-address', 'https://acme.my.salesforce.com.evil.example/');
    await fill(page, '#org-key', key);
    await pressPrimary(page);
    await page.waitForSelector('[data-fault="setup.address"]', { visible: true });
    assert.deepEqual(await control.askedByExtension(), []);
  });

  await t.test('without the callback URL the page names that setting', async () => {
    await fill(page, '#org-address', 'https://acme.lightning.force.com/lightning/setup/SetupOneHome/home');
    await pressPrimary(page);
    await refused(page, 'salesforce.callback_unknown');
  });

  await t.test('with a secret required it names that one; what was typed is still there', async () => {
    await control.changeApp(key, { callbacks: [CALLBACK], secretForWebServer: true });
    await pressPrimary(page);
    const login = await rep.salesforceLogin();
    await rep.logIn(login, ROBIN);
    await rep.allow(login);
    await refused(page, 'salesforce.secret_wanted');
    assert.equal(await page.$eval('#org-key', (field) => /** @type {HTMLInputElement} */ (field).value), key);
  });

  await t.test('with the right settings the org is looked at', async () => {
    await control.changeApp(key, { secretForWebServer: false });
    await pressPrimary(page);
    // The administrator is signed in and has allowed the app: nothing more is asked.
    await page.waitForSelector('[data-row="permission"][data-state="to_do"]');
    assert.ok(await page.$('[data-row="app"][data-state="done"]'));
  });

  await t.test('a deploy goes on while the page is closed, and the org has the permission set', async () => {
    await control.settings({ metadataDeploySeconds: 600 });
    await press(page, '[data-row="permission"] .more .button');
    await page.waitForSelector('[data-row="permission"] [data-deploy="running"]');
    await page.close();
    await control.pass(600_000);
    page = await chromium.tab(PAGE);
    await page.waitForSelector('[data-row="permission"][data-state="done"]');
    const [set] = await control.query("SELECT PermissionsApiEnabled FROM PermissionSet WHERE Name = 'MSI_Actions'");
    assert.equal(set.PermissionsApiEnabled, true);
    await control.settings({ metadataDeploySeconds: 0 });
  });

  await t.test('the optional field is deployed too, and the permission set keeps it', async () => {
    await press(page, '[data-row="fields"] .more .button');
    await page.waitForSelector('[data-row="fields"][data-state="done"]');
    const fields = await control.settingsNow();
    assert.deepEqual(fields.hiddenFields.filter((/** @type {string} */ name) => name.includes('MSI_Actions_Id__c')), []);
    const objects = ['Campaign', 'Member', 'Step', 'Step_Run', 'Watch'].map((name) => `MSI_Actions_${name}__c`);
    assert.deepEqual(new Set(fields.customObjects), new Set(objects));
  });

  await t.test('what cannot be read is confirmed, by whom and when', async () => {
    await press(page, '[data-row="approved"] .more .button');
    const row = await page.waitForSelector('[data-row="approved"][data-state="confirmed"]');
    assert.match(await row?.evaluate((row) => row.textContent ?? '') ?? '', /robin@acme\.example/);
  });

  await t.test('what the org says of the app takes the place of anybody’s word', async () => {
    await control.changeApp(key, { permissionSets: ['MSI_Actions'] });
    await press(page, '[data-section="checklist"] footer .button');
    const row = await page.waitForSelector('[data-row="approved"][data-state="done"]');
    assert.equal(await row?.$('.buttons'), null, 'nothing left to confirm');
  });

  await t.test('a client that Google does not know is not done: the page says so once the window is closed', async () => {
    await control.settings({ googleErrorPagesStay: true });
    await fill(page, '#google-client', UNKNOWN);
    await press(page, TRY);
    const window = await rep.googleSignIn();
    await window.waitForSelector('::-p-text(invalid_client)', { visible: true });
    await page.waitForSelector('[data-row="google"][data-state="trying"] [data-sign-in="open"]', { visible: true });
    await window.close();
    await page.waitForSelector('[data-row="google"][data-state="fails"] [data-fault="setup.google_unknown"]', { visible: true });
    await control.settings({ googleErrorPagesStay: false });
    await press(page, TRY);
    await page.waitForSelector('[data-row="google"][data-state="trying"]');
    await page.waitForSelector('[data-row="google"][data-state="fails"]');
  });

  await t.test('one by which somebody signs in is, and its id goes into the policy', async () => {
    await fill(page, '#google-client', GOOGLE);
    await press(page, TRY);
    const window = await rep.googleSignIn();
    await fill(window, '#identifierId', ROBIN);
    await press(window, '#identifierNext button');
    await fill(window, 'input[name=Passwd]', JO.password);
    await press(window, '#passwordNext button');
    await press(window, 'button[value=continue]');
    await page.waitForSelector('[data-row="google"][data-state="done"]');
    const policy = await until('the policy', () => page.$eval('.policy', (pre) => pre.textContent));
    for (const part of [GOOGLE, key, 'acme.my.salesforce.com', EXTENSION_ID]) assert.ok(policy.includes(part), part);
  });

  await t.test('every setting has its meaning beside it, and what is chosen comes into the policy', async () => {
    await press(page, '[data-part=choices] > summary');
    const meanings = await page.$$eval('[data-part=choices] [data-row]', (rows) => rows.map((row) => row.querySelector('.soft')?.textContent ?? ''));
    assert.ok(meanings.length > 20 && meanings.every((meaning) => meaning.length > 10), meanings.join());
    await page.select('[data-row=optOut] select', 'confirm');
    const policy = () => page.$eval('[data-section=policy] .policy', (pre) => pre.textContent ?? '');
    await until('the setting in the policy', async () => (await policy()).includes('"optOut"="confirm"'));
    assert.ok((await policy()).includes(String.raw`"required"="[\"orgs\",\"optOut\"]"`), await policy());
    await fill(page, '[data-row=undoSeconds] input', '99');
    await page.keyboard.press('Tab');
    await page.waitForSelector('[data-row=undoSeconds] [data-fault="setup.setting"]', { visible: true });
  });

  await t.test('the icon is pinned beside what the company has, or the page says what is wrong with that', async () => {
    await press(page, '[data-part=pin] > summary');
    await fill(page, '#pin-pasted', '{ "*": { "installation_mode": "blocked" } }');
    const merged = JSON.parse(await page.$eval('[data-part=merged]', (pre) => pre.textContent ?? ''));
    assert.deepEqual(merged['*'], { installation_mode: 'blocked' });
    assert.equal(merged[EXTENSION_ID].toolbar_pin, 'force_pinned');
    await fill(page, '#pin-pasted', '{ "*": { blocked } }');
    const refused = await page.waitForSelector('[data-part=refused]', { visible: true });
    assert.match(await refused?.evaluate((part) => part.textContent ?? '') ?? '', /\b1\b.*\b10\b/);
  });

  await t.test('and, deployed again, into the org’s own record, which alone offers Gmail', async () => {
    const soql = 'SELECT Consumer_Key__c, Google_Client_Id__c FROM MSI_Actions_App__mdt';
    assert.deepEqual(await control.query(soql), [{ Consumer_Key__c: key, Google_Client_Id__c: null }]);
    await page.waitForSelector('[data-row="record"][data-state="differs"]');
    await press(page, '[data-row="record"] .more .button');
    await page.waitForSelector('[data-row="record"][data-state="done"]');
    assert.deepEqual(await control.query(soql), [{ Consumer_Key__c: key, Google_Client_Id__c: GOOGLE }]);
  });

  await t.test('Connect Gmail by a client that Google does not know ends where it was begun, on Team', async () => {
    await control.settings({ googleErrorPagesStay: true });
    await press(page, '[data-row="google"] summary');
    await fill(page, '#google-client', UNKNOWN);
    await press(page, '[data-row="google"] .more > .buttons .button:not(.primary)');
    await page.waitForSelector('[data-row="record"][data-state="differs"]');
    await press(page, '[data-row="record"] .more .button');
    await page.waitForSelector('[data-row="record"][data-state="done"]');
    await page.goto(PAGE.replace('setup', 'team'));
    await page.waitForSelector('[data-list=people] .row');
    await fill(page, '#team-list', 'noor@acme.example');
    await press(page, '.team-add .foot .button');
    await press(page, '.notice .buttons .button');
    const window = await rep.googleSignIn();
    await window.waitForSelector('::-p-text(invalid_client)', { visible: true });
    await page.waitForSelector('[data-sign-in="open"]', { visible: true });
    await window.close();
    await page.waitForSelector('[data-sign-in="failed"] [data-fault="mailbox.sign_in_unfinished"] [data-reader="admin"]', { visible: true });
    await press(page, '[data-sign-in="failed"] .buttons .button');
    await page.waitForSelector('[data-sign-in="open"]', { visible: true });
    await press(page, '[data-sign-in="open"] .buttons .quiet');
    await page.waitForFunction(() => !document.querySelector('[data-sign-in="open"]'));
  });
});

/** The page says why, and which setting, as to whoever can change it. @param {Page} page @param {string} code */
async function refused(page, code) {
  await page.waitForSelector(`[data-fault="${code}"]`, { visible: true });
  assert.ok(await page.$(`[data-fault="${code}"] [data-reader="admin"]`), 'the setting to change');
}
