// Steps 1 to 15 of the user guide: from the welcome mail to the launch.
import { accept, giveAddress, givePassword, staySignedIn } from '../harness/microsoft.js';
import { press, pressButton, pressPrimary, says } from '../harness/page.js';
import { JO, LIGHTNING } from '../harness/rep.js';

/** @typedef {import('./walk.js').Tools} Tools */

/** @param {Tools} tools */
export async function setUp(tools) {
  await activation(tools);
  await mailbox(tools);
  await lastScreens(tools);
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
async function mailbox(tools) {
  const { rep, text, passed, mail } = tools;
  const choose = await rep.popupShowing(text('choose_mail_title'));
  await passed('7 Gmail or Outlook', choose);
  await (mail === 'google' ? gmail(tools, choose) : outlook(tools, choose));

  const connected = await rep.popupShowing(text('mail_connected_title'));
  await passed('11 Email connection set up', connected);
  // It goes on by itself, after some seconds; a rep who has read it does not wait.
  if (mail === 'microsoft') await pressPrimary(connected);

  const signature = await rep.popupShowing(text('signature_title'));
  await signature.waitForSelector('[contenteditable=true]');
  await signature.type('[contenteditable]', 'Jo Devries\nAcme · +31 20 555 0100');
  await passed('12 Signature', signature);
  await pressPrimary(signature);
}

/** Steps 8 to 10 at Google. @param {Tools} tools @param {import('puppeteer-core').Page} choose */
async function gmail({ rep, passed }, choose) {
  await rep.chooseGmail(choose);
  const google = await rep.googleSignIn();
  await rep.giveAddress(google, () => passed('8 Email address', google));
  await rep.givePassword(google, () => passed('9 Password', google));
  await google.waitForSelector('button[value=continue]', { visible: true });
  await passed('10 Continue', google);
  await press(google, 'button[value=continue]');
}

/** Steps 8 to 10 at Microsoft, where the address is asked for on the page before the password's.
 * @param {Tools} tools @param {import('puppeteer-core').Page} choose */
async function outlook({ rep, passed }, choose) {
  await rep.chooseOutlook(choose);
  const entra = await rep.microsoftSignIn();
  await giveAddress(entra, JO.address, () => passed('8 Email address', entra));
  await givePassword(entra, JO.password, () => passed('9 Password', entra));
  await staySignedIn(entra, () => passed('9 Stay signed in', entra));
  await accept(entra, () => passed('10 Accept', entra));
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
