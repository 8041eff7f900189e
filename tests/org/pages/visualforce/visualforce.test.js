import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBrowser } from '../in-browser.js';

const CLASSIC = 'https://acme.my.salesforce.com';
const LIGHTNING = 'https://acme.lightning.force.com';
const VISUALFORCE = 'https://acme--c.vf.force.com';

const it = inBrowser({ settings: { visualforceOverrides: ['Lead'] } });
/** @type {import('puppeteer-core').Page} */
let page;

const { idOf } = it;
const ada = () => idOf('Lead', 'Ada Lovelace');

test('in Classic the record leads to its Visualforce page, on a host of its own', async () => {
  page = await it.signIn(`${CLASSIC}/${ada().slice(0, 15)}`);
  assert.equal(page.url(), `${VISUALFORCE}/apex/LeadView?id=${ada()}&sfdc.override=1`);
  assert.equal(await page.$eval('body.leadTab.apexPageInline .pageDescription', (title) => title.textContent), 'Ada Lovelace');
  const globals = await page.evaluate(() => [/** @type {any} */ (window).sfdcPage.constructor.name, /** @type {any} */ (window).UserContext.userName]);
  assert.deepEqual(globals, ['ApexDetailPage', 'jo@acme.example']);
  await page.goto(`${CLASSIC}/${ada()}?nooverride=1`);
  assert.equal(page.url(), `${CLASSIC}/${ada()}?nooverride=1`);
  assert.ok(await page.$('body.leadTab.detailPage'));
  await page.goto(`${CLASSIC}/${idOf('Contact', 'Grace Hopper')}`);
  assert.ok(await page.$('body.contactTab.detailPage'), 'other objects have their own pages');
});

test('in Lightning it stands in a frame, and the address stays the record’s', async () => {
  const path = `/lightning/r/Lead/${ada()}/view`;
  page = await it.signIn(`${LIGHTNING}${path}`);
  await page.waitForFunction(() => document.title === 'Ada Lovelace | Lead | Salesforce');
  assert.equal(new URL(page.url()).pathname, path);
  const frame = await page.waitForFrame((each) => each.url().startsWith(`${VISUALFORCE}/apex/LeadView?id=${ada()}&sfdc.override=1&isdtp=p1&`));
  assert.equal(await (await frame.waitForSelector('.pageDescription'))?.evaluate((title) => title.textContent), 'Ada Lovelace');
  assert.equal(await frame.$('#AppBodyHeader'), null);
  assert.equal(await page.$('one-record-home-flexipage2'), null);
  await page.goto(`${LIGHTNING}${path}?nooverride=1`);
  await page.waitForSelector('div.windowViewMode-normal.active one-record-home-flexipage2');
  assert.equal(await page.$('force-aloha-page'), null);
});

test('in the Classic console the tab’s frame goes on to the Visualforce page', async () => {
  page = await it.signIn(`${CLASSIC}/home/home.jsp`);
  await page.goto(`${CLASSIC}/console#%2F${ada().slice(0, 15)}`);
  const frame = await page.waitForFrame((each) => each.url().startsWith(`${VISUALFORCE}/apex/LeadView?id=${ada()}&isdtp=vw&`));
  await frame.waitForSelector('.pageDescription');
  await page.waitForFunction(() => document.title === 'Ada Lovelace ~ Salesforce - Unlimited Edition');
  assert.equal(new URL(page.url()).pathname, '/console');
});

test('a Classic page inside Lightning', async () => {
  const grace = idOf('Contact', 'Grace Hopper');
  page = await it.signIn(`${LIGHTNING}/lightning/_classic/%2F${grace}`);
  const frame = await page.waitForFrame((each) => each.url().startsWith(`${CLASSIC}/${grace}?isdtp=p1&sfdcIFrameOrigin=`));
  await (await frame.waitForSelector('body.contactTab #con4_ileinner a'))?.click();
  await page.waitForFunction(() => document.title === 'Navy Systems | Account | Salesforce');
});

test('who is not signed in comes back to the page after signing in', async () => {
  page = await it.signIn(`${VISUALFORCE}/apex/LeadView?id=${ada()}`, 'sam@acme.example');
  assert.equal(page.url(), `${VISUALFORCE}/apex/LeadView?id=${ada()}`);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).UserContext.userName), 'sam@acme.example');
});
