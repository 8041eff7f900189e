// The rows of the bench table that need a browser. `./build.sh bench` prints them.
import { startOrg } from '../org/server.js';
import { Chromium, EXTENSION_ID } from './harness/browser.js';
import { Control } from './harness/org.js';
import { pressButton, says } from './harness/page.js';
import { Rep } from './harness/rep.js';
import { texts } from './harness/texts.js';
import { until } from './harness/wait.js';

/**
 * @typedef {import('../tools/sizes.js').Row} Row
 * @typedef {{ chromium: Chromium, control: Control, rep: Rep, text: (key: string) => string }} It
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
      await recordChange(it),
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
async function salesforceCalls({ rep, control, text }) {
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await rep.panel(page, 'Analytical Engines');
  await page.close();
  const cold = await counted(control, async () => {
    const page = await rep.openRecord(control, 'Contact', 'Grace Hopper');
    await rep.panel(page, 'Navy Systems');
    await page.close();
  });
  const warm = await counted(control, async () => {
    const page = await rep.openRecord(control, 'Contact', 'Grace Hopper');
    await rep.panel(page, 'Navy Systems');
    await page.close();
  });
  const open = await rep.openRecord(control, 'Contact', 'Grace Hopper');
  const panel = await rep.panel(open, 'Navy Systems');
  const action = await counted(control, async () => {
    await rep.writeMail(panel, 'Counted', 'Hello');
    await rep.send(panel);
    await until('the log entry', async () => (await control.query("SELECT Id FROM EmailMessage WHERE Subject = 'Counted'")).length, 40_000);
    await says(panel, text('outbox_done'), 40_000);
  }, (entry) => entry.writes);
  await open.close();
  return [
    calls('Salesforce calls, record view cold', cold, 1),
    calls('Salesforce calls, record view warm', warm, 0),
    calls('Salesforce calls, Send Sales Email', action, 1),
  ];
}

/** How many calls to Salesforce some work makes.
 * @param {Control} control @param {() => Promise<void>} work @param {(entry: any) => boolean} [which] */
async function counted(control, work, which = () => true) {
  const before = (await control.log()).at(-1)?.n ?? 0;
  await work();
  return (await control.askedByExtension(before)).filter((entry) => entry.path.startsWith('/services/data') && which(entry)).length;
}

/** From the address's change to the other record's name in the panel, both views kept. @param {It} it @returns {Promise<Row>} */
async function recordChange({ rep, control }) {
  const names = ['Ada Lovelace', 'Grace Hopper'];
  const page = await rep.openRecord(control, 'Lead', names[0] ?? '');
  const panel = await rep.panel(page, 'Analytical Engines');
  const ids = [
    ['Lead', (await control.query("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'"))[0].Id],
    ['Contact', (await control.query("SELECT Id FROM Contact WHERE Name = 'Grace Hopper'"))[0].Id],
  ];
  /** @type {number[]} */
  const spans = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [object, id] = ids[round % 2] ?? [];
    const shown = panel.evaluate((name) => new Promise((resolve) => {
      const look = () => document.querySelector('h1')?.textContent?.includes(name) && resolve(Date.now());
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    }), names[round % 2] ?? '');
    const changed = await page.evaluate((path) => {
      const at = Date.now();
      history.pushState({}, '', path);
      return at;
    }, `/lightning/r/${object}/${id}/view`);
    spans.push(Number(await shown) - changed);
  }
  await page.close();
  return timed('record change → kept view in the panel', spans, 50);
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

