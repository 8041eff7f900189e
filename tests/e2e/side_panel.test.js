// The panel in the browser's side panel: the record of the tab in front, and no second panel beside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { moveDue } from './harness/due.js';
import { frameAt, press, pressButton, says } from './harness/page.js';
import { setUpProduct } from './harness/product.js';
import { until } from './harness/wait.js';

const product = setUpProduct('side panel');

test('the side panel follows the tab in front, and the page’s own panel makes way', async (t) => {
  const { rep, chromium, control, text } = product();
  const lead = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const inPage = await rep.panel(lead, 'Analytical Engines');
  const side = await rep.openSidePanel(inPage);
  await says(side, 'Analytical Engines');
  await until('the panel in the page to go', () => lead.evaluate(() => !document.querySelector('msi-actions-panel')));

  await t.test('another tab in front is another record', async () => {
    const contact = await rep.openRecord(control, 'Contact', 'Grace Hopper');
    await says(side, 'Navy Systems');
    assert.equal(await contact.$('msi-actions-panel'), null);
    await lead.bringToFront();
    await says(side, 'Analytical Engines');
    await contact.close();
  });

  await t.test('another address in the tab is another record, or none', async () => {
    const [{ Id }] = await control.query("SELECT Id FROM Contact WHERE Name = 'Grace Hopper'");
    await lead.evaluate((path) => history.pushState({}, '', path), `/lightning/r/Contact/${Id}/view`);
    await says(side, 'Navy Systems');
    await lead.evaluate(() => history.pushState({}, '', '/lightning/o/Account/list'));
    await says(side, text('panel_no_record_title'));
    const elsewhere = await chromium.tab('https://mail.example/');
    await says(side, text('panel_no_record_title'));
    await elsewhere.close();
    await lead.goBack();
    await says(side, 'Navy Systems');
  });

  await t.test('a mail can be sent from it', async () => {
    await lead.goBack();
    await says(side, 'Analytical Engines');
    await rep.writeMail(side, 'From the side', 'Hello Ada');
    await rep.send(side);
    await says(side, text('outbox_done'), 30_000);
    assert.equal((await control.mail('ada@analytical.example')).length, 1);
  });

  await t.test('what was done on one record is taken back beside the next, and its text is where it was written', async () => {
    await rep.writeMail(side, 'Not quite yet', 'Hello once more');
    await rep.send(side);
    await side.waitForSelector('[data-state=undo]');
    // A busy machine needs longer than the five seconds.
    await chromium.stopWorker();
    await moveDue(chromium, 60_000);
    const [{ Id }] = await control.query("SELECT Id FROM Contact WHERE Name = 'Grace Hopper'");
    await lead.evaluate((path) => history.pushState({}, '', path), `/lightning/r/Contact/${Id}/view`);
    await says(side, 'Navy Systems');
    await press(side, '[data-strip=undo] .button');
    await side.waitForSelector('[data-strip=draft]');
    await lead.goBack();
    await says(side, 'Analytical Engines');
    await pressButton(side, text('strip_open_draft'));
    await until('the text', () => side.$eval('.written', (field) => field.textContent?.includes('Hello once more')));
    assert.equal((await control.mail('ada@analytical.example')).length, 1, 'only the first has left');
  });

  await t.test('once it is closed the page has its own again', async () => {
    await side.evaluate(() => window.close()).catch(() => {}); // it is gone before it can answer
    await frameAt(lead, '/panel.html');
  });
});

test('the popup opens the side panel, which says that there is no record', async () => {
  const { chromium, text } = product();
  const mailbox = await chromium.tab('https://mail.example/');
  await mailbox.bringToFront();
  const popup = await chromium.popup();
  await popup.evaluate(() => document.body.addEventListener('click', () =>
    void chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT }), { once: true }));
  await popup.click('header');
  await says(await chromium.sidePanel(), text('panel_no_record_title'));
});

test('panel.html in a tab of its own is nobody’s panel', async () => {
  const { chromium } = product();
  const tab = await chromium.tab(`chrome-extension://${EXTENSION_ID}/panel.html?window=1`);
  const build = await tab.evaluate(() => chrome.runtime.getManifest().version);
  const call = JSON.stringify({ name: 'get_record', build, body: { refresh: false } });
  const { fault } = JSON.parse(await tab.evaluate((call) => chrome.runtime.sendMessage(call), call));
  assert.equal(fault.code, 'bug.not_yours_to_ask');
});
