// The user guide, walked by itself: the sixteen steps, then Lightning and Classic, lead and
// contact. Each step is a line of output and a screenshot.
import { frameAt, press, pressButton, pressPrimary, says } from '../harness/page.js';
import { CLASSIC, LIGHTNING } from '../harness/rep.js';
import { until } from '../harness/wait.js';

/**
 * @typedef {object} Tools
 * @property {import('../harness/rep.js').Rep} rep
 * @property {import('../harness/org.js').Control} control
 * @property {import('../harness/browser.js').Chromium} chromium
 * @property {(key: string, ...values: string[]) => string} text
 * @property {(title: string, page: import('puppeteer-core').Page) => Promise<void>} passed takes the
 *   screenshot of a step that passed
 */

export const SUBJECT = 'Your questions on pricing';

/** @param {Tools} tools */
export async function walk(tools) {
  await activation(tools);
  await mailbox(tools);
  await lastScreens(tools);
  await inLightning(tools);
  await inClassic(tools);
}

/** Steps 1 to 6. @param {Tools} tools */
async function activation({ rep, chromium, text, passed }) {
  const mail = await rep.openWelcomeMail();
  await passed('1 The welcome mail: Get started', mail);
  const welcome = await rep.getStarted(mail);
  await says(welcome, 'acme.my.salesforce.com');
  await passed('1 The welcome page', welcome);

  const popup = await rep.popupAtActivation();
  await passed('2 Activate account with Salesforce', popup);
  await pressPrimary(popup);

  const login = await rep.salesforceLogin();
  await login.waitForSelector('#username');
  await passed('3 Sign in to Salesforce', login);
  await rep.logIn(login);

  await login.waitForSelector('#oaapprove', { visible: true });
  await passed('4 Allow', login);
  await rep.allow(login);

  const start = await rep.popupShowing(text('start_title', 'Jo'));
  await passed('5 Start', start);
  await pressPrimary(start);

  const intro = await rep.popupShowing(text('intro_title'));
  await passed('6 Next', intro);
  await pressPrimary(intro);
  await chromium.popup();
}

/** Steps 7 to 12. @param {Tools} tools */
async function mailbox({ rep, text, passed }) {
  const choose = await rep.popupShowing(text('choose_mail_title'));
  await passed('7 Gmail or Outlook', choose);
  await rep.chooseGmail(choose);

  const google = await rep.googleSignIn();
  await rep.giveAddress(google, () => passed('8 E-mail address', google));
  await rep.givePassword(google, () => passed('9 Password', google));
  await google.waitForSelector('button[value=continue]', { visible: true });
  await passed('10 Continue', google);
  await press(google, 'button[value=continue]');

  const connected = await rep.popupShowing(text('mail_connected_title'));
  await passed('11 E-mail connection set up', connected);

  const signature = await rep.popupShowing(text('signature_title'));
  await signature.type('[contenteditable]', 'Jo Devries\nAcme · +31 20 555 0100');
  await passed('12 Signature', signature);
  await pressPrimary(signature);
}

/** Steps 13 to 15. @param {Tools} tools */
async function lastScreens({ rep, chromium, text, passed }) {
  const finish = await rep.popupShowing(text('finish_title'));
  await passed('13 Finish', finish);
  await pressPrimary(finish);

  const offer = await rep.popupShowing(text('tour_offer_title'));
  await passed('14 A short introduction', offer);
  await pressPrimary(offer);

  const launch = await rep.popupShowing(text('launch_title'));
  await passed('15 Launch Salesforce or the web application', launch);
  await pressButton(launch, text('launch_salesforce'));
  const salesforce = await chromium.pageAt((url) => url.origin === LIGHTNING, 'Lightning');
  await salesforce.waitForSelector('#auraLoadingBox.loadingHide');
  await passed('15 Salesforce', salesforce);
}

/** Step 16 in Lightning: the lead, a mail to her, and the contact. @param {Tools} tools */
async function inLightning(tools) {
  const { rep, chromium, text, passed } = tools;
  const page = await chromium.pageAt((url) => url.origin === LIGHTNING, 'Lightning');
  await page.bringToFront();
  await openLightning(page, 'Leads', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  await takeTour(tools, panel, page);
  await passed('16 Lightning, a lead: the panel', page);
  await press(panel, '.acts button[aria-haspopup="menu"]');
  await panel.waitForSelector('[role="menuitem"]', { visible: true });
  await passed('16 Every sales action in the drop-down', page);
  await panel.page().keyboard.press('Escape');

  await rep.writeMail(panel, SUBJECT, 'Shall I walk you through the two plans that fit a team of your size?');
  await passed('17 Send Sales Email', page);
  await rep.send(panel);
  await says(panel, text('outbox_undo'));
  await passed('18 Undo, for five seconds', page);
  await says(panel, text('outbox_done'), 30_000);
  await passed('19 Sent and logged', page);

  await arrivedOnce(tools);
  await press(page, 'div.windowViewMode-normal.active button[name=refreshTimeline]');
  await page.waitForSelector(`.windowViewMode-normal.active .timeline-subject::-p-text(${SUBJECT})`);
  await passed('20 The mail on the lead’s activity list', page);

  const box = await chromium.tab('https://mail.example/box/ada@analytical.example');
  await press(box, `::-p-text(${SUBJECT})`);
  await frameAt(box, 'about:srcdoc');
  await passed('21 The mail in Ada’s mailbox', box);
  await box.close();

  await openLightning(page, 'Contacts', 'Grace Hopper');
  await says(await rep.panel(page, 'Grace Hopper'), 'Navy Systems');
  await passed('22 Lightning, a contact', page);
}

/** The tour that step 14 offered, on the first panel. @param {Tools} tools @param {import('puppeteer-core').Frame} panel @param {import('puppeteer-core').Page} page */
async function takeTour({ text, passed }, panel, page) {
  for (const stop of ['who', 'acts', 'feed', 'more']) {
    await says(panel, text(`tour_${stop}_title`));
    await passed(`16 The tour: ${text(`tour_${stop}_title`)}`, page);
    await press(panel, '.coach [data-key="primary"]');
  }
  await panel.waitForSelector('.coach', { hidden: true });
}

/** Step 16 in Classic. @param {Tools} tools */
async function inClassic({ rep, chromium, control, passed }) {
  for (const [object, name, company] of [
    ['Lead', 'Ada Lovelace', 'Analytical Engines'], ['Contact', 'Grace Hopper', 'Navy Systems'],
  ]) {
    const [{ Id }] = await control.query(`SELECT Id FROM ${object} WHERE Name = '${name}'`);
    const page = await chromium.tab(`${CLASSIC}/${Id.slice(0, 15)}`);
    await says(await rep.panel(page, name), company);
    await passed(`${object === 'Lead' ? 23 : 24} Classic, a ${object.toLowerCase()}`, page);
    await page.close();
  }
}

/** The mail is in Ada's mailbox once, well-formed, and logged once. @param {Tools} tools */
async function arrivedOnce({ control }) {
  const mails = (await control.mail('ada@analytical.example')).filter((mail) => mail.subject === SUBJECT);
  if (mails.length !== 1) throw new Error(`${mails.length} mails arrived`);
  const logged = await control.query(`SELECT Id FROM EmailMessage WHERE Subject = '${SUBJECT}'`);
  if (logged.length !== 1) throw new Error(`${logged.length} e-mails are logged`);
}

/** Opens a record by the list of its object. @param {import('puppeteer-core').Page} page
 * @param {string} tab @param {string} name */
async function openLightning(page, tab, name) {
  await press(page, `one-app-nav-bar a[title=${tab}]`);
  await press(page, `.windowViewMode-normal.active tr a::-p-text(${name})`);
  await until(`${name} in the title`, async () => (await page.title()).startsWith(name));
}
