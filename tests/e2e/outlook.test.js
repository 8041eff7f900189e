// Outlook as the rep has it: set-up, sending, changing to Gmail. (What an administrator of Entra decides, and tokens that
// end: situations/.)
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { isSigned, pasteLetter, pasteSignature, readLetter } from './harness/letter.js';
import { accept, approve, givePassword, staySignedIn } from './harness/microsoft.js';
import { press, pressButton, says } from './harness/page.js';
import { NO_UNDO, product, sharedProduct } from './harness/product.js';
import { JO } from './harness/rep.js';
import { until } from './harness/wait.js';

/** @typedef {import('./harness/product.js').Product} Product */

const ADA = 'ada@analytical.example';

describe('with Outlook', () => {
  const shared = sharedProduct('with Outlook', { policy: NO_UNDO, prepare: ({ rep }) => rep.setUp({ mail: 'microsoft' }) });

  test('a mail goes out as it was written, and is logged', async () => {
    const it = shared();
    await send(it, 'By Outlook');
    const [mail] = (await it.control.mail(ADA)).filter(({ subject }) => subject === 'By Outlook');
    assert.match(mail.messageId, /^<[0-9a-f-]{36}@acme\.example>$/, 'Exchange keeps our Message-ID');
    assert.match(mail.html, /Shall we talk/);
    const logged = await it.control.query("SELECT FromAddress, ToAddress FROM EmailMessage WHERE Subject = 'By Outlook'");
    assert.deepEqual(logged.map(({ FromAddress, ToAddress }) => [FromAddress, ToAddress]), [[JO.address, ADA]]);
    assert.equal((await asked(it, '/v1.0/me/sendMail')).length, 1);
  });

  test('a mail carries its files as they are; what Outlook does not send is said where it is added', async (t) => {
    const it = shared();
    const [small, large] = [await fileOf(t, 'Factory.bin', 2_000_000), await fileOf(t, 'Film.bin', 15_000_000)];
    const panel = await write(it, 'Outlook with a file', async (panel) => {
      await it.rep.attach(panel, large.path);
      await says(panel, it.text('attach_too_large', large.name, '15 MB'));
      await says(panel, it.text('attach_limit_outlook_small', '2 MB'));
      await it.rep.attach(panel, small.path);
      await says(panel, it.text('attach_total_outlook', '2 MB', '2 MB'));
    });
    await isLogged(it, panel, 'Outlook with a file');
    await arrived(it, 'Outlook with a file', small);
  });

  test('an answer that is lost is for the rep to resolve, and never sent again by itself', async () => {
    const it = shared();
    await it.control.fault({ host: 'graph.microsoft.com', path: '/v1.0/me/sendMail', times: 1, fault: { kind: 'cut', when: 'after' } });
    const panel = await write(it, 'Lost');
    await says(panel, it.text('outbox_unconfirmed'), 30_000);
    await pressButton(panel, it.text('outbox_was_sent'));
    await says(panel, it.text('outbox_done'), 30_000);
    assert.equal((await it.control.mail(ADA)).filter(({ subject }) => subject === 'Lost').length, 1);
  });

  test('the profile page changes to Gmail and offers what is set up', async () => {
    const { chromium, rep, text } = shared();
    const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`);
    await pressButton(app, text('profile_sign_out_of', text('provider_microsoft')));
    await press(app, 'dialog[open] button.danger, dialog[open] button[data-key="primary"]');
    await says(app, text('profile_connect', text('provider_microsoft')));
    await pressButton(app, text('profile_connect', text('provider_google')));
    await rep.signInToGoogle();
    await until('Gmail to be connected', () => app.evaluate((words) => !document.body.innerText.includes(words), text('profile_not_connected')));
    await says(app, text('provider_google'));
  });

  test('by Gmail a file of 15 MB arrives byte by byte, below a letter that looks as it was written', async (t) => {
    const it = shared();
    const large = await fileOf(t, 'Film.bin', 15_000_000);
    const panel = await write(it, 'Gmail with a file', async (panel) => {
      await pasteLetter(panel, 'gmail');
      await it.rep.attach(panel, large.path);
      await says(panel, it.text('attach_total_gmail', '15 MB', '19 MB'));
    });
    await isLogged(it, panel, 'Gmail with a file');
    await arrived(it, 'Gmail with a file', large);
    await readLetter(it, ADA, 'Gmail with a file', 'gmail');
    const [logged] = await it.control.query("SELECT HtmlBody FROM EmailMessage WHERE Subject = 'Gmail with a file'");
    assert.match(logged.HtmlBody, /<p>Acme<\/p><p>Our <b>two/, 'an image is its words in Salesforce');
    assert.doesNotMatch(logged.HtmlBody, /<img|cid:/);
  });
});

test('a second factor is asked for in the same sign-in; where drafts are granted, a signed letter with 15 MB goes by Outlook, too', async (t) => {
  const it = await product(t, { policy: { outlookDrafts: true, ...NO_UNDO } });
  const worker = await it.chromium.worker();
  // Chrome first says that there is none.
  await until('the policy', () => worker.evaluate(async () => (await chrome.storage.managed.get()).outlookDrafts), 20_000);
  await it.control.settings({ microsoftConditionalAccess: 'mfa' });
  const { choose } = await it.rep.setUpToMail();
  await it.rep.chooseOutlook(choose);
  const first = await it.rep.microsoftSignIn();
  await givePassword(first, JO.password);
  await staySignedIn(first);
  await accept(first);
  await until('the first window to close', () => first.isClosed());
  await approve(await it.rep.microsoftSignIn());
  await it.rep.popupShowing(it.text('signature_title'));
  await it.rep.finishSetUp(pasteSignature);
  const large = await fileOf(t, 'Film.bin', 15_000_000);
  const panel = await write(it, 'Outlook with all', async (panel) => {
    await isSigned(panel);
    await pasteLetter(panel, 'outlook');
    await it.rep.attach(panel, large.path);
    await says(panel, it.text('attach_total_outlook', '15 MB', '19 MB'));
  });
  await isLogged(it, panel, 'Outlook with all');
  await arrived(it, 'Outlook with all', large);
  await readLetter(it, ADA, 'Outlook with all', 'outlook', 2);
});

/**
 * A file on the disk, of bytes that do not repeat.
 * @param {import('node:test').TestContext} t @param {string} name @param {number} size
 */
async function fileOf(t, name, size) {
  const folder = await mkdtemp(join(tmpdir(), 'msi-file-'));
  t.after(() => rm(folder, { recursive: true }));
  const [path, bytes] = [join(folder, name), randomBytes(size)];
  await writeFile(path, bytes);
  return { path, name, bytes };
}

/** The mail has this file beside its text, and no other. @param {Product} it @param {string} subject @param {{ name: string, bytes: Buffer }} file */
async function arrived({ control }, subject, { name, bytes }) {
  const mails = (await control.mail(ADA)).filter((mail) => mail.subject === subject);
  const files = mails.map(({ attachments }) => attachments.filter((/** @type {any} */ { inline }) => !inline));
  assert.deepEqual(files.map((each) => each.map((/** @type {any} */ { filename }) => filename)), [[name]]);
  assert.ok(Buffer.from(files[0][0].base64, 'base64').equals(bytes), 'byte by byte');
}

/**
 * Writes to Ada from her record, and sends.
 * @param {Product} it @param {string} subject @param {(panel: import('puppeteer-core').Frame) => Promise<unknown>} [then] before it is sent
 */
async function write({ rep, control }, subject, then) {
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  await rep.writeMail(panel, subject, 'Shall we talk on Tuesday?');
  await then?.(panel);
  await rep.send(panel);
  return panel;
}

/** @param {Product} it @param {string} subject */
async function send(it, subject) {
  await isLogged(it, await write(it, subject), subject);
}

/** @param {Product} it @param {import('puppeteer-core').Frame} panel @param {string} subject */
async function isLogged({ control, text }, panel, subject) {
  await until(`"${subject}" to be logged`, async () =>
    (await control.query(`SELECT Id FROM EmailMessage WHERE Subject = '${subject}'`)).length === 1, 30_000);
  await says(panel, text('outbox_done'));
}

/** The requests of the extension to a path of Graph. @param {Product} it @param {string} path @param {number} [since] */
async function asked({ control }, path, since) {
  return (await control.askedByExtension(since)).filter((entry) => entry.host === 'graph.microsoft.com' && entry.path === path);
}
