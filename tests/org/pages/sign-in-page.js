import { document, html } from './html.js';

/**
 * The frame of a mail provider's sign-in page.
 * @param {{ title: string, vendor: string, content: import('./html.js').Html }} page
 */
export function signInPage({ title, vendor, content }) {
  return document({
    title,
    stylesheet: '/signin.css',
    body: html`
  <main>
    <p class="brand">${vendor}</p>
    ${content}
  </main>
  <footer>The demo’s stand-in for ${vendor}. Nothing leaves this machine.</footer>
`,
  });
}
