// An account with 5,000 contacts and 50,000 activities: its first content, the tasks while the rep reads and scrolls to
// the end, and what the panel holds then.
import { RECORDS, openIn, panelOf } from '../harness/places.js';
import { until } from '../harness/wait.js';

/**
 * @typedef {import('../harness/page.js').View} View
 * @typedef {import('../../tools/sizes.js').Row} Row
 * @typedef {{ elements: number, heap: number, wasm: number }} Held bytes
 * @typedef {{ what: string, count: number, page: number, button: string, row: string }} List `button`: of the next page
 * @typedef {{ name: string, pid: number, tid: number, ts: number, tdur?: number }} Traced
 */

/** So many rows a press adds: of an account's activities fifty tasks and fifty mails. */
const [PAGE_OF_CONTACTS, PAGE_OF_ACTIVITIES] = [50, 100];
/** Milliseconds; elements of the document; bytes of a row that was read. */
const [BESIDE_ROUND_TRIP, TASK, ELEMENTS, OF_ROW] = [30, 50, 3_000, 1_000];
/** The part of them that stands in the list's last section: those of this week and the last one do not. */
const LISTED = 0.98;
/** Pages that are added while the tasks are traced. */
const TRACED = 5;
const MARK = 'long-lists';
const NAME = 'Great Holdings';
const HOUR = 3_600_000;

/** @param {import('../bench.js').It} it @param {number} contacts @param {number} activities @returns {Promise<Row[]>} */
export async function longLists(it, contacts = 5_000, activities = 50_000) {
  const id = addAccount(it.org.context.data, contacts, activities);
  const page = await openIn(it.chromium, it.control, 'Lightning standard', RECORDS.lead);
  const panel = await panelOf(page, RECORDS.lead);
  const first = await firstContent(it, page, panel, `/lightning/r/Account/${id}/view`);
  /** @type {Row[]} */
  const rows = [{
    what: 'account with thousands of rows, first content after the round trip', budget: `≤ ${BESIDE_ROUND_TRIP} ms`,
    measured: `${(first.content - first.roundTrip).toFixed(0)} ms of ${first.content.toFixed(0)}`, within: first.content - first.roundTrip <= BESIDE_ROUND_TRIP,
  }];
  await panel.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('.people > .buttons .button')).click());
  rows.push(...await read(page, panel, {
    what: 'contacts', count: contacts, page: PAGE_OF_CONTACTS, button: '.people > .buttons .button:nth-of-type(2)', row: '.people [aria-posinset]',
  }));
  await panel.evaluate(() => document.getElementById('tab-insights-button')?.click());
  await panel.waitForSelector('[data-activity]');
  rows.push(...await read(page, panel, {
    what: 'activities', count: activities, page: PAGE_OF_ACTIVITIES, button: '.more-rows .button', row: '.feed:last-of-type [data-activity]',
  }));
  await page.close();
  return rows;
}

/**
 * Reads a list to its end, and scrolls through all of it.
 * @param {import('puppeteer-core').Page} page @param {View} panel @param {List} list
 * @returns {Promise<Row[]>}
 */
async function read(page, panel, list) {
  const { what, count, row } = list;
  await readOn(panel, list, 1);
  const before = await held(panel);
  await readOn(panel, list, Math.floor(count / list.page) - TRACED);
  const adding = await longest(page, panel, () => readOn(panel, list, Number.POSITIVE_INFINITY));
  const scrolling = await longest(page, panel, () => scrollThrough(panel));
  const after = await held(panel);
  const shown = Number(await panel.$eval(row, (row) => row.getAttribute('aria-setsize')));
  const ofRow = (after.heap + after.wasm - before.heap - before.wasm) / count;
  const most = Math.floor(count * LISTED);
  return [
    { what: `${what} in the list`, budget: `≥ ${most}`, measured: String(shown), within: shown >= most },
    task(`a page is added to all ${what}, longest task`, adding),
    task(`scrolling through all ${what}, longest task`, scrolling),
    { what: `elements with all ${what}`, budget: `≤ ${ELEMENTS}`, measured: `${after.elements} (${before.elements} at first)`, within: after.elements <= ELEMENTS },
    {
      what: `memory of the panel for each of the ${what}`, budget: `≤ ${OF_ROW} bytes`,
      measured: `${ofRow.toFixed(0)} bytes (script ${mega(before.heap)} to ${mega(after.heap)}, wasm ${mega(before.wasm)} to ${mega(after.wasm)})`, within: ofRow <= OF_ROW,
    },
  ];
}

/** @param {number} bytes */
const mega = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {string} what @param {number} measured @returns {Row} */
function task(what, measured) {
  return { what, budget: `≤ ${TASK} ms`, measured: `${measured.toFixed(0)} ms`, within: measured <= TASK };
}

/** The longest task of the panel's thread meanwhile: milliseconds that it computes, whoever else does.
 * @param {import('puppeteer-core').Page} page @param {View} panel @param {() => Promise<unknown>} work */
async function longest(page, panel, work) {
  await page.tracing.start({ categories: ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'] });
  const mark = () => panel.evaluate((name) => void performance.mark(name), MARK);
  await mark();
  await work();
  await mark();
  const trace = await page.tracing.stop();
  /** @type {{ traceEvents: Traced[] }} */
  const { traceEvents } = JSON.parse(Buffer.from(trace ?? []).toString('utf8'));
  const marks = traceEvents.filter(({ name }) => name === MARK);
  const [from, to] = [marks[0], marks.at(-1)];
  const tasks = traceEvents.filter(({ name, pid, tid, ts }) => name === 'RunTask' && pid === to?.pid && tid === to.tid && ts >= Number(from?.ts) && ts <= to.ts);
  if (tasks.length === 0) throw new Error('No task of the panel was traced.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}

/** Milliseconds from the new address to the first rows, and from the worker's request to the end of its answer.
 * @param {import('../bench.js').It} it @param {import('puppeteer-core').Page} page @param {View} panel @param {string} path */
async function firstContent({ chromium }, page, panel, path) {
  const worker = await chromium.worker();
  // The browser notes only so many.
  await worker.evaluate(() => performance.clearResourceTimings());
  const shown = panel.evaluate((name) => new Promise((resolve) => {
    const look = () => document.querySelector('h1')?.textContent?.includes(name) && document.querySelector('.people [aria-posinset]') && resolve(Date.now());
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  }), NAME);
  const began = await page.evaluate((path) => {
    const at = Date.now();
    history.pushState({}, '', path);
    return at;
  }, path);
  const content = Number(await shown) - began;
  const roundTrip = await until('the end of the call', () => worker.evaluate(() =>
    performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/composite'))?.duration));
  return { content, roundTrip };
}

/** Presses the button of the next page until it is gone, and scrolls to it each time.
 * @param {View} panel @param {List} list @param {number} pages at most */
async function readOn(panel, { button, row }, pages) {
  // A few in a call: the driver waits for an answer only so long.
  for (let left = pages; left > 0; left -= 5) {
    const more = await panel.evaluate(async (button, row, pages) => {
      const wait = (/** @type {number} */ time) => new Promise((resolve) => { setTimeout(resolve, time); });
      const next = () => /** @type {HTMLElement | null} */ (document.querySelector(button));
      const count = () => document.querySelector(row)?.getAttribute('aria-setsize');
      for (let page = 0; page < pages && next(); page += 1) {
        const before = count();
        next()?.click();
        while (next() && (count() === before || next()?.ariaDisabled === 'true')) await wait(5);
        next()?.scrollIntoView();
        await wait(30);
      }
      return next() !== null;
    }, button, row, Math.min(5, left));
    if (!more) break;
  }
}

/** From the end to the beginning and back, at least a screen a frame, in 500 frames at most. @param {View} panel */
async function scrollThrough(panel) {
  await panel.evaluate(async () => {
    const all = [document.scrollingElement, ...document.querySelectorAll('main, main *')];
    const scrolls = all.find((element) => element && element.scrollHeight > element.clientHeight + 100 && element.scrollTop > 0);
    if (!scrolls) throw new Error('Nothing scrolls.');
    for (const sign of [-1, 1]) {
      const step = Math.max(600, scrolls.scrollHeight / 250);
      for (let left = scrolls.scrollHeight; left > 0; left -= step) {
        scrolls.scrollBy(0, sign * step);
        await new Promise((resolve) => { requestAnimationFrame(resolve); });
      }
    }
  });
}

/** After the browser's own cleaning up. @param {View} panel @returns {Promise<Held>} */
async function held(panel) {
  const client = /** @type {{ client: import('puppeteer-core').CDPSession }} */ (/** @type {unknown} */ (panel)).client;
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  const { elements, wasm } = await panel.evaluate(async () => {
    const glue = './pkg/panel.js';
    // The module that runs: it is not started again.
    const { memory } = await (await import(new URL(glue, location.href).href)).default();
    return { elements: document.querySelectorAll('*').length, wasm: memory.buffer.byteLength };
  });
  return { elements, heap: usedSize, wasm };
}

/** Half of the activities are done tasks, half mails. @param {import('../../org/salesforce/store.js').Store} store @param {number} contacts @param {number} activities */
function addAccount(store, contacts, activities) {
  const owner = store.rows('User').find(({ Username }) => Username.startsWith('jo@'))?.Id;
  const account = store.insert('Account', { Name: NAME, OwnerId: owner });
  for (let n = 0; n < contacts; n += 1) {
    store.insert('Contact', { FirstName: 'Contact', LastName: String(n).padStart(4, '0'), Title: 'Buyer', Email: `contact${n}@great.example`, AccountId: account.Id, OwnerId: owner });
  }
  for (let n = 0; n < activities; n += 2) {
    const at = new Date(Date.now() - n * HOUR).toISOString().replace('Z', '+0000');
    store.insert('Task', { WhatId: account.Id, Subject: `Call ${n}`, TaskSubtype: n % 4 ? 'Call' : 'Task', Status: 'Completed', ActivityDate: at.slice(0, 10), CompletedDateTime: at, CreatedDate: at, OwnerId: owner });
    store.insert('EmailMessage', { RelatedToId: account.Id, Subject: `Our plan ${n}`, Incoming: n % 6 === 0, Status: '3', MessageDate: at, CreatedDate: at, FromName: 'Contact', ToAddress: 'contact@great.example', CreatedById: owner });
  }
  return account.Id;
}
