// Pages that mean harm. Whatever one does to itself, it gets no token and no forged action, and breaks
// neither the panel nor, through us, itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as OUTBOX from './gallery/views/outbox.js';
import { EXTENSION_ID } from './harness/browser.js';
import { installOther } from './harness/other-extension.js';
import { RESTED, frameAt, pressPrimary, says } from './harness/page.js';
import { NO_UNDO, setUpProduct } from './harness/product.js';
import { until } from './harness/wait.js';

const HOST = 'msi-actions-panel';

const product = setUpProduct('hostile pages', { policy: NO_UNDO });

test('a page cannot act through the panel, nor take it away', async (t) => {
  const { rep, chromium, control } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  const grace = (await control.query("SELECT Id FROM Contact WHERE Name = 'Grace Hopper'"))[0].Id;
  const before = (await control.log()).at(-1)?.n ?? 0;

  await t.test('forged messages and events do nothing', async () => {
    await page.evaluate(() => {
      const forged = { name: 'submit', build: '0.1.0', body: {} };
      for (const target of [window, ...document.querySelectorAll('iframe')]) {
        const to = target instanceof HTMLIFrameElement ? target.contentWindow : target;
        for (const message of [forged, JSON.stringify(forged), { look: true }, { changed: 'record' }]) to?.postMessage(message, '*');
      }
      for (let n = 0; n < window.length; n += 1) window[n]?.postMessage(JSON.stringify(forged), '*');
      for (const name of ['msi-actions:replaced', 'msi-actions:look']) document.dispatchEvent(new Event(name));
    });
    assert.ok(await page.$(HOST), 'the script does not retire at the page’s word');
    await says(panel, 'Analytical Engines');
  });

  await t.test('a record that is not the tab’s is refused', async () => {
    const build = await panel.evaluate(() => chrome.runtime.getManifest().version);
    const record = { org: 'acme.my.salesforce.com', object: 'Contact', id: grace };
    const { fault } = JSON.parse(await panel.evaluate((call) => chrome.runtime.sendMessage(call), JSON.stringify({
      name: 'get_draft', build, body: { record, action: 'send_email', with: null, today: '2026-11-22' },
    })));
    assert.equal(fault?.code, 'worker.other_record');
  });

  await t.test('clobbered names, polluted prototypes and styles leave the panel as it is', async () => {
    await page.evaluate((host) => {
      for (const name of ['msiActions', 'chrome', 'navigation', 'body', 'adoptedStyleSheets']) {
        const trap = document.createElement('form');
        trap.id = name;
        trap.setAttribute('name', name);
        document.body.append(trap);
      }
      Object.assign(Object.prototype, { do: 'unmount', collapsed: true, look: false });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`${host}, body * { display: none !important; opacity: 0 !important; transform: scale(.1) !important }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }, HOST);
    await page.evaluate((path) => history.pushState({}, '', path), `/lightning/r/Contact/${grace}/view`);
    await says(panel, 'Navy Systems');
    const shown = await page.$eval(HOST, (host) => ({ ...host.getBoundingClientRect().toJSON(), opacity: getComputedStyle(host).opacity }));
    assert.deepEqual([shown.width, shown.opacity], [360, '1']);
  });

  await t.test('a panel that the page removes is back at the next look', async () => {
    const open = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
    await rep.panel(open, 'Analytical Engines');
    await open.evaluate((host) => document.querySelector(host)?.remove(), HOST);
    await until('the frame to be gone', () => open.frames().every((frame) => !frame.url().includes('/panel.html')));
    await open.evaluate((path) => history.pushState({}, '', path), `/lightning/r/Contact/${grace}/view`);
    await rep.panel(open, 'Navy Systems');
    assert.equal((await open.$$(HOST)).length, 1);
    await open.close();
  });

  await t.test('huge addresses are addresses', async () => {
    const open = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
    await rep.panel(open, 'Analytical Engines');
    await open.evaluate((path) => history.pushState({}, '', path), `/lightning/r/Contact/${grace}/view?x=${'y'.repeat(500_000)}`);
    await says(await frameAt(open, '/panel.html'), 'Navy Systems');
    await open.close();
  });

  await t.test('nothing was written, and nothing complained', async () => {
    const asked = await control.askedByExtension(before);
    assert.deepEqual(asked.filter((entry) => entry.writes), []);
    assert.deepEqual(chromium.complaints, []);
    assert.equal((await control.mail('grace@navysystems.example')).length, 0);
  });
});

test('thousands of addresses: few messages, and the panel is right at the end', async () => {
  const { rep, chromium, control } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await rep.panel(page, 'Analytical Engines');
  const grace = (await control.query("SELECT Id FROM Contact WHERE Name = 'Grace Hopper'"))[0].Id;
  const worker = await chromium.worker();
  await worker.evaluate(() => {
    const counted = /** @type {any} */ (globalThis);
    counted.looks = 0;
    chrome.runtime.onMessage.addListener((message) => {
      if (typeof message === 'string' && message.includes('"look"')) counted.looks += 1;
      return false;
    });
  });
  const took = await page.evaluate(async (last) => {
    const from = performance.now();
    const own = location.pathname;
    for (let n = 0; n < 2_000; n += 1) {
      history.replaceState({}, '', n % 2 ? own : '/lightning/o/Account/list');
      if (n % 100 === 0) await new Promise((next) => { setTimeout(next); });
    }
    // Chrome itself stops counting after some hundreds; then a call does nothing for some seconds.
    while (location.pathname !== last) {
      history.pushState({}, '', last);
      await new Promise((next) => { setTimeout(next, 100); });
    }
    return performance.now() - from;
  }, `/lightning/r/Contact/${grace}/view`);
  await until('the panel beside the last', () => page.frames().find((frame) => frame.url().includes('/panel.html'))
    ?.evaluate(() => document.body.innerText.includes('Navy Systems')));
  const looks = await worker.evaluate(() => /** @type {any} */ (globalThis).looks);
  assert.ok(looks <= 15 + took / 200 + 75, `${looks} looks in ${took} ms`); // ten at once, five a second, the wait for the last
  assert.equal((await page.$$(HOST)).length, 1);
});

test('a flood of changes is one question, and one after it; a page’s word of changes is none', async (t) => {
  const { rep, chromium, control } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await rep.panel(page, 'Analytical Engines');
  const worker = await chromium.worker();
  await worker.evaluate(() => {
    const counted = /** @type {any} */ (globalThis);
    counted.questions = 0;
    chrome.runtime.onMessage.addListener((message) => {
      if (typeof message === 'string' && message.includes('"get_record_now"')) counted.questions += 1;
      return false;
    });
  });
  const questions = () => worker.evaluate(() => /** @type {any} */ (globalThis).questions);
  const settled = async () => {
    const asked = await questions();
    await worker.evaluate(() => new Promise((later) => { setTimeout(later, 300); }));
    return asked === await questions();
  };
  await until('the questions of the opening to end', settled);
  const opening = await questions();
  const before = (await control.log()).at(-1)?.n ?? 0;
  await t.test('from the content script’s place nothing is believed', async () => {
    await worker.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ url: 'https://*.lightning.force.com/*' });
      await chrome.scripting.executeScript({
        target: { tabId: Number(tab?.id) },
        func: async () => {
          for (let n = 0; n < 200; n += 1) await chrome.runtime.sendMessage({ changed: 'record' }).catch(() => {});
        },
      });
    });
    // The panel hears messages in order: one from the worker after them is answered by one question.
    await worker.evaluate(() => chrome.runtime.sendMessage({ changed: 'record' }).catch(() => {}));
    await until('the worker’s own word to be believed', async () => await questions() === opening + 1);
  });
  await t.test('a thousand from the worker are few questions', async () => {
    await worker.evaluate(() => {
      for (let n = 0; n < 1_000; n += 1) void chrome.runtime.sendMessage({ changed: 'record' }).catch(() => {});
    });
    await until('the questions to end', async () => await questions() > opening + 1 && settled());
    assert.ok(await questions() < 100, `${await questions()} questions`);
  });
  assert.deepEqual(await control.askedByExtension(before), [], 'the record is fresh: the org is not asked');
});

test('a click on a panel that is covered, faded or moved does not send; the side panel does', async (t) => {
  const { rep, control, text } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  await rep.writeMail(panel, 'Unseen', 'Hello Ada');
  await watchSight(panel);
  for (const trick of TRICKS) {
    await t.test(trick, async () => {
      await play(page, panel, trick);
      // The panel's own observer may hear of it later than ours; not one of the presses sends.
      await until('the panel to say why', async () => {
        await pressUnseen(panel);
        return panel.evaluate((title) => document.body.innerText.includes(title), text('panel_covered_title'));
      });
      await stop(page, panel);
      assert.deepEqual(await control.mail('ada@analytical.example'), []);
      await emptyOutbox(panel, 'Unseen');
    });
  }
  await t.test('once it is seen again it sends', async () => {
    await restInSight(panel);
    await pressUnseen(panel);
    await says(panel, text('outbox_done'), 30_000);
    assert.equal((await control.mail('ada@analytical.example')).length, 1);
  });
});

test('no command of a panel that is covered or see-through is given, of whatever kind', async (t) => {
  const { rep, control, text } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  const [{ Id }] = await control.query("SELECT Id FROM Lead WHERE Name = 'Ada Lovelace'");
  const over = { code: 'mailbox.session_over', whose_move: { sign_in: { provider: 'google' } } };
  const { undo, waiting, held, unconfirmed, failed } = OUTBOX;
  const signIn = { ...failed, intent: '00000000-0000-4000-8000-000000000099', state: { waiting: { fault: over, next: null } } };
  const stuck = { ...failed, intent: '00000000-0000-4000-8000-000000000098', state: { logging: { fault: over } } };
  const record = { org: 'acme.my.salesforce.com', object: 'Lead', id: Id };
  // What follows the rep from another record is taken back in the strip.
  const elsewhere = { ...undo, intent: '00000000-0000-4000-8000-000000000097' };
  await pretendOutbox(panel, [...[undo, waiting, held, unconfirmed, failed, signIn, stuck].map((item) => ({ ...item, record })), elsewhere]);
  await panel.waitForSelector('[data-strip=undo]');
  await says(panel, text('outbox_was_sent'));
  await watchSight(panel);
  const labels = await panel.$$eval('.statuses button', (buttons) => buttons.map((button) => button.innerText.trim()));
  for (const key of ['undo', 'retry', 'send_now', 'was_sent', 'send_again', 'drop', 'edit']) {
    assert.ok(labels.includes(text(`outbox_${key}`)), `${key} in ${labels}`);
  }
  assert.ok(labels.some((label) => label === text('move_sign_in', 'Gmail')), labels.join());
  for (const trick of /** @type {const} */ (['covered', 'faded'])) {
    await t.test(trick, async () => {
      await play(page, panel, trick);
      await pressEvery(panel);
      await says(panel, text('panel_covered_title'));
      await says(panel, text('panel_to_side'));
      await closeQuestions(panel);
      assert.deepEqual(await commands(panel), []);
      await stop(page, panel);
    });
  }
  await t.test('where the rep sees them they are given', async () => {
    await restInSight(panel);
    // A question that opens is looked at anew: what is pressed in that moment does not count, so again.
    await until('each command to be given', async () => {
      await pressEvery(panel);
      await closeQuestions(panel);
      const given = await panel.evaluate(() => /** @type {any} */ (globalThis).given
        .flatMap((/** @type {any} */ call) => [call.name, call.body.decision, call.body.intent]));
      return [elsewhere.intent, 'undo', 'start_sign_in', 'retry', 'drop', 'was_sent', 'send_again'].every((name) => given.includes(name));
    });
  });
});

test('a panel that is moved under the pointer between two clicks does not send', async (t) => {
  const { rep, control, text } = product();
  const page = await rep.openRecord(control, 'Contact', 'Grace Hopper');
  const panel = await rep.panel(page, 'Navy Systems');
  await rep.writeMail(panel, 'Unmeant', 'Hello Grace');
  await panel.evaluate(() => {
    const counted = /** @type {any} */ (globalThis);
    counted.hits = 0;
    window.addEventListener('pointerdown', () => { counted.hits += 1; }, true);
  });
  const place = async () => {
    const send = await panel.$('button[data-key="primary"]');
    return /** @type {import('puppeteer-core').ElementHandle} */ (send).clickablePoint();
  };
  for (const [trick, holdsFocus] of /** @type {const} */ ([['a bait', false], ['a bait that takes no focus', true]])) {
    await t.test(trick, async () => {
      const { x, y } = await place();
      // The panel has been where it is, and the pointer over it: what is known of it is old.
      await page.mouse.move(x - 40, y + 200);
      await page.mouse.move(x - 42, y + 202);
      await until('the pointer to be there', () => panel.$('main:hover'));
      await page.evaluate((holdsFocus, away) => {
        document.documentElement.setAttribute('style', away);
        const bait = document.createElement('button');
        bait.id = 'bait';
        bait.setAttribute('style', 'position: fixed; inset: 0; left: auto; width: 400px; height: 100%; margin: 0');
        bait.popover = 'manual'; // above everything, and moved by nothing
        bait.onmousedown = (event) => holdsFocus && event.preventDefault();
        bait.onclick = () => {
          bait.remove();
          document.documentElement.removeAttribute('style');
        };
        document.documentElement.append(bait);
        bait.showPopover();
      }, holdsFocus, AWAY);
      await until('the pointer to be over the bait', async () => {
        await page.mouse.move(x - 1, y);
        await page.mouse.move(x, y);
        return page.$('#bait:hover');
      });
      await page.mouse.click(x, y);
      await until('the panel to be back', () => page.evaluate(() => !document.getElementById('bait')));
      await clickOnceInside(page, panel, x, y);
      await saysWhy(panel, text);
      await emptyOutbox(panel, 'Unmeant');
      assert.deepEqual(await control.mail('grace@navysystems.example'), []);
    });
  }
  await t.test('where pointer and panel rest it sends', async () => {
    const from = performance.now();
    await until('the panel to have rested', () => performance.now() - from > 2 * RESTED);
    await pressPrimary(panel);
    await says(panel, text('outbox_done'), 30_000);
    assert.equal((await control.mail('grace@navysystems.example')).length, 1);
  });
});

test('another site cannot frame the panel', async () => {
  const { rep, chromium, control } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const inPage = await rep.panel(page, 'Analytical Engines');
  const address = await inPage.evaluate(() => chrome.runtime.getURL('panel.html'));
  const elsewhere = await chromium.tab('https://mail.example/');
  for (const src of [address, inPage.url(), `${address}?window=1`]) {
    await elsewhere.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, src);
  }
  await until('the frames to be refused', () =>
    elsewhere.frames().slice(1).every((frame) => frame.url().startsWith('chrome-error:') || frame.url() === 'about:blank'));
  assert.equal(elsewhere.frames().length, 4);
});

test('another extension with every right on the page reaches neither the worker nor the panel', async () => {
  const { rep, chromium, control } = product();
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  const panel = await rep.panel(page, 'Analytical Engines');
  const other = await installOther(chromium);
  const before = (await control.log()).at(-1)?.n ?? 0;
  const got = await other.evaluate(async (ours) => {
    const words = (/** @type {Promise<any>} */ asked) => asked.then((answer) => ({ answer }), (error) => String(error));
    const message = JSON.stringify({ name: 'get_outbox', build: '0.1.0', body: {} });
    const [tab] = await chrome.tabs.query({ url: 'https://*.lightning.force.com/*' });
    const target = { tabId: Number(tab?.id) };
    const port = chrome.runtime.connect(ours);
    const connected = await new Promise((resolve) => {
      port.onDisconnect.addListener(() => resolve(String(chrome.runtime.lastError?.message)));
      port.onMessage.addListener(() => resolve('answered'));
    });
    const say = (/** @type {string} */ text) => {
      // From a script in the page it has another sender than ours.
      void chrome.runtime.sendMessage(text);
      document.dispatchEvent(new Event('msi-actions:replaced'));
    };
    return {
      asked: await words(chrome.runtime.sendMessage(ours, message)),
      changed: await words(chrome.runtime.sendMessage(ours, { changed: 'record' })),
      connected,
      fetched: await words(fetch(`chrome-extension://${ours}/panel.html`)),
      reached: (await chrome.scripting.executeScript({ target: { ...target, allFrames: true }, func: () => location.href })).map(({ result }) => result),
      inPage: (await chrome.scripting.executeScript({ target, func: say, args: [message] })).length,
    };
  }, EXTENSION_ID);
  for (const refused of [got.asked, got.changed, got.connected, got.fetched]) {
    assert.match(String(refused), /Receiving end does not exist|Failed to fetch/, JSON.stringify(got));
  }
  assert.ok(got.reached.every((url) => String(url).startsWith('https://')), `no frame of ours among ${got.reached}`);
  assert.equal(got.inPage, 1, 'the page itself it may change, as the browser lets it');
  assert.ok(await page.$(HOST), 'and even there our script stays');
  await says(panel, 'Analytical Engines');
  assert.deepEqual(await control.askedByExtension(before), []);
});

/** A click where the button is, as a rep would make it who does not see it. @param {import('puppeteer-core').Frame} panel */
async function pressUnseen(panel) {
  await panel.$eval('button[data-key="primary"]', (button) => /** @type {HTMLElement} */ (button).click());
}

/** What a page may do to our frame, as styles of its own. */
const STYLES = {
  covered: 'position: fixed; inset: 0; z-index: 10000; background: white; pointer-events: none',
  faded: 'opacity: 0.01',
  moved: 'transform: rotate(1deg)',
};
/** The panel as it is, elsewhere: all of it is seen. */
const AWAY = 'transform: translateX(-420px); height: 100vh; overflow: hidden';
const TRICKS = /** @type {(keyof typeof STYLES)[]} */ (Object.keys(STYLES));

/** Notes in the panel whether the browser says that it is seen, and since when. @param {import('puppeteer-core').Frame} panel */
function watchSight(panel) {
  return panel.evaluate(() => {
    new IntersectionObserver((entries) => Object.assign(globalThis, { seen: /** @type {any} */ (entries.at(-1)).isVisible, since: performance.now() }),
      /** @type {any} */ ({ trackVisibility: true, delay: 100 })).observe(document.querySelector('button[data-key="primary"]') ?? document.body);
  });
}

/** @param {import('puppeteer-core').Page} page @param {import('puppeteer-core').Frame} panel @param {keyof typeof STYLES} trick */
async function play(page, panel, trick) {
  await page.evaluate((style, covers) => {
    const target = covers ? document.documentElement.appendChild(document.createElement('main')) : document.documentElement;
    target.setAttribute('style', style);
  }, STYLES[trick], trick === 'covered');
  // Each observer hears of it in its own turn, a tenth of a second apart.
  await until('the browser to tell every observer', () => panel.evaluate(() => {
    const { seen, since } = /** @type {any} */ (globalThis);
    return seen === false && performance.now() - since > 250;
  }));
}

/** @param {import('puppeteer-core').Page} page @param {import('puppeteer-core').Frame} panel */
async function stop(page, panel) {
  await page.evaluate(() => {
    document.documentElement.removeAttribute('style');
    document.querySelector('html > main')?.remove();
  });
  await until('the browser to see it again', () => panel.evaluate(() => /** @type {any} */ (globalThis).seen === true));
}

/** @param {import('puppeteer-core').Frame} panel */
function restInSight(panel) {
  return until('the panel to be seen for half a second', () => panel.evaluate(() => {
    const { seen, since } = /** @type {any} */ (globalThis);
    return seen === true && performance.now() - since > 1_000; // the panel's own observer may hear of it later
  }));
}

/** The rep reads that the press did not count: the panel had just come, or the move altered it, as the browser sees it.
 * @param {import('puppeteer-core').Frame} panel @param {(key: string) => string} text */
function saysWhy(panel, text) {
  const whys = ['panel_click_again', 'panel_covered_title'].map((key) => text(key));
  return until('why the press did not count', () => panel.evaluate((whys) => whys.some((why) => document.body.innerText.includes(why)), whys));
}

/** Clicks until the panel gets one, which is a moment after it was moved under the pointer.
 * @param {import('puppeteer-core').Page} page @param {import('puppeteer-core').Frame} panel @param {number} x @param {number} y */
async function clickOnceInside(page, panel, x, y) {
  const hits = () => panel.evaluate(() => /** @type {any} */ (globalThis).hits);
  const before = await hits();
  await until('the panel to get a click', async () => {
    await page.mouse.click(x, y);
    return await hits() > before;
  });
}

/** Nothing of that subject is on its way. @param {import('puppeteer-core').Frame} panel @param {string} subject */
async function emptyOutbox(panel, subject) {
  const build = await panel.evaluate(() => chrome.runtime.getManifest().version);
  const outbox = await panel.evaluate((build) => chrome.runtime.sendMessage(JSON.stringify({ name: 'get_outbox', build, body: {} })), build);
  assert.deepEqual(JSON.parse(outbox).ok.filter((/** @type {any} */ item) => item.subject === subject), []);
}

/** Lets the panel believe in an outbox, and notes what it asks of the worker besides.
 * @param {import('puppeteer-core').Frame} panel @param {object[]} items */
async function pretendOutbox(panel, items) {
  await panel.evaluate((items) => {
    const ask = chrome.runtime.sendMessage.bind(chrome.runtime);
    const noted = /** @type {any} */ (globalThis);
    noted.given = [];
    const answer = async (/** @type {string} */ text) => {
      const call = JSON.parse(text);
      if (call.name === 'get_outbox') return JSON.stringify({ ok: items });
      if (call.name.startsWith('get_') || ['tour', 'take_action'].includes(call.name)) return ask(text);
      noted.given.push(call);
      return JSON.stringify({ fault: { code: 'worker.no_answer', whose_move: { retry: {} } } });
    };
    Object.defineProperty(chrome.runtime, 'sendMessage', { value: answer, configurable: true });
    window.dispatchEvent(new Event('focus'));
  }, items);
}

/** Presses everything that can be pressed of what is being sent, and the verb of each question that opens.
 * @param {import('puppeteer-core').Frame} panel */
async function pressEvery(panel) {
  for (const button of await panel.$$('.statuses ul .buttons > button, [data-strip=undo] .button')) await button.evaluate((button) => /** @type {HTMLElement} */ (button).click());
  for (const verb of await panel.$$('dialog .danger')) await verb.evaluate((verb) => /** @type {HTMLElement} */ (verb).click());
}

/** @param {import('puppeteer-core').Frame} panel */
function closeQuestions(panel) {
  return panel.evaluate(() => document.querySelectorAll('dialog').forEach((dialog) => dialog.close()));
}

/** The names of the commands that the panel gave. @param {import('puppeteer-core').Frame} panel @returns {Promise<string[]>} */
function commands(panel) {
  return panel.evaluate(() => /** @type {any} */ (globalThis).given.map((/** @type {any} */ call) => call.name));
}
