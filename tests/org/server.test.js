import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { send } from './conformance/loopback.js';
import { demoOrg, HOST, restClient, signIn } from './salesforce/testing.js';

describe('the demo org', { concurrency: false }, () => {
  const it = demoOrg();

  test('says how to reach it', () => {
    assert.match(it.org.hostRules, new RegExp(`MAP \\*\\.salesforce\\.com 127\\.0\\.0\\.1:${it.org.port}.*MAP \\* ~NOTFOUND$`));
    const spki = new X509Certificate(it.org.certificate).publicKey.export({ type: 'spki', format: 'der' });
    assert.equal(it.org.spki, createHash('sha256').update(spki).digest('base64'));
    assert.ok(it.org.accounts.some(({ provider, username, role }) => provider === 'salesforce' && username === 'jo@acme.example' && role === 'rep'));
  });

  test('logs every request, with the account when it is known', async () => {
    const { tokens } = await signIn();
    const since = (await it.control('GET', '/log')).at(-1).n;
    await restClient(tokens.access_token).call('GET', '/limits?x=1', undefined, { Origin: 'chrome-extension://abc' });
    const [entry, ...more] = await it.control('GET', `/log?since=${since}&host=acme.my.salesforce.com`);
    assert.deepEqual(more, []);
    assert.ok(entry.ended >= entry.at, 'when its answer ended');
    assert.deepEqual({ ...entry, at: 0, ended: 0, n: 0 }, {
      n: 0, at: 0, ended: 0, host: 'acme.my.salesforce.com', method: 'GET', path: '/services/data/v67.0/limits', query: 'x=1', status: 200,
      origin: 'chrome-extension://abc', account: 'jo@acme.example', userAgentIsExtension: true, writes: false, fault: null,
    });
  });

  test('answers for no other host', async () => {
    assert.equal((await send('https://clients2.google.com/')).status, 421);
  });

  test('faults: status, error, skip and times', async () => {
    const { tokens } = await signIn();
    const rest = restClient(tokens.access_token);
    const status = async () => (await rest.call('GET', '/limits')).status;
    await it.control('POST', '/faults', { host: 'acme.my.salesforce.com', path: '/services/data', skip: 1, times: 2, fault: { kind: 'error', code: 'SERVER_UNAVAILABLE' } });
    assert.deepEqual([await status(), await status(), await status(), await status()], [200, 503, 503, 200]);
    await it.control('POST', '/faults', { path: '/services/data', method: 'GET', fault: { kind: 'status', status: 429, headers: { 'Retry-After': '7' }, body: '[]' } });
    const answer = await rest.call('GET', '/limits');
    assert.deepEqual([answer.status, answer.headers['retry-after'], answer.body], [429, '7', []]);
  });

  test('faults: a connection cut before or after the write', async () => {
    const { tokens } = await signIn();
    const rest = restClient(tokens.access_token);
    const leads = async () => (await it.control('POST', '/query', { soql: "SELECT Id FROM Lead WHERE Company = 'Cut'" })).length;
    for (const [when, written] of [['before', 0], ['after', 1]]) {
      await it.control('POST', '/faults', { method: 'POST', path: '/services/data', fault: { kind: 'cut', when } });
      await assert.rejects(rest.call('POST', '/sobjects/Lead', { LastName: 'L', Company: 'Cut' }), { code: 'ECONNRESET' });
      assert.equal(await leads(), written, String(when));
    }
  });

  test('faults: held until released', async () => {
    await it.control('POST', '/faults', { path: '/services/data', fault: { kind: 'hold' } });
    let answered = false;
    const request = send(`${HOST}/services/data`).then((answer) => {
      answered = true;
      return answer;
    });
    // The hold is seen in the log before anything is answered.
    const deadline = Date.now() + 5000;
    while (!(await it.control('GET', '/log')).some((/** @type {any} */ entry) => entry.fault === 'hold')) assert.ok(Date.now() < deadline);
    assert.equal(answered, false);
    await it.control('DELETE', '/faults');
    assert.equal((await request).status, 200);
  });

  test('reset brings back records, users, settings, sessions and tokens', async () => {
    const { tokens } = await signIn();
    const [{ Id }] = await it.control('POST', '/query', { soql: "SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'" });
    await it.control('PATCH', `/records/Lead/${Id}`, { Title: 'Countess' });
    await it.control('PATCH', '/settings', { enhancedEmail: false });
    await it.control('PATCH', '/users/jo@acme.example', { email: 'other@acme.example' });
    assert.equal((await it.control('POST', '/query', { soql: "SELECT Title FROM Lead WHERE Name = 'Ada Lovelace'" }))[0].Title, 'Countess');
    assert.equal((await it.control('POST', '/query', { soql: "SELECT Email FROM User WHERE Name = 'Jo Devries'" }))[0].Email, 'other@acme.example');
    await it.control('POST', '/reset');
    assert.deepEqual(await it.control('POST', '/query', { soql: "SELECT Id, Title FROM Lead WHERE Name = 'Ada Lovelace'" }), [{ Id, Title: 'CTO' }]);
    assert.equal((await it.control('GET', '/settings')).enhancedEmail, true);
    assert.equal(it.org.context.users[0].email, 'jo@acme.example');
    assert.equal((await restClient(tokens.access_token).call('GET', '/limits')).status, 401);
  });

  test('the control API refuses what it does not know', async () => {
    for (const [method, path, body] of [
      ['PATCH', '/settings', { enhancedMail: false }], ['PATCH', '/settings', { enhancedEmail: 'no' }], ['PATCH', '/users/nobody', {}],
      ['POST', '/faults', { fault: { kind: 'sideways' } }], ['PATCH', '/records/Lead/00QAc0000zzzzzz', {}], ['POST', '/query', { soql: 'SELECT Foo FROM Lead' }],
    ]) {
      const response = await fetch(it.org.control + path, { method: String(method), body: JSON.stringify(body) });
      assert.equal(response.status, 400, `${method} ${path}`);
    }
  });

  test('runs in the foreground, says one line, ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [new URL('run.js', import.meta.url).pathname], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
    await once(child.stdout, 'data');
    const { port, hostRules, spki, accounts, control: address } = JSON.parse(out);
    assert.ok(port && hostRules && spki && accounts.length);
    assert.equal((await fetch(`${address}/settings`)).status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(out.trim().split('\n').length, 1);
  });
});
