import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { send } from '../conformance/loopback.js';
import { PRIVATE_ACCOUNT } from './accounts.js';
import { MSI_ACTIONS_CLIENT_ID } from './clients.js';
import { control } from '../testing.js';
import { accessToken, address, browser, fragment, logIn, REDIRECT, SEND_SCOPE, signIn, toConsent, useOrg, userInfo } from './testing.js';

useOrg();

describe('sign-in and consent', () => {
  test('hands a token over in the fragment', async () => {
    const answer = await signIn();
    assert.equal(answer.get('state'), 'a state');
    assert.match(answer.get('access_token') ?? '', /^ya29\./);
    assert.equal(answer.get('token_type'), 'Bearer');
    assert.equal(answer.get('expires_in'), '3599');
    assert.deepEqual(answer.get('scope')?.split(' ').sort(), [
      'email', SEND_SCOPE, 'https://www.googleapis.com/auth/userinfo.email', 'openid',
    ].sort());
  });

  test('is silent from then on, with prompt=none too', async () => {
    await signIn();
    for (const more of /** @type {Record<string, string>[]} */ ([{}, { prompt: 'none', login_hint: 'jo@acme.example' }])) {
      assert.ok(fragment(await browser.open(address(more))).get('access_token'));
    }
  });

  test('asks again with prompt=consent and prompt=select_account', async () => {
    await signIn();
    assert.match((await browser.open(address({ prompt: 'consent' }))).html, /value="continue"/);
    const chooser = await browser.open(address({ prompt: 'select_account' }));
    assert.match(chooser.html, /data-identifier="jo@acme\.example"/);
    assert.ok(fragment(await browser.submit(chooser, { email: 'jo@acme.example' })).get('access_token'));
  });

  test('says why prompt=none did not do', async () => {
    const nobody = fragment(await browser.open(address({ prompt: 'none' })));
    assert.equal(nobody.get('error'), 'login_required');
    await signIn();
    const more = fragment(await browser.open(address({ prompt: 'none', scope: `${SEND_SCOPE} https://www.googleapis.com/auth/gmail.metadata` })));
    assert.equal(more.get('error'), 'interaction_required');
    const other = fragment(await browser.open(address({ prompt: 'none', login_hint: 'sam@acme.example' })));
    assert.equal(other.get('error'), 'interaction_required');
    assert.equal(other.get('state'), 'a state');
  });

  test('cannot say which of several accounts prompt=none is for, without a hint', async () => {
    await signIn();
    const picker = await browser.open(address({ prompt: 'select_account' }));
    const identifier = await browser.submit(picker, { email: '' });
    await browser.submit(await browser.submit(identifier, { identifier: 'sam@acme.example' }), { Passwd: 'demo-Passw0rd' });
    assert.equal(fragment(await browser.open(address({ prompt: 'none' }))).get('error'), 'interaction_required');
    assert.ok(fragment(await browser.open(address({ prompt: 'none', login_hint: 'jo@acme.example' }))).get('access_token'));
  });

  test('comes back from prompt=none through a page that goes on by script', async () => {
    const silent = { prompt: 'none', login_hint: 'jo@acme.example' };
    for (const [googleScriptRedirects, status] of /** @type {const} */ ([[true, 200], [false, 302]])) {
      await control('PATCH', '/settings', { googleScriptRedirects });
      const first = await send(address(silent));
      assert.equal(first.status, status);
      assert.equal(first.headers.location === undefined, googleScriptRedirects);
      assert.equal(fragment(await browser.open(address(silent))).get('error'), 'login_required');
    }
  });

  test('refuses a wrong password and an unknown address on its own pages', async () => {
    const identifier = await browser.open(address({ login_hint: 'jo@acme.example' }));
    assert.match(identifier.html, /value="jo@acme\.example"/);
    assert.match((await browser.submit(identifier, { identifier: 'nobody@acme.example' })).html, /Couldn’t find/);
    const password = await browser.submit(identifier, { identifier: 'jo@acme.example' });
    assert.match((await browser.submit(password, { Passwd: 'wrong' })).html, /Wrong password/);
  });

  test('reports Cancel, and grants only what is ticked', async () => {
    const consent = await toConsent();
    assert.equal(fragment(await browser.submit(consent, { answer: 'cancel' })).get('error'), 'access_denied');
    const unticked = { ...consent, html: consent.html.replace(' checked', '') };
    const answer = fragment(await browser.submit(unticked, { answer: 'continue' }));
    assert.ok(!answer.get('scope')?.includes(SEND_SCOPE));
  });

  test('begun in one browser cannot be continued in another', async () => {
    const consent = await toConsent();
    const stranger = await new Browser(REDIRECT).open(consent.url);
    assert.equal(stranger.status, 400);
  });
});

describe('what ends on Google’s page', () => {
  for (const [name, change, status, code] of /** @type {const} */ ([
    ['an unregistered redirect_uri', { redirect_uri: 'https://evil.example/google' }, 400, 'redirect_uri_mismatch'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['an unknown scope', { scope: 'openid gmail.send' }, 400, 'invalid_scope'],
    ['no scope', { scope: '' }, 400, 'invalid_request'],
    ['an unknown response_type', { response_type: 'id_token token' }, 400, 'unsupported_response_type'],
    ['access_type with a token', { access_type: 'offline' }, 400, 'invalid_request'],
    ['prompt=none with another', { prompt: 'none consent' }, 400, 'invalid_request'],
  ])) {
    test(name, async () => {
      const page = await browser.open(address(change));
      assert.equal(page.status, status);
      assert.match(page.html, new RegExp(`Error ${status}: ${code}`));
    });
  }

  test('an account from outside the organization', async () => {
    const page = await logIn(PRIVATE_ACCOUNT);
    assert.equal(page.status, 403);
    assert.match(page.html, /Error 403: org_internal/);
  });

  test('an app that the administrator has not approved', async () => {
    await control('PATCH', '/settings', { googleApp: 'blocked' });
    const page = await logIn('jo@acme.example');
    assert.equal(page.status, 400);
    assert.match(page.html, /Error 400: admin_policy_enforced/);
  });
});

describe('tokens', () => {
  test('a code is of no use without the client’s secret', async () => {
    await logIn('jo@acme.example', { response_type: 'code' });
    const page = await browser.submit(await browser.open(address({ response_type: 'code' })), { answer: 'continue' });
    const code = new URL(page.url).searchParams.get('code') ?? '';
    const { status, body } = await postForm('https://oauth2.googleapis.com/token', {
      grant_type: 'authorization_code', code, client_id: MSI_ACTIONS_CLIENT_ID, redirect_uri: REDIRECT,
    });
    assert.equal(status, 400);
    assert.deepEqual(JSON.parse(body), { error: 'invalid_request', error_description: 'client_secret is missing.' });
  });

  test('userinfo says who, until the token expires', async () => {
    await control('PATCH', '/settings', { googleAccessTokenSeconds: 5 });
    const token = await accessToken();
    const { status, body } = await userInfo(token);
    assert.equal(status, 200);
    const { sub, ...info } = JSON.parse(body);
    assert.match(sub, /^1\d{20}$/);
    assert.deepEqual(info, { email: 'jo@acme.example', email_verified: true, hd: 'acme.example' });

    await control('POST', '/clock', { advanceMs: 5000 });
    assert.equal((await userInfo(token)).status, 401);
  });

  test('revoking ends the consent too', async () => {
    const token = await accessToken();
    assert.equal((await postForm('https://oauth2.googleapis.com/revoke', { token })).status, 200);
    assert.equal((await postForm('https://oauth2.googleapis.com/revoke', { token })).status, 400);
    assert.equal((await userInfo(token)).status, 401);
    assert.match((await browser.open(address())).html, /value="continue"/);
  });

  test('a token that has run out cannot be revoked, and the grant stays', async () => {
    const token = await accessToken();
    assert.deepEqual((await control('GET', '/tokens?provider=google')).map((/** @type {any} */ { username, kind }) => [username, kind]), [['jo@acme.example', 'access']]);
    await control('POST', '/clock', { advanceMs: 3_600_000 });
    assert.deepEqual(await control('GET', '/tokens?provider=google'), []);
    assert.equal((await postForm('https://oauth2.googleapis.com/revoke', { token })).status, 400);
    assert.ok(fragment(await browser.open(address({ prompt: 'none', login_hint: 'jo@acme.example' }))).get('access_token'));
    assert.equal((await control('GET', '/tokens?provider=google')).length, 1);
  });

  test('the control API revokes as the user would', async () => {
    const token = await accessToken();
    await control('POST', '/tokens/revoke', { provider: 'google', username: 'sam@acme.example' });
    assert.equal((await userInfo(token)).status, 200);
    await control('POST', '/tokens/revoke', { provider: 'google', username: 'jo@acme.example' });
    assert.equal((await userInfo(token)).status, 401);
  });
});

/**
 * @param {string} to
 * @param {Record<string, string>} form
 */
function postForm(to, form) {
  return send(to, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

describe('what an administrator or another page decides', () => {
  test('a session that is over needs the user; the consent stays', async () => {
    await signIn();
    await control('POST', '/sign-out', { provider: 'google', username: 'jo@acme.example' });
    assert.equal(fragment(await browser.open(address({ prompt: 'none', login_hint: 'jo@acme.example' }))).get('error'), 'login_required');
    assert.match((await browser.open(address())).html, /id="identifierId"/);
    assert.ok((await logIn('jo@acme.example')).url.startsWith(REDIRECT), 'no consent page again');
  });

  test('what a Workspace forbids ends on a page of Google’s, with status 400 or without', async () => {
    for (const [googleApp, code] of [['blocked', 'admin_policy_enforced'], ['restricted', 'access_not_configured']]) {
      for (const googleErrorPagesStay of [false, true]) {
        await control('PATCH', '/settings', { googleApp, googleErrorPagesStay });
        await control('POST', '/sign-out', { username: 'jo@acme.example' });
        const page = await logIn('jo@acme.example');
        assert.equal(page.status, googleErrorPagesStay ? 200 : 400);
        assert.match(page.html, new RegExp(`: ${code}`));
      }
    }
  });
});
