// paste.js [--purifier]: HTML on standard input, as the clipboard has it; prints what stands in the
// extension's editor once it is pasted, and the text part of a mail with it, as one line of JSON:
// {"html", "text"}. It pastes into the built extension's own editor (dist/unpacked; without a build,
// the same files as they lie in extension/) in Chromium, under the extension's own policy. With
// --purifier as in a browser that has no sanitiser of its own.

import { execFileSync } from 'node:child_process';
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
    const laidOut = existsSync(join(folder, 'pkg/worker.js')) ? null : await mkdtemp(join(tmpdir(), 'msi-actions-'));
    if (laidOut) await layOut(laidOut);
    const server = await serve(laidOut ?? folder);
    const browser = await puppeteer.launch({
      executablePath: process.env.CHROMIUM ?? CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const clipboard = new Clipboard(browser, !laidOut, async () => {
      await browser.close();
      server.close();
      if (laidOut) await rm(laidOut, { recursive: true, force: true });
    });
    await clipboard.#load(server.origin, purifier);
    return clipboard;
  }

  /** @param {import('puppeteer-core').Browser} browser @param {boolean} built @param {() => Promise<void>} close */
  constructor(browser, built, close) {
    this.browser = browser;
    this.built = built;
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
    await page.waitForFunction('globalThis.mailEditor');
    await page.evaluate(async () => {
      const { mailEditor } = /** @type {any} */ (globalThis);
      const field = document.createElement('div');
      document.body.append(field);
      let heard = () => {};
      const editor = await mailEditor.open(field, () => heard(), () => {});
      Object.assign(globalThis, {
        /** @param {string} html */
        async pasted(html) {
          editor.set('');
          editor.focus();
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/html', html);
          const inserted = new Promise((resolve) => (heard = () => resolve(undefined)));
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
          await inserted;
          return editor.html();
        },
      });
    });
    if (this.built) await page.evaluate("import('./pkg/worker.js').then(async (worker) => (globalThis.worker = (await worker.default(), worker)))");
    this.page = page;
  }

  /** @param {string} html @returns {Promise<Pasted>} */
  async paste(html) {
    if (!this.page) throw new Error('The page is gone.');
    const pasted = await this.page.evaluate((html) => /** @type {any} */ (globalThis).pasted(html), html);
    return { html: pasted, text: await this.#text(pasted) };
  }

  /** The mail's text part, by the same code as in a mail that is sent. @param {string} html */
  async #text(html) {
    if (this.built) return this.page?.evaluate((html) => /** @type {any} */ (globalThis).worker.plain_text(html), html);
    return execFileSync('cargo', ['run', '--quiet', '--locked', '--example', 'plain_text'], { cwd: ROOT, input: html, encoding: 'utf8' });
  }
}

/** A blank page that loads the editor, under the manifest's policy. @param {string} folder */
async function serve(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const policy = { 'content-security-policy': manifest.content_security_policy.extension_pages };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/paste') {
      const blank = '<!doctype html><script type="module" src="editor.js"></script><link rel="icon" href="data:,">';
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...policy }).end(blank);
      return;
    }
    try {
      const body = await readFile(join(folder, normalize(pathname)));
      const type = pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
      response.writeHead(200, { 'content-type': type, ...policy }).end(body);
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
