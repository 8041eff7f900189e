import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './package-files.js';
import { STORES, idOf, idsComeFromOnePlace, takeEdge, takeKey } from './stores.js';

const OURS = JSON.parse(await readFile(join(ROOT, 'manifest.json'), 'utf8')).key;
const EDGE = 'abcdefghijklmnopabcdefghijklmnop';

/** A public key as the store shows it. */
function storeKey() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** @param {import('node:test').TestContext} t */
async function project(t) {
  const root = await mkdtemp(join(tmpdir(), 'msi-stores-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'docs'));
  await mkdir(join(root, 'src'));
  const id = idOf(OURS);
  await writeFile(join(root, 'manifest.json'), `{ "version": "1.0.0", "key": "${OURS}" }`);
  await writeFile(join(root, 'stores.json'), `{ "chrome": { "id": "${id}" }, "edge": null }`);
  await writeFile(join(root, 'README.md'), `Its id is ${id}.`);
  await writeFile(join(root, 'docs/a.md'), `https://${id}.chromiumapp.org/google`);
  await writeFile(join(root, 'src/a.rs'), 'fn main() {}');
  return root;
}

// That a browser derives the same id is shown by the end-to-end tests: this one, and that of an extension which
// is packed under a key of its own.
test('the id is that of the key, however it is written', () => {
  assert.equal(idOf(OURS), STORES.chrome.id);
  const pem = storeKey();
  const plain = pem.replace(/-----[A-Z ]+-----|\s/g, '');
  assert.match(idOf(pem), /^[a-p]{32}$/);
  assert.equal(idOf(pem), idOf(plain));
  for (const wrong of ['', 'no key', plain.slice(4), `${plain}?`]) assert.throws(() => idOf(wrong), Error);
});

test('the store’s key goes into the manifest, its id into stores.json and every document', async (t) => {
  const root = await project(t);
  const pem = storeKey();
  await takeKey(root, pem);
  const id = idOf(pem);
  assert.equal(idOf(JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8')).key), id);
  assert.ok((await readFile(join(root, 'README.md'), 'utf8')).includes(id));
  assert.ok((await readFile(join(root, 'docs/a.md'), 'utf8')).includes(`https://${id}.chromiumapp.org/google`));
  await takeEdge(root, EDGE);
  assert.deepEqual(JSON.parse(await readFile(join(root, 'stores.json'), 'utf8')), { chrome: { id }, edge: { id: EDGE } });
  assert.deepEqual(await idsComeFromOnePlace(root), []);
  await assert.rejects(takeEdge(root, 'Edge'), /not an extension's id/);
});

test('an id that is written anywhere else is found', async (t) => {
  const root = await project(t);
  assert.deepEqual(await idsComeFromOnePlace(root), []);
  await writeFile(join(root, 'docs/a.md'), EDGE);
  await writeFile(join(root, 'src/a.rs'), `"${idOf(OURS)}"`);
  await writeFile(join(root, 'manifest.json'), JSON.stringify({ key: storeKey().replace(/-----[A-Z ]+-----|\s/g, '') }));
  const found = await idsComeFromOnePlace(root);
  assert.equal(found.length, 3, found.join('\n'));
});
