// How the texts of each locale are worded and set: one name for one thing, the marks of the language,
// an end like that of the English. Used by guards.js; the names are in docs/words.md.

import { locales } from './locales.js';

/** @typedef {import('./guards.js').Guard} Guard */

/**
 * What no text says, and what it says instead.
 * @typedef {object} Rule
 * @property {RegExp} not
 * @property {string} but
 * @property {string[]} [except] keys where the words are another's
 */

/** Names of others that a rule would take for a word of ours; each is read as one neutral word. */
const NAMES = /Mail\.(?:Send|ReadWrite)|InMail|Enhanced Email|mailClients/g;

/** By locale. @type {Record<string, Rule[]>} */
export const WORDS = {
  en: [
    { not: /\be-mail/i, but: 'email' },
    { not: /(?<![-\w.])mails?(?![\w.])/i, but: 'email' },
    { not: /\bset-up/i, but: 'setup, or set up' },
    { not: /\bgo(?:es)? on\b/i, but: 'continue' },
    { not: /organis|authoris|colour|licence|cancelled/i, but: 'the American spelling' },
    { not: /\bids?\b/, but: 'ID' },
    { not: /\blog(?:ged)? (?:in(?! Salesforce)|out)\b/i, but: 'sign in, sign out', except: ['other_user_end_log_in_as', 'fault_worker_logged_in_as_text'] },
    { not: /\bplease\b/i, but: 'the request alone' },
  ],
  nl: [
    { not: /(?<![-\w.])mails?(?![-\w.])/i, but: 'e-mail' },
    { not: /\b(?:in|uit)(?:ge)?log(?!gegevens)/i, but: 'aanmelden, afmelden', except: ['setup_item_google_text', 'fault_setup_google_client_text'] },
    { not: /\bverstu(?:ren|ur)|\bverst[u]?urd/i, but: 'verzenden' },
    { not: /mailprogramma|(?<!e-)mailclient/i, but: 'e-mailclient' },
    { not: /(?<!identiteits)provider/i, but: 'aanbieder' },
    { not: /\bhet record\b/i, but: 'de record' },
    { not: /contactrol/i, but: 'contactpersoonrol' },
    { not: /\b[-\w]+-id(?![-\w])/, but: 'ID' },
  ],
  de: [
    { not: /(?<![-\w.])Mails?(?![-\w.])/, but: 'E-Mail' },
    { not: /Mailprogramm/, but: 'E-Mail-Client' },
    { not: /Kennwort/, but: 'Passwort' },
    { not: /[Ee]inwillig/, but: 'Zustimmung' },
    { not: /gesichert/, but: 'gespeichert' },
  ],
  fr: [
    { not: /bo[iî]tes? aux lettres/i, but: 'messagerie' },
    { not: /courriel|(?<!e-)\bmails?\b(?!\.)/i, but: 'e-mail' },
    { not: /(?<!\.)\bapps?\b/, but: 'application' },
  ],
  es: [
    { not: /ámbito/i, but: 'alcance' },
    { not: /añad/i, but: 'agregar' },
    { not: /aplicación de cliente/i, but: 'aplicación cliente' },
    { not: /\be-?mail(?!,|\.| \()/, but: 'correo' },
  ],
  pt_BR: [
    { not: /\be-mail/i, but: 'email' },
    { not: /pap(?:el|éis) de contato/i, but: 'função do contato' },
    { not: /\bobrigad[oa]\b/i, but: 'agradeço: nobody’s gender is known' },
  ],
  ja: [
    { not: /プロファイルページ/, but: 'プロフィールページ' },
    { not: /サインイン(?![」ア-ン ])|サインアウト/, but: 'ログイン、ログアウト', except: ['fault_mailbox_conditional_access_admin'] },
    { not: /E ?メール/, but: 'メール' },
  ],
};

/** In every locale: labels as they were once, and marks that a machine makes. @type {Rule[]} */
export const NOWHERE = [
  { not: /All users may self-authorize/, but: 'All users can self-authorize' },
  { not: /\.\.\./, but: '…' },
  { not: /\s…/, but: '… without a space' },
  { not: / {2}|^\s|\s$/, but: 'single spaces' },
];

/** The marks that a language quotes with, the opening before the closing one. */
const QUOTES = { en: '“”', nl: '‘’', de: '„“', fr: '«»', es: '“”', pt_BR: '“”', ja: '「」' };

/**
 * One thing has one name: no text has a word that another one has taken.
 * @type {Guard}
 */
export async function textsKeepToTheirWords(root) {
  return (await all(root)).flatMap(({ locale, key, message }) =>
    [...NOWHERE, ...(WORDS[locale] ?? [])]
      .filter(({ not, except = [] }) => !except.includes(key) && not.test(message.replace(NAMES, 'Name')))
      .map(({ not, but }) => `${locale}: "${key}" says "${not.exec(message.replace(NAMES, 'Name'))?.[0].trim()}": ${but}`),
  );
}

/**
 * Quotes and apostrophes are those of the language, and quotes come in pairs; French has its no-break
 * spaces, Japanese its wide marks.
 * @type {Guard}
 */
export async function textsHaveTheMarksOfTheirLanguage(root) {
  return (await all(root)).flatMap(({ locale, key, message }) => {
    const quotes = QUOTES[/** @type {keyof typeof QUOTES} */ (locale)] ?? '“”';
    const [opening = '', closing = ''] = quotes;
    const foreign = [...'"\'“”‘„‚«»「」'].filter((mark) => !quotes.includes(mark) && message.includes(mark));
    const found = foreign.map((mark) => `has ${mark}, and quotes with ${quotes}`);
    // In Dutch the closing quote is an apostrophe too.
    const closed = closing === '’' ? message.replace(/(?<=\w)’(?=\w)/g, '') : message;
    if (message.split(opening).length !== closed.split(closing).length) found.push(`opens and closes ${quotes} unequally`);
    if (locale === 'fr' && /(?<!\u00a0)[;?!»](?!\S)|(?<!\u00a0):(?=\s|$)|«(?!\u00a0)/.test(message)) found.push('lacks a no-break space');
    if (locale === 'ja' && /[?!;]|:(?=\s|$)/.test(message)) found.push('has a narrow mark: ？ ！ ：');
    return found.map((what) => `${locale}: "${key}" ${what}`);
  });
}

/** Japanese asks with a sentence as well as with a mark. */
const ENDS = /** @type {const} */ ([
  ['.', /[.。]$/],
  ['?', /[?？]$|[。か]$/],
  [':', /[:：]$/],
  ['…', /…$/],
]);

/**
 * Titles and labels have no full stop, sentences have one: each text ends as the English one does.
 * @type {Guard}
 */
export async function textsEndAlike(root) {
  const texts = await all(root);
  const english = new Map(texts.filter(({ locale }) => locale === 'en').map(({ key, message }) => [key, message]));
  return texts.flatMap(({ locale, key, message }) => {
    if (/_title(?:_one|_other)?$/.test(key) && /^[^.。]+[.。]$/.test(message)) return [`${locale}: the title "${key}" ends with a full stop`];
    const model = english.get(key);
    if (!model) return [];
    const end = ENDS.find(([mark]) => model.endsWith(mark));
    if (end) return end[1].test(message) ? [] : [`${locale}: "${key}" does not end with ${end[0]} as the English does`];
    return /[.。…]$/.test(message) ? [`${locale}: "${key}" ends with ${message.at(-1)}, the English does not`] : [];
  });
}

/**
 * What a machine reads is in every language as in English: names of fields, settings and hosts.
 * @type {Guard}
 */
export async function textsNameTheSameThings(root) {
  const texts = await all(root);
  const names = new Map(texts
    .filter(({ locale }) => locale === 'en')
    .map(({ key, message }) => [key, message.match(/\bMSI Actions\b|\w+_\w+|\b[a-z]+[A-Z]\w+|AADSTS\d+|[\w.]*\.(?:com|mil|cn)\b|\$\w{2,}/g) ?? []]));
  return texts.flatMap(({ locale, key, message }) =>
    (names.get(key) ?? []).filter((name) => !message.includes(name)).map((name) => `${locale}: "${key}" lacks ${name}`));
}

/** @param {string} root @returns {Promise<{ locale: string, key: string, message: string }[]>} */
async function all(root) {
  return Object.entries(await locales(root)).flatMap(([locale, messages]) =>
    Object.entries(messages).map(([key, { message }]) => ({ locale, key, message })));
}
