import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { accept, giveAddress, givePassword, staySignedIn } from '../../e2e/harness/microsoft.js';
import { openBrowser } from '../pages/browser.js';
import { startOrg } from '../server.js';
import { address, JO, REDIRECT } from './testing.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('Chromium signs in by Entra’s pages, which have no accessibility fault', async () => {
  const org = await startOrg();
  const { browser, close } = await openBrowser(org);
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const seen = [];
    const look = async () => {
      seen.push(await page.title());
      assert.deepEqual(await faults(page), [], page.url());
    };
    await page.goto(address());
    await giveAddress(page, JO.loginfmt, look);
    await givePassword(page, JO.passwd, look);
    await staySignedIn(page, look);
    // The application's address is nowhere to be loaded from: the way there is what counts.
    const arrival = page.waitForRequest((request) => request.url().startsWith(REDIRECT));
    await accept(page, look);
    assert.ok(new URL((await arrival).url()).searchParams.get('code'));
    assert.deepEqual(seen, ['Sign in to your account', 'Sign in to your account', 'Stay signed in?', 'Permissions requested']);

    for (const [settings, change] of /** @type {const} */ ([
      [{}, { prompt: 'select_account' }],
      [{ microsoftUserConsent: false }, { prompt: 'consent' }],
      [{ microsoftConditionalAccess: 'blocked' }, { prompt: null }],
      [{}, { redirect_uri: 'https://evil.example/' }],
    ])) {
      await fetch(`${org.control}/settings`, { method: 'PATCH', body: JSON.stringify(settings) });
      await page.goto(address(change));
      await look();
    }
  } finally {
    await close();
    await org.close();
  }
});

/** @param {import('puppeteer-core').Page} page */
async function faults(page) {
  // The page's own policy lets no other script in; the debugger may.
  await page.evaluate(AXE);
  const found = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run(document));
  return found.violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
}
