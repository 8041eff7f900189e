// package.js UNPACKED INTO: writes the store package INTO/msi-actions-VERSION.zip. The same
// files make the same bytes: entries are sorted, and all carry one fixed time and mode.
// Its manifest has no `key`: the stores refuse a first upload with one and keep a key of their own.

import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { filesBelow } from './package-files.js';

// The zip format stores local time and cannot say which zone: without a fixed one the
// bytes would differ between machines. 1980 is the oldest year that it can express.
process.env.TZ = 'UTC';
const TIME = new Date('1980-01-02T00:00:00Z');

const [unpacked, into] = process.argv.slice(2);
const { version } = JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8'));
const target = join(into, `msi-actions-${version}.zip`);

const zip = new yazl.ZipFile();
for (const file of await filesBelow(unpacked)) {
  const bytes = await readFile(join(unpacked, file));
  zip.addBuffer(file === 'manifest.json' ? withoutKey(bytes) : bytes, file, { mtime: TIME, mode: 0o100644, forceDosTimestamp: true });
}
zip.end();
await pipeline(zip.outputStream, createWriteStream(target));

/** @param {Buffer} manifest */
function withoutKey(manifest) {
  const { key, ...rest } = JSON.parse(manifest.toString());
  return Buffer.from(`${JSON.stringify(rest, null, 2)}\n`);
}

const bytes = await readFile(target);
console.log(`${target}  ${bytes.length.toLocaleString('en')} B  sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
