import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startOrg } from '../server.js';
import { readActivities } from './activities.js';
import { layoutOf, layouts } from './layouts.js';
import { fieldValues, readList, readRecord, search } from './records.js';
import { createWriter, SaveError } from './writer.js';

/** @type {import('../server.js').Org} */
let org;
before(async () => { org = await startOrg(); });
after(() => org.close());
beforeEach(() => fetch(`${org.control}/reset`, { method: 'POST' }));

const salesforce = () => org.context.salesforce;
const jo = () => /** @type {import('../data/users.js').User} */ (org.context.users.find(({ username }) => username === 'jo@acme.example'));
const idOf = (/** @type {string} */ object, /** @type {string} */ name) => salesforce().runSoql(`SELECT Id FROM ${object} WHERE Name = '${name}'`)[0].Id;
const lead = () => idOf('Lead', 'Ada Lovelace');

test('a record shows the fields of its layout, by either form of its id', () => {
  const record = readRecord(salesforce(), lead().slice(0, 15), jo());
  assert.equal(record?.id, lead());
  assert.equal(record?.name, 'Ada Lovelace');
  assert.deepEqual(record?.highlights.map(({ label, text }) => [label, text]).slice(0, 2), [['Title', 'CTO'], ['Company', 'Analytical Engines']]);
  const fields = record?.sections.flatMap(({ left, right }) => [...left, ...right]) ?? [];
  assert.equal(fields.find(({ api }) => api === 'Email')?.href, 'mailto:ada@analytical.example');
  assert.equal(fields.find(({ api }) => api === 'Email')?.classic, 'lea11');
  assert.equal(fields.find(({ api }) => api === 'mkto_si__Relative_Score_Value__c')?.text, '3');
});

test('every layout can be read: its fields exist in the org', () => {
  for (const layout of layouts) {
    for (const view of layout.views) {
      for (const { api } of layout.columns) {
        const list = readList(salesforce(), layout, { view: view.name, sort: api }, jo());
        assert.ok(list.rows.length > 0, `${layout.object} ${view.name}`);
      }
    }
    const [{ id }] = readList(salesforce(), layout, {}, jo()).rows;
    assert.equal(readRecord(salesforce(), id, jo())?.object, layout.object);
  }
});

test('a task and a message have a page each, without activities of their own', () => {
  const [task] = salesforce().runSoql("SELECT Id, Subject, WhoId FROM Task WHERE Who.Name = 'Ada Lovelace' AND TaskSubtype = 'Call' LIMIT 1");
  const page = readRecord(salesforce(), task.Id, jo());
  assert.deepEqual([page?.object, page?.name], ['Task', task.Subject]);
  const who = page?.sections[0].left.find(({ api }) => api === 'WhoId');
  assert.deepEqual(who?.record, { object: 'Lead', id: task.WhoId }, 'a polymorphic reference leads to what it names');
  const [message] = salesforce().runSoql('SELECT Id, Subject FROM EmailMessage LIMIT 1');
  assert.deepEqual([readRecord(salesforce(), message.Id, jo())?.name, readActivities(salesforce(), message.Id, jo())], [message.Subject, []]);
});

test('an account shows its contacts’ activities', () => {
  const contact = readActivities(salesforce(), idOf('Contact', 'Grace Hopper'), jo()).map(({ id }) => id);
  const account = readActivities(salesforce(), idOf('Account', 'Navy Systems'), jo()).map(({ id }) => id);
  assert.ok(contact.length > 0 && contact.every((id) => account.includes(id)), JSON.stringify([contact, account]));
});

test('what is no record is null', () => {
  for (const id of ['00QAc000000zzzz', '00Q', "00Q' OR Id != '", '']) assert.equal(readRecord(salesforce(), id, jo()), null, id);
});

test('a list is sorted both ways', () => {
  const leads = /** @type {import('./layouts.js').Layout} */ (layoutOf('Lead'));
  const names = (/** @type {boolean} */ descending) => readList(salesforce(), leads, { sort: 'Name', descending }, jo()).rows.map(({ name }) => name);
  assert.equal(names(false)[0], 'Ada Lovelace');
  assert.deepEqual(names(true).toReversed().slice(0, 3), names(false).slice(0, 3));
});

test('related lists lead to the records they name', () => {
  const account = readRecord(salesforce(), idOf('Account', 'Navy Systems'), jo());
  const rows = Object.fromEntries(account?.related.map(({ name, rows: [row] }) => [name, row]) ?? []);
  assert.equal(rows.Contacts.name, 'Grace Hopper');
  assert.equal(rows.Opportunities.cells[0].record?.id, idOf('Opportunity', 'Renewal 2027'));
  const opportunity = readRecord(salesforce(), idOf('Opportunity', 'Renewal 2027'), jo());
  assert.equal(opportunity?.related[0].rows[0].cells[0].record?.object, 'Contact');
});

test('search finds by part of a name and takes the words as they are', () => {
  assert.deepEqual(search(salesforce(), 'lovela', jo()).map(({ name, object }) => [name, object]), [['Ada Lovelace', 'Lead']]);
  const names = search(salesforce(), "o'b", jo()).map(({ name }) => name);
  assert.ok(names.length > 0 && names.every((name) => name.includes("O'Brien")), String(names));
  for (const words of ["' OR Name != '", '\\', '']) assert.deepEqual(search(salesforce(), words, jo()), [], words);
});

test('activities come newest first, a message once', () => {
  const { data } = org.context;
  const at = data.timestamp();
  const task = data.insert('Task', { Subject: 'Email: Hello', Status: 'Completed', TaskSubtype: 'Email', WhoId: lead(), ActivityDate: at.slice(0, 10) }, jo().id);
  const message = data.insert('EmailMessage', { Subject: 'Hello', Status: '3', FromAddress: 'jo@acme.example', ToAddress: 'ada@analytical.example', MessageDate: at, ActivityId: task.Id }, jo().id);
  data.insert('EmailMessageRelation', { EmailMessageId: message.Id, RelationId: lead(), RelationType: 'ToAddress' }, jo().id);
  const activities = readActivities(salesforce(), lead(), jo());
  const done = activities.filter(({ open }) => !open);
  assert.deepEqual([done[0].subject, done[0].kind, done[0].to, done[0].from], ['Hello', 'email', 'ada@analytical.example', 'jo@acme.example']);
  assert.ok(!activities.some(({ id }) => id === task.Id));
  const times = activities.map((activity) => Date.parse(activity.at));
  assert.deepEqual(times, times.toSorted((a, b) => b - a));
});

test('a mail logged as a task alone is an e-mail activity of its person', () => {
  org.context.data.insert('Task', { Subject: 'Email: Hi', Status: 'Completed', TaskSubtype: 'Email', WhoId: lead(), ActivityDate: org.context.data.timestamp().slice(0, 10) }, jo().id);
  const [newest] = readActivities(salesforce(), lead(), jo()).filter(({ open }) => !open);
  assert.deepEqual([newest.subject, newest.kind, newest.to], ['Email: Hi', 'email', 'Ada Lovelace']);
});

test('a form saves what it shows and nothing else', () => {
  const writer = createWriter(org.context);
  writer.update(lead(), { Title: 'Countess', OwnerId: '005', IsConverted: 'true' }, jo());
  const [row] = salesforce().runSoql(`SELECT Title, OwnerId, IsConverted FROM Lead WHERE Id = '${lead()}'`);
  assert.deepEqual(row, { Title: 'Countess', OwnerId: jo().id, IsConverted: false });
});

test('a required field and a wrong number are refused', () => {
  const writer = createWriter(org.context);
  assert.throws(() => writer.update(lead(), { LastName: ' ' }, jo()), SaveError);
  assert.throws(() => writer.update(idOf('Opportunity', 'Renewal 2027'), { Amount: 'much' }, jo()), SaveError);
  assert.throws(() => writer.remove('00QAc000000zzzz'), SaveError);
  const opportunities = /** @type {import('./layouts.js').Layout} */ (layoutOf('Opportunity'));
  assert.deepEqual(fieldValues(opportunities, { Amount: '12.5', NextStep: '' }), { Amount: 12.5, NextStep: null });
});

test('a clone is a record of its own; a deleted record is gone', () => {
  const writer = createWriter(org.context);
  const { id } = writer.clone(lead(), { FirstName: 'Augusta', LastName: 'King', Company: 'Analytical Engines', Status: 'Open - Not Contacted' }, jo());
  assert.equal(readRecord(salesforce(), id, jo())?.name, 'Augusta King');
  writer.remove(id);
  assert.equal(readRecord(salesforce(), id, jo()), null);
});
