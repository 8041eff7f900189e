// A real Chromium with the built extension, in which the production host names lead to the demo org.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { EXTENSION_ID } from '../../tools/stores.js';
import { until } from './wait.js';

export { EXTENSION_ID };
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const EXTENSION = join(ROOT, 'dist/unpacked');
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium'].find(existsSync);

/** The driver's own arguments that keep extensions from being installed by policy. */
const BY_POLICY = ['--disable-extensions', '--disable-background-networking', '--disable-default-apps',
  '--disable-component-extensions-with-background-pages'];

/**
 * @typedef {object} Options
 * @property {{ hostRules: string, spki: string }} org from startOrg
 * @property {string} [language] the browser's own, for example `nl`
 * @property {boolean} [dark]
 * @property {boolean} [headless]
 * @property {string | null} [extension] another build than dist/unpacked; null: install it later
 * @property {string} [profile] a profile folder to keep; without one it is thrown away
 * @property {string} [program] what runs Chromium, in place of Chromium itself
 * @property {boolean} [forced] extensions may come by policy, as they do for people
 * @property {string[]} [args]
 */

/** One Chromium with one profile. */
export class Chromium {
  /** @type {string[]} what the extension's own scripts said on any console */
  complaints = [];

  /** @param {import('puppeteer-core').Browser} browser @param {Options} options @param {() => void} cleanUp */
  constructor(browser, options, cleanUp) {
    this.browser = browser;
    this.options = options;
    this.cleanUp = cleanUp;
    browser.on('targetcreated', (target) => void this.#listen(target));
  }

  /** @param {Options} options */
  static async launch(options) {
    if (!CHROMIUM) throw new Error('No Chromium found: run ./build.sh, it installs one.');
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'msi-actions-'));
    const language = options.language ?? 'en';
    const browser = await puppeteer.launch({
      executablePath: options.program ?? CHROMIUM,
      ignoreDefaultArgs: options.forced ? BY_POLICY : false,
      headless: options.headless ?? true,
      pipe: true,
      enableExtensions: true,
      userDataDir: profile,
      defaultViewport: null,
      env: { ...process.env, LANGUAGE: language, LANG: `${language === 'en' ? 'en_US' : language}.UTF-8` },
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        ...(options.forced ? [] : ['--disable-background-networking']), '--disable-component-update', '--disable-sync',
        '--disable-features=AutofillServerCommunication',
        '--window-size=1280,900', `--lang=${language}`,
        `--host-resolver-rules=${options.org.hostRules}`,
        `--ignore-certificate-errors-spki-list=${options.org.spki}`,
        ...(options.dark ? ['--force-dark-mode', '--blink-settings=preferredColorScheme=0'] : []),
        ...(options.args ?? []),
      ],
    });
    const cleanUp = () => {
      if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    };
    const chromium = new Chromium(browser, options, cleanUp);
    if (options.extension !== null) await chromium.install(options.extension);
    return chromium;
  }

  /** @param {string} [folder] */
  async install(folder = EXTENSION) {
    await this.browser.installExtension(folder);
    await this.worker();
  }

  /** A new tab at `url`. @param {string} [url] */
  async tab(url) {
    const page = await this.browser.newPage();
    if (url) await page.goto(url, { waitUntil: 'domcontentloaded' });
    return page;
  }

  /** Waits for a page whose address matches.
   * @param {(url: URL) => boolean} matches @param {string} what */
  async pageAt(matches, what) {
    return until(what, async () => {
      for (const target of this.browser.targets()) {
        if (target.type() !== 'page' && target.type() !== 'other') continue;
        if (!URL.canParse(target.url()) || !matches(new URL(target.url()))) continue;
        const page = await target.asPage();
        if (!page.isClosed()) return page;
      }
      return undefined;
    });
  }

  /** The service worker, started. */
  async worker() {
    return until('the worker to have its chrome object', async () => {
      const worker = await this.workerTarget()?.worker();
      return (await worker?.evaluate(() => Boolean(globalThis.chrome?.runtime?.id))) ? worker : undefined;
    });
  }

  /** The service worker as the driver knows it: the last one, where one that was stopped is still listed. */
  workerTarget() {
    return this.browser.targets().findLast((target) => target.type() === 'service_worker' && target.url().includes(EXTENSION_ID));
  }

  /** Stops the service worker as Chrome does; the next message starts it again. */
  async stopWorker() {
    await (await this.workerTarget()?.worker())?.close().catch((error) => {
      // It was gone before the driver let go of it.
      if (!/No session/.test(String(error))) throw error;
    });
  }

  /** The toolbar popup: the open one, or opened now. */
  async popup() {
    return (await this.openPopup()) ?? this.showPopup();
  }

  /** The popup, if one is open. */
  async openPopup() {
    const target = this.browser.targets().find((target) =>
      target.url() === `chrome-extension://${EXTENSION_ID}/popup.html`);
    return target?.asPage();
  }

  /** The browser's side panel, once it is open. */
  sidePanel() {
    return this.pageAt((url) => url.host === EXTENSION_ID && url.pathname === '/panel.html'
      && url.searchParams.has('window'), 'the side panel');
  }

  async showPopup() {
    return until('the popup to open', async () => {
      // The product opens it by itself, too: then Chrome refuses a second one.
      const open = await this.openPopup();
      if (open) return open;
      const worker = await this.worker();
      await worker.evaluate(() => chrome.action.openPopup().catch(() => {}));
      return undefined;
    });
  }

  /** Where the profile is thrown away, nothing has to be written into it, and no page that hangs is waited for. */
  async close() {
    const { pid } = this.browser.process() ?? {};
    if (this.options.profile) await this.browser.close().catch(() => {});
    else if (pid && this.browser.connected) {
      const ended = new Promise((resolve) => { this.browser.once('disconnected', resolve); });
      process.kill(-pid, 'SIGKILL'); // the driver starts it as the first of a group, and all of it ends
      await ended;
    }
    this.cleanUp();
  }

  /** @param {import('puppeteer-core').Target} target */
  async #listen(target) {
    const ours = () => target.url().startsWith(`chrome-extension://${EXTENSION_ID}/`);
    /** @param {import('puppeteer-core').ConsoleMessage} message */
    const hear = (message) => {
      const source = message.location().url ?? '';
      if (message.type() === 'error' && (ours() || source.includes(EXTENSION_ID))) {
        this.complaints.push(`${target.url()}: ${message.text()}`);
      }
    };
    try {
      const page = await target.page();
      page?.on('console', hear);
      page?.on('pageerror', (error) => {
        if (ours() || String(/** @type {Error} */ (error).stack).includes(EXTENSION_ID)) {
          this.complaints.push(`${target.url()}: ${error}`);
        }
      });
    } catch {
      // The target closed before it could be listened to.
    }
  }
}
