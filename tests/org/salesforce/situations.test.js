import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { ACME } from './orgs.js';
import { authorizeUrl, codeOf, demoOrg, HOST, PASSWORD, pkce, REDIRECT, requestToken, restClient, signIn } from './testing.js';

const JO = { username: 'jo@acme.example', pw: PASSWORD };

describe('sign-in situations', { concurrency: false }, () => {
  const it = demoOrg();
  const toLogin = (/** @type {Browser} */ browser, more = {}) => browser.open(authorizeUrl(pkce().challenge, more));
  const refresh = (/** @type {string} */ token) => requestToken({ grant_type: 'refresh_token', client_id: ACME.consumerKey, refresh_token: token });

  test('single sign-on: by a posted form to another host and back, then silent', async () => {
    await it.control('PATCH', '/settings', { singleSignOn: 'only' });
    const browser = new Browser(REDIRECT);
    const posting = await toLogin(browser);
    assert.match(posting.html, /action="https:\/\/sso\.acme\.example\/saml\/sso"/);
    const password = await browser.submit(posting, {});
    assert.equal(new URL(password.url).hostname, 'sso.acme.example');
    assert.match((await browser.submit(password, { username: JO.username, password: 'wrong' })).html, /Try again/);
    const back = await browser.submit(password, { username: JO.username, password: PASSWORD });
    const consent = await browser.submit(back, {});
    assert.ok(codeOf((await browser.submit(consent, { save: ' Allow ' })).url));
    await it.control('POST', '/sign-out', { provider: 'salesforce', username: JO.username });
    const again = await browser.submit(await browser.submit(await toLogin(browser), {}), {});
    assert.ok(codeOf(again.url), 'the identity provider knows the browser, the org the approval');
  });

  test('an assertion is good once, for who exists, as it was signed', async () => {
    await it.control('PATCH', '/settings', { singleSignOn: 'only' });
    const browser = new Browser(REDIRECT);
    const back = await browser.submit(await browser.submit(await browser.open(`${HOST}/00Q`), {}), { username: JO.username, password: PASSWORD });
    const saml = /name="SAMLResponse" value="([^"]+)"/.exec(back.html)?.[1] ?? '';
    const forged = Buffer.from(Buffer.from(saml, 'base64').toString().replace('jo@acme', 'robin@acme')).toString('base64');
    assert.match((await browser.submit(back, { SAMLResponse: forged })).html, /issue with single sign-on/);
    await browser.submit(back, {});
    assert.match((await new Browser(REDIRECT).submit(back, {})).html, /issue with single sign-on/);
    await it.control('PATCH', '/users/jo@acme.example', { active: false });
    const inactive = new Browser(REDIRECT);
    const answer = await inactive.submit(await inactive.submit(await inactive.open(`${HOST}/00Q`), {}), { username: JO.username, password: PASSWORD });
    assert.match((await inactive.submit(answer, {})).html, /issue with single sign-on/);
  });

  test('where it is offered, the login page has both ways', async () => {
    await it.control('PATCH', '/settings', { singleSignOn: 'offered' });
    const browser = new Browser(REDIRECT);
    const login = await toLogin(browser);
    assert.match(login.html, /id="sso" href="\/saml\/authn-request\.jsp\?RelayState=/);
    assert.match((await browser.submit(login, JO)).html, /id="oaapprove"/);
  });

  for (const [loginRestriction, status] of [['hours', 'Restricted Time'], ['ip', 'Restricted IP']]) {
    test(`outside of ${loginRestriction === 'ip' ? 'the IP range' : 'login hours'} the page stays, and tokens are refused`, async () => {
      const { tokens } = await signIn();
      await it.control('PATCH', '/users/jo@acme.example', { loginRestriction });
      const browser = new Browser(REDIRECT);
      const refused = await browser.submit(await toLogin(browser), JO);
      assert.match(refused.html, /your location or login time may be restricted/);
      assert.equal((await restClient(tokens.access_token).call('GET', '/limits')).body[0].errorCode, 'INVALID_SESSION_ID');
      const before = await refresh(tokens.refresh_token);
      assert.deepEqual(before.body, { error: 'invalid_grant', error_description: 'ip restricted or invalid login hours' });
      const [last] = await it.control('POST', '/query', { soql: 'SELECT Status FROM LoginHistory ORDER BY LoginTime DESC, Id DESC LIMIT 1' });
      assert.equal(last.Status, status);
      await it.control('PATCH', '/users/jo@acme.example', { loginRestriction: 'none' });
      assert.equal((await refresh(tokens.refresh_token)).status, 200, 'refused, not used up');
    });
  }

  test('an edition without an API refuses everybody’s calls', async () => {
    const robin = restClient((await signIn('robin@acme.example')).tokens.access_token);
    await it.control('PATCH', '/settings', { apiInEdition: false });
    const { status, body } = await robin.call('GET', '/limits');
    assert.deepEqual([status, body[0].errorCode], [403, 'API_DISABLED_FOR_ORG']);
  });

  test('a sixth approval ends the oldest', async () => {
    const tokens = [];
    for (let n = 0; n < 6; n += 1) tokens.push((await signIn()).tokens);
    const other = (await signIn('sam@acme.example')).tokens;
    assert.deepEqual((await refresh(tokens[0].refresh_token)).body, { error: 'invalid_grant', error_description: 'expired access/refresh token' });
    assert.equal((await restClient(tokens[0].access_token).call('GET', '/limits')).status, 401);
    for (const each of [tokens[1], tokens[5], other]) assert.equal((await refresh(each.refresh_token)).status, 200);
  });

  test('a page that answers 4xx is a fault away', async () => {
    await it.control('POST', '/faults', { host: ACME.myDomain, path: '/services/oauth2/authorize', fault: { kind: 'status', status: 403, body: 'Forbidden' } });
    assert.equal((await toLogin(new Browser(REDIRECT))).status, 403);
    assert.equal((await toLogin(new Browser(REDIRECT))).status, 200);
  });

  test('a user that is nobody cannot sign in', async () => {
    const browser = new Browser(REDIRECT);
    assert.match((await browser.submit(await toLogin(browser), { username: 'autoproc@acme.example', pw: PASSWORD })).html, /check your username and password/);
  });
});
