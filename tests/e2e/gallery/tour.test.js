// The tour on the panel: keys, focus, and that it is had once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, asked, hasFocus, hears, open } from './stage.js';

test('the tour goes by arrows over the parts of the panel, and is over once', async (t) => {
  const page = await open(t, 'panel-record');
  await page.click('.top [aria-haspopup=menu]');
  await page.keyboard.press('T');
  await page.keyboard.press('Enter');
  const stops = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) {
    await hasFocus(page, '.coach');
    stops.push(await page.$eval('.coach', (coach) => coach.getAttribute('data-stop')));
    await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key));
  }
  assert.deepEqual(stops, ['who', 'acts', 'feed', 'more', 'feed']);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.coach', { hidden: true });
  assert.deepEqual((await asked(page, 'tour')).at(-1), { order: 'end' });
  await hasFocus(page, '.top [aria-haspopup=menu]');
});

test('the tour that was asked for begins by itself, and Esc ends it', async (t) => {
  const page = await open(t, 'panel-tour-who');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.coach', { hidden: true });
  await hears(page, 'tour', ({ order }) => order === 'end');
});

test('the rep goes on working beside the tour', async (t) => {
  const page = await open(t, 'panel-tour-acts');
  await page.click('.acts .primary');
  await hasFocus(page, '.written');
  assert.equal(await page.$('.coach'), null);
});

test('the tour shows the people where there are some to choose', async (t) => {
  const page = await open(t, 'panel-tour-people');
  assert.equal(await page.$eval('.coach', (coach) => coach.getAttribute('data-stop')), 'people');
  assert.ok((await page.$eval('#coach-position', (words) => words.textContent))?.includes('5'));
});

test('a tour that was had on another tab ends here, too', async (t) => {
  const page = await open(t, 'panel-tour-who');
  await answer(page, { tour: { ok: { wanted: false } } }, 'setup');
  await page.waitForSelector('.coach', { hidden: true });
  assert.deepEqual((await asked(page, 'tour')).map(({ order }) => order), ['ask', 'ask']);
});
