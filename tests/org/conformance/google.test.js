import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { auth, gmail as gmailApi } from '@googleapis/gmail';
import { CONFORMANCE_CLIENT } from '../google/clients.js';
import { control, mailTo, message, useOrg } from '../testing.js';
import { Browser } from './browser.js';

/** Google's own client library, unchanged, against the demo's Google: that is how we know that it is honest. */
describe('@googleapis/gmail', () => {
  const { id, secret, redirectUri } = CONFORMANCE_CLIENT;
  const SCOPES = ['openid', 'email', 'https://www.googleapis.com/auth/gmail.send'];

  useOrg();

  test('signs in by Google’s pages and learns who signed in', async () => {
    const client = await signIn();
    assert.ok(client.credentials.refresh_token);
    const info = await client.getTokenInfo(client.credentials.access_token ?? '');
    assert.equal(info.email, 'jo@acme.example');
    assert.equal(info.aud, id);
    assert.ok(info.scopes.includes(SCOPES[2]));
  });

  test('sends a raw message', async () => {
    const gmail = gmailApi({ version: 'v1', auth: await signIn() });
    const raw = (await message({ subject: 'Raw', bcc: 'grace@navysystems.example' })).toString('base64url');
    const { data } = await gmail.users.messages.send({ userId: 'me', requestBody: { raw } });

    assert.deepEqual(data.labelIds, ['SENT']);
    const [mail] = await mailTo('ada@analytical.example');
    assert.equal(mail.subject, 'Raw');
    assert.match(mail.messageId, /^<CA.+@mail\.gmail\.com>$/);
    const [blind] = await mailTo('grace@navysystems.example');
    assert.equal(blind.subject, 'Raw');
    assert.equal(blind.bcc, undefined);
  });

  test('sends by media upload', async () => {
    const gmail = gmailApi({ version: 'v1', auth: await signIn() });
    const body = Readable.from([await message({ subject: 'Media', text: 'Grüße\n' })]);
    await gmail.users.messages.send({ userId: 'me', media: { mimeType: 'message/rfc822', body } });
    const [mail] = await mailTo('ada@analytical.example');
    assert.equal(mail.subject, 'Media');
    assert.equal(mail.text.trim(), 'Grüße');
  });

  test('replies in a thread by multipart upload', async () => {
    const gmail = gmailApi({ version: 'v1', auth: await signIn() });
    const first = await gmail.users.messages.send({
      userId: 'me', requestBody: { raw: (await message({ subject: 'Renewal' })).toString('base64url') },
    });
    const [{ messageId }] = await mailTo('ada@analytical.example');
    const reply = await message({ subject: 'Re: Renewal', inReplyTo: messageId, references: messageId });
    const second = await gmail.users.messages.send({
      userId: 'me',
      requestBody: { threadId: first.data.threadId },
      media: { mimeType: 'message/rfc822', body: Readable.from([reply]) },
    });
    assert.equal(second.data.threadId, first.data.threadId);
    assert.notEqual(second.data.id, first.data.id);
  });

  test('gets a new access token by itself when the old one has expired', async () => {
    await control('PATCH', '/settings', { googleAccessTokenSeconds: 600 });
    const client = await signIn();
    const old = client.credentials.access_token;
    await control('POST', '/clock', { advanceMs: 601_000 });
    await assert.rejects(client.getTokenInfo(old ?? ''), /invalid_token/);

    client.setCredentials({ ...client.credentials, expiry_date: Date.now() - 1 });
    const gmail = gmailApi({ version: 'v1', auth: client });
    const raw = (await message({ subject: 'Later' })).toString('base64url');
    await gmail.users.messages.send({ userId: 'me', requestBody: { raw } });
    assert.notEqual(client.credentials.access_token, old);
    assert.equal((await mailTo('ada@analytical.example')).length, 1);
  });

  test('sees errors as it expects them', async () => {
    const client = await signIn();
    const gmail = gmailApi({ version: 'v1', auth: client });
    await assert.rejects(gmail.users.getProfile({ userId: 'me' }), hasReason(403, 'insufficientPermissions'));
    await assert.rejects(
      gmail.users.messages.send({ userId: 'me', requestBody: {} }),
      hasReason(400, 'invalidArgument'),
    );
    await control('POST', '/faults', {
      host: 'gmail.googleapis.com', method: 'POST', fault: { kind: 'error', code: 'dailyLimitExceeded' },
    });
    const raw = (await message({ subject: 'Too many' })).toString('base64url');
    await assert.rejects(
      gmail.users.messages.send({ userId: 'me', requestBody: { raw } }),
      hasReason(403, 'dailyLimitExceeded'),
    );
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });

  test('revokes', async () => {
    const client = await signIn();
    const refreshToken = client.credentials.refresh_token;
    await client.revokeCredentials();
    client.setCredentials({ refresh_token: refreshToken });
    await assert.rejects(client.getAccessToken(), /invalid_grant/);
  });

  async function signIn() {
    const client = new auth.OAuth2(id, secret, redirectUri);
    const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync();
    const address = client.generateAuthUrl({
      access_type: 'offline',
      scope: SCOPES,
      state: 'a state',
      code_challenge: codeChallenge,
      code_challenge_method: /** @type {any} */ ('S256'),
    });
    const browser = new Browser(redirectUri);
    let page = await browser.open(address);
    page = await browser.submit(page, { identifier: 'jo@acme.example' });
    page = await browser.submit(page, { Passwd: 'demo-Passw0rd' });
    page = await browser.submit(page, { answer: 'continue' });
    const answer = new URL(page.url).searchParams;
    assert.equal(answer.get('state'), 'a state');
    const { tokens } = await client.getToken({ code: answer.get('code') ?? '', codeVerifier });
    client.setCredentials(tokens);
    return client;
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  function hasReason(code, reason) {
    return (/** @type {any} */ error) => {
      assert.equal(Number(error.code ?? error.status), code);
      assert.equal(error.errors?.[0]?.reason ?? error.response?.data?.error?.errors?.[0]?.reason, reason);
      return true;
    };
  }
});
