// The rows of the bench table that need a browser. `./build.sh bench` prints them.
import { startOrg } from '../org/server.js';
import { Chromium, EXTENSION_ID } from './harness/browser.js';
import { writeCall, writeTask } from './harness/actions.js';
import { Control } from './harness/org.js';
import { pressButton, says } from './harness/page.js';
import { RECORDS, idOf, openIn, panelOf } from './harness/places.js';
import { Rep } from './harness/rep.js';
import { texts } from './harness/texts.js';
import { until } from './harness/wait.js';

/**
 * @typedef {import('../tools/sizes.js').Row} Row
 * @typedef {{ chromium: Chromium, control: Control, rep: Rep, text: (key: string, ...values: string[]) => string }} It
 */

const ROUNDS = 7;

/** @param {string} extension the assembled extension @returns {Promise<Row[]>} */
export async function measure(extension) {
  const org = await startOrg();
  const chromium = await Chromium.launch({ org, extension });
  try {
    const text = texts('en');
    const it = { chromium, control: new Control(org.control), rep: new Rep(chromium, text), text };
    await it.rep.setUp();
    return [
      ...(await salesforceCalls(it)),
      ...(await recordChanges(it)),
      await workerStart(it),
      await popup(it),
      ...(await collapsedPage(it)),
    ];
  } finally {
    await chromium.close();
    await org.close();
  }
}

/** @param {It} it @returns {Promise<Row[]>} */
async function salesforceCalls(it) {
  const { control } = it;
  await view(it, RECORDS.lead); // the schema is asked for once a day, apart from the views
  const rows = [];
  for (const record of [RECORDS.contact, RECORDS.account, RECORDS.opportunity]) {
    rows.push(calls(`Salesforce calls, ${record.object} cold`, await counted(control, () => view(it, record)), 1));
  }
  rows.push(calls('Salesforce calls, record view warm', await counted(control, () => view(it, RECORDS.contact)), 0));
  for (const [action, write] of Object.entries(ACTIONS)) {
    const page = await openIn(it.chromium, control, 'Lightning standard', RECORDS.contact);
    const panel = await panelOf(page, RECORDS.contact);
    const writes = await counted(control, async () => {
      await write(it, panel);
      await it.rep.send(panel);
      await panel.waitForSelector('[data-state="done"]', { timeout: 40_000 });
    }, (entry) => entry.writes);
    rows.push(calls(`Salesforce calls, ${action}`, writes, 1));
    await page.close();
  }
  return rows;
}

/** @type {Record<string, (it: It, panel: import('./harness/page.js').View) => Promise<void>>} */
const ACTIONS = {
  'Send Sales Email': ({ rep }, panel) => rep.writeMail(panel, 'Counted', 'Hello'),
  'Log a Call': (it, panel) => writeCall(it, panel, { subject: 'Counted' }),
  'Add Task': (it, panel) => writeTask(it, panel, { subject: 'Counted' }),
};

/** Opens a record until its panel shows it. @param {It} it @param {import('./harness/places.js').KnownRecord} record */
async function view({ chromium, control }, record) {
  const page = await openIn(chromium, control, 'Lightning standard', record);
  await panelOf(page, record);
  await page.close();
}

/** How many calls to Salesforce some work makes.
 * @param {Control} control @param {() => Promise<void>} work @param {(entry: any) => boolean} [which] */
async function counted(control, work, which = () => true) {
  const before = (await control.log()).at(-1)?.n ?? 0;
  await work();
  return (await control.askedByExtension(before)).filter((entry) => entry.path.startsWith('/services/data') && which(entry)).length;
}

/** From the address's change to the other record's name in the panel, both views kept: beside the record
 * in each interface that changes its address without a load, and in the side panel.
 * @param {It} it @returns {Promise<Row[]>} */
async function recordChanges({ rep, chromium, control }) {
  const rows = [];
  for (const place of ['Lightning standard', 'Lightning console', 'Classic console']) {
    const page = await openIn(chromium, control, place, RECORDS.lead);
    rows.push(timed(`record change, ${place}`, await changes(page, await panelOf(page, RECORDS.lead), control, place), 50));
    await page.close();
  }
  const page = await openIn(chromium, control, 'Lightning standard', RECORDS.lead);
  const side = await rep.openSidePanel(await panelOf(page, RECORDS.lead));
  await says(side, RECORDS.lead.name);
  rows.push(timed('record change, side panel', await changes(page, side, control, 'Lightning standard'), 50));
  await side.evaluate(() => window.close());
  await page.close();
  return rows;
}

/** @param {import('puppeteer-core').Page} page @param {import('./harness/page.js').View} panel
 * @param {Control} control @param {string} place @returns {Promise<number[]>} milliseconds */
async function changes(page, panel, control, place) {
  const records = [RECORDS.lead, RECORDS.contact];
  const spans = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const record = records[round % 2] ?? RECORDS.lead;
    const shown = panel.evaluate((name) => new Promise((resolve) => {
      const look = () => document.querySelector('h1')?.textContent?.includes(name) && resolve(Date.now());
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    }), record.name);
    const changed = await page.evaluate((path) => {
      const at = Date.now();
      if (path.startsWith('#')) location.hash = path;
      else history.pushState({}, '', path);
      return at;
    }, pathOf(place, record, await idOf(control, record)));
    spans.push(Number(await shown) - changed);
  }
  return spans;
}

/** @param {string} place @param {import('./harness/places.js').KnownRecord} record @param {string} id */
function pathOf(place, { object }, id) {
  return place === 'Classic console' ? `#%2F${id.slice(0, 15)}` : `/lightning/r/${object}/${id}/view`;
}

/** @param {It} it @returns {Promise<Row>} */
async function workerStart({ chromium }) {
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/help`);
  const version = await app.evaluate(() => chrome.runtime.getManifest().version);
  /** @type {number[]} */
  const spans = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await chromium.stopWorker();
    spans.push(await app.evaluate(async (call) => {
      const from = performance.now();
      await chrome.runtime.sendMessage(call);
      return performance.now() - from;
    }, JSON.stringify({ name: 'get_profile', build: version, body: {} })));
  }
  await app.close();
  return timed('worker, cold start to first answer', spans, 40);
}

/** The popup in a tab: from its first paint to its first button. @param {It} it @returns {Promise<Row>} */
async function popup({ chromium }) {
  /** @type {number[]} */
  const spans = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await chromium.tab();
    await page.evaluateOnNewDocument(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('#root button')) return;
        observer.disconnect();
        performance.mark('live');
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(`chrome-extension://${EXTENSION_ID}/popup.html`);
    spans.push(await until('both marks', () => page.evaluate(() => {
      const live = performance.getEntriesByName('live')[0]?.startTime;
      const paint = performance.getEntriesByName('first-paint')[0]?.startTime;
      return live && paint ? Math.max(0.1, live - paint) : undefined;
    })));
    await page.close();
  }
  return timed('popup, first paint to live wizard', spans, 100);
}

/** What a collapsed panel adds to a record page. @param {It} it @returns {Promise<Row[]>} */
async function collapsedPage({ rep, control, text, chromium }) {
  const open = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(open, 'Analytical Engines');
  await pressButton(panel, text('panel_collapse'));
  await until('the panel to collapse', () => !open.frames().some((frame) => frame.url().includes('panel.html')));
  const frames = open.frames().length - 1;
  const url = open.url();
  await open.close();
  const script = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await chromium.tab();
    const session = await page.createCDPSession();
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 100 });
    await session.send('Profiler.start');
    await page.goto(url);
    await page.waitForSelector('msi-actions-panel');
    const { profile } = await session.send('Profiler.stop');
    script.push(ownTime(profile));
    await page.close();
  }
  return [
    { what: 'record page, panel collapsed: iframes', budget: '0', measured: String(frames), within: frames === 0, deterministic: true },
    timed('record page, panel collapsed: our script', script, 1),
  ];
}

/** Milliseconds in scripts of the extension. @param {import('puppeteer-core').Protocol.Profiler.Profile} profile */
function ownTime(profile) {
  const own = new Set(profile.nodes.filter((node) => node.callFrame.url.includes(EXTENSION_ID)).map((node) => node.id));
  let micros = 0;
  profile.samples?.forEach((sample, n) => {
    if (own.has(sample)) micros += profile.timeDeltas?.[n] ?? 0;
  });
  return micros / 1000;
}

/** @param {string} what @param {number} measured @param {number} budget @returns {Row} */
function calls(what, measured, budget) {
  return { what, budget: String(budget), measured: String(measured), within: measured <= budget, deterministic: true };
}

/** @param {string} what @param {number[]} spans @param {number} budget @returns {Row} */
function timed(what, spans, budget) {
  const median = [...spans].sort((a, b) => a - b)[Math.floor(spans.length / 2)] ?? Number.NaN;
  return { what, budget: `≤ ${budget} ms`, measured: `${median.toFixed(1)} ms`, within: median <= budget };
}

