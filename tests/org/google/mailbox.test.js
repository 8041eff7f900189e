import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { send } from '../conformance/loopback.js';
import { control, message } from '../testing.js';
import { accessToken, SEND_SCOPE, useOrg } from './testing.js';

const ME = 'https://gmail.googleapis.com/gmail/v1/users/me';
const READONLY = 'https://www.googleapis.com/auth/gmail.readonly';
const METADATA = 'https://www.googleapis.com/auth/gmail.metadata';

useOrg();

describe('reading a mailbox', () => {
  test('wants a right to read, and one to headers gives no bodies', async () => {
    const sending = await accessToken();
    assert.equal((await get(sending, '/history?startHistoryId=1000')).status, 403);
    const metadata = await accessToken({ scope: `openid email ${SEND_SCOPE} ${METADATA}` });
    await arrive('Hello');
    const [{ id }] = (await json(metadata, '/messages')).messages;
    assert.equal((await get(metadata, `/messages/${id}?format=full`)).status, 403);
    assert.equal((await get(metadata, '/messages?q=after:1')).status, 403);
    const { payload } = await json(metadata, `/messages/${id}?format=metadata&metadataHeaders=Subject`);
    assert.deepEqual(payload.headers, [{ name: 'Subject', value: 'Hello' }]);
  });

  test('tells what was added since a place, page by page, and forgets after a week', async () => {
    const token = await accessToken({ scope: `openid email ${SEND_SCOPE} ${READONLY}` });
    const { historyId } = await json(token, '/profile');
    assert.equal((await json(token, `/history?startHistoryId=${historyId}`)).history, undefined);
    await arrive('One');
    await arrive('Two');
    const first = await json(token, `/history?startHistoryId=${historyId}&historyTypes=messageAdded&maxResults=1`);
    assert.equal(first.history.length, 1);
    const rest = await json(token, `/history?startHistoryId=${first.history[0].id}`);
    assert.deepEqual([rest.history.length, rest.nextPageToken, rest.historyId], [1, undefined, String(Number(historyId) + 2)]);
    await control('POST', '/clock', { advanceMs: 8 * 24 * 3600_000 });
    const late = await accessToken({ scope: `openid email ${SEND_SCOPE} ${READONLY}` });
    assert.equal((await get(late, `/history?startHistoryId=${historyId}`)).status, 404);
  });

  test('keeps an answer in the conversation of what was sent, which has Gmail’s Message-ID', async () => {
    const sending = await accessToken();
    const token = await accessToken({ scope: `openid email ${SEND_SCOPE} ${READONLY}` });
    const raw = (await message({ messageId: '<own@acme.example>' })).toString('base64url');
    const answer = await send(`${ME}/messages/send`, { method: 'POST', headers: { Authorization: `Bearer ${sending}` }, body: JSON.stringify({ raw }) });
    assert.equal(answer.status, 200, answer.body);
    const sent = JSON.parse(answer.body);
    const { payload } = await json(token, `/messages/${sent.id}?format=metadata&metadataHeaders=Message-ID`);
    const own = payload.headers[0].value;
    assert.match(own, /@mail\.gmail\.com>$/);
    await arrive('Re: Hello', [`In-Reply-To: ${own}`]);
    const [newest] = (await json(token, '/messages?q=-in:sent')).messages;
    const from = async (/** @type {string} */ who) => (await json(token, `/messages?q=${encodeURIComponent(`after:1 from:(nobody@x.example OR ${who}) -in:sent`)}`)).messages ?? [];
    assert.equal((await from('else@x.example')).length, 0);
    const { payload: head } = await json(token, `/messages/${newest.id}?format=metadata&metadataHeaders=From`);
    assert.equal((await from(/[^<\s]+@[^>\s]+/.exec(head.headers[0].value)?.[0] ?? '')).at(0)?.id, newest.id);
    assert.equal(newest.threadId, sent.threadId);
    const whole = await json(token, `/messages/${newest.id}?format=full`);
    assert.equal(Buffer.from(whole.payload.body.data, 'base64url').toString().trim(), 'Words.');
  });
});

/** @param {string} subject @param {string[]} [headers] */
function arrive(subject, headers = []) {
  const raw = ['From: Ada <ada@analytical.example>', 'To: jo@acme.example', `Subject: ${subject}`, ...headers, '', 'Words.'].join('\n');
  return control('POST', '/mail', { to: 'jo@acme.example', raw });
}

/** @param {string} token @param {string} path */
function get(token, path) {
  return send(ME + path, { method: 'GET', headers: { Authorization: `Bearer ${token}` } });
}

/** @param {string} token @param {string} path */
async function json(token, path) {
  const answer = await get(token, path);
  assert.equal(answer.status, 200, answer.body);
  return JSON.parse(answer.body);
}
