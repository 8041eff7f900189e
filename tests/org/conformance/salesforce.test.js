import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import jsforce from 'jsforce';
import { CONFORMANCE_KEY, CONFORMANCE_SECRET } from '../salesforce/oauth/apps.js';
import { FILES, zipOf } from '../salesforce/metadata/testing.js';
import { startOrg } from '../server.js';
import { Browser } from './browser.js';
import { connectThroughLoopback } from './loopback.js';

const REDIRECT = 'http://localhost:1717/OauthRedirect';
const LOGIN = { username: 'jo@acme.example', pw: 'demo-Passw0rd' };

describe('jsforce, unchanged, against the demo org', { concurrency: false }, () => {
  /** @type {import('../server.js').Org} */
  let org;
  /** @type {() => void} */
  let disconnect;

  before(async () => {
    org = await startOrg();
    disconnect = connectThroughLoopback(org);
  });
  beforeEach(() => control('POST', '/reset'));
  after(async () => {
    disconnect();
    await org.close();
  });

  test('signs in by login and consent page, with PKCE, and knows who it is', async () => {
    const connection = await signIn();
    assert.match(connection.accessToken ?? '', /^00D\w{12}!/);
    assert.equal(connection.instanceUrl, 'https://acme.my.salesforce.com');
    assert.ok(connection.refreshToken);
    const identity = await connection.identity();
    assert.equal(identity.user_id, connection.userInfo?.id);
    assert.equal(identity.username, 'jo@acme.example');
    assert.equal(identity.organization_id, connection.userInfo?.organizationId);
  });

  test('Deny comes back as access_denied', async () => {
    const browser = new Browser(REDIRECT);
    const consent = await browser.submit(await browser.open(oauth2().getAuthorizationUrl({})), LOGIN);
    const end = await browser.submit(consent, { cancel: ' Deny ' });
    assert.equal(new URL(end.url).searchParams.get('error'), 'access_denied');
  });

  test('queries relationships, child rows, counts and groups', async () => {
    const connection = await signIn();
    const { records, totalSize, done } = await connection.query(
      "SELECT Id, Name, Account.Name, Account.Owner.Name, (SELECT Subject, Who.Name FROM Tasks ORDER BY ActivityDate DESC LIMIT 2) FROM Contact WHERE Email = 'grace@navysystems.example'");
    assert.equal(totalSize, 1);
    assert.equal(done, true);
    const [grace] = /** @type {any[]} */ (records);
    assert.equal(grace.Account.Name, 'Navy Systems');
    assert.equal(grace.Account.Owner.Name, 'Jo Devries');
    assert.equal(grace.Tasks.totalSize, 2);
    assert.equal(grace.Tasks.records[0].Who.Name, 'Grace Hopper');
    assert.ok(await connection.sobject('Lead').count() > 100);
    const groups = await connection.query('SELECT Status, COUNT(Id) leads FROM Lead GROUP BY Status ORDER BY COUNT(Id) DESC');
    assert.ok(/** @type {any} */ (groups.records[0]).leads > 1);
  });

  test('follows nextRecordsUrl to the last row', async () => {
    const connection = await signIn();
    await control('PATCH', '/settings', { queryBatchSize: 50 });
    const { records, totalSize } = await connection.query('SELECT Id FROM Lead', { autoFetch: true, maxFetch: 1000 });
    assert.equal(totalSize, 120);
    assert.equal(new Set(records.map(({ Id }) => Id)).size, 120);
  });

  test('creates, reads, updates, deletes', async () => {
    const connection = await signIn();
    const created = await connection.sobject('Lead').create({ LastName: 'Noether', Company: 'Algebra', Email: 'emmy@algebra.example' });
    assert.equal(created.success, true);
    assert.match(created.id ?? '', /^00Q\w{15}$/);
    const read = await connection.sobject('Lead').retrieve(created.id ?? '');
    assert.equal(read.Status, 'Open - Not Contacted');
    assert.equal(read.Name, 'Noether');
    assert.match(String(read.CreatedDate), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
    await connection.sobject('Lead').update({ Id: created.id ?? '', Title: 'Professor' });
    assert.equal((await connection.sobject('Lead').retrieve(created.id ?? '')).Title, 'Professor');
    await connection.sobject('Lead').destroy(created.id ?? '');
    await assert.rejects(connection.sobject('Lead').retrieve(created.id ?? ''), { errorCode: 'NOT_FOUND' });
  });

  test('saves collections, each record with its own result', async () => {
    const connection = await signIn();
    const results = await connection.sobject('Lead').create(
      [{ LastName: 'One', Company: 'C' }, { LastName: 'Two' }, { LastName: 'Three', Company: 'C' }], { allOrNone: false });
    assert.deepEqual(results.map(({ success }) => success), [true, false, true]);
    assert.equal(/** @type {any} */ (results[1]).errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  });

  test('runs a composite with references', async () => {
    const connection = await signIn();
    const base = `/services/data/v${connection.version}`;
    /** @type {any} */
    const { compositeResponse } = await connection.requestPost(`${base}/composite`, {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'account', body: { Name: 'Fresh' } },
        { method: 'POST', url: `${base}/sobjects/Contact`, referenceId: 'contact', body: { LastName: 'New', AccountId: '@{account.id}' } },
        { method: 'GET', url: `${base}/query?q=SELECT+Account.Name+FROM+Contact+WHERE+Id='@{contact.id}'`, referenceId: 'check' },
      ],
    });
    assert.deepEqual(compositeResponse.map((/** @type {any} */ part) => part.httpStatusCode), [201, 201, 200]);
    assert.equal(compositeResponse[2].body.records[0].Account.Name, 'Fresh');
  });

  test('describes', async () => {
    const connection = await signIn();
    const lead = await connection.sobject('Lead').describe();
    assert.equal(lead.keyPrefix, '00Q');
    const email = lead.fields.find((field) => field.name === 'Email');
    assert.deepEqual([email?.type, email?.length, email?.createable], ['email', 80, true]);
    const global = await connection.describeGlobal();
    assert.ok(global.sobjects.some(({ name }) => name === 'EmailMessage'));
    assert.ok(!global.sobjects.some(({ name }) => name === 'PermissionSetAssignment'), 'hidden from a rep');
  });

  test('errors arrive with Salesforce’s codes', async () => {
    const connection = await signIn();
    await assert.rejects(async () => connection.query('SELECT Foo FROM Lead'), { errorCode: 'INVALID_FIELD', message: /No such column 'Foo' on entity 'Lead'/ });
    await assert.rejects(async () => connection.query('SELEC'), { errorCode: 'MALFORMED_QUERY' });
    await assert.rejects(async () => connection.query('SELECT Id FROM Nothing'), { errorCode: 'INVALID_TYPE' });
    await assert.rejects(async () => connection.sobject('Lead').create({ LastName: 'x' }), { errorCode: 'REQUIRED_FIELD_MISSING' });
    await control('PATCH', '/users/jo@acme.example', { apiEnabled: false });
    await assert.rejects(async () => connection.query('SELECT Id FROM Lead'), { errorCode: 'API_DISABLED_FOR_ORG' });
  });

  test('refreshes an expired token by itself', async () => {
    const connection = await signIn();
    const first = connection.accessToken;
    await control('POST', '/clock', { advanceMs: 3 * 3600e3 });
    const { totalSize } = await connection.query('SELECT Id FROM Lead LIMIT 1');
    assert.equal(totalSize, 1);
    assert.notEqual(connection.accessToken, first);
  });

  test('an administrator deploys the permission set and assigns it to several, each with its own result', async () => {
    await control('POST', '/org/nothing');
    const connection = await signIn({ ...LOGIN, username: 'robin@acme.example' });
    const locator = connection.metadata.deployRest(await zipOf(FILES), { singlePackage: true });
    const begun = /** @type {any} */ (await /** @type {any} */ (locator)._promise);
    const { deployResult } = /** @type {any} */ (await connection.request(`/metadata/deployRequest/${begun.id}?includeDetails=true`));
    assert.deepEqual([deployResult.status, deployResult.details.componentFailures], ['Succeeded', []]);
    const set = await connection.sobject('PermissionSet').findOne({ Name: 'MSI_Actions' }, ['Id']);
    const users = await connection.sobject('User').find({ Username: { $in: ['jo@acme.example', 'cleo@acme.example'] } }, ['Id']).sort('Username');
    const rows = users.map(({ Id }) => ({ PermissionSetId: set?.Id, AssigneeId: Id }));
    const results = await connection.sobject('PermissionSetAssignment').create(rows);
    assert.deepEqual(results.map((each) => each.success), [false, true]);
    assert.match(results[0].errors[0].message, /The user license doesn't allow the permission: API Enabled/);
  });

  test('revoked, it cannot go on', async () => {
    const connection = await signIn();
    await connection.oauth2.revokeToken(connection.refreshToken ?? '');
    await assert.rejects(async () => connection.query('SELECT Id FROM Lead LIMIT 1'), { message: /expired access\/refresh token/ });
    await assert.rejects(connection.oauth2.refreshToken(connection.refreshToken ?? ''), { name: 'invalid_grant' });
  });

  test('keeps to the daily limit and says where it stands', async () => {
    const connection = await signIn();
    await connection.query('SELECT Id FROM Lead LIMIT 1');
    const used = connection.limitInfo.apiUsage?.used ?? 0;
    assert.ok(used > 0);
    await control('PATCH', '/settings', { dailyApiRequests: used });
    await assert.rejects(async () => connection.query('SELECT Id FROM Lead LIMIT 1'), { errorCode: 'REQUEST_LIMIT_EXCEEDED' });
  });

  function oauth2() {
    return new jsforce.OAuth2({
      loginUrl: 'https://acme.my.salesforce.com', clientId: CONFORMANCE_KEY, clientSecret: CONFORMANCE_SECRET, redirectUri: REDIRECT, useVerifier: true,
    });
  }

  async function signIn(login = LOGIN) {
    const connection = new jsforce.Connection({ oauth2: oauth2(), version: '67.0' });
    const browser = new Browser(REDIRECT);
    const consent = await browser.submit(await browser.open(connection.oauth2.getAuthorizationUrl({ scope: 'api refresh_token openid' })), login);
    const end = await browser.submit(consent, { save: ' Allow ' });
    await connection.authorize(new URL(end.url).searchParams.get('code') ?? '');
    return connection;
  }

  /** @type {(method: string, path: string, body?: object) => Promise<any>} */
  async function control(method, path, body) {
    const response = await fetch(org.control + path, { method, body: body && JSON.stringify(body) });
    assert.equal(response.status, 200);
    return response.json();
  }
});
