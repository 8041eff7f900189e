// What goes wrong on a record: the demo org answers as Salesforce does, and the rep reads what happened, whose
// move it is, and has the button for it. (The set-up's situations are in situations/.)
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { press } from './harness/page.js';
import { NO_UNDO, product, sharedProduct } from './harness/product.js';
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
      await control.fault({ host: 'acme.my.salesforce.com', path: '/services/data', times: 99, fault: { kind: 'error', code: error } });
      await press(panel, `button[aria-label="${text('panel_refresh')}"]`);
      await panel.waitForSelector(`[data-fault="${code}"]`);
      assert.ok((await panel.evaluate(() => document.body.innerText)).includes('Ada Lovelace'));
      await control.clearFaults();
      await press(panel, `button[aria-label="${text('panel_refresh')}"]`);
      await until('the notice to go', async () => !(await panel.$('[data-fault]')));
    });
  }
});

test('an org that refuses messages to reps: the mail is there once, as a task, and the rep reads so', async (t) => {
  const { rep, control, text } = await product(t, { policy: NO_UNDO });
  await rep.setUp();
  await control.settings({ refusesEmailMessages: true });
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  // What a composite would take for a reference is text.
  await rep.writeMail(panel, 'Offer for @{customer.name}', 'Dear @{customer.name}');
  await rep.send(panel);
  const remark = text('fault_salesforce_logged_as_task_title');
  await until('the remark', () => panel.evaluate((words) => document.querySelector('[data-state="done"]')?.textContent?.includes(words) ?? false, remark), 60_000);
  const tasks = await control.query("SELECT Subject, TaskSubtype, Description FROM Task WHERE Subject LIKE 'Email: Offer%'");
  assert.equal(tasks.length, 1);
  assert.equal(tasks[0].Subject.replaceAll('\u200b', ''), 'Email: Offer for @{customer.name}');
  assert.match(tasks[0].Description.replaceAll('\u200b', ''), /Dear @\{customer\.name\}/);
  assert.equal((await control.query("SELECT Id FROM EmailMessage WHERE Subject LIKE 'Offer%'")).length, 0);
});

test('without WebAssembly every surface says so', async (t) => {
  const { chromium, text } = await product(t, { args: ['--js-flags=--jitless'] });
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/popup.html`);
  await until('the words', () => app.evaluate((title) => document.body.innerText.includes(title), text('no_wasm_title')));
});
