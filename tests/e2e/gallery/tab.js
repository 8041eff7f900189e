// A tab in which views are shown, one after the other. A new tab costs a process, in which the modules are
// compiled anew: of a view that is only looked at, that would be half of its time.

/** Where nothing runs: a file of the extension as plain text. It is of the views' origin, so the process stays. */
const NOTHING = 'theme.js';

export class Tab {
  /** @type {string[]} what was found on its console since the view was shown */
  complaints = [];
  /** @type {string[]} what runs before a document's own scripts */
  #scripts = [];

  /** @param {import('puppeteer-core').Page} page @param {import('puppeteer-core').CDPSession} session @param {string} origin */
  constructor(page, session, origin) {
    this.page = page;
    this.session = session;
    this.origin = origin;
    page.on('console', (message) => {
      if (message.location().url?.endsWith('/favicon.ico')) return; // The browser asks for it by itself.
      if (['error', 'warn'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** @param {import('puppeteer-core').Browser} browser @param {string} origin of the views */
  static async open(browser, origin) {
    const page = await browser.newPage();
    return new Tab(page, await page.createCDPSession(), origin);
  }

  /**
   * Runs in each document from now on, before its own scripts.
   * @template T
   * @param {(argument: T) => void} script @param {T} argument
   */
  async begin(script, argument) {
    const { identifier } = await this.page.evaluateOnNewDocument(script, argument);
    this.#scripts.push(identifier);
  }

  /** Ends the view: nothing of it is left to the next one. */
  async empty() {
    const { page } = this;
    for (const script of this.#scripts.splice(0)) await page.removeScriptToEvaluateOnNewDocument(script);
    await page.setOfflineMode(false);
    // Answered once the document is there, and before it is drawn, unlike page.goto.
    await this.session.send('Page.navigate', { url: `${this.origin}/${NOTHING}` });
    // The pointer leaves the window: the next view would begin with something under it.
    await this.session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: -1, y: -1 });
    this.complaints = [];
  }

  async close() {
    if (!this.page.isClosed()) await this.page.close();
  }
}
