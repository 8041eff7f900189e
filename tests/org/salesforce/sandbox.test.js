import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { send } from '../conformance/loopback.js';
import { ACME, UAT } from './orgs.js';
import { authorizeUrl, demoOrg, PASSWORD, pkce, REDIRECT, requestToken, restClient, signIn } from './testing.js';

// Acme's sandbox: an org of its own, made of production.
describe('the sandbox', { concurrency: false }, () => {
  const it = demoOrg();

  const ada = "SELECT Id, Title FROM Lead WHERE Name = 'Ada Lovelace'";

  test('has its own people, tokens and records, though the ids are those of production', async () => {
    const { tokens } = await signIn('jo@acme.example.uat', new Browser(REDIRECT), UAT);
    assert.equal(tokens.instance_url, `https://${UAT.myDomain}`);
    assert.ok(tokens.access_token.startsWith(`${UAT.id.slice(0, 15)}!`));
    assert.match(tokens.id, new RegExp(`^https://test\\.salesforce\\.com/id/${UAT.id}/005`));
    const jo = restClient(tokens.access_token, 'v67.0', UAT);
    const { body } = await jo.call('GET', '/services/oauth2/userinfo');
    assert.deepEqual([body.email, body.username, body.organization_id], ['jo@acme.example.invalid', 'jo@acme.example.uat', UAT.id]);
    const [organization] = await jo.query('SELECT Id, IsSandbox, OrganizationType, InstanceName FROM Organization');
    assert.deepEqual([organization.Id, organization.IsSandbox, organization.OrganizationType, organization.InstanceName], [UAT.id, true, 'Enterprise Edition', 'EU99S']);

    const [lead] = await jo.query(ada);
    const [original] = await it.control('POST', '/query', { soql: ada });
    assert.equal(lead.Id, original.Id);
    assert.deepEqual([lead.Title, original.Title], ['CTO (UAT)', 'CTO']);
    assert.equal((await jo.call('PATCH', `/sobjects/Lead/${lead.Id}`, { Title: 'Countess' })).status, 204);
    assert.deepEqual(await it.control('POST', '/query', { soql: ada }), [original]);
    assert.equal((await it.control('POST', '/query?org=uat', { soql: ada }))[0].Title, 'Countess');
  });

  test('neither org takes the other’s token, app or user', async () => {
    const { tokens } = await signIn();
    assert.equal((await restClient(tokens.access_token, 'v67.0', UAT).call('GET', '/limits')).status, 401);
    const foreignApp = await new Browser(REDIRECT).open(authorizeUrl(pkce().challenge, { client_id: ACME.consumerKey }, UAT));
    assert.match(foreignApp.url, /RemoteAccessErrorPage\.apexp\?error=invalid_client_id/);
    const browser = new Browser(REDIRECT);
    const refused = await browser.submit(await browser.open(authorizeUrl(pkce().challenge, {}, UAT)), { username: 'jo@acme.example', pw: PASSWORD });
    assert.match(refused.html, /Please check your username and password/);
    const code = { grant_type: 'authorization_code', client_id: UAT.consumerKey, redirect_uri: REDIRECT, code: 'x', code_verifier: pkce().verifier };
    assert.deepEqual([(await requestToken(code, UAT)).status, (await requestToken(code)).body.error], [400, 'invalid_client_id']);
  });

  test('has settings, people and invitations of its own', async () => {
    await it.control('PATCH', '/settings?org=uat', { enhancedEmail: false });
    assert.deepEqual([(await it.control('GET', '/settings')).enhancedEmail, (await it.control('GET', '/settings?org=uat')).enhancedEmail], [true, false]);
    await it.control('PATCH', '/users/jo@acme.example.uat?org=uat', { active: false });
    assert.equal(it.org.context.users[0].active, true);
    const { link } = await it.control('POST', '/invitations?org=uat', { to: 'jo@acme.example.invalid' });
    const { origin, pathname, hash } = new URL(link);
    assert.deepEqual([origin, pathname], [`https://${UAT.myDomain}`, '/.well-known/openid-configuration']);
    const setUp = JSON.parse(Buffer.from(hash.replace('#msi=', ''), 'base64url').toString());
    assert.deepEqual([setUp.org, setUp.consumerKey, setUp.to], [UAT.myDomain, UAT.consumerKey, 'jo@acme.example.invalid']);
    assert.equal((await send(origin + pathname)).status, 200);
    assert.equal((await fetch(`${it.org.control}/settings?org=other`)).status, 400);
  });
});
