// Half a day of a rep: twenty records, nine mails, five calls and four tasks; the worker is stopped ten times, and
// once more in the evening, tokens expire twice, the network is lost once. In the evening everything is there, once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCall, writeTask } from './harness/actions.js';
import { EXTENSION_ID } from './harness/browser.js';
import { moveDue } from './harness/due.js';
import { headed, withinLightning } from './harness/places.js';
import { product } from './harness/product.js';
import { aboutOf } from './harness/rep.js';
import { until } from './harness/wait.js';

/**
 * @typedef {import('./harness/product.js').Product} Product
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('puppeteer-core').Frame} Frame
 * @typedef {'mail' | 'call' | 'task'} Kind
 * @typedef {{ Id: string, Name: string }} Row
 * @typedef {{ kind: Kind, subject: string, who: string | null, what: string | null }} Deed what is to be in Salesforce
 */

const OBJECTS = ['Lead', 'Contact', 'Account', 'Opportunity'];
/** Five records of each object are viewed, and this is done on them: on the lead, the contact, the account, the opportunity. */
const ROUNDS = [
  ['mail', 'mail', 'mail', 'mail'],
  ['call', 'mail', 'task', ''],
  ['mail', 'task', 'call', 'mail'],
  ['task', 'mail call', '', 'call'],
  ['call', '', 'mail', 'task'],
];
/** The views, by their number, before which an hour passes: the mailbox's tokens live an hour, Salesforce's two. */
const AN_HOUR_LATER = [6, 14];
/** The view at which the network is lost, until what was done there waits for it. */
const OFFLINE = 13;
/** When the worker is stopped: before a view, while a form is open, right after it was submitted. */
const STOPS = { view: [2, 7, 12, 16], form: [5, 10], sent: [0, 9, 15] };
/** What the extension asks; Salesforce's pages are elsewhere and go on. */
const ASKED = [
  { host: 'acme.my.salesforce.com', path: '/services' }, { host: 'gmail.googleapis.com' },
  { host: 'openidconnect.googleapis.com' }, { host: 'accounts.google.com' },
];

/** @type {Record<Kind, (it: Product, panel: Frame, subject: string) => Promise<void>>} */
const WRITE = {
  mail: ({ rep }, panel, subject) => rep.writeMail(panel, subject, 'Hello'),
  call: (it, panel, subject) => writeCall(it, panel, { subject }),
  task: (it, panel, subject) => writeTask(it, panel, { subject }),
};

test('half a day of a rep: everything is there, once', async (t) => {
  const it = await product(t);
  const { rep, chromium, control } = it;
  await rep.setUp();
  const records = await recordsOf(it);
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const [{ n: from }] = (await control.log()).slice(-1);
  /** @type {Deed[]} */
  const deeds = [];
  let stops = 0;
  const stop = async () => {
    await chromium.stopWorker();
    stops += 1;
  };

  for (let n = 0; n < ROUNDS.length * OBJECTS.length; n += 1) {
    const round = Math.floor(n / OBJECTS.length);
    const object = OBJECTS[n % OBJECTS.length] ?? '';
    const record = records[object]?.[round];
    assert.ok(record, `${object} ${round}`);
    if (AN_HOUR_LATER.includes(n)) await control.pass(3600_000);
    if (STOPS.view.includes(n)) await stop();
    const panel = await view(page, object, record);
    if (n === OFFLINE) for (const asked of ASKED) await control.fault({ ...asked, times: 1000, fault: { kind: 'cut', when: 'before' } });
    const kinds = /** @type {Kind[]} */ ((ROUNDS[round]?.[n % OBJECTS.length] ?? '').split(' ').filter(Boolean));
    for (const kind of kinds) {
      const subject = `Day, ${kind} ${n}`;
      const { who, what } = await relationsOf(it, panel, object, record);
      await WRITE[kind](it, panel, subject);
      // A contact's is about its only open opportunity.
      const about = (await aboutOf(panel)).replace('?', '');
      deeds.push({ kind, subject, who, what: what ?? (about || null) });
      if (STOPS.form.includes(n)) await stop();
      await rep.send(panel);
      if (STOPS.sent.includes(n)) await stop();
      await taken(it, panel);
    }
    if (n === OFFLINE) {
      await until('both to wait for the network', async () => (await panel.$$('[data-state="waiting"]')).length === kinds.length, 60_000);
      await stop();
      await control.clearFaults();
    }
  }

  assert.deepEqual(count(deeds.map(({ kind }) => kind)), { mail: 9, call: 5, task: 4 });
  assert.equal(stops, 10, 'times the worker was stopped');
  // What was asked when the worker was stopped may come true for half a minute; then it is looked for. As if that had passed.
  await stop();
  await moveDue(chromium, -30_000);
  // The rep looks at the queue: any question starts the worker.
  const queue = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/queue`);
  for (const deed of deeds) await t.test(`${deed.subject} is there, once`, () => isThere(it, deed));

  await t.test('nothing is left in the queue', async () => {
    await until('all that are done', async () => {
      const states = await queue.$$eval('[data-state]', (rows) => rows.map((row) => /** @type {HTMLElement} */ (row).dataset.state));
      return states.length > 0 && states.every((state) => state === 'done');
    }, 60_000);
    await queue.close();
  });

  await t.test('Salesforce was asked no more than the rules allow', async (t) => {
    const asked = (await control.askedByExtension(from)).filter(({ path }) => path.startsWith('/services/data'));
    const calls = {
      writes: asked.filter((entry) => entry.writes).length,
      reads: asked.filter((entry) => !entry.writes && entry.status === 200).length,
      refused: asked.filter(({ status }) => status === 401).length,
      lost: asked.filter(({ fault }) => fault).length,
    };
    t.diagnostic(`calls of Salesforce for 20 views and 18 actions: ${asked.length}: ${JSON.stringify(calls)}`);
    assert.equal(calls.writes, 18, 'one for each action');
    const again = asked.filter(({ fault, writes }) => fault && !writes).length;
    assert.ok(calls.reads <= 20 + 1 + 9 + stops + again, `one for each cold view, one for the schema, one before each mail, where a write may have been cut off a look for it, and again what was lost: ${JSON.stringify({ ...calls, again })}`);
    assert.ok(calls.refused >= 1 && calls.refused <= 2, 'the expired token, also where two had asked with it');
    // The look at whom the mail is for, the call, and the view that both outdate; each again by its growing
    // pauses, as often as the time allows that the machine takes.
    assert.ok(calls.lost >= 1 && calls.lost <= 16, `the time without a network is no storm of attempts: ${calls.lost}`);
  });

  await t.test('the console was quiet', () => assert.deepEqual(chromium.complaints, []));
});

/** Ten records of each object, the well-known one first. @param {Product} it */
async function recordsOf({ control }) {
  /** @type {Record<string, string>} */
  const known = { Lead: 'Ada Lovelace', Contact: 'Grace Hopper', Account: 'Navy Systems', Opportunity: 'Renewal 2027' };
  /** @type {Record<string, Row[]>} */
  const records = {};
  // Who opted out is told elsewhere; here everybody is written to.
  for (const object of ['Lead', 'Contact']) {
    for (const { Id } of await control.query(`SELECT Id FROM ${object} WHERE HasOptedOutOfEmail = true`)) {
      await control.update(object, Id, { HasOptedOutOfEmail: false });
    }
  }
  for (const object of OBJECTS) {
    const where = ['Lead', 'Contact'].includes(object) ? 'WHERE Email != null' : '';
    const rows = await control.query(`SELECT Id, Name FROM ${object} ${where} ORDER BY Name`);
    records[object] = [...rows.filter(({ Name }) => Name === known[object]), ...rows.filter(({ Name }) => Name !== known[object])].slice(0, ROUNDS.length);
  }
  return records;
}

/** Shows a record in the tab. @param {Page} page @param {string} object @param {Row} record */
async function view(page, object, { Id, Name }) {
  await withinLightning(page, { object }, Id);
  return headed(page, Name);
}

/** The form gives way once the worker has what was sent; where it says that it does not know, the rep sends again.
 * @param {Product} it @param {Frame} panel */
async function taken({ text }, panel) {
  await until('the form to be taken', async () => {
    if (!(await panel.$('main.form'))) return true;
    // By the fault's own button, in one step: the form may close by itself as soon as the queue is known to have it.
    await panel.evaluate((again) => {
      const buttons = [...document.querySelectorAll('main.form [data-fault] button')];
      const button = buttons.find((button) => button.textContent?.includes(again));
      if (button instanceof HTMLElement) button.click();
    }, text('move_retry'));
    return false;
  }, 60_000);
}

/** Who and what an action on the record is for: itself, or the person who is chosen in the panel.
 * @param {Product} it @param {Frame} panel @param {string} object @param {Row} record */
async function relationsOf({ control }, panel, object, { Id }) {
  if (['Lead', 'Contact'].includes(object)) return { who: Id, what: null };
  const name = await panel.evaluate(() => document.querySelector('.people input:checked')?.closest('label')?.querySelector('.strong')?.textContent);
  if (!name) return { who: null, what: Id };
  const [account] = object === 'Account' ? [{ AccountId: Id }] : await control.query(`SELECT AccountId FROM Opportunity WHERE Id = '${Id}'`);
  const [person] = await control.query(`SELECT Id FROM Contact WHERE Name = '${name.replaceAll("'", "\\'")}' AND AccountId = '${account.AccountId}'`);
  return { who: String(person.Id), what: Id };
}

/** @param {Product} it @param {Deed} deed */
async function isThere({ control }, { kind, subject, who, what }) {
  const [object, fields] = kind === 'mail' ? ['EmailMessage', 'Id, RelatedToId'] : ['Task', 'TaskSubtype, IsClosed, WhoId, WhatId'];
  const found = await until(`${subject} in Salesforce`, async () => {
    const rows = await control.query(`SELECT ${fields} FROM ${object} WHERE Subject = '${subject}'`);
    return rows.length > 0 ? rows : undefined;
  }, 100_000);
  if (kind !== 'mail') {
    assert.deepEqual(found, [{ TaskSubtype: 'Call', IsClosed: kind === 'call', WhoId: who, WhatId: what }]);
    return;
  }
  assert.deepEqual(found.map(({ RelatedToId }) => RelatedToId), [what]);
  const related = await control.query(`SELECT RelationId, RelationAddress FROM EmailMessageRelation WHERE EmailMessageId = '${found[0].Id}' AND RelationType = 'ToAddress'`);
  assert.deepEqual(related.map(({ RelationId }) => RelationId), [who]);
  const delivered = (await control.mail(related[0].RelationAddress)).filter((mail) => mail.subject === subject);
  assert.equal(delivered.length, 1, 'mails delivered');
}

/** @param {string[]} words */
function count(words) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
