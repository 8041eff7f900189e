/**
 * The files of the Lightning app. `synthetic-shadow.js` is LWC's own polyfill of the shadow DOM,
 * which Lightning Experience loads before anything else.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { sendText, serveFile } from '../assets.js';

const STATIC = new URL('./static/', import.meta.url);

/**
 * @param {string} name path below static/
 * @param {import('../../http.js').Response} res
 */
export async function serveAsset(name, res) {
  if (name === 'synthetic-shadow.js') return sendText(res, await syntheticShadow());
  return serveFile(res, STATIC, name);
}

/** The polyfill as a classic script, in its production mode. */
async function syntheticShadow() {
  const path = createRequire(import.meta.url).resolve('@lwc/synthetic-shadow');
  const source = await readFile(path, 'utf8');
  return `(function () {\n${source.replaceAll('process.env.NODE_ENV', '"production"')}\n})();\n`;
}
