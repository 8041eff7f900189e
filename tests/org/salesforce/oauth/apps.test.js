import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Browser } from '../../conformance/browser.js';
import { ACME } from '../orgs.js';
import { authorizeUrl, codeOf, demoOrg, pkce, REDIRECT, requestToken, restClient, signIn } from '../testing.js';

describe('an External Client App that somebody makes', { concurrency: false }, () => {
  const it = demoOrg();
  beforeEach(() => it.control('POST', '/org/nothing'));

  const make = async (/** @type {object} */ settings = {}) => {
    const app = await it.control('POST', '/apps', { callbacks: [REDIRECT], ...settings });
    return { ...ACME, consumerKey: app.consumerKey };
  };
  /** How a sign-in ends: error and description, on the error page or back at the client. @param {typeof ACME} org @param {Record<string, string>} [more] */
  const ending = async (org, more) => {
    const page = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge, more, org));
    const query = new URL(page.url).searchParams;
    return [page.url.startsWith(REDIRECT), query.get('error'), query.get('error_description')];
  };
  const signsIn = async (/** @type {typeof ACME} */ org, username = 'robin@acme.example') => (await signIn(username, new Browser(REDIRECT), org)).tokens;

  test('before it is made nobody knows its key; then everybody does, if at once', async () => {
    assert.deepEqual(await ending(ACME), [false, 'invalid_client_id', 'client identifier invalid']);
    const org = await make({ activeInSeconds: 600 });
    assert.deepEqual((await ending(org))[1], 'invalid_client_id');
    await it.control('POST', '/clock', { advanceMs: 601_000 });
    assert.ok((await signsIn(org)).refresh_token);
    await it.control('POST', '/reset');
    assert.ok((await signsIn(ACME)).refresh_token);
  });

  test('a callback, a scope, a secret: each wrong setting shows where it does at Salesforce', async () => {
    const callback = await make({ callbacks: [] });
    assert.deepEqual(await ending(callback), [false, 'redirect_uri_mismatch', 'redirect_uri must match configuration']);
    await it.control('PATCH', `/apps/${callback.consumerKey}`, { callbacks: [REDIRECT] });
    assert.ok((await signsIn(callback)).access_token);
    const scope = await make({ scopes: ['api', 'openid'] });
    assert.deepEqual(await ending(scope), [true, 'invalid_scope', 'the requested scope is not allowed']);

    const secret = await make({ secretForWebServer: true });
    const { verifier, challenge } = pkce();
    const browser = new Browser(REDIRECT);
    let page = await browser.submit(await browser.open(authorizeUrl(challenge, {}, secret)), { username: 'robin@acme.example', pw: 'demo-Passw0rd' });
    page = await browser.submit(page, { save: ' Allow ' });
    const exchange = { grant_type: 'authorization_code', client_id: secret.consumerKey, redirect_uri: REDIRECT, code: codeOf(page.url), code_verifier: verifier };
    assert.deepEqual(await requestToken(exchange), { status: 400, body: { error: 'invalid_client', error_description: 'invalid client credentials' } });

    const renewal = await make({ secretForRefresh: true });
    const { refresh_token } = await signsIn(renewal);
    const refresh = { grant_type: 'refresh_token', client_id: renewal.consumerKey, refresh_token };
    assert.equal((await requestToken(refresh)).body.error, 'invalid_client');
    await it.control('PATCH', `/apps/${renewal.consumerKey}`, { secretForRefresh: false, rotation: false });
    for (const time of ['first', 'second']) assert.equal((await requestToken(refresh)).status, 200, `not rotated: ${time} use`);
  });

  test('without PKCE required a request may leave it out; with it, not', async () => {
    const [lax, strict] = [await make({ pkce: false }), await make()];
    const plain = { code_challenge: '', code_challenge_method: '' };
    const url = (/** @type {typeof ACME} */ org) => authorizeUrl('', plain, org).replace(/&code_challenge[^&]*/g, '');
    const laxPage = await new Browser(REDIRECT).open(url(lax));
    assert.match(laxPage.html, /id="Login"/);
    assert.equal(new URL((await new Browser(REDIRECT).open(url(strict))).url).searchParams.get('error'), 'invalid_request');
  });

  test('pre-authorised: whom the app’s permission sets name, from one moment to the next', async () => {
    await it.control('POST', '/reset');
    await it.control('PATCH', '/settings', { permittedUsers: 'preauthorized' });
    const tokens = await signsIn(ACME, 'jo@acme.example');
    const rest = restClient(tokens.access_token);
    assert.equal((await rest.call('GET', '/limits')).status, 200);
    await it.control('PATCH', '/users/jo@acme.example', { invited: false, apiEnabled: true });
    assert.deepEqual([(await rest.call('GET', '/limits')).body[0].errorCode], ['INVALID_SESSION_ID']);
    const refresh = { grant_type: 'refresh_token', client_id: ACME.consumerKey, refresh_token: tokens.refresh_token };
    assert.deepEqual((await requestToken(refresh)).body, { error: 'invalid_app_access', error_description: 'user is not admin approved to access this app' });
    await it.control('PATCH', '/users/jo@acme.example', { invited: true });
    assert.equal((await requestToken(refresh)).status, 200);
    await it.control('PATCH', `/apps/${ACME.consumerKey}`, { permissionSets: [] });
    assert.equal((await rest.call('GET', '/limits')).status, 401);
  });

  test('what is no setting is refused', async () => {
    for (const wrong of [{ callback: REDIRECT }, { callbacks: REDIRECT }, { scopes: ['web'] }, { pkce: 'yes' }]) await assert.rejects(it.control('POST', '/apps', wrong));
    await assert.rejects(it.control('PATCH', '/apps/none', {}));
  });
});
