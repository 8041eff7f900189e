// A change of an English text is a change in every language. translations.json keeps a digest of each text as
// it was when somebody last looked at its translations; where English has changed since and a locale has
// not, somebody has to. After a change of texts:
//
//   node tests/tools/translations.js [key…]
//
// It refuses while a locale still has its former text. Name the keys whose translations fit as they are.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locales } from './locales.js';
import { ROOT } from './package-files.js';

/** @typedef {import('./guards.js').Guard} Guard */
/** The digest of each text by locale, by key. @typedef {Record<string, Record<string, string>>} Digests */

const FILE = 'tests/tools/translations.json';

if (process.argv[1] === import.meta.filename) {
  const found = await record(ROOT, process.argv.slice(2));
  for (const line of found) console.error(line);
  process.exitCode = found.length > 0 ? 1 : 0;
}

/**
 * Every text is recorded as it is, so that a change of English is seen in every locale.
 * @type {Guard}
 */
export async function translationsAreLookedAt(root) {
  const [now, known] = [await digests(root), await recorded(root)];
  const stale = leftBehind(now, known, []);
  if (stale.length > 0) return stale;
  const keys = new Set([...Object.keys(now), ...Object.keys(known)]);
  return [...keys]
    .filter((key) => line(now[key] ?? {}) !== line(known[key] ?? {}))
    .map((key) => `"${key}" has changed: node tests/tools/translations.js`);
}

/**
 * Writes the digests of today, unless a locale was left behind. Gives what keeps it from that.
 * @param {string} root @param {string[]} fit keys whose translations fit the new English as they are
 */
export async function record(root, fit) {
  const [now, known] = [await digests(root), await recorded(root)];
  const found = leftBehind(now, known, fit);
  if (found.length > 0) return found;
  const lines = Object.keys(now).sort().map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(line(now[key] ?? {}))}`);
  await writeFile(join(root, FILE), `{\n${lines.join(',\n')}\n}\n`);
  return [];
}

/** The locales whose text is that of the former English. @param {Digests} now @param {Digests} known @param {string[]} fit */
function leftBehind(now, known, fit) {
  return Object.entries(now).flatMap(([key, texts]) => {
    const before = known[key];
    if (!before || fit.includes(key) || before.en === texts.en) return [];
    return Object.keys(texts)
      .filter((locale) => locale !== 'en' && texts[locale] === before[locale])
      .map((locale) => `the English "${key}" has changed, ${locale} has not: change it, or say that it fits: node tests/tools/translations.js ${key}`);
  });
}

/** @param {string} root @returns {Promise<Digests>} */
async function digests(root) {
  /** @type {Digests} */
  const found = {};
  for (const [locale, messages] of Object.entries(await locales(root))) {
    for (const [key, { message }] of Object.entries(messages)) {
      (found[key] ??= {})[locale] = createHash('sha256').update(message).digest('hex').slice(0, 4);
    }
  }
  return found;
}

/** @param {string} root @returns {Promise<Digests>} */
async function recorded(root) {
  /** @type {Record<string, string>} */
  const lines = JSON.parse(await readFile(join(root, FILE), 'utf8').catch(() => '{}'));
  return Object.fromEntries(Object.entries(lines).map(([key, text]) =>
    [key, Object.fromEntries(text.split(' ').map((part) => part.split(':')))]));
}

/** @param {Record<string, string>} texts */
function line(texts) {
  return Object.keys(texts).sort().map((locale) => `${locale}:${texts[locale]}`).join(' ');
}
