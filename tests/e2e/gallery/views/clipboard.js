// What a rep pastes into an editor.

/** @typedef {import('puppeteer-core').Page} Page */

/** Pastes HTML where the caret is. @param {Page} page @param {string} html */
export async function pasteHtml(page, html) {
  await (await page.waitForSelector('.written[contenteditable=true]'))?.focus();
  await page.evaluate((html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    document.querySelector('.written')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

/** Pastes HTML with an image, and waits until that is drawn. @param {Page} page @param {string} html */
export async function pasteImage(page, html) {
  await pasteHtml(page, html);
  await page.waitForFunction(() => [...document.images].some((image) => image.closest('.written') && image.naturalWidth > 1));
}
