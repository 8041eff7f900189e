// Which files the package consists of: manifest.json, the extension's own files, and the libraries
// that its pages import. The build adds the WebAssembly modules.

import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that build.sh lies in. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The WebAssembly modules, which are the programs of `src/entry`. */
export const MODULES = ['worker', 'panel', 'popup', 'app'];

/** What the build makes of them, as paths in the package. */
export const BUILT = MODULES.flatMap((module) => [`pkg/${module}.js`, `pkg/${module}_bg.wasm`]);

/** What lies in `extension/` for the build only. */
const NOT_SHIPPED = ['node_modules', 'package.json', 'package-lock.json', '.npmrc', 'salesforce'];

/** The paths in the package at which pages import libraries, and the npm files behind them; a licence that its file does not carry lies beside it. */
const LIBRARIES = [
  { shipped: 'lib/purify.js', from: 'extension/node_modules/dompurify/dist/purify.es.mjs' },
  { shipped: 'lib/squire.js', from: 'extension/node_modules/squire-rte/dist/squire.mjs' },
  { shipped: 'lib/squire.LICENSE', from: 'extension/node_modules/squire-rte/LICENSE' },
];

/**
 * Lays the package out in `folder`, which is emptied first.
 * @param {string} folder
 */
export async function layOut(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(ROOT, 'manifest.json'), join(folder, 'manifest.json'));
  for (const entry of await readdir(join(ROOT, 'extension'))) {
    if (NOT_SHIPPED.includes(entry)) continue;
    await cp(join(ROOT, 'extension', entry), join(folder, entry), { recursive: true });
  }
  // Every Salesforce page reads it: what is for its readers among us stays here.
  const script = join(folder, 'content.js');
  await writeFile(script, withoutComments(await readFile(script, 'utf8')));
  for (const { shipped, from } of LIBRARIES) await cp(join(ROOT, from), join(folder, shipped));
}

/**
 * A script without the comments that have lines of their own, empty lines, and what indents the others.
 * @param {string} script
 */
export function withoutComments(script) {
  return script.replace(/^[ \t]*(?:\/\/.*|\/\*\*(?:(?!\*\/)[^])*\*\/)[ \t]*\n/gm, '').replace(/^\s+/gm, '');
}

/**
 * Every file below `folder`, as paths relative to it with `/`, sorted.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * Paths relative to `root` of the files below `folder` that end in `ending`.
 * @param {string} root @param {string} folder @param {string} ending
 */
export async function filesIn(root, folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  const files = await filesBelow(join(root, folder));
  return files
    .filter((file) => file.endsWith(ending) && !file.startsWith('node_modules/'))
    .map((file) => `${folder}/${file}`);
}
