// The bytes of an assembled extension, beside their budgets.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesBelow } from './package-files.js';

/**
 * A line of the bench table. `within` is absent where there is no budget; `deterministic`
 * rows are the same on every machine, and so may fail the run. `reason` says why a row is over its
 * budget where that is known and does not fail the run.
 * @typedef {{ what: string, budget: string, measured: string, within?: boolean, deterministic?: boolean, reason?: string }} Row
 */

const KILO = 1000;
/** What the module should come to, and the size reached so far plus a little: docs/size.md. */
const WASM_BUDGET = 700 * KILO;
const WASM_GATE = 3880 * KILO;

/**
 * @param {string} folder an assembled extension
 * @returns {Promise<Row[]>}
 */
export async function sizes(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  /** @type {string[]} */
  const contentScripts = manifest.content_scripts.flatMap((/** @type {{js: string[]}} */ entry) => entry.js);
  const content = (await Promise.all(contentScripts.map((file) => readFile(join(folder, file))))).map((b) => b.length);
  const wasm = await readFile(join(folder, 'pkg/msi_bg.wasm'));
  const glue = await readFile(join(folder, 'pkg/msi.js'));
  const all = await Promise.all((await filesBelow(folder)).map((file) => readFile(join(folder, file))));
  return [
    limited('content script, bytes', sum(content), 8 * KILO),
    aimed('wasm after wasm-opt', wasm.length, WASM_BUDGET, 'views with Leptos a third, the rules a quarter, JSON code a tenth: docs/size.md'),
    limited('wasm, where growth fails', wasm.length, WASM_GATE),
    free('wasm, gzip', gzipSync(wasm, { level: 9 }).length),
    free('glue of the wasm', glue.length),
    free('whole package, unpacked', sum(all.map((bytes) => bytes.length))),
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
