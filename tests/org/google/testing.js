import assert from 'node:assert/strict';
import { Browser } from '../conformance/browser.js';
import { send } from '../conformance/loopback.js';
import { EXTENSION_ID } from '../server.js';
import { useOrg as useSharedOrg } from '../testing.js';
import { MSI_ACTIONS_CLIENT_ID } from './clients.js';

/** What the tests of Google share: an org of their own, reset before each test, and the extension's way in. */

export const REDIRECT = `https://${EXTENSION_ID}.chromiumapp.org/google`;
export const SEND_SCOPE = 'https://www.googleapis.com/auth/gmail.send';

/** A new one for each test. @type {Browser} */
export let browser;

/** Starts the org for the tests of this file. */
export function useOrg() {
  useSharedOrg(() => { browser = new Browser(REDIRECT); });
}

/** @param {Record<string, string>} [more] */
export function address(more = {}) {
  return `https://accounts.google.com/o/oauth2/v2/auth?${new URLSearchParams({
    client_id: MSI_ACTIONS_CLIENT_ID,
    redirect_uri: REDIRECT,
    response_type: 'token',
    scope: `openid email ${SEND_SCOPE}`,
    state: 'a state',
    ...more,
  })}`;
}

/**
 * @param {string} email
 * @param {Record<string, string>} [more]
 */
export async function logIn(email, more) {
  const identifier = await browser.open(address(more));
  return browser.submit(await browser.submit(identifier, { identifier: email }), { Passwd: 'demo-Passw0rd' });
}

/** @param {Record<string, string>} [more] */
export async function toConsent(more) {
  const page = await logIn('jo@acme.example', more);
  assert.match(page.html, /MSI Actions wants access/);
  return page;
}

/** @param {Record<string, string>} [more] */
export async function signIn(more) {
  return fragment(await browser.submit(await toConsent(more), { answer: 'continue' }));
}

/** @param {Record<string, string>} [more] in a browser of its own */
export async function accessToken(more) {
  browser = new Browser(REDIRECT);
  return (await signIn({ prompt: 'consent', ...more })).get('access_token') ?? '';
}

/** @param {import('../conformance/browser.js').Page} page */
export function fragment({ url }) {
  assert.ok(url.startsWith(`${REDIRECT}#`), url);
  return new URLSearchParams(new URL(url).hash.slice(1));
}

/** @param {string} token */
export function userInfo(token) {
  return send('https://openidconnect.googleapis.com/v1/userinfo', { headers: { Authorization: `Bearer ${token}` } });
}
