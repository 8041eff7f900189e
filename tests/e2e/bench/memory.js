// What the extension's process holds while panels are open: its private memory, as Chrome's task manager counts it.
import { existsSync, readFileSync } from 'node:fs';
import { openPanels } from './changes.js';

/** Megabytes by open panels. @type {[panels: number, most: number][]} */
const BUDGET = [[1, 80], [10, 100], [20, 130]];

/** @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function memory(it) {
  if (!existsSync('/proc/self/status')) return []; // only Linux tells it so
  const session = await it.chromium.browser.target().createCDPSession();
  const rows = [];
  const pages = [];
  for (const [panels, most] of BUDGET) {
    pages.push(...await openPanels(it, panels - pages.length));
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const bytes = processInfo.map(({ id }) => privateBytes(id)).reduce((sum, bytes) => sum + bytes, 0);
    const measured = bytes / 1e6;
    rows.push({
      what: `memory of the extension's process, panels open: ${panels}`, budget: `≤ ${most} MB`,
      measured: `${measured.toFixed(0)} MB`, within: measured <= most,
    });
  }
  await session.detach();
  for (const page of pages) await page.close();
  return rows;
}

/** Of a process of an extension; of others nothing. @param {number} id */
function privateBytes(id) {
  if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--extension-process')) return 0;
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  const kilobytes = ['RssAnon', 'VmSwap'].map((name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) * 1024;
}
