// Templates as a rep uses them: a mail becomes one in Salesforce, another record's mail is made of it, what is still to
// be written stands out and keeps the mail from leaving; then the page of templates, sharing and recommending. And how many presses it takes.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { fill, press, pressButton, pressPrimary, says } from './harness/page.js';
import { NO_UNDO, product } from './harness/product.js';
import { until } from './harness/wait.js';

/** @typedef {import('puppeteer-core').Frame} Frame */

const DIALOG = 'dialog.templates[open]';

test('a template from the first mail to the page of templates', async (t) => {
  const it = await product(t, { policy: NO_UNDO });
  const { rep, chromium, control, text } = it;
  await rep.setUp();
  /** The first mail to an address. @param {string} to @returns {Promise<any>} */
  const arrived = (to) => until(`the mail to ${to}`, async () => (await control.mail(to))[0], 30_000);
  const me = (await control.query("SELECT Id FROM User WHERE Name = 'Jo Devries'"))[0].Id;

  await t.test('a mail with a field and a prompt becomes a template in the private folder', async () => {
    const panel = await rep.panel(await rep.openRecord(control, 'Lead', 'Ada Lovelace'), 'Analytical Engines');
    await rep.writeMail(panel, 'Plans for {{company}}', 'Hello {{first_name}}, {{! why you write now }} Until soon');
    await pressButton(panel, text('templates_button'));
    await panel.waitForSelector(`${DIALOG} input[type=search]`);
    await pressButton(panel, text('templates_save_as'));
    await fill(panel, '#template-name', 'First touch');
    await fill(panel, '#template-category', 'Prospecting');
    await pressButton(panel, text('save'));
    await until('the dialog to close', async () => !(await panel.$(DIALOG)));
    const [made] = await control.query("SELECT FolderId, Subject, HtmlValue, Description, IsActive FROM EmailTemplate WHERE Name = 'First touch'");
    assert.equal(made.FolderId, me);
    assert.equal(made.Subject, 'Plans for {{company}}');
    assert.match(made.HtmlValue, /Hello {{first_name}}, {{! why you write now }} Until soon/);
    assert.match(made.Description, /Prospecting/);
    await pressButton(panel, text('compose_discard'));
  });

  await t.test('on another record it is found, looked at, put in, and sent once its prompt is replaced', async () => {
    const panel = await rep.panel(await rep.openRecord(control, 'Contact', 'Grace Hopper'), 'Navy Systems');
    await pressButton(panel, text('action_send_email'));
    await pressButton(panel, text('templates_button'));
    await fill(panel, `${DIALOG} input[type=search]`, 'until soon');
    await until('only the one', async () => (await panel.$$(`${DIALOG} .rows .row`)).length === 1);
    await pressButton(panel, text('templates_preview_of', 'First touch'));
    await says(panel, 'Plans for Navy Systems');
    await says(panel, text('fields_not_filled', 'why you write now'));
    await pressButton(panel, text('templates_insert'));
    await until('the dialog to close', async () => !(await panel.$(DIALOG)));
    await until('the prompt to stand out', async () => (await markedIn(panel)).includes('{{! why you write now }}'));
    await rep.send(panel);
    await says(panel, text('field_unfilled_prompt', 'Hello {{first_name}}, {{! why you write now }}'));
    await until('the prompt to be selected', async () => (await selectedIn(panel)) === '{{! why you write now }}');
    await panel.page().keyboard.type('your fleet was in the news.');
    await rep.send(panel);
    await until('the form to be taken', async () => !(await panel.$('main.form')));
  });

  await t.test('by a pinned template a mail takes four presses beside what is typed', async () => {
    const panel = await rep.panel(await rep.openRecord(control, 'Lead', 'Ada Lovelace'), 'Analytical Engines');
    await pressButton(panel, text('action_send_email'));
    await pressButton(panel, text('templates_button'));
    await pressButton(panel, text('templates_pin', 'First touch'));
    await panel.waitForSelector(`${DIALOG} [aria-pressed=true]`);
    await panel.page().keyboard.press('Escape');
    await pressButton(panel, text('compose_discard'));

    let presses = 0;
    /** @param {Promise<unknown>} pressed */
    const count = async (pressed) => {
      await pressed;
      presses += 1;
    };
    await count(pressButton(panel, text('action_send_email')));
    await count(pressButton(panel, text('templates_button')));
    await panel.waitForSelector(`${DIALOG} .pick-template`);
    assert.equal(await panel.$eval(`${DIALOG} .pick-template .strong`, (first) => first.textContent?.trim()), 'First touch', 'the pinned one comes first');
    await count(press(panel, `${DIALOG} .pick-template`));
    await until('the prompt to be selected', async () => (await selectedIn(panel)) === '{{! why you write now }}');
    await panel.page().keyboard.type('you looked at our plans.');
    await count(pressPrimary(panel));
    await until('the form to be taken', async () => !(await panel.$('main.form')));
    assert.equal(presses, 4);
    t.diagnostic(`from the record to the mail by a pinned template: ${presses} presses`);
  });

  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/templates`);
  await t.test('the page renames, archives, restores, exports and imports', async () => {
    await pressButton(app, text('templates_edit_of', 'First touch'));
    await fill(app, '#template-name', 'First contact');
    await pressButton(app, text('save'));
    await pressButton(app, `${text('templates_archive')}: First contact`);
    await until('it to be gone from the list', async () => !(await app.$eval('.rows.all', (rows) => rows.textContent)).includes('First contact'));
    await press(app, `label.check ::-p-text(${text('templates_archived')})`);
    await pressButton(app, `${text('templates_restore')}: First contact`);
    await press(app, `label.check ::-p-text(${text('templates_archived')})`);
    await says(app, 'First contact');
    const rows = await control.query("SELECT IsActive FROM EmailTemplate WHERE Name = 'First contact'");
    assert.deepEqual(rows, [{ IsActive: true }]);

    const folder = await mkdtemp(join(tmpdir(), 'msi-templates-'));
    t.after(() => rm(folder, { recursive: true }));
    const devtools = await app.createCDPSession();
    await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    const file = join(folder, 'msi-actions-templates.json');
    await press(app, 'a[download]');
    const exported = JSON.parse(await until('the file', () => readFile(file, 'utf8')));
    assert.deepEqual(exported.templates.map((/** @type {any} */ { name }) => name), ['First contact']);
    exported.templates[0].name = 'From a colleague';
    await writeFile(file, JSON.stringify(exported));
    const input = await app.waitForSelector('#templates-file');
    await (/** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input)).uploadFile(file);
    await pressButton(app, text('templates_import_now'));
    await says(app, 'From a colleague');
    const made = await control.query("SELECT FolderId, Subject FROM EmailTemplate WHERE Name = 'From a colleague'");
    assert.deepEqual(made, [{ FolderId: me, Subject: 'Plans for {{company}}' }]);
  });

  await t.test('one is moved to the folder that colleagues share, and one of theirs is recommended', async () => {
    const [{ Id: folder }] = await control.query("SELECT Id FROM Folder WHERE DeveloperName = 'MSI_Actions'");
    await pressButton(app, text('templates_edit_of', 'First contact'));
    await press(app, `.audience ::-p-text(${text('templates_colleagues')})`);
    await pressButton(app, text('save'));
    await says(app, text('templates_shared_by_you'));
    assert.deepEqual(await control.query("SELECT FolderId FROM EmailTemplate WHERE Name = 'First contact'"), [{ FolderId: folder }]);
    const [{ Owner }] = await control.query("SELECT Owner.Name FROM EmailTemplate WHERE Name = 'After a trade fair'");
    await says(app, text('templates_shared_by', Owner.Name));
    await pressButton(app, `${text('templates_recommend')}: After a trade fair`);
    await fill(app, '.conditions input', 'title');
    await app.select('.conditions select', 'condition_contains');
    await fill(app, '.conditions select ~ input', 'CTO');
    await pressButton(app, text('save'));
    await says(app, text('templates_has_conditions'));
  });

  await t.test('it comes first for the record that its condition fits', async () => {
    const panel = await rep.panel(await rep.openRecord(control, 'Lead', 'Ada Lovelace'), 'Analytical Engines');
    await pressButton(panel, text('action_send_email'));
    await pressButton(panel, text('templates_button'));
    await says(panel, text('templates_recommended'));
    const names = await panel.$$eval(`${DIALOG} .pick-template .strong`, (all) => all.map((one) => one.textContent?.trim()));
    assert.deepEqual(names.slice(0, 2), ['After a trade fair', 'First contact'], 'before the pinned one');
    await panel.page().keyboard.press('Escape');
    await pressButton(panel, text('compose_discard'));
  });

  await t.test('both mails have arrived, filled', async () => {
    const [grace, ada] = [await arrived('grace@navysystems.example'), await arrived('ada@analytical.example')];
    assert.equal(grace.subject, 'Plans for Navy Systems');
    assert.match(grace.text.replace(/\s+/g, ' '), /^Hello Grace, your fleet was in the news\. Until soon/);
    assert.match(ada.text.replace(/\s+/g, ' '), /^Hello Ada, you looked at our plans\. Until soon/);
    for (const mail of [grace, ada]) assert.doesNotMatch(mail.subject + mail.html + mail.text, /[{}]/);
  });
});

/** What stands out in the text as not filled. @param {Frame} panel @returns {Promise<string>} */
function markedIn(panel) {
  return panel.evaluate(() => {
    const marked = /** @type {any} */ (CSS).highlights.get('unfilled-field') ?? [];
    return [...marked].map(String).join('|');
  });
}

/** What is selected in the text. @param {Frame} panel @returns {Promise<string>} */
function selectedIn(panel) {
  return panel.evaluate(() => (document.activeElement?.matches('[role=textbox]') ? String(getSelection()) : ''));
}
