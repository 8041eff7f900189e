// Every view of popup and web application: readable by everyone, quiet on the console, never wider
// than its window.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { ROOT } from '../../tools/package-files.js';
import { Studio } from './studio.js';
import { VIEWS } from './views/index.js';

/** @type {Studio} */
let studio;
before(async () => {
  studio = await Studio.open(process.env.GALLERY_EXTENSION ?? join(ROOT, 'dist/unpacked'));
});
after(() => studio?.close());

/** @type {import('./studio.js').Look[]} */
const LOOKS = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'nl' },
];

/**
 * The windows that a view has to fit. Chrome gives a popup at most 800 x 600 physical pixels, which
 * is 400 x 300 at 200 % zoom; a tab of 1280 is 640 wide then.
 */
const WINDOWS = {
  'popup.html': [{ width: 400, height: 600 }, { width: 400, height: 300 }],
  'panel.html': [{ width: 360, height: 640 }, { width: 320, height: 400 }, { width: 600, height: 640 }],
  'app.html': [{ width: 1100, height: 760 }, { width: 640, height: 400 }, { width: 320, height: 640 }],
};

// One after the other: Chromium draws no frames for a tab behind another one.
describe('every view', () => {
  for (const view of VIEWS) {
    test(`${view.name}: axe finds nothing, the console is quiet, nothing scrolls sideways`, async () => {
      for (const look of LOOKS) {
        const shown = await studio.show(view, look);
        assert.deepEqual(await shown.axe(), [], `${look.theme} ${look.language}`);
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
