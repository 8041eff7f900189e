import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-node';
import { Client, FileUpload, LargeFileUploadTask } from '@microsoft/microsoft-graph-client';
import { CONFORMANCE_APP } from '../microsoft/registrations.js';
import { TENANT } from '../microsoft/tenant.js';
import { control, mailTo, message, useOrg } from '../testing.js';
import { Browser } from './browser.js';

/** Microsoft's own libraries, unchanged, against the demo's Entra and Graph: that is how we know that they are honest. */
describe('@azure/msal-node and @microsoft/microsoft-graph-client', () => {
  const SCOPES = ['User.Read', 'Mail.Send'];
  const DRAFTS = ['User.Read', 'Mail.Send', 'Mail.ReadWrite'];
  /** @type {Browser} */
  let browser;

  useOrg(() => { browser = new Browser('stops nowhere'); });

  for (const tenant of [TENANT.id, 'organizations']) {
    test(`signs in by Entra’s pages at ${tenant === TENANT.id ? 'the tenant’s address' : tenant}`, async () => {
      const { account, idTokenClaims, scopes, tenantId, expiresOn } = await signIn(application(tenant));
      assert.equal(account?.username, 'jo@acme.example');
      assert.equal(account?.homeAccountId, `${account?.localAccountId}.${TENANT.id}`);
      assert.equal(tenantId, TENANT.id);
      assert.equal(/** @type {any} */ (idTokenClaims).name, 'Jo Devries');
      assert.ok(SCOPES.every((scope) => scopes.includes(scope)), scopes.join(' '));
      assert.ok(Number(expiresOn) > Date.now() + 3500e3);
    });
  }

  test('reads the profile and sends mail in JSON', async () => {
    const graph = client((await signIn(application())).accessToken);
    const me = await graph.api('/me').select(['id', 'displayName', 'mail', 'userPrincipalName', 'proxyAddresses']).get();
    assert.deepEqual([me.displayName, me.mail, me.proxyAddresses[0]], ['Jo Devries', 'jo@acme.example', 'SMTP:jo@acme.example']);
    await graph.api('/me/sendMail').post({
      message: {
        subject: 'From the library',
        body: { contentType: 'HTML', content: '<p>Grüße</p>' },
        toRecipients: [{ emailAddress: { address: 'ada@analytical.example' } }],
        bccRecipients: [{ emailAddress: { address: 'grace@navysystems.example' } }],
        attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentType: 'text/plain', contentBytes: 'QQ==' }],
      },
    });
    const [mail] = await mailTo('ada@analytical.example');
    assert.deepEqual([mail.subject, mail.from, mail.attachments[0].filename], ['From the library', { name: 'Jo Devries', address: 'jo@acme.example' }, 'a.txt']);
    assert.match(mail.html, /Grüße/);
    assert.equal((await mailTo('grace@navysystems.example'))[0].bcc, undefined);
  });

  test('sends mail in MIME and keeps its Message-ID', async () => {
    const graph = client((await signIn(application())).accessToken);
    const mime = await message({ messageId: '<own@acme.example>' });
    await graph.api('/me/sendMail').header('Content-Type', 'text/plain').post(mime.toString('base64'));
    assert.equal((await mailTo('ada@analytical.example'))[0].messageId, '<own@acme.example>');
  });

  test('writes a draft, sends it and finds it again', async () => {
    const graph = client((await signIn(application(), DRAFTS)).accessToken);
    const immutable = { Prefer: 'IdType="ImmutableId"' };
    const draft = await graph.api('/me/messages').headers(immutable).post({
      subject: 'Draft', toRecipients: [{ emailAddress: { address: 'ada@analytical.example' } }], body: { contentType: 'Text', content: 'x' },
    });
    assert.equal(draft.isDraft, true);
    await graph.api(`/me/messages/${draft.id}/send`).post(undefined);
    const sent = await graph.api(`/me/messages/${draft.id}`).headers(immutable).select('isDraft').get();
    assert.equal(sent.isDraft, false);
    const { value } = await graph.api('/me/mailFolders/sentitems/messages').filter(`internetMessageId eq '${draft.internetMessageId}'`).get();
    assert.equal(value[0].subject, 'Draft');
    assert.equal((await mailTo('ada@analytical.example')).length, 1);
  });

  test('uploads a large attachment in pieces', async () => {
    const graph = client((await signIn(application(), DRAFTS)).accessToken);
    const draft = await graph.api('/me/messages').post({ subject: 'Large', toRecipients: [{ emailAddress: { address: 'ada@analytical.example' } }] });
    const content = new Uint8Array(4 << 20).fill(7);
    const session = await LargeFileUploadTask.createUploadSession(graph, `/me/messages/${draft.id}/attachments/createUploadSession`, {
      AttachmentItem: { attachmentType: 'file', name: 'large.bin', size: content.length },
    });
    const file = new FileUpload(content, 'large.bin', content.length);
    await new LargeFileUploadTask(graph, file, session, { rangeSize: 3 * 320 * 1024 }).upload();
    await graph.api(`/me/messages/${draft.id}/send`).post(undefined);
    const [mail] = await mailTo('ada@analytical.example');
    assert.equal(mail.attachments[0].base64, Buffer.from(content).toString('base64'));
  });

  test('gets a new access token silently, until the sign-in is revoked', async () => {
    await control('PATCH', '/settings', { microsoftAccessTokenSeconds: 600 });
    const app = application();
    const { account, accessToken } = await signIn(app);
    assert.ok(account);
    const renewed = await app.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true });
    assert.notEqual(renewed?.accessToken, accessToken);
    await client(renewed?.accessToken ?? '').api('/me').get();

    await control('POST', '/tokens/revoke', { provider: 'microsoft', username: 'jo@acme.example' });
    await assert.rejects(app.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true }), InteractionRequiredAuthError);
  });

  test('sees errors as it expects them', async () => {
    const { accessToken } = await signIn(application());
    const graph = client(accessToken);
    await assert.rejects(graph.api('/me/messages').get(), { statusCode: 403, code: 'ErrorAccessDenied' });
    await assert.rejects(
      graph.api('/me/sendMail').header('Content-Type', 'text/plain').post('not base64'),
      { statusCode: 400, code: 'ErrorMimeContentInvalidBase64String' },
    );
    await control('POST', '/clock', { advanceMs: 3600e3 });
    await assert.rejects(graph.api('/me').get(), { statusCode: 401, code: 'InvalidAuthenticationToken' });
  });

  test('waits as Retry-After says, by itself', async () => {
    const graph = client((await signIn(application())).accessToken);
    await control('POST', '/faults', { host: 'graph.microsoft.com', fault: { kind: 'error', code: 'ApplicationThrottled' } });
    assert.equal((await graph.api('/me').get()).displayName, 'Jo Devries');
    const asked = (await control('GET', '/log')).filter((/** @type {any} */ { host }) => host === 'graph.microsoft.com');
    assert.deepEqual(asked.map((/** @type {any} */ { status }) => status), [429, 200]);
  });

  /** @param {string} [tenant] */
  function application(tenant = TENANT.id) {
    return new PublicClientApplication({ auth: { clientId: CONFORMANCE_APP.id, authority: `https://login.microsoftonline.com/${tenant}` } });
  }

  /**
   * The library’s whole interactive flow, with its own server on loopback for the answer.
   * @param {PublicClientApplication} app
   * @param {string[]} [scopes]
   */
  async function signIn(app, scopes = SCOPES) {
    /** @type {Promise<void> | undefined} */
    let person;
    const result = await app.acquireTokenInteractive({
      scopes,
      openBrowser: async (address) => { person = throughThePages(address); },
    });
    await person;
    return result;
  }

  /** @param {string} address */
  async function throughThePages(address) {
    let page = await browser.open(address);
    page = await browser.submit(page, { loginfmt: 'jo@acme.example' });
    page = await browser.submit(page, { passwd: 'demo-Passw0rd' });
    page = await browser.submit(page, { answer: 'yes' });
    page = await browser.submit(page, { answer: 'accept' });
    const [, action] = /<form method="post" action="([^"]+)"/.exec(page.html) ?? [];
    assert.match(String(action), /^http:\/\/localhost:\d+$/);
    const fields = [...page.html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(fields) });
    assert.equal(answer.status, 200);
    await answer.text();
  }

  /** @param {string} accessToken */
  function client(accessToken) {
    return Client.init({ authProvider: (done) => done(null, accessToken) });
  }
});
