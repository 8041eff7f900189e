// The least that an extension on Salesforce's pages can be: a content script that asks its worker once, and
// a worker that answers a constant. What ours costs is measured beside it, in the same browser.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORKER = `chrome.runtime.onMessage.addListener((message, sender, reply) => { reply('{"ok":{"do":"unmount"}}'); });`;
const CONTENT = `chrome.runtime.sendMessage('look');`;

/**
 * Installs it on the pages that ours runs in; gives its id.
 * @param {import('puppeteer-core').Browser} browser @param {string} extension the folder of ours
 */
export async function installAsking(browser, extension) {
  const ours = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  const manifest = {
    manifest_version: 3,
    name: 'Asks once',
    version: '1',
    background: { service_worker: 'worker.js', type: 'module' },
    content_scripts: [{ ...ours.content_scripts[0], js: ['content.js'] }],
  };
  const folder = mkdtempSync(join(tmpdir(), 'msi-asking-'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'worker.js'), WORKER);
  writeFileSync(join(folder, 'content.js'), CONTENT);
  // The browser reads it again for every page.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return browser.installExtension(folder);
}
