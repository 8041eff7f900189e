// docs/threat-model.md against the sources: each attack names the test that shows what stops it.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTest } from './situations.js';

const PAGE = 'docs/threat-model.md';

/** @type {import('./guards.js').Guard} */
export async function threatsAreProved(root) {
  const page = await readFile(join(root, PAGE), 'utf8').catch(() => '');
  const [, attacks = ''] = page.split(/^## Attacks$/m);
  const rows = (attacks.split(/^## /m)[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  const found = rows.length < 2 ? [`${PAGE} lists no attacks`] : [];
  for (const row of rows.slice(1)) {
    const test = row.slice(2, -2).split(' | ').at(-1) ?? '';
    const there = test.includes(' › ') ? await isTest(root, test) : /\.test\.js$/.test(test) && existsSync(join(root, test));
    if (!there) found.push(`${PAGE} names a test that is not there: ${test}`);
  }
  return found;
}
