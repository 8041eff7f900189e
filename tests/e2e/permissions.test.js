// What the rarer permissions are for; docs/permissions.md names the test of each.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXTENSION_ID, ROOT } from './harness/browser.js';
import { frameAt, press, pressButton, says } from './harness/page.js';
import { product } from './harness/product.js';
import { LIGHTNING } from './harness/rep.js';
import { until } from './harness/wait.js';

test('docs/permissions.md explains each permission and host of the manifest, and no other', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'manifest.json'), 'utf8'));
  const page = readFileSync(join(ROOT, 'docs/permissions.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(explained, [...manifest.permissions, ...manifest.optional_permissions, ...manifest.host_permissions]);
});

test('scripting: a Salesforce tab from before the install has the panel, without a reload', async (t) => {
  const { rep, chromium, control } = await product(t, { extension: null });
  const page = await chromium.tab(`${LIGHTNING}/lightning/page/home`);
  await rep.logIn(page);
  await page.waitForSelector('#auraLoadingBox.loadingHide');
  const lead = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await chromium.install();
  await rep.setUp();
  await rep.panel(lead, 'Analytical Engines');
});

test('unlimitedStorage: the journal has all the room there is', async (t) => {
  const folder = copyOfExtension(t);
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.permissions = manifest.permissions.filter((/** @type {string} */ name) => name !== 'unlimitedStorage');
  writeFileSync(file, JSON.stringify(manifest));
  const [with_, without] = [await quota(t, {}), await quota(t, { extension: folder })];
  assert.ok(with_ > without, `${with_} bytes with it, ${without} without`);
});

test('oauth2.googleapis.com: signing out ends the access at the provider, and the panel goes', async (t) => {
  const { rep, chromium, control, text } = await product(t);
  await rep.setUp();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await frameAt(page, '/panel.html');
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`);
  for (const provider of ['google', 'salesforce']) {
    const name = text(`provider_${provider}`);
    await pressButton(app, text('profile_sign_out_of', name));
    await press(app, 'dialog[open] button.danger, dialog[open] button[data-key="primary"]');
    await until(`${name} to be signed out`, async () => (await control.log()).some((entry) =>
      entry.method === 'POST' && entry.path.endsWith('/revoke') && entry.status === 200
      && entry.host === (provider === 'google' ? 'oauth2.googleapis.com' : 'acme.my.salesforce.com')));
  }
  for (const provider of /** @type {const} */ (['google', 'salesforce'])) assert.deepEqual(await control.tokens(provider), [], `no live token of ${provider}`);
  await until('the panel to go', () => page.evaluate(() => !document.querySelector('msi-actions-panel')));
  await says(app, text('profile_connect', text('provider_salesforce')));
});

/** @param {import('node:test').TestContext} t */
function copyOfExtension(t) {
  const folder = mkdtempSync(join(tmpdir(), 'msi-actions-extension-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, 'dist/unpacked'), folder, { recursive: true });
  return folder;
}

/** @param {import('node:test').TestContext} t @param {{ extension?: string }} options */
async function quota(t, options) {
  const { chromium } = await product(t, options);
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/help`);
  return app.evaluate(async () => (await navigator.storage.estimate()).quota ?? 0);
}
