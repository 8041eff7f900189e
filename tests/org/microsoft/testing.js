import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Browser } from '../conformance/browser.js';
import { send } from '../conformance/loopback.js';
import { EXTENSION_ID } from '../server.js';
import { useOrg as useSharedOrg } from '../testing.js';
import { MSI_ACTIONS_APP_ID } from './registrations.js';
import { TENANT } from './tenant.js';

/** What the tests of Microsoft share: an org of their own, reset before each test, and the extension's way in. */

export const REDIRECT = `https://${EXTENSION_ID}.chromiumapp.org/microsoft`;
export const ORIGIN = `chrome-extension://${EXTENSION_ID}`;
export const SCOPE = 'openid profile email offline_access User.Read Mail.Send';
export const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
export const JO = { loginfmt: 'jo@acme.example', passwd: 'demo-Passw0rd' };

const LOGIN = 'https://login.microsoftonline.com';

/** A new one for each test. @type {Browser} */
export let browser;

/** Starts the org for the tests of this file. */
export function useOrg() {
  useSharedOrg(() => { browser = new Browser(REDIRECT); });
}

/**
 * An authorization request of the extension's.
 * @param {Record<string, string | null>} [change] null leaves a parameter out
 * @param {string} [tenant]
 */
export function address(change = {}, tenant = TENANT.id) {
  const all = {
    client_id: MSI_ACTIONS_APP_ID,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: SCOPE,
    state: 'a state',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  };
  const given = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return `${LOGIN}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(given)}`;
}

/**
 * Address and password, and No to staying signed in.
 * @param {string} start
 * @param {string} [upn]
 */
export async function logIn(start, upn = JO.loginfmt) {
  let page = await browser.open(start);
  page = await browser.submit(page, { loginfmt: upn });
  page = await browser.submit(page, { passwd: JO.passwd });
  return /Stay signed in/.test(page.html) ? browser.submit(page, { answer: 'no' }) : page;
}

/**
 * A whole first sign-in.
 * @param {Record<string, string | null>} [change]
 * @param {string} [tenant]
 */
export async function signIn(change, tenant) {
  const consent = await logIn(address(change, tenant));
  assert.match(consent.html, /Permissions requested/);
  return answerOf(await browser.submit(consent, { answer: 'accept' }));
}

/**
 * The answer that came back to the application.
 * @param {import('../conformance/browser.js').Page} page
 */
export function answerOf({ url, html }) {
  assert.ok(url.startsWith(REDIRECT), `${url}\n${html}`);
  const { search, hash } = new URL(url);
  return new URLSearchParams(search || hash.slice(1));
}

/**
 * The extension's token request.
 * @param {Record<string, string>} form
 * @param {{ headers?: Record<string, string>, tenant?: string }} [more]
 */
export async function tokenRequest(form, { headers = { Origin: ORIGIN }, tenant = TENANT.id } = {}) {
  const answer = await send(`${LOGIN}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ client_id: MSI_ACTIONS_APP_ID, ...form }).toString(),
  });
  return { ...answer, json: JSON.parse(answer.body) };
}

/**
 * @param {string | null} code
 * @param {Record<string, string>} [change]
 * @param {{ headers?: Record<string, string>, tenant?: string }} [more]
 */
export function redeem(code, change, more) {
  return tokenRequest({
    grant_type: 'authorization_code', code: code ?? '', redirect_uri: REDIRECT, code_verifier: VERIFIER, scope: SCOPE, ...change,
  }, more);
}

/**
 * @param {string} token
 * @param {Record<string, string>} [change]
 * @param {{ headers?: Record<string, string>, tenant?: string }} [more]
 */
export function refresh(token, change, more) {
  return tokenRequest({ grant_type: 'refresh_token', refresh_token: token, scope: SCOPE, ...change }, more);
}

/**
 * The tokens of a new sign-in in a browser of its own.
 * @param {string} [scope]
 * @returns {Promise<any>}
 */
export async function tokensFor(scope = SCOPE) {
  browser = new Browser(REDIRECT);
  const { status, json } = await redeem((await signIn({ scope, prompt: 'consent' })).get('code'), { scope });
  assert.equal(status, 200, JSON.stringify(json));
  return json;
}

/**
 * A request to Graph.
 * @param {string} token
 * @param {string} method
 * @param {string} path
 * @param {{ json?: unknown, body?: string | Buffer, headers?: Record<string, string> }} [more]
 */
export async function graph(token, method, path, { json, body, headers } = {}) {
  const answer = await send(`https://graph.microsoft.com/v1.0${path}`, {
    method,
    headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(json ? { 'Content-Type': 'application/json' } : {}), ...headers },
    body: json ? JSON.stringify(json) : body,
  });
  return { ...answer, json: answer.body ? JSON.parse(answer.body) : undefined };
}
