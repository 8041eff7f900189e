// ./build.sh demo: the demo org, and Chromium on the rep's welcome mail. With --headless (or without
// a display) it walks the guide by itself and saves what it sees in target/demo.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg } from '../org/server.js';
import { gallery } from './demo/gallery.js';
import { walk, walkToFirstMail } from './demo/walk.js';
import { Chromium, ROOT } from './harness/browser.js';
import { Control } from './harness/org.js';
import { screenshots } from './harness/product.js';
import { JO, MAILBOX, Rep } from './harness/rep.js';
import { texts } from './harness/texts.js';

const FOLDER = join(ROOT, 'target/demo');
const flags = process.argv.slice(2);
const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform === 'darwin';
const asked = { language: flags.find((flag) => flag.startsWith('--language='))?.split('=')[1], dark: flags.includes('--dark') };

/**
 * What is walked by itself: each mail client, language and colour scheme at least once.
 * @type {{ name: string, language: string, dark: boolean, mail: 'google' | 'microsoft', goes: typeof walk }[]}
 */
const WALKS = [
  { name: 'English, light, Gmail', language: 'en', dark: false, mail: 'google', goes: walk },
  { name: 'Dutch, dark, Outlook', language: 'nl', dark: true, mail: 'microsoft', goes: walkToFirstMail },
];

if (flags.includes('--headless') || !display) await byItself();
else await forAPerson();

async function byItself() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  /** @type {import('./demo/gallery.js').Chapter[]} */
  const chapters = [];
  for (const way of WALKS) {
    console.log(`\n${way.name}`);
    const shots = /** @type {import('./demo/gallery.js').Shot[]} */ ([]);
    chapters.push({ title: way.name, shots });
    const passed = await walked(way, String(chapters.length), shots);
    writeFileSync(join(FOLDER, 'index.html'), gallery(chapters));
    if (!passed) {
      process.exitCode = 1;
      return;
    }
  }
  const steps = chapters.flatMap(({ shots }) => shots).length;
  console.log(`\n${steps} steps passed. Screenshots: target/demo/index.html`);
}

/** One way through, in an org of its own; true if it went well.
 * @param {typeof WALKS[number]} way @param {string} chapter @param {import('./demo/gallery.js').Shot[]} shots */
async function walked({ language, dark, mail, goes }, chapter, shots) {
  const org = await startOrg();
  const chromium = await Chromium.launch({ org, language, dark });
  const control = new Control(org.control);
  await control.objects();
  const { Id: campaign } = await control.campaign(JO.address);
  const text = texts(language);
  /** @param {string} title @param {import('puppeteer-core').Page} page */
  const passed = async (title, page) => {
    const file = `${chapter}-${String(shots.length + 1).padStart(2, '0')}.png`;
    await page.screenshot({ path: /** @type {`${string}.png`} */ (join(FOLDER, file)) });
    shots.push({ title, file });
    console.log(`✓ ${title}`);
  };
  try {
    await goes({ rep: new Rep(chromium, text), control, chromium, text, mail, campaign, passed });
    if (chromium.complaints.length > 0) throw new Error(`The extension complained:\n${chromium.complaints.join('\n')}`);
    return true;
  } catch (error) {
    console.error(`✗ after step "${shots.at(-1)?.title ?? 'none'}":`, error);
    await evidence(chromium, control);
    return false;
  } finally {
    await chromium.close();
    await org.close();
  }
}

/** What every page showed when it failed, and what the org was asked.
 * @param {Chromium} chromium @param {Control} control */
async function evidence(chromium, control) {
  await screenshots(chromium, FOLDER);
  writeFileSync(join(FOLDER, 'failed-requests.json'), JSON.stringify(await control.log(), null, 1));
  console.error(`Screenshots and the org's requests: ${FOLDER}`);
}

async function forAPerson() {
  const org = await startOrg();
  const control = new Control(org.control);
  await control.objects();
  await control.campaign(JO.address);
  const chromium = await Chromium.launch({ org, ...asked, headless: false });
  await chromium.tab(MAILBOX);
  console.log(`The demo org runs until you close Chromium. Try this:

  1. Open "Welcome to MSI Actions" in the mailbox and click Get started.
  2. Follow the set-up. Accounts (the same at Salesforce, Google and Microsoft):
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
  await org.close();
}
