// Draws every view, in both themes and languages, into target/gallery, with an index, and says what
// axe finds:  node tests/e2e/gallery/run.js [part of a name] [--extension FOLDER] [--only light-ja] [--forced]
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../tools/package-files.js';
import { Studio } from './studio.js';
import { VIEWS } from './views/index.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { extension: { type: 'string' }, only: { type: 'string' }, forced: { type: 'boolean' } },
});
const studio = await Studio.open(values.extension ?? join(ROOT, 'dist/unpacked'));
const views = VIEWS.filter(({ name }) => positionals.every((part) => name.includes(part)));
/** A theme and a language: light-ja, dark-pseudo. */
const sets = values.only ? [values.only] : ['light-en', 'dark-en', 'light-nl', 'dark-nl'];
let found = 0;
const rows = [];
try {
  for (const set of sets) {
    const [theme, language] = set.split('-');
    /** @type {import('./studio.js').Look} */
    const look = { theme: theme === 'dark' ? 'dark' : 'light', ...(language === 'pseudo' ? { pseudo: true } : { language }) };
    const folder = join(ROOT, 'target/gallery', set);
    await mkdir(folder, { recursive: true });
    for (const view of views) {
      const shown = await studio.show(view, { ...look, forcedColors: values.forced });
      await shown.page.screenshot({ path: join(folder, `${view.name}.png`), fullPage: view.page === 'app.html' && !view.then });
      for (const finding of [...(await shown.axe()), ...shown.complaints]) {
        console.log(`${set} ${view.name}: ${finding}`);
        found += 1;
      }
      rows.push(`${set}/${view.name}.png`);
      await shown.close();
    }
  }
} finally {
  await studio.close();
}
const figures = rows.map((file) => `<figure><img src="${file}" alt="" loading="lazy"><figcaption>${file}</figcaption></figure>`);
await writeFile(join(ROOT, 'target/gallery/index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>
<style>body{font:13px system-ui;display:flex;flex-wrap:wrap;gap:24px;margin:24px}figure{margin:0}img{max-width:400px;border:1px solid #8886}</style>
${figures.join('\n')}</html>\n`);
console.log(`${rows.length} views in target/gallery/index.html, ${found} findings`);
process.exitCode = found > 0 ? 1 : 0;
