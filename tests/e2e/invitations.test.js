// From the administrator's list to the rep's panel, and back out of the team.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Chromium, EXTENSION_ID } from './harness/browser.js';
import { fill, frameAt, press, pressButton, pressPrimary } from './harness/page.js';
import { sharedProduct } from './harness/product.js';
import { JO, Rep } from './harness/rep.js';
import { until } from './harness/wait.js';

const ROBIN = { ...JO, address: 'robin@acme.example' };
const NOOR = { ...JO, address: 'noor@acme.example' };
const ASSIGNED = `SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'MSI_Actions' AND Assignee.Email = '${NOOR.address}'`;

describe('invitations', () => {
  const shared = sharedProduct('invitations', {
    prepare: async ({ chromium, control, text }) => {
      await new Rep(chromium, text, ROBIN).setUp({ link: await control.invitation(ROBIN.address) });
    },
  });

  test('three by CSV: one has no match, one fails the check, one gets the mail, and with it the panel', async (t) => {
    const { chromium, control, org, text } = shared();
    const page = await teamPage(chromium);
    await chooseFile(t, page, `Name;E-mail\r\n"Haddad; Noor";${NOOR.address}\r\nCleo;cleo@acme.example\r\nNobody;nobody@acme.example\r\n`);
    await pressButton(page, text('team_add_check'));
    await page.waitForSelector('[data-list=check] .row');
    assert.deepEqual(await rows(page, 'check'), {
      'cleo@acme.example': 'stopped', 'nobody@acme.example': 'stopped', [NOOR.address]: 'ready',
    });
    await fill(page, '#team-note', 'From Monday on you have this. <b>Ask</b> me.');
    await until('the mail with the words, before it leaves', async () => {
      const shown = await page.$eval('.letter iframe', (frame) => /** @type {HTMLIFrameElement} */ (frame).contentDocument?.body.innerHTML ?? '');
      return shown.includes('From Monday on you have this. &lt;b&gt;Ask&lt;/b&gt; me.') && !(await control.mail(NOOR.address)).length;
    });
    await pressPrimary(page);
    await until('the mail is sent', async () => (await rows(page, 'invitations'))[NOOR.address] === 'sent');
    const mails = await control.mail(NOOR.address);
    assert.equal(mails.length, 1);
    assert.ok(JSON.stringify(mails[0]).includes('From Monday on you have this.'));
    assert.equal((await control.query(ASSIGNED)).length, 1);

    await control.settings({ singleSignOn: 'only' });
    const fresh = await Chromium.launch({ org });
    t.after(() => fresh.close());
    const noor = new SingleSignOn(fresh, text, NOOR);
    await noor.setUp();
    await noor.panel(await noor.openRecord(control, 'Lead', 'Ada Lovelace'), 'Ada Lovelace');

    await until('her row says that she is active', async () => {
      await page.reload();
      await page.waitForSelector('[data-list=people] .row');
      return (await rows(page, 'people'))[NOOR.address] === 'active';
    });
    await page.click(`[data-list=people] [data-row="${NOOR.address}"] input[type=checkbox]`);
    await pressButton(page, text('team_withdraw_people_one', '1'));
    await press(page, 'dialog .danger');
    await until('she is out of the team', async () => (await rows(page, 'people'))[NOOR.address] === 'not_invited');
    assert.deepEqual(await control.query(ASSIGNED), []);
    const other = await frameAt(await noor.openRecord(control, 'Contact', 'Grace Hopper'), '/panel.html');
    await other.waitForSelector('[data-fault]');
  });
});

/** A rep whose company signs in elsewhere: by a form that posts itself, which loses fragments on the way. */
class SingleSignOn extends Rep {
  /** @override */
  async signInToSalesforce() {
    const page = await this.chromium.pageAt((url) => url.hostname === 'sso.acme.example', 'the single sign-on');
    await fill(page, '#username', this.person.address);
    await fill(page, '#password', this.person.password);
    await press(page, '#signIn');
    await page.waitForSelector('#oaapprove', { visible: true });
    await this.allow(page);
  }
}

/** @param {Chromium} chromium */
async function teamPage(chromium) {
  const page = await chromium.tab(`chrome-extension://${EXTENSION_ID}/app.html#/team`);
  await page.waitForSelector('[data-list=people] .row');
  return page;
}

/** @param {import('node:test').TestContext} t @param {import('puppeteer-core').Page} page @param {string} csv */
async function chooseFile(t, page, csv) {
  const folder = mkdtempSync(join(tmpdir(), 'msi-actions-csv-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'team.csv');
  writeFileSync(file, csv);
  const input = /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement> | null} */ (await page.$('#team-file'));
  await input?.uploadFile(file);
  await until('the list', () => page.$eval('#team-list', (area) => (/** @type {HTMLTextAreaElement} */ (area)).value.includes('@')));
}

/** The state of each row. @param {import('puppeteer-core').Page} page @param {string} list
 * @returns {Promise<Record<string, string>>} */
async function rows(page, list) {
  const all = await page.$$eval(`[data-list=${list}] [data-row]`, (rows) =>
    rows.map((row) => [row.getAttribute('data-row') ?? '', row.getAttribute('data-state') ?? '']));
  return Object.fromEntries(all);
}
