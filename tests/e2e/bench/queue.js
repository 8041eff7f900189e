// What the worker holds while two hundred mails of a megabyte wait and some of them are sent: no text but that of the
// mail that is leaving.
import { EXTENSION_ID } from '../harness/browser.js';
import { RECORDS, openIn, panelOf } from '../harness/places.js';
import { endProcess, extensionMemory } from './memory.js';

/** The address of the lead. */
const TO = 'ada@analytical.example';
const MAILS = 200;
const TEXT = 1_000_000;
const MOST = 100;
const WHILE = 20_000;

/** @param {import('../bench.js').It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function queue(it) {
  const { chromium, control, rep } = it;
  const page = await openIn(chromium, control, 'Lightning standard', RECORDS.lead);
  const panel = await panelOf(page, RECORDS.lead);
  await rep.writeMail(panel, 'Queued', 'Hello');
  await rep.send(panel);
  await panel.waitForSelector('[data-state="undo"]', { timeout: 40_000 });
  await chromium.stopWorker();
  await page.close();
  await inTables(chromium, multiply, MAILS, TEXT);
  await endProcess(chromium);
  const before = (await control.mail(TO)).length;
  const worker = await chromium.worker();
  await worker.evaluate((span) => new Promise((resolve) => void setTimeout(resolve, span)), WHILE);
  const bytes = await extensionMemory(chromium.browser);
  const sent = (await control.mail(TO)).length - before;
  // The rows that come after this one measure without them.
  await chromium.stopWorker();
  await inTables(chromium, forget);
  const megabytes = Number(bytes) / 1e6;
  return [{
    what: `memory of the worker, ${MAILS} mails of 1 MB wait, ${sent} were sent`, budget: `≤ ${MOST} MB`,
    measured: bytes === undefined ? 'not told here' : `${megabytes.toFixed(0)} MB`, within: bytes === undefined || megabytes <= MOST,
  }];
}

/** Makes many of the mail that waits, all due now. @param {number} mails @param {number} size */
async function multiply(mails, size) {
  const opening = indexedDB.open('msi-actions');
  await new Promise((resolve) => void (opening.onsuccess = resolve));
  const tables = ['outbox', 'due', 'bodies'];
  const transaction = opening.result.transaction(tables, 'readwrite');
  const [outbox, due, bodies] = tables.map((table) => transaction.objectStore(table));
  if (!outbox || !due || !bodies) return;
  const rows = outbox.getAll();
  rows.onsuccess = () => {
    const row = rows.result.map((text) => JSON.parse(text)).find(({ end }) => end === null);
    const body = bodies.get(`action/${row.id}`);
    body.onsuccess = () => {
      const form = JSON.parse(body.result);
      form.form.send_email.html = `<p>${'x'.repeat(size)}</p>`;
      const now = Date.now();
      for (let n = 0; n < mails; n += 1) {
        const id = crypto.randomUUID();
        const at = now + n;
        outbox.put(JSON.stringify({ ...row, id, due: at, wake: { at } }), `action/${id}`);
        bodies.put(JSON.stringify(form), `action/${id}`);
        due.put('', `at/${String(at).padStart(19, '0')}/action/${id}`);
      }
    };
  };
  await new Promise((resolve) => void (transaction.oncomplete = resolve));
  opening.result.close();
}

async function forget() {
  const opening = indexedDB.open('msi-actions');
  await new Promise((resolve) => void (opening.onsuccess = resolve));
  const tables = ['outbox', 'due', 'bodies', 'departures'];
  const transaction = opening.result.transaction(tables, 'readwrite');
  for (const table of tables) transaction.objectStore(table).clear();
  await new Promise((resolve) => void (transaction.oncomplete = resolve));
  opening.result.close();
}

/** Changes the extension's tables while its worker is stopped.
 * @param {import('../harness/browser.js').Chromium} chromium @param {(...values: number[]) => Promise<void>} change @param {number[]} values */
async function inTables(chromium, change, ...values) {
  const page = await chromium.tab(`chrome-extension://${EXTENSION_ID}/icons/16.png`);
  await page.evaluate(change, ...values);
  await page.close();
}
