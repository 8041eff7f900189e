// The administrator's policy files, in a real Chromium. Their folder is the whole machine's, so a browser
// gets its own in a mount namespace that ends with it.
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM } from './browser.js';

/** Debian's Chromium reads `policies/managed` in here. */
const SETTINGS = '/etc/chromium';

export class PolicyFolder {
  #folder = mkdtempSync(join(tmpdir(), 'msi-actions-policy-'));
  #file = join(this.#folder, 'policies/managed/policy.json');

  constructor() {
    mkdirSync(join(this.#folder, 'policies/managed'), { recursive: true });
    // Only root may mount; anybody else is root in a user namespace of their own.
    const namespace = process.getuid?.() === 0 ? '' : '--user --map-root-user';
    /** Runs Chromium with this folder as the machine's. */
    this.program = join(this.#folder, 'chromium');
    writeFileSync(this.program, `#!/bin/bash
[[ "$MSI_OWN_MOUNTS" ]] || MSI_OWN_MOUNTS=1 exec unshare ${namespace} --mount --propagation private "$0" "$@"
mount --bind '${this.#folder}' ${SETTINGS} && exec ${CHROMIUM} "$@"
`);
    chmodSync(this.program, 0o755);
  }

  /** The policy of an extension, and Chromium's own. @param {string} id @param {object} policy @param {object} [own] */
  set(id, policy, own = {}) {
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, JSON.stringify({ ...own, '3rdparty': { extensions: { [id]: policy } } }));
    renameSync(fresh, this.#file);
  }

  /** A file of somebody else's. @param {string} name @param {object} policy */
  beside(name, policy) {
    writeFileSync(join(this.#folder, 'policies/managed', name), JSON.stringify(policy));
  }

  remove() {
    rmSync(this.#file, { force: true });
  }

  /** Chromium reads the folder now; by itself it does some seconds after a change.
   * @param {import('./browser.js').Chromium} chromium */
  async readBy(chromium) {
    const page = await chromium.tab('chrome://policy');
    // What its button "Reload policies" does.
    await page.evaluate(() => /** @type {any} */ (globalThis).chrome.send('reloadPolicies', ['']));
    await page.close();
  }

  /** Once the browser is closed. */
  end() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
