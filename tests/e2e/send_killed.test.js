// The worker is stopped in every state of a send: the mail arrives at most once, and once where the
// rep was told that it went; it is logged once; nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveDue } from './harness/due.js';
import { variantsOf } from './harness/machine.js';
import { press, pressButton } from './harness/page.js';
import { NO_UNDO, sharedProduct } from './harness/product.js';
import { until } from './harness/wait.js';

/** @typedef {import('./harness/product.js').Product} Product */
/** @typedef {import('puppeteer-core').Frame} Frame */

const GMAIL = { host: 'gmail.googleapis.com' };
const UPLOAD = '/upload/gmail/v1/users/me/messages/send';

/**
 * How to bring a send into each state, and what the rep does after the worker was stopped in it.
 * @type {Record<string, { order?: (it: Product, panel: Frame) => Promise<unknown>, reach: (it: Product, panel: Frame) => Promise<void>,
 *   release?: (it: Product) => Promise<unknown>, then?: (it: Product, panel: Frame) => Promise<void> }>}
 */
const STATES = {
  Scheduled: {
    order: ({ text }, panel) => press(panel, `button[aria-label="${text('compose_later')}"]`),
    reach: shows('scheduled'),
    then: ({ text }, panel) => pressButton(panel, text('outbox_send_now')),
  },
  Sending: {
    order: ({ control }) => control.fault({ ...GMAIL, method: 'PUT', path: UPLOAD, times: 1, fault: { kind: 'hold' } }),
    reach: shows('sending'),
    release: ({ control }) => control.clearFaults(),
  },
  Waiting: {
    order: ({ control }) => control.fault({ ...GMAIL, method: 'POST', path: UPLOAD, times: 1, fault: { kind: 'error', code: 'backendError503' } }),
    reach: waits,
    then: ({ text }, panel) => pressButton(panel, text('outbox_retry')),
  },
  Logging: {
    order: ({ control }) => control.fault({ host: 'acme.my.salesforce.com', method: 'POST', path: '/services/data', times: 1, fault: { kind: 'hold' } }),
    reach: async (it, panel) => {
      await shows('logging')(it, panel);
      await until('the log to be asked for', async () => (await it.control.log()).some(({ fault, path }) => fault === 'hold' && path.startsWith('/services/data')));
    },
    // As if the half minute had passed in which what was asked may still come true.
    release: async ({ chromium, control }) => {
      await moveDue(chromium, -30_000);
      await control.clearFaults();
    },
  },
  Done: {
    reach: shows('done'),
  },
  Unconfirmed: {
    order: async ({ control }) => {
      await control.fault({ ...GMAIL, method: 'PUT', path: UPLOAD, times: 1, fault: { kind: 'cut', when: 'after' } });
      await control.fault({ ...GMAIL, method: 'PUT', path: UPLOAD, times: 1, fault: { kind: 'error', code: 'notFound' } });
    },
    // The rep does not wait half a minute for the next look at what became of it.
    reach: async (it, panel) => {
      await waits(it, panel);
      await pressButton(panel, it.text('outbox_retry'));
      await shows('unconfirmed')(it, panel);
    },
    then: ({ text }, panel) => pressButton(panel, text('outbox_was_sent')),
  },
  Failed: {
    order: ({ control }) => control.fault({ ...GMAIL, method: 'POST', path: UPLOAD, times: 1, fault: { kind: 'error', code: 'failedPrecondition' } }),
    reach: shows('failed'),
    then: ({ text }, panel) => pressButton(panel, text('outbox_retry')),
  },
  Undo: {
    reach: shows('undo'),
  },
  Held: {
    reach: async (it, panel) => {
      await shows('undo')(it, panel);
      await it.chromium.stopWorker();
      // As if the computer had slept past the time the mail was due.
      await moveDue(it.chromium, -180_000);
      await shows('held')(it, panel);
    },
    then: ({ text }, panel) => pressUntilGone(panel, text('outbox_send_now'), '[data-state=held]'),
  },
  // The last, for its other draft stays on the record.
  TakenBack: {
    reach: async (it, panel) => {
      await shows('undo')(it, panel);
      await it.chromium.stopWorker();
      await moveDue(it.chromium, 60_000);
      await it.rep.writeMail(panel, 'Another', 'In its place');
      await panel.waitForSelector('[data-draft=saved]');
      await press(panel, '[data-strip=undo] .button');
      await press(panel, '[data-key=back]');
      await shows('taken_back')(it, panel);
    },
    then: ({ text }, panel) => pressButton(panel, text('outbox_send_now')),
  },
};

// One org and one set-up for all states; each state sends a mail of its own.
const shared = sharedProduct('send killed', { policy: NO_UNDO, prepare: ({ rep }) => rep.setUp() });
/** Those that are reached while a send can be taken back; the others do not wait for that to pass. */
const WITH_UNDO = ['Undo', 'Held', 'TakenBack'];

/** Tried elsewhere: tests/native/outbox/queue.rs and several.rs end the worker there. */
const AT_REST = ['Paused', 'Turn', 'Several'];

test('every state of the machine is tried', () => {
  assert.deepEqual(variantsOf('outbox/view.rs', 'OutboxState').sort(), [...Object.keys(STATES), ...AT_REST].sort());
});

for (const [state, { order, reach, release, then }] of Object.entries(STATES)) {
  test(`stopped while ${state}: one mail, one log`, async () => {
    const it = shared();
    const { rep, chromium, control } = it;
    if (WITH_UNDO.includes(state)) await letUndo(it);
    const subject = `Stopped while ${state}`;
    const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
    const panel = await rep.panel(page, 'Analytical Engines');
    await rep.writeMail(panel, subject, 'Hello Ada');
    await order?.(it, panel);
    await rep.send(panel);
    await reach(it, panel);
    await chromium.stopWorker();
    await release?.(it);
    // Any question wakes the worker, as the rep's next look at the panel would.
    await page.bringToFront();
    await panel.evaluate(() => window.dispatchEvent(new Event('focus')));
    await then?.(it, panel);
    await until('the log entry', async () => (await logged(subject)).length > 0, 100_000);
    await shows('done')(it, panel);
    assert.equal((await arrived(subject)).length, 1, 'mails that arrived');
    assert.equal((await logged(subject)).length, 1, 'log entries');
    await control.clearFaults();
    await page.close();
  });
}

/** Ends the policy, and with it what is sent at once. @param {Product} it */
async function letUndo({ chromium, policies }) {
  policies?.remove();
  await policies?.readBy(chromium);
  const worker = await chromium.worker();
  await until('the policy to be gone', () => worker.evaluate(async () => !('undoSeconds' in await chrome.storage.managed.get())));
}

/** A panel that has just changed under the pointer takes no press and says so: then the rep presses again.
 * @param {Frame} panel @param {string} label @param {string} selector */
async function pressUntilGone(panel, label, selector) {
  await until('the press to count', async () => {
    await pressButton(panel, label);
    return panel.waitForSelector(selector, { hidden: true, timeout: 5_000 }).then(() => true, () => false);
  }, 40_000);
}

/** Waits until the panel shows a send in a state: Chrome's shortest alarm is half a minute.
 * @param {string} state @returns {(it: Product, panel: Frame) => Promise<void>} */
function shows(state) {
  return async (_, panel) => {
    await panel.waitForSelector(`[data-state="${state}"]`, { timeout: 70_000 });
  };
}

/** Waits until the panel shows a send that waits, and below for when the reason: before the first attempt there is none.
 * @param {Product} _ @param {Frame} panel */
async function waits(_, panel) {
  await panel.waitForSelector('[data-state="waiting"] p.small:not(.soft) + p.small', { timeout: 70_000 });
}

/** @param {string} subject */
async function arrived(subject) {
  return (await shared().control.mail('ada@analytical.example')).filter((mail) => mail.subject === subject);
}

/** @param {string} subject */
function logged(subject) {
  return shared().control.query(`SELECT Id FROM EmailMessage WHERE Subject = '${subject}'`);
}
