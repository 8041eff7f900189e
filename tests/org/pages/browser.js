/** A headless Chromium that reaches the demo org under its production host names. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

/**
 * @param {import('../server.js').Org} org
 * @param {{width: number, height: number}} [viewport]
 */
export async function openBrowser(org, viewport = { width: 1280, height: 800 }) {
  const profile = await mkdtemp(join(tmpdir(), 'org-pages-'));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    userDataDir: profile,
    defaultViewport: viewport,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--host-resolver-rules=${org.hostRules}`, `--ignore-certificate-errors-spki-list=${org.spki}`,
    ],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * A page that has signed in on its way to an address. Errors that the page throws or logs are collected; what the
 * browser asks for by itself, an icon for a page that names none, is not the page's.
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} address
 * @param {string} [username]
 */
export async function signInTo(browser, address, username = 'jo@acme.example') {
  const page = await browser.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    const ofPage = !message.location().url?.endsWith('/favicon.ico');
    if (message.type() === 'error' && ofPage) errors.push(message.text());
  });
  await page.goto(address);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=pw]').fill('demo-Passw0rd');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  return { page, errors };
}
