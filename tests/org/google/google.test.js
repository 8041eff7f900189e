import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { connectThroughLoopback, send } from '../conformance/loopback.js';
import { compose } from '../mailbox/seed.js';
import { EXTENSION_ID, startOrg } from '../server.js';
import { PRIVATE_ACCOUNT } from './accounts.js';
import { MSI_ACTIONS_CLIENT_ID } from './clients.js';

const REDIRECT = `https://${EXTENSION_ID}.chromiumapp.org/google`;
const SEND_SCOPE = 'https://www.googleapis.com/auth/gmail.send';
const GMAIL = 'https://gmail.googleapis.com';

/** @type {import('../server.js').Org} */
let org;
/** @type {() => void} */
let disconnect;
/** @type {Browser} */
let browser;

before(async () => {
  org = await startOrg();
  disconnect = connectThroughLoopback(org);
});
beforeEach(async () => {
  await control('POST', '/reset');
  browser = new Browser(REDIRECT);
});
after(async () => {
  disconnect();
  await org.close();
});

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
    assert.equal((await sendRaw(token, await message())).status, 401);
  });

  test('revoking ends the consent too', async () => {
    const token = await accessToken();
    assert.equal((await postForm('https://oauth2.googleapis.com/revoke', { token })).status, 200);
    assert.equal((await postForm('https://oauth2.googleapis.com/revoke', { token })).status, 400);
    assert.equal((await userInfo(token)).status, 401);
    assert.match((await browser.open(address())).html, /value="continue"/);
  });

  test('the control API revokes as the user would', async () => {
    const token = await accessToken();
    await control('POST', '/tokens/revoke', { provider: 'google', username: 'sam@acme.example' });
    assert.equal((await userInfo(token)).status, 200);
    await control('POST', '/tokens/revoke', { provider: 'google', username: 'jo@acme.example' });
    assert.equal((await userInfo(token)).status, 401);
  });
});

describe('messages.send', () => {
  test('wants the scope, a recipient, a well-formed mail', async () => {
    const reading = await accessToken({ scope: 'openid email' });
    assert.equal(reasonOf(await sendRaw(reading, await message()), 403), 'insufficientPermissions');
    const token = await accessToken();
    const nobody = await sendRaw(token, await message({ to: undefined }));
    assert.equal(JSON.parse(nobody.body).error.message, 'Recipient address required');
    const bare = await sendRaw(token, Buffer.from((await message()).toString('latin1').replaceAll('\r\n', '\n'), 'latin1'));
    assert.equal(reasonOf(bare, 400), 'invalidArgument');
    assert.match(JSON.parse(bare.body).error.message, /CRLF/);
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });

  test('is the account’s own: From, Message-ID, Bcc', async () => {
    const token = await accessToken();
    const answer = await sendRaw(token, await message({
      from: 'robin@acme.example', cc: 'mia@acme.example', bcc: 'grace@navysystems.example', messageId: '<own@acme.example>',
    }));
    assert.deepEqual(JSON.parse(answer.body).labelIds, ['SENT']);
    const [to] = await mailTo('ada@analytical.example');
    assert.deepEqual(to.from, { name: 'Jo Devries', address: 'jo@acme.example' });
    assert.match(to.messageId, /^<CA[\w-]+@mail\.gmail\.com>$/);
    assert.ok(!to.raw.includes('own@acme.example'));
    assert.ok(!to.raw.includes('grace@'));
    assert.equal((await mailTo('mia@acme.example')).length, 1);
    assert.equal((await mailTo('grace@navysystems.example')).length, 1);
  });

  test('uploads in chunks, tells how far it is, and sends once', async () => {
    const token = await accessToken();
    const mail = await message({ attachments: [{ filename: 'big.bin', content: Buffer.alloc(400 * 1024, 7) }] });
    const session = await beginUpload(token, mail.length);
    const chunk = 256 * 1024;

    assert.equal((await put(session, mail.subarray(0, 1000), `bytes 0-999/${mail.length}`)).status, 400);
    const begun = await put(session, mail.subarray(0, chunk), `bytes 0-${chunk - 1}/${mail.length}`);
    assert.equal(begun.status, 308);
    assert.equal(begun.headers.range, `bytes=0-${chunk - 1}`);
    assert.equal((await put(session, Buffer.alloc(0), `bytes */${mail.length}`)).headers.range, `bytes=0-${chunk - 1}`);
    assert.deepEqual(await mailTo('ada@analytical.example'), []);

    const done = await put(session, mail.subarray(chunk), `bytes ${chunk}-${mail.length - 1}/${mail.length}`);
    assert.equal(done.status, 200);
    const asked = await put(session, Buffer.alloc(0), `bytes */${mail.length}`);
    assert.deepEqual([asked.status, asked.body], [200, done.body]);
    const [delivered, ...more] = await mailTo('ada@analytical.example');
    assert.equal(more.length, 0);
    assert.equal(delivered.attachments[0].base64, Buffer.alloc(400 * 1024, 7).toString('base64'));
  });

  test('an answer lost after the last chunk is found again by the status query', async () => {
    const token = await accessToken();
    const mail = await message();
    const session = await beginUpload(token, mail.length);
    await control('POST', '/faults', { host: 'gmail.googleapis.com', method: 'PUT', fault: { kind: 'cut', when: 'after' } });
    await assert.rejects(put(session, mail, `bytes 0-${mail.length - 1}/${mail.length}`));
    assert.equal((await put(session, Buffer.alloc(0), `bytes */${mail.length}`)).status, 200);
    assert.equal((await mailTo('ada@analytical.example')).length, 1);
  });

  test('a request cut before it arrived has sent nothing', async () => {
    const token = await accessToken();
    const mail = await message();
    const session = await beginUpload(token, mail.length);
    await control('POST', '/faults', { host: 'gmail.googleapis.com', method: 'PUT', fault: { kind: 'cut', when: 'before' } });
    await assert.rejects(put(session, mail, `bytes 0-${mail.length - 1}/${mail.length}`));
    const asked = await put(session, Buffer.alloc(0), `bytes */${mail.length}`);
    assert.deepEqual([asked.status, asked.headers.range], [308, undefined]);
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });

  test('an upload session dies after a week', async () => {
    const token = await accessToken();
    const mail = await message();
    const session = await beginUpload(token, mail.length);
    await control('POST', '/clock', { advanceMs: 7 * 24 * 3600e3 });
    assert.equal((await put(session, mail, `bytes 0-${mail.length - 1}/${mail.length}`)).status, 404);
  });
});

/** @param {Record<string, string>} [more] */
function address(more = {}) {
  return `https://accounts.google.com/o/oauth2/v2/auth?${new URLSearchParams({
    client_id: MSI_ACTIONS_CLIENT_ID,
    redirect_uri: REDIRECT,
    response_type: 'token',
    scope: `openid email ${SEND_SCOPE}`,
    state: 'a state',
    ...more,
  })}`;
}

/**
 * @param {string} email
 * @param {Record<string, string>} [more]
 */
async function logIn(email, more) {
  const identifier = await browser.open(address(more));
  return browser.submit(await browser.submit(identifier, { identifier: email }), { Passwd: 'demo-Passw0rd' });
}

/** @param {Record<string, string>} [more] */
async function toConsent(more) {
  const page = await logIn('jo@acme.example', more);
  assert.match(page.html, /MSI Actions wants access/);
  return page;
}

/** @param {Record<string, string>} [more] */
async function signIn(more) {
  return fragment(await browser.submit(await toConsent(more), { answer: 'continue' }));
}

/** @param {Record<string, string>} [more] in a browser of its own */
async function accessToken(more) {
  browser = new Browser(REDIRECT);
  return (await signIn({ prompt: 'consent', ...more })).get('access_token') ?? '';
}

/** @param {import('../conformance/browser.js').Page} page */
function fragment({ url }) {
  assert.ok(url.startsWith(`${REDIRECT}#`), url);
  return new URLSearchParams(new URL(url).hash.slice(1));
}

/** @param {Record<string, unknown>} [parts] */
function message(parts = {}) {
  return compose({ from: 'jo@acme.example', to: 'ada@analytical.example', subject: 'Hello', text: 'Hello\n', ...parts });
}

/**
 * @param {string} token
 * @param {Buffer} mail
 */
function sendRaw(token, mail) {
  return send(`${GMAIL}/gmail/v1/users/me/messages/send`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ raw: mail.toString('base64url') }),
  });
}

/**
 * @param {string} token
 * @param {number} length
 * @returns {Promise<string>} the session URI
 */
async function beginUpload(token, length) {
  const { status, headers, body } = await send(`${GMAIL}/upload/gmail/v1/users/me/messages/send?uploadType=resumable`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`, 'X-Upload-Content-Type': 'message/rfc822', 'X-Upload-Content-Length': String(length),
    },
    body: '',
  });
  assert.equal(status, 200, body);
  return headers.location ?? '';
}

/**
 * @param {string} session
 * @param {Buffer} body
 * @param {string} range
 */
function put(session, body, range) {
  return send(session, { method: 'PUT', headers: { 'Content-Range': range }, body });
}

/** @param {string} token */
function userInfo(token) {
  return send('https://openidconnect.googleapis.com/v1/userinfo', { headers: { Authorization: `Bearer ${token}` } });
}

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

/**
 * @param {{ status: number, body: string }} answer
 * @param {number} status
 */
function reasonOf({ status: actual, body }, status) {
  assert.equal(actual, status, body);
  return JSON.parse(body).error.errors[0].reason;
}

/** @param {string} to */
function mailTo(to) {
  return control('GET', `/mail?to=${encodeURIComponent(to)}`);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function control(method, path, body) {
  const response = await fetch(org.control + path, { method, body: JSON.stringify(body) });
  assert.equal(response.status, 200, `${method} ${path}: ${await response.clone().text()}`);
  return response.json();
}
