// Whose the pages are: the browser's Salesforce session, which is not the extension's.
import { fill, press } from './page.js';
import { CLASSIC, JO } from './rep.js';

/**
 * The pages become another user's, by Salesforce's login page.
 * @param {import('./browser.js').Chromium} chromium @param {string} username
 * @param {string} [myDomain] of another org
 */
export async function pagesOf(chromium, username, myDomain = CLASSIC) {
  const page = await chromium.tab(`${myDomain}/secur/logout.jsp`);
  await fill(page, '#username', username);
  await fill(page, '#password', JO.password);
  await Promise.all([page.waitForNavigation(), press(page, '#Login')]);
  await page.close();
}

/**
 * An administrator logs in as a user.
 * @param {import('./browser.js').Chromium} chromium @param {import('./org.js').Control} control
 * @param {{ administrator: string, user: string }} who user names
 */
export async function logInAs(chromium, control, { administrator, user }) {
  await pagesOf(chromium, administrator);
  const [{ Id }] = await control.query(`SELECT Id FROM User WHERE Username = '${user}'`);
  const page = await chromium.tab(`${CLASSIC}/${Id}?noredirect=1`);
  await Promise.all([page.waitForNavigation(), press(page, '#topButtonRow input[name=login]')]);
  await page.close();
}
