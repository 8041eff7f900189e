// The rows of the bench table that need a browser. `./build.sh bench` prints them.
import { startOrg } from '../org/server.js';
import { salesforceCalls } from './bench/calls.js';
import { recordChanges } from './bench/changes.js';
import { longLists } from './bench/long_lists.js';
import { memory } from './bench/memory.js';
import { collapsedPage } from './bench/page.js';
import { queue } from './bench/queue.js';
import { firstWord, popup } from './bench/start.js';
import { writing } from './bench/writing.js';
import { Chromium } from './harness/browser.js';
import { Control } from './harness/org.js';
import { Rep } from './harness/rep.js';
import { texts } from './harness/texts.js';

/**
 * @typedef {object} It
 * @property {string} extension the folder of the assembled extension
 * @property {Chromium} chromium
 * @property {import('./harness/org.js').Org} org
 * @property {Control} control
 * @property {Rep} rep
 * @property {(key: string, ...values: string[]) => string} text
 */

/** @param {string} extension the assembled extension @returns {Promise<import('../tools/sizes.js').Row[]>} */
export async function measure(extension) {
  const org = await startOrg();
  const chromium = await Chromium.launch({ org, extension });
  try {
    const text = texts('en');
    const it = { extension, org, chromium, control: new Control(org.control), rep: new Rep(chromium, text), text };
    await it.rep.setUp();
    return [
      ...(await salesforceCalls(it)),
      ...(await recordChanges(it, 1)),
      ...(await recordChanges(it, 20)),
      ...(await writing(it)),
      ...(await longLists(it)),
      ...(await memory(it)),
      ...(await queue(it)),
      await popup(it),
      ...(await firstWord(it)),
      // The last: ours is not in the browser afterwards.
      ...(await collapsedPage(it)),
    ];
  } finally {
    await chromium.close();
    await org.close();
  }
}
