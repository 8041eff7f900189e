// The index of the demo's screenshots.

/** @typedef {{ title: string, file: string }} Shot */
/** @typedef {{ title: string, shots: Shot[] }} Chapter */

/** @param {Chapter[]} chapters */
export function gallery(chapters) {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>MSI Actions: the guide, walked</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
  body { margin: 32px; max-width: 1400px }
  section { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 24px }
  figure { margin: 0 } img { width: 100%; border: 1px solid #8886; border-radius: 6px }
</style>
<h1>MSI Actions: the guide, walked</h1>
${chapters.map(chapter).join('')}
</html>
`;
}

/** @param {Chapter} chapter */
function chapter({ title, shots }) {
  return `<h2>${escape(title)}</h2>
<section>${shots.map(figure).join('')}
</section>`;
}

/** @param {Shot} shot */
function figure({ title, file }) {
  return `
  <figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${escape(title)}</figcaption></figure>`;
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
