// bench.js UNPACKED: prints what the budgets allow beside what was measured. Fails when a
// budget that does not depend on the machine's speed is exceeded.

import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT } from './package-files.js';
import { sizes } from './sizes.js';

const unpacked = process.argv[2];
const rows = [...(await sizes(unpacked)), ...(await inTheBrowser())];

const width = Math.max(...rows.map((row) => row.what.length));
console.log(`${'what'.padEnd(width)}  ${'budget'.padStart(16)}  ${'measured'.padStart(16)}`);
for (const { what, budget, measured, within, reason } of rows) {
  const verdict = within === undefined ? '' : within ? '  ok' : '  OVER';
  console.log(`${what.padEnd(width)}  ${budget.padStart(16)}  ${measured.padStart(16)}${verdict}`);
  if (reason) console.log(`${''.padEnd(width)}  ${reason}`);
}
if (rows.some((row) => row.within === false && row.deterministic)) process.exitCode = 1;

/**
 * The rows that need Chromium, from `measure(folder)` of tests/e2e/bench.js.
 * @returns {Promise<import('./sizes.js').Row[]>}
 */
async function inTheBrowser() {
  const { measure } = await import(pathToFileURL(join(ROOT, 'tests/e2e/bench.js')).href);
  return measure(join(ROOT, unpacked));
}
