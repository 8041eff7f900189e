import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBrowser } from './in-browser.js';

// Whose page it is: another user's, or an administrator's who is logged in as somebody.

const CLASSIC = 'https://acme.my.salesforce.com';
const LIGHTNING = 'https://acme.lightning.force.com';

const it = inBrowser();
/** @type {import('puppeteer-core').Page} */
let page;

const userOf = (/** @type {string} */ name) => /** @type {import('../data/users.js').User} */ (it.org.context.users.find(({ username }) => username === `${name}@acme.example`));
const lightningUser = async () => {
  await page.waitForSelector('#auraLoadingBox.loadingHide');
  return page.evaluate(() => /** @type {any} */ (window).$A.get('$SObjectType.CurrentUser.Id'));
};
const classicUser = () => page.evaluate(() => {
  const { userId, userName, isCurrentlySysAdminSU } = /** @type {any} */ (window).UserContext;
  return [userId, userName, isCurrentlySysAdminSU];
});

/** Robin logs in as Jo, from Jo's page in Setup. */
async function logInAsJo() {
  page = await it.signIn(`${CLASSIC}/${userOf('jo').id}?noredirect=1`, 'robin@acme.example');
  await Promise.all([page.waitForNavigation(), page.locator('#topButtonRow input[name=login]').click()]);
}

test('logging out and in changes the user on both hosts', async () => {
  page = await it.signIn(`${LIGHTNING}/lightning/page/home`);
  assert.equal(await lightningUser(), userOf('jo').id);
  await page.goto(`${LIGHTNING}/secur/logout.jsp`);
  await page.locator('#username').fill('sam@acme.example');
  await page.locator('#password').fill('demo-Passw0rd');
  await Promise.all([page.waitForNavigation(), page.locator('#Login').click()]);
  assert.equal(await lightningUser(), userOf('sam').id);
  await page.goto(`${CLASSIC}/home/home.jsp`);
  assert.deepEqual(await classicUser(), [userOf('sam').id.slice(0, 15), 'sam@acme.example', false]);
  await page.goto(`${CLASSIC}/secur/logout.jsp`);
});

test('an administrator logs in as a user: the pages are the user’s and say so', async () => {
  await logInAsJo();
  assert.deepEqual(await classicUser(), [userOf('jo').id.slice(0, 15), 'jo@acme.example', true]);
  await page.goto(`${LIGHTNING}/lightning/page/home`);
  assert.equal(await lightningUser(), userOf('jo').id);
  const banner = '.oneSystemMessage [data-message-id=loginAsSystemMessage]';
  assert.match(await page.$eval(banner, (element) => element.textContent ?? ''), /^Logged in as Jo Devries \(jo@acme\.example\)/);
  await Promise.all([page.waitForNavigation(), page.locator(`${banner} a.action-link`).click()]);
  assert.equal(page.url(), `${CLASSIC}/${userOf('jo').id.slice(0, 15)}?noredirect=1`);
  assert.deepEqual(await classicUser(), [userOf('robin').id.slice(0, 15), 'robin@acme.example', false]);
  await page.goto(`${LIGHTNING}/lightning/page/home`);
  assert.equal(await lightningUser(), userOf('robin').id);
  assert.equal(await page.$(banner), null);
  await page.goto(`${CLASSIC}/secur/logout.jsp`);
});

test('in the sandbox the bar names the sandbox, and links only when logged in as somebody', async () => {
  page = await it.signIn('https://acme--uat.sandbox.lightning.force.com/lightning/page/home', 'jo@acme.example.uat');
  assert.equal(await lightningUser(), userOf('jo').id, 'a sandbox keeps the ids of its users');
  assert.equal(await page.$eval('[data-message-id=loginAsSystemMessage]', (element) => element.textContent), 'Sandbox: UAT');
  assert.equal(await page.$('[data-message-id=loginAsSystemMessage] a'), null);
  assert.equal(await page.evaluate(async () => (await fetch('/lightning-data/session')).status), 200);
  await page.goto('https://acme--uat.sandbox.my.salesforce.com/home/home.jsp');
  assert.deepEqual(await classicUser(), [userOf('jo').id.slice(0, 15), 'jo@acme.example.uat', false]);
  await page.goto('https://acme--uat.sandbox.my.salesforce.com/secur/logout.jsp');
});

test('who is no administrator cannot log in as another', async () => {
  page = await it.signIn(`${CLASSIC}/${userOf('sam').id}`);
  assert.equal(await page.$('#topButtonRow input[name=login]'), null);
  const answer = await page.goto(`${CLASSIC}/servlet/servlet.su?oid=00DAc0000000001&suorgadminid=${userOf('sam').id}&targetURL=/home/home.jsp`);
  assert.equal(answer?.status(), 403);
  // The browser itself reports that answer, and that the page of it has no icon.
  it.errors = it.errors.filter((error) => !/status of 40[34]/.test(error));
  await page.goto(`${CLASSIC}/secur/logout.jsp`);
});
