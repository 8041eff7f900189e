// What the extension must not do: let a page or content script at a token, talk to hosts that the
// manifest does not name, complain on the console, or stay dead after a trap.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXTENSION_ID, ROOT } from './harness/browser.js';
import { frameAt, says } from './harness/page.js';
import { NO_UNDO, product } from './harness/product.js';
import { CLASSIC, LIGHTNING } from './harness/rep.js';
import { until } from './harness/wait.js';

test('a rep’s set-up, a record and a mail stay within what the manifest names', async (t) => {
  const { rep, chromium, control, text } = await product(t, { policy: NO_UNDO });
  await rep.setUp();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  await rep.writeMail(panel, 'Within bounds', 'Hello Ada');
  await rep.send(panel);
  await says(panel, text('outbox_done'), 30_000);

  await t.test('only named hosts were asked', async () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'manifest.json'), 'utf8'));
    /** @type {RegExp[]} */
    const named = manifest.host_permissions.map((/** @type {string} */ pattern) =>
      new RegExp(`^${new URL(pattern.replace('*.', 'any.')).hostname.replace('any.', '.+\\.').replaceAll('.com', '\\.com')}$`));
    const asked = await control.askedByExtension();
    assert.ok(asked.length > 5, 'the log knows the extension’s requests');
    for (const { host } of asked) assert.ok(named.some((pattern) => pattern.test(host)), host);
  });

  await t.test('no address that was asked holds a token', async () => {
    const tokens = await secrets(chromium);
    assert.ok(tokens.length >= 3, 'two access tokens and a refresh token');
    for (const { host, path, query } of await control.log()) {
      for (const token of tokens) assert.ok(!`${path}?${query}`.includes(token), `${host}${path}`);
    }
  });

  await t.test('no page and no view holds a token', async () => {
    const tokens = await secrets(chromium);
    const views = [() => page, () => panel, () => chromium.popup(),
      () => chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`)];
    for (const open of views) {
      const view = await open();
      const shown = await view.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }));
      for (const token of tokens) assert.ok(!shown.includes(token), view.url());
    }
  });

  await t.test('a content script is refused by both storage areas', async () => {
    const worlds = await page.createCDPSession();
    /** @type {number[]} */
    const isolated = [];
    worlds.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.includes(EXTENSION_ID) || context.auxData?.type === 'isolated') isolated.push(context.id);
    });
    await worlds.send('Runtime.enable');
    /** @type {string[]} */
    const answers = [];
    for (const contextId of isolated) {
      const { result } = await worlds.send('Runtime.evaluate', {
        contextId, awaitPromise: true, returnByValue: true,
        expression: `(async () => globalThis.chrome?.storage ? JSON.stringify(await Promise.all([chrome.storage.local, chrome.storage.session]
          .map((area) => area.get(null).then((all) => Object.keys(all).length, () => 'refused')))) : '')()`,
      });
      if (result.value) answers.push(result.value);
    }
    assert.deepEqual(answers, ['["refused","refused"]']);
  });

  await t.test('the page can neither fetch nor message the extension', async () => {
    const answers = await page.evaluate(async (id) => {
      const fetched = await fetch(`chrome-extension://${id}/panel.html`).then(() => 'fetched', () => 'refused');
      const api = /** @type {any} */ (globalThis).chrome?.runtime?.sendMessage;
      return { fetched, api: typeof api };
    }, EXTENSION_ID);
    assert.deepEqual(answers, { fetched: 'refused', api: 'undefined' });
  });

  await t.test('no console error comes from the extension', () => {
    assert.deepEqual(chromium.complaints, []);
  });
});

test('a trap answers, and the next question finds a fresh instance', async (t) => {
  const { chromium } = await product(t);
  const app = await chromium.tab(`chrome-extension://${EXTENSION_ID}/popup.html`);
  const build = JSON.parse(readFileSync(join(ROOT, 'manifest.json'), 'utf8')).version;
  /** @param {string} name */
  const ask = (name) => app.evaluate((call) => chrome.runtime.sendMessage(call),
    JSON.stringify({ name, build, body: {} })).then(JSON.parse);
  assert.ok((await ask('get_popup')).ok);

  // What a trap is to the instance: an error that unwinds through it and leaves it halfway.
  const worker = await chromium.worker();
  await worker.evaluate(() => {
    // Only the question below is to meet it, which the page does not ask for itself.
    chrome.runtime.onMessage.addListener(function arm(message) {
      if (!String(message).includes('get_outbox')) return;
      chrome.runtime.onMessage.removeListener(arm);
      const now = Date.now;
      Date.now = () => {
        Date.now = now;
        throw new WebAssembly.RuntimeError('unreachable');
      };
    });
  });
  const { fault } = await ask('get_outbox');
  assert.deepEqual(fault, { code: 'bug.trap', whose_move: 'bug' });
  assert.ok((await ask('get_outbox')).ok, 'the worker lives');
});

/** What the worker calls Salesforce for after the set-up, whatever pages are open. */
const OF_ITS_OWN = ['sign_in', 'set_up', 'tasks', 'schema', 'feed', 'campaigns'];

test('on pages without a record the extension changes nothing', async (t) => {
  const { rep, control, chromium } = await product(t);
  await rep.setUp();
  const first = (await control.log()).at(-1)?.n ?? 0;
  for (const url of [`${LIGHTNING}/lightning/o/Account/list`, `${CLASSIC}/home/home.jsp`]) {
    const page = await chromium.tab(url);
    await until('the page', () => page.evaluate(() => document.readyState === 'complete'));
    assert.equal(await page.$('msi-actions-panel'), null);
  }
  // What the worker asks by its own clock may come at any moment; what a page is answered with may not.
  const forPages = async () => (await rep.purposesCalled()).filter((purpose) => !OF_ITS_OWN.includes(purpose));
  assert.deepEqual(await forPages(), []);
  const elsewhere = (await control.askedByExtension(first)).filter(({ path }) => !path.startsWith('/services/data'));
  assert.deepEqual(elsewhere, []);
  const record = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await frameAt(record, '/panel.html');
  assert.ok(await record.$('msi-actions-panel'));
  await until('the record to be asked for', async () => (await forPages()).includes('record'));
});

/** Every secret that the worker keeps. @param {import('./harness/browser.js').Chromium} chromium */
async function secrets(chromium) {
  const worker = await chromium.worker();
  const kept = await worker.evaluate(async () => JSON.stringify([
    await chrome.storage.local.get(null), await chrome.storage.session.get(null),
  ]));
  /** @type {string[]} */
  const found = [];
  collect(JSON.parse(kept), found);
  return found;
}

/** @param {any} value @param {string[]} found */
function collect(value, found) {
  if (typeof value === 'string' && /^[{[]/.test(value)) collect(JSON.parse(value), found);
  else if (value && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (/token|access|refresh/i.test(key) && typeof inner === 'string' && inner.length > 20) found.push(inner);
      else collect(inner, found);
    }
  }
}
