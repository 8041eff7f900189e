// The panel beside a record in each of Salesforce's interfaces: there, in nobody's way, as wide as the
// rep likes it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXTENSION_ID } from './harness/browser.js';
import { frameAt, pressButton } from './harness/page.js';
import { openIn, panelOf, PLACES, RECORDS } from './harness/places.js';
import { setUpProduct } from './harness/product.js';
import { until } from './harness/wait.js';

const HOST = 'msi-actions-panel';
/** A Classic record whose page Visualforce overrides. */
const VISUALFORCE = 'Visualforce';

const product = setUpProduct('docking');
/** What a person would press on a page; `>>>` looks into components. */
const CONTROLS = ['button', 'input.btn', 'a[role="button"]', '.bPageTitle a'].map((control) => `>>> ${control}`);

test('in every interface the panel shows the record and covers no button of the page', async (t) => {
  const it = product();
  for (const place of [...Object.keys(PLACES), VISUALFORCE]) {
    await t.test(place, async () => {
      await it.control.settings({ visualforceOverrides: place === VISUALFORCE ? ['Lead'] : [] });
      const page = await openIn(it.chromium, it.control, place === VISUALFORCE ? 'Classic' : place, RECORDS.lead);
      await page.setViewport({ width: 1280, height: 800 });
      const panel = await panelOf(page, RECORDS.lead);
      assert.ok(await uncovered(page) >= 3, 'the page has buttons');
      await pressButton(panel, it.text('panel_collapse'));
      await until('the panel to collapse', () => panels(page) === 0);
      assert.ok(await uncovered(page) >= 3, 'the page has buttons');
      await pressEdgeTab(page);
      await panelOf(page, RECORDS.lead);
      await page.close();
    });
  }
});

test('the panel’s width and its keys', async (t) => {
  const it = product();
  const page = await openIn(it.chromium, it.control, 'Lightning standard', RECORDS.lead);
  await page.setViewport({ width: 1280, height: 800 });
  const other = await openIn(it.chromium, it.control, 'Classic', RECORDS.contact);
  await panelOf(other, RECORDS.contact);
  await page.bringToFront();
  await panelOf(page, RECORDS.lead);

  await t.test('it is dragged wider, and so in other tabs', async () => {
    const { left } = await box(page);
    await page.mouse.move(left - 3, 300);
    await page.mouse.down();
    await page.mouse.move(left - 60, 300);
    await page.mouse.move(left - 100, 300);
    await page.mouse.up();
    await until('100 pixels more', async () => (await box(page)).width === 460);
    await until('the other tab to follow', async () => (await box(other)).width === 460);
  });

  await t.test('the arrow keys move its edge, within bounds', async () => {
    const separator = await edge(page);
    assert.deepEqual([separator.valuemin, separator.valuemax], [320, 600]);
    for (let n = 0; n < 10; n += 1) await page.keyboard.press('ArrowRight');
    await until('the narrowest', async () => (await box(page)).width === 320);
    for (let n = 0; n < 20; n += 1) await page.keyboard.press('ArrowLeft');
    await until('the widest', async () => (await box(page)).width === 600);
  });

  await t.test('a narrow window is not squeezed', async () => {
    const margin = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).marginRight));
    await page.setViewport({ width: 1400, height: 800 });
    await until('the page to make room', async () => (await margin()) === 600);
    await page.setViewport({ width: 1000, height: 800 });
    await until('the page to have its width back', async () => (await margin()) === 0);
    assert.equal((await box(page)).width, 600);
    await page.setViewport({ width: 1280, height: 800 });
  });

  await t.test('the shortcut goes to the panel, collapses it and opens it; Escape goes back to the page', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.localName);
    await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
    await shortcut(it);
    await until('the focus in the panel', async () => (await focused()) === HOST);
    // Its frame is a process of its own: it has the keys a moment later.
    const panel = await frameAt(page, '/panel.html');
    await until('the panel to have the keys', () => panel.evaluate(() => document.hasFocus()));
    await page.keyboard.press('Escape');
    await until('the focus in the page', async () => (await focused()) === 'body');
    await shortcut(it);
    await until('the focus in the panel', async () => (await focused()) === HOST);
    await shortcut(it);
    await until('the panel to collapse', () => panels(page) === 0);
    await shortcut(it);
    await frameAt(page, '/panel.html');
    await until('the focus in the panel', async () => (await focused()) === HOST);
  });
});

test('light or dark is chosen in the profile, and is every frame’s: those that are there, and the next from its first paint', async () => {
  const it = product();
  const page = await openIn(it.chromium, it.control, 'Lightning standard', RECORDS.lead);
  const panel = await panelOf(page, RECORDS.lead);
  const profile = await it.chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/profile`);
  await profile.waitForSelector('#theme');
  await profile.select('#theme', 'theme_dark');
  const scheme = (/** @type {import('puppeteer-core').Frame} */ frame) => frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await until('the dark panel', async () => (await scheme(panel)) === 'dark');
  await until('the dark frame', () => page.$eval(HOST, (host) => getComputedStyle(host).colorScheme === 'dark'));
  await page.reload();
  const next = await frameAt(page, '/panel.html');
  assert.match(next.url(), /\?theme=dark$/);
  await until('the dark panel', async () => (await scheme(next)) === 'dark');
  await profile.select('#theme', 'theme_browser');
  await until('the panel as the browser is', async () => (await scheme(await frameAt(page, '/panel.html'))) === 'light dark');
});

test('the commands have their keys', async () => {
  const { chromium } = product();
  const worker = await chromium.worker();
  const commands = await worker.evaluate(() => chrome.commands.getAll());
  const keys = commands.filter(({ name }) => name !== '_execute_action').map(({ name, shortcut }) => [name, shortcut]);
  assert.deepEqual(keys, [['open_side_panel', 'Alt+Shift+S'], ['toggle_panel', 'Alt+Shift+M']]);
});

/** What the worker does when Chrome hands it the key: a driver's keys do not reach the browser's shortcuts.
 * @param {Awaited<ReturnType<typeof product>>} it */
async function shortcut({ chromium }) {
  const worker = await chromium.worker();
  await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    await chrome.tabs.sendMessage(tab?.id ?? 0, { toggle: true });
  });
}

/** How many panels a page has. @param {import('puppeteer-core').Page} page */
function panels(page) {
  return page.frames().filter((frame) => frame.url().includes('/panel.html')).length;
}

/** @param {import('puppeteer-core').Page} page */
async function box(page) {
  return page.$eval(HOST, (host) => host.getBoundingClientRect().toJSON());
}

/** The separator, focused, as a screen reader meets it: its shadow root is closed to everyone else.
 * @param {import('puppeteer-core').Page} page */
async function edge(page) {
  const { left } = await box(page);
  await page.mouse.click(left - 3, 300);
  return until('the separator', async () => {
    const tree = await page.accessibility.snapshot({ interestingOnly: false });
    return find(tree, (node) => node.role === 'splitter' || node.role === 'separator');
  });
}

/** @param {any} node @param {(node: any) => boolean} matches @returns {any} */
function find(node, matches) {
  if (!node || matches(node)) return node;
  for (const child of node.children ?? []) {
    const found = find(child, matches);
    if (found) return found;
  }
  return undefined;
}

/** @param {import('puppeteer-core').Page} page */
async function pressEdgeTab(page) {
  const { left, top, width, height } = await box(page);
  await page.mouse.click(left + width / 2, top + height / 2);
}

/** Fails where our panel lies over the middle of a control of the page; how many there are in the window.
 * @param {import('puppeteer-core').Page} page */
async function uncovered(page) {
  let seen = 0;
  for (const frame of page.frames()) {
    if (frame.url().includes('/panel.html')) continue;
    for (const selector of CONTROLS) {
      for (const control of await frame.$$(selector)) {
        const place = await control.isVisible() && await control.boundingBox();
        if (!place || place.width === 0) continue;
        const middle = [place.x + place.width / 2, place.y + place.height / 2];
        const on = await page.evaluate(([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.localName, middle);
        if (on === undefined) continue; // scrolled out of the window
        assert.notEqual(on, HOST, `${selector} at ${middle}: ${await control.evaluate((element) => element.outerHTML.slice(0, 200))}`);
        seen += 1;
      }
    }
  }
  return seen;
}
