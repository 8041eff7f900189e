// What the product says, by key: the tests press what a person reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.js';

/** @param {string} language @returns {(key: string, ...values: string[]) => string} */
export function texts(language) {
  const file = join(ROOT, `extension/_locales/${language}/messages.json`);
  /** @type {Record<string, { message: string }>} */
  const messages = JSON.parse(readFileSync(file, 'utf8'));
  return (key, ...values) => {
    const entry = messages[key];
    if (!entry) throw new Error(`No text ${key} in ${language}`);
    return entry.message.replace(/\$(\d)/g, (_, n) => values[Number(n) - 1] ?? '');
  };
}
