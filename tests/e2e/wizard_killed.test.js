// The worker is stopped, and the popup closed, on every screen of the wizard: the popup comes back at
// the same screen, and nothing that was granted is asked again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MSI_ACTIONS_KEY } from '../org/salesforce/oauth/apps.js';
import { EXTENSION_ID } from './harness/browser.js';
import { variantsOf } from './harness/machine.js';
import { fill, pressButton, pressPrimary } from './harness/page.js';
import { product } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';

/** @typedef {import('./harness/product.js').Product} Product */

/** @typedef {import('puppeteer-core').Page} Page */

/** The guide's screens in its order, and how to leave each. @type {Record<string, (it: Product, popup: Page) => Promise<unknown>>} */
const GUIDE = {
  Activate: async (it, popup) => {
    await pressPrimary(popup);
    await activate(it);
  },
  Start: (_, popup) => pressPrimary(popup),
  Intro: (_, popup) => pressPrimary(popup),
  ChooseMail: async (it, popup) => {
    await it.rep.chooseGmail(popup);
    await connect(it);
  },
  MailConnected: (_, popup) => pressPrimary(popup),
  Signature: async (_, popup) => {
    await popup.waitForSelector('[contenteditable=true]');
    await popup.type('[contenteditable]', 'Jo Devries');
    await pressPrimary(popup);
  },
  Finish: (_, popup) => pressPrimary(popup),
  TourOffer: (_, popup) => pressPrimary(popup),
  Launch: ({ text }, popup) => pressButton(popup, text('launch_app')),
  ChooseOrg: async () => {},
};

/** The way of a rep whom nobody invited yet, and how to leave each screen. @type {Record<string, (it: Product, popup: Page) => Promise<unknown>>} */
const UNINVITED = {
  NotInvited: async (_, popup) => {
    await fill(popup, '#link', 'https://acme.lightning.force.com/lightning/page/home');
    await pressPrimary(popup);
  },
  ConsumerKey: async (_, popup) => {
    await fill(popup, '#key', MSI_ACTIONS_KEY);
    await pressPrimary(popup);
  },
  Activate: async ({ rep }, popup) => {
    await pressPrimary(popup);
    await (await rep.salesforceLogin()).close();
  },
  SignInFailed: async ({ rep }, popup) => {
    await pressPrimary(popup);
    await rep.signInToSalesforce();
  },
  NotInTeam: async ({ control }, popup) => {
    await control.user(JO.address, { invited: true });
    await pressPrimary(popup);
  },
  Start: async () => {},
};

test('every screen of the machine is on one of the two ways', () => {
  const tried = new Set([...Object.keys(GUIDE), ...Object.keys(UNINVITED), 'Waiting' /* while each window is open */]);
  assert.deepEqual(variantsOf('onboarding/view.rs', 'StepName').filter((screen) => !tried.has(screen)), []);
});

test('stopped on every screen, the wizard comes back where it was', async (t) => {
  const it = await product(t);
  const { rep, text, control } = it;
  await rep.getStarted(await rep.openWelcomeMail());
  for (const [screen, leave] of Object.entries(GUIDE)) {
    if (screen === 'ChooseOrg') await pressButton(await rep.popupShowing(text('home_add_org')), text('home_add_org'));
    await leave(it, await backAt(it, screen));
  }

  const consents = (await control.log()).filter(({ method, path }) =>
    method === 'POST' && /RemoteAccessAuthorizationPage|\/consent/.test(path));
  assert.equal(consents.length, 2, 'one consent at Salesforce, one at Google');
});

test('so it does on the way of who was not invited, by the org’s address and the app’s key', async (t) => {
  const it = await product(t);
  await it.control.user(JO.address, { invited: false, apiEnabled: true });
  for (const [screen, leave] of Object.entries(UNINVITED)) await leave(it, await backAt(it, screen));
  const consents = (await it.control.log()).filter(({ method, path }) => method === 'POST' && /RemoteAccessAuthorizationPage/.test(path));
  assert.equal(consents.length, 1, 'one consent');
});

/** The popup at a screen; the worker is stopped there and the popup closed, and it comes back.
 * @param {Product} it @param {string} screen */
async function backAt(it, screen) {
  await popupAt(it, screen);
  await interrupt(it);
  return popupAt(it, screen);
}

/** @param {Product} it @param {string} screen */
function popupAt({ chromium }, screen) {
  return until(`the popup at ${screen}`, async () => {
    const popup = await chromium.popup();
    return (await popup.$(`[data-screen="${screen}"]`)) ? popup : undefined;
  }, 20_000);
}

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
  await pressPrimary(popup);
  await rep.signInToGoogle();
}

/** Closes what is left of a sign-in window whose worker died.
 * @param {import('./harness/rep.js').Rep} rep @param {string} host */
async function closeWindows({ chromium }, host) {
  for (const page of await chromium.browser.pages()) {
    if (URL.canParse(page.url()) && new URL(page.url()).hostname === host) await page.close().catch(() => {});
  }
}

/** The popup is closed and the worker stopped; another one starts. @param {Product} it */
async function interrupt({ chromium }) {
  await (await chromium.openPopup())?.close();
  const [page] = await chromium.browser.pages();
  await page?.goto(`chrome-extension://${EXTENSION_ID}/icons/icon.svg`);
  await (await chromium.worker()).evaluate(() => Reflect.set(globalThis, 'stopped', true));
  await chromium.stopWorker();
  await until('another worker to start', async () => {
    // A message that comes while the old one ends is lost with it.
    await page?.evaluate(() => void chrome.runtime.sendMessage(0).catch(() => {}));
    const worker = await chromium.workerTarget()?.worker();
    return worker?.evaluate(() => Boolean(globalThis.chrome?.runtime?.id) && !Reflect.has(globalThis, 'stopped'));
  });
}
