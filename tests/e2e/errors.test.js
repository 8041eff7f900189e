// What goes wrong in a real company: the demo org answers as the provider does, and the rep reads what
// happened, whose move it is, and has the button for it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { press, pressPrimary } from './harness/page.js';
import { product, sharedProduct } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';

/** @typedef {import('./harness/product.js').Product} Product */

describe('before the set-up is done', () => {
  const shared = sharedProduct('errors of the set-up');

  test('the sign-in window is closed', async () => {
    const it = shared();
    await it.rep.getStarted(await it.rep.openWelcomeMail());
    await pressPrimary(await it.rep.popupAtActivation());
    await (await it.rep.salesforceLogin()).close();
    await popupShows(it, 'salesforce.sign_in_not_finished');
  });

  for (const [app, code] of [
    ['blocked', 'salesforce.app_blocked'],
    ['not-approved', 'salesforce.app_not_approved'],
    ['not-installed', 'salesforce.app_not_installed'],
  ]) {
    test(`the app is ${app}`, async () => {
      const it = shared();
      await it.control.settings({ app });
      await pressPrimary(await it.chromium.popup());
      const login = await it.rep.salesforceLogin();
      await until('the refusal', async () => {
        if (login.isClosed()) return true;
        const form = await login.$('#username');
        if (form) await it.rep.logIn(login);
        return login.isClosed();
      }).catch(() => {});
      await popupShows(it, code ?? '');
      await it.control.settings({ app: 'ok' });
    });
  }
});

describe('on a record', () => {
  const shared = sharedProduct('errors on a record', {
    prepare: async ({ rep, control }) => {
      await rep.setUp();
      page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
      panel = await rep.panel(page, 'Analytical Engines');
    },
  });
  /** @type {import('puppeteer-core').Page} */
  let page;
  /** @type {import('puppeteer-core').Frame} */
  let panel;

  for (const [what, error, code] of [
    ['too many calls at once', 'CONCURRENT_REQUESTS', 'salesforce.busy'],
    ['no calls left today', 'REQUEST_LIMIT_EXCEEDED', 'salesforce.daily_limit'],
    ['API Enabled was taken away', 'API_DISABLED_FOR_ORG', 'salesforce.api_disabled'],
  ]) {
    test(`${what}: the kept view stays, with a notice`, async () => {
      const { control, text } = shared();
      await control.fault({ host: 'acme.my.salesforce.com', path: '/services/data', times: 1, fault: { kind: 'error', code: error } });
      await press(panel, `button[aria-label="${text('panel_refresh')}"]`);
      await panel.waitForSelector(`[data-fault="${code}"]`);
      assert.ok((await panel.evaluate(() => document.body.innerText)).includes('Ada Lovelace'));
      await control.clearFaults();
      await press(panel, `button[aria-label="${text('panel_refresh')}"]`);
      await until('the notice to go', async () => !(await panel.$('[data-fault]')));
    });
  }

  test('a revoked session asks for a new sign-in, and goes on after it', async () => {
    const { control, text, rep } = shared();
    await control.revokeTokens(JO.address, 'salesforce');
    await press(panel, `button[aria-label="${text('panel_refresh')}"]`);
    await press(panel, '[data-fault="salesforce.session_over"] button');
    await rep.signInToSalesforce();
    await until('the notice to go', async () => !(await panel.$('[data-fault]')));
  });
});

test('without WebAssembly every surface says so', async (t) => {
  const { chromium, text } = await product(t, { args: ['--js-flags=--jitless'] });
  const app = await chromium.tab('chrome-extension://acmkjekgkhjakilhjhelmegdnepbbaon/popup.html');
  await until('the words', () => app.evaluate((title) => document.body.innerText.includes(title), text('no_wasm_title')));
});

/** Waits for the fault in the popup, with the button for whose move it is. @param {Product} it @param {string} code */
async function popupShows({ chromium }, code) {
  await until(`the popup with ${code}`, async () => {
    const popup = await chromium.popup();
    return popup.$(`[data-fault="${code}"]`);
  });
}
