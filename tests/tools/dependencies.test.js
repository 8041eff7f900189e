import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { advisories, report } from './advisories.js';
import { problemsOfCrates, problemsOfModule, problemsOfNpm } from './dependencies.js';

const EXCUSED = ['gloo-net 0.5.0', 'gloo-net 0.6.0', 'http 0.2.12', 'http 1.5.0', 'thiserror 1.0.69', 'thiserror 2.0.21'];

/** @param {Partial<import('./dependencies.js').Crate>} fields */
function crate(fields) {
  return { name: 'a', version: '1.0.0', license: 'MIT', source: 'registry+x', ...fields };
}

test('licences are compared as expressions', () => {
  const fine = ['MIT/Apache-2.0', 'MIT OR GPL-3.0-only', '(MIT OR Apache-2.0) AND Unicode-3.0', 'Apache-2.0 WITH LLVM-exception OR MIT'];
  assert.deepEqual(problemsOfCrates(fine.map((license) => crate({ license }))), []);
  assert.match(problemsOfCrates([crate({ license: 'MIT AND GPL-3.0-only' })])[0], /a 1\.0\.0 has the licence MIT AND GPL/);
  assert.match(problemsOfCrates([crate({ license: null })])[0], /licence null/);
});

test('crates come from the registry', () => {
  assert.match(problemsOfCrates([crate({ source: 'git+https://example.org/a' })])[0], /comes from git/);
  assert.match(problemsOfCrates([crate({ source: null })])[0], /comes from a folder/);
});

test('the module links no banned crate, and none twice without an excuse', () => {
  assert.deepEqual(problemsOfModule([...EXCUSED, 'b 1.0.0']), []);
  assert.match(problemsOfModule([...EXCUSED, 'bincode 1.3.3']).join(), /bincode is banned/);
  assert.match(problemsOfModule([...EXCUSED, 'b 1.0.0', 'b 2.0.0']).join(), /b is linked in more than one version/);
  assert.match(problemsOfModule(EXCUSED.slice(1)).join(), /gloo-net is not linked twice any more/);
});

test('only shipped npm packages need one of our licences', () => {
  const packages = { '': {}, 'node_modules/a': { license: '(MPL-2.0 OR Apache-2.0)' }, 'node_modules/b': { license: 'GPL-3.0', dev: true } };
  assert.deepEqual(problemsOfNpm({ packages }), []);
  assert.match(problemsOfNpm({ packages: { 'node_modules/c': { license: 'GPL-3.0-only' } } })[0], /node_modules\/c/);
});

test('advisories: a vulnerability is told from a note', async (t) => {
  const ids = { 'RUSTSEC-1': 'unmaintained', 'RUSTSEC-2': null };
  const server = createServer((request, response) => {
    const id = /** @type {keyof typeof ids} */ (request.url?.split('/').pop());
    const affected = [{ package: { name: 'a' }, database_specific: { informational: ids[id] } }];
    const batch = { results: [{ vulns: Object.keys(ids).map((each) => ({ id: each })) }, {}] };
    response.end(JSON.stringify(request.method === 'POST' ? batch : { id, summary: 'why', affected }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  const packages = ['a', 'b'].map((name) => ({ ecosystem: /** @type {const} */ ('crates.io'), name, version: '1.0.0' }));
  assert.deepEqual(await advisories(packages, `http://127.0.0.1:${port}`), {
    vulnerabilities: ['a 1.0.0: RUSTSEC-2 vulnerable: why'],
    notes: ['a 1.0.0: RUSTSEC-1 unmaintained: why'],
  });
});

test('advisories: without an answer a check passes, and a package fails', async (t) => {
  let status = 503;
  const server = createServer((_, response) => {
    response.statusCode = status;
    response.end('{"results":[{}]}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const packages = [{ ecosystem: /** @type {const} */ ('npm'), name: 'a', version: '1.0.0' }];
  /** @param {boolean} answered */
  const passed = async (answered) => (await report(packages, `http://127.0.0.1:${port}`, answered)).passed;
  assert.deepEqual([await passed(false), await passed(true)], [true, false]);
  status = 200;
  assert.deepEqual([await passed(false), await passed(true)], [true, true]);
});
