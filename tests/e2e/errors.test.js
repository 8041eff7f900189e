// What goes wrong on a record: the demo org answers as Salesforce does, and the rep reads what happened, whose
// move it is, and has the button for it. (The set-up's situations are in situations/.)
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { press } from './harness/page.js';
import { product, sharedProduct } from './harness/product.js';
import { until } from './harness/wait.js';

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
});

test('without WebAssembly every surface says so', async (t) => {
  const { chromium, text } = await product(t, { args: ['--js-flags=--jitless'] });
  const app = await chromium.tab('chrome-extension://acmkjekgkhjakilhjhelmegdnepbbaon/popup.html');
  await until('the words', () => app.evaluate((title) => document.body.innerText.includes(title), text('no_wasm_title')));
});
