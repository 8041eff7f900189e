// assemble.js PKG INTO: lays out the loadable extension in INTO, with the WebAssembly module
// of PKG, and prints its sizes.

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { layOut } from './package-files.js';
import { sizes } from './sizes.js';

const [pkg, into] = process.argv.slice(2);
await layOut(into);
// All of it: crates can bring JavaScript of their own, which wasm-bindgen puts into snippets/.
await cp(pkg, join(into, 'pkg'), { recursive: true });

for (const row of await sizes(into)) console.log(`${row.what.padEnd(28)} ${row.measured.padStart(12)}`);
console.log(`Ready: load ${into} in chrome://extensions with "Load unpacked".`);
