/** What the tests of pages share: a demo org and a Chromium for a file, a fresh org and no error of the page for each test. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { startOrg } from '../server.js';
import { openBrowser, signInTo } from './browser.js';

/**
 * Sets it up for the tests of the file that calls it. What it gives is there once the tests run.
 * @param {{ settings?: object }} [options] `settings` of the org, for each test
 */
export function inBrowser({ settings } = {}) {
  const it = {
    /** @type {import('../server.js').Org} */
    org: /** @type {any} */ (undefined),
    /** @type {Awaited<ReturnType<typeof openBrowser>>} */
    chromium: /** @type {any} */ (undefined),
    /** What the pages complained about; a test takes out what it means to happen. @type {string[]} */
    errors: [],

    /** A page that has signed in on its way to an address. @param {string} address @param {string} [username] */
    async signIn(address, username) {
      const { page, errors } = await signInTo(it.chromium.browser, address, username);
      it.errors = errors;
      open.push(page);
      return page;
    },

    /** @param {string} object @param {string} name @returns {string} 18 characters */
    idOf: (object, name) => it.org.context.salesforce.runSoql(`SELECT Id FROM ${object} WHERE Name = '${name}'`)[0].Id,
  };
  /** @type {import('puppeteer-core').Page[]} */
  const open = [];

  before(async () => {
    it.org = await startOrg();
    it.chromium = await openBrowser(it.org);
  });
  after(async () => {
    await it.chromium?.close();
    await it.org?.close();
  });
  beforeEach(async () => {
    await fetch(`${it.org.control}/reset`, { method: 'POST' });
    if (settings) await fetch(`${it.org.control}/settings`, { method: 'PATCH', body: JSON.stringify(settings) });
  });
  afterEach(async () => {
    assert.deepEqual(it.errors, []);
    await Promise.all(open.splice(0).map((page) => page.close()));
  });
  return it;
}
