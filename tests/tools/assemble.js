// assemble.js PKG INTO: lays out the loadable extension in INTO, with the WebAssembly modules
// of PKG, and prints its sizes.

import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BUILT, layOut } from './package-files.js';
import { sizes } from './sizes.js';

const [pkg, into] = process.argv.slice(2);
await layOut(into);
for (const file of BUILT) await cp(join(pkg, basename(file)), join(into, file));
// Crates can bring JavaScript of their own, which wasm-bindgen puts there.
const snippets = join(pkg, 'snippets');
if (existsSync(snippets)) await cp(snippets, join(into, 'pkg/snippets'), { recursive: true });

for (const row of await sizes(into)) console.log(`${row.what.padEnd(28)} ${row.measured.padStart(12)}`);
console.log(`Ready: load ${into} in chrome://extensions with "Load unpacked".`);
