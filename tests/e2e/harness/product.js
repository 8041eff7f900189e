// The product as a test wants it: a demo org, a Chromium with the extension, and Jo.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { startOrg } from '../../org/server.js';
import { Chromium, EXTENSION_ID, ROOT } from './browser.js';
import { Control } from './org.js';
import { PolicyFolder } from './policy.js';
import { JO, Rep } from './rep.js';
import { texts } from './texts.js';

/** @typedef {{ language?: string, dark?: boolean, extension?: string | null, profile?: string, program?: string, forced?: boolean, args?: string[], policy?: object }} Options */
/** @typedef {Awaited<ReturnType<typeof start>>} Product */

/** For walks that wait for what was sent, and take nothing back. */
export const NO_UNDO = { undoSeconds: 0 };

/**
 * Starts all of it for one test and ends it with the test; a failure leaves its evidence.
 * @param {import('node:test').TestContext} t
 * @param {Options} [options]
 * @returns {Promise<Product>}
 */
export async function product(t, options) {
  const it = await start(options);
  /** @param {import('node:test').TestContext} test */
  const look = async (test) => {
    if (!passed(test)) await evidence(test.name, it).catch(console.error);
  };
  // A test does not know yet, when it is cleaned up after, that one of its parts has failed.
  t.afterEach((part) => look(/** @type {import('node:test').TestContext} */ (part)));
  t.after(async () => {
    await look(t);
    await it.end();
  });
  return it;
}

/**
 * One product for all tests of the file or group that this is called in; each failure leaves its
 * evidence, one of `prepare` too.
 * @param {string} name
 * @param {Options & { prepare?: (it: Product) => Promise<unknown> }} [options]
 * @returns {() => Product}
 */
export function sharedProduct(name, { prepare, ...options } = {}) {
  /** @type {Product | undefined} */
  let it;
  before(async () => {
    it = await start(options);
    try {
      await prepare?.(it);
    } catch (error) {
      await evidence(`${name} prepare`, it).catch(console.error);
      throw error;
    }
  });
  afterEach(async (t) => {
    const test = /** @type {import('node:test').TestContext} */ (t);
    if (it && !passed(test)) await evidence(`${name} ${test.name}`, it).catch(console.error);
  });
  after(() => it?.end());
  return () => {
    if (!it) throw new Error('The product is there once the tests run.');
    return it;
  };
}

/**
 * A {@link sharedProduct} on which Jo is set up; each test begins with no tab but an empty one.
 * @param {string} name
 * @param {Options & { mail?: 'google' | 'microsoft' }} [options]
 */
export function setUpProduct(name, { mail, ...options } = {}) {
  const shared = sharedProduct(name, { ...options, prepare: ({ rep }) => rep.setUp({ mail }) });
  beforeEach(async (t) => {
    const { fullName, name: own } = /** @type {import('node:test').TestContext} */ (t);
    if (fullName === own) await closeTabs(shared().chromium); // not before the parts of a test
  });
  return shared;
}

/** @param {Chromium} chromium */
async function closeTabs(chromium) {
  const open = await chromium.browser.pages();
  await chromium.tab();
  await Promise.all(open.map((page) => page.close()));
}

/** @param {Options} [options] */
async function start(options = {}) {
  const org = await startOrg();
  const { policy, ...own } = options;
  const policies = policy && new PolicyFolder();
  if (policies) policies.set(EXTENSION_ID, policy);
  const chromium = await Chromium.launch({ org, program: policies?.program, ...own }).catch(async (error) => {
    await org.close();
    throw error;
  });
  const text = texts(options.language ?? 'en');
  const end = async () => {
    await chromium.close();
    await org.close();
    policies?.end();
  };
  const control = new Control(org.control);
  return { org, chromium, control, text, rep: new Rep(chromium, text, JO, control), policies, end };
}

/** @param {import('node:test').TestContext} t */
function passed(t) {
  return Boolean(/** @type {{ passed?: boolean }} */ (t).passed);
}

/** What every page in front of a window shows: one behind is never painted, and the others would wait
 * for its picture.
 * @param {Chromium} chromium @param {string} folder */
export async function screenshots(chromium, folder) {
  const popup = await chromium.openPopup();
  const pages = [...await chromium.browser.pages(), ...(popup ? [popup] : [])];
  await Promise.all(pages.map(async (page, n) => {
    const path = /** @type {`${string}.png`} */ (join(folder, `failed-${n}.png`));
    const hidden = await soon(page.evaluate(() => document.hidden).catch(() => true));
    if (hidden === false) await soon(page.screenshot({ path }).catch(() => {}));
  }));
}

/** Pictures and requests go to target/e2e; what they come to is also printed, for where only the log is kept.
 * @param {string} name @param {Pick<Product, 'chromium' | 'control'>} it */
async function evidence(name, { chromium, control }) {
  const folder = join(ROOT, 'target/e2e', name.replace(/\W+/g, '-').slice(0, 80));
  mkdirSync(folder, { recursive: true });
  await screenshots(chromium, folder);
  const requests = await control.log();
  writeFileSync(join(folder, 'requests.json'), JSON.stringify(requests, null, 1));
  const last = requests.slice(-20).map(({ method, host, path, status, fault }) =>
    `  ${method} ${host}${path} ${status}${fault ? ` (fault: ${fault})` : ''}`);
  console.error([`Evidence of "${name}" in ${folder}`, 'Pages:', ...await shown(chromium),
    ...chromium.complaints.map((words) => `  complaint: ${words}`), 'Last requests:', ...last].join('\n'));
}

/** The address of every frame, without what may be secret in it, and the begin of its text.
 * @param {Chromium} chromium */
async function shown(chromium) {
  const popup = await chromium.openPopup();
  const pages = [...await chromium.browser.pages(), ...(popup ? [popup] : [])];
  return Promise.all(pages.flatMap((page) => page.frames()).map(async (frame) => {
    const words = await soon(frame.evaluate(() => document.body.innerText)).catch(() => '');
    return `  ${frame.url().split(/[?#]/)[0]}: ${(words ?? '').replace(/\s+/g, ' ').slice(0, 400)}`;
  }));
}

/** A page that hangs, or is never painted, is not waited for.
 * @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
function soon(work) {
  /** @type {Promise<undefined>} */
  const patience = new Promise((resolve) => { setTimeout(() => resolve(undefined), 3_000).unref(); });
  return Promise.race([work, patience]);
}
