// Where a rep meets a record: the two Lightning apps, Classic and its console. Each opens a record as a rep
// would come to it, and shows another one in the same browser tab.
import { frameAt, says } from './page.js';
import { CLASSIC, LIGHTNING } from './rep.js';
import { until } from './wait.js';

/**
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {{ object: string, name: string, panel: string[] }} KnownRecord `panel`: what the panel says of it
 *
 * @typedef {object} Place
 * @property {(record: KnownRecord, id: string) => string} address at which a new browser tab shows the record there
 * @property {(page: Page, record: KnownRecord, id: string) => Promise<unknown>} show shows the record in a tab that is there
 */

/** Records that the demo org always has, one of each object. */
export const RECORDS = /** @type {const} @satisfies {Record<string, KnownRecord>} */ ({
  lead: { object: 'Lead', name: 'Ada Lovelace', panel: ['Ada Lovelace', 'Analytical Engines'] },
  contact: { object: 'Contact', name: 'Grace Hopper', panel: ['Grace Hopper', 'Navy Systems'] },
  account: { object: 'Account', name: 'Navy Systems', panel: ['Navy Systems'] },
  opportunity: { object: 'Opportunity', name: 'Renewal 2027', panel: ['Renewal 2027'] },
});

const lightningPath = (/** @type {{ object: string }} */ { object }, /** @type {string} */ id) => `/lightning/r/${object}/${id}/view`;

/** The app goes to a record without a load, as its own links do.
 * @param {Page} page @param {{ object: string }} record @param {string} id */
export function withinLightning(page, record, id) {
  return page.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, lightningPath(record, id));
}

/** The panel of a page, once it is headed by a name, however late Salesforce answers.
 * @param {Page} page @param {string} name */
export async function headed(page, name) {
  const panel = await frameAt(page, '/panel.html');
  await until(`the panel of ${name}`, () => panel.$eval('h1', (head, name) => head.textContent?.includes(name), name), 30_000);
  return panel;
}

/** The places, but the side panel, which shows what is in any of them. @type {Record<string, Place>} */
export const PLACES = {
  'Lightning standard': {
    address: (record, id) => `${LIGHTNING}/lightning/app/standard__LightningSales${lightningPath(record, id).replace('/lightning', '')}`,
    show: withinLightning,
  },
  'Lightning console': {
    address: (record, id) => `${LIGHTNING}/lightning/app/standard__LightningSalesConsole${lightningPath(record, id).replace('/lightning', '')}`,
    show: withinLightning,
  },
  Classic: {
    address: (_, id) => `${CLASSIC}/${id.slice(0, 15)}`,
    show: (page, _, id) => page.goto(`${CLASSIC}/${id.slice(0, 15)}`, { waitUntil: 'domcontentloaded' }),
  },
  'Classic console': {
    address: (_, id) => `${CLASSIC}/console#%2F${id.slice(0, 15)}`,
    show: (page, _, id) => page.evaluate((hash) => { location.hash = hash; }, `#%2F${id.slice(0, 15)}`),
  },
};

/** @param {import('./org.js').Control} control @param {Pick<KnownRecord, 'object' | 'name'>} record @returns {Promise<string>} 18 characters */
export async function idOf(control, { object, name }) {
  const [{ Id }] = await control.query(`SELECT Id FROM ${object} WHERE Name = '${name}'`);
  return Id;
}

/**
 * Opens a record in a new browser tab; the rep is signed in to Salesforce.
 * @param {import('./browser.js').Chromium} chromium @param {import('./org.js').Control} control
 * @param {keyof typeof PLACES} place @param {KnownRecord} record
 */
export async function openIn(chromium, control, place, record) {
  const page = await chromium.tab(PLACES[place].address(record, await idOf(control, record)));
  await inView(page, record);
  return page;
}

/**
 * Shows another record in the same browser tab: in a console beside what is open.
 * @param {Page} page @param {import('./org.js').Control} control @param {keyof typeof PLACES} place @param {KnownRecord} record
 */
export async function showIn(page, control, place, record) {
  await PLACES[place].show(page, record, await idOf(control, record));
  await inView(page, record);
}

/** The page's title names the record in view in every place. @param {Page} page @param {KnownRecord} record */
async function inView(page, { name }) {
  await until(`${name} in view`, async () => (await page.title()).includes(name));
}

/**
 * The panel in a page, once it shows the record. Where several frames of other processes come at once,
 * Puppeteer at times gets no context for one of them, though it is drawn: then the page is loaded again.
 * @param {Page} page @param {KnownRecord} record
 */
export async function panelOf(page, record) {
  const frame = await frameAt(page, '/panel.html');
  const reached = await Promise.race([
    frame.evaluate(() => true),
    new Promise((resolve) => { setTimeout(resolve, 8_000, false).unref(); }),
  ]).catch(() => true); // it is being replaced: what is asked next finds the new one
  if (reached) return shownIn(await frameAt(page, '/panel.html'), record);
  await page.reload({ waitUntil: 'domcontentloaded' });
  return shownIn(await frameAt(page, '/panel.html'), record);
}

/** @param {import('puppeteer-core').Frame} frame @param {KnownRecord} record */
async function shownIn(frame, { name, panel }) {
  await until(`the panel of ${name}`, () =>
    frame.evaluate((name) => document.querySelector('h1')?.textContent?.includes(name), name));
  for (const text of panel) await says(frame, text);
  return frame;
}
