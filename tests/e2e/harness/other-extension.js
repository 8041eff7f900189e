// Another extension in the same browser, with every right on Salesforce's pages that a person can give.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './wait.js';

const MANIFEST = {
  manifest_version: 3,
  name: 'Another extension',
  version: '1',
  permissions: ['tabs', 'scripting', 'storage'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'worker.js' },
};

/**
 * Installs it; what comes back is its worker.
 * @param {import('./browser.js').Chromium} chromium
 */
export async function installOther({ browser }) {
  const folder = await mkdtemp(join(tmpdir(), 'msi-other-'));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(join(folder, 'worker.js'), '');
  const id = await browser.installExtension(folder);
  const target = await browser.waitForTarget((each) => each.type() === 'service_worker' && each.url().includes(id));
  await rm(folder, { recursive: true });
  return until('the other extension’s worker', async () => {
    const worker = await target.worker();
    return (await worker?.evaluate(() => Boolean(chrome.scripting))) ? worker : undefined;
  });
}
