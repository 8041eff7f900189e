// Images within a text: pasted, dropped or chosen, each is a stored file that the text names; removed, undone and
// found again in the draft.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LOGO } from '../harness/logo.js';
import { texts } from '../harness/texts.js';
import { until } from '../harness/wait.js';
import { answer, asked, chord, open } from './stage.js';
import { CHOICES } from './views/panel.js';

/** @typedef {import('puppeteer-core').Page} Page */

const say = texts('en');
const CID = /cid:\d{13}-[\da-f-]{36}@msi-actions/;

/** The mail as the worker was told last, once it is right. @param {Page} page @param {string} what @param {(mail: any) => unknown} right @returns {Promise<any>} */
const drafted = (page, what, right) =>
  until(what, async () => {
    const mail = (await asked(page, 'save_draft')).at(-1)?.form.send_email;
    return mail && right(mail) ? mail : undefined;
  });

/** @param {Page} page */
async function focusText(page) {
  const text = await page.waitForSelector('.written[contenteditable=true]');
  await text?.focus();
}

/**
 * Pastes, or drops, into the text.
 * @param {Page} page @param {'paste' | 'drop'} how
 * @param {{ html?: string, files?: [name: string, type: string, base64: string][] }} data
 */
async function put(page, how, { html, files = [] }) {
  await focusText(page);
  await page.evaluate((how, html, files) => {
    const data = new DataTransfer();
    if (html) data.setData('text/html', html);
    for (const [name, type, base64] of files) {
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
    }
    const line = /** @type {Element} */ (document.querySelector('.written')?.lastElementChild);
    const { left, top } = line.getBoundingClientRect();
    const init = { bubbles: true, cancelable: true };
    line.dispatchEvent(how === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, ...init })
      : new DragEvent('drop', { dataTransfer: data, clientX: left + 1, clientY: top + 1, ...init }));
  }, how, html, files);
}

/** The images in the text that are drawn: their words. @param {Page} page */
const drawn = (page) => page.$$eval('.written img', (images) => images.flatMap((image) => (image.naturalWidth > 1 && image.src.startsWith('blob:') ? [image.alt] : [])));

/** @param {Page} page @param {string[]} words */
const shows = (page, words) => until(`images: ${words}`, async () => JSON.stringify(await drawn(page)) === JSON.stringify(words));

test('a pasted picture is a part of the mail; removed it is none, and Undo brings it back', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await put(page, 'paste', { files: [['image.png', 'image/png', LOGO]] });
  await shows(page, ['']);
  const mail = await drafted(page, 'the image in the draft', ({ html, attachments }) => CID.test(html) && attachments?.length === 1);
  assert.match(mail.html, /<img src="cid:[^"]+" alt="" style="max-width: 100%;">/);
  const [image] = mail.attachments;
  assert.deepEqual([image.name, image.kind, image.size], ['image.png', 'image/png', Buffer.from(LOGO, 'base64').length]);
  assert.ok(mail.html.includes(`cid:${image.cid}`) && image.cid.startsWith(image.id));
  assert.equal(await page.$('.files'), null, 'it stands in the text, not among the files');

  await page.keyboard.press('Backspace');
  await until('the image to be gone', async () => (await page.$('.written img')) === null);
  await drafted(page, 'no image in the draft', ({ html }) => !CID.test(html));
  await chord(page, 'z');
  await shows(page, ['']);
  const again = await drafted(page, 'the image again', ({ html }) => CID.test(html));
  assert.deepEqual(again.attachments, mail.attachments);
});

test('pasted HTML keeps its pictures: data becomes a part, the web’s stay there, and what nobody has is words', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  const remote = '<img src="https://acme.example/logo.png" alt="Web">';
  await put(page, 'paste', { html: `<p>Jo <img src="data:image/png;base64,${LOGO}" alt="Acme"></p><p>${remote}</p><p><img src="cid:image001@x" alt="Theirs"><img src="blob:https://mail.example/1" alt="Blob"></p>` });
  await shows(page, ['Acme']);
  const { html } = await drafted(page, 'the pasted text', ({ html, attachments }) => CID.test(html) && attachments?.length === 1);
  assert.match(html, /^(?:<div><br><\/div>)?<p>Jo <img src="cid:[^"]+@msi-actions" alt="Acme" style="max-width: 100%;"><\/p>/);
  assert.ok(html.includes(remote));
  assert.match(html, /<p>Theirs<\/p>/);
  assert.doesNotMatch(html, /data:|blob:/);
});

test('a picture that is dropped into the text stands there; other files are attached', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await put(page, 'drop', { files: [['Acme logo.png', 'image/png', LOGO]] });
  await shows(page, ['Acme logo']);
  await put(page, 'drop', { files: [['offer.pdf', 'application/pdf', 'AAAA']] });
  await page.waitForSelector('.files .file');
  const mail = await drafted(page, 'both', ({ attachments }) => attachments?.length === 2);
  assert.deepEqual(mail.attachments.map((/** @type {any} */ { name, cid }) => [name, cid !== undefined]), [['Acme logo.png', true], ['offer.pdf', false]]);
  assert.equal((await page.$$('.files .file:not([aria-busy])')).length, 1);
});

test('the toolbar inserts a picture, and its words are written by keyboard', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  const folder = await mkdtemp(join(tmpdir(), 'msi-image-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'plan.png'), Buffer.from(LOGO, 'base64'));
  await focusText(page);
  await page.keyboard.type('Our ');
  await page.keyboard.down('Alt');
  await page.keyboard.press('F10');
  await page.keyboard.up('Alt');
  const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  while ((await name()) !== say('editor_image')) await page.keyboard.press('ArrowRight');
  const dialog = page.waitForFileChooser();
  // By its answer the browser listens for the dialog.
  await page.evaluate(() => true);
  await page.keyboard.press('Enter');
  const chooser = await dialog;
  await chooser.accept([join(folder, 'plan.png')]);
  await shows(page, ['plan']);
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.up('Shift');
  await (await page.waitForSelector(`[aria-label="${say('editor_image_words')}"]`))?.click();
  await page.waitForSelector('.link-form input:focus');
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type('Our plan for May');
  await page.keyboard.press('Enter');
  await shows(page, ['Our plan for May']);
  await drafted(page, 'the words', ({ html }) => html.includes('alt="Our plan for May"'));
});

test('what no mail program shows, and what is too large, is not inserted, and said', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await focusText(page);
  await page.evaluate(() => {
    const field = /** @type {HTMLInputElement} */ (document.querySelector('input[data-field=image]'));
    const data = new DataTransfer();
    data.items.add(new File(['BM'], 'scan.bmp', { type: 'image/bmp' }));
    field.files = data.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await until('the refusal', () => page.evaluate((words) => document.body.innerText.includes(words), say('editor_image_kind', 'scan.bmp')));
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(30_000_000)], 'photo.jpg', { type: 'image/jpeg' }));
    document.querySelector('.written')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await until('the refusal', () => page.evaluate((words) => document.body.innerText.includes(words), say('attach_too_large', 'photo.jpg', '30 MB')));
  assert.equal(await page.$('.written img'), null);
});

test('a draft that is opened again shows its pictures, and so does the preview', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await put(page, 'paste', { html: `<p>Hello <img src="data:image/png;base64,${LOGO}" alt="Acme"></p>` });
  const mail = await drafted(page, 'the draft', ({ html, attachments }) => CID.test(html) && attachments?.length === 1);
  await page.click('.form-bar .end .button');
  const frame = await until('the preview', () => page.frames().find((frame) => frame.parentFrame()));
  await frame.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) > 1);
  await page.reload();
  await page.waitForSelector('.acts .primary');
  await answer(page, { get_draft: { ok: { form: { send_email: mail }, saved_at: Date.now(), choices: CHOICES } } });
  await page.click('.acts .primary');
  await shows(page, ['Acme']);
});

test('a picture that is wider than a mail’s text is shown as wide as that', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  const wide = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 1200, height: 20 });
    return canvas.toDataURL('image/png').split(',')[1];
  });
  await put(page, 'paste', { files: [['Screenshot.png', 'image/png', wide]] });
  const { html } = await drafted(page, 'the width', ({ html }) => html.includes('width='));
  assert.match(html, /<img src="cid:[^"]+" alt="Screenshot" width="600" style="max-width: 100%;">/);
});

test('what is copied from another mail, or dragged within one, keeps its pictures and attaches nothing', async (t) => {
  const first = await open(t, 'panel-compose-fresh');
  await put(first, 'paste', { html: `<p>One <img src="data:image/png;base64,${LOGO}" alt="Acme"></p>` });
  const { html } = await drafted(first, 'the image', ({ html, attachments }) => CID.test(html) && attachments?.length === 1);
  const copy = html.replace(/src="(cid:[^"]+)"/, 'src="blob:chrome-extension://x/1" data-address="$1"');
  const page = await open(t, 'panel-compose-fresh');
  await put(page, 'paste', { html: copy });
  await shows(page, ['Acme']);
  await page.evaluate(() => document.querySelector('.written img')?.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: new DataTransfer() })));
  await put(page, 'drop', { html: '<p>Two</p>', files: [['image.png', 'image/png', LOGO]] });
  await drafted(page, 'what was dropped', ({ html }) => html.includes('Two') && CID.test(html));
  assert.equal(await page.$('.files'), null);
});

test('a size is chosen for words, shown where the caret stands, and taken off', async (t) => {
  const page = await open(t, 'panel-compose-fresh');
  await focusText(page);
  await page.keyboard.type('Big news');
  await chord(page, 'a');
  await page.select('.tool.sizes', 'xx-large');
  const { html } = await drafted(page, 'large words', ({ html }) => html.includes('xx-large'));
  assert.match(html, /<span style="font-size: xx-large;">Big news<\/span>/);
  assert.equal(await page.$eval('.tool.sizes', (select) => /** @type {HTMLSelectElement} */ (select).value), 'xx-large');
  await chord(page, 'a');
  await page.select('.tool.sizes', '');
  await drafted(page, 'words as they were', ({ html }) => !html.includes('font-size'));
});
