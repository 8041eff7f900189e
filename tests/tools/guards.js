// Rules of this project that no common linter knows. Each takes the project's folder and
// returns what breaks the rule, one line a finding.

import { readFile, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, filesBelow } from './package-files.js';
import { situationsAreListed } from './situations.js';

/** @typedef {(root: string) => Promise<string[]>} Guard */

/** @type {Record<string, Guard>} */
export const GUARDS = {
  surfacesKeepOutOfStorage,
  pagesKeepTheirPolicy,
  localesAgree,
  lockFilesNameNoHost,
  versionsAgree,
  situationsAreListed,
};

if (process.argv[1] === import.meta.filename) {
  for (const [name, guard] of Object.entries(GUARDS)) {
    for (const finding of await guard(ROOT)) {
      console.error(`${name}: ${finding}`);
      process.exitCode = 1;
    }
  }
}

/**
 * No code of a surface names the stores where tokens lie, or a token type: the worker alone
 * handles tokens, and Chrome would not stop an extension page from reading them.
 * @type {Guard}
 */
async function surfacesKeepOutOfStorage(root) {
  const forbidden = /chrome\s*\.\s*storage|[Ii]ndexed_?[Dd][Bb]|StorageArea|\b\w*Token\w*\b/g;
  const surfaces = [
    ...(await filesIn(root, 'src/ui', '.rs')),
    ...(await filesIn(root, 'extension', '.js')).filter((file) => !/\bworker[^/]*\.js$/.test(file)),
  ];
  return findings(root, surfaces, forbidden, 'a surface must not name');
}

/**
 * No page breaks the Content Security Policy that it is served with: no inline script, style
 * or handler, nothing from another host.
 * @type {Guard}
 */
async function pagesKeepTheirPolicy(root) {
  const forbidden =
    /<script(?![^>]*\ssrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|\s(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^"'\s>]*/gi;
  return findings(root, await filesIn(root, 'extension', '.html'), forbidden, 'the policy of our pages refuses');
}

/**
 * Every locale has the same keys with the same placeholders, and every key that the manifest
 * names.
 * @type {Guard}
 */
async function localesAgree(root) {
  const folder = join(root, 'extension/_locales');
  /** @type {Map<string, Record<string, { message: string, placeholders?: object }>>} */
  const locales = new Map();
  for (const locale of (await readdir(folder)).sort()) {
    locales.set(locale, JSON.parse(await readFile(join(folder, locale, 'messages.json'), 'utf8')));
  }
  const manifestText = await readFile(join(root, 'manifest.json'), 'utf8');
  const keys = new Set([...locales.values()].flatMap(Object.keys));
  for (const [, key] of manifestText.matchAll(/__MSG_(\w+)__/g)) keys.add(key);

  /** @type {string[]} */
  const found = [];
  for (const key of keys) {
    /** @type {Map<string, string>} */
    const shapes = new Map();
    for (const [locale, messages] of locales) {
      const entry = messages[key];
      if (!entry) found.push(`${locale} has no message "${key}"`);
      else shapes.set(locale, placeholdersOf(entry));
      if (entry?.message.trim() === '') found.push(`${locale} has an empty message "${key}"`);
    }
    if (new Set(shapes.values()).size > 1) {
      const each = [...shapes].map(([locale, shape]) => `${locale}: ${shape || 'none'}`).join('; ');
      found.push(`the placeholders of "${key}" differ (${each})`);
    }
  }
  return found;
}

/**
 * The placeholders that a message uses, `$NAME$` and `$1`, and those that it declares.
 * @param {{ message: string, placeholders?: object }} entry
 */
function placeholdersOf({ message, placeholders = {} }) {
  const used = [...message.matchAll(/\$(\w+)\$|\$(\d)/g)].map(([, name, number]) => name?.toLowerCase() ?? number);
  const declared = Object.keys(placeholders).map((name) => name.toLowerCase());
  return `${[...new Set(used)].sort()}${declared.length > 0 ? ` of ${declared.sort()}` : ''}`;
}

/**
 * Lock files pin versions and hashes, and leave it to the machine where to fetch from; no
 * dependency comes from a repository.
 * @type {Guard}
 */
async function lockFilesNameNoHost(root) {
  const found = await findings(root, ['Cargo.lock'], /^source = "(?!registry\+).*$/gm, 'not from the registry:');
  const npm = ['extension/package-lock.json', 'tests/package-lock.json'];
  return [...found, ...(await findings(root, npm, /"resolved":.*|"git\+[^"]*"/g, 'names where it came from:'))];
}

/**
 * The package, the crate and the content script carry the same version, and the crate asks for fat link-time
 * optimisation without a crate-type, which would switch it off.
 * @type {Guard}
 */
async function versionsAgree(root) {
  const cargo = await readFile(join(root, 'Cargo.toml'), 'utf8');
  const { version } = JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8'));
  const found = [];
  const script = await readFile(join(root, 'extension/content.js'), 'utf8');
  if (!script.includes(`const BUILD = '${version}';`)) found.push(`manifest.json says ${version}, content.js another version`);
  if (!cargo.includes(`\nversion = "${version}"\n`)) found.push(`manifest.json says ${version}, Cargo.toml another version`);
  if (!/^lto = "fat"$/m.test(cargo)) found.push('Cargo.toml does not ask for lto = "fat"');
  if (/^crate-type\b/m.test(cargo)) found.push('Cargo.toml sets a crate-type, which switches link-time optimisation off');
  return found;
}

/**
 * Paths relative to `root` of the files below `folder` that end in `ending`.
 * @param {string} root @param {string} folder @param {string} ending
 */
async function filesIn(root, folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  const files = await filesBelow(join(root, folder));
  return files
    .filter((file) => file.endsWith(ending) && !file.startsWith('node_modules/'))
    .map((file) => `${folder}/${file}`);
}

/**
 * @param {string} root @param {string[]} files @param {RegExp} pattern global
 * @param {string} complaint
 */
async function findings(root, files, pattern, complaint) {
  const found = [];
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8');
    for (const match of text.matchAll(pattern)) {
      const line = text.slice(0, match.index).split('\n').length;
      found.push(`${file}:${line} ${complaint} ${match[0].trim()}`);
    }
  }
  return found;
}
