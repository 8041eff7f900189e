// Draws extension/icons/*.png from icon.svg, with Chromium. Run after the mark changed:
// node tests/tools/icons.js

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { ROOT } from './package-files.js';

const SIZES = [16, 32, 48, 128];

const svg = await readFile(join(ROOT, 'extension/icons/icon.svg'), 'utf8');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
try {
  const page = await browser.newPage();
  for (const size of SIZES) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await page.screenshot({
      path: /** @type {`${string}.png`} */ (join(ROOT, `extension/icons/${size}.png`)),
      omitBackground: true,
    });
  }
} finally {
  await browser.close();
}
