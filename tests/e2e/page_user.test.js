// The page may be another user's, or another org's, than the extension's: then the panel shows nothing of the record.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameAt, says } from './harness/page.js';
import { logInAs, pagesOf } from './harness/page-users.js';
import { idOf, openIn, panelOf, PLACES, RECORDS } from './harness/places.js';
import { setUpProduct } from './harness/product.js';
import { SANDBOX } from './harness/rep.js';
import { until } from './harness/wait.js';

const SAM = 'sam@acme.example';
const JO = 'jo@acme.example';

const product = setUpProduct('page user');

test('on another user’s page the panel says whose account it has, in every place, and asks nothing more', async () => {
  const { chromium, control, text } = product();
  await pagesOf(chromium, SAM);
  for (const place of Object.keys(PLACES)) {
    const page = await openIn(chromium, control, place, RECORDS.lead);
    const panel = await frameAt(page, '/panel.html');
    await says(panel, text('fault_worker_other_user_title'));
    assert.doesNotMatch(await panel.evaluate(() => document.body.innerText), /Analytical Engines/);
    // A page says whose it is once it has started; from then on nothing is asked for it.
    const [before] = (await control.log()).slice(-1);
    const { ok } = await panel.evaluate(async () => JSON.parse(await chrome.runtime.sendMessage(JSON.stringify({
      name: 'get_record', build: chrome.runtime.getManifest().version, body: { refresh: true },
    }))));
    assert.ok(ok?.other_user, JSON.stringify(ok));
    const asked = (await control.askedByExtension(before.n)).filter(({ path }) => path.startsWith('/services/data'));
    assert.deepEqual(asked, []);
    await page.close();
  }

  await pagesOf(chromium, JO);
  await panelOf(await openIn(chromium, control, 'Classic', RECORDS.lead), RECORDS.lead);
});

test('a sandbox has the same ids as production: its page is not answered with production’s record', async () => {
  const { chromium, control } = product();
  await panelOf(await openIn(chromium, control, 'Classic', RECORDS.lead), RECORDS.lead);
  await pagesOf(chromium, SANDBOX.username, `https://${SANDBOX.host}`);
  const [before] = (await control.log()).slice(-1);
  const id = await idOf(control, RECORDS.lead);
  const pages = [];
  for (const address of [`https://${SANDBOX.host}/${id}`, `${SANDBOX.lightning}/lightning/r/Lead/${id}/view`]) {
    const page = await chromium.tab(address);
    await until('the record in view', async () => (await page.title()).includes(RECORDS.lead.name));
    pages.push(page);
  }
  // The panel of a page that came later is there: those before it have had their answer.
  await panelOf(await openIn(chromium, control, 'Classic', RECORDS.contact), RECORDS.contact);
  const asked = (await control.askedByExtension(before.n)).filter(({ path }) => path.startsWith('/services/data'));
  assert.equal(asked.length, 1, 'one call, for the last page');
  for (const page of pages) assert.equal(await page.$('msi-actions-panel'), null, page.url());
});

test('an administrator who is logged in as the rep is not the rep', async () => {
  const { chromium, control, text } = product();
  await logInAs(chromium, control, { administrator: 'robin@acme.example', user: JO });
  for (const place of Object.keys(PLACES)) {
    const page = await openIn(chromium, control, place, RECORDS.contact);
    const panel = await frameAt(page, '/panel.html');
    await says(panel, text('fault_worker_logged_in_as_title'));
    assert.doesNotMatch(await panel.evaluate(() => document.body.innerText), /Rear Admiral/);
    await page.close();
  }
});
