import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { send } from '../conformance/loopback.js';
import { PERSONAL_ACCOUNT } from './accounts.js';
import { CLAIMS } from './errors.js';
import { MSI_ACTIONS_APP_ID } from './registrations.js';
import { control } from '../testing.js';
import { address, answerOf, browser, JO, logIn, redeem, REDIRECT, SCOPE, signIn, useOrg } from './testing.js';
import { TENANT } from './tenant.js';

useOrg();

const SILENT = { prompt: 'none', login_hint: JO.loginfmt };

describe('sign-in and consent', () => {
  for (const tenant of [TENANT.id, 'acme.example', 'organizations', 'common']) {
    test(`hands a code over, begun at ${tenant}`, async () => {
      const answer = await signIn({}, tenant);
      assert.equal(answer.get('state'), 'a state');
      assert.ok(answer.get('code') && answer.get('session_state'));
    });
  }

  test('answers in the query, with an empty fragment, or in the fragment', async () => {
    await signIn();
    assert.match((await browser.open(address({ response_mode: 'query' }))).url, /^[^#]+\?code=[^#]+#$/);
    assert.match((await browser.open(address({ response_mode: 'fragment' }))).url, /^[^?]+#code=/);
    assert.match((await browser.open(address({ response_mode: 'form_post' }))).html, /<input type="hidden" name="code"/);
  });

  test('is silent from then on, with prompt=none too', async () => {
    await signIn();
    for (const change of /** @type {Record<string, string>[]} */ ([{}, SILENT, { prompt: 'none' }])) assert.ok(answerOf(await browser.open(address(change))).get('code'));
  });

  test('asks again with prompt=consent, login and select_account', async () => {
    await signIn();
    assert.match((await browser.open(address({ prompt: 'consent' }))).html, /value="accept"/);
    assert.match((await browser.open(address({ prompt: 'login', login_hint: JO.loginfmt }))).html, /name="passwd"/);
    const picker = await browser.open(address({ prompt: 'select_account' }));
    assert.match(picker.html, /data-test-id="jo@acme\.example"/);
    assert.ok(answerOf(await browser.submit(picker, { account: JO.loginfmt })).get('code'));
  });

  test('says why prompt=none did not do', async () => {
    assertRefused(await browser.open(address(SILENT)), 'login_required', 50058);
    await signIn();
    assertRefused(await browser.open(address({ ...SILENT, login_hint: 'sam@acme.example' })), 'login_required', 50058);
    assertRefused(await browser.open(address({ ...SILENT, scope: `${SCOPE} Mail.ReadWrite` })), 'consent_required', 65001);
    await logIn(address({ prompt: 'login' }), 'sam@acme.example');
    assertRefused(await browser.open(address({ prompt: 'none' })), 'interaction_required', 16000);
  });

  test('comes back from prompt=none through a page that goes on by script', async () => {
    for (const [microsoftScriptRedirects, status] of /** @type {const} */ ([[true, 200], [false, 302]])) {
      await control('PATCH', '/settings', { microsoftScriptRedirects });
      const first = await send(address(SILENT));
      assert.equal(first.status, status);
      assert.equal(first.headers.location === undefined, microsoftScriptRedirects);
      assertRefused(await browser.open(address(SILENT)), 'login_required', 50058);
    }
  });

  test('goes to the password with login_hint', async () => {
    assert.match((await browser.open(address({ login_hint: 'Jo@acme.example' }))).html, /name="passwd"/);
  });

  test('refuses a wrong password, an unknown address and a personal account on its own pages', async () => {
    const start = await browser.open(address());
    assert.match((await browser.submit(start, { loginfmt: 'nobody@acme.example' })).html, /may be incorrect/);
    assert.match((await browser.submit(start, { loginfmt: PERSONAL_ACCOUNT })).html, /personal account/);
    const password = await browser.submit(start, { loginfmt: JO.loginfmt });
    assert.match((await browser.submit(password, { passwd: 'wrong' })).html, /password is incorrect/);
  });

  test('reports Back and Cancel, each in its own way', async () => {
    const back = answerOf(await browser.submit(await browser.open(address()), { answer: 'back' }));
    assert.deepEqual([...back], [['error', 'access_denied'], ['error_subcode', 'cancel'], ['state', 'a state']]);
    const consent = await logIn(address());
    assertRefused(await browser.submit(consent, { answer: 'cancel' }), 'access_denied', 65004);
  });

  test('begun in one browser cannot be continued in another', async () => {
    const consent = await logIn(address());
    assert.match((await new Browser(REDIRECT).open(consent.url)).html, /not begun in this browser/);
  });

  test('is over after sign-out', async () => {
    await signIn();
    assert.match((await browser.open('https://login.microsoftonline.com/common/oauth2/v2.0/logout')).html, /signed out/);
    assertRefused(await browser.open(address(SILENT)), 'login_required', 50058);
  });
});

describe('what ends on Entra’s page, with status 200', () => {
  for (const [name, change, tenant, code] of /** @type {const} */ ([
    ['an unregistered redirect_uri', { redirect_uri: 'https://evil.example/microsoft' }, TENANT.id, 50011],
    ['an unknown application', { client_id: '00000000-0000-4000-8000-000000000000' }, TENANT.id, 700016],
    ['an unknown tenant', {}, 'nowhere.example', 90002],
    ['personal accounts’ own endpoint', {}, 'consumers', 90002],
  ])) {
    test(name, async () => {
      const page = await browser.open(address(change, tenant));
      assert.equal(page.status, 200);
      assert.match(page.html, new RegExp(`AADSTS${code}:`));
    });
  }

  test('a parameter that is said twice', async () => {
    assert.match((await browser.open(`${address({ prompt: 'select_account' })}&prompt=none`)).html, /AADSTS9000411:/);
  });

  test('a shared endpoint for an application of one tenant', async () => {
    await control('PATCH', '/settings', { microsoftSingleTenant: true });
    assert.match((await browser.open(address({}, 'organizations'))).html, /AADSTS50194:/);
    assert.match((await browser.open(address())).html, /name="loginfmt"/);
  });
});

describe('what is sent back as an error', () => {
  for (const [name, change, error, code] of /** @type {[string, Record<string, string | null>, string, number][]} */ ([
    ['no PKCE', { code_challenge: null }, 'invalid_request', 9002325],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request', 90023],
    ['no response_type', { response_type: null }, 'invalid_request', 90014],
    ['another response_type', { response_type: 'token' }, 'unsupported_response_type', 700054],
    ['an unknown scope', { scope: 'openid Mail.Everything' }, 'invalid_client', 650053],
    ['no scope', { scope: null }, 'invalid_request', 900144],
    ['an unknown prompt', { prompt: 'none login' }, 'invalid_request', 90023],
    ['an unknown response_mode', { response_mode: 'smoke' }, 'invalid_request', 90023],
    ['claims that are not JSON', { claims: '{access_token' }, 'invalid_request', 90023],
  ])) {
    test(name, async () => assertRefused(await browser.open(address(change)), error, code));
  }
});

describe('where users may not consent', () => {
  test('an administrator has to approve; nothing comes back until the rep goes back', async () => {
    await control('PATCH', '/settings', { microsoftUserConsent: false });
    const page = await logIn(address());
    assert.match(page.html, /Need admin approval/);
    assert.match(page.html, /AADSTS90094/);
    const answer = answerOf(await browser.submit(page, { answer: 'return' }));
    assert.deepEqual([answer.get('error'), answer.get('error_subcode'), answer.get('code')], ['access_denied', 'cancel', null]);
    assertRefused(await browser.open(address(SILENT)), 'consent_required', 65001);
  });

  test('an administrator consents for everyone, at the admin consent endpoint', async () => {
    await control('PATCH', '/settings', { microsoftUserConsent: false });
    const query = { client_id: MSI_ACTIONS_APP_ID, scope: SCOPE, redirect_uri: REDIRECT, state: 'a state' };
    const consent = await logIn(`https://login.microsoftonline.com/${TENANT.id}/v2.0/adminconsent?${new URLSearchParams(query)}`, 'robin@acme.example');
    const answer = answerOf(await browser.submit(consent, { answer: 'accept' }));
    assert.deepEqual([answer.get('admin_consent'), answer.get('tenant'), answer.get('state')], ['True', TENANT.id, 'a state']);
    assert.ok(answer.get('scope')?.includes('https://graph.microsoft.com/Mail.Send'));
    assert.ok(answerOf(await logIn(address({ prompt: 'login' }))).get('code'), 'no consent page for Jo');
  });

  test('a rep is no administrator', async () => {
    const query = { client_id: MSI_ACTIONS_APP_ID, scope: SCOPE, redirect_uri: REDIRECT };
    const page = await logIn(`https://login.microsoftonline.com/organizations/v2.0/adminconsent?${new URLSearchParams(query)}`);
    assert.match(page.html, /Need admin approval/);
  });

  test('an administrator’s own consent is for everyone where ticked', async () => {
    const consent = await logIn(address(), 'robin@acme.example');
    await browser.submit(consent, { answer: 'accept', everyone: 'true' });
    assert.ok(answerOf(await logIn(address({ prompt: 'login' }))).get('code'));
  });
});

describe('Conditional Access', () => {
  test('a second factor is asked for where the request answers the challenge', async () => {
    await signIn();
    await control('PATCH', '/settings', { microsoftConditionalAccess: 'mfa' });
    assertRefused(await browser.open(address({ ...SILENT, claims: CLAIMS })), 'interaction_required', 50076);
    const { json: refused } = await redeem(answerOf(await browser.open(address())).get('code'));
    assert.deepEqual([refused.error, refused.error_codes, refused.claims], ['interaction_required', [50076], CLAIMS]);

    const page = await browser.open(address({ claims: refused.claims }));
    assert.match(page.html, /Approve sign in request/);
    const { status } = await redeem(answerOf(await browser.submit(page, {})).get('code'));
    assert.equal(status, 200);
    assert.ok(answerOf(await browser.open(address(SILENT))).get('code'));
  });

  for (const [policy, code, error] of /** @type {const} */ ([['device', 53000, 'interaction_required'], ['blocked', 53003, 'invalid_grant']])) {
    test(`${policy}: the page says so, and nothing comes back`, async () => {
      await signIn();
      await control('PATCH', '/settings', { microsoftConditionalAccess: policy });
      assert.match((await browser.open(address({ claims: CLAIMS }))).html, new RegExp(`Error Code: ${code}`));
      assertRefused(await browser.open(address(SILENT)), error, code);
    });
  }
});

/**
 * @param {import('../conformance/browser.js').Page} page
 * @param {string} error
 * @param {number} code
 */
function assertRefused(page, error, code) {
  const answer = answerOf(page);
  assert.equal(answer.get('error'), error, answer.toString());
  assert.match(answer.get('error_description') ?? '', new RegExp(`^AADSTS${code}: .*\r\nTrace ID: [\\s\\S]*Timestamp: `));
  assert.equal(answer.get('state'), 'a state');
}
