// Step 16 of the guide: the panel and its actions on every kind of record.
import { choosePerson, writeCampaign } from '../harness/actions.js';
import { frameAt, press, pressPrimary, says } from '../harness/page.js';
import { idOf } from '../harness/places.js';
import { CLASSIC, LIGHTNING } from '../harness/rep.js';
import { until } from '../harness/wait.js';

/** @typedef {import('./walk.js').Tools} Tools */
/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').Frame} Frame */

const SUBJECT = 'Your questions on pricing';
const NOTES = 'Wants the renewal quote before the end of the quarter.';
const TASK = 'Prepare the renewal quote';

/** @type {[object: string, tab: string, name: string, shown: string][]} */
const RECORDS = [
  ['Lead', 'Leads', 'Ada Lovelace', 'Analytical Engines'],
  ['Contact', 'Contacts', 'Grace Hopper', 'Navy Systems'],
  ['Account', 'Accounts', 'Navy Systems', 'Grace Hopper'],
  ['Opportunity', 'Opportunities', 'Renewal 2027', 'Grace Hopper'],
];

/** Who is added to the sales campaign on each record: nobody twice. @type {Record<string, string>} */
const JOINS = { Lead: 'Ada Lovelace', Contact: 'Grace Hopper', Account: 'Dorothy Vaughan', Opportunity: 'Katherine Johnson' };

/** A mail to the lead, a call with the contact, a task on the account, a mail from the opportunity.
 * @param {Tools} tools */
export async function inLightning(tools) {
  const { chromium, passed } = tools;
  const page = await chromium.pageAt((url) => url.origin === LIGHTNING, 'Lightning');
  await page.bringToFront();
  const [lead, contact, account, opportunity] = RECORDS;
  await sendMail(tools, page, await open(tools, page, lead));
  await logCall(tools, page, await open(tools, page, contact));
  await addTask(tools, page, await open(tools, page, account));
  const panel = await open(tools, page, opportunity);
  await passed('Lightning, an opportunity: people and their stars and flames', page);
  await openMenu(panel);
  await passed('Lightning, an opportunity: every sales action', page);
  await panel.page().keyboard.press('Escape');
  // The rep went on while each could still be taken back, and comes back to it.
  await callIsLogged(tools, page, await open(tools, page, contact));
  await taskIsAdded(tools, page, await open(tools, page, account));
}

/** The same panel in the browser's side panel, following the tab in front. @param {Tools} tools */
export async function inSidePanel({ rep, control, passed }) {
  const page = await rep.openRecord(control, 'Contact', 'Grace Hopper');
  const side = await rep.openSidePanel(await rep.panel(page, 'Grace Hopper'));
  await says(side, 'Navy Systems');
  await passed('The side panel', side);
  await side.evaluate(() => window.close());
  await page.close();
}

/** A mail to the lead alone. @param {Tools} tools */
export async function firstMail(tools) {
  const page = await tools.chromium.pageAt((url) => url.origin === LIGHTNING, 'Lightning');
  await page.bringToFront();
  await sendMail(tools, page, await open(tools, page, RECORDS[0]));
}

/** Before the walk: who is added on the account gets an address. @param {Tools} tools */
export async function everybodyHasAnAddress({ control }) {
  await control.update('Contact', await idOf(control, { object: 'Contact', name: JOINS.Account }), { Email: 'dorothy@navysystems.example' });
}

/** Each of the four records in Classic, and the person of each added to the sales campaign: the rep goes on
 * while each could still be taken back, and comes back to it.
 * @param {Tools} tools */
export async function inClassic(tools) {
  const { rep, chromium, control, text, passed, campaign } = tools;
  /** @type {(() => Promise<void>)[]} */
  const added = [];
  for (const [object, , name, shown] of RECORDS) {
    const page = await chromium.tab(`${CLASSIC}/${(await idOf(control, { object, name })).slice(0, 15)}`);
    const panel = await rep.panel(page, name);
    await says(panel, shown);
    await passed(`Classic, ${article(object)}`, page);
    const joins = JOINS[object];
    if (joins !== name) await choosePerson(panel, joins);
    await writeCampaign({ text }, panel, campaign);
    await passed(`Classic, ${article(object)}: Add to Sales Campaign`, page);
    await rep.send(panel);
    await panel.waitForSelector('.acts');
    added.push(async () => {
      await page.bringToFront();
      await panel.waitForSelector('[data-state="done"]', { timeout: 30_000 });
      await addedOnce(tools, object === 'Lead' ? 'Lead' : 'Contact', joins);
      await says(panel, `Welcome · ${joins}`);
      await passed(`Classic, ${article(object)}: in the sales campaign`, page);
      await page.close();
    });
  }
  for (const look of added) await look();
}

/** @param {Tools} tools @param {Page} page @param {Frame} panel */
async function sendMail(tools, page, panel) {
  const { rep, chromium, text, passed } = tools;
  await takeTour(tools, page, panel);
  await passed('Lightning, a lead: the panel', page);
  await openMenu(panel);
  await passed('Every sales action in the drop-down', page);
  await panel.page().keyboard.press('Escape');

  await rep.writeMail(panel, SUBJECT, 'Shall I walk you through the two plans that fit a team of your size?');
  await passed('Send Sales Email', page);
  await rep.send(panel);
  await says(panel, text('outbox_undo'));
  await passed('Undo, for five seconds', page);
  await panel.waitForSelector('[data-state="done"]', { timeout: 30_000 });
  await passed('Sent and logged', page);

  await arrivedOnce(tools);
  await press(page, 'div.windowViewMode-normal.active button[name=refreshTimeline]');
  await page.waitForSelector(`.windowViewMode-normal.active .timeline-subject::-p-text(${SUBJECT})`);
  await passed('The mail on the lead’s activity list', page);

  const box = await chromium.tab('https://mail.example/box/ada@analytical.example');
  await press(box, `::-p-text(${SUBJECT})`);
  await frameAt(box, 'about:srcdoc');
  await passed('The mail in Ada’s mailbox', box);
  await box.close();
}

/** @param {Tools} tools @param {Page} page @param {Frame} panel */
async function logCall({ text, passed }, page, panel) {
  await passed('Lightning, a contact', page);
  await choose(panel, text('action_log_call'));
  await (await panel.waitForSelector('#form-notes', { visible: true }))?.type(NOTES);
  await passed('Log a Call', page);
  await pressPrimary(panel);
  await panel.waitForSelector('.acts');
}

/** @param {Tools} tools @param {Page} page @param {Frame} panel */
async function callIsLogged({ control, passed }, page, panel) {
  await panel.waitForSelector('[data-state="done"]', { timeout: 30_000 });
  await passed('The call is logged', page);
  const calls = await control.query("SELECT Description, Who.Name FROM Task WHERE TaskSubtype = 'Call' AND Who.Name = 'Grace Hopper' AND IsClosed = true");
  once(calls.filter((call) => call.Description === NOTES), 'calls are logged');
}

/** @param {Tools} tools @param {Page} page @param {Frame} panel */
async function addTask({ text, passed }, page, panel) {
  await passed('Lightning, an account: its people', page);
  await choose(panel, text('action_add_task'));
  const subject = await panel.waitForSelector('#form-subject', { visible: true });
  await subject?.evaluate((input) => /** @type {HTMLInputElement} */ (input).select());
  await subject?.type(TASK);
  await passed('Add Task', page);
  await pressPrimary(panel);
  await panel.waitForSelector('.acts');
}

/** @param {Tools} tools @param {Page} page @param {Frame} panel */
async function taskIsAdded({ control, passed }, page, panel) {
  await panel.waitForSelector('[data-state="done"]', { timeout: 30_000 });
  await passed('The task is added', page);
  once(await control.query(`SELECT Id FROM Task WHERE Subject = '${TASK}' AND What.Name = 'Navy Systems'`), 'tasks were added');
}

/** The tour that step 14 offered, on the first panel. @param {Tools} tools @param {Page} page @param {Frame} panel */
async function takeTour({ text, passed }, page, panel) {
  for (const stop of ['who', 'acts', 'feed', 'more']) {
    await says(panel, text(`tour_${stop}_title`));
    await passed(`16 The tour: ${text(`tour_${stop}_title`)}`, page);
    await press(panel, '.coach [data-key="primary"]');
  }
  await panel.waitForSelector('.coach', { hidden: true });
}

/** Opens a record by the list of its object, and gives its panel.
 * @param {Tools} tools @param {Page} page @param {typeof RECORDS[number]} record */
async function open({ rep }, page, [, tab, name, shown]) {
  await press(page, `one-app-nav-bar a[title=${tab}]`);
  await press(page, `.windowViewMode-normal.active tr a::-p-text(${name})`);
  await until(`${name} in the title`, async () => (await page.title()).startsWith(name));
  const panel = await rep.panel(page, name);
  await says(panel, shown);
  return panel;
}

/** @param {Frame} panel */
async function openMenu(panel) {
  await press(panel, '.acts button[aria-haspopup="menu"]');
  await panel.waitForSelector('[role="menuitem"]', { visible: true });
}

/** Opens an action by the drop-down. @param {Frame} panel @param {string} label */
async function choose(panel, label) {
  await openMenu(panel);
  await press(panel, `::-p-aria([name="${label}"][role="menuitem"])`);
}

/** The mail is in Ada's mailbox once, well-formed, and logged once. @param {Tools} tools */
async function arrivedOnce({ control }) {
  once((await control.mail('ada@analytical.example')).filter((mail) => mail.subject === SUBJECT), 'mails arrived');
  once(await control.query(`SELECT Id FROM EmailMessage WHERE Subject = '${SUBJECT}'`), 'e-mails are logged');
}

/** They are a member of the sales campaign, once. @param {Tools} tools @param {string} object @param {string} name */
async function addedOnce({ control, campaign }, object, name) {
  const person = await idOf(control, { object, name });
  const members = await control.query(`SELECT Id FROM MSI_Actions_Member__c WHERE Active_Key__c = '${person}' AND Campaign__c = '${campaign}' AND State__c = 'active'`);
  once(members, `members are ${name}`);
}

/** @param {unknown[]} found @param {string} what */
function once(found, what) {
  if (found.length !== 1) throw new Error(`${found.length} ${what}`);
}

/** @param {string} object */
function article(object) {
  return `${/^[AO]/.test(object) ? 'an' : 'a'} ${object.toLowerCase()}`;
}
