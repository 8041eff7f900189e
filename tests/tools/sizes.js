// The bytes of an assembled extension, beside their budgets.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MODULES, filesBelow } from './package-files.js';

/**
 * A line of the bench table. `within` is absent where there is no budget; `deterministic`
 * rows are the same on every machine, and so may fail the run. `reason` says why a row is over its
 * budget where that is known and does not fail the run.
 * @typedef {{ what: string, budget: string, measured: string, within?: boolean, deterministic?: boolean, reason?: string }} Row
 */

const KILO = 1000;
/** What each module should come to, and the size reached so far plus a little: docs/size.md.
 * @type {Record<string, { goal: number, gate: number }>} */
const LIMITS = {
  worker: { goal: 1000 * KILO, gate: 3624 * KILO },
  panel: { goal: 600 * KILO, gate: 2500 * KILO },
  popup: { goal: 500 * KILO, gate: 1127 * KILO },
  app: { goal: 800 * KILO, gate: 2122 * KILO },
};

/**
 * @param {string} folder an assembled extension
 * @returns {Promise<Row[]>}
 */
export async function sizes(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  /** @type {string[]} */
  const contentScripts = manifest.content_scripts.flatMap((/** @type {{js: string[]}} */ entry) => entry.js);
  const content = (await Promise.all(contentScripts.map((file) => readFile(join(folder, file))))).map((b) => b.length);
  const all = await Promise.all((await filesBelow(folder)).map((file) => readFile(join(folder, file))));
  return [
    limited('content script, bytes', sum(content), 8 * KILO),
    ...(await Promise.all(MODULES.map((module) => ofModule(folder, module)))).flat(),
    free('whole package, unpacked', sum(all.map((bytes) => bytes.length))),
  ];
}

/** @param {string} folder @param {string} module @returns {Promise<Row[]>} */
async function ofModule(folder, module) {
  const { goal, gate } = LIMITS[module];
  const wasm = await readFile(join(folder, `pkg/${module}_bg.wasm`));
  const glue = await readFile(join(folder, `pkg/${module}.js`));
  return [
    aimed(`${module}, wasm after wasm-opt`, wasm.length, goal, 'what weighs, and what was tried: docs/size.md'),
    limited(`${module}, where growth fails`, wasm.length, gate),
    free(`${module}, wasm by gzip`, gzipSync(wasm, { level: 9 }).length),
    free(`${module}, glue`, glue.length),
  ];
}

/** @param {string} what @param {number} bytes @param {number} most @returns {Row} */
function limited(what, bytes, most) {
  return { what, budget: `<= ${most / KILO} kB`, measured: shown(bytes), within: bytes <= most, deterministic: true };
}

/** @param {string} what @param {number} bytes @param {number} most @param {string} reason @returns {Row} */
function aimed(what, bytes, most, reason) {
  const { deterministic, ...row } = limited(what, bytes, most);
  return row.within ? row : { ...row, reason };
}

/** @param {string} what @param {number} bytes @returns {Row} */
function free(what, bytes) {
  return { what, budget: '', measured: shown(bytes) };
}

/** @param {number} bytes */
function shown(bytes) {
  return `${bytes.toLocaleString('en')} B`;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
