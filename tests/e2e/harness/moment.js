// A moment of the rep's set-up that a test can go back to, so that each of many situations begins there
// without a Chromium of its own.
import { MSI_ACTIONS_KEY } from '../../org/salesforce/oauth/apps.js';

/** @typedef {import('./product.js').Product} Product */

/**
 * What the extension keeps at a moment.
 * @typedef {{ local: Record<string, unknown>, session: Record<string, unknown> }} Moment
 */

/** The moment that is now. @param {Product} it @returns {Promise<Moment>} */
export async function thisMoment({ chromium }) {
  const worker = await chromium.worker();
  return worker.evaluate(async () => ({ local: await chrome.storage.local.get(), session: await chrome.storage.session.get() }));
}

/**
 * Back to a moment: nobody is signed in at any provider's page, no window is open, no fault is ordered. What the org
 * has granted stays.
 * @param {Product} it @param {Moment} moment
 */
export async function goBackTo(moment, it) {
  const { chromium, control } = it;
  await control.clearFaults();
  await closeAll(it);
  const worker = await chromium.worker();
  // Storage is never empty in between: the worker may read it at any time, and would begin the set-up anew.
  await worker.evaluate(async ({ local, session }) => {
    for (const [area, kept] of /** @type {const} */ ([[chrome.storage.local, local], [chrome.storage.session, session]])) {
      await area.set(kept);
      await area.remove(Object.keys(await area.get()).filter((key) => !(key in kept)));
    }
    // Nobody but the worker writes there: it has to begin anew, as after a trap, to know of it.
    self.dispatchEvent(new ErrorEvent('error', { message: 'back to another moment' }));
  }, moment);
}

/** Forgets who is signed in on the providers' pages. @param {Product} it */
export async function signOutOfPages({ chromium }) {
  const session = await chromium.browser.target().createCDPSession();
  await session.send('Storage.clearCookies');
  await session.detach();
}

/** Every page but one, which keeps the browser open. @param {Product} it */
async function closeAll(it) {
  const { chromium } = it;
  await (await chromium.openPopup())?.close();
  const [first, ...others] = await chromium.browser.pages();
  await first?.goto('about:blank');
  await Promise.all(others.map((page) => page.close().catch(() => {})));
  await signOutOfPages(it);
}

/**
 * Changes settings, people and the External Client App of the org for a test; gives what undoes it.
 * @param {Product} it
 * @param {{ settings?: Record<string, any>, users?: Record<string, Record<string, any>>, app?: Record<string, any> }} change
 */
export async function change({ control }, { settings = {}, users = {}, app = {} }) {
  const appBefore = { activeInSeconds: 0, ...await control.app(MSI_ACTIONS_KEY, {}) };
  const before = pick(await control.settingsNow(), settings);
  /** @type {Record<string, Record<string, any>>} */
  const people = {};
  for (const [username, fields] of Object.entries(users)) {
    people[username] = pick(await control.user(username, {}), fields);
    await control.user(username, fields);
  }
  await control.settings(settings);
  await control.app(MSI_ACTIONS_KEY, app);
  return async () => {
    await control.settings(before);
    await control.app(MSI_ACTIONS_KEY, pick(appBefore, app));
    for (const [username, fields] of Object.entries(people)) await control.user(username, fields);
  };
}

/** The fields of `from` that `like` has. @param {Record<string, any>} from @param {Record<string, any>} like */
function pick(from, like) {
  return Object.fromEntries(Object.keys(like).map((name) => [name, from[name]]));
}
