// Every view of popup and web application: readable by everyone, quiet on the console, never wider
// than its window.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { ROOT } from '../../tools/package-files.js';
import { Studio } from './studio.js';
import { VIEWS } from './views/index.js';

/** Two browsers, for two views at a time: within one, Chromium draws no frames for a tab behind another.
 * @type {Studio[]} */
const studios = [];
before(async () => {
  const extension = process.env.GALLERY_EXTENSION ?? join(ROOT, 'dist/unpacked');
  studios.push(...await Promise.all([Studio.open(extension), Studio.open(extension)]));
});
after(() => Promise.all(studios.map((studio) => studio.close())));

/** @type {import('./studio.js').Look[]} */
const LOOKS = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'nl' },
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
  'app.html': [{ width: 1100, height: 760 }, { width: 640, height: 400 }, { width: 320, height: 640 }],
};

describe('every view', { concurrency: 2 }, () => {
  for (const view of VIEWS) {
    test(`${view.name}: axe finds nothing, the console is quiet, nothing scrolls sideways`, async (t) => {
      const studio = studios.pop();
      assert.ok(studio, 'no more views at a time than browsers');
      t.after(() => studios.push(studio));
      for (const look of LOOKS) {
        const shown = await studio.show(view, look);
        assert.deepEqual(await shown.axe(look.theme === 'dark' ? COLOURS : undefined), [], `${look.theme} ${look.language}`);
        for (const size of WINDOWS[view.page]) {
          await shown.page.setViewport(size);
          assert.equal(await shown.sideways(), 0, `scrolls sideways at ${size.width} in ${look.language}`);
        }
        assert.deepEqual(shown.complaints, []);
        await shown.close();
      }
    });
  }
});
