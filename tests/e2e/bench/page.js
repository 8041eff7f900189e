// What a collapsed panel adds to a record page, beside what any script adds that asks its worker once: most of
// it is the world that the browser makes for a content script.
import { EXTENSION_ID } from '../harness/browser.js';
import { installAsking } from './asking-extension.js';
import { collapsedRecord } from './collapsed.js';
import { deterministic, median } from './rows.js';

/**
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('puppeteer-core').Protocol.Profiler.Profile} Profile
 */

const ROUNDS = 15;
/** Times the asking script's. */
const [SCRIPT, HEAP] = [1.6, 1.2];

/** The last rows of a browser: ours is not in it afterwards.
 * @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function collapsedPage(it) {
  const { chromium: { browser } } = it;
  const open = await collapsedRecord(it);
  const url = open.url();
  const frames = open.frames().length - 1;
  await open.close();
  const asking = await installAsking(browser, it.extension);
  const both = await rounds(it, url, 'msi-actions-panel', [EXTENSION_ID, asking]);
  await browser.uninstallExtension(EXTENSION_ID);
  const without = await rounds(it, url, 'body', [asking]);
  await browser.uninstallExtension(asking);
  const bare = await rounds(it, url, 'body', []);

  const heap = { ours: median(both.heap) - median(without.heap), asking: median(without.heap) - median(bare.heap) };
  const [ours, least] = both.script.map(median);
  return [
    deterministic('record page, panel collapsed: iframes', frames, 0),
    { what: 'record page: script that asks once', budget: '', measured: `${least?.toFixed(1)} ms` },
    times('record page, panel collapsed: our script', Number(ours), Number(least), SCRIPT, (ms) => `${ms.toFixed(1)} ms`),
    { what: 'record page: heap of the script that asks once', budget: '', measured: kilo(heap.asking) },
    { ...times('record page, panel collapsed: our heap', heap.ours, heap.asking, HEAP, kilo), reason: 'the interfaces of a page that a script touches: docs/speed.md' },
  ];
}

/** Loads the page again and again: milliseconds in the scripts of each extension, and the heap in the end.
 * @param {import('../bench.js').It} it @param {string} url @param {string} ready @param {string[]} extensions */
async function rounds({ chromium }, url, ready, extensions) {
  /** @type {number[][]} */
  const script = extensions.map(() => []);
  const heap = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await chromium.tab();
    const session = await page.createCDPSession();
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 100 });
    await session.send('Profiler.start');
    await page.goto(url);
    await page.waitForSelector('#auraLoadingBox.loadingHide');
    await page.waitForSelector(ready);
    const { profile } = await session.send('Profiler.stop');
    extensions.forEach((id, n) => script[n]?.push(ownTime(profile, id)));
    await session.send('Profiler.disable');
    await session.send('HeapProfiler.collectGarbage');
    heap.push((await session.send('Runtime.getHeapUsage')).usedSize);
    await page.close();
  }
  return { script, heap };
}

/** Milliseconds in scripts of an extension. @param {Profile} profile @param {string} id */
function ownTime(profile, id) {
  const own = new Set(profile.nodes.filter((node) => node.callFrame.url.includes(id)).map((node) => node.id));
  let micros = 0;
  profile.samples?.forEach((sample, n) => {
    if (own.has(sample)) micros += profile.timeDeltas?.[n] ?? 0;
  });
  return micros / 1000;
}

/** @param {number} bytes */
function kilo(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}

/** @param {string} what @param {number} ours @param {number} least @param {number} most @param {(n: number) => string} shown */
function times(what, ours, least, most, shown) {
  return { what, budget: `≤ ${most} times`, measured: `${shown(ours)} (${(ours / least).toFixed(2)})`, within: ours <= most * least };
}
