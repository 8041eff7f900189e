import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { connectThroughLoopback } from './conformance/loopback.js';
import { compose } from './mailbox/seed.js';
import { startOrg } from './server.js';

/** What tests of the mail providers share: an org of their own, reset before each test, and its control API. */

/** @type {import('./server.js').Org} */
let org;

/**
 * Starts the org for the tests of this file.
 * @param {() => void} [eachTest] what else is made anew before each
 */
export function useOrg(eachTest = () => {}) {
  /** @type {() => void} */
  let disconnect;
  before(async () => {
    org = await startOrg();
    disconnect = connectThroughLoopback(org);
  });
  beforeEach(async () => {
    await control('POST', '/reset');
    eachTest();
  });
  after(async () => {
    disconnect();
    await org.close();
  });
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
export async function control(method, path, body) {
  const response = await fetch(org.control + path, { method, body: JSON.stringify(body) });
  assert.equal(response.status, 200, `${method} ${path}: ${await response.clone().text()}`);
  return response.json();
}

/** What an address has received. @param {string} to */
export function mailTo(to) {
  return control('GET', `/mail?to=${encodeURIComponent(to)}`);
}

/** A mail of Jo's to Ada. @param {Record<string, unknown>} [parts] */
export function message(parts = {}) {
  return compose({ from: 'jo@acme.example', to: 'ada@analytical.example', subject: 'Hello', text: 'Hello\n', ...parts });
}
