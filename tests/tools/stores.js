// The extension's ids, from stores.json, the one place for both. An id is the public key's: what Chrome makes
// of the manifest's `key`, and what a store makes of the key that it keeps.
//
//   node tests/tools/stores.js             what stores.json says, and whether manifest.json agrees
//   node tests/tools/stores.js KEY         takes the public key that the Chrome Web Store shows (as it stands
//                                          there, with or without its BEGIN and END lines) into manifest.json
//   node tests/tools/stores.js --edge ID   takes the id that Edge Add-ons gave

import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, filesIn } from './package-files.js';

/** @typedef {{ chrome: { id: string }, edge: { id: string } | null }} Stores */

/** @type {Stores} */
export const STORES = JSON.parse(readFileSync(join(ROOT, 'stores.json'), 'utf8'));

/** The id of what is built here, by the manifest's key. */
export const EXTENSION_ID = STORES.chrome.id;

/** What an id looks like. */
const ID = /\b[a-p]{32}\b/g;

if (process.argv[1] === import.meta.filename) {
  const [first, second] = process.argv.slice(2);
  if (first === '--edge') await takeEdge(ROOT, String(second));
  else if (first) await takeKey(ROOT, first);
  for (const finding of await idsComeFromOnePlace(ROOT)) {
    console.error(finding);
    process.exitCode = 1;
  }
  console.log(readFileSync(join(ROOT, 'stores.json'), 'utf8').trim());
}

/**
 * The id of a public key: the first half of its SHA-256, with the letters a to p as digits.
 * @param {string} key base64 of the DER form, PEM lines allowed
 */
export function idOf(key) {
  return [...createHash('sha256').update(der(key)).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 16)))
    .join('');
}

/** @param {string} key */
function der(key) {
  const plain = key.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
  const bytes = Buffer.from(plain, 'base64');
  if (bytes.toString('base64') !== plain) throw new Error('not a public key: it is not base64');
  // Throws where it is no key.
  createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  return bytes;
}

/**
 * Takes the store's public key: into the manifest for builds of our own, its id into stores.json and the documents.
 * @param {string} root @param {string} key
 */
export async function takeKey(root, key) {
  const plain = der(key).toString('base64');
  replace(root, 'manifest.json', /("key": ")[^"]*(")/, `$1${plain}$2`);
  const stores = read(root);
  const before = stores.chrome.id;
  stores.chrome.id = idOf(key);
  write(root, stores);
  for (const file of await documents(root)) replace(root, file, new RegExp(before, 'g'), stores.chrome.id);
}

/** @param {string} root @param {string} id */
export async function takeEdge(root, id) {
  if (!/^[a-p]{32}$/.test(id)) throw new Error(`${id} is not an extension's id: 32 letters from a to p`);
  write(root, { ...read(root), edge: { id } });
}

/**
 * The manifest's key has the id of stores.json, the documents name no other, and no source names any.
 * @type {import('./guards.js').Guard}
 */
export async function idsComeFromOnePlace(root) {
  const { chrome, edge } = read(root);
  const { key } = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));
  const found = [];
  if (idOf(key) !== chrome.id) found.push(`stores.json says ${chrome.id}, the key of manifest.json makes ${idOf(key)}`);
  const known = [chrome.id, edge?.id];
  for (const file of await documents(root)) {
    for (const [id] of text(root, file).matchAll(ID)) {
      if (!known.includes(id)) found.push(`${file} names ${id}, which stores.json does not`);
    }
  }
  const sources = [...(await filesIn(root, 'src', '.rs')), ...(await filesIn(root, 'extension', '.js')),
    ...(await filesIn(root, 'tests', '.js')), ...(await filesIn(root, 'tests', '.rs'))];
  for (const file of sources) {
    for (const [id] of text(root, file).matchAll(ID)) {
      if (known.includes(id)) found.push(`${file} names an id: it is in stores.json`);
    }
  }
  return found;
}

/** @param {string} root */
async function documents(root) {
  return ['README.md', ...(await filesIn(root, 'docs', '.md'))];
}

/** @param {string} root @returns {Stores} */
function read(root) {
  return JSON.parse(text(root, 'stores.json'));
}

/** @param {string} root @param {Stores} stores */
function write(root, { chrome, edge }) {
  const lines = [`"chrome": ${JSON.stringify(chrome)}`, `"edge": ${JSON.stringify(edge)}`]
    .map((line) => `  ${line.replace(/{"id":(".*")}/, '{ "id": $1 }')}`);
  writeFileSync(join(root, 'stores.json'), `{\n${lines.join(',\n')}\n}\n`);
}

/** @param {string} root @param {string} file @param {RegExp} what @param {string} by */
function replace(root, file, what, by) {
  writeFileSync(join(root, file), text(root, file).replace(what, by));
}

/** @param {string} root @param {string} file */
function text(root, file) {
  return readFileSync(join(root, file), 'utf8');
}
