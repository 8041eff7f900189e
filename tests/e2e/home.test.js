// The popup after the set-up: what is due today, done from there, and the number on the toolbar button.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { press, pressButton } from './harness/page.js';
import { sharedProduct } from './harness/product.js';
import { until } from './harness/wait.js';

const product = sharedProduct('home', {
  prepare: async (it) => {
    await it.rep.setUp();
    await pressButton(await it.chromium.popup(), it.text('launch_salesforce'));
  },
});

test('the popup lists what is due, and the badge counts it', async () => {
  const { control } = product();
  const due = await dueTasks();
  assert.ok(due.length > 0, 'the demo has tasks that are due');
  const since = (await control.log()).at(-1).n;
  const popup = await home();
  await all(popup, due.length);
  await badgeSays(String(due.length));
  const asked = (await control.askedByExtension(since)).filter((entry) => entry.path.startsWith('/services/data'));
  assert.ok(asked.length <= 3, `the tasks, Best Bets, and once a day the fields: ${asked.map((entry) => entry.path)}`);
});

test('Best Bets are those of the highest priority, and who is watched there is on the watch list', async () => {
  const { control, chromium, rep, text } = product();
  const [first] = await control.query("SELECT Id, Name FROM Lead WHERE Owner.Email = 'jo@acme.example' AND IsConverted = false "
    + 'ORDER BY mkto_si__Priority__c DESC NULLS LAST, mkto_si__Urgency_Value__c DESC NULLS LAST, mkto_si__Relative_Score_Value__c DESC NULLS LAST, LastActivityDate DESC NULLS LAST, Id ASC LIMIT 1');
  const popup = await home();
  await popup.waitForSelector('[data-list=best-bets] [data-person]');
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/bets`);
  await press(app, `[data-person="${first.Id}"] [data-do=watch]`);
  await app.waitForSelector(`[data-person="${first.Id}"] [data-do=watch][aria-pressed=true]`);
  const since = (await control.log()).at(-1).n;
  await press(app, '.segment + .segment input');
  await app.waitForSelector(`.card ::-p-text(${first.Name})`);
  assert.ok((await app.$$('[data-person]')).length === 1, text('bets_watch_list'));
  const asked = (await control.askedByExtension(since)).filter((entry) => entry.path.startsWith('/services/data'));
  assert.ok(asked.length <= 1, 'one call for the watch list');
  await press(app, `[data-person="${first.Id}"] [data-do=log_call]`);
  const record = await chromium.pageAt((url) => url.pathname.includes(first.Id), 'the record in a tab of its own');
  // A tab that has just been opened may draw its page anew while the panel comes.
  const panel = await until('its panel', () => rep.panel(record, first.Name).catch(() => undefined), 75_000);
  await panel.waitForSelector('main.form:not(.skeleton)', { visible: true });
  await record.close();
  await app.close();
});

test('the live feed begins by one call, and marks what has happened since', async () => {
  const { control, chromium, text } = product();
  const [{ Id: ada }] = await control.query("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'");
  const since = (await control.log()).at(-1).n;
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/feed`);
  await app.waitForSelector('.bets .card');
  const asked = (await control.askedByExtension(since)).filter((entry) => entry.path.startsWith('/services/data'));
  assert.ok(asked.length <= 1, `one call: ${asked.map((entry) => entry.path)}`);
  const at = new Date().toISOString().replace(/\.\d+Z$/, '.000+0000');
  await control.update('Lead', ada, { mkto_si__Last_Interesting_Moment_Desc__c: 'Asked for a price', mkto_si__Last_Interesting_Moment_Date__c: at });
  await press(app, `[aria-label="${text('live_feed_refresh')}"]`);
  await app.waitForSelector(`[data-event^="moment/${ada}"]:has(.new)`);
  await app.close();
});

test('a task that is done is done in Salesforce, leaves the badge, and comes back by Undo', async () => {
  const { text } = product();
  const due = await dueTasks();
  const popup = await home();
  // The first row has the focus from the start.
  const row = await popup.waitForSelector('[data-task]:focus-within');
  const id = await row?.evaluate((element) => element.getAttribute('data-task'));
  await popup.keyboard.press('d');
  await until('Salesforce to have it closed', async () => (await stateOf(id)).IsClosed === true);
  await badgeSays(String(due.length - 1));
  await popup.waitForSelector(`[data-task="${id}"]`, { hidden: true });

  await press(popup, `[role=status] ::-p-text(${text('outbox_undo')})`);
  await until('Salesforce to have it open again', async () => (await stateOf(id)).IsClosed === false);
  await badgeSays(String(due.length));
});

test('Today is worked through by keys: done, taken back, and its records are opened in one tab', async () => {
  const { chromium } = product();
  const due = await dueTasks();
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/today`);
  const atTask = '[data-list=today] [data-task]:focus-within';
  const here = async () => (await app.waitForSelector(atTask))?.evaluate((row) =>
    ({ id: row.getAttribute('data-task'), record: row.querySelector('a')?.getAttribute('href')?.split('/').at(-1) ?? '' }));
  const first = await here();
  assert.equal((await app.$$('[data-list=today] [data-task]')).length, due.length);
  await app.keyboard.press('d');
  await until('Salesforce to have it closed', async () => (await stateOf(first?.id)).IsClosed === true);
  await app.waitForSelector(`[data-task="${first?.id}"]`, { hidden: true });
  await app.keyboard.press('u');
  await until('Salesforce to have it open again', async () => (await stateOf(first?.id)).IsClosed === false);
  await app.waitForSelector(`[data-task="${first?.id}"]`);

  const second = await here();
  assert.notEqual(second?.id, first?.id, 'the next one has the focus');
  await app.keyboard.press('Enter');
  const shown = (/** @type {string | undefined} */ id) => (/** @type {URL} */ url) => Boolean(id) && url.pathname.includes(id ?? '');
  const record = await chromium.pageAt(shown(second?.record), 'the record in a tab of its own');
  await app.bringToFront();
  const pages = (await chromium.browser.pages()).length;
  await app.focus(`[data-task="${first?.id}"] a`);
  await app.keyboard.press('Enter');
  await until('the other record in the same tab', async () => shown(first?.record)(new URL(record.url())));
  assert.equal((await chromium.browser.pages()).length, pages);
  await record.close();
  await app.close();
});

test('beside its record a task is edited, not over what a colleague changed, and done', async () => {
  const { control, rep, text } = product();
  const [{ Id: ada }] = await control.query("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'");
  const [task] = await control.query(`SELECT Id, Subject FROM Task WHERE WhoId = '${ada}' AND IsClosed = false`);
  const panel = await rep.panel(await rep.openRecord(control, 'Lead', 'Ada Lovelace'), 'Ada Lovelace');
  const card = `[data-activity="${task.Id}"]`;
  const pressed = async (/** @type {string} */ words) => press(panel, `${card} ::-p-text(${words})`);
  const since = (await control.log()).at(-1).n;
  await press(panel, `${card} .item-head`);
  await pressed(text('feed_edit'));
  await panel.type(`${card} input`, '!');
  await control.pass(2000);
  await control.update('Task', task.Id, { Description: 'By phone.' });
  await press(panel, `${card} [type=submit]`);
  await panel.waitForSelector(`${card} .edit .notice`);
  assert.equal((await read()).Subject, task.Subject, 'not yet');
  await press(panel, `${card} [type=submit]`);
  await panel.waitForSelector(`${card} .edit`, { hidden: true });
  const { Subject, Description } = await read();
  assert.deepEqual([Subject, Description], [`${task.Subject}!`, 'By phone.']);
  await pressed(text('tasks_mark_done'));
  await until('Salesforce to have it closed', async () => (await read()).IsClosed === true);
  await pressed(text('outbox_undo'));
  await until('Salesforce to have it open again', async () => (await read()).IsClosed === false);
  const asked = (await control.askedByExtension(since)).filter(({ path }) => path.startsWith('/services/data'));
  assert.equal(asked.filter(({ writes }) => writes).length, 4, 'one call for each change');

  async function read() {
    const [now] = await control.query(`SELECT Subject, Description, IsClosed FROM Task WHERE Id = '${task.Id}'`);
    return now;
  }
});

test('where Salesforce cannot be reached the list stays, and says how old it is', async () => {
  const { control, text } = product();
  const due = await dueTasks();
  const popup = await home();
  await popup.waitForSelector('[data-task]');
  await control.fault({ host: 'acme.my.salesforce.com', path: '/services/data', times: 9, fault: { kind: 'cut', when: 'before' } });
  await press(popup, `button[aria-label="${text('tasks_refresh')}"]`);
  await popup.waitForSelector('.tasks [data-fault]');
  await all(popup, due.length);
  await control.clearFaults();
  await press(popup, `button[aria-label="${text('tasks_refresh')}"]`);
  await popup.waitForSelector('.tasks [data-fault]', { hidden: true });
});

async function home() {
  // Chrome closes the popup as Salesforce's tab comes to the front.
  return product().rep.popupShowing(product().text('today_title'));
}

/** Unfolds the popup's list, which has so many tasks. @param {import('puppeteer-core').Page} popup @param {number} count */
async function all(popup, count) {
  await popup.waitForSelector('[data-task]');
  if (count > 5) await press(popup, `.tasks ::-p-text(${product().text('home_drafts_all')})`);
  await until('all tasks to be listed', async () => (await popup.$$('[data-task]')).length === count);
}

/** Jo's tasks that are due today or earlier, as Salesforce has them. */
function dueTasks() {
  return product().control.query(
    "SELECT Id FROM Task WHERE Owner.Email = 'jo@acme.example' AND IsClosed = false AND ActivityDate <= TODAY");
}

/** @param {string | null | undefined} id */
async function stateOf(id) {
  const [task] = await product().control.query(`SELECT IsClosed FROM Task WHERE Id = '${id}'`);
  return task;
}

/** @param {string} text */
async function badgeSays(text) {
  const worker = await product().chromium.worker();
  await until(`the badge to say ${text}`, async () =>
    await worker.evaluate(() => chrome.action.getBadgeText({})) === text);
}
