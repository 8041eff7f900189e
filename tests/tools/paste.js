// paste.js [--purifier]: HTML on standard input, as the clipboard has it; prints what the extension's
// editor makes of it, and the text part of a mail with it, as one line of JSON: {"html", "text"}.
// It runs the built extension's own code (dist/unpacked; without a build, the same files as they lie
// in extension/) in Chromium, under the extension's own policy. With --purifier as in a browser that
// has no sanitiser of its own.

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import puppeteer from 'puppeteer-core';
import { ROOT, layOut } from './package-files.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium'].find(existsSync);

/** @typedef {{ html: string, text: string }} Pasted */

/** The editor's own functions in a page of the extension's policy. */
export class Clipboard {
  /** @type {string[]} what the page said on its console */
  complaints = [];

  /** @param {{ purifier?: boolean, folder?: string }} [options] `folder` is an assembled extension */
  static async open({ purifier = false, folder = join(ROOT, 'dist/unpacked') } = {}) {
    if (!CHROMIUM) throw new Error('No Chromium found: run ./build.sh, it installs one.');
    const laidOut = existsSync(join(folder, 'sanitize.js')) ? null : await mkdtemp(join(tmpdir(), 'msi-actions-'));
    if (laidOut) await layOut(laidOut);
    const server = await serve(laidOut ?? folder);
    const browser = await puppeteer.launch({
      executablePath: process.env.CHROMIUM ?? CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const clipboard = new Clipboard(browser, async () => {
      await browser.close();
      server.close();
      if (laidOut) await rm(laidOut, { recursive: true, force: true });
    });
    await clipboard.#load(server.origin, purifier);
    return clipboard;
  }

  /** @param {import('puppeteer-core').Browser} browser @param {() => Promise<void>} close */
  constructor(browser, close) {
    this.browser = browser;
    this.close = close;
  }

  /** @param {string} origin @param {boolean} purifier */
  async #load(origin, purifier) {
    const page = await this.browser.newPage();
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) this.complaints.push(`asked for ${request.url()}`);
    });
    if (purifier) await page.evaluateOnNewDocument(() => Reflect.deleteProperty(Element.prototype, 'setHTML'));
    await page.goto(`${origin}/paste`);
    await page.waitForFunction('globalThis.htmlSanitizer');
    await page.evaluate('htmlSanitizer.prepare()');
    this.page = page;
  }

  /** @param {string} html @returns {Promise<Pasted>} */
  async paste(html) {
    const pasted = await this.page?.evaluate((html) => {
      const { htmlSanitizer } = /** @type {any} */ (globalThis);
      const clean = htmlSanitizer.clean(html).trim();
      const field = document.createElement('div');
      htmlSanitizer.fill(field, clean);
      return { html: clean, text: htmlSanitizer.text(field) };
    }, html);
    if (!pasted) throw new Error('The page is gone.');
    return pasted;
  }
}

/** A blank page that loads the sanitiser, under the manifest's policy. @param {string} folder */
async function serve(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const policy = { 'content-security-policy': manifest.content_security_policy.extension_pages };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/paste') {
      const blank = '<!doctype html><script type="module" src="sanitize.js"></script><link rel="icon" href="data:,">';
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...policy }).end(blank);
      return;
    }
    try {
      const body = await readFile(join(folder, normalize(pathname)));
      response.writeHead(200, { 'content-type': 'text/javascript', ...policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

if (process.argv[1] === import.meta.filename) {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const clipboard = await Clipboard.open({ purifier: process.argv.includes('--purifier') });
  try {
    console.log(JSON.stringify(await clipboard.paste(Buffer.concat(chunks).toString('utf8'))));
  } finally {
    await clipboard.close();
  }
}
