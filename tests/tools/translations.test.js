// A changed English text is refused until every language was looked at.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { record, translationsAreLookedAt } from './translations.js';

const TEXTS = { en: 'Send', nl: 'Verzenden', de: 'Senden' };

test('texts that were never recorded are, and then hold', async (t) => {
  const root = await project(t, TEXTS);
  assert.deepEqual(await translationsAreLookedAt(root), ['"send" has changed: node tests/tools/translations.js']);
  assert.deepEqual(await record(root, []), []);
  assert.deepEqual(await translationsAreLookedAt(root), []);
});

test('a changed English text is refused while a locale has its former one', async (t) => {
  const root = await project(t, TEXTS);
  await record(root, []);
  await write(root, { ...TEXTS, en: 'Send now', nl: 'Nu verzenden' });
  const left = ['the English "send" has changed, de has not: change it, or say that it fits: node tests/tools/translations.js send'];
  assert.deepEqual(await translationsAreLookedAt(root), left);
  assert.deepEqual(await record(root, []), left);
  assert.deepEqual(await translationsAreLookedAt(root), left, 'a refusal records nothing');

  await write(root, { en: 'Send now', nl: 'Nu verzenden', de: 'Jetzt senden' });
  assert.deepEqual(await record(root, []), []);
  assert.deepEqual(await translationsAreLookedAt(root), []);
});

test('a translation that fits as it is can be said to', async (t) => {
  const root = await project(t, TEXTS);
  await record(root, []);
  await write(root, { ...TEXTS, en: 'Send it' });
  assert.equal((await record(root, ['another'])).length, 2);
  assert.deepEqual(await record(root, ['send']), []);
  assert.deepEqual(await translationsAreLookedAt(root), []);
});

test('a better translation alone is recorded, so that the next change of English finds it', async (t) => {
  const root = await project(t, TEXTS);
  await record(root, []);
  await write(root, { ...TEXTS, nl: 'Versturen' });
  assert.deepEqual(await translationsAreLookedAt(root), ['"send" has changed: node tests/tools/translations.js']);
  await record(root, []);
  await write(root, { ...TEXTS, en: 'Send now', nl: 'Versturen', de: 'Jetzt senden' });
  assert.match((await translationsAreLookedAt(root)).join('\n'), /nl has not/);
});

/** @param {import('node:test').TestContext} t @param {Record<string, string>} texts */
async function project(t, texts) {
  const root = await mkdtemp(join(tmpdir(), 'msi-translations-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'tests/tools'), { recursive: true });
  await write(root, texts);
  return root;
}

/** @param {string} root @param {Record<string, string>} texts the text "send" by locale */
async function write(root, texts) {
  for (const [locale, message] of Object.entries(texts)) {
    const folder = join(root, 'extension/_locales', locale);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'messages.json'), JSON.stringify({ send: { message } }));
  }
}
