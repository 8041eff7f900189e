import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { inBrowser } from '../in-browser.js';

const ORIGIN = 'https://acme.lightning.force.com';
const ACTIVE = 'section.oneConsoleTab div.windowViewMode-maximized.active.lafPageHost';
const CONSOLE = '/lightning/app/standard__LightningSalesConsole';

const it = inBrowser();
/** @type {import('puppeteer-core').Page} */
let page;

const { idOf } = it;
const pathOf = (/** @type {string} */ object, /** @type {string} */ name) => `/lightning/r/${object}/${idOf(object, name)}/view`;
const within = (/** @type {string} */ path, /** @type {string} */ workspace) => `${path}?ws=${encodeURIComponent(workspace)}`;

/** @param {string} path */
async function open(path) {
  page = await it.signIn(ORIGIN + path);
  await page.waitForSelector('#auraLoadingBox.loadingHide');
  await page.evaluate(() => { Object.assign(window, { sameDocument: true }); });
}

/** Waits until a record is in front, by title, address and the active container. @param {string} name @param {string} address */
async function inFront(name, address) {
  await page.waitForFunction((/** @type {string} */ title, /** @type {string} */ expected) => document.title.startsWith(`${title} | `) && location.pathname + location.search === expected,
    { timeout: 5_000 }, name, address);
  const names = () => page.$$eval(`${ACTIVE} [slot=primaryField]`, (all) => all.map((each) => each.textContent));
  // Title and address may be there before the container is.
  for (let n = 0; n < 50 && (await names()).join() !== name; n += 1) await setTimeout(100);
  assert.deepEqual(await names(), [name], 'one container is active');
  assert.equal((await page.$$('div.oneWorkspace.active')).length, 1);
  assert.equal(await page.evaluate(() => 'sameDocument' in window), true, 'no reload');
}

/** The tabs: of workspaces, and of the one in front. */
const tabs = () => page.evaluate(() => ['.tabBarContainer', 'section.oneConsoleTab:not([hidden])'].map((part) => [...document.querySelectorAll(`${part} .tabBarItems > .oneConsoleTabItem`)]
  .map((item) => `${item.querySelector('.title')?.textContent}${item.classList.contains('active') ? '*' : ''}`)));
const follow = async (/** @type {string} */ text) => (await page.waitForSelector(`${ACTIVE} ::-p-text(${text})`))?.click();
const press = (/** @type {string} */ title) => page.locator(`.oneConsoleTabItem button[title="${title}"]`).click();

test('the App Launcher changes to the console and back, without a load; it is remembered', async () => {
  await open('/lightning/page/home');
  const change = async (/** @type {string} */ label) => {
    await page.locator('.appLauncher button').click();
    await page.locator(`one-app-launcher-modal a[data-label="${label}"]`).click();
    await page.waitForFunction((/** @type {string} */ name) => document.querySelector('.appName')?.textContent === name && location.pathname === '/lightning/page/home', {}, label);
  };
  await change('Sales Console');
  assert.ok(await page.$('.oneConsoleNav') && await page.$('.navexWorkspaceManager .oneConsoleTabset'));
  assert.equal(await page.evaluate(() => 'sameDocument' in window), true);
  await page.reload();
  await page.waitForSelector('.navexWorkspaceManager');
  await change('Sales');
  assert.equal(await page.$('.navexWorkspaceManager'), null);
});

test('a record from a list is a workspace tab, what it leads to a subtab; tabs change without a reload', async () => {
  const [grace, navy, ada] = [pathOf('Contact', 'Grace Hopper'), pathOf('Account', 'Navy Systems'), pathOf('Lead', 'Ada Lovelace')];
  await open(`${CONSOLE}/o/Contact/list`);
  (await page.waitForSelector('.lafPageHost.active ::-p-text(Grace Hopper)'))?.click();
  await inFront('Grace Hopper', grace);
  await follow('Navy Systems');
  await inFront('Navy Systems', within(navy, grace));
  assert.deepEqual(await tabs(), [['Grace Hopper*'], ['Grace Hopper', 'Navy Systems*']]);

  await page.locator('one-app-nav-bar a[title=Leads]').click();
  await page.waitForFunction(() => location.pathname === '/lightning/o/Lead/list');
  (await page.waitForSelector('.lafPageHost.active ::-p-text(Ada Lovelace)'))?.click();
  await inFront('Ada Lovelace', ada);
  assert.deepEqual(await tabs(), [['Grace Hopper', 'Ada Lovelace*'], ['Ada Lovelace*']]);
  assert.equal((await page.$$('one-record-home-flexipage2')).length, 3, 'what is not in front stays in the document');

  await (await page.waitForSelector('.tabBarContainer ::-p-text(Grace Hopper)'))?.click();
  await inFront('Navy Systems', within(navy, grace));
  await (await page.waitForSelector('section.oneConsoleTab:not([hidden]) .subtabs ::-p-text(Grace Hopper)'))?.click();
  await inFront('Grace Hopper', grace);
  await page.goBack();
  await inFront('Navy Systems', within(navy, grace));
  await page.goBack();
  await inFront('Ada Lovelace', ada);
});

test('an address with ws opens the workspace tab and the subtab', async () => {
  const [deal, navy] = [pathOf('Opportunity', 'Renewal 2027'), pathOf('Account', 'Navy Systems')];
  await open(`${CONSOLE}/page/home`);
  await page.goto(ORIGIN + within(deal, navy));
  await page.waitForSelector('#auraLoadingBox.loadingHide');
  await page.evaluate(() => { Object.assign(window, { sameDocument: true }); });
  await inFront('Renewal 2027', within(deal, navy));
  assert.deepEqual(await tabs(), [['Navy Systems*'], ['Navy Systems', 'Renewal 2027*']]);
});

test('closing a tab brings its neighbour to the front; many stay open', async () => {
  await open(`${CONSOLE}/page/home`);
  const leads = it.org.context.salesforce.runSoql('SELECT Id, Name FROM Lead ORDER BY Name LIMIT 8');
  for (const { Id, Name } of leads) {
    await page.evaluate((/** @type {string} */ id) => { history.pushState(null, '', `/lightning/r/Lead/${id}/view`); dispatchEvent(new PopStateEvent('popstate')); }, Id);
    await inFront(Name, `/lightning/r/Lead/${Id}/view`);
  }
  assert.equal((await page.$$('section.oneConsoleTab')).length, 8);
  const last = leads.at(-1);
  await press(`Close ${last?.Name}`);
  await inFront(leads[6].Name, `/lightning/r/Lead/${leads[6].Id}/view`);
  await press(`Close ${leads[0].Name}`);
  await page.waitForFunction(() => document.querySelectorAll('section.oneConsoleTab').length === 6);
  await inFront(leads[6].Name, `/lightning/r/Lead/${leads[6].Id}/view`);
});

test('a record can be a subtab and a workspace tab at once; its form stays in its tab', async () => {
  const [grace, navy] = [pathOf('Contact', 'Grace Hopper'), pathOf('Account', 'Navy Systems')];
  await open(`${CONSOLE}/page/home`);
  await page.goto(ORIGIN + navy);
  await page.waitForSelector('#auraLoadingBox.loadingHide');
  // What is still being opened would take the place of what is opened now.
  await page.waitForFunction(() => document.title.startsWith('Navy Systems | ') && document.querySelector('.tabBarContainer .oneConsoleTabItem.active .title')?.textContent === 'Navy Systems');
  await page.evaluate((/** @type {string} */ address) => {
    Object.assign(window, { sameDocument: true });
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, within(navy, grace));
  await inFront('Navy Systems', within(navy, grace));
  assert.deepEqual(await tabs(), [['Navy Systems', 'Grace Hopper*'], ['Grace Hopper', 'Navy Systems*']]);
  await page.locator(`${ACTIVE} button[name=Edit]`).click();
  await page.waitForSelector('#record-form');
  assert.equal(page.url(), ORIGIN + within(navy.replace('/view', '/edit'), grace));
  await page.keyboard.press('Escape');
  await inFront('Navy Systems', within(navy, grace));
  await (await page.waitForSelector('.tabBarContainer ::-p-text(Navy Systems)'))?.click();
  await inFront('Navy Systems', navy);
  assert.deepEqual((await tabs())[0], ['Navy Systems*', 'Grace Hopper']);
});
