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

const HTML = `<p><img src="data:image/png;base64,${LOGO}" alt="Acme"></p><p>Our <b>two</b> offers:</p>
<table style="border-collapse: collapse"><tr><th style="border: 1px solid #5a3fc0; padding: 4px 12px">Plan</th><th style="border: 1px solid #5a3fc0; padding: 4px 12px">Price</th></tr>
<tr><td style="border: 1px solid #5a3fc0; padding: 4px 12px">Team</td><td style="border: 1px solid #5a3fc0; padding: 4px 12px">20</td></tr></table>
<ul><li>Until the end of May</li><li>For <span style="font-size: large">everyone</span></li></ul>`;

/** Pastes it into the mail that is being written. @param {import('puppeteer-core').Frame} panel @param {string} name of the pictures of it */
export async function pasteLetter(panel, name) {
  await panel.focus('.written');
  await panel.evaluate((html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, HTML);
  await panel.waitForFunction(() => [...document.images].some((image) => image.closest('.written') && image.naturalWidth === 160));
  await picture(panel.page(), `${name}-written`);
}

/**
 * Reads it in its receiver's mailbox: everything is there, by daylight and in the dark.
 * @param {import('./product.js').Product} it @param {string} address @param {string} subject @param {string} name of the pictures of it
 */
export async function readLetter({ chromium, control }, address, subject, name) {
  const [mail] = (await control.mail(address)).filter((one) => one.subject === subject);
  const [, cid] = /<img src="cid:([^"]+)" alt="Acme"/.exec(mail.html) ?? [];
  const [image, ...others] = mail.attachments.filter((/** @type {any} */ { contentId }) => contentId === cid);
  assert.ok(image.inline && image.base64 === LOGO && others.length === 0, 'the image is a part of the mail');
  const page = await chromium.tab(`https://mail.example/box/${address}`);
  await press(page, `::-p-text(${subject})`);
  const body = await until('the letter', () => page.frames().find((frame) => frame.parentFrame()));
  await body.waitForFunction(() => [...document.images].some((image) => image.naturalWidth === 160));
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
