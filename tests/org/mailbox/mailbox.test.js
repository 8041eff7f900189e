import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { connectThroughLoopback, send } from '../conformance/loopback.js';
import { startOrg } from '../server.js';
import { compose } from './seed.js';
import { problemsOf } from './wellformed.js';

const REP = 'jo@acme.example';

describe('the mailbox', () => {
  /** @type {import('../server.js').Org} */
  let org;
  /** @type {() => void} */
  let disconnect;

  before(async () => {
    org = await startOrg();
    disconnect = connectThroughLoopback(org);
  });
  beforeEach(async () => {
    await fetch(`${org.control}/reset`, { method: 'POST' });
  });
  after(async () => {
    disconnect();
    await org.close();
  });

  test('holds the welcome mail with the invitation', async () => {
    const welcome = (await mailTo(REP)).at(-1);
    assert.equal(welcome.subject, 'Welcome to MSI Actions');
    assert.equal(welcome.from.address, 'robin@acme.example');
    const [, link] = /<a class="button" href="([^"]+)"/.exec(welcome.html) ?? [];
    const { origin, pathname, hash } = new URL(link);
    assert.equal(origin + pathname, 'https://acme.my.salesforce.com/.well-known/openid-configuration');
    const setUp = JSON.parse(Buffer.from(hash.replace('#msi=', ''), 'base64url').toString('utf8'));
    const days = (setUp.expires * 1000 - org.context.clock.now()) / 86_400_000;
    assert.ok(days > 13.9 && days <= 14);
    assert.deepEqual({ ...setUp, expires: 0 }, {
      v: 2,
      org: 'acme.my.salesforce.com',
      consumerKey: '3MVG9AcmeDemo.Org_MsiActions_ExternalClientApp_ConsumerKey_0000000000000000000000001',
      to: REP,
      expires: 0,
    });
    assert.ok(welcome.text.includes(link));
  });

  test('an org that nobody has set up has invited nobody', async () => {
    await fetch(`${org.control}/org/nothing`, { method: 'POST' });
    assert.deepEqual((await mailTo(REP)).map((/** @type {any} */ { subject }) => /MSI Actions/.test(subject)), [false, false, false]);
  });

  test('begins with well-formed mails only', async () => {
    for (const { raw, subject } of await mailTo(REP)) {
      assert.deepEqual(problemsOf(Buffer.from(raw, 'latin1')), [], subject);
    }
  });

  test('puts a mail into every recipient’s box, and again nowhere after a reset', async () => {
    const raw = await compose({ from: REP, to: 'Ada@Analytical.example', cc: 'grace@navysystems.example', subject: 'Hi', text: 'x' });
    await org.context.mail.deliver({ from: REP, raw });
    for (const box of ['ada@analytical.example', 'grace@navysystems.example']) {
      const [mail] = await mailTo(box);
      assert.equal(mail.cc[0].address, 'grace@navysystems.example');
      assert.deepEqual(mail.headers.find((/** @type {[string, string]} */ [name]) => name === 'Subject'), ['Subject', 'Hi']);
    }
    await fetch(`${org.control}/reset`, { method: 'POST' });
    assert.deepEqual(await mailTo('ada@analytical.example'), []);
  });

  test('shows a mail with both parts as either, to each of its readers', async () => {
    const raw = await compose({
      from: 'robin@acme.example', to: ['noor@acme.example', 'lena@acme.example'], bcc: 'l.fischer@acme-group.example', subject: 'Welcome', text: 'in plain words', html: '<p>in <b>bold</b></p>',
    });
    await org.context.mail.deliver({ from: 'robin@acme.example', raw });
    for (const box of ['noor@acme.example', 'lena@acme.example', 'l.fischer@acme-group.example']) {
      const list = (await open(`/box/${box}`)).body;
      assert.match(list, /1 unread/);
      assert.match(list, /Robin Bakker/);
      const asHtml = (await open(`/box/${box}/1`)).body;
      assert.match(asHtml, /srcdoc="[^"]*bold/);
      assert.match(asHtml, /aria-current="page">HTML</);
      const asText = (await open(`/box/${box}/1?view=text`)).body;
      assert.match(asText, /<pre class="body">in plain words/);
      assert.doesNotMatch(asText, /<iframe/);
    }
    assert.match((await open('/box/noor@acme.example')).body, /Lena Fischer/);
  });

  test('marks a mail read when it is opened', async () => {
    assert.match((await open(`/box/${REP}`)).body, /4 unread/);
    await open(`/box/${REP}/4`);
    assert.match((await open(`/box/${REP}`)).body, /3 unread/);
  });

  test('draws the pictures that come with a mail', async () => {
    const content = Buffer.from('a picture');
    const raw = await compose({
      from: 'sam@acme.example', to: REP, html: '<img src="cid:logo@acme">',
      attachments: [{ filename: 'logo.png', cid: 'logo@acme', content }],
    });
    const [{ id }] = await org.context.mail.deliver({ from: 'sam@acme.example', raw });
    const { body } = await open(`/box/${REP}/${id}`);
    assert.ok(body.includes(`data:image/png;base64,${content.toString('base64')}`));
    assert.ok(!body.includes('aria-label="Attachments"'));
  });

  test('lets nothing out of a hostile mail', async () => {
    const hostile = '<script>alert(1)</script>"\'>';
    const raw = await compose({
      from: { name: hostile, address: 'eve@evil.example' },
      to: REP,
      subject: hostile,
      html: `<p>${hostile}</p></iframe>`,
      attachments: [{ filename: `${hostile}.html`, content: hostile, contentType: 'text/html' }],
    });
    const [{ id }] = await org.context.mail.deliver({ from: 'eve@evil.example', raw });
    for (const path of [`/box/${REP}`, `/box/${REP}/${id}`]) {
      const { body, headers } = await open(path);
      assert.ok(!body.includes('<script'), path);
      assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src/);
    }
    const page = (await open(`/box/${REP}/${id}`)).body;
    assert.equal(page.match(/<\/iframe>/g)?.length, 1);
    assert.match(page, /sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    const attachment = await open(`/box/${REP}/${id}/attachments/0`);
    assert.equal(attachment.headers['content-type'], 'application/octet-stream');
    assert.match(String(attachment.headers['content-disposition']), /^attachment;/);
  });

  test('answers 404 where there is nothing', async () => {
    for (const path of ['/nowhere', '/box/nobody', `/box/${REP}/99`, `/box/${REP}/1/attachments/0`, '/box/%ff']) {
      assert.equal((await open(path)).status, 404, path);
    }
  });

  /** @param {string} path */
  function open(path) {
    return send(`https://mail.example${path}`);
  }

  /** @param {string} address */
  async function mailTo(address) {
    return (await fetch(`${org.control}/mail?to=${encodeURIComponent(address)}`)).json();
  }
});
