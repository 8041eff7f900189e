// One mail each: to everybody of an account, one of them in words of their own. Who wants no mail, or has no
// address, gets none, and is told of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { press, pressButton, pressPrimary } from './harness/page.js';
import { NO_UNDO, product } from './harness/product.js';
import { LIGHTNING } from './harness/rep.js';
import { until } from './harness/wait.js';

/** @typedef {{ Id: string, Name: string, FirstName: string, Email: string, AccountId: string, Account: { Name: string } }} Contact */

test('everybody of an account gets a mail of their own, and each is logged', async (t) => {
  const it = await product(t, { policy: NO_UNDO });
  const { rep, control, chromium, text } = it;
  await rep.setUp();
  const people = await peopleOfOneAccount(it);
  const [out, without, alone, ...others] = people;
  assert.ok(out && without && alone && others.length > 0);
  await control.update('Contact', out.Id, { HasOptedOutOfEmail: true });
  await control.update('Contact', without.Id, { Email: null });
  const subject = 'A plan for {{first_name}}';

  const page = await chromium.tab(`${LIGHTNING}/lightning/r/Account/${alone.AccountId}/view`);
  await page.waitForSelector('#auraLoadingBox.loadingHide');
  const panel = await rep.panel(page, alone.Account.Name);
  await rep.writeMail(panel, subject, 'Hello {{first_name}}');
  await press(panel, '#choose-people');
  await press(panel, '.choose-all input');
  await press(panel, '.choose > .buttons .button');
  await until('the check to find who wants no mail', () => panel.$eval(
    '.several-rows', (rows, name) => rows.querySelector('.several-row.out')?.textContent?.includes(name), out.Name), 20_000);
  const mails = people.length - 2;
  assert.equal(await panel.$eval('.several-summary', (words) => words.textContent), `${mails} emails · 1 left out`);

  await t.test('one of them is written to alone, and the preview shows it', async () => {
    await pressButton(panel, text('each_write', alone.Name));
    await panel.waitForSelector('.only-for');
    const editor = await panel.waitForSelector('[contenteditable="true"]', { visible: true });
    await editor?.focus();
    await editor?.type('Only you: ');
    await until('the mark of an own text', () => panel.$('.several-own'));
    await pressButton(panel, text('compose_preview'));
    const name = () => panel.$eval('.previews .cut', (name) => name.textContent ?? '');
    assert.ok((await name()).startsWith(alone.Name), await name());
    await panel.waitForSelector('.preview dd ::-p-text(' + `A plan for ${alone.FirstName}` + ')');
    await pressButton(panel, text('compose_edit'));
    await pressButton(panel, text('each_back'));
  });

  await pressPrimary(panel);
  await until('one item for all of them', () => panel.$('.status [data-state="several"]'), 20_000);
  for (const person of [alone, ...others]) {
    const [mail, ...more] = await until(`the mail to ${person.Name}`, async () => {
      const all = await control.mail(person.Email);
      const own = all.filter((mail) => mail.subject === `A plan for ${person.FirstName}`);
      return own.length > 0 ? own : undefined;
    }, 60_000);
    assert.deepEqual(more, [], 'once');
    const words = JSON.stringify(mail);
    assert.equal(words.includes('Only you: '), person === alone, person.Name);
    assert.ok(words.includes(`Hello ${person.FirstName}`), words);
    for (const other of people) assert.equal(words.includes(other.Email), other === person, other.Name);
  }
  assert.deepEqual((await control.mail(out.Email)).filter((mail) => mail.subject.startsWith('A plan')), [], 'who opted out');
  await until('a log for each', async () => {
    // They are written together, at the alarm after the last mail.
    const logs = await control.query("SELECT Id, Subject FROM EmailMessage WHERE Subject LIKE 'A plan for %'");
    return logs.length === mails;
  }, 90_000);
});

/** The contacts of an account that has four or five, each with an address and a first name of their own. @param {import('./harness/product.js').Product} it @returns {Promise<Contact[]>} */
async function peopleOfOneAccount({ control }) {
  /** @type {Contact[]} */
  const all = await control.query('SELECT Id, Name, FirstName, Email, AccountId, Account.Name FROM Contact WHERE AccountId != null AND HasOptedOutOfEmail = false');
  /** @type {Map<string, Contact[]>} */
  const accounts = new Map();
  for (const contact of all) accounts.set(contact.AccountId, [...(accounts.get(contact.AccountId) ?? []), contact]);
  const fits = (/** @type {Contact[]} */ people) =>
    people.length >= 4 && people.length <= 5 && new Set(people.map(({ Email, FirstName }) => Email && FirstName)).size === people.length;
  const found = [...accounts.values()].find(fits);
  assert.ok(found, 'an account with four contacts');
  return found;
}
