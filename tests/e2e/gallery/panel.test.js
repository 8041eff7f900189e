// What the panel does: keys, focus, drafts, what a failure leaves, and what it asks of the worker.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { ROOT } from '../../tools/package-files.js';
import { until } from '../harness/wait.js';
import { Studio } from './studio.js';
import { VIEWS } from './views/index.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** @type {Studio} */
let studio;
before(async () => {
  studio = await Studio.open(process.env.GALLERY_EXTENSION ?? join(ROOT, 'dist/unpacked'));
});
after(() => studio?.close());

/** Opens a view; at the end nothing but `expected` may be on its console.
 * @param {import('node:test').TestContext} t @param {string} name @param {Record<string, unknown>} [answers] @param {RegExp} [expected] */
async function open(t, name, answers = {}, expected) {
  const view = VIEWS.find((view) => view.name === name);
  assert.ok(view, name);
  const shown = await studio.show({ ...view, answers: { ...view.answers, ...answers } });
  t.after(async () => {
    await shown.close();
    assert.deepEqual(shown.complaints.filter((complaint) => !expected?.test(complaint)), []);
  });
  return shown.page;
}

/** @param {Page} page @param {string} name @returns {Promise<any[]>} the bodies of what was asked by that name */
const asked = (page, name) =>
  page.evaluate(
    (name) => (/** @type {any} */ (globalThis)).gallery.asked.filter((/** @type {any} */ call) => call.name === name).map((/** @type {any} */ call) => call.body),
    name,
  );

/** @param {Page} page @param {string} name @param {(body: any) => boolean} [right] */
const hears = (page, name, right = () => true) => until(name, async () => (await asked(page, name)).find(right));

/** @param {Page} page @param {Record<string, unknown>} answers @param {string} [topic] told as changed */
const answer = (page, answers, topic) =>
  page.evaluate(
    (answers, topic) => {
      const { gallery } = /** @type {any} */ (globalThis);
      Object.assign(gallery.answers, answers);
      if (topic) gallery.changed(topic);
    },
    answers,
    topic,
  );

/** @param {Page} page @param {string} selector */
const hasFocus = (page, selector) => until(`focus on ${selector}`, () => page.$(`${selector}:focus`));

/** @param {Page} page @param {string} selector */
const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent?.trim() ?? ''));

/** @param {Page} page @param {string} [key] */
async function chord(page, key = 'Enter') {
  await page.keyboard.down('Control');
  await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key));
  await page.keyboard.up('Control');
}

/** @param {Page} page @param {string} selector @param {string} text */
const paste = (page, selector, text) =>
  page.$eval(
    selector,
    (field, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      /** @type {HTMLElement} */ (field).focus();
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    text,
  );

/** @param {string} name @returns {any} */
const recordOf = (name) => /** @type {any} */ (VIEWS.find((view) => view.name === name)?.answers.get_record).ok.record;
const NO_ANSWER = { fault: { code: 'worker.no_answer', whose_move: { retry: {} } } };

test('the panel takes no focus from the page', async (t) => {
  const page = await open(t, 'panel-record');
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test('the menu opens by arrow, goes around, and gives the focus back', async (t) => {
  const page = await open(t, 'panel-menu', {
    get_record: { ok: { record: { ...recordOf('panel-record'), actions: [['send_email', 'yes'], ['send_email', { needs: 'home_no_mailbox' }]] } } },
  });
  const at = () => page.evaluate(() => [...document.querySelectorAll('[role=menuitem]')].indexOf(/** @type {Element} */ (document.activeElement)));
  /** @type {[import('puppeteer-core').KeyInput, number][]} */
  const walk = [['ArrowDown', 1], ['ArrowDown', 0], ['ArrowUp', 1], ['Home', 0], ['End', 1], ['s', 0], ['s', 1]];
  for (const [key, expected] of walk) {
    await page.keyboard.press(key);
    assert.equal(await at(), expected, key);
  }
  await page.keyboard.press('Enter');
  assert.equal(await at(), 1, 'what cannot be done stays, with its reason');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts [aria-haspopup=menu]');
  assert.equal(await page.$('[role=menu]'), null);
  await page.keyboard.press('ArrowUp');
  assert.equal(await at(), 1);
  await page.keyboard.press('Tab');
  await until('a closed menu', async () => !(await page.$('[role=menu]')));
});

test('the menu opens the form', async (t) => {
  const page = await open(t, 'panel-menu');
  await page.keyboard.press('Enter');
  await hasFocus(page, '.written');
});

test('Refresh asks Salesforce, and the list stays where it was', async (t) => {
  const page = await open(t, 'panel-record-scrolled');
  const before = await page.$eval('main.list', (list) => list.scrollTop);
  assert.ok(before > 0);
  await answer(page, { get_record: { ok: { record: { ...recordOf('panel-record'), company: 'Another Name' } } } });
  await page.click('.foot .tool');
  await hears(page, 'get_record', ({ refresh }) => refresh);
  await until('the new name', async () => (await texts(page, '.head .line'))[0]?.includes('Another Name'));
  assert.equal(await page.$eval('main.list', (list) => list.scrollTop), before);
});

test('the form and back: the list is where it was, the focus on the button', async (t) => {
  const page = await open(t, 'panel-record-scrolled');
  const before = await page.$eval('main.list', (list) => list.scrollTop);
  await page.click('.acts .primary');
  await hasFocus(page, '.written');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts .primary');
  assert.equal(await page.$eval('main.list', (list) => list.scrollTop), before);
});

test('collapse tells the width', async (t) => {
  const page = await open(t, 'panel-record');
  await page.click('.collapse');
  assert.deepEqual(await hears(page, 'set_panel'), { collapsed: true, width: 360 });
});

test('a draft is kept while the rep types', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await hasFocus(page, 'input[name=subject]');
  await page.keyboard.type('Thursday');
  const { form, record } = await hears(page, 'save_draft');
  assert.equal(form.send_email.subject, 'Thursday');
  assert.deepEqual(record, recordOf('panel-record').record);
  await page.waitForSelector('[data-draft=saved]');
});

test('a draft is kept at once when the page goes out of sight', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await page.keyboard.type('T');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  assert.equal((await asked(page, 'save_draft')).length, 1);
});

test('Enter in the subject goes on to the text and sends nothing', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await page.keyboard.type('Thursday\n');
  await hasFocus(page, '.written');
  assert.deepEqual(await asked(page, 'submit'), []);
});

test('recipients: typed, pasted, removed, mended', async (t) => {
  const page = await open(t, 'panel-compose-draft');
  const chips = () => texts(page, '[data-field=to] .chip');
  await page.type('#compose-to', 'grace@navysystems.example,');
  assert.deepEqual(await chips(), ['Ada Lovelace', 'grace@navysystems.example']);
  await paste(page, '#compose-to', 'Lin <lin@x.example>; GRACE@navysystems.example\nnobody');
  assert.deepEqual(await chips(), ['Ada Lovelace', 'grace@navysystems.example', 'Lin', 'nobody']);
  assert.equal((await texts(page, '[data-field=to] .field-fault')).length, 1);
  await page.keyboard.press('Backspace');
  assert.deepEqual(await chips(), ['Ada Lovelace', 'grace@navysystems.example', 'Lin']);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  assert.deepEqual(await chips(), ['Ada Lovelace', 'Lin']);
  await hasFocus(page, '.chip .remove');
  assert.deepEqual(await texts(page, '[data-field=to] .field-fault'), []);
});

test('what is missing is said beside its field, and the first has the focus', async (t) => {
  const page = await open(t, 'panel-compose-faults');
  await hasFocus(page, '#compose-to');
  assert.equal((await texts(page, '.field-fault')).length, 3);
  assert.deepEqual(await asked(page, 'submit'), []);
  await page.type('#compose-to', 'ada@analytical.example ');
  await page.focus('input[name=subject]');
  await until('one fault less', async () => (await texts(page, '.field-fault')).length === 2);
});

test('Ctrl+Enter sends once, with what was typed last, and the draft is not kept again', async (t) => {
  const page = await open(t, 'panel-compose-draft');
  await page.type('#compose-to', 'grace@navysystems.example');
  await chord(page);
  await page.waitForSelector('[data-state=undo]');
  const sent = await asked(page, 'submit');
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].form.send_email.to.map((/** @type {any} */ to) => to.address), ['ada@analytical.example', 'grace@navysystems.example']);
  await hasFocus(page, '.status');
  const kept = await asked(page, 'save_draft');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  assert.equal((await asked(page, 'save_draft')).length, kept.length);
});

test('an answer that was lost: everything stays, and the same mail is submitted again', async (t) => {
  const page = await open(t, 'panel-compose-draft', { submit: NO_ANSWER });
  await chord(page);
  await page.waitForSelector('[data-fault="worker.no_answer"]');
  assert.deepEqual(await texts(page, '[data-field=to] .chip'), ['Ada Lovelace']);
  await chord(page);
  await until('two questions', async () => (await asked(page, 'submit')).length === 2);
  const [first, second] = await asked(page, 'submit');
  assert.equal(first.intent, second.intent);
});

test('what the worker refuses stands beside the field, until the field changes', async (t) => {
  const fields = [{ field: 'subject', message: 'field_subject_too_long' }];
  const page = await open(t, 'panel-compose-draft', { submit: { fault: { code: 'action.incomplete', whose_move: 'fix_input', fields } } });
  await chord(page);
  await hasFocus(page, 'input[name=subject]');
  assert.equal((await texts(page, '[data-field=subject] .field-fault')).length, 1);
  await page.keyboard.type('!');
  await until('no fault', async () => (await texts(page, '.field-fault')).length === 0);
});

test('the form stays open while its record cannot be asked for', async (t) => {
  const page = await open(t, 'panel-compose-draft');
  await answer(page, { get_record: { ok: { failed: { fault: { code: 'salesforce.session_over', whose_move: { sign_in: { provider: 'salesforce' } } } } } } }, 'record');
  await hears(page, 'get_record');
  assert.ok(await page.$('.written'));
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-fault="salesforce.session_over"]');
});

test('another record in the tab: the draft is kept where it belongs, and the rep is told', async (t) => {
  const page = await open(t, 'panel-compose-draft');
  await page.keyboard.type('P.S. ');
  const other = { ...recordOf('panel-record-long'), name: 'Grace Hopper' };
  await answer(page, { get_record: { ok: { record: other } }, save_draft: NO_ANSWER }, 'record');
  await page.waitForSelector('.notes .notice');
  assert.deepEqual(await texts(page, '.who h1'), ['Grace Hopper']);
  const { record, form } = await hears(page, 'save_draft');
  assert.deepEqual(record, recordOf('panel-record').record);
  assert.ok(form.send_email.html.includes('P.S.'));
  // The worker could not keep it: back on its record it is here all the same.
  await answer(page, { get_record: { ok: { record: recordOf('panel-record') } }, save_draft: { ok: 1 } }, 'record');
  await until('Ada', async () => (await texts(page, '.who h1'))[0] === 'Ada Lovelace');
  await page.click('.acts .primary');
  await until('the words', async () => (await texts(page, '.written'))[0]?.startsWith('P.S.'));
});

test('Undo gives the form back', async (t) => {
  const page = await open(t, 'panel-outbox-undo');
  const { form } = /** @type {any} */ (VIEWS.find(({ name }) => name === 'panel-compose-draft')?.answers.get_draft).ok;
  await answer(page, { undo: { ok: { back: { send_email: { ...form.send_email, subject: 'Second thoughts' } } } } });
  await page.click('[data-state=undo] .button');
  await page.waitForSelector('.written');
  assert.equal(await page.$eval('input[name=subject]', (field) => /** @type {HTMLInputElement} */ (field).value), 'Second thoughts');
});

test('a discarded draft comes back by Undo', async (t) => {
  const page = await open(t, 'panel-compose-discarded');
  assert.equal((await asked(page, 'drop_draft')).length, 1);
  await hasFocus(page, '.notes .button');
  await page.keyboard.press('Enter');
  await until('the form', async () => (await texts(page, '.written'))[0]?.includes('Hello Ada'));
  assert.ok(await hears(page, 'save_draft'));
});

test('what was sent becomes a line of the list', async (t) => {
  const page = await open(t, 'panel-outbox-done');
  await page.waitForSelector('.status', { hidden: true, timeout: 10_000 });
});

test('foreign HTML in the preview runs nothing and loads nothing', async (t) => {
  const page = await open(t, 'panel-compose-draft', {
    get_draft: {
      ok: {
        saved_at: 1,
        form: { send_email: { to: [], cc: [], bcc: [], subject: 'Hostile', text: 'x', html: '<img src="https://elsewhere.example/a.png" onerror="top.ran=1"><script>top.ran=1</script><p>Still here</p>' } },
      },
    },
    // What the browser says about the two that it stopped.
  }, /Content Security Policy|sandboxed/);
  /** @type {string[]} */
  const requests = [];
  page.on('requestfinished', (request) => requests.push(request.url()));
  await page.click('.form-bar .end .button');
  const frame = await (await page.waitForSelector('iframe.mail'))?.contentFrame();
  await until('the mail', async () => (await frame?.evaluate(() => document.body.innerText))?.includes('Still here'));
  assert.equal(await page.evaluate(() => 'ran' in window), false);
  assert.equal(await frame?.evaluate(() => self.origin), 'null');
  assert.deepEqual(requests.filter((url) => url.includes('elsewhere')), []);
});

test('a page that does not say whose it is: asked once, then sent', async (t) => {
  const page = await open(t, 'panel-compose-ask-user');
  assert.deepEqual(await asked(page, 'submit'), []);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.ask', { hidden: true });
  assert.ok(await page.$('.written'), 'the form stays');
  await chord(page);
  await hasFocus(page, '.ask');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-state=undo]');
  assert.equal((await asked(page, 'confirm_user')).length, 1);
  assert.equal((await asked(page, 'submit')).length, 1);
});

test('the worker asks whose page it is: so does the form', async (t) => {
  const page = await open(t, 'panel-compose-draft', { submit: { fault: { code: 'worker.confirm_user', whose_move: 'fix_input' } } });
  await chord(page);
  await hasFocus(page, '.ask');
  await answer(page, { submit: { ok: (await import('./views/outbox.js')).undo } });
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-state=undo]');
});

test('the tour goes by arrows over the parts of the panel, and is over once', async (t) => {
  const page = await open(t, 'panel-record');
  await page.click('.top [aria-haspopup=menu]');
  await page.keyboard.press('T');
  await page.keyboard.press('Enter');
  const stops = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) {
    await hasFocus(page, '.coach');
    stops.push(await page.$eval('.coach', (coach) => coach.getAttribute('data-stop')));
    await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key));
  }
  assert.deepEqual(stops, ['who', 'acts', 'feed', 'more', 'feed']);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.coach', { hidden: true });
  assert.deepEqual((await asked(page, 'tour')).at(-1), { order: 'end' });
  await hasFocus(page, '.top [aria-haspopup=menu]');
});

test('the tour that was asked for begins by itself, and Esc ends it', async (t) => {
  const page = await open(t, 'panel-tour-who');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.coach', { hidden: true });
  await hears(page, 'tour', ({ order }) => order === 'end');
});

test('the rep goes on working beside the tour', async (t) => {
  const page = await open(t, 'panel-tour-acts');
  await page.click('.acts .primary');
  await hasFocus(page, '.written');
  assert.equal(await page.$('.coach'), null);
});

test('the shortcuts are under ?, and the focus goes back', async (t) => {
  const page = await open(t, 'panel-record');
  await page.focus('.acts .primary');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] kbd');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts .primary');
});

test('wider and narrower by the menu', async (t) => {
  const page = await open(t, 'panel-more');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  assert.deepEqual(await hears(page, 'set_panel'), { collapsed: false, width: 440 });
});

test('what is on its way moves nothing above it', async (t) => {
  const page = await open(t, 'panel-record');
  const places = () => page.$$eval('.acts .primary, .item', (all) => all.map((one) => one.getBoundingClientRect().top));
  const before = await places();
  const { unconfirmed, undo } = await import('./views/outbox.js');
  await answer(page, { get_outbox: { ok: [undo, unconfirmed] } }, 'outbox');
  await page.waitForSelector('[data-state=unconfirmed]');
  assert.deepEqual(await places(), before);
});
