// What every locale owes: all texts, in all the plural forms of its language, with the same
// placeholders; none that nothing shows; names that fit the stores. Used by guards.js.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn } from './package-files.js';

/** @typedef {import('./guards.js').Guard} Guard */
/** @typedef {Record<string, { message: string, placeholders?: object }>} Messages */

/** Keys that the sources put together. */
const FAMILIES = [
  /^provider_(page_|kind_)?(salesforce|google|microsoft)$/,
  /^tour_(who|acts|people|feed|more)_(title|text)$/,
  /^people_(none_)?(account|opportunity)$/,
  /^task_subject_(email|call|in_mail|custom)$/,
  /^setup_item_(app|permission|approved|google|microsoft|consent|record|enhanced_email|fields|sandboxes)(_text)?$/,
  /^setup_state_(done|to_do|optional|ask|differs|unreadable|untried|trying|fails)$/,
  /^campaign_end_(finished|replied|bounced|opted_out|meeting|converted|owner_changed|status|no_address|gone|campaign_deleted|removed)$/,
  /^campaign_why_(in_campaign|in_cadence|in_deleted|written_to|opted_out|no_address|blocked|converted|gone|same_address)$/,
  /^policy_means_[A-Za-z]+$/, // tests/native/admin/setup/choices.rs holds each to its setting
  /^setup_fix_(salesforce|onboarding)_[a-z_]+$/, // by code: the setting behind it
  /^fault_\w+_(title|text|admin)$/, // tests/native/base/fault_codes.rs holds each to its code
];

/** What the Chrome Web Store takes, in characters. */
const LIMITS = { extension_name: 75, extension_description: 132 };

/**
 * Every locale has the texts of English, and every key that the manifest names.
 * @type {Guard}
 */
export async function localesAgree(root) {
  const { en = {}, ...others } = await locales(root);
  const manifest = await readFile(join(root, 'manifest.json'), 'utf8');
  const found = [];
  for (const [, key = ''] of manifest.matchAll(/__MSG_(\w+)__/g)) {
    if (!en[key]) found.push(`en has no message "${key}"`);
  }
  for (const [locale, messages] of Object.entries({ en, ...others })) {
    const wanted = new Map(Object.keys(en).flatMap((key) => formsOf(key, en, locale)));
    for (const [key, model] of wanted) {
      const entry = messages[key];
      if (!entry) found.push(`${locale} has no message "${key}"`);
      else if (entry.message.trim() === '') found.push(`${locale} has an empty message "${key}"`);
      else if (shape(entry) !== shape(model)) {
        found.push(`the placeholders of "${key}" differ (en: ${shape(model)}; ${locale}: ${shape(entry)})`);
      }
    }
    for (const key of Object.keys(messages)) if (!wanted.has(key)) found.push(`${locale} has "${key}", which en has not`);
  }
  return found;
}

/**
 * The keys that a locale has for a key of English, with the text whose placeholders they share: one
 * for each form that counts take in its language. Thousands of millions get the form of others.
 * @param {string} key @param {Messages} en @param {string} locale
 * @returns {[string, Messages[string]][]}
 */
function formsOf(key, en, locale) {
  const [, family, form] = /^(.*)_(one|other)$/.exec(key) ?? [];
  const model = en[`${family}_other`];
  if (!family || !model || !en[`${family}_one`]) return [[key, /** @type {Messages[string]} */ (en[key])]];
  if (form === 'one') return []; // of other's forms
  const rules = new Intl.PluralRules(locale.replace('_', '-'));
  const forms = new Set(Array.from({ length: 1000 }, (_, count) => rules.select(count)));
  return [...forms].map((form) => [`${family}_${form}`, model]);
}

/**
 * The placeholders that a message uses, `$NAME$` and `$1`, and those that it declares.
 * @param {Messages[string]} entry
 */
function shape({ message, placeholders = {} }) {
  const used = [...message.matchAll(/\$(\w+)\$|\$(\d)/g)].map(([, name, number]) => name?.toLowerCase() ?? number);
  const declared = Object.keys(placeholders).map((name) => name.toLowerCase());
  return `${[...new Set(used)].sort().join() || 'none'}${declared.length > 0 ? ` of ${declared.sort()}` : ''}`;
}

/**
 * Every text is shown by somebody.
 * @type {Guard}
 */
export async function textsAreUsed(root) {
  const { en = {} } = await locales(root);
  const files = [
    ...(await filesIn(root, 'src', '.rs')),
    ...(await filesIn(root, 'extension', '.js')),
    ...(await filesIn(root, 'extension', '.html')),
    'manifest.json',
  ];
  const sources = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  const named = new Set(sources.flatMap((text) => [...text.matchAll(/["'](?:__MSG_)?([a-z]\w*?)(?:__)?["']/g)].map(([, name]) => name)));
  const used = (/** @type {string} */ key) => named.has(key) || FAMILIES.some((family) => family.test(key));
  return Object.keys(en)
    .filter((key) => !used(key) && !used(key.replace(/_(one|other)$/, '')))
    .map((key) => `nothing shows "${key}"`);
}

/**
 * The extension's name and description fit where the stores show them.
 * @type {Guard}
 */
export async function storeTextsFit(root) {
  const all = Object.entries(await locales(root));
  return all.flatMap(([locale, messages]) =>
    Object.entries(LIMITS).flatMap(([key, most]) => {
      const { length } = messages[key]?.message ?? '';
      return length > most ? [`${locale}: ${key} has ${length} characters, the stores take ${most}`] : [];
    }),
  );
}

/** @param {string} root @returns {Promise<Record<string, Messages>>} */
export async function locales(root) {
  const folder = join(root, 'extension/_locales');
  const read = async (/** @type {string} */ locale) =>
    [locale, JSON.parse(await readFile(join(folder, locale, 'messages.json'), 'utf8'))];
  return Object.fromEntries(await Promise.all((await readdir(folder)).sort().map(read)));
}
