import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBrowser } from '../in-browser.js';

const ORIGIN = 'https://acme.my.salesforce.com';

const it = inBrowser();
/** @type {import('puppeteer-core').Page} */
let page;

const idOf = (/** @type {string} */ object, /** @type {string} */ name) => it.idOf(object, name).slice(0, 15);

/** @param {string} fragment */
async function open(fragment) {
  // A fragment does not survive the login form.
  page = await it.signIn(`${ORIGIN}/home/home.jsp`);
  await page.goto(`${ORIGIN}/console${fragment}`);
}

/** Waits until a tab is in front: its name in the title, its path in the address, its frame shown. @param {string} name @param {string} id */
async function inFront(name, id) {
  await page.waitForFunction((/** @type {string} */ title, /** @type {string} */ hash) => document.title === title && location.hash === hash,
    { timeout: 5_000 }, `${name} ~ Salesforce - Unlimited Edition`, `#%2F${id}`);
  const frame = await frameInFront();
  assert.equal(new URL(frame.url()).pathname, `/${id}`);
  return frame;
}

/** The one frame that can be seen. */
async function frameInFront() {
  const seen = [];
  for (const element of await page.$$('iframe')) if (await element.isVisible()) seen.push(await element.contentFrame());
  assert.equal(seen.length, 1, 'one frame can be seen');
  return seen[0];
}

test('the fragment opens a tab: a frame with the parameters of a console', async () => {
  const id = idOf('Lead', 'Ada Lovelace');
  await open(`#%2F${id}`);
  const frame = await inFront('Ada Lovelace', id);
  const { searchParams } = new URL(frame.url());
  assert.deepEqual([...searchParams.keys()], ['isdtp', 'isWsVw', 'nonce', 'sfdcIFrameOrigin']);
  assert.deepEqual([searchParams.get('isdtp'), searchParams.get('sfdcIFrameOrigin')], ['vw', ORIGIN]);
  assert.equal(await frame.$('#AppBodyHeader, #sidebarCell'), null, 'a framed page has neither header nor sidebar');
  assert.ok(await frame.$('body.leadTab.detailPage.sfdcBody #topButtonRow'));
  const globals = await page.evaluate(() => [/** @type {any} */ (window).sfdcPage.constructor.name, /** @type {any} */ (window).UserContext.userName]);
  assert.deepEqual(globals, ['GenericSfdcPage', 'jo@acme.example']);
});

test('links open subtabs; tabs that are not in front stay, hidden; tabs close', async () => {
  const [grace, navy, ada] = [idOf('Contact', 'Grace Hopper'), idOf('Account', 'Navy Systems'), idOf('Lead', 'Ada Lovelace')];
  await open(`#%2F${grace}`);
  const contact = await inFront('Grace Hopper', grace);
  await page.evaluate(() => { Object.assign(window, { sameDocument: true }); });
  await (await contact.waitForSelector('#con4_ileinner a'))?.click();
  await inFront('Navy Systems', navy);
  await page.evaluate((id) => { location.hash = `#%2F${id}|`; }, ada);
  await page.waitForFunction((/** @type {string} */ id) => location.hash === `#%2F${id}`, {}, ada);
  await inFront('Ada Lovelace', ada);
  assert.equal((await page.$$('.tab-panel iframe')).length, 3);
  assert.equal((await page.$$('.x-tab-strip.primary > li')).length, 2);

  await page.goBack();
  await inFront('Navy Systems', navy);
  await page.locator('.x-panel:not(.x-hide-display) > .subtabs > .x-tab-strip-active .x-tab-strip-close').click();
  await inFront('Grace Hopper', grace);
  await page.locator('.x-tab-strip.primary > .x-tab-strip-active .x-tab-strip-close').click();
  await inFront('Ada Lovelace', ada);
  await page.locator('.x-tab-strip.primary .x-tab-strip-close').click();
  await page.waitForFunction(() => location.hash === '');
  assert.equal(await page.evaluate(() => 'sameDocument' in window), true);
});

test('from the list to a record; Edit and Cancel stay in the tab', async () => {
  const id = idOf('Opportunity', 'Renewal 2027');
  await open('');
  await page.locator('#navigator a[data-list="006"]').click();
  const list = await page.waitForFrame((frame) => frame.url().startsWith(`${ORIGIN}/006?`));
  await (await list.waitForSelector(`a[href="/${id}"]`))?.click();
  const record = await inFront('Renewal 2027', id);
  const changed = () => page.waitForFrame((frame) => frame === record && frame.url().startsWith(`${ORIGIN}/${id}/e?`) && frame.url().includes('isdtp=vw'));
  await Promise.all([changed(), record.locator('#topButtonRow input[name=edit]').click()]);
  await (await record.waitForSelector('#editPage a.btn'))?.click();
  await page.waitForFrame((frame) => frame === record && frame.url().startsWith(`${ORIGIN}/${id}?`));
  assert.ok(record.url().includes('isdtp=vw'));
});

test('only the org itself may frame its pages', async () => {
  await open(`#%2F${idOf('Lead', 'Ada Lovelace')}`);
  const policy = async (/** @type {string} */ path) => (await page.evaluate(async (/** @type {string} */ address) => (await fetch(address)).headers.get('content-security-policy'), path));
  assert.equal(await policy('/home/home.jsp'), "frame-ancestors 'self'");
  assert.equal(await policy(`/${idOf('Lead', 'Ada Lovelace')}?isdtp=p1&sfdcIFrameOrigin=https://acme.lightning.force.com`), "frame-ancestors 'self' https://acme.lightning.force.com");
  assert.equal(await policy(`/${idOf('Lead', 'Ada Lovelace')}?isdtp=p1&sfdcIFrameOrigin=https://evil.example`), "frame-ancestors 'self'");
});
