// The index of the demo's screenshots.

/** @param {{ title: string, file: string }[]} shots */
export function gallery(shots) {
  const figures = shots.map(({ title, file }) => `
    <figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${escape(title)}</figcaption></figure>`);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>MSI Actions: the guide, walked</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
  body { margin: 32px; max-width: 1400px }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 24px }
  figure { margin: 0 } img { width: 100%; border: 1px solid #8886; border-radius: 6px }
</style>
<h1>MSI Actions: the guide, walked</h1>
<main>${figures.join('')}
</main></html>
`;
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
