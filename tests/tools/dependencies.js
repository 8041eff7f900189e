// Licences, bans and sources of what the product is made from: the crates in Cargo.lock and
// the npm packages that are shipped. What `cargo deny check licenses bans sources` would
// check; that tool takes longer to install than all other checks together.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import satisfies from 'spdx-satisfies';
import { ROOT } from './package-files.js';

/** Licences that ask for no more than to be named. */
const LICENCES = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC0-1.0',
  'ISC',
  'Unicode-3.0',
  'Unlicense',
  'Zlib',
];

/** Crates that must not be linked into the module, with the reason. */
const BANNED = new Map([
  ['ammonia', '630 kB of WebAssembly; the browser has a sanitiser'],
  ['bincode', 'unmaintained; comes with the "futures" feature of gloo'],
  ['icu_normalizer', '108 kB of tables; idna_adapter stays at 1.0.0, which has none'],
  ['minijinja', '460 kB of WebAssembly'],
  ['reqwest', 'requests are made by our own fetch'],
  ['wee_alloc', 'unmaintained'],
]);

/** Crates that may be linked in twice, with the reason. */
const TWICE = new Map([
  ['gloo-net', 'gloo 0.11 takes 0.5, leptos takes 0.6'],
  ['http', 'gloo-net 0.5 takes 0.2, all others 1'],
  ['thiserror', 'oauth2 5.0 takes 1, all others 2'],
]);

/** @typedef {{ name: string, version: string, license: string | null, source: string | null }} Crate */

if (process.argv[1] === import.meta.filename) {
  const problems = [
    ...problemsOfCrates(JSON.parse(await cargo('metadata', '--format-version', '1')).packages),
    ...problemsOfModule(await linkedCrates()),
    ...problemsOfNpm(JSON.parse(await readFile(join(ROOT, 'extension/package-lock.json'), 'utf8'))),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

/**
 * The crates that are linked into the WebAssembly module, as "name version".
 * @returns {Promise<string[]>}
 */
export async function linkedCrates() {
  const only = ['--target', 'wasm32-unknown-unknown', '--edges', 'normal,no-proc-macro'];
  const tree = await cargo('tree', ...only, '--prefix', 'none', '--format', '{p}');
  const crates = tree.trim().split('\n').map((line) => line.replace(/^(\S+) v(\S+).*$/, '$1 $2'));
  return [...new Set(crates.slice(1))]; // the first is our own
}

/** @param {string[]} args */
async function cargo(...args) {
  const { stdout } = await promisify(execFile)('cargo', [...args, '--locked'], { cwd: ROOT, maxBuffer: 1 << 28 });
  return stdout;
}

/**
 * Unwelcome licences and sources among all crates, those of the tests included.
 * @param {Crate[]} crates
 * @returns {string[]}
 */
export function problemsOfCrates(crates) {
  return crates
    .filter((crate) => crate.name !== 'msi-actions')
    .flatMap(({ name, version, license, source }) => {
      const found = [];
      if (!allowed(license)) found.push(`${name} ${version} has the licence ${license}`);
      if (!source?.startsWith('registry+')) found.push(`${name} ${version} comes from ${source ?? 'a folder'}`);
      return found;
    });
}

/**
 * Banned crates, and crates in two versions, among those that are linked into the module.
 * @param {string[]} linked as "name version"
 * @returns {string[]}
 */
export function problemsOfModule(linked) {
  const names = linked.map((crate) => crate.split(' ')[0]);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [
    ...names.filter((name) => BANNED.has(name)).map((name) => `${name} is banned: ${BANNED.get(name)}`),
    ...[...twice].filter((name) => !TWICE.has(name)).map((name) => `${name} is linked in more than one version`),
    ...[...TWICE.keys()].filter((name) => !twice.has(name)).map((name) => `${name} is not linked twice any more`),
  ];
}

/**
 * Unwelcome licences among the npm packages that are shipped.
 * @param {{ packages: Record<string, { license?: string, dev?: boolean }> }} lock
 * @returns {string[]}
 */
export function problemsOfNpm({ packages }) {
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !allowed(entry.license ?? null))
    .map(([path, entry]) => `${path} has the licence ${entry.license}`);
}

/** @param {string | null} licence an SPDX expression, or crates.io's older "MIT/Apache-2.0" */
function allowed(licence) {
  return licence !== null && satisfies(licence.replaceAll('/', ' OR '), LICENCES);
}
