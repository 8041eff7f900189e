// docs/situations.md against the sources: what goes wrong for a rep is all there, in the words that the rep
// reads, each with a test that exists.

import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from './package-files.js';

const PAGE = 'docs/situations.md';

/** Codes that a rep can meet while setting up or signing in: other modules' are those of forms and of the wire. */
const CODES = /\("((?:salesforce|mailbox|onboarding|network)\.[a-z_]+)", Kind::(\w+)\)/g;

/** What the page calls each kind of move. @type {Record<string, string>} */
const MOVES = { Retry: 'try again', SignIn: 'sign in', AskAdmin: 'administrator', FixInput: 'rep', Bug: 'ours' };

/** The enums whose every variant is a screen of the popup. */
const SCREENS = ['PopupView', 'Screen'];

/**
 * The page lists every code with its title, its move and a test that exists, and every screen of the popup.
 * @type {import('./guards.js').Guard}
 */
export async function situationsAreListed(root) {
  const page = await readFile(join(root, PAGE), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
  const titles = JSON.parse(await readFile(join(root, 'extension/_locales/en/messages.json'), 'utf8'));
  const kinds = await kindsBelow(root);
  const found = [];
  for (const [code, kind] of kinds) {
    const own = rows.filter((row) => row.includes(`\`${code}\``));
    if (own.length === 0) found.push(`${PAGE} does not list ${code}`);
    const title = titles[`fault_${code.replaceAll('.', '_')}_title`]?.message;
    for (const row of own) {
      if (!row.includes(title)) found.push(`${PAGE}: the title of ${code} is "${title}"`);
      if (!row.includes(MOVES[kind] ?? '')) found.push(`${PAGE}: the move of ${code} is "${MOVES[kind]}"`);
    }
  }
  for (const [code] of page.matchAll(/(?<=`)(?:salesforce|mailbox|onboarding|network)\.[a-z_]+(?=`)/g)) {
    if (!kinds.has(code)) found.push(`${PAGE} lists ${code}, which does not exist`);
  }
  for (const screen of await screensOf(root)) {
    if (!page.includes(`\`${screen}\``)) found.push(`${PAGE} does not list the screen ${screen}`);
  }
  for (const row of rows) {
    const test = row.at(-1) ?? '';
    if (test === 'Test' || /^-+$/.test(test)) continue;
    if (!(await isTest(root, test))) found.push(`${PAGE} names a test that is not there: ${test}`);
  }
  return found;
}

/** Whose move each code is, by the native tests' lists. @param {string} root */
async function kindsBelow(root) {
  /** @type {Map<string, string>} */
  const kinds = new Map();
  for (const file of await filesBelow(join(root, 'tests/native'))) {
    if (!file.endsWith('.rs')) continue;
    const text = await readFile(join(root, 'tests/native', file), 'utf8');
    for (const [, code, kind] of text.matchAll(CODES)) kinds.set(code ?? '', kind ?? '');
  }
  return kinds;
}

/** @param {string} root */
async function screensOf(root) {
  const folder = join(root, 'src/onboarding');
  const sources = (await readdir(folder)).filter((file) => file.endsWith('.rs'));
  const text = (await Promise.all(sources.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
  return SCREENS.flatMap((name) => {
    const body = new RegExp(`^pub enum ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text)?.[1];
    if (body === undefined) throw new Error(`src/onboarding has no enum ${name}`);
    return [...body.matchAll(/^ {4}(\w+)/gm)].map(([, variant]) => `${name}::${variant}`);
  });
}

/** Whether `file › name` is a test. @param {string} root @param {string} test */
export async function isTest(root, test) {
  const [file = '', name = ''] = test.split(' › ');
  if (!name || !existsSync(join(root, file))) return false;
  const text = await readFile(join(root, file), 'utf8');
  if (file.endsWith('.rs')) return text.includes(`fn ${name}(`);
  return ["'", '"', '`'].some((quote) => text.includes(quote + name + quote));
}
