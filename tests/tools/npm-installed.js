// npm-installed.js FOLDER: exits with 0 when FOLDER/node_modules holds what its lock file
// names. npm writes node_modules/.package-lock.json when an installation is complete.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const wanted = lock('package-lock.json');
const installed = lock('node_modules/.package-lock.json');

// npm leaves optional packages out that are for another operating system.
const missing = Object.entries(wanted).filter(
  ([path, { version, optional }]) => path !== '' && installed[path]?.version !== version && !(optional && !installed[path]),
);
process.exitCode = missing.length === 0 ? 0 : 1;

/** @param {string} file @returns {Record<string, { version: string, optional?: boolean }>} */
function lock(file) {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8')).packages;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {};
    throw error;
  }
}
