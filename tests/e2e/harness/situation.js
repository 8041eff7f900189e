// One thing that goes wrong in a real company: what the provider does is ordered of the demo org, the rep meets it
// in the real popup, reads what happened and whose move it is, and goes on with the button once the org is mended.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { change, goBackTo, thisMoment } from './moment.js';
import { givePassword } from './microsoft.js';
import { press, pressButton } from './page.js';
import { sharedProduct } from './product.js';
import { JO } from './rep.js';
import { until } from './wait.js';

/**
 * @typedef {import('./product.js').Product} Product
 * @typedef {import('puppeteer-core').Page} Page
 *
 * @typedef {object} Begin where situations begin, and how the rep gets on from there once the org is mended
 * @property {('salesforce' | 'google' | 'microsoft')[]} nothingAt the providers where nothing is granted yet
 * @property {(it: Product) => Promise<unknown>} prepare leads there
 * @property {(it: Product, popup: Page) => Promise<unknown>} again begins anew where the fault has no button for it
 * @property {(it: Product) => Promise<unknown>} goesOn through the provider's window to what follows it
 *
 * @typedef {object} Situation
 * @property {Record<string, any>} [settings] of the demo org, for as long as the situation lasts
 * @property {Record<string, Record<string, any>>} [users] what is different about people, likewise
 * @property {Record<string, any>} [app] what is wrong with the External Client App, likewise
 * @property {object} [fault] ordered of the demo org, likewise
 * @property {(it: Product) => Promise<unknown>} meet what the rep does until it is met
 * @property {string} shows the fault's code
 * @property {keyof typeof MOVES} move whose it is
 * @property {(it: Product) => Promise<unknown>} [mend] what else has to be done before the rep tries again
 */

/** The words on the button for whose move it is. */
const MOVES = {
  salesforce: ['move_sign_in', 'provider_salesforce'],
  google: ['move_sign_in', 'provider_google'],
  microsoft: ['move_sign_in', 'provider_microsoft'],
  retry: ['move_retry'],
  later: ['move_retry_after'],
  admin: ['move_copy_admin'],
};

/**
 * Situations that all begin at one moment of the set-up; and ways that work, though they are another company's.
 * @param {string} name @param {Begin} begin
 */
export function situationsFrom(name, { nothingAt, prepare, again, goesOn }) {
  const shared = sharedProduct(name, { prepare });
  /** @type {import('./moment.js').Moment} */
  let moment;
  before(async () => { moment = await thisMoment(shared()); });
  beforeEach(async () => {
    for (const provider of nothingAt) await shared().control.revokeTokens(JO.address, provider);
    await goBackTo(moment, shared());
  });
  /** @param {string} name @param {Pick<Situation, 'settings' | 'users'>} company @param {(it: Product) => Promise<unknown>} go */
  const works = (name, company, go) => {
    test(name, async () => {
      const it = shared();
      const undo = await change(it, company);
      try {
        await go(it);
        await goesOn(it);
      } finally {
        await undo();
      }
    });
  };
  /** @param {string} name @param {Situation} situation */
  const situation = (name, situation) => {
    test(name, async () => {
      const it = shared();
      const mend = await change(it, situation);
      try {
        if (situation.fault) await it.control.fault(situation.fault);
        await situation.meet(it);
        await assertTold(it, situation);
      } finally {
        await mend();
        await it.control.clearFaults();
      }
      await situation.mend?.(it);
      const popup = await it.chromium.popup();
      const primary = `main[data-fault="${situation.shows}"] ~ .foot [data-key="primary"]`;
      if (await popup.$(primary)) await press(popup, primary);
      else if (situation.move === 'admin' || situation.move === 'later') await again(it, popup);
      else await press(popup, `[data-fault="${situation.shows}"] .buttons button`);
      await goesOn(it);
    });
  };
  return { situation, works };
}

/** The popup says what happened, in its words, and has the button. @param {Product} it @param {Situation} situation */
async function assertTold({ chromium, text }, { shows, move }) {
  const popup = await until(`the popup with ${shows}`, async () => {
    const popup = await chromium.popup();
    return (await popup.$(`[data-fault="${shows}"]`)) ? popup : undefined;
  });
  const told = await popup.$eval(`[data-fault="${shows}"]`, (fault) => ({
    screen: /** @type {HTMLElement} */ (fault).dataset.screen,
    words: /** @type {HTMLElement} */ (fault).innerText,
    buttons: [...document.querySelectorAll(fault.matches('main') ? 'main .buttons button, .foot button' : '[data-fault] .buttons button')]
      .map((button) => button.textContent),
  }));
  const title = text(`fault_${shows.replaceAll('.', '_')}_title`);
  // Without the values that a text names, such as two addresses.
  const parts = text(`fault_${shows.replaceAll('.', '_')}_text`, '\0', '\0', '\0').split('\0');
  for (const words of [title, ...parts]) assert.ok(told.words.includes(words), `"${words}" on ${told.words}`);
  if (told.screen) {
    for (const key of ['move_retry', 'move_other_account']) assert.ok(told.buttons.includes(text(key)), `"${text(key)}" among ${told.buttons}`);
    assert.equal(told.buttons.includes(text('move_copy_admin')), move === 'admin', `a text for the administrator: ${told.buttons}`);
  } else {
    const [words = '', ...values] = MOVES[move];
    const seconds = /\d+/.exec(told.buttons.join())?.[0] ?? '';
    assert.deepEqual(told.buttons, [text(words, ...values.map((value) => text(value)), seconds)]);
  }
  if (move === 'admin') await assertCopied(popup, [shows, title], text('move_copy_admin'));
}

/** The button copies a text for the administrator that says at least this. (Headless Chromium grants no page of an
 * extension the right to read the clipboard.) @param {Page} popup @param {string[]} words @param {string} label */
async function assertCopied(popup, words, label) {
  await popup.evaluate(() => {
    navigator.clipboard.writeText = async (text) => { document.body.dataset.copied = text; };
  });
  await pressButton(popup, label);
  const copied = await until('a text to be copied', () => popup.evaluate(() => document.body.dataset.copied));
  for (const each of words) assert.ok(copied.includes(each), `"${each}" in the text for the administrator: ${copied}`);
}

/**
 * Through a provider's pages, whichever of them it shows, until something is so.
 * @param {Product} it @param {string} host
 * @param {Record<string, (page: Page) => Promise<unknown>>} pages what the rep does on a page that has a selector
 * @param {() => Promise<unknown>} done
 */
export async function goThrough({ chromium }, host, pages, done) {
  const acted = new Set();
  await until(`the rep to be through ${host}`, async () => {
    for (const page of await chromium.browser.pages()) {
      if (!URL.canParse(page.url()) || new URL(page.url()).hostname !== host) continue;
      const loaded = await page.evaluate(() => performance.timeOrigin);
      for (const [selector, act] of Object.entries(pages)) {
        if (acted.has(`${selector} ${loaded}`) || !(await page.$(selector))) continue;
        acted.add(`${selector} ${loaded}`);
        await act(page);
      }
    }
    return done();
  }, 20_000);
}

/** Whether the open popup shows one of these screens. @param {Product} it @param {string[]} screens */
export async function popupAt({ chromium }, screens) {
  const popup = await chromium.openPopup();
  return popup?.$(screens.map((screen) => `[data-screen="${screen}"]`).join());
}

/** @param {Product} it @param {() => Promise<unknown>} done */
export function throughGoogle(it, done) {
  return goThrough(it, 'accounts.google.com', {
    'button[name=email][value=""]': (page) => press(page, 'button[name=email][value=""]'),
    '#identifierId': (page) => it.rep.giveAddress(page),
    '#Passwd': (page) => it.rep.givePassword(page),
    'button[value=continue]': (page) => press(page, 'button[value=continue]'),
  }, done);
}

/** @param {Product} it @param {() => Promise<unknown>} done */
export function throughEntra(it, done) {
  return goThrough(it, 'login.microsoftonline.com', {
    '#i0118': (page) => givePassword(page, JO.password),
    '#idSIButton9[value="yes"]': (page) => press(page, '#idSIButton9'),
    '#idSIButton9[value="accept"]': (page) => press(page, '#idSIButton9'),
    'h1::-p-text(Approve sign in request)': (page) => press(page, '#idSIButton9'),
  }, done);
}
