// The worker is stopped, and the popup closed, on every screen of the wizard: the popup comes back at
// the same screen, and nothing that was granted is asked again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { variantsOf } from './harness/machine.js';
import { pressButton, pressPrimary } from './harness/page.js';
import { product } from './harness/product.js';

/** @typedef {import('./harness/product.js').Product} Product */

/** How to leave each screen. @type {Record<string, (product: Product, popup: import('puppeteer-core').Page) => Promise<void>>} */
const LEAVE = {
  Activate: async (_, popup) => pressPrimary(popup),
  Start: async (_, popup) => pressPrimary(popup),
  Intro: async (_, popup) => pressPrimary(popup),
  ChooseMail: async ({ rep }, popup) => rep.chooseGmail(popup),
  MailConnected: async (_, popup) => pressPrimary(popup),
  Signature: async (_, popup) => {
    await popup.type('[contenteditable]', 'Jo Devries');
    await pressPrimary(popup);
  },
  Finish: async (_, popup) => pressPrimary(popup),
  TourOffer: async (_, popup) => pressPrimary(popup),
  Launch: async ({ text }, popup) => pressButton(popup, text('launch_app')),
};

/** Screens beside the guide's straight way; what interrupts a sign-in is tried below. */
const BESIDE = new Set(['Waiting', 'SignInFailed', 'ChooseOrg', 'ConsumerKey', 'NotInTeam']);

/** The text that tells each screen. @type {Record<string, string>} */
const TITLE = {
  Activate: 'activate_title', Start: 'start_next', Intro: 'intro_title', ChooseMail: 'choose_mail_title',
  MailConnected: 'mail_connected_title', Signature: 'signature_title', Finish: 'finish_title',
  TourOffer: 'tour_offer_title', Launch: 'launch_title',
};

test('stopped on every screen, the wizard comes back where it was', async (t) => {
  const screens = variantsOf('onboarding/view.rs', 'StepName').filter((name) => !BESIDE.has(name));
  assert.deepEqual(screens.filter((name) => !(name in LEAVE)), [], 'every screen is tried');
  const it = await product(t);
  const { rep, text, control } = it;
  await rep.getStarted(await rep.openWelcomeMail());

  for (const screen of screens) {
    await rep.popupShowing(text(TITLE[screen]));
    await interrupt(it);
    const popup = await rep.popupShowing(text(TITLE[screen]));
    await LEAVE[screen](it, popup);
    if (screen === 'Activate') await activate(it);
    if (screen === 'ChooseMail') await connect(it);
  }

  const consents = (await control.log()).filter(({ method, path }) =>
    method === 'POST' && /RemoteAccessAuthorizationPage|\/consent/.test(path));
  assert.equal(consents.length, 2, 'one consent at Salesforce, one at Google');
});

/** Salesforce's window, with the worker stopped while it is open. @param {Product} it */
async function activate({ rep, chromium, text }) {
  const login = await rep.salesforceLogin();
  await login.waitForSelector('#username', { visible: true });
  await chromium.stopWorker();
  await closeWindows(rep, 'acme.my.salesforce.com');
  const popup = await rep.popupShowing(text('fault_onboarding_sign_in_not_finished_title'));
  await pressPrimary(popup);
  const again = await rep.salesforceLogin();
  await rep.logIn(again);
  await rep.allow(again);
}

/** Google's window, likewise. @param {Product} it */
async function connect({ rep, chromium, text }) {
  const google = await rep.googleSignIn();
  await google.waitForSelector('#identifierId', { visible: true });
  await chromium.stopWorker();
  await closeWindows(rep, 'accounts.google.com');
  const popup = await rep.popupShowing(text('fault_onboarding_sign_in_not_finished_title'));
  await pressButton(popup, text('back'));
  await rep.chooseGmail(await rep.popupShowing(text('choose_mail_title')));
  await rep.signInToGoogle();
}

/** Closes what is left of a sign-in window whose worker died.
 * @param {import('./harness/rep.js').Rep} rep @param {string} host */
async function closeWindows({ chromium }, host) {
  for (const page of await chromium.browser.pages()) {
    if (URL.canParse(page.url()) && new URL(page.url()).hostname === host) await page.close().catch(() => {});
  }
}

/** @param {Product} it */
async function interrupt({ chromium }) {
  await chromium.stopWorker();
  const popup = await chromium.openPopup();
  await popup?.close();
}

