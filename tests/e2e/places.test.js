// The panel meets the rep at every object, in every place where Salesforce shows a record, and at lists of people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIn, panelOf, PLACES, RECORDS, showIn } from './harness/places.js';
import { frameAt, fill, press, pressPrimary, says } from './harness/page.js';
import { NO_UNDO, setUpProduct } from './harness/product.js';
import { CLASSIC, LIGHTNING } from './harness/rep.js';
import { until } from './harness/wait.js';

const product = setUpProduct('places', { policy: NO_UNDO });

for (const place of Object.keys(PLACES)) {
  test(`${place}: the panel shows the record in view, of each object, one after the other`, async () => {
    const { chromium, control } = product();
    const [first, ...others] = Object.values(RECORDS);
    const page = await openIn(chromium, control, place, first);
    await panelOf(page, first);
    for (const record of others) {
      await showIn(page, control, place, record);
      await panelOf(page, record);
    }
    await showIn(page, control, place, first);
    await panelOf(page, first);
    assert.equal(page.frames().filter((frame) => frame.url().includes('/panel.html')).length, 1, 'one panel in the tab');
  });
}

test('record pages that Visualforce overrides: in Classic by themselves, in Lightning and the console in a frame', async () => {
  const { chromium, control } = product();
  await control.settings({ visualforceOverrides: ['Lead', 'Opportunity'] });
  for (const place of Object.keys(PLACES)) {
    const page = await openIn(chromium, control, place, RECORDS.lead);
    assert.equal(new URL(page.url()).hostname.endsWith('.vf.force.com'), place === 'Classic', page.url());
    await panelOf(page, RECORDS.lead);
    await showIn(page, control, place, RECORDS.opportunity);
    await panelOf(page, RECORDS.opportunity);
    assert.equal(page.frames().filter((frame) => frame.url().includes('/panel.html')).length, 1, 'one panel in the tab');
    await page.close();
  }
});

test('two rows of a list, in Lightning and in Classic: an email to each, a task for each', async () => {
  const { chromium, control } = product();
  const before = (await control.log()).at(-1)?.n ?? 0;
  const leads = await chromium.tab(`${LIGHTNING}/lightning/o/Lead/list?filterName=AllOpenLeads`);
  const panel = await openBesideList(leads, 'tbody tr input[type=checkbox]');
  assert.deepEqual(await control.askedByExtension(before), [], 'nothing is asked before the rep wants it');
  await pressPrimary(panel);
  await press(panel, '.list-people [data-key=send_email]');
  await until('a mail for each of the two', async () => (await panel.$$('.several-row')).length === 2);

  const contacts = await chromium.tab(`${CLASSIC}/003`);
  await contacts.select('#fcf', await contacts.$eval('#fcf', (views) => /** @type {HTMLSelectElement} */ (views).value));
  await Promise.all([contacts.waitForNavigation(), contacts.click('.viewForm .btn')]);
  const beside = await openBesideList(contacts, 'input[name=ids]');
  const named = await contacts.$$eval('input[name=ids]:checked', (boxes) => boxes.map((box) => /** @type {HTMLInputElement} */ (box).value));
  await pressPrimary(beside);
  await press(beside, '.list-people [data-key=add_task]');
  await fill(beside, '[data-field=subject] input', 'A task for each');
  await pressPrimary(beside);
  const tasks = await until('the tasks', async () => {
    const found = await control.query("SELECT WhoId FROM Task WHERE Subject = 'A task for each'");
    return found.length === 2 ? found : undefined;
  }, 30_000);
  assert.deepEqual(tasks.map(({ WhoId }) => WhoId.slice(0, 15)).sort(), named.sort());
});

test('two rows of a list in a frame of the Classic console, and of another one there', async () => {
  const { chromium, text } = product();
  const page = await chromium.tab(`${CLASSIC}/console`);
  for (const [prefix, heading] of [['00Q', 'list_leads'], ['003', 'list_contacts']]) {
    await page.click(`#navigator [data-list="${prefix}"]`);
    const panel = await openBesideList(page, 'input[name=ids]', await frameAt(page, `/${prefix}?`));
    await says(panel, text(heading));
    await twoPeople(panel);
  }
});

/** Selects two rows; the panel is open beside them, by its tab at the edge at first.
 * @param {import('puppeteer-core').Page} page @param {string} box @param {import('./harness/page.js').View} [list] where the rows are */
async function openBesideList(page, box, list = page) {
  await list.waitForSelector(box);
  await until('the panel at the edge', () => page.$('msi-actions-panel'));
  if (!page.frames().some((frame) => frame.url().includes('/panel.html'))) {
    const { x, y, width, height } = await page.$eval('msi-actions-panel', (host) => host.getBoundingClientRect().toJSON());
    await page.mouse.click(x + width / 2, y + height / 2);
  }
  const panel = await frameAt(page, '/panel.html');
  for (const row of (await list.$$(box)).slice(0, 2)) await row.click();
  await twoPeople(panel);
  return panel;
}

/** @param {import('puppeteer-core').Frame} panel */
async function twoPeople(panel) {
  await until('two rows in the panel', () => panel.$('.list-place .primary'));
  await until('two people', () => panel.$eval('.list-place .primary', (button) => button.textContent?.includes('2')));
}
