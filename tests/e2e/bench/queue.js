// What the worker holds while two hundred mails of a megabyte wait: none of their text.
import { EXTENSION_ID } from '../harness/browser.js';
import { RECORDS, openIn, panelOf } from '../harness/places.js';
import { extensionMemory } from './memory.js';

const MAILS = 200;
const TEXT = 1_000_000;
const MOST = 100;

/** @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function queue(it) {
  const page = await openIn(it.chromium, it.control, 'Lightning standard', RECORDS.lead);
  const panel = await panelOf(page, RECORDS.lead);
  await submitMails(panel);
  await page.close();
  const held = await extensionMemory(it.chromium.browser);
  // A wake that has some of them to send.
  await it.chromium.stopWorker();
  const worker = await it.chromium.worker();
  await worker.evaluate(() => new Promise((resolve) => void setTimeout(resolve, 20_000)));
  const sending = await extensionMemory(it.chromium.browser);
  await forgetMails(it.chromium);
  return [['as they wait', held], ['as some are sent', sending]].map(([when, bytes]) => {
    const megabytes = Number(bytes) / 1e6;
    return {
      what: `memory of the worker, ${MAILS} mails of 1 MB, ${when}`, budget: `≤ ${MOST} MB`,
      measured: bytes === undefined ? 'not told here' : `${megabytes.toFixed(0)} MB`, within: bytes === undefined || megabytes <= MOST,
    };
  });
}

/** As the form does, but one after the other without a pause. @param {import('../harness/page.js').View} panel */
async function submitMails(panel) {
  const refused = await panel.evaluate(async (mails, size) => {
    const build = chrome.runtime.getManifest().version;
    const ask = async (/** @type {string} */ name, /** @type {object} */ body) => JSON.parse(await chrome.runtime.sendMessage(JSON.stringify({ name, build, body })));
    const { ok: { shown } } = await ask('get_record', { fresh: false });
    const record = shown.facts?.record ?? shown.record;
    const { ok: { form } } = await ask('get_draft', { record, action: 'send_email' });
    for (let n = 0; n < mails; n += 1) {
      form.send_email.subject = `Number ${n}`;
      form.send_email.html = `<p>${'x'.repeat(size)}</p>`;
      const answer = await ask('submit', { intent: crypto.randomUUID(), record, form, sure: [] });
      if (answer.fault) return answer.fault;
    }
    return undefined;
  }, MAILS, TEXT);
  if (refused) throw new Error(JSON.stringify(refused));
}

/** The rows that come after this one measure without them. @param {import('../harness/browser.js').Chromium} chromium */
async function forgetMails(chromium) {
  await chromium.stopWorker();
  const page = await chromium.tab(`chrome-extension://${EXTENSION_ID}/icons/16.png`);
  await page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('msi-actions');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const tables = ['outbox', 'due', 'bodies', 'departures'];
      const transaction = opening.result.transaction(tables, 'readwrite');
      for (const table of tables) transaction.objectStore(table).clear();
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(undefined);
      };
    };
  }));
  await page.close();
}
