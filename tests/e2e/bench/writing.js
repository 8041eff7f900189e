// How soon a mail can be written, and what a key costs while it is: in the panel beside a record.
import { RECORDS, openIn, panelOf } from '../harness/places.js';
import { press } from '../harness/page.js';
import { median } from './rows.js';

/**
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('../harness/page.js').View} View
 * @typedef {{ name: string, pid: number, tid: number, ts: number, tdur?: number, args: { data?: { type?: string } } }} Traced
 */

const ROUNDS = 9;
const [OPENS, TASK] = [100, 16];
const WORDS = 'Thank you for your time on Thursday, Ada. As we said, the two plans that fit a team of your size are below. ';

/** @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function writing({ chromium, control }) {
  const page = await openIn(chromium, control, 'Lightning standard', RECORDS.lead);
  const panel = await panelOf(page, RECORDS.lead);
  const spans = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    spans.push(await opens(panel));
    await page.keyboard.press('Escape');
    await panel.waitForSelector('.acts .primary');
  }
  await opens(panel);
  const short = await longest(page, panel);
  await paste(panel);
  const long = await longest(page, panel);
  await press(panel, '.foot .button'); // the draft is discarded
  await page.close();
  const opened = median(spans);
  return [
    { what: 'compose, click to text that can be written', budget: `≤ ${OPENS} ms`, measured: `${opened.toFixed(0)} ms`, within: opened <= OPENS },
    task('typing, longest task', short),
    task('typing below a table of 100 rows, longest task', long),
  ];
}

/** @param {string} what @param {number} longest @returns {import('../../tools/sizes.js').Row} */
function task(what, longest) {
  return { what, budget: `≤ ${TASK} ms`, measured: `${longest.toFixed(1)} ms`, within: longest <= TASK };
}

/** Milliseconds from the click on Send Sales Email. @param {View} panel */
function opens(panel) {
  return panel.evaluate(() => new Promise((resolve) => {
    const began = performance.now();
    const looks = new MutationObserver(() => {
      if (!document.querySelector('.written[contenteditable=true]')) return;
      looks.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - began));
    });
    looks.observe(document, { childList: true, subtree: true, attributes: true });
    /** @type {HTMLElement} */ (document.querySelector('.acts .primary')).click();
  }));
}

/** @param {View} panel */
async function paste(panel) {
  await panel.evaluate(() => {
    const row = '<tr><td style="border:1px solid #999;padding:4px">Team</td><td style="border:1px solid #999">20 €</td></tr>';
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', `<table>${row.repeat(100)}</table>`);
    document.querySelector('.written')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
}

/** The longest task of the panel's thread while a rep types: milliseconds that it computes, whoever else does. @param {Page} page @param {View} panel */
async function longest(page, panel) {
  await panel.focus('.written');
  await page.tracing.start({ categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await page.keyboard.type(WORDS, { delay: 30 });
  const trace = await page.tracing.stop();
  /** @type {{ traceEvents: Traced[] }} */
  const { traceEvents } = JSON.parse(Buffer.from(trace ?? []).toString('utf8'));
  const keys = traceEvents.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown');
  const thread = keys.at(-1);
  const [from, to] = [keys[0]?.ts ?? 0, thread?.ts ?? 0];
  const tasks = traceEvents.filter(({ name, pid, tid, ts }) => name === 'RunTask' && pid === thread?.pid && tid === thread.tid && ts >= from && ts <= to);
  if (tasks.length === 0) throw new Error('No task of the panel was traced.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
