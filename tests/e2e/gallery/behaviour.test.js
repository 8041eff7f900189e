// What the views do: keys, focus, events from the worker, and what they ask of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts as textsOf } from '../harness/texts.js';
import { until } from '../harness/wait.js';
import { answer, asked, open } from './stage.js';
import { VIEWS } from './views/index.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Waits until the view asked something; the last of it. @param {Page} page @param {string} name */
const hears = (page, name) => until(name, async () => (await asked(page, name)).at(-1));

/** @param {Page} page @param {string} topic */
const tell = (page, topic) => page.evaluate((topic) => (/** @type {any} */ (globalThis)).gallery.changed(topic), topic);

/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent ?? '');

/** The answer of another view to get_popup. @param {string} name */
const viewOf = (name) => VIEWS.find((view) => view.name === name)?.answers.get_popup;

test('Enter does the primary action', async (t) => {
  const page = await open(t, 'popup-activate');
  await page.keyboard.press('Enter');
  assert.deepEqual(await hears(page, 'start_sign_in'), { provider: 'salesforce', org: null, another: false, unsent: 'keep' });
});

test('a sign-in with another address names both in its first line', async (t) => {
  for (const view of ['popup-failed-address', 'popup-failed-account']) {
    const page = await open(t, view);
    const line = await page.$eval('main .lead', (line) => line.textContent ?? '');
    const [first = ''] = line.split('. ');
    assert.ok(first.includes('jo@acme.example') && first.includes('sam@acme.example'), line);
  }
});

test('a sign-in shows where it was begun that its window is open, and how it ended: in the panel as in the application', async (t) => {
  for (const view of ['panel-failed-sign-in', 'app-profile-signed-out']) {
    const begun = { get_sign_in: { ok: { open: ['salesforce', Date.now()], failed: null } }, start_sign_in: { ok: {} }, show_sign_in: { ok: {} }, cancel_sign_in: { ok: {} } };
    const page = await open(t, view, begun);
    await page.click('[data-fault="salesforce.session_over"] .buttons .button');
    await page.waitForSelector('[data-sign-in=open]', { visible: true });
    await page.click('[data-sign-in=open] .buttons .button');
    await hears(page, 'show_sign_in');
    const failed = { code: 'salesforce.sign_in_too_long', whose_move: { sign_in: { provider: 'salesforce' } } };
    await answer(page, { get_sign_in: { ok: { open: null, failed: ['salesforce', failed] } } }, 'setup');
    await page.waitForSelector('[data-sign-in=failed] [data-fault="salesforce.sign_in_too_long"]', { visible: true });
    await answer(page, begun);
    await page.click('[data-sign-in=failed] .buttons .button');
    await page.waitForSelector('[data-sign-in=open]', { visible: true });
    await answer(page, { get_sign_in: { ok: { open: null, failed: null } } });
    await page.click('[data-sign-in=open] .buttons .quiet');
    await hears(page, 'cancel_sign_in');
    await until('the word that it was cancelled', () => page.evaluate((words) => document.body.innerText.includes(words), textsOf('en')('sign_in_cancelled')));
  }
});

test('light or dark: shown at once, told to the worker, followed by what is open, and painted first the next time', async (t) => {
  const page = await open(t, 'popup-home', {}, /pkg|Failed to load|ERR_FAILED|could not be started/);
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  assert.equal(await scheme(), 'light dark', 'as the browser');
  await page.select('#theme', 'theme_dark');
  assert.deepEqual(await hears(page, 'set_theme'), { theme: 'dark' });
  await until('the dark page', async () => (await scheme()) === 'dark');
  await answer(page, { get_theme: { ok: 'light' } }, 'setup');
  await until('what was chosen elsewhere', async () => (await scheme()) === 'light');
  await answer(page, { get_theme: { ok: 'browser' } }, 'setup');
  await until('nothing to be remembered', () => page.evaluate(() => localStorage.length === 0));
  // Without the module, and so before any answer: what was remembered.
  await answer(page, { get_theme: { ok: 'dark' } }, 'setup');
  await until('the dark page', async () => (await scheme()) === 'dark');
  await page.setRequestInterception(true);
  page.on('request', (request) => void (request.url().includes('/pkg/') ? request.abort() : request.continue()));
  await page.reload({ waitUntil: 'domcontentloaded' });
  assert.equal(await scheme(), 'dark');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(23, 23, 28)');
  await page.goto(page.url().replace('popup.html', 'panel.html?theme=light'));
  assert.equal(await scheme(), 'light', 'a frame is painted as the page around it says');
  await page.close(); // and with it what refuses its requests
});

test('Esc goes back', async (t) => {
  const page = await open(t, 'popup-intro');
  await page.keyboard.press('Escape');
  assert.deepEqual(await hears(page, 'answer_step'), { step: 'intro', answer: 'back' });
});

test('Enter on another button is that button', async (t) => {
  const page = await open(t, 'popup-tour-offer');
  await page.focus('.foot .button.quiet');
  await page.keyboard.press('Enter');
  assert.deepEqual(await hears(page, 'answer_step'), { step: 'tour_offer', answer: 'skip' });
});

test('a step that the worker changed is shown, and its heading has the focus', async (t) => {
  const page = await open(t, 'popup-waiting-salesforce');
  await answer(page, { get_popup: viewOf('popup-start') });
  await tell(page, 'setup');
  await page.waitForSelector('[data-screen=Start]');
  await until('the focus', async () => (await focused(page)).includes('Welcome, Jo Devries'));
});

test('what a lost event told is seen when the popup gets the focus', async (t) => {
  const page = await open(t, 'popup-waiting-salesforce');
  await answer(page, { get_popup: viewOf('popup-start') });
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.waitForSelector('[data-screen=Start]');
});

test('the success message moves on by itself, once', async (t) => {
  const page = await open(t, 'popup-mail-connected');
  await answer(page, { answer_step: viewOf('popup-signature') });
  await page.waitForSelector('[data-screen=Signature]', { timeout: 10_000 });
  assert.deepEqual(await asked(page, 'answer_step'), [
    { step: 'mail_connected', answer: 'next' },
  ]);
});

test('a refused answer keeps what was written, and says why', async (t) => {
  const page = await open(t, 'popup-signature');
  await answer(page, { answer_step: { fault: { code: 'worker.no_answer', whose_move: { retry: {} } } } });
  await page.type('.written', 'Jo Devries');
  await page.click('[data-key=primary]');
  await page.waitForSelector('[data-fault="worker.no_answer"]');
  assert.equal(await page.$eval('.written', (field) => field.textContent), 'Jo Devries');
});

test('a signature is kept while it is written, and saved as written', async (t) => {
  const page = await open(t, 'popup-signature');
  await page.click('.written');
  await page.keyboard.down('Control');
  await page.keyboard.press('b');
  await page.keyboard.up('Control');
  await page.keyboard.type('Jo');
  assert.deepEqual(await hears(page, 'save_signature'), { html: '<div><b>Jo</b></div>' });
  await page.click('[data-key=primary]');
  assert.deepEqual(await hears(page, 'answer_step'), { step: 'signature', answer: { save: { html: '<div><b>Jo</b></div>' } } });
});

test('a skipped signature leaves what was there before', async (t) => {
  const page = await open(t, 'popup-signature');
  await page.type('.written', 'half a na');
  await until('the draft', async () => (await asked(page, 'save_signature')).length === 1);
  await page.click('.foot .buttons .button.quiet');
  assert.deepEqual(await hears(page, 'answer_step'), { step: 'signature', answer: 'skip' });
  assert.deepEqual((await asked(page, 'save_signature')).at(-1), { html: '' });
});

test('what is pasted is sanitised, and the console stays quiet', async (t) => {
  const page = await open(t, 'popup-signature');
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.click('.written');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData(
      'text/html',
      '<html><body><!--StartFragment--><p style="color:red" onclick="x()"><span>Jo</span> <b>Devries</b><img src="x" onerror="x()">' +
        '<a href="javascript:x()">bad</a> <a href="https://acme.example/" target="_blank">good</a></p><script>x()</script></body></html>',
    );
    document.querySelector('.written')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const { html } = await hears(page, 'save_signature');
  assert.match(html, /<span style="color: red;">Jo <b>Devries<\/b>bad <\/span><a href="https:\/\/acme\.example\/">good<\/a>/);
  assert.doesNotMatch(html, /onclick|onerror|img|script|javascript|target/);
  assert.deepEqual(complaints, []);
});

test('a link is added with the keyboard alone', async (t) => {
  const page = await open(t, 'popup-signature');
  await page.type('.written', 'Acme');
  await page.keyboard.down('Shift');
  await page.keyboard.press('Home');
  await page.keyboard.up('Shift');
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('.link-form input');
  await page.keyboard.type('acme.example');
  await page.keyboard.press('Enter');
  await until('the link', async () =>
    (await asked(page, 'save_signature')).at(-1)?.html === '<div><a href="https://acme.example/">Acme</a></div>');
  assert.equal((await asked(page, 'answer_step')).length, 0, 'Enter in the link form is not the wizard’s');
});

test('the toolbar by keyboard: formats go on and off, and say so; Undo takes back, and Redo brings back', async (t) => {
  const page = await open(t, 'popup-signature');
  const pressed = () => page.$$eval('.tool[aria-pressed=true]', (all) => all.map((tool) => tool.getAttribute('aria-label')));
  const kept = async () => (await asked(page, 'save_signature')).at(-1)?.html;
  // Below a list there is a line to write on.
  const list = '<ol><li>Jo Devries</li><li>Acme</li></ol><div><br></div>';
  await page.type('.written', 'Jo Devries\nAcme');
  await page.keyboard.down('Control');
  await page.keyboard.press('a', { commands: ['selectAll'] });
  await page.keyboard.up('Control');
  await page.keyboard.down('Alt');
  await page.keyboard.press('F10');
  await page.keyboard.up('Alt');
  for (const key of /** @type {const} */ (['ArrowRight', 'ArrowRight', 'Enter'])) await page.keyboard.press(key);
  await until('underlined words', async () => (await kept()) === '<div><u>Jo Devries</u></div><div><u>Acme</u></div>');
  await until('the state', async () => (await pressed()).join() === 'Underline');
  await page.$eval('.tool[type=color]', (tool) => {
    /** @type {HTMLInputElement} */ (tool).value = '#cc0000';
    tool.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await until('colour', async () => (await kept())?.startsWith('<div><span style="color: rgb(204, 0, 0);"><u>Jo Devries'));
  await page.click('.tool[aria-label="Clear formatting"]');
  await until('no format', async () => (await kept()) === '<div>Jo Devries</div><div>Acme</div>');
  for (const tool of ['Underline', 'Underline', 'Numbered list']) await page.click(`.tool[aria-label="${tool}"]`);
  await until('a list', async () => (await kept()) === list);
  await until('its state', async () => (await pressed()).join() === 'Numbered list');
  await page.click('.tool[aria-label=Undo]');
  await until('no list', async () => (await kept()) === '<div>Jo Devries</div><div>Acme</div>');
  await page.click('.tool[aria-label=Redo]');
  await until('the list again', async () => (await kept()) === list);
});

test('what was copied with formats is pasted as plain text by its own keys', async (t) => {
  const page = await open(t, 'popup-signature');
  await page.type('.written', 'Jo ');
  await page.keyboard.down('Control');
  await page.keyboard.press('b');
  await page.keyboard.up('Control');
  await page.keyboard.type('Devries');
  for (const keys of [['Control', 'a'], ['Control', 'x'], ['Control', 'Shift', 'v']]) {
    for (const key of keys.slice(0, -1)) await page.keyboard.down(/** @type {import('puppeteer-core').KeyInput} */ (key));
    await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (keys.at(-1)), commandsOf(keys));
    for (const key of keys.slice(0, -1)) await page.keyboard.up(/** @type {import('puppeteer-core').KeyInput} */ (key));
  }
  await until('the words', async () => (await asked(page, 'save_signature')).at(-1)?.html === '<div>Jo Devries</div>');
});

/** What a browser on a desktop makes of the keys; one that is driven has to be told. @param {string[]} keys */
function commandsOf(keys) {
  const commands = { a: ['selectAll'], x: ['cut'], v: [] };
  return { commands: commands[/** @type {keyof typeof commands} */ (keys.at(-1))] };
}

test('an unsaved signature survives a look at another page', async (t) => {
  const page = await open(t, 'app-profile');
  await page.click('.written');
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  const before = await page.$eval('.written', (field) => field.textContent);
  await page.click('a[href="#/help"]');
  await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Help');
  assert.equal(await page.title(), 'Help · MSI Actions');
  await page.goBack();
  await page.waitForSelector('.written[contenteditable=true]');
  await until('the text', async () => (await page.$eval('.written', (field) => field.textContent)) === before);
  await page.click('[data-key=primary]');
  assert.match((await hears(page, 'save_signature')).html, /!/);
});

test('signing out asks first, and Cancel signs nobody out', async (t) => {
  const page = await open(t, 'app-profile-sign-out');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog')); // closed, and heard of
  assert.equal((await asked(page, 'sign_out')).length, 0);
  await page.click('.row .button:not(.quiet)');
  await page.waitForSelector('dialog[open]');
  await page.click('dialog[open] .button.danger');
  assert.deepEqual(await hears(page, 'sign_out'), { provider: 'salesforce', org: 'acme.my.salesforce.com', unsent: 'keep' });
});

test('signing out with unsent work asks what becomes of it, without a pointer', async (t) => {
  const page = await open(t, 'app-profile-sign-out-unsent');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog')); // closed, and heard of
  assert.equal((await asked(page, 'sign_out')).length, 0);
  assert.equal(await focused(page), 'Sign out', 'the focus is back on the button that asked');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await page.focus('dialog[open] .button.danger');
  await page.keyboard.press('Enter');
  assert.equal((await hears(page, 'sign_out')).unsent, 'delete');
});

test('another account with unsent work asks, and the choice goes along', async (t) => {
  const page = await open(t, 'app-profile', { get_unsent: { ok: { waiting: 0, drafts: 1, at_outlook: 0, in_campaigns: 0 } }, start_sign_in: { ok: {} } });
  await page.click('.row .button.quiet');
  await page.waitForSelector('dialog[open]');
  await page.click('dialog[open] [data-key=primary]');
  const { another, unsent } = await hears(page, 'start_sign_in');
  assert.deepEqual([another, unsent], [true, 'keep']);
});

test('an item that changes its state does not disturb the others', async (t) => {
  const page = await open(t, 'app-queue');
  const row = await page.$('[data-state=held] .button');
  await row?.focus();
  const now = /** @type {any} */ (VIEWS.find(({ name }) => name === 'app-queue')).answers.get_outbox.ok;
  await answer(page, { get_outbox: { ok: now.filter((/** @type {any} */ item) => item.state !== 'sending') } });
  await tell(page, 'outbox');
  await page.waitForFunction(() => !document.querySelector('[data-state=sending]'));
  assert.equal(await focused(page), 'Send now');
});
