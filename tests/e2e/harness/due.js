// What the extension keeps of its sends, moved in time.
import { EXTENSION_ID } from './browser.js';

/**
 * Moves when every kept mail, call and task was submitted and is due. The worker must be stopped: what it
 * has read it does not read again.
 * @param {import('./browser.js').Chromium} chromium @param {number} by milliseconds; less than 0 is into the past
 */
export async function moveDue(chromium, by) {
  const page = await chromium.tab(`chrome-extension://${EXTENSION_ID}/icons/16.png`);
  await page.evaluate((by) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('msi-actions');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('intents', 'readwrite');
      const cursor = transaction.objectStore('intents').openCursor();
      cursor.onsuccess = () => {
        const row = cursor.result;
        if (!row) return;
        row.update(String(row.value).replaceAll(/"(due|submitted)":(\d+)/g, (_, key, at) => `"${key}":${Number(at) + by}`));
        row.continue();
      };
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(undefined);
      };
    };
  }), by);
  await page.close();
}
