// What the extension's process holds while panels are open: its private memory, as Chrome's task manager counts it.
import { existsSync, readFileSync } from 'node:fs';
import { until } from '../harness/wait.js';
import { openPanels } from './changes.js';
import { closeOwnPages } from './start.js';

/** Megabytes by open panels. @type {[panels: number, most: number][]} */
const BUDGET = [[1, 80], [10, 100], [20, 130]];

/** @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function memory(it) {
  await endProcess(it.chromium);
  const rows = [];
  const pages = [];
  for (const [panels, most] of BUDGET) {
    pages.push(...await openPanels(it, panels - pages.length));
    const bytes = await extensionMemory(it.chromium.browser);
    if (bytes === undefined) break;
    const measured = bytes / 1e6;
    rows.push({
      what: `memory of the extension's process, panels open: ${panels}`, budget: `≤ ${most} MB`,
      measured: `${measured.toFixed(0)} MB`, within: measured <= most,
    });
  }
  for (const page of pages) await page.close();
  return rows;
}

/**
 * Ends the extension's process: what closed pages left of their memory would count as well.
 * @param {import('../harness/browser.js').Chromium} chromium
 */
export async function endProcess(chromium) {
  await closeOwnPages(chromium);
  await until('the process to end', async () => {
    await chromium.stopWorker().catch(() => {});
    return !(await extensionMemory(chromium.browser));
  }, 30_000);
}

/** Bytes; nothing where the system does not tell: only Linux does. @param {import('puppeteer-core').Browser} browser */
export async function extensionMemory(browser) {
  if (!existsSync('/proc/self/status')) return undefined;
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.map(({ id }) => privateBytes(id)).reduce((sum, bytes) => sum + bytes, 0);
}

/** Of a process of an extension; of others nothing. @param {number} id */
function privateBytes(id) {
  if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--extension-process')) return 0;
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  const kilobytes = ['RssAnon', 'VmSwap'].map((name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) * 1024;
}
