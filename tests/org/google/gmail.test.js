import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { send } from '../conformance/loopback.js';
import { control, mailTo, message } from '../testing.js';
import { accessToken, useOrg } from './testing.js';

const GMAIL = 'https://gmail.googleapis.com';

useOrg();

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

  for (const [name, request, status, reason] of /** @type {[string, { path?: string, headers?: Record<string, string>, body?: string }, number, string][]} */ ([
    ['no token', { headers: { Authorization: '' } }, 401, 'required'],
    ['a wrong token', { headers: { Authorization: 'Bearer ya29.wrong' } }, 401, 'authError'],
    ['someone else’s mailbox', { path: '/gmail/v1/users/robin@acme.example/messages/send' }, 403, 'forbidden'],
    ['no message', { body: '{}' }, 400, 'invalidArgument'],
    ['what is not base64url', { body: '{"raw":"a+b/"}' }, 400, 'invalidArgument'],
    ['what is not JSON', { body: '{raw' }, 400, 'parseError'],
    ['an upload of another type', {
      path: '/upload/gmail/v1/users/me/messages/send?uploadType=resumable', headers: { 'X-Upload-Content-Type': 'text/plain' },
    }, 400, 'badContent'],
    ['an upload that is too large', {
      path: '/upload/gmail/v1/users/me/messages/send?uploadType=resumable',
      headers: { 'X-Upload-Content-Type': 'message/rfc822', 'X-Upload-Content-Length': '36700161' },
    }, 413, 'uploadTooLarge'],
    ['an unknown method', { path: '/gmail/v1/users/me/messages/list' }, 404, 'notFound'],
  ])) {
    test(`refuses ${name}`, async () => {
      const { path = '/gmail/v1/users/me/messages/send', headers, body = '' } = request;
      const authorization = { Authorization: `Bearer ${await accessToken()}` };
      assert.equal(reasonOf(await send(GMAIL + path, { method: 'POST', headers: { ...authorization, ...headers }, body }), status), reason);
    });
  }

  test('refuses a thread that is not there', async () => {
    const token = await accessToken();
    const raw = (await message()).toString('base64url');
    assert.equal(reasonOf(await sendJson(token, { raw, threadId: '0123456789abcdef' }), 404), 'notFound');
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });

  test('refuses an expired token', async () => {
    const token = await accessToken();
    await control('POST', '/clock', { advanceMs: 3599_000 });
    assert.equal(reasonOf(await sendRaw(token, await message()), 401), 'authError');
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

/**
 * @param {string} token
 * @param {Buffer} mail
 */
function sendRaw(token, mail) {
  return sendJson(token, { raw: mail.toString('base64url') });
}

/**
 * @param {string} token
 * @param {{ raw: string, threadId?: string }} body
 */
function sendJson(token, body) {
  return send(`${GMAIL}/gmail/v1/users/me/messages/send`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
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

/**
 * @param {{ status: number, body: string }} answer
 * @param {number} status
 */
function reasonOf({ status: actual, body }, status) {
  assert.equal(actual, status, body);
  return JSON.parse(body).error.errors[0].reason;
}
