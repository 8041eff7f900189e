/** Files of the page products' own browser side. */
import { readFile } from 'node:fs/promises';

const TYPES = /** @type {Record<string, string>} */ ({ js: 'text/javascript;charset=UTF-8', css: 'text/css;charset=UTF-8' });

/**
 * @param {import('../http.js').Response} res
 * @param {URL} folder
 * @param {string} name path below the folder: at most one more folder, no dots but the extension's
 */
export async function serveFile(res, folder, name) {
  const type = TYPES[name.split('.').at(-1) ?? ''];
  const text = type && /^([\w-]+\/)?[\w-]+\.\w+$/.test(name) ? await readIfThere(new URL(name, folder)) : null;
  sendText(res, text, type);
}

/**
 * @param {import('../http.js').Response} res
 * @param {string | null} text null when there is no such file
 * @param {string} [type]
 */
export function sendText(res, text, type = TYPES.js) {
  res.writeHead(text === null ? 404 : 200, { 'Content-Type': text === null ? 'text/plain' : type, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
  res.end(text ?? 'Not found');
}

/** @param {URL} file */
async function readIfThere(file) {
  return readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
