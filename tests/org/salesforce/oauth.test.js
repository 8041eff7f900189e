import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { send } from '../conformance/loopback.js';
import { MSI_ACTIONS_KEY } from './oauth/apps.js';
import { authorizeUrl, codeOf, demoOrg, HOST, PASSWORD, pkce, REDIRECT, requestToken, restClient, signIn } from './testing.js';

describe('Salesforce sign-in', { concurrency: false }, () => {
  const it = demoOrg();

  test('a token reply has Salesforce’s shape', async () => {
    const { tokens } = await signIn();
    assert.match(tokens.access_token, /^00D\w{12}![\w-]+$/);
    assert.deepEqual(Object.keys(tokens).sort(), ['access_token', 'id', 'id_token', 'instance_url', 'issued_at', 'refresh_token', 'scope', 'signature', 'token_type']);
    assert.match(tokens.id, /^https:\/\/login\.salesforce\.com\/id\/00D\w{15}\/005\w{15}$/);
    assert.equal(tokens.instance_url, HOST);
  });

  test('userinfo says who it is', async () => {
    const { tokens } = await signIn();
    const { status, body } = await restClient(tokens.access_token).call('GET', '/services/oauth2/userinfo');
    assert.equal(status, 200);
    assert.equal(body.email, 'jo@acme.example');
    assert.equal(body.email_verified, true);
    assert.equal(body.sub, tokens.id);
    assert.equal((await restClient('nonsense').call('GET', '/services/data/v67.0/limits')).status, 401);
  });

  test('a session and a grant make the next sign-in silent', async () => {
    const { browser } = await signIn();
    const { challenge } = pkce();
    const page = await browser.open(authorizeUrl(challenge));
    assert.ok(codeOf(page.url));
    assert.equal(new URL(page.url).searchParams.get('state'), 'xyz');
    assert.equal(new URL(page.url).searchParams.get('iss'), null, 'Salesforce sends none');
  });

  test('prompt=login asks for the password again, login_hint fills in the name', async () => {
    const { browser } = await signIn();
    const page = await browser.open(authorizeUrl(pkce().challenge, { prompt: 'login', login_hint: 'jo@acme.example' }));
    assert.match(page.html, /id="Login"/);
    assert.match(page.html, /value="jo@acme\.example"/);
    const end = await browser.submit(page, { username: 'jo@acme.example', pw: PASSWORD });
    assert.ok(codeOf(end.url));
  });

  test('immediate=true answers at once or not at all', async () => {
    const end = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge, { immediate: 'true' }));
    assert.equal(new URL(end.url).searchParams.get('error'), 'immediate_unsuccessful');
  });

  test('a wrong password is refused on the page', async () => {
    const browser = new Browser(REDIRECT);
    const page = await browser.submit(await browser.open(authorizeUrl(pkce().challenge)), { username: 'jo@acme.example', pw: 'wrong' });
    assert.match(page.html, /Please check your username and password/);
  });

  test('PKCE is required, and S256', async () => {
    const without = new URL(authorizeUrl('x'));
    without.searchParams.delete('code_challenge');
    const end = await new Browser(REDIRECT).open(without.href);
    assert.equal(new URL(end.url).searchParams.get('error'), 'invalid_request');
    const plain = await new Browser(REDIRECT).open(authorizeUrl(pkce().verifier, { code_challenge_method: 'plain' }));
    assert.equal(new URL(plain.url).searchParams.get('error'), 'invalid_request');
  });

  test('another redirect address, or an unknown app, never leaves Salesforce', async () => {
    const wrong = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge, { redirect_uri: `${REDIRECT}/more` }));
    assert.match(wrong.url, /RemoteAccessErrorPage\.apexp\?error=redirect_uri_mismatch/);
    const unknown = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge, { client_id: '3MVG9nobody' }));
    assert.match(unknown.url, /RemoteAccessErrorPage\.apexp\?error=invalid_client_id/);
    const elsewhere = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge).replace('acme.my', 'login'));
    assert.match(elsewhere.url, /error=OAUTH_EC_APP_NOT_FOUND/);
  });

  test('a scope that the app may not have is refused', async () => {
    const end = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge, { scope: 'api full' }));
    assert.equal(new URL(end.url).searchParams.get('error'), 'invalid_scope');
  });

  test('the code works once, with its verifier, without a secret', async () => {
    const { browser } = await signIn();
    const form = { grant_type: 'authorization_code', client_id: MSI_ACTIONS_KEY, redirect_uri: REDIRECT };
    const fresh = async () => {
      const { verifier, challenge } = pkce();
      return { code: codeOf((await browser.open(authorizeUrl(challenge))).url), code_verifier: verifier };
    };
    const wrong = await requestToken({ ...form, ...(await fresh()), code_verifier: pkce().verifier });
    assert.deepEqual([wrong.status, wrong.body.error], [400, 'invalid_request']);
    const secret = await requestToken({ ...form, ...(await fresh()), client_secret: 'secret' });
    assert.deepEqual([secret.status, secret.body.error], [400, 'invalid_client']);
    const moved = await requestToken({ ...form, ...(await fresh()), redirect_uri: 'https://elsewhere.example/' });
    assert.equal(moved.body.error, 'redirect_uri_mismatch');
    const good = await fresh();
    assert.equal((await requestToken({ ...form, ...good })).status, 200);
    const twice = await requestToken({ ...form, ...good });
    assert.deepEqual(twice.body, { error: 'invalid_grant', error_description: 'expired authorization code' });
  });

  test('a code lives as long as the settings say', async () => {
    await it.control('PATCH', '/settings', { salesforceCodeSeconds: 30 });
    const { browser } = await signIn();
    const { verifier, challenge } = pkce();
    const code = codeOf((await browser.open(authorizeUrl(challenge))).url);
    await it.control('POST', '/clock', { advanceMs: 31_000 });
    const { body } = await requestToken({
      grant_type: 'authorization_code', client_id: MSI_ACTIONS_KEY, redirect_uri: REDIRECT, code, code_verifier: verifier,
    });
    assert.equal(body.error, 'invalid_grant');
  });

  test('refresh tokens rotate; an old one used again ends the grant', async () => {
    const { tokens: first } = await signIn();
    const refresh = (/** @type {string} */ token) => requestToken({ grant_type: 'refresh_token', client_id: MSI_ACTIONS_KEY, refresh_token: token });
    const second = (await refresh(first.refresh_token)).body;
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal((await restClient(second.access_token).call('GET', '/limits')).status, 200);
    assert.deepEqual((await refresh(first.refresh_token)).body, { error: 'invalid_grant', error_description: 'expired access/refresh token' });
    assert.equal((await refresh(second.refresh_token)).status, 400);
    const { status, body } = await restClient(second.access_token).call('GET', '/limits');
    assert.deepEqual([status, body[0].errorCode, body[0].message], [401, 'INVALID_SESSION_ID', 'Session expired or invalid']);
  });

  test('an access token expires', async () => {
    await it.control('PATCH', '/settings', { salesforceAccessTokenSeconds: 5 });
    const { tokens } = await signIn();
    await it.control('POST', '/clock', { advanceMs: 5000 });
    assert.equal((await restClient(tokens.access_token).call('GET', '/limits')).status, 401);
  });

  test('revoking takes the tokens and the approval', async () => {
    const { browser, tokens } = await signIn();
    const { status } = await send(`${HOST}/services/oauth2/revoke`, {
      method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `token=${tokens.refresh_token}`,
    });
    assert.equal(status, 200);
    assert.equal((await restClient(tokens.access_token).call('GET', '/limits')).status, 401);
    assert.match((await browser.open(authorizeUrl(pkce().challenge))).html, /id="oaapprove"/);
  });

  test('pre-authorised: no Allow page, and the uninvited are told so', async () => {
    await it.control('PATCH', '/settings', { permittedUsers: 'preauthorized' });
    const browser = new Browser(REDIRECT);
    const end = await browser.submit(await browser.open(authorizeUrl(pkce().challenge)), { username: 'jo@acme.example', pw: PASSWORD });
    assert.ok(codeOf(end.url));
    const stranger = new Browser(REDIRECT);
    const refused = await stranger.submit(await stranger.open(authorizeUrl(pkce().challenge)), { username: 'noor@acme.example', pw: PASSWORD });
    assert.equal(new URL(refused.url).searchParams.get('error'), 'OAUTH_APP_ACCESS_DENIED');
  });

  test('an app that the org blocks, or has not approved or installed', async () => {
    /** @type {(app: string) => Promise<string>} */
    const end = async (app) => {
      await it.control('PATCH', '/settings', { app });
      const browser = new Browser(REDIRECT);
      const page = await browser.open(authorizeUrl(pkce().challenge));
      if (!page.html.includes('id="Login"')) return page.url;
      return (await browser.submit(page, { username: 'jo@acme.example', pw: PASSWORD })).url;
    };
    assert.match(await end('blocked'), /chromiumapp\.org\/salesforce\?error=OAUTH_APP_BLOCKED/);
    assert.match(await end('not-approved'), /RemoteAccessErrorPage\.apexp\?error=OAUTH_APPROVAL_ERROR_GENERIC/);
    assert.match(await end('not-installed'), /RemoteAccessErrorPage\.apexp\?error=invalid_client&error_description=app\+must\+be\+installed\+into\+org/);
  });

  test('an inactive user cannot refresh', async () => {
    const { tokens } = await signIn();
    await it.control('PATCH', '/users/jo@acme.example', { active: false });
    const { body } = await requestToken({ grant_type: 'refresh_token', client_id: MSI_ACTIONS_KEY, refresh_token: tokens.refresh_token });
    assert.deepEqual(body, { error: 'invalid_grant', error_description: 'inactive user' });
  });

  test('the OpenID configuration answers without a sign-in', async () => {
    const { status, headers, body } = await send(`${HOST}/.well-known/openid-configuration`);
    assert.equal(status, 200);
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.equal(JSON.parse(body).token_endpoint, `${HOST}/services/oauth2/token`);
  });

  test('signing in keeps a deep link, also over to Lightning', async () => {
    const target = 'https://acme.lightning.force.com/lightning/r/Lead/00QAc0000000001MAA/view?x=1';
    const browser = new Browser(target);
    const login = await browser.open(`${target}&y=2`.replace('https://acme.lightning', 'https://acme.lightning')).then(
      (page) => page, () => assert.fail('unreachable'));
    const end = await browser.submit(login, { username: 'jo@acme.example', pw: PASSWORD });
    assert.equal(end.url, `${target}&y=2`);
    const classic = new Browser(`${HOST}/00Q`);
    const page = await classic.open(`${HOST}/home/home.jsp`);
    assert.equal(new URL(page.url).searchParams.get('startURL'), '/home/home.jsp');
  });

  test('the sign-in does not lead out of Salesforce', async () => {
    for (const startURL of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
      const browser = new Browser('https://evil.example');
      const page = await browser.open(`${HOST}/?ec=302&startURL=${encodeURIComponent(startURL)}`);
      const end = await browser.submit(page, { username: 'jo@acme.example', pw: PASSWORD });
      assert.match(end.url, /^https:\/\/acme\.lightning\.force\.com\//);
    }
  });
});
