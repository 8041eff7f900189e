import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClock, seededRandom } from '../clock.js';
import { createUsers, generateData } from '../data/index.js';
import { defaultSettings } from '../settings.js';
import { ACME } from './orgs.js';
import { Access } from './access.js';
import { update } from './rules/index.js';
import { schemaOf } from './schema/index.js';
import { execute } from './soql/execute.js';
import { dateRange } from './soql/dates.js';

const clock = createClock();
const users = createUsers(ACME);
const [jo, robin] = users;
const data = generateData({ clock, random: seededRandom(1), users, org: ACME });

/** @type {(soql: string, user?: import('../data/users.js').User, settings?: Record<string, any>) => ReturnType<typeof execute>} */
function run(soql, user, settings = {}) {
  const access = new Access({ data, users, settings: { ...defaultSettings(), ...settings } }, user);
  return execute({ access, soql, now: clock.now(), version: 'v67.0' });
}
const names = (/** @type {string} */ soql) => run(soql).records.map(({ Name }) => Name);

describe('SOQL on the records', () => {
  test('the same seed gives the same records', () => {
    const again = generateData({ clock, random: seededRandom(1), users, org: ACME });
    const emails = (/** @type {import('./store.js').Store} */ store) => store.rows('Lead').map((row) => row.Email);
    assert.deepEqual(emails(again), emails(data));
    const other = generateData({ clock, random: seededRandom(2), users, org: ACME });
    assert.notDeepEqual(emails(other), emails(data));
  });

  test('every mail address ends in .example', () => {
    for (const object of ['Lead', 'Contact', 'User']) {
      for (const { Email } of data.rows(object)) assert.match(Email ?? 'x@y.example', /\.example$/);
    }
  });

  test('the changes of tracked fields are kept, and their values can only be read', () => {
    const access = new Access({ data, users, settings: { ...defaultSettings(), trackedFields: ['Lead.Title'] } }, jo);
    const { Id, Title } = data.rows('Lead')[0];
    const restore = access.snapshot();
    update(access, schemaOf('Lead') ?? assert.fail(), Id, { Title: 'Countess', Company: 'Analytical Engines Ltd' });
    const [last, ...others] = run(`SELECT Field, OldValue, NewValue FROM LeadHistory WHERE LeadId = '${Id}' AND Field IN ('Title', 'Company')`).records;
    assert.deepEqual([last.Field, last.OldValue, last.NewValue, others], ['Title', Title, 'Countess', []]);
    restore();
    for (const end of ["WHERE NewValue = 'Countess'", 'ORDER BY NewValue']) assert.throws(() => run(`SELECT Id FROM LeadHistory ${end}`), { errorCode: 'INVALID_FIELD' });
  });

  test('fields come in their own spelling, whatever the query’s', () => {
    const [record] = run("select id, NAME, account.name from contact where EMAIL = 'GRACE@navysystems.example'").records;
    assert.deepEqual(Object.keys(record), ['attributes', 'Id', 'Name', 'Account']);
    assert.equal(record.Account.Name, 'Navy Systems');
    assert.deepEqual(record.attributes, { type: 'Contact', url: `/services/data/v67.0/sobjects/Contact/${record.Id}` });
  });

  test('and, or, not, parentheses', () => {
    assert.deepEqual(names("SELECT Name FROM Contact WHERE (LastName = 'Hopper' OR LastName = 'x') AND NOT (FirstName = 'y')"), ['Grace Hopper']);
    assert.deepEqual(names("SELECT Name FROM Contact WHERE LastName = 'Hopper' AND (NOT FirstName = 'Grace')"), []);
    assert.throws(() => run("SELECT Id FROM Contact WHERE LastName = 'a' AND FirstName = 'b' OR FirstName = 'c'"), { errorCode: 'MALFORMED_QUERY' });
  });

  test('in, not in, like, escapes', () => {
    assert.deepEqual(names("SELECT Name FROM Lead WHERE Company IN ('Analytical Engines', 'x')"), ['Ada Lovelace']);
    const all = run('SELECT COUNT() FROM Lead').totalSize;
    assert.equal(run("SELECT COUNT() FROM Lead WHERE Company NOT IN ('Analytical Engines')").totalSize, all - 1);
    assert.deepEqual(names("SELECT Name FROM Lead WHERE Name LIKE 'ada l_v%'"), ['Ada Lovelace']);
    assert.doesNotThrow(() => run("SELECT Id FROM Lead WHERE LastName = 'O\\'Brien'"));
    assert.throws(() => run(String.raw`SELECT Id FROM Lead WHERE LastName = 'a\_b'`), { errorCode: 'MALFORMED_QUERY', message: /Illegal character sequence/ });
  });

  test('people by name, company or address, as the extension asks while one types', () => {
    const find = (/** @type {string} */ object, /** @type {string} */ company, /** @type {string} */ text) =>
      names(`SELECT Id, Name FROM ${object} WHERE (Name LIKE '${text}%' OR LastName LIKE '${text}%' OR Email LIKE '${text}%' OR ${company} LIKE '${text}%') AND Email != null ORDER BY Name ASC, Id ASC`);
    assert.deepEqual(find('Lead', 'Company', 'lovel'), ['Ada Lovelace']);
    assert.ok(find('Lead', 'Company', 'analytical en').includes('Ada Lovelace'));
    assert.deepEqual(find('Contact', 'Account.Name', 'GRACE@navysystems.example'), ['Grace Hopper']);
    assert.ok(find('Contact', 'Account.Name', 'navy').includes('Grace Hopper'));
    assert.deepEqual(find('Contact', 'Account.Name', String.raw`\%`), []);
    assert.throws(() => run("SELECT Id FROM Contact WHERE Account.Name LIKE '%a%'", undefined, { hiddenFields: ['Contact.AccountId'] }), { errorCode: 'INVALID_FIELD' });
  });

  test('open opportunities of a contact: by its account, and by its roles', () => {
    const [{ Id }] = run("SELECT Id FROM Contact WHERE Name = 'Grace Hopper'").records;
    const ofAccount = names(`SELECT Id, Name FROM Opportunity WHERE IsClosed = false AND AccountId IN (SELECT AccountId FROM Contact WHERE Id = '${Id}') ORDER BY CloseDate ASC, Id ASC LIMIT 50`);
    assert.ok(ofAccount.includes('Renewal 2027'), String(ofAccount));
    const [row] = run(`SELECT Account.Name, (SELECT Opportunity.Id, Opportunity.Name FROM OpportunityContactRoles WHERE Opportunity.IsClosed = false ORDER BY Opportunity.CloseDate ASC, Id ASC LIMIT 50) FROM Contact WHERE Id = '${Id}' LIMIT 1`).records;
    assert.equal(row.Account.Name, 'Navy Systems');
    assert.throws(() => run(`SELECT Id FROM Opportunity WHERE IsClosed = true OR AccountId IN (SELECT AccountId FROM Contact WHERE Id = '${Id}')`), { errorCode: 'MALFORMED_QUERY', message: /'OR' operator/ });
    assert.deepEqual(row.OpportunityContactRoles.records.map((/** @type {any} */ role) => role.Opportunity.Name), ['Renewal 2027']);
  });

  test('like takes an escaped wildcard for itself', () => {
    const found = (/** @type {string} */ pattern) => names(String.raw`SELECT Name FROM User WHERE Name LIKE '${pattern}' ORDER BY Name`);
    assert.deepEqual(found('sam%'), ['Sam Okafor']);
    assert.deepEqual(found(String.raw`%\%%`), []);
    assert.deepEqual(found(String.raw`J\_ Devries`), []);
    assert.deepEqual(found('J_ Devries'), ['Jo Devries']);
    assert.deepEqual(found(String.raw`O\'%`), []);
    assert.throws(() => found(String.raw`\x`), { errorCode: 'MALFORMED_QUERY' });
    assert.throws(() => run('SELECT Id FROM User WHERE Name LIKE null'), { errorCode: 'INVALID_FIELD' });
  });

  test('open tasks of today and before; what a status means', () => {
    const today = run(`SELECT Subject, ActivityDate, IsClosed FROM Task WHERE OwnerId = '${jo.id}' AND IsClosed = false AND ActivityDate <= TODAY ORDER BY ActivityDate`, jo).records;
    const now = new Date(clock.now()).toISOString().slice(0, 10);
    assert.ok(today.length > 0 && today.every(({ ActivityDate, IsClosed }) => ActivityDate <= now && !IsClosed));
    const reminded = run(`SELECT Id, IsReminderSet, ReminderDateTime FROM Task WHERE OwnerId = '${jo.id}' AND IsClosed = false AND (ActivityDate <= TODAY OR (ActivityDate > TODAY AND ReminderDateTime <= 2099-01-01T00:00:00.000Z)) LIMIT 100`, jo).records;
    assert.ok(reminded.length >= today.length);
    assert.equal(run('SELECT ApiName FROM TaskStatus WHERE IsClosed = true', jo).records[0].ApiName, 'Completed');
    assert.equal(run('SELECT ApiName FROM TaskStatus WHERE IsDefault = true', jo).records[0].ApiName, 'Not Started');
    assert.deepEqual(run('SELECT ApiName, IsDefault, IsHighPriority FROM TaskPriority ORDER BY SortOrder', jo).records.map((row) => [row.ApiName, row.IsDefault, row.IsHighPriority]),
      [['High', false, true], ['Normal', true, false], ['Low', false, false]]);
  });

  test('null and order', () => {
    const unknown = run('SELECT COUNT() FROM Lead WHERE mkto_si__Priority__c = null').totalSize;
    const known = run('SELECT COUNT() FROM Lead WHERE mkto_si__Priority__c != null').totalSize;
    assert.ok(unknown > 0 && known > 0);
    assert.equal(unknown + known, run('SELECT COUNT() FROM Lead').totalSize);
    const first = (/** @type {string} */ order) => run(`SELECT mkto_si__Priority__c FROM Lead ORDER BY mkto_si__Priority__c ${order}`).records[0].mkto_si__Priority__c;
    assert.equal(first(''), null);
    assert.equal(first('DESC'), null);
    assert.equal(first('DESC NULLS LAST'), 9);
  });

  test('limit and offset', () => {
    const all = names('SELECT Name FROM Account ORDER BY Name');
    assert.deepEqual(names('SELECT Name FROM Account ORDER BY Name LIMIT 3 OFFSET 2'), all.slice(2, 5));
  });

  test('pages that begin after the last row of the one before have each row once, ties and empty values too', () => {
    const order = 'ORDER BY CompletedDateTime DESC NULLS LAST, ActivityDate DESC NULLS LAST, Id ASC';
    const all = run(`SELECT Id FROM Task ${order}`).records.map(({ Id }) => Id);
    const quoted = (/** @type {any} */ value) => value.replace('+0000', 'Z');
    const seen = [];
    for (let after = ''; ;) {
      const page = run(`SELECT Id, CompletedDateTime, ActivityDate FROM Task${after} ${order} LIMIT 50`).records;
      seen.push(...page.map(({ Id }) => Id));
      const last = page.at(-1);
      if (!last || page.length < 50) break;
      const [at, day] = [last.CompletedDateTime && quoted(last.CompletedDateTime), last.ActivityDate];
      const byDay = day ? `ActivityDate < ${day} OR ActivityDate = null OR (ActivityDate = ${day} AND (Id > '${last.Id}'))` : `ActivityDate = null AND (Id > '${last.Id}')`;
      after = at ? ` WHERE IsClosed != null AND (CompletedDateTime < ${at} OR CompletedDateTime = null OR (CompletedDateTime = ${at} AND (${byDay})))`
        : ` WHERE CompletedDateTime = null AND (${byDay})`;
    }
    assert.ok(all.length > 200);
    assert.deepEqual(seen, all);
  });

  test('what is a year old is archived: queryAll alone gives it', () => {
    const soql = "SELECT Id FROM Task WHERE Subject = 'Long ago' AND IsDeleted = false";
    const long = new Date(clock.now() - 366 * 86_400_000).toISOString().slice(0, 10);
    for (const Status of ['Completed', 'Not Started']) data.insert('Task', { Subject: 'Long ago', Status, ActivityDate: long, OwnerId: jo.id });
    const access = new Access({ data, users, settings: defaultSettings() });
    const all = execute({ access, soql, now: clock.now(), version: 'v67.0', deleted: true });
    assert.deepEqual([run(soql).totalSize, all.totalSize], [1, 2]);
  });

  test('date literals', () => {
    const noon = Date.UTC(2026, 10, 22, 12);
    const day = 86_400_000;
    const midnight = Date.UTC(2026, 10, 22);
    assert.deepEqual(dateRange('TODAY', noon), [midnight, midnight + day]);
    assert.deepEqual(dateRange('LAST_N_DAYS:90', noon), [midnight - 90 * day, midnight + day]);
    assert.deepEqual(dateRange('THIS_MONTH', noon), [Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 1)]);
    assert.deepEqual(dateRange('LAST_QUARTER', noon), [Date.UTC(2026, 6, 1), Date.UTC(2026, 9, 1)]);
    assert.deepEqual(dateRange('NEXT_YEAR', noon), [Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1)]);
    assert.ok(run('SELECT COUNT() FROM Task WHERE CreatedDate = LAST_N_DAYS:90').totalSize > 200);
    assert.equal(run('SELECT COUNT() FROM Task WHERE CreatedDate > TOMORROW').totalSize, 0);
  });

  test('child rows, polymorphic parents, semi-joins', () => {
    const [deal] = run("SELECT Name, (SELECT Contact.Name, Role FROM OpportunityContactRoles), (SELECT Id FROM Tasks) FROM Opportunity WHERE Name = 'Renewal 2027'").records;
    assert.deepEqual([deal.OpportunityContactRoles.totalSize, deal.OpportunityContactRoles.records[0].Contact.Name], [2, 'Grace Hopper']);
    assert.equal(deal.Tasks, null, 'no children is null');
    const [task] = run("SELECT Who.Name, Who.Type, Owner.Name FROM Task WHERE Who.Name = 'Ada Lovelace' LIMIT 1").records;
    assert.deepEqual([task.Who.Type, task.Owner.Name], ['Lead', 'Jo Devries']);
    assert.ok(run("SELECT COUNT() FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE IsWon = true)").totalSize > 0);
  });

  test('groups', () => {
    const { records } = run('SELECT StageName, COUNT(Id), SUM(Amount) total FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC');
    assert.deepEqual(Object.keys(records[0]), ['attributes', 'StageName', 'expr0', 'total']);
    assert.ok(records.every(({ expr0 }) => expr0 > 1));
    assert.throws(() => run('SELECT Name, COUNT(Id) FROM Opportunity GROUP BY StageName'), { errorCode: 'MALFORMED_QUERY' });
  });

  test('groups by parts of a date', () => {
    const all = run('SELECT CloseDate FROM Opportunity').records.map(({ CloseDate }) => CloseDate);
    const byMonth = run('SELECT CALENDAR_YEAR(CloseDate) year, CALENDAR_MONTH(CloseDate), COUNT(Id) FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate), CALENDAR_MONTH(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate), CALENDAR_MONTH(CloseDate)').records;
    const expected = [...new Set(all.map((day) => day.slice(0, 7)))].sort();
    assert.deepEqual(byMonth.map(({ year, expr0 }) => `${year}-${String(expr0).padStart(2, '0')}`), expected);
    assert.equal(byMonth.reduce((sum, { expr1 }) => sum + expr1, 0), all.length);
    const days = run('SELECT DAY_ONLY(convertTimezone(CreatedDate)) day, COUNT(Id) n FROM Lead GROUP BY DAY_ONLY(convertTimezone(CreatedDate))').records;
    assert.ok(days.length > 0 && days.every(({ day }) => /^\d{4}-\d\d-\d\d$/.test(day)));
    const mails = run('SELECT DAY_ONLY(convertTimezone(MessageDate)) day, Incoming, COUNT(Id) n FROM EmailMessage WHERE MessageDate >= LAST_N_DAYS:90 GROUP BY DAY_ONLY(convertTimezone(MessageDate)), Incoming').records;
    assert.ok(mails.length > 0 && mails.every(({ day, Incoming, n }) => /^\d{4}-\d\d-\d\d$/.test(day) && typeof Incoming === 'boolean' && n > 0));
    const { totalSize } = run(`SELECT Id FROM Lead WHERE DAY_ONLY(CreatedDate) = ${days[0].day}`);
    assert.equal(totalSize, days[0].n);
    for (const refused of ['SELECT DAY_ONLY(CreatedDate) FROM Lead', 'SELECT COUNT(Id) FROM Opportunity GROUP BY DAY_ONLY(CloseDate)', 'SELECT COUNT(Id) FROM Lead GROUP BY CALENDAR_MONTH(Name)', 'SELECT CALENDAR_YEAR(CloseDate), COUNT(Id) FROM Opportunity GROUP BY CALENDAR_MONTH(CloseDate)']) {
      assert.throws(() => run(refused), { errorCode: 'MALFORMED_QUERY' }, refused);
    }
  });

  test('TYPEOF gives fields by the object that a relationship leads to', () => {
    const [task] = run("SELECT TYPEOF Who WHEN Lead THEN Company, LastName WHEN Contact THEN Title ELSE Name END, Id FROM Task WHERE Who.Name = 'Ada Lovelace' LIMIT 1").records;
    const { attributes, ...who } = task.Who;
    assert.deepEqual([attributes.type, Object.keys(who), who.LastName], ['Lead', ['Company', 'LastName'], 'Lovelace']);
    const [other] = run("SELECT TYPEOF Who WHEN Contact THEN Title END FROM Task WHERE Who.Name = 'Ada Lovelace' LIMIT 1").records;
    assert.equal(other.Who, null);
    assert.throws(() => run('SELECT TYPEOF Account WHEN Account THEN Name END FROM Contact'), { errorCode: 'MALFORMED_QUERY' });
    assert.throws(() => run('SELECT TYPEOF Who WHEN Lead THEN Nothing END FROM Task'), { errorCode: 'INVALID_FIELD' });
  });

  test('what happened on somebody’s people, as the live feed asks', () => {
    const ada = String(run("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'").records[0].Id);
    const since = '2020-01-01T00:00:00.000Z';
    const date = 'mkto_si__Last_Interesting_Moment_Date__c';
    const moments = run(`SELECT Id, Name, ${date} FROM Lead WHERE ${date} > ${since} AND (OwnerId = '${jo.id}' OR Id IN ('${ada}')) AND IsConverted = false ORDER BY ${date} DESC, Id ASC LIMIT 50`, jo).records;
    assert.ok(moments.length > 0 && moments.every((row) => row[date]));
    run(`SELECT Id FROM Contact WHERE ${date} > ${since} AND (OwnerId = '${jo.id}' OR Account.OwnerId = '${jo.id}') ORDER BY ${date} DESC, Id ASC LIMIT 50`, jo);
    const task = data.insert('Task', { Subject: 'Send the offer', Status: 'Completed', WhoId: ada, OwnerId: robin.id, LastModifiedById: robin.id }, robin.id);
    const tasks = (/** @type {string} */ whose, /** @type {import('../data/users.js').User} */ user) => run(`SELECT Id, Subject, CompletedDateTime, WhoId, Who.Name, WhatId, What.Name, LastModifiedDate, LastModifiedBy.Name `
      + `FROM Task WHERE LastModifiedDate > ${since} AND LastModifiedById != '${user.id}' AND IsClosed = true AND (${whose}) ORDER BY LastModifiedDate DESC, Id ASC LIMIT 50`, user).records;
    const watched = `OwnerId = '${jo.id}' OR CreatedById = '${jo.id}' OR Account.OwnerId = '${jo.id}' OR WhoId IN ('${ada}')`;
    const found = tasks(watched, jo).find(({ Id }) => Id === task.Id);
    assert.deepEqual([found?.Who.Name, found?.LastModifiedBy.Name, found?.CompletedDateTime], ['Ada Lovelace', robin.name, task.CompletedDateTime]);
    assert.ok(tasks(`WhoId IN (SELECT Id FROM Lead WHERE OwnerId = '${jo.id}')`, jo).some(({ Id }) => Id === task.Id), 'Ada is Jo’s lead');
    assert.ok(!tasks(`WhoId IN ('${ada}')`, robin).some(({ Id }) => Id === task.Id), 'not what one did oneself');
    assert.throws(() => tasks(`OwnerId = '${jo.id}' OR WhoId IN (SELECT Id FROM Lead)`, jo), { errorCode: 'MALFORMED_QUERY', message: /not allowed with the 'OR' operator/ });
    const responses = run(`SELECT Id, Status, FirstRespondedDate, LeadId, Lead.Name, ContactId, Contact.Name, Campaign.Name, LastModifiedDate, LastModifiedBy.Name FROM CampaignMember `
      + `WHERE LastModifiedDate > ${since} AND LastModifiedById != '${robin.id}' AND HasResponded = true AND (Lead.OwnerId = '${jo.id}' OR LeadId IN ('${ada}') OR Contact.OwnerId = '${jo.id}') ORDER BY LastModifiedDate DESC, Id ASC LIMIT 50`, jo).records;
    assert.ok(responses.some((row) => row.LeadId === ada && row.Lead.Name === 'Ada Lovelace' && row.Campaign.Name));
    data.remove(task.Id);
  });

  test('errors say what Salesforce says', () => {
    assert.throws(() => run('SELECT Id, Foo FROM Lead'), { errorCode: 'INVALID_FIELD', message: /ERROR at Row:1:Column:12\nNo such column 'Foo' on entity 'Lead'/ });
    assert.throws(() => run('SELECT Foo.Name FROM Lead'), { errorCode: 'INVALID_FIELD', message: /Didn't understand relationship 'Foo' in field path/ });
    assert.throws(() => run('SELECT (SELECT Id FROM Foos) FROM Lead'), { errorCode: 'INVALID_TYPE', message: /relationship 'Foos' in FROM part/ });
    assert.throws(() => run('SELECT Id FROM Foo'), { errorCode: 'INVALID_TYPE', message: /sObject type 'Foo' is not supported/ });
    assert.throws(() => run('SELECT Id FROM'), { errorCode: 'MALFORMED_QUERY' });
    assert.throws(() => run("SELECT Id FROM Task WHERE IsClosed = 'true'"), { errorCode: 'INVALID_FIELD', message: /must be of type boolean and should not be enclosed in quotes/ });
    assert.throws(() => run("SELECT Id FROM Task WHERE CreatedDate > '2026-01-01'"), { errorCode: 'INVALID_FIELD', message: /must be of type dateTime/ });
    assert.throws(() => run("SELECT Id FROM Task WHERE Description = 'x'"), { errorCode: 'INVALID_FIELD', message: /can not be filtered/ });
    assert.throws(() => run("SELECT Id FROM Task WHERE WhoId = 'nonsense'"), { errorCode: 'INVALID_QUERY_FILTER_OPERATOR', message: /invalid ID field: nonsense/ });
  });

  test('rights decide what there is', () => {
    assert.throws(() => run('SELECT Id FROM PermissionSetAssignment', jo), { errorCode: 'INVALID_TYPE' });
    assert.equal(run("SELECT COUNT() FROM PermissionSetAssignment WHERE PermissionSet.Name = 'MSI_Actions'", robin).totalSize, 4);
    assert.equal(run('SELECT COUNT() FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = true', robin).totalSize, users.length);
    const invited = "SELECT DeveloperName FROM UserSetupEntityAccess WHERE DeveloperName = 'MSI_Actions'";
    assert.equal(run(invited, jo).totalSize, 1);
    assert.equal(run(invited, users[4]).totalSize, 0);
    assert.throws(() => run('SELECT Id FROM EmailMessage', jo, { enhancedEmail: false }), { errorCode: 'INVALID_TYPE' });
    assert.throws(() => run('SELECT mkto_si__Priority__c FROM Lead', jo, { hiddenFields: ['Lead.mkto_si__*'] }), { errorCode: 'INVALID_FIELD' });
    const own = run('SELECT OwnerId FROM Lead', jo, { sharing: 'private' }).records;
    assert.ok(own.length > 0 && own.every(({ OwnerId }) => OwnerId === jo.id));
  });
});
