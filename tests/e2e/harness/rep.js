// The rep, Jo: what the guide lets her do, each a step that the demo and the tests share.
import { EXTENSION_ID } from './browser.js';
import { signInToEntra } from './microsoft.js';
import { fill, frameAt, press, pressButton, pressPrimary, says, write } from './page.js';
import { until } from './wait.js';

export const JO = { address: 'jo@acme.example', password: 'demo-Passw0rd' };
export const MAILBOX = `https://mail.example/box/${JO.address}`;
export const LIGHTNING = 'https://acme.lightning.force.com';
export const CLASSIC = 'https://acme.my.salesforce.com';
/** Jo's second org. */
export const SANDBOX = {
  username: 'jo@acme.example.uat',
  email: 'jo@acme.example.invalid',
  host: 'acme--uat.sandbox.my.salesforce.com',
  lightning: 'https://acme--uat.sandbox.lightning.force.com',
};

/** The paths of Salesforce's sign-in: the login page is the root of My Domain. */
const SIGN_IN = /^\/($|login|secur|setup\/secur|services\/oauth2)/;

export class Rep {
  /** @param {import('./browser.js').Chromium} chromium @param {(key: string, ...values: string[]) => string} text
   * @param {{ address: string, password: string }} [person] another than Jo
   * @param {import('./org.js').Control} [control] gives the link of the welcome mail; else the mail is opened */
  constructor(chromium, text, person = JO, control = undefined) {
    this.chromium = chromium;
    this.text = text;
    this.person = person;
    this.control = control;
  }

  /** Opens the welcome mail. */
  async openWelcomeMail() {
    const page = await this.chromium.tab(`https://mail.example/box/${this.person.address}`);
    await press(page, '::-p-text(Welcome to MSI Actions)');
    const mail = await until('the mail', () => page.frames().find((frame) => frame.parentFrame()));
    await mail.waitForSelector('a.button');
    return page;
  }

  /** Clicks Get started; the tab becomes the welcome page. @param {import('puppeteer-core').Page} mailbox */
  async getStarted(mailbox) {
    const mail = await until('the mail', () => mailbox.frames().find((frame) => frame.parentFrame()));
    await press(mail, 'a.button');
    return this.welcomePage();
  }

  /** Of a link that a page opened while something is set up or begun: the rep uses it. */
  async useOfferedInvitation() {
    const page = await this.chromium.pageAt((url) => url.host === EXTENSION_ID && url.hash.startsWith('#/welcome/'), 'the invitation to use');
    await pressButton(page, this.text('welcome_take'));
  }

  welcomePage() {
    return this.chromium.pageAt((url) =>
      url.host === EXTENSION_ID && url.pathname === '/app.html' && url.hash === '#/welcome', 'the welcome page');
  }

  /** The popup at the activation. */
  async popupAtActivation() {
    const popup = await this.chromium.popup();
    await says(popup, this.text('activate_title'));
    return popup;
  }

  /** The Salesforce login page that opened. @param {string} [host] of another org */
  salesforceLogin(host = 'acme.my.salesforce.com') {
    return this.chromium.pageAt((url) => url.hostname === host && SIGN_IN.test(url.pathname), 'the Salesforce login');
  }

  /** Through the window that opened: signs in where there is no session yet, then allows.
   * @param {{ host: string, username: string }} [org] another one */
  async signInToSalesforce(org) {
    const window = await this.salesforceLogin(org?.host);
    const first = await window.waitForSelector('#username, #oaapprove', { visible: true });
    if (await first?.evaluate((element) => element.id === 'username')) await this.logIn(window, org?.username);
    await this.allow(window);
  }

  /** @param {import('puppeteer-core').Page} login @param {string} [username] */
  async logIn(login, username = this.person.address) {
    await fill(login, '#username', username);
    await fill(login, '#password', this.person.password);
    await press(login, '#Login');
  }

  /** @param {import('puppeteer-core').Page} consent */
  async allow(consent) {
    await press(consent, '#oaapprove');
  }

  googleSignIn() {
    return this.chromium.pageAt((url) => url.hostname === 'accounts.google.com', 'the Google sign-in');
  }

  /** The popup once it shows a text; it is opened again where Chrome closed it.
   * @param {string} shown */
  async popupShowing(shown) {
    return until(`the popup showing "${shown}"`, async () => {
      const popup = await this.chromium.popup();
      const text = await popup.evaluate(() => document.body.innerText);
      return text.includes(shown) ? popup : undefined;
    }, 20_000);
  }

  /** From the welcome mail, or the link in it, to the choice of the mail client. @param {string} [link] */
  async setUpToMail(link) {
    const { text } = this;
    const mailbox = await (link ? this.chromium.tab(link) : this.openWelcomeMail());
    await (link ? this.welcomePage() : this.getStarted(mailbox));
    await pressPrimary(await this.popupAtActivation());
    await this.signInToSalesforce();
    await pressPrimary(await this.popupShowing(text('start')));
    await pressPrimary(await this.popupShowing(text('intro_title')));
    return { mailbox, choose: await this.popupShowing(text('choose_mail_title')) };
  }

  /** From the link in the welcome mail to the end of the set-up, by the shortest way.
   * @param {{ mail?: 'google' | 'microsoft', link?: string }} [choice] */
  async setUp({ mail = 'google', link } = {}) {
    const { text } = this;
    const { mailbox, choose } = await this.setUpToMail(link ?? await this.control?.invitation(this.person.address));
    await (mail === 'microsoft' ? this.chooseOutlook(choose) : this.chooseGmail(choose));
    await (mail === 'microsoft' ? this.signInToMicrosoft() : this.signInToGoogle());
    // It goes on by itself, after some seconds.
    await pressPrimary(await this.popupShowing(text('mail_connected_title')));
    await this.finishSetUp();
    // The due tasks are read once after the set-up.
    await until('the due tasks to be read', async () => (await this.purposesCalled()).includes('tasks'));
    return mailbox;
  }

  /** For what Salesforce was called, by the worker's ledger. @returns {Promise<string[]>} */
  async purposesCalled() {
    const worker = await this.chromium.worker();
    return worker.evaluate(async () => {
      const ledgers = Object.entries(await chrome.storage.local.get(null)).filter(([key]) => key.startsWith('salesforce.calls/'));
      const days = ledgers.flatMap(([, value]) => JSON.parse(String(value)).days);
      return days.flatMap(({ counts }) => counts.map((/** @type {[string, number]} */ [purpose]) => purpose));
    });
  }

  /** From the signature to the end of the set-up. @param {(popup: import('puppeteer-core').Page) => Promise<unknown>} [sign] else it is skipped */
  async finishSetUp(sign) {
    const { text } = this;
    const popup = await this.popupShowing(text('signature_title'));
    await sign?.(popup);
    await (sign ? pressPrimary(popup) : pressButton(popup, text('skip')));
    await pressPrimary(await this.popupShowing(text('finish_title')));
    await pressButton(await this.popupShowing(text('tour_offer_title')), text('not_now'));
    await this.popupShowing(text('launch_title'));
  }

  /** @param {import('puppeteer-core').Page} popup */
  async chooseGmail(popup) {
    await press(popup, 'input[name="mail"][value="google"]');
    await pressPrimary(popup);
  }

  /** @param {import('puppeteer-core').Page} popup */
  async chooseOutlook(popup) {
    await press(popup, 'input[name="mail"][value="microsoft"]');
    await pressPrimary(popup);
  }

  async signInToGoogle() {
    const google = await this.googleSignIn();
    await this.giveAddress(google);
    await this.givePassword(google);
    await press(google, 'button[value=continue]');
  }

  microsoftSignIn() {
    return this.chromium.pageAt((url) => url.hostname === 'login.microsoftonline.com', 'the Microsoft sign-in');
  }

  async signInToMicrosoft() {
    await signInToEntra(await this.microsoftSignIn(), this.person);
  }

  /** @param {import('puppeteer-core').Page} google @param {() => Promise<void>} [look] before Next */
  async giveAddress(google, look) {
    await fill(google, '#identifierId', this.person.address);
    await look?.();
    await press(google, '#identifierNext button');
  }

  /** @param {import('puppeteer-core').Page} google @param {() => Promise<void>} [look] before Next */
  async givePassword(google, look) {
    await fill(google, 'input[name=Passwd]', this.person.password);
    await look?.();
    await press(google, '#passwordNext button');
  }

  /** Opens the side panel from the panel in a page. @param {import('puppeteer-core').Frame} panel */
  async openSidePanel(panel) {
    await pressButton(panel, this.text('panel_more'));
    await press(panel, `::-p-aria([name="${this.text('panel_to_side')}"][role="menuitem"])`);
    return this.chromium.sidePanel();
  }

  /** Opens Send Sales Email in the panel and fills it.
   * @param {import('./page.js').View} panel @param {string} subject @param {string} words */
  async writeMail(panel, subject, words) {
    await pressButton(panel, this.text('action_send_email'));
    await fill(panel, 'input[name="subject"]', subject);
    const editor = await panel.waitForSelector('[contenteditable="true"]', { visible: true });
    await editor?.focus();
    await write(panel, words);
    await until('the words in the mail', () => editor?.evaluate((element, words) => element.textContent?.includes(words), words));
  }

  /** Attaches a file to the mail that is being written.
   * @param {import('puppeteer-core').Frame} panel @param {string} path */
  async attach(panel, path) {
    const input = await panel.waitForSelector('[data-field="attachments"] input[type="file"]');
    await (/** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input)).uploadFile(path);
  }

  /** Sends; where several opportunities are open and none is chosen, it is about none.
   * @param {import('./page.js').View} panel */
  async send(panel) {
    if ((await aboutOf(panel)) === '?') await panel.select(ABOUT, '');
    await pressPrimary(panel);
  }

  /** Opens a record in Lightning by its address.
   * @param {import('./org.js').Control} control @param {string} object @param {string} name */
  async openRecord(control, object, name) {
    const [{ Id }] = await control.query(`SELECT Id FROM ${object} WHERE Name = '${name}'`);
    const page = await this.chromium.tab(`${LIGHTNING}/lightning/r/${object}/${Id}/view`);
    await page.waitForSelector('#auraLoadingBox.loadingHide');
    return page;
  }

  /** The panel in a Salesforce page, once it shows a name. The page comes to the front: a panel that nobody
   * sees asks Salesforce nothing.
   * @param {import('puppeteer-core').Page} page @param {string} name */
  async panel(page, name) {
    await page.bringToFront();
    const frame = await frameAt(page, '/panel.html');
    await says(frame, name);
    return frame;
  }
}

const ABOUT = '[data-field=about] select';

/** The opportunity that an open form is about: its id, empty for none, "?" while the rep has not said.
 * @param {import('./page.js').View} panel @returns {Promise<string>} */
export function aboutOf(panel) {
  return panel.evaluate((about) => {
    const select = document.querySelector(about);
    return select instanceof HTMLSelectElement ? select.value : '';
  }, ABOUT);
}
