// Rules of this project that no common linter knows. Each takes the project's folder and
// returns what breaks the rule, one line a finding.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { framedCommandsAreGuarded } from './commands.js';
import { localesAgree, storeTextsFit, textsAreUsed } from './locales.js';
import { ROOT, filesIn } from './package-files.js';
import { situationsAreListed } from './situations.js';
import { idsComeFromOnePlace } from './stores.js';
import { threatsAreProved } from './threats.js';
import { translationsAreLookedAt } from './translations.js';
import { textsEndAlike, textsHaveTheMarksOfTheirLanguage, textsKeepToTheirWords, textsNameTheSameThings } from './wording.js';

/** @typedef {(root: string) => Promise<string[]>} Guard */

/** @type {Record<string, Guard>} */
export const GUARDS = {
  surfacesKeepOutOfStorage,
  pagesKeepTheirPolicy,
  localesAgree,
  textsAreUsed,
  storeTextsFit,
  translationsAreLookedAt,
  textsKeepToTheirWords,
  textsHaveTheMarksOfTheirLanguage,
  textsEndAlike,
  textsNameTheSameThings,
  lockFilesNameNoHost,
  versionsAgree,
  situationsAreListed,
  idsComeFromOnePlace,
  framedCommandsAreGuarded,
  threatsAreProved,
  docCommentsSaySomething,
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

/** No doc comment is one bare question word, which its item's name says already. @type {Guard} */
async function docCommentsSaySomething(root) {
  const bare = /^\s*\/\/[/!] (?:Which|What|Who|Whose|When|Where|Why|How(?: many)?)\.$/gm;
  return findings(root, await filesIn(root, 'src', '.rs'), bare, 'a doc comment that says nothing:');
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
 * Lock files pin versions and hashes, and leave it to the machine where to fetch from; no
 * dependency comes from a repository.
 * @type {Guard}
 */
async function lockFilesNameNoHost(root) {
  const locks = ['Cargo.lock', 'tests/tools/wasm-bindgen/Cargo.lock'];
  const found = await findings(root, locks, /^source = "(?!registry\+).*$/gm, 'not from the registry:');
  const npm = ['extension/package-lock.json', 'tests/package-lock.json'];
  return [...found, ...(await findings(root, npm, /"resolved":.*|"git\+[^"]*"/g, 'names where it came from:'))];
}

/**
 * The package, the crate and the content script carry the same version, and the crate asks for fat link-time
 * optimisation without a crate-type, which would switch it off. The compiler and the tool that makes the glue
 * are pinned to the digit, the tool to the version of the product's own wasm-bindgen.
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
  const toolchain = await readFile(join(root, 'rust-toolchain.toml'), 'utf8');
  if (!/^channel = "\d+\.\d+\.\d+"$/m.test(toolchain)) found.push('rust-toolchain.toml pins no exact version');
  const glue = /^name = "wasm-bindgen"\nversion = "(.+)"$/m.exec(await readFile(join(root, 'Cargo.lock'), 'utf8'))?.[1];
  const tool = await readFile(join(root, 'tests/tools/wasm-bindgen/Cargo.toml'), 'utf8');
  if (!tool.includes(`wasm-bindgen-cli = "=${glue}"`)) found.push(`wasm-bindgen is ${glue}, tests/tools/wasm-bindgen another version`);
  if (/^crate-type\b/m.test(cargo)) found.push('Cargo.toml sets a crate-type, which switches link-time optimisation off');
  return found;
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
