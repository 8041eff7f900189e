import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { demoOrg, HOST, requestToken, restClient, signIn } from './testing.js';
import { send } from '../conformance/loopback.js';
import { ACME } from './orgs.js';

const INVITED = "SELECT DeveloperName, KeyPrefix FROM UserSetupEntityAccess WHERE DeveloperName = 'MSI_Actions'";

describe('who is invited, and who may invite', { concurrency: false }, () => {
  const it = demoOrg();
  /** @type {ReturnType<typeof restClient>} */
  let robin;
  /** @type {string} */
  let set;
  beforeEach(async () => {
    robin = await as('robin@acme.example');
    [{ Id: set }] = await robin.query("SELECT Id FROM PermissionSet WHERE Name = 'MSI_Actions'");
  });

  const as = async (/** @type {string} */ username) => restClient((await signIn(username)).tokens.access_token);
  const person = (/** @type {string} */ mailbox) => {
    const user = it.org.context.users.find(({ username }) => username.startsWith(`${mailbox}@`));
    assert.ok(user, mailbox);
    return user;
  };
  const assignment = (/** @type {string} */ mailbox) => ({
    attributes: { type: 'PermissionSetAssignment' }, PermissionSetId: set, AssigneeId: person(mailbox).id,
  });
  const assign = (/** @type {any[]} */ records, more = {}) => robin.call('POST', '/composite/sobjects', { allOrNone: false, records, ...more });

  test('the permission set holds the custom permission and API Enabled', async () => {
    const [row] = await robin.query("SELECT Label, PermissionsApiEnabled, (SELECT SetupEntityType, SetupEntityId FROM SetupEntityAccessItems) FROM PermissionSet WHERE Name = 'MSI_Actions'");
    assert.deepEqual([row.Label, row.PermissionsApiEnabled, row.SetupEntityAccessItems.records[0].SetupEntityType], ['MSI Actions', true, 'CustomPermission']);
    const [permission] = await robin.query("SELECT Id, MasterLabel FROM CustomPermission WHERE DeveloperName = 'MSI_Actions'");
    assert.equal(row.SetupEntityAccessItems.records[0].SetupEntityId, permission.Id);
  });

  test('several are assigned in one call, each with its own result', async () => {
    const { status, body } = await assign(['noor', 'jo', 'cleo', 'ivo', 'lena'].map(assignment));
    assert.equal(status, 200);
    assert.deepEqual(body.map((/** @type {any} */ row) => row.success), [true, false, false, false, true]);
    const errors = body.slice(1, 4).map((/** @type {any} */ row) => row.errors[0]);
    assert.deepEqual(errors.map((/** @type {any} */ each) => each.statusCode), ['DUPLICATE_VALUE', 'FIELD_INTEGRITY_EXCEPTION', 'INACTIVE_OWNER_OR_USER']);
    assert.equal(errors[0].message, `Duplicate PermissionSetAssignment. Assignee: ${person('jo').id.slice(0, 15)}; Permission Set: ${set.slice(0, 15)}`);
    assert.match(errors[1].message, /Cleo Park\. The user license doesn't allow the permission: API Enabled$/);
    assert.deepEqual([person('noor'), person('lena'), person('cleo')].map(({ invited, apiEnabled }) => [invited, apiEnabled]), [[true, true], [true, true], [false, false]]);
  });

  test('all or none; at most 200 rows', async () => {
    const { body } = await assign(['noor', 'jo'].map(assignment), { allOrNone: true });
    assert.deepEqual(body.map((/** @type {any} */ row) => row.errors[0].statusCode), ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'DUPLICATE_VALUE']);
    assert.deepEqual([person('noor').invited, person('noor').apiEnabled], [false, false]);
    const many = await assign(Array.from({ length: 201 }, () => assignment('noor')));
    assert.deepEqual([many.status, many.body[0].errorCode], [400, 'EXCEEDED_ID_LIMIT']);
    assert.equal(person('noor').invited, false);
  });

  test('withdrawing takes API Enabled along, unless the user has it otherwise', async () => {
    const withdraw = async (/** @type {string} */ mailbox) => {
      const [row] = await robin.query(`SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'MSI_Actions' AND AssigneeId = '${person(mailbox).id}'`);
      const { body } = await robin.call('DELETE', `/composite/sobjects?ids=${row.Id}&allOrNone=false`);
      assert.deepEqual(body, [{ id: row.Id, success: true, errors: [] }]);
      return robin.call('DELETE', `/composite/sobjects?ids=${row.Id}`);
    };
    const [jo, sam] = [await as('jo@acme.example'), await as('sam@acme.example')];
    assert.equal((await jo.query(INVITED))[0].KeyPrefix, '0CP');
    assert.equal((await withdraw('jo')).body[0].errors[0].statusCode, 'INVALID_CROSS_REFERENCE_KEY');
    assert.equal((await jo.call('GET', `/query?q=${encodeURIComponent(INVITED)}`)).body[0].errorCode, 'API_DISABLED_FOR_ORG');
    await it.control('PATCH', '/users/sam@acme.example', { invited: false, apiEnabled: true });
    assert.deepEqual(await sam.query(INVITED), []);
    await it.control('PATCH', '/users/sam@acme.example', { invited: true });
    await withdraw('sam');
    assert.deepEqual([await sam.query(INVITED), person('sam').apiEnabled], [[], true]);
  });

  test('the control API and the rows agree', async () => {
    const [invited] = [async () => (await it.control('POST', '/query', { soql: "SELECT Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.Name = 'MSI_Actions'" })).length];
    assert.equal(await invited(), 4);
    await it.control('PATCH', '/users/noor@acme.example', { invited: true });
    assert.deepEqual([await invited(), person('noor').apiEnabled], [5, true]);
    await it.control('PATCH', '/users/noor@acme.example', { apiEnabled: false });
    assert.deepEqual([await invited(), person('noor').invited, person('noor').apiEnabled], [5, true, false]);
    await it.control('PATCH', '/users/noor@acme.example', { profile: 'Chatter Free User', email: 'n@acme.example' });
    assert.deepEqual(await it.control('POST', '/query', { soql: `SELECT Email, UserType, Profile.UserLicense.Name FROM User WHERE Id = '${person('noor').id}'` }),
      [{ Email: 'n@acme.example', UserType: 'CsnOnly', Profile: { UserLicense: { Name: 'Chatter Free' } } }]);
    await assert.rejects(it.control('PATCH', '/users/noor@acme.example', { profile: 'Nothing' }));
  });

  test('without Assign Permission Sets one may look, not touch; a rep may not even look', async () => {
    const olu = await as('olu@acme.example');
    const refused = await olu.call('POST', '/sobjects/PermissionSetAssignment', { PermissionSetId: set, AssigneeId: person('noor').id });
    assert.deepEqual([refused.status, refused.body[0].errorCode], [400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY']);
    const [row] = await olu.query('SELECT Id FROM PermissionSetAssignment LIMIT 1');
    assert.equal((await olu.call('DELETE', `/sobjects/PermissionSetAssignment/${row.Id}`)).body[0].errorCode, 'INSUFFICIENT_ACCESS_OR_READONLY');
    assert.equal((await olu.call('GET', '/sobjects/PermissionSetAssignment/describe')).body.createable, false);
    const rights = 'SELECT PermissionsAssignPermissionSets, PermissionsModifyMetadata, PermissionsViewSetup, PermissionsApiEnabled FROM UserPermissionAccess';
    const held = async (/** @type {ReturnType<typeof restClient>} */ who) => { const [{ attributes: _, ...all }] = await who.query(rights); return Object.values(all); };
    assert.deepEqual([await held(robin), await held(olu)], [[true, true, true, true], [false, false, true, true]]);
    const jo = await as('jo@acme.example');
    assert.deepEqual(await held(jo), [false, false, false, true]);
    for (const object of ['PermissionSet', 'PermissionSetAssignment', 'CustomPermission', 'SetupEntityAccess', 'ObjectPermissions', 'UserLicense']) {
      assert.equal((await jo.call('GET', `/query?q=SELECT+Id+FROM+${object}`)).body[0].errorCode, 'INVALID_TYPE', object);
    }
    await it.control('PATCH', `/records/PermissionSet/${await profileSet()}`, { PermissionsAssignPermissionSets: false });
    assert.equal((await robin.call('POST', '/sobjects/PermissionSetAssignment', { PermissionSetId: set, AssigneeId: person('noor').id })).status, 400);
  });

  const profileSet = async () => (await it.control('POST', '/query', { soql: "SELECT Id FROM PermissionSet WHERE Profile.Name = 'System Administrator'" }))[0].Id;

  test('the active users are not all people who may be invited', async () => {
    const users = await robin.query('SELECT Username, Email, UserType, IsActive FROM User');
    const of = (/** @type {string} */ type) => users.filter(({ UserType }) => UserType === type).map(({ Username }) => Username);
    assert.deepEqual([of('CsnOnly'), of('CspLitePortal'), of('AutomatedProcess')], [['cleo@acme.example'], ['dana@customer.example.acme'], ['autoproc@acme.example']]);
    assert.deepEqual(users.filter(({ IsActive }) => !IsActive).map(({ Username }) => Username), ['ivo@acme.example']);
    assert.equal(users.filter(({ Email }) => Email === 'inside.sales@acme.example').length, 2);
    const able = await robin.query("SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.PermissionsEditTask = true AND Assignee.UserType = 'Standard'");
    assert.equal(able.length, users.filter(({ UserType }) => UserType === 'Standard').length);
  });

  test('an assignment that was revoked or has run out stays as a row, gives nothing, and stands in the way of a new one', async () => {
    const row = async () => (await robin.query(`SELECT Id, IsActive, IsRevoked FROM PermissionSetAssignment WHERE PermissionSet.Name = 'MSI_Actions' AND AssigneeId = '${person('jo').id}'`))[0];
    const jo = await as('jo@acme.example');
    const { Id, IsActive, IsRevoked } = await row();
    assert.deepEqual([IsActive, IsRevoked, (await jo.query(INVITED)).length], [true, false, 1]);
    for (const ended of [{ IsRevoked: true }, { IsRevoked: false, ExpirationDate: '2026-01-01T00:00:00.000+0000' }]) {
      await it.control('PATCH', `/records/PermissionSetAssignment/${Id}`, ended);
      const { Id: __, attributes, ...now } = await row();
      assert.deepEqual(now, { IsActive: false, IsRevoked: ended.IsRevoked });
      assert.equal((await robin.query("SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'MSI_Actions' AND IsActive = true AND IsRevoked = false")).some((each) => each.Id === Id), false);
      const { body } = await assign([assignment('jo')]);
      assert.match(body[0].errors[0].message, /^Duplicate PermissionSetAssignment/);
    }
    assert.equal((await robin.call('DELETE', `/sobjects/PermissionSetAssignment/${Id}`)).status, 204);
    assert.equal((await assign([assignment('jo')])).body[0].success, true);
  });

  test('the org’s External Client Apps, and the permission sets that their policies pre-authorise, for who may view Setup', async () => {
    const apps = await robin.query('SELECT Id, DeveloperName FROM ExternalClientApplication');
    const [ours] = apps.filter(({ DeveloperName }) => DeveloperName === 'MSI_Actions');
    assert.match(ours.Id, /^0xI/);
    const given = "SELECT SetupEntityId FROM SetupEntityAccess WHERE SetupEntityType = 'ExternalClientApplication' AND Parent.Name = 'MSI_Actions'";
    assert.ok((await robin.query(given)).some(({ SetupEntityId }) => SetupEntityId === ours.Id));
    await it.control('PATCH', `/apps/${ACME.consumerKey}`, { permissionSets: [] });
    assert.ok(!(await robin.query(given)).some(({ SetupEntityId }) => SetupEntityId === ours.Id));
    const jo = await as('jo@acme.example');
    assert.equal((await jo.call('GET', '/query?q=SELECT+Id+FROM+ExternalClientApplication')).body[0].errorCode, 'INVALID_TYPE');
  });

  test('an org may have more people than a query skips', async () => {
    await it.control('POST', '/colleagues', { count: 2100 });
    const page = (/** @type {number} */ offset) => robin.call('GET', `/query?q=${encodeURIComponent(`SELECT Id FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name ASC LIMIT 51 OFFSET ${offset}`)}`);
    assert.equal((await page(2000)).body.records.length, 51);
    assert.equal((await page(2001)).body[0].errorCode, 'NUMBER_OUTSIDE_VALID_RANGE');
  });

  test('tokens and logins: one’s own; all with the right', async () => {
    const app = "SELECT UserId, AppName, UseCount, DeleteToken FROM OauthToken WHERE AppName = 'MSI Actions'";
    const { tokens } = await signIn('jo@acme.example');
    const jo = restClient(tokens.access_token);
    assert.deepEqual((await jo.query(app)).map(({ UserId, UseCount }) => [UserId, UseCount]), [[person('jo').id, 1]]);
    assert.deepEqual(new Set((await robin.query(app)).map(({ UserId }) => UserId)), new Set([person('jo').id, person('robin').id]));
    const logins = "SELECT Application, Status FROM LoginHistory WHERE LoginType = 'Remote Access 2.0'";
    assert.deepEqual([(await jo.query(logins)).length, (await robin.query(logins)).length], [1, 2]);
    const [{ DeleteToken }] = await jo.query(app);
    assert.equal((await send(`${HOST}/services/oauth2/revoke?token=${DeleteToken}`)).status, 200);
    assert.equal((await requestToken({ grant_type: 'refresh_token', client_id: ACME.consumerKey, refresh_token: tokens.refresh_token })).body.error, 'invalid_grant');
    assert.equal((await robin.query(app)).length, 1);
  });
});
