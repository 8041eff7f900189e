// What the panel does: keys, focus, drafts, what a failure leaves, and what it asks of the worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../harness/wait.js';
import { NO_ANSWER, answer, asked, chord, hasFocus, hears, open, recordOf, texts } from './stage.js';
import { VIEWS } from './views/index.js';
import * as outbox from './views/outbox.js';
import { CHOICES } from './views/panel.js';
import { ACCOUNT_VIEW, ADA_VIEW, DAY, GRACE_VIEW, now, on, withFacts } from './views/records.js';

/** @typedef {import('puppeteer-core').Page} Page */

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

/** The contrast of an element's words with its ground. @param {Page} page @param {string} selector */
const contrastOf = (page, selector) =>
  page.$eval(selector, (element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    const light = (/** @type {string} */ colour) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [more = 0, less = 0] = [light(color), light(backgroundColor)].sort((a, b) => b - a);
    return (more + 0.05) / (less + 0.05);
  });

test('the panel takes no focus from the page', async (t) => {
  const page = await open(t, 'panel-record');
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test('the menu opens by arrow, goes around, and gives the focus back', async (t) => {
  const [ada] = recordOf('panel-record').facts.people;
  const page = await open(t, 'panel-menu', {
    get_record: { ok: { record: withFacts(recordOf('panel-record'), { people: [{ ...ada, address: null }] }) } },
  });
  const at = () => page.evaluate(() => [...document.querySelectorAll('[role=menuitem]')].indexOf(/** @type {Element} */ (document.activeElement)));
  /** @type {[import('puppeteer-core').KeyInput, number][]} */
  const walk = [['ArrowDown', 1], ['ArrowDown', 2], ['ArrowDown', 0], ['ArrowUp', 2], ['Home', 0], ['End', 2], ['l', 1], ['s', 0]];
  for (const [key, expected] of walk) {
    await page.keyboard.press(key);
    assert.equal(await at(), expected, key);
  }
  await page.keyboard.press('Enter');
  assert.equal(await at(), 0, 'what cannot be done stays, with its reason');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts [aria-haspopup=menu]');
  assert.equal(await page.$('[role=menu]'), null);
  await page.keyboard.press('ArrowUp');
  assert.equal(await at(), 2);
  await page.keyboard.press('Tab');
  await until('a closed menu', async () => !(await page.$('[role=menu]')));
});

test('the menu opens the form', async (t) => {
  const page = await open(t, 'panel-menu');
  await page.keyboard.press('Enter');
  await hasFocus(page, '.written');
});

test('a view that is due is shown at once and asked for once, in place', async (t) => {
  const ada = recordOf('panel-record');
  const due = { ok: { record: withFacts(ada, { freshness: { ...ada.facts.freshness, due: true } }) } };
  const page = await open(t, 'panel-record-scrolled', { get_record_now: due, get_record: null });
  await hears(page, 'get_record', ({ refresh }) => !refresh);
  assert.ok((await texts(page, 'h1'))[0]?.includes('Ada'), 'what is kept, while Salesforce is asked');
  await answer(page, { get_record: due }, 'record');
  assert.equal((await asked(page, 'get_record')).length, 1, 'one question at a time');
});

test('beside the page of another record nothing of the one before is left, however late Salesforce answers', async (t) => {
  const page = await open(t, 'panel-record');
  const grace = recordOf('panel-strip-undo');
  await answer(page, { get_record_now: { ok: { loading: { record: grace.facts.record } } }, get_record: null }, 'record');
  await page.waitForSelector('.head.skeleton');
  assert.equal(await page.$('button'), null, 'nothing can be pressed');
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes('Ada'));
  await answer(page, { get_record_now: { ok: { record: grace } } }, 'record');
  await until('Grace', async () => (await texts(page, 'h1'))[0]?.includes('Grace'));
});

test('an answer about the record before comes too late', async (t) => {
  const ada = recordOf('panel-record');
  const page = await open(t, 'panel-record');
  const grace = recordOf('panel-strip-undo');
  await page.evaluate((late) => {
    const { gallery } = /** @type {any} */ (globalThis);
    const send = chrome.runtime.sendMessage;
    Object.assign(chrome.runtime, {
      /** @param {string} text */
      sendMessage: async (text) => {
        if (JSON.parse(text).name !== 'get_record') return send(/** @type {any} */ (text));
        await new Promise((answered) => { gallery.answerLate = answered; });
        return JSON.stringify(late);
      },
    });
  }, { ok: { record: withFacts(ada, { company: 'Too late' }) } });
  await page.click('.foot .tool');
  await answer(page, { get_record_now: { ok: { record: grace } } }, 'record');
  await until('Grace', async () => (await texts(page, 'h1'))[0]?.includes('Grace'));
  await page.evaluate(() => (/** @type {any} */ (globalThis)).gallery.answerLate());
  await new Promise((later) => { setTimeout(later, 200); });
  assert.ok((await texts(page, 'h1'))[0]?.includes('Grace'));
});

test('Refresh asks Salesforce, and the list stays where it was', async (t) => {
  const page = await open(t, 'panel-record-scrolled');
  const before = await page.$eval('main.list', (list) => list.scrollTop);
  assert.ok(before > 0);
  await answer(page, { get_record: { ok: { record: withFacts(recordOf('panel-record'), { company: 'Another Name' }) } } });
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
  assert.deepEqual(record, recordOf('panel-record').facts.record);
  await page.waitForSelector('[data-draft=saved]');
});

test('a draft is kept at once when the page goes out of sight', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await page.keyboard.type('T');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  assert.equal((await asked(page, 'save_draft')).length, 1);
});

test('Tab goes from the subject to the text, and only then to its tools; Alt+F10 is the short way', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await page.keyboard.type('Thursday');
  await page.keyboard.press('Tab');
  await hasFocus(page, '.written');
  await page.keyboard.press('Tab');
  await hasFocus(page, '.toolbar .tool');
  const [tools, text] = await page.$$eval('.toolbar, .written', (all) => all.sort((a, b) => Number(a.matches('.written')) - Number(b.matches('.written'))).map((one) => one.getBoundingClientRect().top));
  assert.ok(Number(tools) < Number(text), 'they are shown above the text');
  await page.focus('.written');
  await page.keyboard.down('Alt');
  await page.keyboard.press('F10');
  await page.keyboard.up('Alt');
  await hasFocus(page, '.toolbar .tool');
});

test('an open task has an open box, one that is done a ticked one', async (t) => {
  const page = await open(t, 'panel-record');
  const icon = (/** @type {string} */ id) => page.$eval(`[data-activity=${id}] .icon path`, (path) => path.getAttribute('d'));
  assert.notEqual(await icon('t1'), await icon('t3'));
});

test('the words of a button that cannot be pressed are read, also under the pointer', async (t) => {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    const page = await open(t, 'panel-menu-needs', {}, undefined, { theme });
    await page.keyboard.press('Escape');
    for (const hover of [false, true]) {
      if (hover) await page.hover('.acts .primary');
      const contrast = await contrastOf(page, '.acts .primary');
      assert.ok(contrast >= 4.5, `${theme}, ${hover ? 'under the pointer' : 'at rest'}: ${contrast}`);
    }
  }
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
  assert.deepEqual(await chips(), ['Ada Lovelace ada@analytical.example', 'grace@navysystems.example']);
  await paste(page, '#compose-to', 'Lin <lin@x.example>; GRACE@navysystems.example\nnobody');
  assert.deepEqual(await chips(), ['Ada Lovelace ada@analytical.example', 'grace@navysystems.example', 'Lin lin@x.example', 'nobody']);
  assert.equal((await texts(page, '[data-field=to] .field-fault')).length, 1);
  await page.keyboard.press('Backspace');
  assert.deepEqual(await chips(), ['Ada Lovelace ada@analytical.example', 'grace@navysystems.example', 'Lin lin@x.example']);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  assert.deepEqual(await chips(), ['Ada Lovelace ada@analytical.example', 'Lin lin@x.example']);
  await hasFocus(page, '.chip .remove');
  assert.deepEqual(await texts(page, '[data-field=to] .field-fault'), []);
});

test('recipients are found by name, and one who wants no mail is marked', async (t) => {
  const page = await open(t, 'panel-compose-find');
  const options = await texts(page, '[data-field=to] [role=option]');
  assert.equal(options.length, 3);
  assert.deepEqual(options.map((option) => option.includes('No email')), [false, true, false]);
  const box = '#compose-to[role=combobox]';
  const active = () => page.$eval(box, (box) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '');
  assert.equal(await page.$eval(box, (box) => box.getAttribute('aria-expanded')), 'true');
  assert.match(await active(), /^Grace Hopper/);
  await page.keyboard.press('ArrowDown');
  assert.match(await active(), /^Grete Hermann/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await hasFocus(page, '#compose-to');
  assert.match((await texts(page, '[data-field=to] .chip'))[1] ?? '', /Grant Imahara/);
  const { form } = await hears(page, 'save_draft', ({ form }) => form.send_email.to.length === 2);
  assert.equal(form.send_email.to[1].record.slice(0, 15), '0035g0000Grant1');
  await page.type('#compose-to', 'gr');
  await page.waitForSelector('[data-field=to] [role=option]');
  assert.equal((await asked(page, 'find_people')).length, 1, 'the same text is not asked again');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-field=to] .options', { hidden: true });
  assert.equal(await page.$eval('#compose-to', (input) => /** @type {HTMLInputElement} */ (input).value), 'gr');
});

test('a typed address that is somebody’s becomes that person; one that is nobody’s stays', async (t) => {
  const page = await open(t, 'panel-compose-find');
  await page.keyboard.press('Escape');
  for (const [address, record] of [['GRANT@lucas.example', '0035g0000Grant1'], ['nobody@lucas.example', undefined]]) {
    await page.click('#compose-to', { count: 3 });
    await page.type('#compose-to', `${address},`);
    const of = (/** @type {any} */ { form }) => form.send_email.to.find((/** @type {any} */ to) => to.address === address);
    await hears(page, 'save_draft', (body) => of(body) && of(body).record?.slice(0, 15) === record);
  }
});

test('what is missing is said beside its field, and the first has the focus', async (t) => {
  const page = await open(t, 'panel-compose-faults');
  await hasFocus(page, '#compose-to');
  assert.equal((await texts(page, '.field-fault')).length, 2);
  assert.deepEqual(await asked(page, 'submit'), []);
  await page.type('#compose-to', 'ada@analytical.example ');
  await page.focus('input[name=subject]');
  await until('one fault less', async () => (await texts(page, '.field-fault')).length === 1);
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
  assert.deepEqual(await texts(page, '[data-field=to] .chip'), ['Ada Lovelace ada@analytical.example']);
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
  const before = (await asked(page, 'get_record_now')).length;
  await answer(page, {}, 'record');
  await until('another question', async () => (await asked(page, 'get_record_now')).length > before);
  assert.ok(await page.$('.written'));
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-fault="salesforce.session_over"]');
});

test('another record in the tab: the draft is kept where it belongs, and the rep is told', async (t) => {
  const page = await open(t, 'panel-compose-draft');
  await page.keyboard.type('P.S. ');
  const other = withFacts(recordOf('panel-record-long'), { name: 'Grace Hopper' });
  await answer(page, { get_record: { ok: { record: other } }, save_draft: NO_ANSWER }, 'record');
  await page.waitForSelector('.notes .notice');
  assert.deepEqual(await texts(page, '.who h1'), ['Grace Hopper']);
  const { record, form } = await hears(page, 'save_draft');
  assert.deepEqual(record, recordOf('panel-record').facts.record);
  assert.ok(form.send_email.html.includes('P.S.'));
  // The worker could not keep it: back on its record it is here all the same.
  await answer(page, { get_record: { ok: { record: recordOf('panel-record') } }, save_draft: { ok: { at: 1 } } }, 'record');
  await until('Ada', async () => (await texts(page, '.who h1'))[0] === 'Ada Lovelace');
  await page.click('.acts .primary');
  await until('the words', async () => (await texts(page, '.written'))[0]?.startsWith('P.S.'));
});

/** The draft of `panel-compose-draft` as another tab has kept it. @param {number} edition */
const fromAnotherTab = (edition) => ({
  record: recordOf('panel-record').facts.record, name: 'Ada Lovelace', action: 'send_email', subject: 'Newer', recipients: 'Ada Lovelace',
  saved_at: 1, id: '00000000-0000-4000-8000-000000000001', edition, writer: '00000000-0000-4000-8000-000000000002',
});
/** @param {string} subject @param {number} edition */
const draftSaying = (subject, edition) => {
  const { form } = /** @type {any} */ (VIEWS.find(({ name }) => name === 'panel-compose-draft')?.answers.get_draft).ok;
  return { ok: { form: { send_email: { ...form.send_email, subject } }, saved_at: 1, draft: [fromAnotherTab(0).id, edition], choices: CHOICES } };
};

test('the same draft in another tab: its words are followed, one’s own are not taken away', async (t) => {
  const page = await open(t, 'panel-compose-draft', { get_draft: draftSaying('Old', 3), get_drafts: { ok: [fromAnotherTab(3)] } });
  const subject = () => page.$eval('input[name=subject]', (field) => /** @type {HTMLInputElement} */ (field).value);
  assert.equal(await subject(), 'Old');
  await answer(page, { get_draft: draftSaying('Newer', 4), get_drafts: { ok: [fromAnotherTab(4)] } }, 'drafts');
  await until('the newer words', async () => (await subject()) === 'Newer');
  assert.deepEqual(await asked(page, 'save_draft'), []);

  await answer(page, { save_draft: { ok: 'changed' }, get_drafts: { ok: [fromAnotherTab(6)] } });
  await page.focus('input[name=subject]');
  await page.keyboard.type('!');
  await page.waitForSelector('[data-elsewhere=changed]');
  assert.equal((await hears(page, 'save_draft')).writing.seen, 4);
  await chord(page);
  await hasFocus(page, '[data-elsewhere] .button');
  assert.deepEqual(await asked(page, 'submit'), [], 'first the rep says which words count');
  await answer(page, { save_draft: { ok: { at: 1 } } }, 'drafts');
  await until('the list', async () => (await asked(page, 'get_drafts')).length > 2);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-draft=saved]');
  const { form, writing } = /** @type {any} */ ((await asked(page, 'save_draft')).at(-1));
  assert.deepEqual([form.send_email.subject, writing.seen], ['Newer!', 6]);
});

test('a draft that another tab has sent closes its form; words that were not in it stay', async (t) => {
  const answers = { get_draft: draftSaying('Old', 3), get_drafts: { ok: [fromAnotherTab(3)] }, save_draft: { ok: 'sent' } };
  const page = await open(t, 'panel-compose-draft', answers);
  await answer(page, { get_drafts: { ok: [] } }, 'drafts');
  await page.waitForSelector('.written', { hidden: true });
  await page.waitForSelector('.notes .notice');

  const other = await open(t, 'panel-compose-draft', answers);
  await other.type('input[name=subject]', '!');
  await other.waitForSelector('[data-elsewhere=sent]');
  await answer(other, { get_drafts: { ok: [] }, save_draft: { ok: { at: 1 } } }, 'drafts');
  await until('the list', async () => (await asked(other, 'get_drafts')).length > 1);
  await other.click('[data-elsewhere] .button');
  await other.waitForSelector('[data-draft=saved]');
  const { writing } = /** @type {any} */ ((await asked(other, 'save_draft')).at(-1));
  assert.equal(writing.seen, null);
  assert.notEqual(writing.draft, fromAnotherTab(0).id, 'it is another draft');
});

test('what is typed without a pause is kept while it is typed', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await page.keyboard.type('Every word is typed without a pause', { delay: 60 });
  assert.ok((await asked(page, 'save_draft')).length >= 3);
});

test('no subject, or no words but the signature: asked before anything is sent', async (t) => {
  const page = await open(t, 'panel-compose-doubts');
  await hasFocus(page, '[role=alertdialog]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[role=alertdialog]', { hidden: true });
  assert.ok(await page.$('.written'), 'the form is still open');
  await chord(page);
  await hasFocus(page, '[role=alertdialog]');
  await answer(page, { submit: { ok: { taken: outbox.undo } } });
  await page.click('[role=alertdialog] [data-key=primary]');
  await page.waitForSelector('[data-state=undo]');
  const sent = await asked(page, 'submit');
  assert.deepEqual(sent.map(({ sure }) => sure), [[], [], ['no_subject', 'no_words']]);
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
        choices: CHOICES,
        form: { send_email: { to: [], cc: [], bcc: [], subject: 'Hostile', text: 'x', html: '<img src="https://elsewhere.example/a.png" onerror="top.ran=1"><script>top.ran=1</script><p>Still here</p>' } },
      },
    },
  });
  /** @type {string[]} */
  const requests = [];
  page.on('requestfinished', (request) => requests.push(request.url()));
  await page.click('.form-bar .end .button');
  const frame = await (await page.waitForSelector('iframe.mail'))?.contentFrame();
  await until('the mail', async () => (await frame?.evaluate(() => document.body.innerText))?.includes('Still here'));
  assert.equal(await page.evaluate(() => 'ran' in window), false);
  assert.equal(await page.$eval('iframe.mail', (frame) => frame.getAttribute('sandbox')), 'allow-same-origin', 'no script of whose ever runs in it');
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
  await answer(page, { submit: { ok: { taken: (await import('./views/outbox.js')).undo } } });
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-state=undo]');
});

test('the shortcuts are under ?, and the focus goes back', async (t) => {
  const page = await open(t, 'panel-record');
  await page.focus('.acts .primary');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] kbd');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts .primary');
});

test('? lists the browser\'s own keys as they are set, and leads to where they are set', async (t) => {
  const page = await open(t, 'panel-shortcuts');
  await until('the keys', async () => (await texts(page, '.browser-keys dt')).length === 2);
  assert.deepEqual(await texts(page, '.browser-keys dt'), ['Alt + Shift + M', 'Not set']);
  assert.equal(await page.$eval('dialog', (dialog) => dialog.scrollTop), 0, 'read from its top');
  await answer(page, { get_browser_keys: { ok: [{ does: 'toggle_panel', keys: 'Ctrl+Shift+1' }, { does: '_execute_action', keys: 'Alt+M' }] } }, 'setup');
  await until('the keys as they are set now', async () => (await texts(page, '.browser-keys dt'))[0] === 'Ctrl + Shift + 1');
  await page.click('.browser-keys ~ .buttons .button');
  await hears(page, 'open_browser_keys');
});

test('the actions stand in one row or two, never one of them alone, in any width', async (t) => {
  const page = await open(t, 'panel-record');
  for (const [width, rows, words] of [[320, 1, 0], [360, 1, 0], [600, 1, 3]]) {
    await page.setViewport({ width: Number(width), height: 640 });
    const tops = await page.$$eval('.acts .button', (all) => new Set(all.map((one) => one.getBoundingClientRect().top)).size);
    assert.equal(tops, rows, `${width}`);
    const shown = await page.$$eval('.acts .others .button-words', (all) => all.filter((one) => one.getBoundingClientRect().width > 1).length);
    assert.equal(shown, words, `${width}`);
  }
  const names = await page.$$eval('.acts .button', (all) => all.map((one) => [one.textContent?.trim(), one.getAttribute('title')]));
  assert.deepEqual(names, [['Send Sales Email', 'Send Sales Email (E)'], ['Log a Call', 'Log a Call (C)'], ['Add Task', 'Add Task (T)'], ['Actions', 'Actions']]);
});

test('wider and narrower by the menu', async (t) => {
  const page = await open(t, 'panel-more');
  const items = await texts(page, '[role=menuitem]');
  await page.keyboard.press('Home');
  for (let n = items.findIndex((words) => words.startsWith('Wider')); n > 0; n -= 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.deepEqual(await hears(page, 'set_panel'), { collapsed: false, width: 440 });
});

test('the side panel has the browser\'s own edge and button', async (t) => {
  const page = await open(t, 'panel-side');
  assert.equal(await page.$('.collapse'), null);
  await page.click('.top [aria-haspopup=menu]');
  await page.waitForSelector('[role=menuitem]');
  assert.ok(!(await texts(page, '[role=menuitem]')).some((words) => /Wider|side panel/.test(words)));
});

test('the actions have their keys, where nothing is typed', async (t) => {
  const page = await open(t, 'panel-record');
  await page.keyboard.press('e');
  await hasFocus(page, '.written');
  await page.keyboard.type('tec');
  assert.equal(await page.$('.acts'), null, 'what is typed is text');
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

test('a button that goes with its state leaves the focus to its card; what happens later takes it from nowhere else', async (t) => {
  const page = await open(t, 'panel-record');
  const { undo } = outbox;
  await answer(page, { get_outbox: { ok: [undo] } }, 'outbox');
  await page.waitForSelector('.status [data-state=undo]');
  await page.focus('.status .button');
  await answer(page, { get_outbox: { ok: [{ ...undo, state: 'sending' }] } }, 'outbox');
  await hasFocus(page, '.status');
  await page.focus('.acts .primary');
  await answer(page, { get_outbox: { ok: [{ ...undo, state: { done: { warning: null } } }] } }, 'outbox');
  await page.waitForSelector('.status [data-state=done]');
  await hasFocus(page, '.acts .primary');
});

test('an open menu keeps the focus while what lies behind it is renewed', async (t) => {
  const page = await open(t, 'panel-menu');
  await page.keyboard.press('ArrowDown');
  await hasFocus(page, '[role=menuitem]:nth-child(2)');
  await answer(page, { get_record_now: { ok: { record: withFacts(recordOf('panel-record'), { company: 'Another Name' }) } } }, 'record');
  await until('the new name', async () => (await texts(page, '.head .line'))[0]?.includes('Another Name'));
  await hasFocus(page, '[role=menuitem]:nth-child(2)');
  await page.keyboard.press('Escape');
  await hasFocus(page, '.acts [aria-haspopup=menu]');
});

test('arrows go along the tabs, whose choice is told; a tab says why it is empty', async (t) => {
  const page = await open(t, 'panel-record');
  const tab = () => page.evaluate(() => document.activeElement?.id);
  await page.focus('[role=tab][aria-selected=true]');
  for (const [key, id] of /** @type {[import('puppeteer-core').KeyInput, string][]} */ ([
    ['ArrowRight', 'tab-upcoming-button'], ['End', 'tab-web-button'], ['ArrowRight', 'tab-insights-button'], ['ArrowLeft', 'tab-web-button'],
  ])) {
    await page.keyboard.press(key);
    assert.equal(await tab(), id, key);
  }
  assert.equal((await page.$$('[role=tab][tabindex="0"]')).length, 1, 'one stop for Tab');
  assert.match((await texts(page, '[role=tabpanel]'))[0] ?? '', /Marketo is not connected/);
  await hears(page, 'choose_tab', ({ choice }) => choice.tab === 'web' && choice.object === 'Lead');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal((await page.$$('.feed .item')).length, 2, 'what is to come');
});

test('of thousands of activities and people only those near the view are drawn, and all can be reached', async (t) => {
  const page = await open(t, 'panel-record');
  const drawn = (/** @type {string} */ rows) => page.evaluate((rows) => document.querySelectorAll(rows).length, rows);
  const end = () => page.$eval('main.list', (list) => list.scrollTo(0, list.scrollHeight));
  const rows = (/** @type {number} */ n, /** @type {(n: number) => object} */ row) => Array.from({ length: n }, (_, at) => row(at));
  const facts = { ...ADA_VIEW.facts, activities: rows(2000, (n) => ({ ...ADA_VIEW.facts.activities.at(-1), id: `e${1000 + n}` })) };
  await answer(page, { get_record: { ok: { record: { ...ADA_VIEW, facts } } } }, 'record');
  for (const last of ['[data-activity=e1000]', '[data-activity=e2999]']) {
    await page.waitForSelector(last);
    await until('a few rows', async () => (await drawn('.item')) <= 100);
    await until('the end', async () => (await end(), await drawn('[data-activity=e2999]')) === 1);
  }
  assert.deepEqual(await page.$eval('[data-activity=e2999]', (row) => [row.ariaPosInSet, row.ariaSetSize]), ['2000', '2000']);

  const grace = ACCOUNT_VIEW.facts.people[0];
  const people = rows(5000, (n) => ({ ...grace, record: `0035g${String(n).padStart(10, '0')}AAA`, name: `Grace ${n}` }));
  await answer(page, { get_record: { ok: { record: withFacts(ACCOUNT_VIEW, { people }) } } }, 'record');
  await page.waitForSelector('.people .buttons .button');
  await page.click('.people .buttons .button');
  await until('the end', async () => (await end(), await drawn('.person input[aria-posinset="5000"]')) === 1);
  await until('a few people', async () => (await drawn('.person')) <= 100);
});

test('a week is chosen by arrows and read out, a kind is left out, and all come back', async (t) => {
  const page = await open(t, 'panel-record');
  assert.deepEqual(await page.$$eval('.item:has(.new)', (marked) => marked.map((row) => row.getAttribute('data-activity'))), ['e1'], 'what changed since the last look');
  const items = async () => (await page.$$('.feed .item')).length;
  const all = await items();
  // What is how many days ago lies in another week on another day of the week: a week has as many rows as it says.
  const chosen = async () => {
    const label = await page.$eval('.week input:checked', (week) => week.getAttribute('aria-label') ?? '');
    const [week = '', said = ''] = label.split(/\. (.*)/);
    assert.match(week, /^Week of /);
    return [...said.matchAll(/ (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  await page.focus('.week:last-of-type input');
  await page.keyboard.press('Space');
  assert.equal(await items(), await chosen(), 'this week');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await items(), await chosen(), 'the week before');
  const labels = await page.$$eval('.week input', (weeks) => weeks.map((week) => week.getAttribute('aria-label')).join());
  assert.match(labels, /They: (Email 1, )?Interesting moment 1/);
  await page.keyboard.press('Escape');
  assert.equal(await items(), all);
  await page.click('.kinds .of-email');
  assert.equal(await items(), all - 4);
  assert.equal(await page.$eval('.kinds .of-email', (kind) => kind.getAttribute('aria-pressed')), 'false');
  await page.click('.kinds .of-email');

  // Where mails were read less far back than the rest, the list ends there; one call reads on.
  const mails = { source: 'mails', after: { at: now - 15 * DAY, day: null, id: '02sAc0000000001IAA' }, read_from: on(-14) };
  const facts = { ...ADA_VIEW.facts, older: [mails, ...ADA_VIEW.facts.older] };
  await answer(page, { get_record: { ok: { record: { ...ADA_VIEW, facts } } } }, 'record');
  await until('the end of the list', async () => (await items()) === all - 4);
  const older = { ...ADA_VIEW.facts.activities.find(({ id }) => id === 'e3'), id: 'e5', at: now - 16 * DAY };
  await answer(page, { get_older: { ok: { activities: [older], older: [] } } });
  await page.click('.more-rows .button');
  assert.deepEqual(await hears(page, 'get_older'), { record: facts.record, account: false, week: null, of: facts.older });
  await until('all of it', async () => (await items()) === all + 1);
  assert.deepEqual(await page.evaluate(() => [document.activeElement?.id, document.querySelector('.more-rows')]), ['older-status', null]);

  // A contact's whole account: one call, and back again.
  const grace = { ...GRACE_VIEW, facts: { ...GRACE_VIEW.facts, account: '0015g0000Navy01' } };
  await answer(page, { get_record: { ok: { record: grace } }, get_older: { ok: { activities: [{ ...older, who: 'Alan Turing' }], older: [] } } }, 'record');
  await (await page.waitForSelector('.below > .text-button'))?.click();
  await until('the account', async () => (await items()) === 1);
  const all_of = ['tasks', 'mails', 'meetings', 'campaigns'].map((source) => ({ source, after: null, read_from: null }));
  assert.deepEqual((await asked(page, 'get_older')).at(-1), { record: grace.facts.record, account: true, week: null, of: all_of });
  await page.click('.below > .text-button');
  await until('the contact alone', async () => (await items()) === grace.facts.activities.length);
});
