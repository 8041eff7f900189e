// ./build.sh demo: the demo org, and Chromium on the rep's welcome mail. With --headless (or without
// a display) it walks the guide by itself and saves what it sees in target/demo.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg } from '../org/server.js';
import { gallery } from './demo/gallery.js';
import { walk } from './demo/walk.js';
import { Chromium, ROOT } from './harness/browser.js';
import { Control } from './harness/org.js';
import { screenshots } from './harness/product.js';
import { MAILBOX, Rep } from './harness/rep.js';
import { texts } from './harness/texts.js';

const FOLDER = join(ROOT, 'target/demo');
const flags = process.argv.slice(2);
const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform === 'darwin';
const language = flags.find((flag) => flag.startsWith('--language='))?.split('=')[1] ?? 'en';
const dark = flags.includes('--dark');

const org = await startOrg();
try {
  if (flags.includes('--headless') || !display) await byItself();
  else await forAPerson();
} finally {
  await org.close();
}

async function byItself() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const chromium = await Chromium.launch({ org, language, dark });
  const text = texts(language);
  /** @type {{ title: string, file: string }[]} */
  const shots = [];
  /** @param {string} title @param {import('puppeteer-core').Page} page */
  const passed = async (title, page) => {
    const file = `${String(shots.length + 1).padStart(2, '0')}.png`;
    await page.screenshot({ path: /** @type {`${string}.png`} */ (join(FOLDER, file)) });
    shots.push({ title, file });
    console.log(`✓ ${title}`);
  };
  try {
    await walk({ rep: new Rep(chromium, text), control: new Control(org.control), chromium, text, passed });
    if (chromium.complaints.length > 0) throw new Error(`The extension complained:\n${chromium.complaints.join('\n')}`);
    console.log(`\n${shots.length} steps passed. Screenshots: target/demo/index.html`);
  } catch (error) {
    console.error(`✗ after step "${shots.at(-1)?.title ?? 'none'}":`, error);
    await evidence(chromium);
    process.exitCode = 1;
  } finally {
    writeFileSync(join(FOLDER, 'index.html'), gallery(shots));
    await chromium.close();
  }
}

/** What every page showed when it failed, and what the org was asked. @param {Chromium} chromium */
async function evidence(chromium) {
  await screenshots(chromium, FOLDER);
  const log = await new Control(org.control).log();
  writeFileSync(join(FOLDER, 'failed-requests.json'), JSON.stringify(log, null, 1));
  console.error(`Screenshots and the org's requests: ${FOLDER}`);
}

async function forAPerson() {
  const chromium = await Chromium.launch({ org, language, dark, headless: false });
  await chromium.tab(MAILBOX);
  console.log(`The demo org runs until you close Chromium. Try this:

  1. Open "Welcome to MSI Actions" in the mailbox and click Get started.
  2. Follow the set-up. Accounts (the same at Salesforce and Google):
`);
  for (const { provider, username, password, role } of org.accounts) {
    console.log(`     ${provider.padEnd(11)} ${username.padEnd(24)} ${password}   ${role}`);
  }
  console.log(`
  3. Launch Salesforce, open the lead Ada Lovelace, and send her an e-mail from the panel.
  4. Read it at https://mail.example/box/ada@analytical.example, in the same Chromium.
  5. Switch to Salesforce Classic and open the same lead.
`);
  await new Promise((resolve) => chromium.browser.once('disconnected', resolve));
}
