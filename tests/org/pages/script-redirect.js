import { html } from './html.js';

/** Where both vendors have the script of {@link redirectPage}. */
export const REDIRECT_SCRIPT = '/redirect.js';

/** Goes on once the page has loaded, so that whoever waits for the first page to load sees this one. */
export const REDIRECT_SCRIPT_TEXT = `addEventListener('load', () => setTimeout(() => location.replace(document.getElementById('redirect').href)));
`;

/**
 * A page that goes on by itself, by script: as Google and Microsoft pass through some on their way back to the application,
 * `prompt=none` included.
 * @param {string} to
 */
export function redirectPage(to) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Redirecting…</title><script src="${REDIRECT_SCRIPT}"></script></head>
<body><a id="redirect" href="${to}">Continue</a></body>
</html>
`;
}
