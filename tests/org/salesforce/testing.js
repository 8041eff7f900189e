import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, beforeEach } from 'node:test';
import { Browser } from '../conformance/browser.js';
import { connectThroughLoopback, send } from '../conformance/loopback.js';
import { EXTENSION_ID, startOrg } from '../server.js';
import { ACME } from './orgs.js';

/** What the tests of the demo Salesforce share: signing in as the extension does, and calling REST. */

export const HOST = `https://${ACME.myDomain}`;
export const REDIRECT = `https://${EXTENSION_ID}.chromiumapp.org/salesforce`;
export const PASSWORD = 'demo-Passw0rd';

/** A PKCE pair. */
export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/**
 * @param {string} challenge
 * @param {Record<string, string>} [more] replaces or adds parameters
 * @param {import('./orgs.js').OrgIdentity} [org]
 */
export function authorizeUrl(challenge, more = {}, org = ACME) {
  return `https://${org.myDomain}/services/oauth2/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: org.consumerKey,
    redirect_uri: REDIRECT,
    scope: 'api refresh_token openid profile email',
    state: 'xyz',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  })}`;
}

/**
 * @param {Record<string, string>} form
 * @param {import('./orgs.js').OrgIdentity} [org]
 */
export async function requestToken(form, org = ACME) {
  const { status, body } = await send(`https://${org.myDomain}/services/oauth2/token`, {
    method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString(),
  });
  return { status, body: JSON.parse(body) };
}

/**
 * Signs in through the pages and exchanges the code.
 * @param {string} [username]
 * @param {Browser} [browser]
 * @param {import('./orgs.js').OrgIdentity} [org]
 * @returns {Promise<{ browser: Browser, tokens: Record<string, string> }>}
 */
export async function signIn(username = 'jo@acme.example', browser = new Browser(REDIRECT), org = ACME) {
  const { verifier, challenge } = pkce();
  let page = await browser.open(authorizeUrl(challenge, {}, org));
  if (page.html.includes('id="Login"')) page = await browser.submit(page, { username, pw: PASSWORD });
  if (page.html.includes('id="oaapprove"')) page = await browser.submit(page, { save: ' Allow ' });
  const { status, body } = await requestToken({
    grant_type: 'authorization_code', client_id: org.consumerKey, redirect_uri: REDIRECT, code: codeOf(page.url), code_verifier: verifier,
  }, org);
  assert.equal(status, 200, JSON.stringify(body));
  return { browser, tokens: body };
}

/** @param {string} url */
export function codeOf(url) {
  const code = new URL(url).searchParams.get('code');
  assert.ok(code, `no code in ${url}`);
  return code;
}

/**
 * @param {string} token
 * @param {string} [version]
 * @param {import('./orgs.js').OrgIdentity} [org]
 */
export function restClient(token, version = 'v67.0', org = ACME) {
  const host = `https://${org.myDomain}`;
  /** @type {(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<{ status: number, body: any, headers: import('node:http').IncomingHttpHeaders }>} */
  const call = async (method, path, body, headers = {}) => {
    const answer = await send(path.startsWith('/services') ? host + path : `${host}/services/data/${version}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { ...answer, body: answer.body ? JSON.parse(answer.body) : undefined };
  };
  return {
    call,
    /** @type {(soql: string) => Promise<any[]>} */
    query: async (soql) => {
      const { status, body } = await call('GET', `/query?q=${encodeURIComponent(soql)}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.records;
    },
  };
}

/**
 * @param {import('../server.js').Org} org
 * @returns {(method: string, path: string, body?: object) => Promise<any>}
 */
export function controlClient(org) {
  return async (method, path, body) => {
    const response = await fetch(org.control + path, { method, body: body && JSON.stringify(body) });
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer;
  };
}

/**
 * A demo org for the tests of a suite, fresh for each; it is there once the tests run.
 * @returns {{ org: import('../server.js').Org, control: ReturnType<typeof controlClient> }}
 */
export function demoOrg() {
  const it = /** @type {ReturnType<typeof demoOrg>} */ ({});
  let disconnect = () => {};
  before(async () => {
    it.org = await startOrg();
    it.control = controlClient(it.org);
    disconnect = connectThroughLoopback(it.org);
  });
  beforeEach(() => it.control('POST', '/reset'));
  after(async () => {
    disconnect();
    await it.org.close();
  });
  return it;
}
