// What other programs put on the clipboard as HTML, and the text part of a mail with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} name of the program */
export const foreign = (name) => readFileSync(join(import.meta.dirname, `${name}.html`), 'utf8');
/** @param {string} name */
export const asText = (name) => readFileSync(join(import.meta.dirname, `${name}.txt`), 'utf8').trimEnd();
