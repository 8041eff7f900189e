// A stopped worker's first word: a record page asks, and no page of ours is open. Measured beside the least
// worker that there can be, in turns, since most of the time is the browser's own.
import { until } from '../harness/wait.js';
import { EXTENSION_ID } from '../harness/browser.js';
import { installAsking } from './asking-extension.js';
import { collapsedRecord } from './collapsed.js';
import { median } from './rows.js';

/** @typedef {import('puppeteer-core').CDPSession} CDPSession */

const ROUNDS = 9;
const MOST = 2.2;

/** @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function firstWord(it) {
  const { chromium } = it;
  const page = await collapsedRecord(it);
  const asking = await installAsking(chromium.browser, it.extension);
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.waitForSelector('msi-actions-panel');

  await closeOwnPages(chromium);
  const version = await (await chromium.worker()).evaluate(() => chrome.runtime.getManifest().version);
  await chromium.stopWorker(); // which lets go of it, too
  const look = JSON.stringify({ name: 'look', build: version, body: {} });
  const tab = await page.createCDPSession();
  const worlds = await contentScripts(tab);
  const workers = await Workers.alone(chromium);
  /** @type {[number[], number[]]} */
  const [ours, least] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [id, spans] of /** @type {const} */ ([[asking, least], [EXTENSION_ID, ours]])) {
      await workers.stop([asking, EXTENSION_ID]);
      spans.push(await askFrom(tab, worlds.get(id), look));
    }
  }
  await workers.end();
  await page.close();
  await chromium.browser.uninstallExtension(asking);
  const times = median(ours) / median(least);
  return [
    { what: 'stopped worker, first word: the least there can be', budget: '', measured: `${median(least).toFixed(1)} ms` },
    { what: 'stopped worker, first word: ours', budget: '', measured: `${median(ours).toFixed(1)} ms` },
    { what: 'stopped worker, first word: times the least', budget: `≤ ${MOST}`, measured: times.toFixed(2), within: times <= MOST },
  ];
}

/** The popup in a tab: from its first paint to its first button. @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row>} */
export async function popup({ chromium }) {
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
  const measured = median(spans);
  return { what: 'popup, first paint to live wizard', budget: '≤ 100 ms', measured: `${measured.toFixed(1)} ms`, within: measured <= 100 };
}

/** A page of ours would keep the process and the compiled module. @param {import('../harness/browser.js').Chromium} chromium */
export async function closeOwnPages({ browser }) {
  await until('no page of ours to be open', async () => {
    const own = browser.targets().filter((target) => target.url().startsWith(`chrome-extension://${EXTENSION_ID}/`) && target.type() !== 'service_worker');
    await Promise.all(own.map(async (target) => (await target.asPage()).close().catch(() => {})));
    return own.length === 0;
  });
}

/** The content scripts of a page: the world of each extension, by its id. @param {CDPSession} tab */
async function contentScripts(tab) {
  /** @type {Map<string, number>} */
  const worlds = new Map();
  tab.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.auxData?.type === 'isolated') worlds.set(new URL(context.origin).host, context.id);
  });
  await tab.send('Runtime.enable');
  return worlds;
}

/** Milliseconds until a content script has its answer. @param {CDPSession} tab @param {number | undefined} world @param {string} call */
async function askFrom(tab, world, call) {
  const { result, exceptionDetails } = await tab.send('Runtime.evaluate', {
    contextId: world, awaitPromise: true, returnByValue: true,
    expression: `(async () => {
      const from = performance.now();
      const answer = await chrome.runtime.sendMessage(${JSON.stringify(call)});
      const span = performance.now() - from;
      if (!JSON.parse(answer).ok) throw new Error(answer);
      return span;
    })()`,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return Number(result.value);
}

/** Service workers that no driver is attached to: one that is attached is held as it starts. */
class Workers {
  /** @param {CDPSession} browser */
  constructor(browser) {
    this.browser = browser;
  }

  /** @param {import('../harness/browser.js').Chromium} chromium */
  static async alone({ browser }) {
    const workers = new Workers(await browser.target().createCDPSession());
    await workers.#attach([{ type: 'service_worker', exclude: true }]);
    return workers;
  }

  /** Stops the workers of extensions, and waits until their processes are gone. @param {string[]} ids */
  async stop(ids) {
    await until('the workers to be gone', async () => {
      const { targetInfos } = await this.browser.send('Target.getTargets');
      const alive = targetInfos.filter(({ type, url }) => type === 'service_worker' && ids.some((id) => url.includes(id)));
      for (const { targetId } of alive) await this.browser.send('Target.closeTarget', { targetId }).catch(() => {});
      return alive.length === 0;
    });
  }

  async end() {
    await this.#attach([]);
    await this.browser.detach();
  }

  /** @param {import('puppeteer-core').Protocol.Target.TargetFilter} filter */
  async #attach(filter) {
    // As the driver does it, but for the filter.
    await this.browser.connection()?.send('Target.setAutoAttach', {
      autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [...filter, { type: 'page', exclude: true }, {}],
    });
  }
}
