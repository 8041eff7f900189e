import { html } from './html.js';

/**
 * The frame of a mail provider's sign-in page.
 * @param {{ title: string, vendor: string, content: import('./html.js').Html }} page
 */
export function signInPage({ title, vendor, content }) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/signin.css">
</head>
<body>
  <main>
    <p class="brand">${vendor}</p>
    ${content}
  </main>
  <footer>The demo’s stand-in for ${vendor}. Nothing leaves this machine.</footer>
</body>
</html>
`;
}
