// Opens the views of popup, panel and web application one by one, each from the JSON that the worker
// would answer: no worker, no org.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { fakeChrome } from './fake-chrome.js';
import { pseudo } from './pseudo.js';
import { serve } from './server.js';
import { Tab } from './tab.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium'].find(existsSync);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The size that a surface usually has. */
export const SIZES = {
  'popup.html': { width: 400, height: 480 },
  'panel.html': { width: 360, height: 640 },
  'app.html': { width: 1100, height: 760 },
};

/**
 * @typedef {object} View
 * @property {string} name
 * @property {keyof typeof SIZES} page
 * @property {string} [hash] the web application's route
 * @property {Record<string, unknown>} answers see fake-chrome.js
 * @property {(page: import('puppeteer-core').Page) => Promise<void>} [then] what the rep does first
 * @property {boolean} [inSidePanel] the panel is in the browser's side panel
 * @property {boolean} [offline] the browser has no network
 * @property {boolean} [withoutWasm] a policy switched WebAssembly off
 */

/**
 * @typedef {object} Look
 * @property {'light' | 'dark'} [theme]
 * @property {string} [language] a folder of _locales
 * @property {object} [policy] what managed storage holds
 * @property {boolean} [pseudo] texts are longer by 40 % and in accents
 * @property {{ width: number, height: number }} [size] in CSS pixels; the surface's usual one if not given
 * @property {boolean} [forcedColors]
 */

export class Studio {
  /** @param {string} extension an assembled extension */
  static async open(extension) {
    if (!CHROMIUM) throw new Error('No Chromium found: run ./build.sh, it installs one.');
    const server = await serve(extension);
    const browser = await puppeteer.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
    });
    return new Studio(extension, server, browser);
  }

  /**
   * @param {string} extension @param {Awaited<ReturnType<typeof serve>>} server
   * @param {import('puppeteer-core').Browser} browser
   */
  constructor(extension, server, browser) {
    this.extension = extension;
    this.server = server;
    this.browser = browser;
  }

  /** A tab for views that are shown one after the other. */
  tab() {
    return Tab.open(this.browser, this.server.origin);
  }

  /**
   * Shows a view, ready to be looked at.
   * @param {View} view @param {Look} [look] @param {Tab} [emptied] a new one if not given
   */
  async show(view, look = {}, emptied) {
    const { theme = 'light', language = 'en', size = SIZES[view.page], forcedColors = false, policy = {} } = look;
    const tab = emptied ?? (await this.tab());
    const { page, session } = tab;
    await page.setViewport(size);
    const features = [
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      ...(forcedColors ? [{ name: 'forced-colors', value: 'active' }] : []),
    ];
    await session.send('Emulation.setEmulatedMedia', { features });
    const messages = JSON.parse(readFileSync(join(this.extension, `_locales/${language}/messages.json`), 'utf8'));
    await tab.begin(fakeChrome, {
      answers: view.answers,
      messages: look.pseudo ? pseudo(messages) : messages,
      language: language.replace('_', '-'),
      policy,
    });
    if (view.withoutWasm) await tab.begin(() => void Reflect.deleteProperty(globalThis, 'WebAssembly'), undefined);
    // A panel that is no frame and has no address of its own takes itself for the side panel.
    const search = view.page !== 'panel.html' ? '' : view.inSidePanel ? '?window=1' : '?in=page';
    await page.goto(`${this.server.origin}/${view.page}${search}${view.hash ?? ''}`);
    // What is kept of a record is drawn while Salesforce is asked.
    const isKept = (/** @type {string} */ name) => name === 'get_record' && 'get_record_now' in view.answers;
    const stillLoading = Object.entries(view.answers).some(([name, answer]) => answer === null && !isKept(name));
    if (view.withoutWasm) await page.waitForSelector('#no-wasm:not([hidden])');
    else if (stillLoading) await page.waitForSelector('.skeleton > .hidden-text');
    else await page.waitForFunction(drawn);
    if (view.offline) await page.setOfflineMode(true);
    if (view.offline) await page.waitForSelector('.offline');
    await view.then?.(page);
    if (view.page === 'popup.html' && !look.size) await growPopup(page);
    return new Shown(tab, view.withoutWasm ? /WebAssembly could not be started/ : undefined);
  }

  async close() {
    await this.browser.close();
    this.server.close();
  }
}

/** Whether the skeleton has given way. Runs in the page. */
function drawn() {
  return document.querySelector('#root h1, #root h2, #root .notice') && !document.querySelector('.bone');
}

/** Chrome makes the popup as high as its content, up to 600. @param {import('puppeteer-core').Page} page */
async function growPopup(page) {
  const { width, height } = SIZES['popup.html'];
  const content = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewport({ width, height: Math.min(600, Math.max(height, content)) });
}

/** A view that is shown. */
export class Shown {
  /** @param {Tab} tab @param {RegExp} [expected] on its console */
  constructor(tab, expected) {
    this.tab = tab;
    this.page = tab.page;
    this.expected = expected;
  }

  /** What is on its console. */
  get complaints() {
    return this.tab.complaints.filter((complaint) => !this.expected?.test(complaint));
  }

  /** What axe finds, one line a node; links in what the rep writes are as large as its text.
   * @param {string[]} [only] these rules @returns {Promise<string[]>} */
  async axe(only) {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async (only) => {
      const { axe } = /** @type {any} */ (globalThis);
      const { violations } = await axe.run({ exclude: ['.written a', '.written [style*=color]'] }, {
        resultTypes: ['violations'],
        ...(only && { runOnly: only }),
        // A frame with mail runs nothing, axe included.
        iframes: false,
        rules: { 'target-size': { enabled: true } },
      });
      // What the edge of a list that scrolls cuts is as large as it is once it is scrolled to.
      const tooSmall = violations.find((/** @type {any} */ rule) => rule.id === 'target-size');
      if (tooSmall) {
        const still = [];
        for (const node of tooSmall.nodes) {
          document.querySelector(node.target[0])?.scrollIntoView({ block: 'center' });
          const again = await axe.run({ include: [node.target] }, { runOnly: ['target-size'], iframes: false });
          if (again.violations.length > 0) still.push(node);
        }
        tooSmall.nodes = still;
      }
      return violations.flatMap((/** @type {any} */ rule) =>
        rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary.replace(/\s+/g, ' ')})`));
    }, only);
  }

  /** By how many pixels the page can be scrolled sideways. */
  sideways() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  close() {
    return this.tab.close();
  }
}
