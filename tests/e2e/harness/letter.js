// A letter with what a mail can show, a logo, a table and a list: pasted as from another program, and looked at where
// it arrived, beside what was written.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.js';
import { LOGO } from './logo.js';
import { press } from './page.js';
import { until } from './wait.js';

const FOLDER = join(ROOT, 'target/e2e/letter');

const HTML = `<p>&nbsp;Here is our offer:</p><p><img src="data:image/png;base64,${LOGO}" alt="Acme"></p><p>Our <b>two</b> offers:</p>
<table style="border-collapse: collapse"><tr><th style="border: 1px solid #5a3fc0; padding: 4px 12px">Plan</th><th style="border: 1px solid #5a3fc0; padding: 4px 12px">Price</th></tr>
<tr><td style="border: 1px solid #5a3fc0; padding: 4px 12px">Team</td><td style="border: 1px solid #5a3fc0; padding: 4px 12px">20</td></tr></table>
<ul><li>Until the end of May</li><li>For <span style="font-size: large">everyone</span></li></ul>`;

/** A signature with a logo, as it is copied from Gmail. */
const SIGNATURE = `<div><b>Jo Devries</b></div><div><img src="data:image/png;base64,${LOGO}" alt="Jo’s logo" width="80"></div>`;

/** Pastes it into the mail that is being written. @param {import('puppeteer-core').Frame} panel @param {string} name of the pictures of it */
export async function pasteLetter(panel, name) {
  await paste(panel, HTML, 'Acme');
  await picture(panel.page(), `${name}-written`);
}

/** Pastes a signature with a logo. @param {import('./page.js').View} popup */
export const pasteSignature = (popup) => paste(popup, SIGNATURE, 'Jo’s logo');

/** @param {import('./page.js').View} view @param {string} html @param {string} words of its image */
async function paste(view, html, words) {
  await (await view.waitForSelector('.written[contenteditable=true]'))?.focus();
  await view.evaluate((html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);
  await isDrawn(view, words);
}

/** An image in the text is drawn. @param {import('./page.js').View} view @param {string} words of it */
const isDrawn = (view, words) =>
  view.waitForFunction((words) => [...document.images].some((image) => image.closest('.written') && image.alt === words && image.naturalWidth === 160), {}, words);

/** A form begins with the signature's logo. @param {import('./page.js').View} panel */
export const isSigned = (panel) => isDrawn(panel, 'Jo’s logo');

/**
 * Reads it in its receiver's mailbox: everything is there, by daylight and in the dark.
 * @param {import('./product.js').Product} it @param {string} address @param {string} subject @param {string} name of the pictures of it
 * @param {number} images how many it has
 */
export async function readLetter({ chromium, control }, address, subject, name, images = 1) {
  const [mail] = (await control.mail(address)).filter((one) => one.subject === subject);
  const [, cid] = /<img src="cid:([^"]+)" alt="Acme"/.exec(mail.html) ?? [];
  const inline = mail.attachments.filter((/** @type {any} */ { inline }) => inline);
  assert.ok(inline.every((/** @type {any} */ { base64 }) => base64 === LOGO));
  assert.equal(inline.length, images, 'each image is a part of the mail');
  assert.ok(inline.some((/** @type {any} */ { contentId }) => contentId === cid));
  const page = await chromium.tab(`https://mail.example/box/${address}`);
  await press(page, `::-p-text(${subject})`);
  const body = await until('the letter', () => page.frames().find((frame) => frame.parentFrame()));
  await body.waitForFunction((images) => document.images.length === images && [...document.images].every((image) => image.naturalWidth === 160), {}, images);
  assert.deepEqual(await body.evaluate(() => ({
    cells: [...document.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim()),
    border: getComputedStyle(/** @type {Element} */ (document.querySelector('td'))).borderTopColor,
    items: [...document.querySelectorAll('ul > li')].map((item) => item.textContent?.trim()),
    large: getComputedStyle(/** @type {Element} */ (document.querySelector('li span'))).fontSize,
  })), { cells: ['Plan', 'Price', 'Team', '20'], border: 'rgb(90, 63, 192)', items: ['Until the end of May', 'For everyone'], large: '18px' });
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await picture(page, `${name}-${value}`);
  }
  await page.close();
}

/** @param {import('puppeteer-core').Page} page @param {string} name */
async function picture(page, name) {
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: /** @type {`${string}.png`} */ (join(FOLDER, `${name}.png`)) });
}
