import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { linterProblems, missingFiles, rules, typeProblems } from './manifest.js';
import { ROOT } from './package-files.js';

const OURS = JSON.parse(await readFile(join(ROOT, 'manifest.json'), 'utf8'));

/** @param {import('node:test').TestContext} t @param {Record<string, unknown>} changes */
async function packageWith(t, changes) {
  const folder = await mkdtemp(join(tmpdir(), 'msi-manifest-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...OURS, ...changes }));
  return folder;
}

test('our manifest is of the type that Chrome describes', async () => {
  assert.deepEqual(await typeProblems(join(ROOT, 'manifest.json')), []);
});

test('an unknown permission and a misspelt key are found', async (t) => {
  const permission = await packageWith(t, { permissions: ['storrage'] });
  assert.match((await typeProblems(join(permission, 'manifest.json'))).join('\n'), /storrage/);
  const key = await packageWith(t, { web_accesible_resources: [] });
  assert.match((await typeProblems(join(key, 'manifest.json'))).join('\n'), /web_accesible_resources/);
});

test('a file that is named and missing is found, in the manifest and in a page', async (t) => {
  const folder = await packageWith(t, {});
  await writeFile(join(folder, 'popup.html'), '<script type="module" src="nowhere.js"></script>');
  const missing = await missingFiles(folder);
  assert.ok(missing.includes('popup.html names nowhere.js, which is not there'), missing.join('\n'));
  assert.ok(missing.includes(`manifest.json names ${OURS.background.service_worker}, which is not there`));
});

test('the extension stays out of private windows', () => {
  assert.deepEqual(rules(OURS), []);
  for (const incognito of [undefined, 'spanning', 'split']) {
    assert.match(rules({ ...OURS, incognito }).join(), /private windows/);
  }
});

test('dangerous JavaScript is found', async (t) => {
  const folder = await packageWith(t, {});
  await writeFile(join(folder, 'content.js'), 'document.body.innerHTML = location.hash;');
  assert.match((await linterProblems(folder)).join('\n'), /content\.js:1 UNSAFE_VAR_ASSIGNMENT/);
});
