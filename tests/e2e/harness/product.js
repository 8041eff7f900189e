// The product as a test wants it: a demo org, a Chromium with the extension, and Jo.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg } from '../../org/server.js';
import { Chromium, ROOT } from './browser.js';
import { Control } from './org.js';
import { Rep } from './rep.js';
import { texts } from './texts.js';

/**
 * Starts all of it and ends it with the test; a failed test leaves screenshots and the org's requests
 * in target/e2e.
 * @param {import('node:test').TestContext} t
 * @param {{ language?: string, dark?: boolean, extension?: string | null, profile?: string, args?: string[] }} [options]
 */
export async function product(t, options = {}) {
  const org = await startOrg();
  t.after(() => org.close());
  const chromium = await Chromium.launch({ org, ...options });
  const control = new Control(org.control);
  const text = texts(options.language ?? 'en');
  t.after(async () => {
    try {
      if (!(/** @type {{ passed?: boolean }} */ (t).passed)) await evidence(t.name, chromium, control);
    } finally {
      await chromium.close();
    }
  });
  return { org, chromium, control, text, rep: new Rep(chromium, text) };
}

/** What every page shows. A page in the background may never be painted: it is not waited for.
 * @param {Chromium} chromium @param {string} folder */
export async function screenshots(chromium, folder) {
  const pages = await chromium.browser.pages();
  await Promise.all(pages.map((page, n) => {
    const path = /** @type {`${string}.png`} */ (join(folder, `failed-${n}.png`));
    const patience = new Promise((resolve) => { setTimeout(resolve, 3_000).unref(); });
    return Promise.race([page.screenshot({ path }).catch(() => {}), patience]);
  }));
}

/** @param {string} name @param {Chromium} chromium @param {Control} control */
async function evidence(name, chromium, control) {
  const folder = join(ROOT, 'target/e2e', name.replace(/\W+/g, '-').slice(0, 80));
  mkdirSync(folder, { recursive: true });
  await screenshots(chromium, folder);
  writeFileSync(join(folder, 'requests.json'), JSON.stringify(await control.log(), null, 1));
}
