import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from '../pages/browser.js';
import { authorizeUrl, controlClient, HOST, PASSWORD, pkce } from '../salesforce/testing.js';
import { startOrg } from '../server.js';

describe('single sign-on in Chromium', { concurrency: false }, () => {
  /** @type {import('../server.js').Org} */
  let org;
  /** @type {Awaited<ReturnType<typeof openBrowser>>} */
  let chromium;
  before(async () => {
    org = await startOrg();
    chromium = await openBrowser(org);
    await controlClient(org)('PATCH', '/settings', { singleSignOn: 'only' });
  });
  after(async () => {
    await chromium.close();
    await org.close();
  });

  test('the posts cross hosts with their cookies; a page’s fragment is lost on the way', async () => {
    const page = await chromium.browser.newPage();
    await page.goto(`${authorizeUrl(pkce().challenge)}#lost`);
    await page.locator('#username').fill('jo@acme.example');
    await page.locator('#password').fill(PASSWORD);
    assert.equal(new URL(page.url()).hostname, 'sso.acme.example');
    await page.locator('#signIn').click();
    await page.waitForSelector('#oaapprove');
    assert.deepEqual([new URL(page.url()).hostname, new URL(page.url()).hash], [new URL(HOST).hostname, '']);
    // What an invitation's link uses instead needs no sign-in, and keeps it.
    await page.goto(`${HOST}/.well-known/openid-configuration#msi=kept`);
    assert.equal(new URL(page.url()).hash, '#msi=kept');
  });
});
