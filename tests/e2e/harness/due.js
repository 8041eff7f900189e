// What the extension keeps of its sends, moved in time.
import { EXTENSION_ID } from './browser.js';

/**
 * Moves when every kept mail, call and task was submitted, was begun and is due. The worker must be stopped: what it
 * has read it does not read again.
 * @param {import('./browser.js').Chromium} chromium @param {number} by milliseconds; less than 0 is into the past
 */
export async function moveDue(chromium, by) {
  const page = await chromium.tab(`chrome-extension://${EXTENSION_ID}/icons/icon.svg`);
  await page.evaluate((by) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('msi-actions');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(['outbox', 'due'], 'readwrite');
      const [outbox, due] = [transaction.objectStore('outbox'), transaction.objectStore('due')];
      const rows = outbox.openCursor();
      rows.onsuccess = () => {
        const row = rows.result;
        if (!row) return;
        row.update(String(row.value).replaceAll(/"(due|submitted|since|at|sign_in|forget)":(\d{12,})/g, (_, key, at) => `"${key}":${Number(at) + by}`));
        row.continue();
      };
      // The index of due times is of keys only: `at/0001764400000000/action/…`.
      const keys = due.getAllKeys();
      keys.onsuccess = () => {
        for (const key of keys.result.map(String)) {
          const moved = key.replace(/^(at|sign_in|forget)\/(\d+)/, (_, kind, at) => `${kind}/${String(Number(at) + by).padStart(19, '0')}`);
          if (moved === key) continue;
          due.delete(key);
          due.put('', moved);
        }
      };
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(undefined);
      };
    };
  }), by);
  await page.close();
}
