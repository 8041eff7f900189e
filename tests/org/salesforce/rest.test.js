import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { connectThroughLoopback, send } from '../conformance/loopback.js';
import { startOrg } from '../server.js';
import { parseId, to18 } from './ids.js';
import { controlClient, HOST, restClient, signIn } from './testing.js';

describe('Salesforce REST', { concurrency: false }, () => {
  /** @type {import('../server.js').Org} */
  let org;
  /** @type {ReturnType<typeof controlClient>} */
  let control;
  /** @type {() => void} */
  let disconnect;
  /** @type {ReturnType<typeof restClient>} */
  let jo;
  /** @type {Record<string, string>} */
  let known;

  before(async () => {
    org = await startOrg();
    control = controlClient(org);
    disconnect = connectThroughLoopback(org);
  });
  beforeEach(async () => {
    await control('POST', '/reset');
    jo = restClient((await signIn()).tokens.access_token);
    const id = async (/** @type {string} */ soql) => (await control('POST', '/query', { soql }))[0].Id;
    known = {
      ada: await id("SELECT Id FROM Lead WHERE Email = 'ada@analytical.example'"),
      grace: await id("SELECT Id FROM Contact WHERE Email = 'grace@navysystems.example'"),
      deal: await id("SELECT Id FROM Opportunity WHERE Name = 'Renewal 2027'"),
      navy: await id("SELECT Id FROM Account WHERE Name = 'Navy Systems'"),
    };
  });
  after(async () => {
    disconnect();
    await org.close();
  });

  /** @type {(answer: { status: number, body: any }, status: number, errorCode: string, message?: RegExp) => void} */
  function refused(answer, status, errorCode, message = /./) {
    assert.deepEqual([answer.status, answer.body?.[0]?.errorCode], [status, errorCode], JSON.stringify(answer.body));
    assert.match(answer.body[0].message, message);
  }

  test('ids', () => {
    assert.equal(to18('0015w000029KTYH'), '0015w000029KTYHAA4');
    assert.equal(parseId('0015w000029KTYH'), '0015w000029KTYHAA4');
    assert.equal(parseId('0015w000029KTYHAA5'), undefined);
  });

  test('versions need no session, everything else does', async () => {
    const { body } = await send(`${HOST}/services/data`);
    assert.deepEqual(JSON.parse(body).map((/** @type {any} */ each) => each.version), ['60.0', '61.0', '62.0', '63.0', '64.0', '65.0', '66.0', '67.0']);
    refused(await restClient('00D!nonsense').call('GET', '/limits'), 401, 'INVALID_SESSION_ID', /Session expired or invalid/);
    refused(await restClient('x', 'v99.0').call('GET', '/limits'), 401, 'INVALID_SESSION_ID');
    refused(await jo.call('GET', '/services/data/v99.0/limits'), 404, 'NOT_FOUND');
  });

  test('every answer counts the calls, a composite as one', async () => {
    const used = async () => Number(/^api-usage=(\d+)\/115000$/.exec(String((await jo.call('GET', '/limits')).headers['sforce-limit-info']))?.[1]);
    const before = await used();
    await jo.call('POST', '/composite', { compositeRequest: [1, 2, 3].map((n) => ({ method: 'GET', url: '/services/data/v67.0/sobjects', referenceId: `r${n}` })) });
    assert.equal(await used(), before + 2);
  });

  test('the records of a list view, by its id or its API name, a page of them', async () => {
    const names = async (/** @type {string} */ path) => (await jo.call('GET', `/ui-api/list-records/${path}`)).body.records.map((/** @type {any} */ row) => row.fields.Name.value);
    const all = await names('Lead/AllOpenLeads?pageSize=2000');
    const { body } = await jo.call('GET', '/ui-api/list-records/Lead/AllOpenLeads?pageSize=3');
    assert.deepEqual([body.count, body.pageSize, body.records[0].apiName], [3, 3, 'Lead']);
    assert.deepEqual(body.records.map((/** @type {any} */ row) => row.fields.Name.value), all.slice(0, 3));
    assert.deepEqual(await names(`${body.listReference.id.slice(0, 15)}?pageSize=2000`), all);
    assert.deepEqual(await names('Contact/__Recent'), []);
    refused(await jo.call('GET', '/ui-api/list-records/Lead/NoSuchView'), 404, 'NOT_FOUND');
    refused(await jo.call('GET', '/ui-api/list-records/Lead/AllOpenLeads?pageSize=2001'), 400, 'ILLEGAL_QUERY_PARAMETER_VALUE');
    refused(await jo.call('POST', '/ui-api/list-records/Lead/AllOpenLeads', {}), 405, 'METHOD_NOT_ALLOWED');
  });

  test('an app may have a limit of its own, told beside the org’s', async () => {
    await control('PATCH', '/settings', { appApiRequests: 3 });
    const said = (/** @type {{ headers: any }} */ { headers }) => String(headers['sforce-limit-info']).replace(/^api-usage=\d+/, 'api-usage=n');
    assert.equal(said(await jo.call('GET', '/limits')), 'api-usage=n/115000; per-app-api-usage=1/3(appName=MSI Actions)');
    await jo.call('GET', '/limits');
    await jo.call('GET', '/limits');
    refused(await jo.call('GET', '/limits'), 403, 'REQUEST_LIMIT_EXCEEDED');
  });

  test('a record with all its fields, or those asked for', async () => {
    const { body } = await jo.call('GET', `/sobjects/Lead/${known.ada.slice(0, 15)}`);
    assert.deepEqual([body.Id, body.Name, body.mkto_si__Relative_Score_Value__c, body.Address.city], [known.ada, 'Ada Lovelace', 3, 'London']);
    const some = await jo.call('GET', `/sobjects/Lead/${known.ada}?fields=Name,Email`);
    assert.deepEqual(Object.keys(some.body), ['attributes', 'Name', 'Email', 'Id']);
    refused(await jo.call('GET', `/sobjects/Lead/${known.ada}?fields=Foo`), 400, 'INVALID_FIELD');
    refused(await jo.call('GET', `/sobjects/Lead/${known.grace}`), 400, 'MALFORMED_ID');
    refused(await jo.call('GET', '/sobjects/Lead/nonsense'), 404, 'NOT_FOUND');
    refused(await jo.call('GET', `/sobjects/Lead/${to18('00QAc0000zzzzzz')}`), 404, 'NOT_FOUND');
    refused(await jo.call('GET', '/sobjects/Nothing/1'), 404, 'NOT_FOUND', /The requested resource does not exist/);
  });

  test('what a create refuses', async () => {
    /** @type {(fields: object, object?: string) => Promise<{ status: number, body: any }>} */
    const create = (fields, object = 'Lead') => jo.call('POST', `/sobjects/${object}`, fields);
    const lead = { LastName: 'L', Company: 'C' };
    refused(await create({ ...lead, Foo: 1 }), 400, 'INVALID_FIELD', /^No such column 'Foo' on sobject of type Lead$/);
    refused(await create({ LastName: 'L' }), 400, 'REQUIRED_FIELD_MISSING', /^Required fields are missing: \[Company\]$/);
    refused(await create({ ...lead, NumberOfEmployees: 'many' }), 400, 'JSON_PARSER_ERROR', /Cannot deserialize instance of int from VALUE_STRING value many/);
    refused(await create({ ...lead, FirstName: 'x'.repeat(41) }), 400, 'STRING_TOO_LONG', /First Name: data value too large: .*\(max length=40\)/);
    refused(await create({ ...lead, Email: 'nonsense' }), 400, 'INVALID_EMAIL_ADDRESS');
    refused(await create({ ...lead, Name: 'x' }), 400, 'INVALID_FIELD_FOR_INSERT_UPDATE');
    refused(await create({ ...lead, OwnerId: known.navy }), 400, 'FIELD_INTEGRITY_EXCEPTION');
    refused(await create({ ...lead, OwnerId: 'x' }), 400, 'MALFORMED_ID');
    refused(await create({ CallType: 'Sideways' }, 'Task'), 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    refused(await create({ Username: 'x' }, 'User'), 400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
    refused(await create({ PermissionSetId: 'x' }, 'PermissionSetAssignment'), 404, 'NOT_FOUND');
    const broken = await send(`${HOST}/services/data/v67.0/sobjects/Lead`, {
      method: 'POST', body: '{', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${(await signIn()).tokens.access_token}` },
    });
    refused({ status: broken.status, body: JSON.parse(broken.body) }, 400, 'JSON_PARSER_ERROR');
  });

  test('e-mail templates: one’s own in a private folder, the org’s to read', async () => {
    const me = (await control('POST', '/query', { soql: "SELECT Id FROM User WHERE Username = 'jo@acme.example'" }))[0].Id;
    /** @type {(fields: object, by?: ReturnType<typeof restClient>) => Promise<{ status: number, body: any }>} */
    const create = (fields, by = jo) => by.call('POST', '/sobjects/EmailTemplate', fields);
    const template = {
      Name: 'Hello', DeveloperName: 'MSI_Actions_1', FolderId: me, TemplateType: 'custom', TemplateStyle: 'none', Encoding: 'UTF-8',
      IsActive: true, Subject: 'Hello', HtmlValue: '<p>Hello</p>', Body: 'Hello',
    };
    const made = await create(template);
    assert.equal(made.status, 201);
    refused(await create({ ...template, DeveloperName: 'msi_actions_1' }), 400, 'DUPLICATE_DEVELOPER_NAME');
    refused(await create({ ...template, DeveloperName: '1 a' }), 400, 'INVALID_FIELD_FOR_INSERT_UPDATE');
    for (const missing of ['Name', 'DeveloperName', 'FolderId', 'TemplateType', 'TemplateStyle']) {
      refused(await create({ ...template, DeveloperName: 'Other', [missing]: undefined }), 400, 'REQUIRED_FIELD_MISSING');
    }
    refused(await create({ ...template, DeveloperName: 'Other', TemplateType: 'picture' }), 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    const org = (await control('POST', '/query', { soql: 'SELECT Id FROM Organization' }))[0].Id;
    refused(await create({ ...template, DeveloperName: 'Other', FolderId: org }), 400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
    const robin = restClient((await signIn('robin@acme.example')).tokens.access_token);
    assert.equal((await create({ ...template, DeveloperName: 'Other', FolderId: org }, robin)).status, 201);
    const seen = async (/** @type {ReturnType<typeof restClient>} */ by) => {
      const { body } = await by.call('GET', `/query?q=${encodeURIComponent('SELECT Name, FolderName FROM EmailTemplate WHERE IsActive = true ORDER BY Name')}`);
      return body.records.map((/** @type {any} */ row) => `${row.Name}: ${row.FolderName}`);
    };
    assert.ok((await seen(jo)).includes('Hello: My Personal Email Templates'));
    assert.ok(!(await seen(robin)).includes('Hello: My Personal Email Templates'), 'private to Jo');
    assert.equal((await jo.call('PATCH', `/sobjects/EmailTemplate/${made.body.id}`, { IsActive: false })).status, 204);
    refused(await robin.call('PATCH', `/sobjects/EmailTemplate/${made.body.id}`, { IsActive: true }), 404, 'INVALID_CROSS_REFERENCE_KEY');
    refused(await jo.call('PATCH', `/sobjects/EmailTemplate/${made.body.id}`, { TemplateType: 'text' }), 400, 'INVALID_FIELD_FOR_INSERT_UPDATE');
  });

  test('a shared folder of e-mail templates: open to all who see it, unless it is read-only', async () => {
    const [folder] = await control('POST', '/query', { soql: "SELECT Id FROM Folder WHERE DeveloperName = 'MSI_Actions'" });
    assert.deepEqual((await jo.query("SELECT Name, IsReadonly FROM Folder WHERE Type = 'Email'")).map(({ Name, IsReadonly }) => [Name, IsReadonly]), [['MSI Actions', false]]);
    const [theirs] = await jo.query("SELECT Name, FolderName, Owner.Name FROM EmailTemplate WHERE FolderName = 'MSI Actions'");
    assert.deepEqual([theirs.Name, theirs.FolderName, typeof theirs.Owner.Name], ['After a trade fair', 'MSI Actions', 'string']);
    const template = {
      Name: 'Shared', DeveloperName: 'MSI_Actions_shared', FolderId: folder.Id, TemplateType: 'custom', TemplateStyle: 'none', Encoding: 'UTF-8',
      IsActive: true, Subject: 'Hello', HtmlValue: '<p>Hello</p>', Body: 'Hello',
    };
    assert.equal((await jo.call('POST', '/sobjects/EmailTemplate', template)).status, 201);
    await control('PATCH', `/records/Folder/${folder.Id}`, { IsReadonly: true });
    const other = { ...template, DeveloperName: 'MSI_Actions_other' };
    refused(await jo.call('POST', '/sobjects/EmailTemplate', other), 400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
    const robin = restClient((await signIn('robin@acme.example')).tokens.access_token);
    assert.equal((await robin.call('POST', '/sobjects/EmailTemplate', other)).status, 201, 'who manages public templates may');
    assert.deepEqual((await jo.query('SELECT PermissionsEditPublicTemplates FROM UserPermissionAccess')).map((row) => row.PermissionsEditPublicTemplates), [false]);
  });

  test('update and delete', async () => {
    assert.equal((await jo.call('PATCH', `/sobjects/Lead/${known.ada}`, { Title: 'CEO', LastName: 'King' })).status, 204);
    const [row] = await jo.query(`SELECT Name, Title, LastModifiedBy.Name FROM Lead WHERE Id = '${known.ada}'`);
    assert.deepEqual([row.Name, row.Title, row.LastModifiedBy.Name], ['Ada King', 'CEO', 'Jo Devries']);
    refused(await jo.call('PATCH', `/sobjects/Lead/${known.ada}`, { LastName: null }), 400, 'REQUIRED_FIELD_MISSING');
    assert.equal((await jo.call('DELETE', `/sobjects/Lead/${known.ada}`)).status, 204);
    refused(await jo.call('DELETE', `/sobjects/Lead/${known.ada}`), 404, 'ENTITY_IS_DELETED');
    refused(await jo.call('GET', `/sobjects/Lead/${known.ada}`), 404, 'NOT_FOUND');
    const [foreign] = await jo.query("SELECT Id FROM Lead WHERE Owner.Name = 'Sam Okafor' LIMIT 1");
    refused(await jo.call('DELETE', `/sobjects/Lead/${foreign.Id}`), 403, 'INSUFFICIENT_ACCESS_OR_READONLY');
  });

  test('a record that changed since is not changed by whoever has not seen that', async () => {
    const { id } = (await jo.call('POST', '/sobjects/Task', { Subject: 'Call', WhoId: known.ada })).body;
    const change = (/** @type {string} */ since) => jo.call('PATCH', `/sobjects/Task/${id}`, { Subject: 'Call Ada' }, { 'If-Unmodified-Since': since });
    const { LastModifiedDate } = (await jo.call('GET', `/sobjects/Task/${id}`)).body;
    const seen = Date.parse(LastModifiedDate.replace('+0000', 'Z'));
    assert.equal((await change(new Date(seen - 1000).toUTCString())).status, 412);
    assert.equal((await jo.call('GET', `/sobjects/Task/${id}`)).body.Subject, 'Call');
    assert.equal((await change(new Date(seen).toUTCString())).status, 204);
    assert.equal((await change('yesterday')).status, 400);
    // Nor deleted: an update of nothing that is refused takes the deletion with it.
    const url = `/services/data/v67.0/sobjects/Task/${id}`;
    const remove = async (/** @type {number} */ since) => (await jo.call('POST', '/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'PATCH', url, referenceId: 'unchanged', body: {}, httpHeaders: { 'If-Unmodified-Since': new Date(since).toUTCString() } },
        { method: 'DELETE', url, referenceId: 'deleted' },
      ],
    })).body.compositeResponse.map((/** @type {any} */ part) => part.httpStatusCode);
    assert.deepEqual(await remove(seen - 1000), [412, 400]);
    const { SystemModstamp } = (await jo.call('GET', `/sobjects/Task/${id}`)).body;
    assert.deepEqual(await remove(Date.parse(SystemModstamp.replace('+0000', 'Z')) + 1000), [204, 204]);
    assert.equal((await jo.call('GET', `/sobjects/Task/${id}`)).status, 404);
  });

  test('describe, and 304 when nothing changed', async () => {
    const { body, headers } = await jo.call('GET', '/sobjects/Task/describe');
    const field = (/** @type {string} */ name) => body.fields.find((/** @type {any} */ each) => each.name === name);
    assert.deepEqual([body.createable, body.deletable], [true, true]);
    assert.deepEqual([field('WhoId').referenceTo, field('WhoId').relationshipName], [['Contact', 'Lead'], 'Who']);
    assert.deepEqual([field('TaskSubtype').createable, field('TaskSubtype').updateable], [true, false]);
    assert.equal(field('MSI_Actions_Id__c'), undefined);
    const values = (/** @type {string} */ name) => field(name).picklistValues.map((/** @type {any} */ { value, defaultValue }) => (defaultValue ? `${value} (default)` : value));
    assert.deepEqual(values('Priority'), ['High', 'Normal (default)', 'Low']);
    assert.deepEqual(values('Status').slice(0, 3), ['Not Started (default)', 'In Progress', 'Completed']);
    assert.deepEqual([values('TaskSubtype'), field('TaskSubtype').restrictedPicklist], [['Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'], true]);
    assert.deepEqual(values('CallType'), ['Internal', 'Inbound', 'Outbound']);
    assert.deepEqual([field('CallDisposition').type, field('CallDisposition').length], ['string', 255]);
    const again = await jo.call('GET', '/sobjects/Task/describe', undefined, { 'If-Modified-Since': String(headers['last-modified']) });
    assert.deepEqual([again.status, again.body], [304, undefined]);
    await control('PATCH', '/settings', { hiddenFields: [] });
    assert.equal((await jo.call('GET', '/sobjects/Task/describe', undefined, { 'If-Modified-Since': String(headers['last-modified']) })).status, 200);
  });

  test('upsert by external id, once the org has the field', async () => {
    refused(await jo.call('PATCH', '/sobjects/Task/MSI_Actions_Id__c/a1', { Subject: 'Call' }), 404, 'NOT_FOUND');
    await control('PATCH', '/settings', { hiddenFields: [] });
    const first = await jo.call('PATCH', '/sobjects/Task/MSI_Actions_Id__c/a1', { Subject: 'Call' });
    assert.deepEqual([first.status, first.body.created], [201, true]);
    const second = await jo.call('PATCH', '/sobjects/Task/MSI_Actions_Id__c/a1', { Subject: 'Call again' });
    assert.deepEqual([second.status, second.body.created, second.body.id], [200, false, first.body.id]);
    refused(await jo.call('PATCH', '/sobjects/Task/MSI_Actions_Id__c/a2?updateOnly=true', { Subject: 'Call' }), 404, 'NOT_FOUND');
    assert.equal((await jo.call('PATCH', '/sobjects/Task/MSI_Actions_Id__c/a1?updateOnly=true', { Subject: 'Call again' })).status, 200);
    refused(await jo.call('POST', '/sobjects/Task', { Subject: 'Twin', MSI_Actions_Id__c: 'a1' }), 400, 'DUPLICATE_VALUE', /duplicates value on record with id: 00T/);
  });

  describe('activities', () => {
    test('a task’s who is a lead or contact; a lead’s task has no what; its subtype stays', async () => {
      const task = (/** @type {object} */ fields) => jo.call('POST', '/sobjects/Task', { Subject: 'Call', ...fields });
      refused(await task({ WhoId: known.navy }), 400, 'FIELD_INTEGRITY_EXCEPTION', /Name ID: id value of incorrect type/);
      refused(await task({ WhoId: known.ada, WhatId: known.deal }), 400, 'FIELD_INTEGRITY_EXCEPTION');
      const { body } = await task({ WhoId: known.grace, WhatId: known.deal, TaskSubtype: 'Call', Status: 'Completed', CallDurationInSeconds: 61, ActivityDate: '2026-11-22' });
      refused(await jo.call('PATCH', `/sobjects/Task/${body.id}`, { TaskSubtype: 'Email' }), 400, 'INVALID_FIELD_FOR_INSERT_UPDATE');
      const [row] = await jo.query(`SELECT TaskSubtype, IsClosed, Account.Name, Owner.Name FROM Task WHERE Id = '${body.id}'`);
      assert.deepEqual([row.TaskSubtype, row.IsClosed, row.Account.Name, row.Owner.Name], ['Call', true, 'Navy Systems', 'Jo Devries']);
    });

    test('a call and its follow-up, all or nothing, in one call', async () => {
      const call = { WhoId: known.ada, Subject: 'Call', TaskSubtype: 'Call', CallType: 'Outbound', CallDurationInSeconds: 300, CallDisposition: 'Connected', Status: 'Completed', ActivityDate: '2026-11-22' };
      const followUp = { WhoId: known.ada, Subject: 'Send the quote', ActivityDate: '2026-11-30', Priority: 'High', IsReminderSet: true, ReminderDateTime: '2026-11-30T08:00:00.000Z' };
      const write = async (/** @type {object} */ second) => (await jo.call('POST', '/composite', {
        allOrNone: true,
        compositeRequest: [call, second].map((body, at) => ({ method: 'POST', url: '/services/data/v67.0/sobjects/Task', referenceId: `t${at}`, body })),
      })).body.compositeResponse;
      const [refusedCall, refusedFollowUp] = await write({ ...followUp, CallType: 'Sideways' });
      refused({ status: refusedCall.httpStatusCode, body: refusedCall.body }, 400, 'PROCESSING_HALTED', /The transaction was rolled back/);
      refused({ status: refusedFollowUp.httpStatusCode, body: refusedFollowUp.body }, 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
      assert.equal((await jo.query(`SELECT Id FROM Task WHERE WhoId = '${known.ada}' AND ActivityDate = 2026-11-22 AND CallDisposition = 'Connected'`)).length, 0);
      const [written, planned] = (await write(followUp)).map((/** @type {any} */ part) => part.body.id);
      const [done] = await jo.query(`SELECT IsClosed, CompletedDateTime, CallDurationInSeconds, CallType FROM Task WHERE Id = '${written}'`);
      assert.deepEqual([done.IsClosed, done.CompletedDateTime !== null, done.CallDurationInSeconds, done.CallType], [true, true, 300, 'Outbound']);
      const [open] = await jo.query(`SELECT IsClosed, CompletedDateTime, IsHighPriority, ReminderDateTime, TaskSubtype, Status FROM Task WHERE Id = '${planned}'`);
      assert.deepEqual([open.IsClosed, open.CompletedDateTime, open.IsHighPriority, open.ReminderDateTime, open.TaskSubtype, open.Status],
        [false, null, true, '2026-11-30T08:00:00.000+0000', 'Task', 'Not Started']);
      assert.equal((await jo.call('PATCH', `/sobjects/Task/${planned}`, { Status: 'Completed' })).status, 204);
      const [closed] = await jo.query(`SELECT IsClosed, CompletedDateTime FROM Task WHERE Id = '${planned}'`);
      assert.deepEqual([closed.IsClosed, closed.CompletedDateTime !== null], [true, true]);
    });

    test('a task goes to an active user, its values to where they fit', async () => {
      const task = (/** @type {object} */ fields) => jo.call('POST', '/sobjects/Task', { Subject: 'Call', ...fields });
      const [, , sam] = org.context.users;
      const { body } = await task({ OwnerId: sam.id, WhatId: known.navy });
      assert.equal((await jo.query(`SELECT Owner.Name FROM Task WHERE Id = '${body.id}'`))[0].Owner.Name, 'Sam Okafor');
      await control('PATCH', `/users/${sam.username}`, { active: false });
      refused(await task({ OwnerId: sam.id }), 400, 'INACTIVE_OWNER_OR_USER', new RegExp(`^operation performed with inactive user \\[${sam.id.slice(0, 15)}\\] as owner of task$`));
      refused(await task({ WhatId: known.grace }), 400, 'FIELD_INTEGRITY_EXCEPTION', /Related To ID: id value of incorrect type/);
      refused(await task({ TaskSubtype: 'InMail' }), 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', /bad value for restricted picklist field: InMail/);
      refused(await task({ CallDisposition: 'x'.repeat(256) }), 400, 'STRING_TOO_LONG');
      refused(await task({ CallDurationInSeconds: 'long' }), 400, 'JSON_PARSER_ERROR');
      refused(await task({ IsClosed: true }), 400, 'INVALID_FIELD_FOR_INSERT_UPDATE');
    });

    test('a sent message makes its relations and its task, and is read-only', async () => {
      const { status, body } = await jo.call('POST', '/sobjects/EmailMessage', {
        Status: '3', Subject: 'Renewal', TextBody: 'Dear Grace', HtmlBody: '<p>Dear Grace</p>', FromAddress: 'jo@acme.example', FromName: 'Jo Devries',
        ToIds: [known.grace], CcAddress: 'legal@navysystems.example', RelatedToId: known.deal, MessageDate: '2026-11-22T10:00:00.000Z', MessageIdentifier: '<1@acme.example>',
      });
      assert.equal(status, 201, JSON.stringify(body));
      const [message] = await jo.query(`SELECT ActivityId, MessageDate, ToAddress, ToIds, (SELECT RelationType, RelationId, RelationAddress FROM EmailMessageRelations) FROM EmailMessage WHERE Id = '${body.id}'`);
      assert.equal(message.MessageDate, '2026-11-22T10:00:00.000+0000');
      assert.deepEqual([message.ToAddress, message.ToIds], ['grace@navysystems.example', [known.grace]]);
      assert.deepEqual(message.EmailMessageRelations.records.map((/** @type {any} */ each) => [each.RelationType, each.RelationId, each.RelationAddress]), [
        ['ToAddress', known.grace, 'grace@navysystems.example'], ['CcAddress', null, 'legal@navysystems.example'],
      ]);
      const [task] = await jo.query(`SELECT TaskSubtype, WhoId, WhatId, Status, Subject FROM Task WHERE Id = '${message.ActivityId}'`);
      assert.deepEqual([task.TaskSubtype, task.WhoId, task.WhatId, task.Status, task.Subject], ['Email', known.grace, known.deal, 'Completed', 'Email: Renewal']);
      refused(await jo.call('PATCH', `/sobjects/EmailMessage/${body.id}`, { Subject: 'Other' }), 403, 'INSUFFICIENT_ACCESS_OR_READONLY');
      refused(await jo.call('POST', '/sobjects/EmailMessageRelation', { EmailMessageId: body.id, RelationType: 'FromAddress', RelationId: org.context.users[0].id }), 400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
      const robin = restClient((await signIn('robin@acme.example')).tokens.access_token);
      assert.equal((await robin.call('POST', '/sobjects/EmailMessageRelation', { EmailMessageId: body.id, RelationType: 'FromAddress', RelationId: org.context.users[0].id })).status, 201);
    });

    test('a message that names its sender has the relation; its task has the day of the user', async () => {
      await control('PATCH', '/users/jo@acme.example', { timeZone: 'America/Los_Angeles' });
      const sender = org.context.users[0].id;
      const { body, status } = await jo.call('POST', '/sobjects/EmailMessage', {
        Status: '3', Subject: 'Late', ToIds: [known.ada], FromId: sender, FromAddress: 'jo@acme.example', MessageDate: '2026-11-23T01:30:00.000Z',
      });
      assert.equal(status, 201);
      const [message] = await jo.query(`SELECT FromId, ActivityId, (SELECT RelationType, RelationId FROM EmailMessageRelations ORDER BY RelationType ASC) FROM EmailMessage WHERE Id = '${body.id}'`);
      assert.equal(message.FromId, sender);
      assert.deepEqual(message.EmailMessageRelations.records.map((/** @type {any} */ each) => [each.RelationType, each.RelationId]), [
        ['FromAddress', sender], ['ToAddress', known.ada],
      ]);
      const [task] = await jo.query(`SELECT ActivityDate FROM Task WHERE Id = '${message.ActivityId}'`);
      assert.equal(task.ActivityDate, '2026-11-22');
      await control('PATCH', '/users/jo@acme.example', { timeZone: 'GMT' });
    });

    test('an org may refuse messages to reps though describe says that they may be made', async () => {
      await control('PATCH', '/settings', { refusesEmailMessages: true });
      const { body } = await jo.call('GET', '/sobjects/EmailMessage/describe');
      assert.equal(body.createable, true);
      assert.equal(body.fields.find((/** @type {any} */ field) => field.name === 'FromId').createable, true);
      refused(await jo.call('POST', '/sobjects/EmailMessage', { Status: '3', ToIds: [known.ada] }), 403, 'INSUFFICIENT_ACCESS_OR_READONLY');
      const robin = restClient((await signIn('robin@acme.example')).tokens.access_token);
      assert.equal((await robin.call('POST', '/sobjects/EmailMessage', { Status: '3', ToIds: [known.ada] })).status, 201);
      await control('PATCH', '/settings', { refusesEmailMessages: false });
    });

    test('queryAll knows what was deleted and into what it was merged; query does not', async () => {
      const leads = await jo.query("SELECT Id FROM Lead WHERE IsConverted = false AND Owner.Username = 'jo@acme.example' LIMIT 3");
      const [gone, other, master] = leads.map(({ Id }) => Id);
      await control('DELETE', `/records/Lead/${gone}`);
      await control('POST', '/merges', { other, master });
      const soql = encodeURIComponent(`SELECT Id, IsDeleted, MasterRecordId FROM Lead WHERE Id IN ('${gone}', '${other}')`);
      const { body } = await jo.call('GET', `/queryAll?q=${soql}`);
      assert.deepEqual(body.records.map((/** @type {any} */ row) => [row.Id, row.IsDeleted, row.MasterRecordId]), [[gone, true, null], [other, true, master]]);
      assert.deepEqual(await jo.query(`SELECT Id FROM Lead WHERE Id IN ('${gone}', '${other}')`), []);
      refused(await jo.call('GET', `/sobjects/Lead/${other}`), 404, 'NOT_FOUND');
    });

    test('nothing refers to a lead that was converted', async () => {
      const path = `/records/Lead/${known.ada}`;
      await control('PATCH', path, { IsConverted: true, ConvertedContactId: known.grace });
      refused(await jo.call('POST', '/sobjects/Task', { Subject: 'Call', WhoId: known.ada }), 400, 'CANNOT_UPDATE_CONVERTED_LEAD');
      refused(await jo.call('POST', '/sobjects/EmailMessage', { Status: '3', ToIds: [known.ada] }), 400, 'CANNOT_UPDATE_CONVERTED_LEAD');
      const [lead] = await jo.query(`SELECT Id, ConvertedContactId FROM Lead WHERE Id IN ('${known.ada}') AND IsConverted = true`);
      assert.equal(lead.ConvertedContactId, known.grace);
      await control('PATCH', path, { IsConverted: false, ConvertedContactId: null });
    });

    test('a draft can be changed and has no task until it is sent', async () => {
      const { body } = await jo.call('POST', '/sobjects/EmailMessage', { Status: '5', Subject: 'Draft', ToIds: [known.ada] });
      const read = async () => (await jo.query(`SELECT ActivityId, Subject FROM EmailMessage WHERE Id = '${body.id}'`))[0];
      assert.equal((await read()).ActivityId, null);
      assert.equal((await jo.call('PATCH', `/sobjects/EmailMessage/${body.id}`, { Subject: 'Final', Status: '3' })).status, 204);
      const { ActivityId, Subject } = await read();
      assert.equal(Subject, 'Final');
      assert.equal((await jo.query(`SELECT WhoId FROM Task WHERE Id = '${ActivityId}'`))[0].WhoId, known.ada);
    });

    test('what an e-mail refuses', async () => {
      refused(await jo.call('POST', '/sobjects/EmailMessage', { Status: '3', ToIds: [known.ada], RelatedToId: known.deal }), 400, 'INVALID_ID_FIELD');
      refused(await jo.call('POST', '/sobjects/EmailMessage', { Status: '3', ToIds: known.ada }), 400, 'JSON_PARSER_ERROR');
      refused(await jo.call('POST', '/sobjects/EmailMessage', { Status: '9' }), 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
      await control('PATCH', '/settings', { enhancedEmail: false });
      refused(await jo.call('POST', '/sobjects/EmailMessage', { Status: '3' }), 404, 'NOT_FOUND');
    });
  });

  describe('composite graph', () => {
    /** @type {(graphs: [string, object][][]) => Promise<any>} */
    const send = (graphs) => jo.call('POST', '/composite/graph', { graphs: graphs.map((parts, at) => ({
      graphId: `g${at}`,
      compositeRequest: parts.map(([object, body], n) => ({ method: 'POST', url: `/services/data/v67.0/sobjects/${object}`, referenceId: `r${n}`, body })),
    })) });

    test('a refused step takes its own graph with it and no other', async () => {
      const { status, body } = await send([
        [['Task', { Subject: 'Kept' }]], [['Task', { Subject: 'Gone' }], ['Task', { Foo: 1 }]], [['Task', { Subject: 'Kept, too' }]],
      ]);
      assert.equal(status, 200);
      assert.deepEqual(body.graphs.map((/** @type {any} */ graph) => [graph.graphId, graph.isSuccessful]), [['g0', true], ['g1', false], ['g2', true]]);
      assert.deepEqual(body.graphs[1].graphResponse.compositeResponse.map((/** @type {any} */ part) => part.body[0].errorCode), ['PROCESSING_HALTED', 'INVALID_FIELD']);
      const tasks = await jo.query("SELECT Subject FROM Task WHERE Subject IN ('Kept', 'Kept, too', 'Gone') ORDER BY Subject");
      assert.deepEqual(tasks.map((task) => task.Subject), ['Kept', 'Kept, too']);
    });

    test('counts as one call, and stops after 14 refused graphs', async () => {
      const usage = async () => Number(/^api-usage=(\d+)/.exec(String((await jo.call('GET', '/limits')).headers['sforce-limit-info']))?.[1]);
      const before = await usage();
      const { body } = await send(Array.from({ length: 20 }, () => [['Task', { Foo: 1 }]]));
      assert.equal(body.graphs.length, 14);
      assert.equal(await usage(), before + 2);
      refused(await send(Array.from({ length: 76 }, () => [['Task', { Subject: 'S' }]])), 400, 'LIMIT_EXCEEDED');
    });
  });

  describe('composite', () => {
    /** @type {(parts: any[], allOrNone?: boolean) => Promise<[number, any][]>} */
    const composite = async (parts, allOrNone = false) => (await jo.call('POST', '/composite', {
      allOrNone, compositeRequest: parts.map(([method, url, referenceId, body]) => ({ method, url: `/services/data/v67.0${url}`, referenceId, body })),
    })).body.compositeResponse?.map((/** @type {any} */ part) => [part.httpStatusCode, part.body]);

    test('logs an e-mail and refers to it', async () => {
      const parts = await composite([
        ['POST', '/sobjects/EmailMessage', 'em', { Status: '3', Subject: 'S', ToIds: [known.ada] }],
        ['GET', '/query?q=SELECT+ActivityId+FROM+EmailMessage+WHERE+Id=\'@{em.id}\'', 'q'],
        ['PATCH', '/sobjects/Task/@{q.records[0].ActivityId}', 't', { Description: 'by @{em.id}' }],
        ['POST', '/sobjects/EmailMessageRelation', 'r', { EmailMessageId: '@{em.id}', RelationType: 'FromAddress', RelationAddress: 'jo@acme.example' }],
      ]);
      assert.deepEqual(parts.map(([status]) => status), [201, 200, 204, 400]);
      assert.equal(parts[3][1][0].errorCode, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
      const [task] = await jo.query(`SELECT Description FROM Task WHERE Id = '${parts[1][1].records[0].ActivityId}'`);
      assert.equal(task.Description, `by ${parts[0][1].id}`);
    });

    test('allOrNone takes everything back', async () => {
      const count = async () => (await jo.call('GET', '/query?q=SELECT+COUNT()+FROM+Task')).body.totalSize;
      const before = await count();
      const parts = await composite([
        ['POST', '/sobjects/Task', 'a', { Subject: 'Kept?' }],
        ['POST', '/sobjects/Task', 'b', { Foo: 1 }],
        ['POST', '/sobjects/Task', 'c', { Subject: 'Kept?' }],
      ], true);
      assert.deepEqual(parts.map(([status, body]) => [status, body[0].errorCode]), [[400, 'PROCESSING_HALTED'], [400, 'INVALID_FIELD'], [400, 'PROCESSING_HALTED']]);
      assert.equal(await count(), before);
    });

    test('a part that needs a failed one is halted', async () => {
      const parts = await composite([['POST', '/sobjects/Account', 'a', {}], ['POST', '/sobjects/Contact', 'c', { LastName: 'x', AccountId: '@{a.id}' }]]);
      assert.deepEqual(parts.map(([, body]) => body[0].errorCode), ['REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED']);
    });

    test('whatever begins as a reference is one, wherever it stands', async () => {
      const made = async (/** @type {any} */ body) => (await composite([['POST', '/sobjects/Task', 'a', body]]))[0];
      for (const text of ['Dear @{customer.name}', '@{a.id}', '@{name}', '@{}', 'never closed: @{', '@@{x}', '@{two\nlines}']) {
        const [status, body] = await made({ Subject: text });
        assert.deepEqual([status, body[0].errorCode], [400, 'PROCESSING_HALTED'], text);
        assert.match(body[0].message, /^Invalid reference specified\. No value for /);
      }
      assert.equal((await made({ '@{x}': 'y' }))[0], 400);
      for (const text of ['@ {customer.name}', '@\u200b{customer.name}', '{customer.name}@', '@&#123;x}']) {
        assert.equal((await made({ Subject: text }))[0], 201, text);
      }
      const [[found]] = await composite([['GET', "/query?q=SELECT+Id+FROM+Task+WHERE+Subject+=+'%40%7Bx%7D'", 'q']]);
      assert.equal(found, 200, 'an encoded address has none');
    });

    test('at most 25 parts, 5 of them queries', async () => {
      const part = (/** @type {number} */ n, /** @type {string} */ url) => ({ method: 'GET', url: `/services/data/v67.0${url}`, referenceId: `r${n}` });
      const send = (/** @type {number} */ count, /** @type {string} */ url) => jo.call('POST', '/composite', { compositeRequest: Array.from({ length: count }, (_, n) => part(n, url)) });
      refused(await send(26, '/sobjects'), 400, 'LIMIT_EXCEEDED');
      refused(await send(6, '/query?q=SELECT+Id+FROM+User'), 400, 'LIMIT_EXCEEDED');
      assert.equal((await send(5, '/query?q=SELECT+Id+FROM+User')).status, 200);
    });
  });

  test('an admin invites by a permission set assignment', async () => {
    const robin = restClient((await signIn('robin@acme.example')).tokens.access_token);
    const noor = org.context.users[4];
    const [set] = await robin.query("SELECT Id FROM PermissionSet WHERE Name = 'MSI_Actions'");
    const { status, body } = await robin.call('POST', '/sobjects/PermissionSetAssignment', { PermissionSetId: set.Id, AssigneeId: noor.id });
    assert.equal(status, 201);
    const asNoor = restClient((await signIn(noor.username)).tokens.access_token);
    const invited = "SELECT DeveloperName FROM UserSetupEntityAccess WHERE DeveloperName = 'MSI_Actions'";
    assert.equal((await asNoor.query(invited)).length, 1);
    assert.equal((await robin.call('DELETE', `/sobjects/PermissionSetAssignment/${body.id}`)).status, 204);
    refused(await asNoor.call('GET', `/query?q=${encodeURIComponent(invited)}`), 403, 'API_DISABLED_FOR_ORG', /The REST API is not enabled for this Organization\./);
  });
});
