import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { send } from '../conformance/loopback.js';
import { MSI_ACTIONS_APP_ID } from './registrations.js';
import { control } from '../testing.js';
import {
  address, answerOf, browser, graph, logIn, ORIGIN, redeem, refresh, REDIRECT, SCOPE, signIn, tokenRequest, tokensFor,
  useOrg, VERIFIER,
} from './testing.js';
import { TENANT } from './tenant.js';

useOrg();

describe('the token endpoint', () => {
  test('gives tokens for a code', async () => {
    const { status, headers, json } = await redeem((await signIn()).get('code'));
    assert.equal(status, 200, JSON.stringify(json));
    assert.equal(headers['access-control-allow-origin'], '*');
    const { access_token, refresh_token, id_token, ...rest } = json;
    assert.ok(access_token && refresh_token && id_token);
    assert.deepEqual({ ...rest, scope: rest.scope.split(' ').sort() }, {
      token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, refresh_token_expires_in: 86400,
      scope: ['Mail.Send', 'User.Read', 'email', 'openid', 'profile'],
    });
  });

  test('writes scopes as the application does', async () => {
    const scope = 'openid offline_access https://graph.microsoft.com/mail.send';
    assert.equal((await tokensFor(scope)).scope, 'openid https://graph.microsoft.com/Mail.Send');
  });

  test('gives no more than was asked for', async () => {
    const tokens = await tokensFor('User.Read');
    assert.deepEqual([tokens.refresh_token, tokens.id_token, tokens.scope], [undefined, undefined, 'User.Read']);
  });

  test('signs who it is', async () => {
    const { id_token: idToken } = await tokensFor();
    const configuration = await find('/organizations/v2.0/.well-known/openid-configuration');
    assert.equal(configuration.issuer, 'https://login.microsoftonline.com/{tenantid}/v2.0');
    const keys = createRemoteJWKSet(new URL(configuration.jwks_uri), { [customFetch]: fetch });
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: `https://login.microsoftonline.com/${TENANT.id}/v2.0`, audience: MSI_ACTIONS_APP_ID,
    });
    assert.deepEqual([payload.preferred_username, payload.email, payload.name, payload.tid], ['jo@acme.example', 'jo@acme.example', 'Jo Devries', TENANT.id]);
  });

  test('lets a page’s preflight pass', async () => {
    const { status, headers } = await send(`https://login.microsoftonline.com/${TENANT.id}/oauth2/v2.0/token`, {
      method: 'OPTIONS', headers: { Origin: ORIGIN, 'Access-Control-Request-Headers': 'x-client-sku' },
    });
    assert.deepEqual([status, headers['access-control-allow-origin'], headers['access-control-allow-headers']], [200, '*', 'x-client-sku']);
  });

  for (const [name, change, more, status, error, code] of /** @type {[string, Record<string, string>, object, number, string, number][]} */ ([
    ['a request without Origin', {}, { headers: {} }, 400, 'invalid_request', 9002327],
    ['a client secret', { client_secret: 'x' }, {}, 401, 'invalid_client', 700025],
    ['a wrong verifier', { code_verifier: `${VERIFIER}x` }, {}, 400, 'invalid_grant', 501481],
    ['no verifier', { code_verifier: '' }, {}, 400, 'invalid_grant', 501481],
    ['another redirect_uri', { redirect_uri: `${REDIRECT}x` }, {}, 400, 'invalid_client', 500112],
    ['a code that never was', { code: 'x' }, {}, 400, 'invalid_grant', 9002313],
    ['no code', { code: '' }, {}, 400, 'invalid_request', 900144],
    ['no grant_type', { grant_type: '' }, {}, 400, 'invalid_request', 900144],
    ['another grant_type', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type', 70003],
    ['an unknown application', { client_id: '00000000-0000-4000-8000-000000000000' }, {}, 400, 'unauthorized_client', 700016],
    ['a scope that never was', { scope: 'Mail.Everything' }, {}, 400, 'invalid_scope', 70011],
    ['a scope without consent', { scope: 'Mail.ReadWrite' }, {}, 400, 'invalid_grant', 65001],
    ['an unknown tenant', {}, { tenant: 'nowhere.example' }, 400, 'invalid_request', 90002],
    ['what is not a form', {}, { headers: { Origin: ORIGIN, 'Content-Type': 'application/json' } }, 400, 'invalid_request', 900144],
  ])) {
    test(`refuses ${name}`, async () => {
      assertRefused(await redeem((await signIn()).get('code'), change, more), status, error, code);
    });
  }

  test('takes a code once, and within ten minutes', async () => {
    const code = (await signIn()).get('code');
    assert.equal((await redeem(code)).status, 200);
    assertRefused(await redeem(code), 400, 'invalid_grant', 54005);
    const late = answerOf(await browser.open(address())).get('code');
    await control('POST', '/clock', { advanceMs: 600_000 });
    assertRefused(await redeem(late), 400, 'invalid_grant', 70008);
  });

  test('logs whose tokens they are', async () => {
    await tokensFor();
    const entry = (await control('GET', '/log?host=login.microsoftonline.com')).at(-1);
    assert.deepEqual([entry.account, entry.origin, entry.userAgentIsExtension], ['jo@acme.example', ORIGIN, true]);
  });
});

describe('refresh tokens of a single-page application', () => {
  test('are renewed, the old one staying good', async () => {
    const first = await tokensFor();
    const second = await refresh(first.refresh_token);
    assert.equal(second.status, 200);
    assert.notEqual(second.json.refresh_token, first.refresh_token);
    assert.equal((await refresh(first.refresh_token)).status, 200);
  });

  test('end a day after the sign-in, however often they are renewed', async () => {
    let { refresh_token: token } = await tokensFor();
    for (let hours = 0; hours < 20; hours += 10) {
      await control('POST', '/clock', { advanceMs: 10 * 3600e3 });
      ({ refresh_token: token } = (await refresh(token)).json);
    }
    const { json } = await refresh(token);
    assert.ok(json.refresh_token_expires_in <= 4 * 3600, String(json.refresh_token_expires_in));
    await control('POST', '/clock', { advanceMs: 4 * 3600e3 });
    assertRefused(await refresh(json.refresh_token), 400, 'invalid_grant', 700084);
  });

  test('begin anew with a silent authorization', async () => {
    await tokensFor();
    await control('POST', '/clock', { advanceMs: 25 * 3600e3 });
    const { json } = await redeem(answerOf(await browser.open(address({ prompt: 'none', login_hint: 'jo@acme.example' }))).get('code'));
    assert.equal(json.refresh_token_expires_in, 86400);
  });

  test('live as long as the setting says', async () => {
    await control('PATCH', '/settings', { microsoftRefreshTokenSeconds: 60, microsoftAccessTokenSeconds: 5 });
    const { refresh_token: token, expires_in: seconds } = await tokensFor();
    assert.equal(seconds, 5);
    await control('POST', '/clock', { advanceMs: 60_000 });
    assertRefused(await refresh(token), 400, 'invalid_grant', 700084);
  });

  test('are refused without Origin, for other scopes, and to other applications', async () => {
    const { refresh_token: token } = await tokensFor();
    assertRefused(await refresh(token, {}, { headers: {} }), 400, 'invalid_request', 9002327);
    assertRefused(await refresh(token, { scope: `${SCOPE} Mail.Read` }), 400, 'invalid_grant', 65001);
    assertRefused(await refresh(token, { client_id: '66666666-7777-4888-8999-000000000000' }), 400, 'invalid_grant', 9002313);
    assertRefused(await refresh('made up'), 400, 'invalid_grant', 9002313);
  });

  test('end with the grant; Graph then challenges the access token', async () => {
    const tokens = await tokensFor();
    await control('POST', '/tokens/revoke', { provider: 'microsoft', username: 'sam@acme.example' });
    assert.equal((await graph(tokens.access_token, 'GET', '/me')).status, 200);
    await control('POST', '/tokens/revoke', { provider: 'microsoft', username: 'jo@acme.example' });
    assertRefused(await refresh(tokens.refresh_token), 400, 'invalid_grant', 50173);
    const { status, headers, json } = await graph(tokens.access_token, 'GET', '/me');
    assert.deepEqual([status, json.error.code], [401, 'InvalidAuthenticationToken']);
    const [, claims] = /error="insufficient_claims", claims="([^"]+)"/.exec(String(headers['www-authenticate'])) ?? [];
    assert.equal(JSON.parse(Buffer.from(claims, 'base64').toString()).access_token.nbf.essential, true);
  });

  test('meet Conditional Access', async () => {
    const { refresh_token: token } = await tokensFor();
    for (const [policy, error, code] of /** @type {const} */ ([
      ['mfa', 'interaction_required', 50076], ['device', 'interaction_required', 53000], ['blocked', 'invalid_grant', 53003],
    ])) {
      await control('PATCH', '/settings', { microsoftConditionalAccess: policy });
      assertRefused(await refresh(token), 400, error, code);
    }
  });
});

describe('a public client', () => {
  test('is refused where its request has an Origin', async () => {
    const registered = { client_id: '66666666-7777-4888-8999-000000000000', redirect_uri: 'http://localhost' };
    // By form_post, so that the code can be read without anything listening on localhost.
    const consent = await logIn(address({ ...registered, response_mode: 'form_post' }));
    const page = await browser.submit(consent, { answer: 'accept' });
    const [, code] = /name="code" value="([^"]+)"/.exec(page.html) ?? [];
    const exchange = { grant_type: 'authorization_code', code, code_verifier: VERIFIER, ...registered };
    assertRefused(await tokenRequest(exchange), 400, 'invalid_request', 9002326);
  });
});

/**
 * @param {Awaited<ReturnType<typeof tokenRequest>>} answer
 * @param {number} status
 * @param {string} error
 * @param {number} code
 */
function assertRefused({ status: actual, json }, status, error, code) {
  assert.deepEqual([actual, json.error, json.error_codes], [status, error, [code]], JSON.stringify(json));
  assert.match(json.error_description, new RegExp(`^AADSTS${code}: .*\r\nTrace ID: ${json.trace_id}\r\nCorrelation ID: ${json.correlation_id}\r\nTimestamp: ${json.timestamp}$`));
}

/** @param {string} path */
async function find(path) {
  return JSON.parse((await send(`https://login.microsoftonline.com${path}`)).body);
}
