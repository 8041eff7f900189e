import assert from 'node:assert/strict';
import { once } from 'node:events';
import https from 'node:https';
import { describe, test } from 'node:test';
import { send } from '../conformance/loopback.js';
import { control, mailTo, message } from '../testing.js';
import { graph, SCOPE, tokensFor, useOrg } from './testing.js';

useOrg();

describe('me', () => {
  test('is who signed in, with the addresses of the mailbox where asked for', async () => {
    const { access_token: token } = await tokensFor();
    const { json } = await graph(token, 'GET', '/me');
    assert.deepEqual([json.displayName, json.mail, json.userPrincipalName, json.proxyAddresses], ['Jo Devries', 'jo@acme.example', 'jo@acme.example', undefined]);
    const selected = (await graph(token, 'GET', '/me?$select=id,mail,proxyAddresses')).json;
    assert.deepEqual(Object.keys(selected).sort(), ['@odata.context', 'id', 'mail', 'proxyAddresses']);
    assert.deepEqual(selected.proxyAddresses, ['SMTP:jo@acme.example', 'smtp:jo.devries@acme.example']);
    assertError(await graph(token, 'GET', '/me?$select=address'), 400, 'RequestBroker--ParseUri');
  });

  test('has no address without a mailbox, and sends nothing', async () => {
    const { access_token: token } = await tokensFor();
    await control('PATCH', '/settings', { microsoftMailbox: false });
    assert.equal((await graph(token, 'GET', '/me')).json.mail, null);
    assertError(await sendMime(token, await message()), 404, 'MailboxNotEnabledForRESTAPI');
  });

  test('needs User.Read', async () => {
    const { access_token: token } = await tokensFor('Mail.Send');
    assertError(await graph(token, 'GET', '/me'), 403, 'Authorization_RequestDenied');
  });
});

describe('what arrived', () => {
  test('is listed since a time, page by page, with its headers, and read where Mail.Read allows it', async () => {
    const { access_token: basic } = await tokensFor(`${SCOPE} Mail.ReadBasic`);
    const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
    const path = `/me/messages?$filter=receivedDateTime%20ge%20${since}&$orderby=receivedDateTime&$top=1&$select=id,isDraft,receivedDateTime,internetMessageHeaders`;
    for (const subject of ['One', 'Two']) {
      await control('POST', '/mail', { to: 'jo@acme.example', raw: `From: Ada <ada@analytical.example>\nTo: jo@acme.example\nSubject: ${subject}\nIn-Reply-To: <own@acme.example>\n\nWords.` });
    }
    const { json: first } = await graph(basic, 'GET', path);
    const names = first.value[0].internetMessageHeaders.map((/** @type {any} */ { name }) => name);
    assert.ok(names.includes('In-Reply-To'));
    assert.equal(first.value[0].isDraft, false);
    const next = new URL(first['@odata.nextLink']);
    const { json: second } = await graph(basic, 'GET', next.pathname.replace('/v1.0', '') + next.search);
    assert.notEqual(second.value[0].id, first.value[0].id);
    const { id } = first.value[0];
    assert.equal((await graph(basic, 'GET', `/me/messages/${id}?$select=body`)).json.body, undefined);
    assertError(await graph(basic, 'GET', `/me/messages/${id}/$value`), 403, 'ErrorAccessDenied');
    const { access_token: token } = await tokensFor(`${SCOPE} Mail.Read`);
    const { json } = await graph(token, 'GET', `/me/messages/${id}?$select=body`, { headers: { Prefer: 'outlook.body-content-type="text"' } });
    assert.deepEqual(json.body, { contentType: 'text', content: 'Words.\n' });
    const source = await send(`https://graph.microsoft.com/v1.0/me/messages/${id}/$value`, { method: 'GET', headers: { Authorization: `Bearer ${token}` } });
    assert.match(source.body, /^From: Ada/);
  });
});

describe('tokens at Graph', () => {
  test('are there, known and fresh', async () => {
    const { access_token: token } = await tokensFor();
    const none = await graph('', 'GET', '/me');
    assertError(none, 401, 'InvalidAuthenticationToken');
    assert.match(String(none.headers['www-authenticate']), /^Bearer realm="", authorization_uri=/);
    assertError(await graph('wrong', 'GET', '/me'), 401, 'InvalidAuthenticationToken');
    await control('POST', '/clock', { advanceMs: 3599_000 });
    const late = assertError(await graph(token, 'GET', '/me'), 401, 'InvalidAuthenticationToken');
    assert.match(late.message, /expired/);
  });

  test('let a page’s preflight pass', async () => {
    const { status, headers } = await send('https://graph.microsoft.com/v1.0/me/sendMail', {
      method: 'OPTIONS', headers: { Origin: 'https://app.example', 'Access-Control-Request-Headers': 'authorization' },
    });
    assert.deepEqual([status, headers['access-control-allow-origin'], headers['access-control-allow-headers']], [200, '*', 'authorization']);
  });
});

describe('sendMail', () => {
  test('in MIME: 202, empty; Message-ID stays, Bcc goes', async () => {
    const { access_token: token } = await tokensFor();
    const mime = await message({ messageId: '<own@acme.example>', cc: 'mia@acme.example', bcc: 'grace@navysystems.example' });
    const { status, body } = await sendMime(token, mime);
    assert.deepEqual([status, body], [202, '']);
    const [mail] = await mailTo('ada@analytical.example');
    assert.equal(mail.messageId, '<own@acme.example>');
    assert.ok(!mail.raw.includes('grace@'));
    for (const box of ['mia@acme.example', 'grace@navysystems.example']) assert.equal((await mailTo(box)).length, 1);
  });

  test('takes base64 in lines, and an alias as sender', async () => {
    const { access_token: token } = await tokensFor();
    const lines = (await message({ from: 'jo.devries@acme.example' })).toString('base64').replace(/.{76}/g, '$&\r\n');
    assert.equal((await graph(token, 'POST', '/me/sendMail', { body: lines, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })).status, 202);
    assert.equal((await mailTo('ada@analytical.example'))[0].from.address, 'jo.devries@acme.example');
  });

  test('refuses what Exchange refuses', async () => {
    const { access_token: token } = await tokensFor();
    const mime = (await message({ subject: 'ÿ>ÿ?' })).toString('base64');
    const text = { 'Content-Type': 'text/plain' };
    for (const body of ['', 'x', Buffer.from('ûï¾').toString('base64url'), `${mime}!`]) {
      assertError(await graph(token, 'POST', '/me/sendMail', { body, headers: text }), 400, 'ErrorMimeContentInvalidBase64String');
    }
    assertError(await graph(token, 'POST', '/me/sendMail', { body: mime, headers: { 'Content-Type': 'message/rfc822' } }), 415, 'UnsupportedMediaType');
    assertError(await sendMime(token, Buffer.from('no mail at all')), 400, 'ErrorMimeContentInvalid');
    assertError(await sendMime(token, await message({ from: 'sam@acme.example' })), 403, 'ErrorSendAsDenied');
    assertError(await sendMime(token, await message({ to: undefined })), 400, 'ErrorInvalidRecipients');
    assertError(await sendMime(token, await message({ attachments: [{ content: Buffer.alloc(3 << 20) }] })), 413, 'BadRequest');
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });

  test('in JSON: refuses what is no message', async () => {
    const { access_token: token } = await tokensFor();
    const to = { toRecipients: [{ emailAddress: { address: 'ada@analytical.example' } }] };
    assertError(await graph(token, 'POST', '/me/sendMail', { json: to }), 400, 'ErrorInvalidParameter');
    assertError(await graph(token, 'POST', '/me/sendMail', { body: '{', headers: { 'Content-Type': 'application/json' } }), 400, 'BadRequest');
    const headers = [{ name: 'Message-ID', value: '<own@acme.example>' }];
    assertError(await graph(token, 'POST', '/me/sendMail', { json: { message: { ...to, internetMessageHeaders: headers } } }), 400, 'InvalidInternetMessageHeader');
    assertError(await graph(token, 'POST', '/me/sendMail', { json: { message: { subject: 'nobody' } } }), 400, 'ErrorInvalidRecipients');
  });

  test('needs Mail.Send', async () => {
    const { access_token: token } = await tokensFor('User.Read Mail.ReadWrite');
    assertError(await sendMime(token, await message()), 403, 'ErrorAccessDenied');
  });

  test('works on four requests of a mailbox at a time', async () => {
    const { access_token: token } = await tokensFor();
    const body = (await message()).toString('base64');
    const options = { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain' } };
    const slow = [1, 2, 3, 4].map(() => https.request('https://graph.microsoft.com/v1.0/me/sendMail', options));
    const answers = slow.map(async (request) => (await once(request, 'response'))[0].resume().statusCode);
    // Half of each body: the requests are in work, for they are in the log.
    for (const request of slow) request.write(body.slice(0, 40));
    const deadline = Date.now() + 5000;
    const begun = async () => (await control('GET', '/log?host=graph.microsoft.com')).length;
    while (await begun() < 4) assert.ok(Date.now() < deadline);

    const fifth = await sendMime(token, await message());
    assertError(fifth, 429, 'ApplicationThrottled');
    assert.equal(fifth.headers['retry-after'], '1');
    for (const request of slow) request.end(body.slice(40));
    assert.deepEqual(await Promise.all(answers), [202, 202, 202, 202]);
    assert.equal((await sendMime(token, await message())).status, 202);
  });

  test('faults come in Graph’s words', async () => {
    const { access_token: token } = await tokensFor();
    for (const [code, status] of /** @type {const} */ ([['ApplicationThrottled', 429], ['ErrorServerBusy', 503], ['ErrorMessageSizeExceeded', 413], ['continuousAccessEvaluation', 401]])) {
      await control('POST', '/faults', { host: 'graph.microsoft.com', fault: { kind: 'error', code } });
      assert.equal((await sendMime(token, await message())).status, status);
    }
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });
});

describe('drafts', () => {
  const WITH_DRAFTS = `${SCOPE} Mail.ReadWrite`;
  const IMMUTABLE = { Prefer: 'IdType="ImmutableId"' };

  test('need Mail.ReadWrite', async () => {
    const { access_token: token } = await tokensFor();
    assertError(await createDraft(token, await message()), 403, 'ErrorAccessDenied');
    assertError(await graph(token, 'GET', '/me/messages'), 403, 'ErrorAccessDenied');
  });

  test('Exchange may put its own Message-ID in place of the mail’s; of a draft it is told at once', async () => {
    await control('PATCH', '/settings', { microsoftKeepsMessageId: false });
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const mime = await message({ messageId: '<own@acme.example>' });
    assert.equal((await sendMime(token, mime)).status, 202);
    const [sent] = await mailTo('ada@analytical.example');
    assert.match(sent.messageId, /^<[0-9A-F]+@DEMO\.eurprd\.prod\.outlook\.com>$/);
    const { json: draft } = await createDraft(token, mime);
    assert.match(draft.internetMessageId, /outlook\.com>$/);
    assert.equal((await graph(token, 'POST', `/me/messages/${draft.id}/send`)).status, 202);
    const ids = (await mailTo('ada@analytical.example')).map((/** @type {any} */ { messageId }) => messageId);
    assert.ok(ids.includes(draft.internetMessageId), ids.join());
  });

  test('are created, read and deleted', async () => {
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const { status, json, headers } = await createDraft(token, await message({ messageId: '<own@acme.example>', bcc: 'grace@navysystems.example' }));
    assert.equal(status, 201);
    assert.equal(headers['preference-applied'], undefined);
    assert.deepEqual([json.isDraft, json.internetMessageId, json.subject, json.bccRecipients.length], [true, '<own@acme.example>', 'Hello', 1]);
    const { json: read } = await graph(token, 'GET', `/me/messages/${json.id}?$select=isDraft,subject`);
    assert.deepEqual(Object.keys(read).sort(), ['@odata.etag', 'id', 'isDraft', 'subject']);
    assert.equal((await graph(token, 'DELETE', `/me/messages/${json.id}`)).status, 204);
    assertError(await graph(token, 'GET', `/me/messages/${json.id}`), 404, 'ErrorItemNotFound');
    assertError(await graph(token, 'GET', '/me/messages/nonsense'), 400, 'ErrorInvalidIdMalformed');
  });

  test('lose their id when they are sent', async () => {
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const { json: draft } = await createDraft(token, await message({ messageId: '<own@acme.example>' }));
    const sent = await graph(token, 'POST', `/me/messages/${draft.id}/send`);
    assert.deepEqual([sent.status, sent.body], [202, '']);
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/send']]) {
      assertError(await graph(token, method, `/me/messages/${draft.id}${path}`), 404, 'ErrorItemNotFound');
    }
    const filter = encodeURIComponent("internetMessageId eq '<own@acme.example>'");
    const { json: { value } } = await graph(token, 'GET', `/me/mailFolders/sentitems/messages?$filter=${filter}&$select=isDraft`);
    assert.deepEqual(value.map((/** @type {any} */ { isDraft }) => isDraft), [false]);
    assert.notEqual(value[0].id, draft.id);
    assert.equal((await mailTo('ada@analytical.example')).length, 1);
  });

  test('that are sent with a time to come wait in Drafts, leave then by themselves, and not once they are deleted', async () => {
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const value = new Date(Date.now() + 3_600_000).toISOString();
    const time = { singleValueExtendedProperties: [{ id: 'SystemTime 0x3FEF', value }] };
    const drafts = [];
    for (const subject of ['Kept', 'Deleted']) {
      const { json: draft } = await createDraft(token, await message({ subject }), IMMUTABLE);
      assert.equal((await graph(token, 'PATCH', `/me/messages/${draft.id}`, { json: time })).status, 200);
      assert.equal((await graph(token, 'POST', `/me/messages/${draft.id}/send`)).status, 202);
      drafts.push(draft.id);
    }
    const state = async (/** @type {string} */ id) => (await graph(token, 'GET', `/me/messages/${id}?$select=isDraft`, { headers: IMMUTABLE })).json;
    assert.deepEqual([(await state(drafts[0])).isDraft, (await mailTo('ada@analytical.example')).length], [true, 0]);
    const { json: place } = await graph(token, 'GET', `/me/messages/${drafts[1]}?$select=isDraft`);
    assert.equal((await graph(token, 'DELETE', `/me/messages/${place.id}`)).status, 204);
    await control('POST', '/clock', { advanceMs: 3_590_000 });
    const { access_token: later } = await tokensFor(WITH_DRAFTS);
    assert.equal((await graph(later, 'GET', `/me/messages/${drafts[0]}?$select=isDraft`)).json.isDraft, true);
    await control('POST', '/clock', { advanceMs: 60_000 });
    const { headers } = await graph(later, 'GET', `/me/messages/${drafts[0]}?$select=isDraft`);
    assert.ok(Date.parse(String(headers.date)) >= Date.parse(value), 'the clock of the answer is that of the org');
    const subjects = (await mailTo('ada@analytical.example')).map((/** @type {any} */ mail) => mail.subject);
    assert.deepEqual(subjects, ['Kept']);
  });

  test('keep an immutable id, by which the sent message can be read, and deleted too', async () => {
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const { json: draft, headers } = await createDraft(token, await message(), IMMUTABLE);
    assert.equal(headers['preference-applied'], 'IdType="ImmutableId"');
    await graph(token, 'POST', `/me/messages/${draft.id}/send`, { headers: IMMUTABLE });
    const { json: sent } = await graph(token, 'GET', `/me/messages/${draft.id}?$select=isDraft`, { headers: IMMUTABLE });
    assert.deepEqual([sent.isDraft, sent.id], [false, draft.id]);
    assertError(await graph(token, 'POST', `/me/messages/${draft.id}/send`, { headers: IMMUTABLE }), 403, 'ErrorInvalidOperation');
    assert.equal((await graph(token, 'DELETE', `/me/messages/${draft.id}`, { headers: IMMUTABLE })).status, 204);
  });

  for (const [seen, expected] of /** @type {const} */ ([['missing', undefined], ['draft', true]])) {
    test(`are ${seen} on their way, then in Sent Items`, async () => {
      await control('PATCH', '/settings', { microsoftSendSeconds: 60, microsoftOnItsWay: seen });
      const { access_token: token } = await tokensFor(WITH_DRAFTS);
      const { json: draft } = await createDraft(token, await message(), IMMUTABLE);
      await graph(token, 'POST', `/me/messages/${draft.id}/send`);
      const isDraft = async () => (await graph(token, 'GET', `/me/messages/${draft.id}`, { headers: IMMUTABLE })).json.isDraft;
      const inSentItems = async () => (await graph(token, 'GET', '/me/mailFolders/sentitems/messages')).json.value.length;
      assert.deepEqual([await isDraft(), await inSentItems()], [expected, 0]);
      assertError(await graph(token, 'DELETE', `/me/messages/${draft.id}`), 404, 'ErrorItemNotFound');
      await control('POST', '/clock', { advanceMs: 60_000 });
      assert.deepEqual([await isDraft(), await inSentItems()], [false, 1]);
    });
  }

  test('take attachments, large ones in pieces at Outlook', async () => {
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const { json: draft } = await createDraft(token, await message({ html: '<p>Hello</p>' }));
    const path = `/me/messages/${draft.id}/attachments`;
    const small = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'straße.txt', contentType: 'text/plain', contentBytes: 'QQ==' };
    assert.equal((await graph(token, 'POST', path, { json: small })).status, 201);

    const content = Buffer.alloc((3 << 20) + 5, 7);
    const item = { attachmentType: 'file', name: 'big.bin', size: content.length };
    assertError(await graph(token, 'POST', `${path}/createUploadSession`, { json: { AttachmentItem: { ...item, size: 5 } } }), 400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize');
    const { status, json: { uploadUrl } } = await graph(token, 'POST', `${path}/createUploadSession`, { json: { AttachmentItem: item } });
    assert.deepEqual([status, new URL(uploadUrl).host], [201, 'outlook.office.com']);
    const half = 6 * 320 * 1024;
    const put = (/** @type {number} */ first, /** @type {number} */ end, headers = {}) => send(uploadUrl, {
      method: 'PUT', headers: { 'Content-Range': `bytes ${first}-${end - 1}/${content.length}`, ...headers }, body: content.subarray(first, end),
    });
    assert.equal((await put(0, half, { Authorization: `Bearer ${token}` })).status, 401);
    assert.equal((await put(half, content.length)).status, 400, 'no gap');
    assert.equal((await put(0, half + 1)).status, 400, 'whole pieces');
    assert.deepEqual(JSON.parse((await put(0, half)).body).nextExpectedRanges, [`${half}-`]);
    assert.equal((await put(half, content.length)).status, 201);
    assert.equal((await send(uploadUrl)).status, 404);

    assert.equal((await graph(token, 'GET', `/me/messages/${draft.id}`)).json.hasAttachments, true);
    await graph(token, 'POST', `/me/messages/${draft.id}/send`);
    const [mail] = await mailTo('ada@analytical.example');
    assert.match(mail.html, /Hello/);
    assert.deepEqual(mail.attachments.map((/** @type {any} */ { filename }) => filename), ['straße.txt', 'big.bin']);
    assert.equal(mail.attachments[1].base64, content.toString('base64'));
  });

  test('show no content to Mail.ReadBasic', async () => {
    const { access_token: token } = await tokensFor(`${SCOPE} Mail.ReadBasic`);
    await sendMime(token, await message());
    const { json: { value: [sent] } } = await graph(token, 'GET', '/me/messages');
    assert.equal(sent.subject, 'Hello');
    assert.deepEqual([sent.body, sent.bodyPreview], [undefined, undefined]);
  });

  test('are nobody else’s', async () => {
    const { access_token: token } = await tokensFor(WITH_DRAFTS);
    const { json: draft } = await createDraft(token, await message());
    for (const path of [`/users/sam@acme.example/messages/${draft.id}`, `/users/jo@acme.example/messages/${draft.id}`]) {
      assertError(await graph(token, 'GET', path), 400, 'BadRequest');
    }
  });

  /**
   * @param {string} token
   * @param {Buffer} mime
   * @param {Record<string, string>} [headers]
   */
  function createDraft(token, mime, headers) {
    return graph(token, 'POST', '/me/messages', { body: mime.toString('base64'), headers: { 'Content-Type': 'text/plain', ...headers } });
  }
});

/**
 * @param {string} token
 * @param {Buffer} mime
 */
function sendMime(token, mime) {
  return graph(token, 'POST', '/me/sendMail', { body: mime.toString('base64'), headers: { 'Content-Type': 'text/plain' } });
}

/**
 * @param {Awaited<ReturnType<typeof graph>>} answer
 * @param {number} status
 * @param {string} code
 */
function assertError({ status: actual, json, headers }, status, code) {
  assert.deepEqual([actual, json.error.code], [status, code], JSON.stringify(json));
  assert.equal(json.error.innerError['request-id'], headers['request-id']);
  return json.error;
}
