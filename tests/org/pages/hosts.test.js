import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { after, before, test } from 'node:test';
import { startOrg } from '../server.js';
import { createClassicPages } from './classic/index.js';
import { createLightningPages } from './lightning/index.js';

// The pages by themselves, under hosts that the demo org has no sign-in for.
const SANDBOX = { lightning: 'acme--uat.sandbox.lightning.force.com', classic: 'acme--uat.sandbox.my.salesforce.com' };

/** @type {import('../server.js').Org} */
let org;
/** @type {import('node:http').Server} */
let server;
let signedIn = true;

before(async () => {
  org = await startOrg();
  const context = { ...org.context, salesforce: { ...org.context.salesforce, sessionUser: () => (signedIn ? org.context.users[0] : undefined) } };
  const products = [createLightningPages(context), createClassicPages(context)];
  server = createServer((req, res) => { products.find(({ hosts }) => hosts.test(req.headers.host ?? ''))?.handle(req, res); });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
});
after(async () => {
  server.close();
  await org.close();
});

/**
 * @param {string} host
 * @param {string} path
 * @returns {Promise<{status?: number, location?: string, text: string}>}
 */
function get(host, path) {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (res) => {
      let text = '';
      res.on('data', (chunk) => { text += chunk; });
      res.on('end', () => resolve({ status: res.statusCode, location: res.headers.location, text }));
    }).on('error', reject).end();
  });
}

test('a sandbox shows the same pages', async () => {
  signedIn = true;
  const [{ Id }] = org.context.salesforce.runSoql("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'");
  assert.match((await get(SANDBOX.lightning, `/lightning/r/Lead/${Id}/view`)).text, /auraLoadingBox/);
  assert.equal(JSON.parse((await get(SANDBOX.lightning, `/lightning-data/record/${Id}`)).text).name, 'Ada Lovelace');
  assert.match((await get(SANDBOX.classic, `/${Id}`)).text, /https:\/\/acme--uat\.sandbox\.lightning\.force\.com\/lightning\/r\//);
});

test('without a session a sandbox leads to its own login page, with the way back', async () => {
  signedIn = false;
  const lightning = await get(SANDBOX.lightning, '/lightning/page/home');
  const back = `/visualforce/session?url=${encodeURIComponent(`https://${SANDBOX.lightning}/lightning/page/home`)}`;
  assert.deepEqual([lightning.status, lightning.location], [302, `https://${SANDBOX.classic}/?ec=302&startURL=${encodeURIComponent(back)}`]);
  assert.equal((await get(SANDBOX.classic, '/00Q/o')).location, `/?ec=302&startURL=${encodeURIComponent('/00Q/o')}`);
});

test('no address reaches a file outside of the app', async () => {
  for (const path of ['/lightning-app/../index.js', '/lightning-app/%2e%2e/index.js', '/lightning-app/..%2findex.js', '/lightning-app/css/../../index.js', '/lightning-app/none.js']) {
    assert.equal((await get(SANDBOX.lightning, path)).status === 200, false, path);
  }
});
