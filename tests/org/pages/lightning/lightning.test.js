import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBrowser } from '../in-browser.js';

const ORIGIN = 'https://acme.lightning.force.com';
const ACTIVE = 'div.windowViewMode-normal.active';

const it = inBrowser();
/** @type {import('puppeteer-core').Page} */
let page;

const { idOf } = it;
const lead = () => idOf('Lead', 'Ada Lovelace');

/** @param {string} path */
async function open(path) {
  page = await it.signIn(ORIGIN + path);
  await page.waitForSelector('#auraLoadingBox.loadingHide', { timeout: 10_000 });
}

/**
 * Waits until the page has the title and the path.
 * @param {string} title
 * @param {string} path
 */
async function arrived(title, path) {
  await page.waitForFunction((/** @type {string[]} */ expected) => document.title === expected[0] && location.pathname === expected[1], { timeout: 5_000 }, [title, path]);
}

/** @param {string} text of a link in the active page */
const followLink = async (text) => (await page.waitForSelector(`${ACTIVE} ::-p-text(${text})`))?.click();

test('from the list to a record, to another, and back, without a load', async () => {
  await open('/lightning/o/Lead/list');
  await arrived('All Open Leads | Leads | Salesforce', '/lightning/o/Lead/list');
  await page.evaluate(() => { Object.assign(window, { sameDocument: true }); });

  await followLink('Ada Lovelace');
  await arrived('Ada Lovelace | Lead | Salesforce', `/lightning/r/Lead/${lead()}/view`);
  await page.locator('one-app-nav-bar a[title=Contacts]').click();
  await arrived('All Contacts | Contacts | Salesforce', '/lightning/o/Contact/list');
  await followLink('Grace Hopper');
  const contact = `/lightning/r/Contact/${idOf('Contact', 'Grace Hopper')}/view`;
  await arrived('Grace Hopper | Contact | Salesforce', contact);

  assert.equal(await page.$$eval('div.windowViewMode-normal', (pages) => pages.length), 4, 'visited pages stay in the document');
  assert.equal(await page.$$eval(ACTIVE, (pages) => pages.length), 1);
  assert.match(await page.$eval(`${ACTIVE} [slot=primaryField]`, (name) => name.textContent ?? ''), /Grace Hopper/);

  await page.goBack();
  await arrived('All Contacts | Contacts | Salesforce', '/lightning/o/Contact/list');
  await page.goBack();
  await arrived('Ada Lovelace | Lead | Salesforce', `/lightning/r/Lead/${lead()}/view`);
  assert.match(await page.$eval(`${ACTIVE} [slot=primaryField]`, (name) => name.textContent ?? ''), /Ada Lovelace/);
  await page.goForward();
  await page.goForward();
  await arrived('Grace Hopper | Contact | Salesforce', contact);
  assert.equal(await page.evaluate(() => 'sameDocument' in window), true);
});

test('short, 15-character and one.app addresses settle as the canonical one', async () => {
  await open(`/lightning/r/${lead().slice(0, 15)}/view`);
  await arrived('Ada Lovelace | Lead | Salesforce', `/lightning/r/Lead/${lead()}/view`);
  await page.goto(`${ORIGIN}/one/one.app#/sObject/${lead()}/view`);
  await arrived('Ada Lovelace | Lead | Salesforce', `/lightning/r/Lead/${lead()}/view`);
});

test('the record page has the elements of the real one, in a synthetic shadow', async () => {
  await open(`/lightning/r/Lead/${lead()}/view`);
  // Puppeteer's selectors work in a world of their own, as a content script does: it sees one flat tree.
  const chain = [
    ACTIVE, 'one-record-home-flexipage2', '.forcegenerated-flexipage-module[data-page-type=RecordPage]', 'record_flexipage-desktop-record-page-decorator', 'div.record-page-decorator',
    'records-record-layout-event-broker', 'slot', '.forcegenerated-flexipage-template', 'flexipage-component2[data-component-id=force_highlightsPanel]', 'records-lwc-highlights-panel',
    'records-lwc-record-layout', '.forcegenerated-record-layout2', 'records-highlights2', 'lightning-formatted-name[slot=primaryField]',
  ].join(' ');
  assert.equal(await page.$eval(chain, (name) => name.textContent), 'Ada Lovelace');
  assert.equal(await page.$eval(`${ACTIVE} [data-target-selection-name="sfdc:RecordField.Lead.Email"] .test-id__field-value lightning-formatted-email`, (value) => value.textContent), 'ada@analytical.example');
  // The page's own world has the patched DOM, where a component's inside is out of reach.
  assert.equal(await page.evaluate(() => document.querySelector('lightning-formatted-name')), null);
  assert.equal(await page.evaluate(() => document.querySelector('one-record-home-flexipage2')?.shadowRoot?.constructor.name), 'SyntheticShadowRoot');
});

test('with native shadow the record components have real shadow roots', async () => {
  await fetch(`${it.org.control}/settings`, { method: 'PATCH', body: '{"lightningNativeShadow":true}' });
  await open(`/lightning/r/Lead/${lead()}/view`);
  assert.equal(await page.$(`${ACTIVE} lightning-formatted-name`), null);
  assert.equal(await page.$eval(`${ACTIVE} >>> lightning-formatted-name[slot=primaryField]`, (name) => name.textContent), 'Ada Lovelace');
  const background = await page.$eval(`${ACTIVE} >>> .highlights-header`, (header) => getComputedStyle(header).backgroundColor);
  assert.notEqual(background, 'rgba(0, 0, 0, 0)', 'the components keep their look');
});

test('the page says who is signed in, to its own world only', async () => {
  await open('/lightning/page/home');
  const jo = it.org.context.users.find(({ username }) => username === 'jo@acme.example');
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).$A.get('$SObjectType.CurrentUser.Id')), jo?.id);
});

test('markup in a record stays text', async () => {
  it.org.context.data.update(lead(), { Company: '<img src=x onerror="window.harmed=1">', Title: '<b>CTO</b>' });
  await open(`/lightning/r/Lead/${lead()}/view`);
  assert.equal(await page.$eval('[data-target-selection-name="sfdc:RecordField.Lead.Company"] .test-id__field-value lightning-formatted-text', (value) => value.textContent), '<img src=x onerror="window.harmed=1">');
  assert.equal(await page.evaluate(() => 'harmed' in window), false);
});

test('the policy of the document is the one that extensions must live with', async () => {
  await open('/lightning/page/home');
  const answer = await page.reload();
  assert.equal(answer?.headers()['content-security-policy'], "script-src 'self'; frame-src https:; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:");
});

test('Edit changes the record; the page and the title follow', async () => {
  const id = lead();
  await open(`/lightning/r/Lead/${id}/view`);
  await page.locator(`${ACTIVE} button[name=Edit]`).click();
  const input = await page.waitForSelector('#record-form [name=LastName]');
  assert.equal(new URL(page.url()).pathname, `/lightning/r/Lead/${id}/edit`);
  await input?.click({ count: 3 });
  await page.keyboard.type('Byron');
  await page.keyboard.press('Enter');
  await arrived('Ada Byron | Lead | Salesforce', `/lightning/r/Lead/${id}/view`);
  assert.equal(it.org.context.data.get(id)?.LastName, 'Byron');
  assert.equal(await page.$('#record-form'), null);
});

test('the keyboard reaches search, tabs and the content', async () => {
  await open(`/lightning/r/Account/${idOf('Account', 'Navy Systems')}/view`);
  assert.ok(await page.$(`${ACTIVE} h1:focus`), 'a page that is shown has the focus in its title');
  await page.focus(`${ACTIVE} button[data-label=Details]`);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.$eval(`${ACTIVE} button[data-label=Related]`, (tab) => tab.getAttribute('aria-selected')), 'true');
  await page.keyboard.press('/');
  await page.keyboard.type('lovelace');
  await page.keyboard.press('Enter');
  await arrived('lovelace - Search | Salesforce', '/lightning/search');
  await followLink('Ada Lovelace');
  await arrived('Ada Lovelace | Lead | Salesforce', `/lightning/r/Lead/${lead()}/view`);
});

test('the query of a record address stays, as the one that a console adds', async () => {
  const query = `?ws=${encodeURIComponent(`/lightning/r/Account/${idOf('Account', 'Navy Systems')}/view`)}`;
  await open(`/lightning/r/Lead/${lead()}/view${query}`);
  assert.equal(new URL(page.url()).search, query);
});

test('Escape closes the form and goes back to the record', async () => {
  await open(`/lightning/r/Lead/${lead()}/edit`);
  await page.waitForSelector('#record-form');
  await page.keyboard.press('Escape');
  await arrived('Ada Lovelace | Lead | Salesforce', `/lightning/r/Lead/${lead()}/view`);
  assert.equal(await page.$('#record-form'), null);
});

test('a new record; a quick action over its record', async () => {
  await open('/lightning/o/Lead/new');
  await (await page.waitForSelector('#record-form [name=LastName]'))?.type('Babbage');
  await page.type('#record-form [name=Company]', 'Analytical Engines');
  await page.select('#record-form [name=Status]', 'Open - Not Contacted');
  await page.locator('button[name=SaveEdit]').click();
  await page.waitForFunction(() => document.title === 'Babbage | Lead | Salesforce');
  assert.equal(it.org.context.salesforce.runSoql("SELECT Owner.Name FROM Lead WHERE Name = 'Babbage'")[0].Owner.Name, 'Jo Devries');

  await page.locator(`${ACTIVE} button[name=Convert]`).click();
  await page.waitForSelector('.slds-modal ::-p-text(This action is not part)');
  const { pathname, searchParams } = new URL(page.url());
  assert.equal(pathname, '/lightning/action/quick/Lead.Convert');
  assert.equal(searchParams.get('recordId'), idOf('Lead', 'Babbage'));
  await page.locator('button[name=CloseAction]').click();
  await arrived('Babbage | Lead | Salesforce', `/lightning/r/Lead/${idOf('Lead', 'Babbage')}/view`);
});

test('the record’s own buttons stand at the right, in a window of 1280 pixels', async () => {
  for (const [object, name] of [['Lead', 'Ada Lovelace'], ['Contact', 'Grace Hopper'], ['Account', 'Navy Systems'], ['Opportunity', 'Renewal 2027']]) {
    const path = `/lightning/r/${object}/${idOf(object, name)}/view`;
    if (object === 'Lead') await open(path);
    else await page.goto(ORIGIN + path);
    const buttons = await page.waitForSelector(`${ACTIVE} .actionsContainer`);
    const box = await buttons?.boundingBox();
    assert.ok(box && box.x > 640 && box.x + box.width > 1200 && box.x + box.width <= 1280, JSON.stringify(box));
    assert.equal(await page.$eval('html', ({ scrollWidth }) => scrollWidth), 1280);
  }
});

test('a deleted record leaves the list, and its address says so', async () => {
  const id = lead();
  await open(`/lightning/r/Lead/${id}/view`);
  await page.locator(`${ACTIVE} button[name=Delete]`).click();
  await page.locator('.slds-modal button[title=Delete]').click();
  await arrived('All Open Leads | Leads | Salesforce', '/lightning/o/Lead/list');
  assert.equal(await page.$(`${ACTIVE} tr[data-row-key-value="${id}"]`), null);
  await page.goBack();
  await arrived("This page isn't available | Salesforce", `/lightning/r/Lead/${id}/view`);
  // The browser itself reports the answer 404.
  it.errors = it.errors.filter((error) => !error.includes('status of 404'));
});

test('the timeline shows a mail logged meanwhile: by Refresh, and when the record is visited again', async () => {
  await open(`/lightning/r/Lead/${lead()}/view`);
  const log = (/** @type {string} */ subject) => {
    const message = it.org.context.data.insert('EmailMessage', { Subject: subject, Status: '3', FromAddress: 'jo@acme.example', ToAddress: 'ada@analytical.example', MessageDate: it.org.context.data.timestamp() });
    it.org.context.data.insert('EmailMessageRelation', { EmailMessageId: message.Id, RelationId: lead(), RelationType: 'ToAddress' });
  };
  const done = `${ACTIVE} section:not(:first-child) .timeline-subject`;
  log('First mail');
  await page.locator(`${ACTIVE} button[name=refreshTimeline]`).click();
  await page.waitForSelector(`${done} ::-p-text(First mail)`);
  log('Second mail');
  await page.locator('one-app-nav-bar a[title=Home]').click();
  await arrived('Home | Salesforce', '/lightning/page/home');
  await page.goBack();
  await page.waitForSelector(`${done} ::-p-text(Second mail)`);
});

test('without a session any address leads through the login page back to itself', async () => {
  await open(`/lightning/r/Lead/${lead()}/view`);
  await fetch(`${it.org.control}/reset`, { method: 'POST' });
  await page.locator('one-app-nav-bar a[title=Contacts]').click();
  await page.waitForSelector('input[name=username]');
  assert.match(page.url(), /^https:\/\/acme\.my\.salesforce\.com\/\?ec=302&startURL=/);
  assert.ok(decodeURIComponent(decodeURIComponent(page.url())).includes('/lightning/o/Contact/list'));
});
