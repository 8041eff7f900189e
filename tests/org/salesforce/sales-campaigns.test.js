import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { send } from '../conformance/loopback.js';
import { demoOrg, HOST, restClient, signIn } from './testing.js';

/** @typedef {ReturnType<typeof restClient>} Rest */

const CAMPAIGN = 'MSI_Actions_Campaign__c';
const STEP = 'MSI_Actions_Step__c';
const MEMBER = 'MSI_Actions_Member__c';
const RUN = 'MSI_Actions_Step_Run__c';
const NOBODY = '00QAc0000000zz1';

describe('the custom objects of sales campaigns', { concurrency: false }, () => {
  const it = demoOrg();
  /** @type {Rest} */
  let jo;
  /** @type {string} */
  let token;
  beforeEach(async () => {
    await it.control('POST', '/org/objects');
    token = (await signIn()).tokens.access_token;
    jo = restClient(token);
  });
  const other = async (/** @type {string} */ username) => restClient((await signIn(username)).tokens.access_token);
  const code = (/** @type {any} */ answer) => [answer.status, answer.body[0].errorCode];
  const add = async (/** @type {string} */ object, /** @type {object} */ body, rest = jo) => {
    const answer = await rest.call('POST', `/sobjects/${object}`, body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id;
  };
  const people = () => jo.query("SELECT Id, Email FROM Lead WHERE IsConverted = false AND Email != null ORDER BY Id LIMIT 3");
  /** A campaign with a step, two members and a run. */
  const filled = async () => {
    const [ada, bob] = await people();
    const campaign = await add(CAMPAIGN, { Name: 'Spring', Key__c: 'c1', Category__c: 'New' });
    const step = await add(STEP, { Key__c: 's1', Campaign__c: campaign, Number__c: 1, Day__c: 0, Kind__c: 'mail', Body__c: 'Hello' });
    const member = await add(MEMBER, { Key__c: 'm1', Active_Key__c: ada.Id, Campaign__c: campaign, Lead__c: ada.Id, State__c: 'active', Started__c: '2026-11-30T09:00:00Z' });
    const ended = await add(MEMBER, { Key__c: 'm2', Campaign__c: campaign, Lead__c: bob.Id, State__c: 'ended' });
    const run = await add(RUN, { Key__c: 'r1', Member__c: member, Step__c: step, Number__c: 1, Outcome__c: 'claimed', At__c: '2026-11-30T09:01:00.000Z' });
    return { ada, bob, campaign, step, member, ended, run };
  };

  test('who has the permission set writes all fields; who has not knows none of the objects', async () => {
    for (const object of [CAMPAIGN, STEP, MEMBER, RUN]) {
      const { status, body } = await jo.call('GET', `/sobjects/${object}/describe`);
      const field = (/** @type {string} */ name) => body.fields.find((/** @type {any} */ each) => each.name === name);
      assert.deepEqual([status, body.createable, field('Key__c').externalId, field('Key__c').unique, field('Key__c').caseSensitive], [200, true, true, true, true]);
      const own = body.fields.filter((/** @type {any} */ each) => each.custom);
      assert.ok(own.length > 3 && own.every((/** @type {any} */ each) => each.createable && each.updateable), object);
      assert.deepEqual([field('Name').autoNumber, field('Name').createable], object === CAMPAIGN ? [false, true] : [true, false]);
    }
    await it.control('PATCH', '/users/sam@acme.example', { invited: false, apiEnabled: true });
    const sam = await other('sam@acme.example');
    assert.deepEqual(code(await sam.call('GET', `/query?q=${encodeURIComponent(`SELECT Id FROM ${MEMBER}`)}`)), [400, 'INVALID_TYPE']);
    assert.deepEqual(code(await sam.call('POST', `/sobjects/${CAMPAIGN}`, { Key__c: 'c' })), [404, 'NOT_FOUND']);
    const [{ errors }] = (await sam.call('POST', '/composite/sobjects', { records: [{ attributes: { type: CAMPAIGN }, Key__c: 'c' }] })).body;
    assert.equal(errors[0].statusCode, 'INVALID_TYPE');
    // An administrator without it knows the objects, and of their fields those alone that everybody has to fill.
    await it.control('PATCH', '/users/robin@acme.example', { invited: false });
    const robin = await other('robin@acme.example');
    const { fields } = (await robin.call('GET', `/sobjects/${CAMPAIGN}/describe`)).body;
    assert.deepEqual(fields.filter((/** @type {any} */ each) => each.custom).map((/** @type {any} */ each) => each.name), ['Key__c']);
  });

  test('what is there once is refused a second time; blanks are many', async () => {
    const { member, ada, bob, campaign } = await filled();
    const again = await jo.call('POST', `/sobjects/${MEMBER}`, { Key__c: 'm1', Campaign__c: campaign, Lead__c: ada.Id });
    assert.deepEqual(code(again), [400, 'DUPLICATE_VALUE']);
    assert.equal(again.body[0].message, `duplicate value found: Key__c duplicates value on record with id: ${member.slice(0, 15)}`);
    const active = await jo.call('POST', `/sobjects/${MEMBER}`, { Key__c: 'm3', Active_Key__c: ada.Id, Lead__c: ada.Id });
    assert.match(active.body[0].message, /^duplicate value found: Active_Key__c duplicates/);
    await add(MEMBER, { Key__c: 'M1', Lead__c: bob.Id }); // keys differ by case
    for (const key of ['m4', 'm5']) await add(MEMBER, { Key__c: key, Active_Key__c: '' });
    assert.equal((await jo.call('PATCH', `/sobjects/${MEMBER}/${member}`, { Active_Key__c: null })).status, 204);
    await add(MEMBER, { Key__c: 'm6', Active_Key__c: ada.Id, Lead__c: ada.Id });
    assert.deepEqual(await jo.query(`SELECT Name FROM ${MEMBER} WHERE Key__c = 'M1'`).then((rows) => rows.length), 1);
    assert.equal((await jo.query(`SELECT Id FROM ${MEMBER} WHERE Active_Key__c = null`)).length, 5);
  });

  test('what does not fit is refused as by the real thing', async () => {
    const { campaign, ada } = await filled();
    for (const [object, body, errorCode, message] of /** @type {[string, object, string, RegExp][]} */ ([
      [CAMPAIGN, { Name: 'x' }, 'REQUIRED_FIELD_MISSING', /\[Key__c\]/],
      [CAMPAIGN, { Key__c: 'k', Colour__c: 'red' }, 'INVALID_FIELD', /No such column 'Colour__c' on sobject of type MSI_Actions_Campaign__c/],
      [CAMPAIGN, { Key__c: 'k'.repeat(81) }, 'STRING_TOO_LONG', /max length=80/],
      [CAMPAIGN, { Key__c: 'k', Rules__c: 'r'.repeat(32_769) }, 'STRING_TOO_LONG', /max length=32768/],
      [STEP, { Key__c: 'k', Body__c: 'b'.repeat(131_073) }, 'STRING_TOO_LONG', /max length=131072/],
      [STEP, { Key__c: 'k', Name: 'x' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', /Name/],
      [STEP, { Key__c: 'k', Number__c: 1000 }, 'NUMBER_OUTSIDE_VALID_RANGE', /1000/],
      [STEP, { Key__c: 'k', Number__c: 'one' }, 'JSON_PARSER_ERROR', /double/],
      [MEMBER, { Key__c: 'k', Campaign__c: 'abc' }, 'MALFORMED_ID', /Campaign: id value of incorrect type: abc/],
      [MEMBER, { Key__c: 'k', Campaign__c: ada.Id }, 'FIELD_INTEGRITY_EXCEPTION', /Campaign: id value of incorrect type/],
      [MEMBER, { Key__c: 'k', Contact__c: ada.Id }, 'FIELD_INTEGRITY_EXCEPTION', /Contact/],
      [MEMBER, { Key__c: 'k', Lead__c: NOBODY }, 'INVALID_CROSS_REFERENCE_KEY', /invalid cross reference id/],
      [MEMBER, { Key__c: 'k', Started__c: 'today' }, 'JSON_PARSER_ERROR', /datetime/],
      [MEMBER, { Key__c: 'k', Campaign__r: { Key__c: 'nothing' } }, 'INVALID_FIELD', /Foreign key external ID: nothing not found for field Key__c in entity MSI_Actions_Campaign__c/],
    ])) {
      const answer = await jo.call('POST', `/sobjects/${object}`, body);
      assert.deepEqual(code(answer), [400, errorCode], JSON.stringify(answer.body));
      assert.match(answer.body[0].message, message);
    }
    const id = await add(MEMBER, { Key__c: 'k', Campaign__r: { Key__c: 'c1' } });
    const [{ Campaign__c, OwnerId }] = await jo.query(`SELECT Campaign__c, OwnerId FROM ${MEMBER} WHERE Id = '${id}'`);
    assert.deepEqual([Campaign__c, OwnerId.slice(0, 3)], [campaign, '005']);
  });

  test('queries: relationships, semi-joins, order, and what cannot be filtered', async () => {
    const { ada, campaign, member, ended, step, run } = await filled();
    const [row] = await jo.query(`SELECT Name, Campaign__r.Name, Campaign__r.Owner.Name, Lead__r.Email, Lead__r.HasOptedOutOfEmail, Contact__r.Email, State__c, Started__c
      FROM ${MEMBER} WHERE Campaign__r.Archived__c = false AND Lead__r.Email = '${ada.Email}' AND State__c IN ('active', 'paused')`);
    assert.match(row.Name, /^M-\d{8}$/);
    assert.deepEqual([row.Campaign__r.Name, row.Campaign__r.Owner.Name, row.Lead__r.Email, row.Lead__r.HasOptedOutOfEmail, row.Contact__r, row.Started__c],
      ['Spring', 'Jo Devries', ada.Email, false, null, '2026-11-30T09:00:00.000+0000']);
    const ids = async (/** @type {string} */ soql) => (await jo.query(soql)).map(({ Id }) => Id);
    assert.deepEqual(await ids(`SELECT Id FROM ${STEP} WHERE Campaign__c IN (SELECT Campaign__c FROM ${MEMBER} WHERE State__c = 'active') ORDER BY Number__c`), [step]);
    assert.deepEqual(await ids(`SELECT Id FROM ${RUN} WHERE Member__c IN (SELECT Id FROM ${MEMBER} WHERE Campaign__r.Key__c = 'c1')`), [run]);
    assert.deepEqual(await ids(`SELECT Id FROM ${MEMBER} WHERE Campaign__c = '${campaign}' ORDER BY Key__c DESC LIMIT 1`), [ended]);
    assert.deepEqual(await ids(`SELECT Id FROM ${MEMBER} WHERE Paused_Until__c = null AND Started__c >= 2026-11-30T08:00:00Z`), [member]);
    assert.deepEqual(await ids(`SELECT Id, (SELECT Id FROM Members__r WHERE State__c = 'active') FROM ${CAMPAIGN}`), [campaign]);
    assert.deepEqual(await ids(`SELECT Id FROM Lead WHERE Id IN (SELECT Lead__c FROM ${MEMBER} WHERE State__c = 'active')`), [ada.Id]);
    const counted = await jo.query(`SELECT Campaign__c, State__c, COUNT(Id) n FROM ${MEMBER} GROUP BY Campaign__c, State__c ORDER BY State__c`);
    assert.deepEqual(counted.map(({ State__c, n }) => [State__c, n]), [['active', 1], ['ended', 1]]);
    const refused = async (/** @type {string} */ soql) => code(await jo.call('GET', `/query?q=${encodeURIComponent(soql)}`));
    assert.deepEqual(await refused(`SELECT Id FROM ${STEP} WHERE Body__c LIKE 'H%'`), [400, 'INVALID_FIELD']);
    assert.deepEqual(await refused(`SELECT Id FROM ${CAMPAIGN} WHERE Rules__c != null`), [400, 'INVALID_FIELD']);
    assert.deepEqual(await refused(`SELECT Id FROM ${STEP} ORDER BY Settings__c`), [400, 'INVALID_FIELD']);
    assert.deepEqual(await refused(`SELECT Colour__c FROM ${CAMPAIGN}`), [400, 'INVALID_FIELD']);
    assert.deepEqual(await refused(`SELECT Id FROM ${MEMBER} WHERE Campaign__c IN (SELECT Campaign__c FROM ${MEMBER} WHERE State__c = 'x')`), [400, 'MALFORMED_QUERY']);
    assert.deepEqual(await refused(`SELECT Id FROM ${MEMBER} WHERE Email__c IN (SELECT Email FROM Lead)`), [400, 'MALFORMED_QUERY']);
  });

  test('a campaign that people can be added to is there on demand', async () => {
    const { Id } = await it.control('POST', '/org/campaign', { owner: 'jo@acme.example' });
    const [row] = await jo.query(`SELECT Id, Name, Owner.Name, Archived__c FROM ${CAMPAIGN}`);
    assert.deepEqual([row.Id, row.Name, row.Owner.Name, row.Archived__c], [Id, 'Welcome', 'Jo Devries', false]);
    const steps = await jo.query(`SELECT Number__c, Day__c, Kind__c FROM ${STEP} WHERE Campaign__c = '${Id}' ORDER BY Number__c`);
    assert.deepEqual(steps.map(({ Number__c, Day__c, Kind__c }) => [Number__c, Day__c, Kind__c]), [[1, 1, 'mail'], [2, 3, 'call'], [3, 5, 'mail']]);
  });

  test('a number comes with its decimals', async () => {
    const { step } = await filled();
    const { body } = await send(`${HOST}/services/data/v67.0/sobjects/${STEP}/${step}`, { headers: { Authorization: `Bearer ${token}` } });
    assert.match(body, /"Number__c":1\.0,"Day__c":0\.0/);
  });

  test('everybody sees them; the owner changes and deletes them', async () => {
    const { campaign, member } = await filled();
    const sam = await other('sam@acme.example');
    assert.equal((await sam.query(`SELECT Id FROM ${MEMBER}`)).length, 2);
    assert.deepEqual(code(await sam.call('PATCH', `/sobjects/${CAMPAIGN}/${campaign}`, { Archived__c: true })), [403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
    assert.deepEqual(code(await sam.call('DELETE', `/sobjects/${MEMBER}/${member}`)), [403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
    // A colleague's campaign takes members of one's own.
    await add(MEMBER, { Key__c: 'm9', Campaign__c: campaign }, sam);
    assert.equal((await jo.call('PATCH', `/sobjects/${CAMPAIGN}/${campaign}`, { Archived__c: true })).status, 204);
    const robin = await other('robin@acme.example');
    assert.equal((await robin.call('DELETE', `/sobjects/${MEMBER}/${member}`)).status, 204);
  });

  test('200 in a call by their keys, each with its own result', async () => {
    const campaign = await add(CAMPAIGN, { Name: 'Many', Key__c: 'c1' });
    const member = (/** @type {number} */ n) => ({ attributes: { type: MEMBER }, Key__c: `m${n}`, Active_Key__c: n === 7 ? 'p6' : `p${n}`, Campaign__c: campaign });
    const upsert = async (/** @type {object[]} */ records) => (await jo.call('PATCH', `/composite/sobjects/${MEMBER}/Key__c`, { allOrNone: false, records })).body;
    const results = await upsert(Array.from({ length: 200 }, (_, n) => member(n)));
    assert.deepEqual(results.filter((/** @type {any} */ each) => !each.success).map((/** @type {any} */ each) => each.errors[0].statusCode), ['DUPLICATE_VALUE']);
    assert.ok(results[0].created);
    assert.equal((await upsert([member(0)]))[0].created, false);
    const twice = await upsert([member(300), member(300)]);
    assert.deepEqual(twice.map((/** @type {any} */ each) => each.errors[0].message), Array(2).fill('Duplicate external id specified: m300'));
    // A create that is repeated tells which were there.
    const claim = (/** @type {string} */ key) => ({ attributes: { type: RUN }, Key__c: key, Outcome__c: 'claimed' });
    const claims = async (/** @type {string[]} */ keys) => (await jo.call('POST', '/composite/sobjects', { allOrNone: false, records: keys.map(claim) })).body;
    assert.deepEqual((await claims(['a', 'b'])).map((/** @type {any} */ each) => each.success), [true, true]);
    assert.deepEqual((await claims(['b', 'c'])).map((/** @type {any} */ each) => each.success), [false, true]);
    const all = await claims(['d', 'd']);
    assert.deepEqual(all.map((/** @type {any} */ each) => each.success), [true, false]);
  });

  test('composites and graphs: a step refers to an earlier one, all or nothing', async () => {
    const part = (/** @type {string} */ referenceId, /** @type {string} */ object, /** @type {object} */ body) => (
      { method: 'POST', url: `/services/data/v67.0/sobjects/${object}`, referenceId, body });
    const made = await jo.call('POST', '/composite', { allOrNone: true, compositeRequest: [
      part('campaign', CAMPAIGN, { Name: 'Both', Key__c: 'c1' }), part('step', STEP, { Key__c: 's1', Campaign__c: '@{campaign.id}', Number__c: 1 }),
      { method: 'GET', url: `/services/data/v67.0/sobjects/${STEP}/Key__c/s1`, referenceId: 'read' },
      { method: 'DELETE', url: `/services/data/v67.0/sobjects/${STEP}/Key__c/s1`, referenceId: 'gone' },
    ] });
    const [campaign, , read, gone] = made.body.compositeResponse;
    assert.deepEqual([read.body.Campaign__c, read.body.Number__c, gone.httpStatusCode], [campaign.body.id, 1, 204]);
    const graph = (/** @type {string} */ graphId, /** @type {string} */ key) => ({ graphId, compositeRequest: [
      part(`run_${graphId}`, RUN, { Key__c: key }), part(`task_${graphId}`, 'Task', { Subject: `Step ${key}` }),
    ] });
    const { body } = await jo.call('POST', '/composite/graph', { graphs: [graph('a', 'r1'), graph('b', 'r1'), graph('c', 'r2')] });
    assert.deepEqual(body.graphs.map((/** @type {any} */ each) => each.isSuccessful), [true, false, true]);
    assert.equal((await jo.query("SELECT Id FROM Task WHERE Subject IN ('Step r1', 'Step r2')")).length, 2, 'a claim that was there makes no task');
  });

  test('who is deleted leaves a blank', async () => {
    const { ada, campaign, member, step } = await filled();
    const robin = await other('robin@acme.example');
    assert.equal((await robin.call('DELETE', `/sobjects/Lead/${ada.Id}`)).status, 204);
    const [row] = await jo.query(`SELECT Lead__c, Lead__r.Email, Active_Key__c FROM ${MEMBER} WHERE Id = '${member}'`);
    assert.deepEqual([row.Lead__c, row.Lead__r, row.Active_Key__c], [null, null, ada.Id]);
    assert.equal((await jo.call('DELETE', `/sobjects/${CAMPAIGN}/${campaign}`)).status, 204);
    assert.deepEqual((await jo.query(`SELECT Campaign__c FROM ${STEP} WHERE Id = '${step}'`)).map(({ Campaign__c }) => Campaign__c), [null]);
  });

  test('an answer, a bounce, an opt-out or a meeting that is there already is found', async () => {
    const [ada, bob] = await people();
    const mail = (/** @type {object} */ more) => add('EmailMessage', { Subject: 'Re: Hello', TextBody: 'Yes', FromAddress: ada.Email, ToAddress: 'jo@acme.example', Incoming: true, Status: '1', MessageDate: '2026-11-29T10:00:00Z', ...more });
    const answer = await mail({});
    await mail({ Incoming: false, FromAddress: 'jo@acme.example', ToAddress: ada.Email });
    await mail({ MessageDate: '2026-11-20T10:00:00Z' });
    const found = await jo.query(`SELECT Id, FromAddress, MessageDate FROM EmailMessage WHERE Incoming = true AND FromAddress IN ('${ada.Email.toUpperCase()}', '${bob.Email}') AND MessageDate > 2026-11-28T00:00:00Z`);
    assert.deepEqual(found.map(({ Id }) => Id), [answer]);
    const meeting = await add('Event', { WhoId: ada.Id, Subject: 'Demo', StartDateTime: '2026-12-03T10:00:00Z', DurationInMinutes: 30 });
    const since = new Date(it.org.context.clock.now() - 60_000).toISOString();
    const events = await jo.query(`SELECT Id, WhoId FROM Event WHERE WhoId IN ('${ada.Id}', '${bob.Id}') AND CreatedDate > ${since} ORDER BY CreatedDate DESC`);
    assert.deepEqual(events.map(({ Id }) => Id), [meeting]);
  });
});
