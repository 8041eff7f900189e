// Each object in each place, and each object with each action: the right record is written, in one call of
// Salesforce. A panel is the same program in every place, so every action on every object is done in one of
// them; in the others each object has one action, by turns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePerson, writeCall, writeTask } from './harness/actions.js';
import { idOf, openIn, panelOf, PLACES, RECORDS, showIn } from './harness/places.js';
import { NO_UNDO, sharedProduct } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';

/**
 * @typedef {import('./harness/page.js').View} View
 * @typedef {keyof typeof RECORDS} Which
 * @typedef {{ subject: string, record: string, person: string, what: string | null, address: string }} Cell what is to be written
 */

/** @type {Record<Which, { object: string, name: string, address: string }>} for whom the actions are; not the first who is offered */
const PEOPLE = {
  lead: { ...RECORDS.lead, address: 'ada@analytical.example' },
  contact: { ...RECORDS.contact, address: 'grace@navysystems.example' },
  account: { ...RECORDS.contact, address: 'grace@navysystems.example' },
  opportunity: { object: 'Contact', name: 'Katherine Johnson', address: 'katherine@navysystems.example' },
};
const EVERYWHERE = [...Object.keys(PLACES), 'Side panel'];
const WITH_ALL_ACTIONS = 'Lightning standard';
const SOON = 60_000;

/** Each action: how the rep does it, and what is there afterwards. */
const ACTIONS = {
  'Send Sales Email': {
    /** @param {View} panel @param {Cell} cell */
    write: (panel, { subject }) => shared().rep.writeMail(panel, subject, `About ${subject}`),
    /** @param {Cell} cell */
    async check({ subject, person, what, address }) {
      const { control } = shared();
      const [message, ...more] = await rows(`SELECT Id, Status, Incoming, FromId, FromAddress, RelatedToId, HtmlBody FROM EmailMessage WHERE Subject = '${subject}'`);
      assert.equal(more.length, 0, 'one message');
      assert.deepEqual({ ...message, Id: '', HtmlBody: '' }, { Id: '', Status: '3', Incoming: false, FromId: await jo(), FromAddress: JO.address, RelatedToId: what, HtmlBody: '' });
      assert.match(message.HtmlBody, new RegExp(`About ${subject}`));
      const related = await control.query(`SELECT RelationId, RelationAddress FROM EmailMessageRelation WHERE EmailMessageId = '${message.Id}' AND RelationType = 'ToAddress'`);
      assert.deepEqual(related, [{ RelationId: person, RelationAddress: address }]);
      const mails = (await control.mail(address)).filter((mail) => mail.subject === subject);
      assert.equal(mails.length, 1, 'mails delivered');
    },
  },
  'Log a Call': {
    /** @param {View} panel @param {Cell} cell */
    write: (panel, { subject }) => writeCall(shared(), panel, { subject, outcome: 'Answered', minutes: 12, notes: `Said about ${subject}` }),
    /** @param {Cell} cell */
    async check({ subject, person, what }) {
      const found = await rows(`SELECT TaskSubtype, WhoId, WhatId, Status, CallType, CallDisposition, CallDurationInSeconds, Description, ActivityDate, OwnerId FROM Task WHERE Subject = '${subject}'`);
      assert.deepEqual(found, [{
        TaskSubtype: 'Call', WhoId: person, WhatId: what, Status: 'Completed', CallType: 'Inbound', CallDisposition: 'Answered',
        CallDurationInSeconds: 720, Description: `Said about ${subject}`, ActivityDate: day(0), OwnerId: await jo(),
      }]);
    },
  },
  'Add Task': {
    /** @param {View} panel @param {Cell} cell */
    write: (panel, { subject }) => writeTask(shared(), panel, { subject, notes: `Think of ${subject}` }),
    /** @param {Cell} cell */
    async check({ subject, person, what }) {
      const found = await rows(`SELECT TaskSubtype, WhoId, WhatId, Status, Priority, Description, ActivityDate, OwnerId FROM Task WHERE Subject = '${subject}'`);
      assert.deepEqual(found, [{
        TaskSubtype: 'Call', WhoId: person, WhatId: what, Status: 'Not Started', Priority: 'Normal',
        Description: `Think of ${subject}`, ActivityDate: day(1), OwnerId: await jo(),
      }]);
    },
  },
};

// One org and one set-up for all of it.
const shared = sharedProduct('matrix', {
  policy: NO_UNDO,
  prepare: ({ rep }) => rep.setUp(),
});

for (const [nth, place] of EVERYWHERE.entries()) {
  test(place, async (t) => {
    const { rep, control } = shared();
    const from = (await control.log()).at(-1).n;
    const { panelAt, end } = await enter(place);
    /** @type {[string, () => Promise<void>][]} */
    const cells = [];
    // The rep goes on to the next record while what they did is still on its way; a cell that fails is told below.
    for (const [turn, which] of /** @type {Which[]} */ (Object.keys(RECORDS)).entries()) {
      const record = RECORDS[which];
      const shown = await attempt(async () => {
        const panel = await panelAt(which);
        if (record.name !== PEOPLE[which].name) await choosePerson(panel, PEOPLE[which].name);
        return panel;
      });
      for (const [action, { write, check }] of actionsOf(place, nth + turn)) {
        const cell = await cellOf(which, `${place}, ${record.object}, ${action}`);
        const done = await attempt(async () => {
          const panel = await shown();
          await write(panel, cell);
          await rep.send(panel);
          // The rep sees that it was taken, then goes on.
          await panel.waitForSelector('.acts', { timeout: SOON });
        });
        cells.push([`${record.object}: ${action}`, async () => {
          await done();
          await check(cell);
        }]);
      }
    }
    for (const [name, check] of cells) await t.test(name, check);
    await t.test('each action is one call of Salesforce', async (t) => {
      const asked = (await control.askedByExtension(from)).filter(({ path }) => path.startsWith('/services/data'));
      const writes = asked.filter((entry) => entry.writes);
      t.diagnostic(`${writes.length} calls that write, ${asked.length - writes.length} that read`);
      assert.equal(writes.length, cells.length);
    });
    await end();
  });
}

/** All actions where all are done, else the one whose turn it is. @param {string} place @param {number} turn */
function actionsOf(place, turn) {
  const all = Object.entries(ACTIONS);
  return place === WITH_ALL_ACTIONS ? all : all.filter((_, n) => n === turn % all.length);
}

/** Comes to a place: how its panel shows a record, and how it is left. @param {string} place */
async function enter(place) {
  const { rep, chromium, control } = shared();
  const inTab = place in PLACES ? place : 'Lightning standard'; // the side panel shows the tab's record
  const page = await openIn(chromium, control, inTab, RECORDS.lead);
  const first = await panelOf(page, RECORDS.lead);
  const side = place in PLACES ? undefined : await rep.openSidePanel(first);
  return {
    /** @param {Which} which */
    async panelAt(which) {
      const record = RECORDS[which];
      if (!(await page.title()).includes(record.name)) await showIn(page, control, inTab, record);
      if (!side) return panelOf(page, record);
      await until(`${record.name} in the side panel`, () => side.$eval('h1', (head, name) => head.textContent?.includes(name), record.name));
      return side;
    },
    async end() {
      await side?.evaluate(() => window.close()).catch(() => {}); // it is gone before it can answer
      await page.close();
    },
  };
}

/** @param {Which} which @param {string} subject @returns {Promise<Cell>} */
async function cellOf(which, subject) {
  const { control } = shared();
  const record = await idOf(control, RECORDS[which]);
  const person = await idOf(control, PEOPLE[which]);
  // What is done with a contact is about its only open opportunity.
  const what = { lead: null, contact: await idOf(control, RECORDS.opportunity), account: record, opportunity: record };
  return { subject, record, person, what: what[which], address: PEOPLE[which].address };
}

/** Does it now; what went wrong is thrown where the answer is asked for.
 * @template T @param {() => Promise<T>} work @returns {Promise<() => T>} */
async function attempt(work) {
  try {
    const answer = await work();
    return () => answer;
  } catch (error) {
    return () => { throw error; };
  }
}

/** What Salesforce has, once there is something; a second of it would come in the same moment.
 * @param {string} soql */
function rows(soql) {
  return until(soql, async () => {
    const found = await shared().control.query(soql);
    return found.length > 0 ? found : undefined;
  }, SOON);
}

async function jo() {
  const [{ Id }] = await shared().control.query(`SELECT Id FROM User WHERE Username = '${JO.address}'`);
  return Id;
}

/** A day by the clock of this machine. @param {number} later days from today */
function day(later) {
  const at = new Date();
  at.setDate(at.getDate() + later);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
