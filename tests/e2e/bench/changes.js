// From the address's change to the other record's name in the panel, both views kept: beside the record in each
// interface that changes its address without a load, and in the side panel. At a rep's pace, with the processor
// slowed four times, and with many panels open.
import { setTimeout } from 'node:timers/promises';
import { RECORDS, idOf, openIn, panelOf } from '../harness/places.js';
import { says } from '../harness/page.js';
import { quantile } from './rows.js';

/**
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('../harness/page.js').View} View
 * @typedef {import('../bench.js').It} It
 */

const ROUNDS = 20;
const SLOWED = 4;
/** Milliseconds between a rep's changes: faster ones the content script brakes. */
const PACE = 1000;
const MOST = 50;
const PLACES = /** @type {const} */ (['Lightning standard', 'Lightning console', 'Classic console']);

/** @param {It} it @param {number} tabs how many panels are open @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function recordChanges(it, tabs) {
  const { rep, chromium, control } = it;
  const others = await openPanels(it, tabs - 1);
  /** @type {import('../../tools/sizes.js').Row[]} */
  const rows = [];
  /** @param {string} place @param {number[]} spans */
  const add = (place, spans) => {
    const p95 = quantile(spans, 0.95);
    rows.push({
      what: `record change, ${place}, panels open: ${tabs}`, budget: `p95 ≤ ${MOST} ms`,
      measured: `p95 ${p95} ms, median ${quantile(spans, 0.5)}`, within: p95 <= MOST,
    });
  };
  for (const place of PLACES) {
    const page = await openIn(chromium, control, place, RECORDS.lead);
    add(place, await changes(it, page, await panelOf(page, RECORDS.lead), place));
    await page.close();
  }
  const page = await openIn(chromium, control, 'Lightning standard', RECORDS.lead);
  const side = await rep.openSidePanel(await panelOf(page, RECORDS.lead));
  await says(side, RECORDS.lead.name);
  add('side panel', await changes(it, page, side, 'Lightning standard'));
  await side.evaluate(() => window.close());
  for (const tab of [page, ...others]) await tab.close();
  return rows;
}

/** Tabs with a record each, and its panel. @param {It} it @param {number} count */
export async function openPanels({ chromium, control }, count) {
  const pages = [];
  for (let n = 0; n < count; n += 1) {
    const page = await openIn(chromium, control, 'Lightning standard', RECORDS.contact);
    await panelOf(page, RECORDS.contact);
    pages.push(page);
  }
  return pages;
}

/** @param {It} it @param {Page} page @param {View} panel @param {string} place @returns {Promise<number[]>} milliseconds */
async function changes({ control }, page, panel, place) {
  const slow = /** @type {{ client?: import('puppeteer-core').CDPSession }} */ (panel).client;
  await page.emulateCPUThrottling(SLOWED);
  await slow?.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  const records = [RECORDS.lead, RECORDS.contact];
  const paths = await Promise.all(records.map(async (record) => pathOf(place, record, await idOf(control, record))));
  const spans = [];
  // The first two are shown so that they are kept.
  for (let round = -1; round <= ROUNDS; round += 1) {
    const next = Math.abs(round) % 2;
    await setTimeout(PACE);
    const shown = panel.evaluate((name) => new Promise((resolve) => {
      const look = () => document.querySelector('h1')?.textContent?.includes(name) && resolve(Date.now());
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    }), String(records[next]?.name));
    const changed = await page.evaluate((path) => {
      const at = Date.now();
      if (path.startsWith('#')) location.hash = path;
      else history.pushState({}, '', path);
      return at;
    }, String(paths[next]));
    const span = Number(await shown) - changed;
    if (round > 0) spans.push(span);
  }
  await page.emulateCPUThrottling(null);
  await slow?.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return spans;
}

/** @param {string} place @param {import('../harness/places.js').KnownRecord} record @param {string} id */
function pathOf(place, { object }, id) {
  return place === 'Classic console' ? `#%2F${id.slice(0, 15)}` : `/lightning/r/${object}/${id}/view`;
}
