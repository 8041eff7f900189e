// A rep's hour while others work in the same org: of twenty records, addresses are corrected, people opt out,
// are deleted, merged and converted, between the rep's look at the record and their Send; a draft is open in two
// tabs, another in the side panel; Salesforce is slow for a while. Nothing goes to an old address, no text is
// lost, nothing is done to the wrong person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCall } from './harness/actions.js';
import { frameAt, press, pressButton, pressPrimary, says } from './harness/page.js';
import { headed, withinLightning } from './harness/places.js';
import { NO_UNDO, product } from './harness/product.js';
import { until } from './harness/wait.js';

/**
 * @typedef {import('./harness/product.js').Product} Product
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('puppeteer-core').Frame} Frame
 * @typedef {{ object: string, Id: string, Name: string, Email: string }} Person
 */

const REVIEW = '[role=alertdialog]';
const API = { host: 'acme.my.salesforce.com', path: '/services/data' };

test('a rep’s hour: nothing goes astray', async (t) => {
  const it = await product(t, { policy: NO_UNDO });
  const { rep, chromium, control, text } = it;
  await rep.setUp();
  await pressButton(await chromium.popup(), text('launch_salesforce'));
  const people = await twenty(it);
  const next = () => /** @type {Person} */ (people.shift());
  const first = next();
  const page = await rep.openRecord(control, first.object, first.Name);
  await rep.panel(page, first.Name);
  /** Every mail that is to be there, by its subject: to which address, in whose history.
   * @type {{ subject: string, address: string, who: string }[]} */
  const expected = [];
  /** The addresses that nothing may go to. @type {string[]} */
  const never = [];
  /** @param {Person} person @param {string} [address] @param {string} [who] */
  const expect = (person, address = person.Email, who = person.Id) => {
    expected.push({ subject: subjectOf(person), address, who });
  };
  /** Shows the record and opens the mail, written. @param {Person} person */
  const write = async (person) => {
    const panel = await view(page, person);
    await rep.writeMail(panel, subjectOf(person), `Hello ${person.Name}`);
    return panel;
  };
  /** @param {Frame} panel */
  const sent = (panel) => until('the form to be taken', async () => !(await panel.$('main.form')), 30_000);
  /** A change is told at Send, and the rep agrees. @param {Frame} panel @param {string} told */
  const agree = async (panel, told) => {
    await rep.send(panel);
    await panel.waitForSelector(REVIEW);
    await says(panel, told);
    await press(panel, `${REVIEW} .button.primary`);
    await sent(panel);
  };

  await t.test('four mails where nothing changes', async () => {
    for (const person of [first, next(), next(), next()]) {
      const panel = await write(person);
      await rep.send(panel);
      await sent(panel);
      expect(person);
    }
  });

  await t.test('a draft that is open in two tabs has the same words in both, and is sent once', async () => {
    const person = next();
    const here = await write(person);
    await here.waitForSelector('[data-draft=saved]');
    const popup = await rep.popupShowing(text('home_drafts_one', '1'));
    assert.deepEqual(await popup.$$eval('[data-list=drafts] .row p', (lines) => lines.slice(0, 2).map((line) => line.textContent?.trim())),
      [person.Name, `${text('action_send_email')}: ${subjectOf(person)}`]);
    await popup.close();
    const second = await rep.openRecord(control, person.object, person.Name);
    const there = await rep.panel(second, person.Name);
    await until('the mark of the draft', () => there.$('.acts .primary .draft-mark'));
    await pressButton(there, text('action_send_email'));
    await until('the words in the second tab', async () => (await wordsIn(there)).includes('Hello'));
    await there.type('.written', 'P.S. ');
    await until('the words of the second tab in the first', async () => (await wordsIn(here)).includes('P.S. '));
    await rep.send(there);
    await until('its form to go in the first', async () => !(await here.$('.written')));
    await says(here, text('draft_sent'));
    await second.close();
    await page.bringToFront();
    await pressButton(here, text('action_send_email'));
    await here.waitForSelector('.written');
    assert.ok(!(await wordsIn(here)).includes('Hello'), 'what was sent is gone everywhere');
    expect(person);
  });

  await t.test('an address that was corrected is in the form after a reload', async () => {
    const person = next();
    await view(page, person);
    const address = await correct(it, person);
    never.push(person.Email);
    await page.reload();
    const panel = await rep.panel(page, person.Name);
    await rep.writeMail(panel, subjectOf(person), 'Hello');
    await says(panel, address);
    await rep.send(panel);
    await sent(panel);
    expect(person, address);
  });

  await t.test('one that is corrected while the rep writes is told at Send, three times', async () => {
    for (const person of [next(), next(), next()]) {
      const panel = await write(person);
      const address = await correct(it, person);
      never.push(person.Email);
      await agree(panel, address);
      expect(person, address);
    }
  });

  await t.test('three opt out while the rep writes: nothing is sent, what was written is kept', async () => {
    for (const person of [next(), next(), next()]) {
      const panel = await write(person);
      await control.update(person.object, person.Id, { HasOptedOutOfEmail: true });
      never.push(person.Email);
      await isStopped(it, panel, person);
    }
  });

  await t.test('two are deleted while the rep writes: likewise', async () => {
    for (const person of [next(), next()]) {
      const panel = await write(person);
      await control.remove(person.object, person.Id);
      never.push(person.Email);
      await isStopped(it, panel, person);
    }
  });

  await t.test('one is merged and one converted: the mail goes to who they are now', async () => {
    const [master, other] = [next(), next()];
    const panel = await write(other);
    await control.merge(other.Id, master.Id);
    never.push(other.Email);
    await agree(panel, master.Email);
    expected.push({ subject: subjectOf(other), address: master.Email, who: master.Id });
    const lead = next();
    const writing = await write(lead);
    const contact = String((await control.convert(lead.Id)).Id);
    await agree(writing, lead.Email);
    expect(lead, lead.Email, contact);
  });

  await t.test('while Salesforce is slow nothing of the record before is left beside the next', async () => {
    const [before, after] = [next(), next()];
    await view(page, before);
    await control.fault({ ...API, times: 20, fault: { kind: 'latency', ms: 4_000 } });
    await withinLightning(page, after, after.Id);
    const panel = await frameAt(page, '/panel.html');
    await until('the panel to know', () => panel.evaluate((name) => !document.body.innerText.includes(name), before.Name), 2_000);
    assert.equal(await panel.$('.acts button'), null, 'nothing can be pressed before it shows whom it is for');
    await until('the next', () => panel.evaluate((name) => document.querySelector('h1')?.textContent?.includes(name), after.Name));
    await control.clearFaults();
    await writeCall(it, panel, { subject: subjectOf(after) });
    await pressPrimary(panel);
    await sent(panel);
    const calls = await until('the call', async () => {
      const rows = await control.query(`SELECT WhoId FROM Task WHERE Subject = '${subjectOf(after)}'`);
      return rows.length > 0 ? rows : undefined;
    }, 30_000);
    assert.deepEqual(calls, [{ WhoId: after.Id }]);
  });

  await t.test('what is typed in the side panel without a pause is kept, whatever tab is in front when it closes', async () => {
    const person = next();
    const inPage = await view(page, person);
    const side = await rep.openSidePanel(inPage);
    await says(side, person.Name);
    await pressButton(side, text('action_send_email'));
    await side.waitForSelector('.written');
    const elsewhere = await chromium.tab('https://mail.example/');
    await elsewhere.bringToFront();
    await side.waitForSelector('[data-not-here]');
    await says(side, text('draft_not_here_title', person.Name));
    assert.ok(await side.$('[data-key=primary][aria-disabled=true]'), 'nothing is sent from another page');
    const words = 'Every word of this is typed without a pause. '.repeat(3);
    // Puppeteer's keys go to the tab in front. The panel is gone before it can answer.
    await side.evaluate(async (words) => {
      /** @type {HTMLElement} */ (document.querySelector('.written')).focus();
      for (const letter of words) {
        document.execCommand('insertText', false, letter);
        await new Promise((resolve) => { setTimeout(resolve, 30); });
      }
      window.close();
    }, words).catch(() => {});
    await until('the side panel to be gone', () => !chromium.browser.targets().some((target) => target.url().includes('/panel.html?window=')));
    await elsewhere.close();
    const panel = await rep.panel(page, person.Name);
    await pressButton(panel, text('action_send_email'));
    const plain = (/** @type {string} */ words) => words.replaceAll('\u00a0', ' ').trim();
    await until('all that was typed', async () => plain(await wordsIn(panel)).includes(plain(words)));
  });

  for (const { subject, address, who } of expected) {
    await t.test(`${subject}: once, to ${address}`, async () => {
      const [{ Id }, ...more] = await until('its log', async () => {
        const rows = await control.query(`SELECT Id FROM EmailMessage WHERE Subject = '${subject}'`);
        return rows.length > 0 ? rows : undefined;
      }, 60_000);
      assert.deepEqual(more, []);
      assert.equal((await mailsTo(it, address, subject)).length, 1);
      const related = await control.query(`SELECT RelationId, RelationAddress FROM EmailMessageRelation WHERE EmailMessageId = '${Id}' AND RelationType = 'ToAddress'`);
      assert.deepEqual(related, [{ RelationId: who, RelationAddress: address }]);
    });
  }

  await t.test('nothing went to an old address, nor to whom nothing may go', async () => {
    for (const address of never) assert.deepEqual((await control.mail(address)).map(({ subject }) => subject), [], address);
  });

  await t.test('the console was quiet', () => assert.deepEqual(chromium.complaints, []));
});

/** @param {Person} person */
function subjectOf({ Name }) {
  return `Hour of ${Name}`;
}

/** Leads and contacts in turn, each with a name and an address of their own; then leads, of whom two are merged and one is converted.
 * @param {Product} it @returns {Promise<Person[]>} */
async function twenty({ control }) {
  /** @type {Record<string, Person[]>} */
  const all = {};
  /** @type {Set<string>} */
  const names = new Set();
  for (const object of ['Lead', 'Contact']) {
    const rows = await control.query(`SELECT Id, Name, Email, HasOptedOutOfEmail FROM ${object} WHERE Email != null ORDER BY Name`);
    all[object] = rows.filter(({ Name, HasOptedOutOfEmail }) => !HasOptedOutOfEmail && !Name.includes("'") && !names.has(Name) && names.add(Name))
      .map((row) => ({ object, Id: row.Id, Name: row.Name, Email: row.Email }));
  }
  const { Lead = [], Contact = [] } = all;
  const turns = Lead.slice(5, 12).flatMap((lead, n) => [lead, /** @type {Person} */ (Contact[n])]);
  const people = [...turns, ...Lead.slice(0, 5), /** @type {Person} */ (Contact[7])];
  assert.equal(people.length, 20);
  assert.equal(new Set(people.map(({ Email }) => Email)).size, 20);
  return people;
}

/** Another address, which somebody else writes. @param {Product} it @param {Person} person */
async function correct({ control }, { object, Id, Email }) {
  const address = `new.${Email}`;
  await control.update(object, Id, { Email: address });
  return address;
}

/** Send asks and cannot send; the text is still there, in the form and after the record is opened anew.
 * @param {Product} it @param {Frame} panel @param {Person} person */
async function isStopped({ rep, text }, panel, person) {
  await rep.send(panel);
  await panel.waitForSelector(REVIEW);
  await says(panel, text('review_nobody'));
  assert.equal(await panel.$(`${REVIEW} .button.primary`), null, 'nothing sends it all the same');
  assert.ok((await panel.$eval('.written', (field) => field.textContent))?.includes(`Hello ${person.Name}`));
  await press(panel, `${REVIEW} .button`);
}

/** @param {import('./harness/page.js').View} view */
function wordsIn(view) {
  return view.evaluate(() => document.querySelector('.written')?.textContent ?? '');
}

/** @param {Page} page @param {Person} person */
async function view(page, person) {
  await withinLightning(page, person, person.Id);
  return headed(page, person.Name);
}

/** @param {Product} it @param {string} address @param {string} subject */
async function mailsTo({ control }, address, subject) {
  return (await control.mail(address)).filter((mail) => mail.subject === subject);
}
