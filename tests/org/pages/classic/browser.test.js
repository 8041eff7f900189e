import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBrowser } from '../in-browser.js';

const ORIGIN = 'https://acme.my.salesforce.com';

const it = inBrowser();
/** @type {import('puppeteer-core').Page} */
let page;

const idOf = (/** @type {string} */ object, /** @type {string} */ name) => it.idOf(object, name).slice(0, 15);

/** @param {string} path */
async function open(path) {
  page = await it.signIn(ORIGIN + path);
}

/** @param {string} selector */
async function clickThrough(selector) {
  await Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
}

test('from the tab to a record, its account, and back', async () => {
  const [contact, account] = [idOf('Contact', 'Grace Hopper'), idOf('Account', 'Navy Systems')];
  await open('/home/home.jsp');
  await clickThrough('#Contact_Tab a');
  assert.equal(new URL(page.url()).pathname, '/003/o');
  await clickThrough(`a[href="/${contact}"]`);
  assert.equal(page.url(), `${ORIGIN}/${contact}`);
  assert.equal(await page.$eval('body.contactTab.detailPage .pageDescription', (title) => title.textContent), 'Grace Hopper');
  await clickThrough('#con4_ileinner a');
  assert.equal(page.url(), `${ORIGIN}/${account}`);
  await page.goBack();
  assert.equal(await page.title(), 'Contact: Grace Hopper ~ Salesforce - Unlimited Edition');
});

test('the page says what it is and who is signed in', async () => {
  const id = idOf('Lead', 'Ada Lovelace');
  await open(`/${id}`);
  const jo = it.org.context.users.find(({ username }) => username === 'jo@acme.example');
  const globals = await page.evaluate(() => {
    const { sfdcPage, UserContext } = /** @type {any} */ (window);
    return [sfdcPage.constructor.name, sfdcPage.entityId, UserContext.userId];
  });
  assert.deepEqual(globals, ['DetailPage', id, jo?.id.slice(0, 15)]);
});

test('Edit saves; a refused save says why and keeps what was typed', async () => {
  const id = idOf('Lead', 'Ada Lovelace');
  await open(`/${id}`);
  await clickThrough('#topButtonRow input[name=edit]');
  await page.locator('#field_LastName').fill('');
  await page.locator('#field_Title').fill('Countess');
  await clickThrough('#topButtonRow input[name=save]');
  assert.match(await page.$eval('.pbError', (problem) => problem.textContent ?? ''), /Last Name/);
  assert.equal(await page.$eval('#field_Title', (input) => /** @type {HTMLInputElement} */ (input).value), 'Countess');
  await page.locator('#field_LastName').fill('Lovelace');
  await clickThrough('#topButtonRow input[name=save]');
  assert.equal(page.url(), `${ORIGIN}/${id}`);
  assert.equal(await page.$eval('#lea4_ileinner', (value) => value.textContent), 'Countess');
});

test('a mail logged on the record is in its activity history', async () => {
  const id = idOf('Lead', 'Ada Lovelace');
  const { data } = it.org.context;
  data.insert('Task', { Subject: 'Email: Hello', Status: 'Completed', TaskSubtype: 'Email', WhoId: data.get(id)?.Id, ActivityDate: data.timestamp().slice(0, 10) });
  await open(`/${id}`);
  assert.equal(await page.$eval(`[id="${id}_RelatedHistoryList"] tr.dataRow.first .dataCell`, (cell) => cell.textContent), 'Email: Hello');
});

test('each interface leads to the other at the same record', async () => {
  const id = idOf('Lead', 'Ada Lovelace');
  await open(`/${id}`);
  await clickThrough('a.switch-to-lightning');
  await page.waitForFunction(() => document.title === 'Ada Lovelace | Lead | Salesforce', { timeout: 5_000 });
  await clickThrough('a.switch-to-classic');
  assert.equal(page.url(), `${ORIGIN}/${id}`);
});

test('another site cannot post a form with the session of this one', async () => {
  const id = idOf('Lead', 'Ada Lovelace');
  await open(`/${id}`);
  await page.goto('about:blank');
  await Promise.all([page.waitForNavigation(), page.evaluate((/** @type {string} */ address) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = address;
    document.body.append(form);
    form.submit();
  }, `${ORIGIN}/${id}/e`)]);
  assert.equal(await page.evaluate(() => document.body.textContent), 'This form was not sent from this page.');
  // The browser itself reports the answer 403.
  it.errors = it.errors.filter((error) => !error.includes('status of 403'));
});
