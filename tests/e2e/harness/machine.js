// The states of the product's own state machines, read from their definitions: a state that is added
// there and not tried here fails the tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.js';

/** The variants of a public Rust enum. @param {string} file below src/ @param {string} name */
export function variantsOf(file, name) {
  const source = readFileSync(join(ROOT, 'src', file), 'utf8');
  const body = source.match(new RegExp(`^pub enum ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm'))?.[1];
  if (!body) throw new Error(`No enum ${name} in ${file}`);
  return [...body.matchAll(/^ {4}(\w+)/gm)].map(([, variant]) => variant);
}
