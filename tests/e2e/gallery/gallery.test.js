// Every view of popup, panel and web application: readable by everyone, quiet on the console, never
// wider than its window; no text is cut off, in Japanese, in words 40 % longer than English, and from
// right to left. And the policy's language.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { ROOT } from '../../tools/package-files.js';
import { texts } from '../harness/texts.js';
import { cutOff } from './cut-off.js';
import { Studio } from './studio.js';
import { VIEWS } from './views/index.js';

/** Two browsers, for two views at a time: within one, Chromium draws no frames for a tab behind another.
 * @type {Studio[]} */
const studios = [];
/** The tab of each that shows the next view. @type {{ studio: Studio, tab: import('./tab.js').Tab }[]} */
const idle = [];
before(async () => {
  const extension = process.env.GALLERY_EXTENSION ?? join(ROOT, 'dist/unpacked');
  studios.push(...await Promise.all([Studio.open(extension), Studio.open(extension)]));
  for (const studio of studios) idle.push({ studio, tab: await studio.tab() });
});
after(() => Promise.all(studios.map((studio) => studio.close())));

/** @type {import('./studio.js').Look[]} */
const LOOKS = [
  { theme: 'light', language: 'ja' },
  { theme: 'dark', pseudo: true },
];

/** What the other theme can get wrong. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * The windows that a view has to fit. Chrome gives a popup at most 800 x 600 physical pixels, which
 * is 400 x 300 at 200 % zoom; a tab of 1280 is 640 wide then.
 */
const WINDOWS = {
  'popup.html': [{ width: 400, height: 600 }, { width: 400, height: 300 }],
  'panel.html': [{ width: 360, height: 640 }, { width: 320, height: 400 }, { width: 600, height: 640 }],
  'app.html': [{ width: 1280, height: 760 }, { width: 640, height: 400 }, { width: 320, height: 640 }],
};

describe('every view', { concurrency: 2 }, () => {
  for (const view of VIEWS) {
    test(`${view.name}: axe finds nothing, the console is quiet, nothing scrolls sideways or is cut off`, async (t) => {
      const taken = idle.pop();
      assert.ok(taken, 'no more views at a time than browsers');
      const { studio, tab } = taken;
      t.after(async () => {
        // A view that failed may have broken its tab.
        if (/** @type {{ passed?: boolean }} */ (t).passed) return void idle.push(taken);
        await tab.close();
        idle.push({ studio, tab: await studio.tab() });
      });
      for (const look of LOOKS) {
        /** @type {import('./studio.js').Shown} */
        const shown = await studio.show(view, look, tab);
        const found = [...(await shown.axe(look.theme === 'dark' ? COLOURS : undefined))];
        for (const dir of look.pseudo ? ['ltr', 'rtl'] : ['ltr']) {
          await shown.page.evaluate((dir) => void (document.documentElement.dir = dir), dir);
          for (const size of WINDOWS[view.page]) {
            await shown.page.setViewport(size);
            const cut = await shown.page.evaluate(cutOff);
            if ((await shown.sideways()) > 0) cut.push('scrolls sideways');
            found.push(...cut.map((finding) => `${dir} at ${size.width} x ${size.height}: ${finding}`));
          }
        }
        found.push(...shown.complaints);
        await tab.empty();
        assert.deepEqual(found, [], look.language ?? 'longer words');
      }
    });
  }
});

test('a policy chooses the language, whatever the browser speaks', async () => {
  const view = VIEWS.find(({ name }) => name === 'app-profile');
  const [studio] = studios;
  assert.ok(view && studio);
  for (const [policy, locale] of [['ja', 'ja'], ['pt-BR', 'pt_BR'], ['tlh', 'en']]) {
    const shown = await studio.show(view, { policy: { locale: policy } });
    const say = texts(String(locale));
    assert.equal(await shown.page.$eval('h1', (heading) => heading.textContent), say('profile_title'));
    assert.equal(await shown.page.evaluate(() => document.documentElement.lang), say('language'));
    await shown.close();
  }
});

test('text that is cut off, too wide or covered is found', async (t) => {
  const page = await studios[0]?.browser.newPage();
  assert.ok(page);
  t.after(() => page.close());
  const cut = 'width: 40px; white-space: nowrap; overflow: hidden';
  await page.setContent(`
    <p style="${cut}">behind the edge</p>
    <p style="${cut}; text-overflow: ellipsis">without its whole</p>
    <p style="${cut}; text-overflow: ellipsis" title="with its whole">with its whole</p>
    <p style="height: 20px; overflow: hidden">one <br> other</p>
    <p style="width: 40px; white-space: nowrap">over the edge</p>
    <div><button>under</button><button style="margin-left: -20px">over</button></div>`);
  assert.deepEqual(await page.evaluate(cutOff), [
    '“behind the edge” is cut off by p.',
    '“without its whole” is cut off by p.',
    '“other” is cut off below by p.',
    '“over the edge” is wider than its p.',
    '“under” lies over “over”',
  ]);
});
