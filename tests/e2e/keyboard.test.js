// The guide and each action by keyboard alone: Tab, arrows, Space, Enter and Esc; no pointer. (How wide each
// view is at 200 % zoom is tried in gallery/.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCall } from './harness/actions.js';
import { RESTED, pressButton, says } from './harness/page.js';
import { NO_UNDO, product } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';

/**
 * @typedef {import('./harness/page.js').View} View
 * @typedef {import('puppeteer-core').KeyInput} KeyInput
 */

/** More than any page has stops for Tab. */
const STOPS = 150;

test('the guide by keyboard alone', async (t) => {
  const { rep, text, control } = await product(t);
  const mailbox = await rep.openWelcomeMail();
  const mail = await until('the mail', () => mailbox.frames().find((frame) => frame.parentFrame()));
  await pressAt(mail, 'a.button', 'Enter');

  await primary(await rep.popupAtActivation());
  const login = await rep.salesforceLogin();
  await enter(login, '#username', JO.address);
  await enter(login, '#password', JO.password);
  await key(login, 'Enter');
  await login.waitForSelector('#oaapprove', { visible: true });
  await pressAt(login, '#oaapprove', 'Enter');

  await primary(await rep.popupShowing(text('start')));
  await primary(await rep.popupShowing(text('intro_title')));
  const choice = await rep.popupShowing(text('choose_mail_title'));
  await tabTo(choice, 'input[name="mail"]');
  for (let n = 0; n < 3 && !(await at(choice, 'input[value="google"]:checked')); n += 1) await key(choice, n === 0 ? 'Space' : 'ArrowDown');
  assert.ok(await at(choice, 'input[value="google"]:checked'), 'Gmail is chosen');
  await primary(choice);
  const google = await rep.googleSignIn();
  await google.waitForSelector('#identifierId', { visible: true });
  await enter(google, '#identifierId', JO.address);
  await key(google, 'Enter');
  await google.waitForSelector('input[name=Passwd]', { visible: true });
  await enter(google, 'input[name=Passwd]', JO.password);
  await key(google, 'Enter');
  await google.waitForSelector('button[value=continue]', { visible: true });
  await pressAt(google, 'button[value=continue]', 'Enter');

  await primary(await rep.popupShowing(text('mail_connected_title')));
  const signature = await rep.popupShowing(text('signature_title'));
  await tabTo(signature, '[contenteditable="true"]');
  await keyboard(signature).type('Jo Devries, Acme');
  await primary(signature);
  await primary(await rep.popupShowing(text('finish_title')));
  const offer = await rep.popupShowing(text('tour_offer_title'));
  await tabTo(offer, 'button:not([data-key])', text('not_now'));
  await key(offer, 'Space');
  await rep.popupShowing(text('launch_title'));

  await t.test('each action, too', async (t) => {
    const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
    const panel = await rep.panel(page, 'Analytical Engines');
    const [{ Id }] = await control.query("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'");
    await page.bringToFront();

    await t.test('Tab leads from the page into the panel', async () => {
      for (let n = 0; n < STOPS && !(await panel.evaluate(() => document.hasFocus())); n += 1) await key(page, 'Tab');
      assert.ok(await panel.evaluate(() => document.hasFocus()));
      // Nobody types a mail in less time than a command wants the focus to have been here.
      const from = performance.now();
      await until('the rep to have looked', () => performance.now() - from > RESTED);
    });

    await t.test('Send Sales Email', async () => {
      await menu(panel, 0);
      await hasFocus(panel, 'input[name="subject"]');
      await keyboard(panel).type('By keyboard');
      await key(panel, 'Enter');
      await hasFocus(panel, '[contenteditable="true"]');
      await keyboard(panel).type('Hello Ada');
      await key(panel, 'Escape');
      await hasFocus(panel, '.acts .primary');
      await key(panel, 'Enter');
      await hasFocus(panel, '[contenteditable="true"]');
      await submit(panel);
      await hasFocus(panel, '.status');
    });

    await t.test('a mail for later: a time in words, changed, taken back, sent now', async () => {
      const later = text('compose_later');
      const mails = async () => (await control.mail('ada@analytical.example')).filter(({ subject }) => subject === 'For later by keyboard').length;
      await backToActions(panel);
      await menu(panel, 0);
      await hasFocus(panel, 'input[name="subject"]');
      await keyboard(panel).type('For later by keyboard');
      await key(panel, 'Enter');
      await keyboard(panel).type('Good morning Ada');
      await tabBackTo(panel, `button[aria-label="${later}"]`);
      await key(panel, 'Enter');
      await hasFocus(panel, '.later input[type=text]');
      await keyboard(panel).type('in 3 days');
      const inThreeDays = await clock(panel);
      assert.equal(inThreeDays.slice(-5), '09:00');
      assert.equal(await panel.$eval('[data-key=primary]', (button) => button.textContent?.trim()), text('compose_schedule'));
      await tabBackTo(panel, 'button[data-key="primary"]');
      await key(panel, 'Enter');
      await hasFocus(panel, '.status');

      const row = () => panel.$eval('[data-state=scheduled]', (row) => /** @type {HTMLElement} */ (row).innerText);
      const scheduled = await row();
      await tabTo(panel, '[data-state=scheduled] .button', text('outbox_change_time'));
      await key(panel, 'Enter');
      await tabTo(panel, '.later .pick', text('later_tomorrow'));
      await key(panel, 'Enter');
      const tomorrow = await until('another time', async () => {
        const time = await clock(panel);
        return time === inThreeDays ? undefined : time;
      });
      await tabTo(panel, '.later .button', text('save'));
      await key(panel, 'Enter');
      await until('the time to be kept', async () => !(await panel.$('.later')));
      // The row is drawn anew with its time, and with it the button that is to have the focus.
      await until('the row to say it', async () => (await row()) !== scheduled);
      await tabTo(panel, '[data-state=scheduled] .button', text('outbox_to_draft'));
      await key(panel, 'Enter');
      await until('the form with its time', async () => (await clock(panel)) === tomorrow);
      assert.equal(await mails(), 0);

      await tabBackTo(panel, 'button[data-key="primary"]');
      await key(panel, 'Enter');
      await hasFocus(panel, '.status');
      await tabTo(panel, '[data-state=scheduled] .button', text('outbox_send_now'));
      await key(panel, 'Enter');
      await until('the mail', async () => (await mails()) === 1, 60_000);
    });

    await t.test('Log a Call', async () => {
      await backToActions(panel);
      await menu(panel, 1);
      await hasFocus(panel, '#form-outcome');
      await keyboard(panel).type('Busy');
      await tabTo(panel, 'input[name="direction"]');
      await key(panel, 'ArrowRight');
      await enter(panel, '#form-minutes', '3');
      await enter(panel, '#form-notes', 'Said by keyboard');
      await submit(panel);
      await hasFocus(panel, '.status');
    });

    await t.test('Add Task', async () => {
      await backToActions(panel);
      await menu(panel, 2);
      await hasFocus(panel, '#form-subject');
      // What we wrote there is selected: the first key replaces it.
      await keyboard(panel).type('Send the plans by keyboard');
      await tabTo(panel, '.pick', text('due_next_week'));
      await key(panel, 'Enter');
      await enter(panel, '#form-notes', 'To be done by keyboard');
      await tabBackTo(panel, 'button[data-key="primary"]');
      await key(panel, 'Enter');
      await hasFocus(panel, '.status');
    });

    await t.test('one key opens an action, and one takes it back', async () => {
      await backToActions(panel);
      await key(panel, 'c');
      await hasFocus(panel, '#form-outcome');
      await keyboard(panel).type('Taken back');
      await submit(panel);
      await hasFocus(panel, '.status');
      await key(panel, 'u');
      await hasFocus(panel, '#form-outcome');
      assert.equal(await panel.$eval('#form-outcome', (field) => /** @type {HTMLInputElement} */ (field).value), 'Taken back');
    });

    // The rep went on while each of them could still be taken back.
    await t.test('what was sent has arrived, and what was logged and added is there', async () => {
      const [mail] = await until('the mail', async () => {
        const mails = (await control.mail('ada@analytical.example')).filter(({ subject }) => subject === 'By keyboard');
        return mails.length > 0 ? mails : undefined;
      }, 60_000);
      assert.match(JSON.stringify(mail), /Hello Ada/);
      assert.match(JSON.stringify(mail), /Jo Devries, Acme/);
      assert.deepEqual(await task(control, text('call_subject', 'Ada Lovelace')), {
        Description: 'Said by keyboard', WhoId: Id, TaskSubtype: 'Call', CallType: 'Inbound', CallDisposition: 'Busy', CallDurationInSeconds: 180, IsClosed: true,
      });
      assert.deepEqual(await task(control, 'Send the plans by keyboard'), {
        Description: 'To be done by keyboard', WhoId: Id, TaskSubtype: 'Task', CallType: null, CallDisposition: null, CallDurationInSeconds: null, IsClosed: false,
      });
    });
  });
});

test('people are found while one types, and what is done with a contact is about an opportunity', async (t) => {
  const it = await product(t, { policy: NO_UNDO });
  const { rep, control } = it;
  await rep.setUp();
  const [{ Id: ada }] = await control.query("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'");
  const [{ Id: renewal }] = await control.query("SELECT Id FROM Opportunity WHERE Name = 'Renewal 2027'");
  const page = await rep.openRecord(control, 'Contact', 'Grace Hopper');
  const panel = await rep.panel(page, 'Grace Hopper');
  await rep.writeMail(panel, 'Found by name', 'Hello');
  await panel.focus('#compose-to');
  await keyboard(panel).type('lovel');
  await panel.waitForSelector('[data-field=to] [role=option]', { visible: true });
  await key(panel, 'Enter');
  await panel.waitForSelector('[data-field=to] .chip:nth-child(2)');
  // A mail about an opportunity is in no lead's history.
  await panel.select('[data-field=about] select', '');
  await rep.send(panel);
  await until('the mail in her history', async () =>
    (await control.query(`SELECT Id FROM EmailMessageRelation WHERE RelationId = '${ada}' AND EmailMessage.Subject = 'Found by name'`)).length === 1, 60_000);

  await writeCall(it, panel, { subject: 'About the renewal' });
  await panel.select('[data-field=about] select', renewal);
  await rep.send(panel);
  const [call] = await until('the call', async () => {
    const found = await control.query("SELECT WhatId FROM Task WHERE Subject = 'About the renewal'");
    return found.length > 0 ? found : undefined;
  }, 60_000);
  assert.equal(call.WhatId, renewal);

  // Without its contact role the opportunity offers the contacts of its account.
  const roles = `SELECT Id FROM OpportunityContactRole WHERE OpportunityId = '${renewal}'`;
  for (const { Id } of await control.query(roles)) await control.remove('OpportunityContactRole', Id);
  const offered = await rep.panel(await rep.openRecord(control, 'Opportunity', 'Renewal 2027'), 'Renewal 2027');
  await says(offered, it.text('people_of_account'));
  await pressButton(offered, it.text('people_make_role', 'Katherine Johnson'));
  await until('the role', async () => (await control.query(roles)).length === 1);
  await says(offered, it.text('people_opportunity'));
});

/** @param {View} view */
function keyboard(view) {
  return ('keyboard' in view ? view : view.page()).keyboard;
}

/** @param {View} view @param {KeyInput} name A sign-in window closes under the key that ends it. */
async function key(view, name) {
  await keyboard(view).press(name).catch((error) => {
    if (!/closed|detached|Target|Session/i.test(String(error))) throw error;
  });
}

/** Ctrl+Enter, which the list of shortcuts names. @param {View} view */
function submit(view) {
  return chord(view, 'Enter');
}

/** @param {View} view @param {KeyInput} name */
async function chord(view, name) {
  await keyboard(view).down('Control');
  await key(view, name);
  await keyboard(view).up('Control');
}

/** Whether what has the focus matches, and says `label`.
 * @param {View} view @param {string} selector @param {string} [label] */
function at(view, selector, label = '') {
  return view.evaluate((selector, label) => {
    const focused = document.activeElement;
    return Boolean(focused?.matches(selector) && focused.textContent?.includes(label));
  }, selector, label);
}

/** @param {View} view @param {string} selector */
function hasFocus(view, selector) {
  return until(`the focus at ${selector}`, () => at(view, selector));
}

/** Presses Tab until something has the focus. (A press has done its work when the driver is answered.)
 * @param {View} view @param {string} selector @param {string} [label] */
async function tabTo(view, selector, label) {
  for (let n = 0; n < STOPS; n += 1) {
    if (await at(view, selector, label)) return;
    await key(view, 'Tab');
  }
  assert.fail(`Tab does not lead to ${selector} ${label ?? ''}`);
}

/** Types into a field, in place of what it holds. @param {View} view @param {string} selector @param {string} words */
async function enter(view, selector, words) {
  await tabTo(view, selector);
  await chord(view, 'a');
  await keyboard(view).type(words);
}

/** @param {View} view @param {string} selector @param {KeyInput} name */
async function pressAt(view, selector, name) {
  await tabTo(view, selector);
  await key(view, name);
}

/** The view's primary button. @param {View} view */
async function primary(view) {
  await view.waitForSelector('button[data-key="primary"]:not([aria-disabled="true"])');
  await pressAt(view, 'button[data-key="primary"]', 'Enter');
}

/** The panel's menu of actions. @param {View} panel @param {number} entry */
async function menu(panel, entry) {
  await tabTo(panel, '.acts [aria-haspopup="menu"]');
  await key(panel, 'Enter');
  await hasFocus(panel, '[role="menuitem"]:first-child');
  for (let n = 0; n < entry; n += 1) await key(panel, 'ArrowDown');
  await hasFocus(panel, `[role="menuitem"]:nth-child(${entry + 1})`);
  await key(panel, 'Enter');
}

/** The time in the field for date and time; empty where there is none. @param {View} panel */
async function clock(panel) {
  const field = await panel.$('.later input[type=datetime-local]');
  return field ? field.evaluate((field) => /** @type {HTMLInputElement} */ (field).value) : '';
}

/** From the card of what was submitted back to the actions above it. @param {View} panel */
function backToActions(panel) {
  return tabBackTo(panel, '.acts [aria-haspopup="menu"]');
}

/** @param {View} view @param {string} selector */
async function tabBackTo(view, selector) {
  for (let n = 0; n < STOPS && !(await at(view, selector)); n += 1) {
    await keyboard(view).down('Shift');
    await key(view, 'Tab');
    await keyboard(view).up('Shift');
  }
}

/** The one Task of that subject. @param {import('./harness/org.js').Control} control @param {string} subject */
async function task(control, subject) {
  const found = await until(`the Task ${subject}`, async () => {
    const rows = await control.query(`SELECT WhoId, TaskSubtype, CallType, CallDisposition, CallDurationInSeconds, IsClosed, Description FROM Task WHERE Subject = '${subject}'`);
    return rows.length > 0 ? rows : undefined;
  }, 60_000);
  assert.equal(found.length, 1);
  return found[0];
}
