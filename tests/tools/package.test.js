import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import yauzl from 'yauzl';
import { ROOT, withoutComments } from './package-files.js';

/** The text of a file in a package. @param {string} zip @param {string} name @returns {Promise<string>} */
function entry(zip, name) {
  return new Promise((resolve, reject) => {
    yauzl.open(zip, (error, opened) => {
      if (error) return reject(error);
      opened.on('entry', (found) => {
        if (found.fileName !== name) return;
        opened.openReadStream(found, (error, stream) => (error ? reject(error) : resolve(text(stream))));
      });
    });
  });
}

test('the store package is the same bytes on another day, in another zone', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'msi-package-'));
  t.after(() => rm(folder, { recursive: true }));
  const unpacked = join(folder, 'unpacked');
  await mkdir(join(unpacked, 'pkg'), { recursive: true });
  await writeFile(join(unpacked, 'manifest.json'), '{"key":"MIIB","version":"1.2.3"}');
  await writeFile(join(unpacked, 'pkg/worker.js'), 'export {};');

  /** @param {string} zone @param {Date} day */
  const pack = async (zone, day) => {
    await utimes(join(unpacked, 'manifest.json'), day, day);
    const script = join(ROOT, 'tests/tools/package.js');
    execFileSync(process.execPath, [script, unpacked, folder], { env: { ...process.env, TZ: zone } });
    return readFile(join(folder, 'msi-actions-1.2.3.zip'));
  };
  const first = await pack('Europe/Amsterdam', new Date('2026-03-29'));
  const second = await pack('Asia/Tokyo', new Date('2027-11-01'));
  assert.ok(first.equals(second));
  assert.ok(first.includes('pkg/worker.js'));
  const manifest = await entry(join(folder, 'msi-actions-1.2.3.zip'), 'manifest.json');
  assert.deepEqual(JSON.parse(manifest), { version: '1.2.3' }, 'a store refuses a manifest with a key');
});

test('the content script loses its comments, empty lines and indentation, and nothing else', async () => {
  const sample = "// One.\n\n  /** Two,\n   * and three. */\n  const a = '// four'; // five\n  /** @type {A} */ (b).c();\n";
  assert.equal(withoutComments(sample), "const a = '// four'; // five\n/** @type {A} */ (b).c();\n");
  const script = await readFile(join(ROOT, 'extension/content.js'), 'utf8');
  const kept = withoutComments(script).split('\n');
  const code = script.split('\n').map((line) => line.trimStart()).filter((line) => line && !/^(?:\/\/|\/\*\*.*\*\/$|\/\*\*(?!.*\*\/)|\* )/.test(line));
  assert.deepEqual(kept.filter(Boolean), code);
  assert.equal(kept.indexOf(''), kept.length - 1, 'but the end of the last line');
  assert.doesNotThrow(() => new Function(kept.join('\n')));
});
