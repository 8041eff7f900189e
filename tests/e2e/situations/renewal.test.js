// Staying signed in, with lifetimes of seconds: where renewal works nobody notices; where it needs the rep, or
// everything was revoked, there is one clear prompt, and what waits goes on after it. (With its own clock, for a
// whole working day: tests/native/worker/staying_signed_in.rs.)
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { press } from '../harness/page.js';
import { NO_UNDO, sharedProduct } from '../harness/product.js';
import { JO } from '../harness/rep.js';
import { throughEntra, throughGoogle } from '../harness/situation.js';
import { until } from '../harness/wait.js';

/**
 * @typedef {import('../harness/product.js').Product} Product
 * @typedef {import('puppeteer-core').Frame} Frame
 */

describe('Salesforce and Gmail', () => {
  const shared = sharedProduct('renewal of Salesforce and Gmail', {
    policy: NO_UNDO,
    prepare: async (it) => {
      await it.control.settings({ salesforceAccessTokenSeconds: 2, googleAccessTokenSeconds: 2 });
      await it.rep.setUp();
      panel = await openAda(it);
    },
  });
  /** @type {Frame} */
  let panel;

  test('a token that is about to end is renewed while the panel is looked at, before any mail', async () => {
    const it = shared();
    await until('a silent renewal, through a page that goes on by script', async () => {
      const log = await it.control.log();
      const silent = log.find(({ host, path, query }) => host === 'accounts.google.com' && path.endsWith('/auth') && query.includes('prompt=none'));
      const token = silent && log.find(({ n, host, status }) => n > silent.n && host === 'openidconnect.googleapis.com' && status === 200);
      return Boolean(token) || lookAgain(it, panel);
    });
    assert.equal(await panel.$('[data-fault]'), null);
  });

  test('Salesforce and Google renew without a word', async () => {
    const it = shared();
    const since = await lastRequest(it);
    await write(it, panel, 'Renewed');
    await isLogged(it, 'Renewed');
    const asked = (await it.control.log(since)).filter(({ status }) => status < 400);
    assert.ok(asked.some(({ host, path, method }) => method === 'POST' && host === 'acme.my.salesforce.com' && path === '/services/oauth2/token'), 'a new token of Salesforce');
    assert.ok(asked.some(({ host, query }) => host === 'accounts.google.com' && JSON.stringify(query ?? '').includes('none')), 'a new token of Google');
    assert.equal(await panel.$('[data-fault]'), null);
  });

  test('who signed out of Google is asked to sign in, once', async () => {
    const it = shared();
    await (await it.chromium.tab('https://accounts.google.com/Logout')).close();
    await write(it, panel, 'Signed out');
    await press(panel, '[data-fault="mailbox.session_expired"] .buttons button');
    await throughGoogle(it, () => logged(it, 'Signed out'));
  });

  test('who took the app’s access away at Google is asked to allow it again', async () => {
    const it = shared();
    await it.control.revokeTokens(JO.address, 'google');
    await write(it, panel, 'Taken away');
    await press(panel, '[data-fault="mailbox.session_expired"] .buttons button');
    await throughGoogle(it, () => logged(it, 'Taken away'));
  });

  for (const [what, change, code] of /** @type {const} */ ([
    ['login hours end while the rep works', { loginRestriction: 'hours' }, 'salesforce.login_restricted'],
    ['the user is made inactive while the rep works', { active: false }, 'salesforce.user_inactive'],
  ])) {
    test(what, async () => {
      const it = shared();
      const before = await it.control.user(JO.address, {});
      await it.control.user(JO.address, change);
      await until(`the notice ${code}`, async () => (await panel.$(`[data-fault="${code}"]`)) ?? lookAgain(it, panel));
      await it.control.user(JO.address, { loginRestriction: before.loginRestriction, active: true });
      await until('the notice to go', async () => !(await panel.$('[data-fault]')) || lookAgain(it, panel));
    });
  }

  test('a session of Salesforce that was revoked is asked for once', async () => {
    const it = shared();
    await it.control.revokeTokens(JO.address, 'salesforce');
    const notice = '[data-fault="salesforce.session_over"]';
    await until('the notice', async () => (await panel.$(notice)) ?? lookAgain(it, panel));
    await press(panel, `${notice} .buttons button`);
    await it.rep.signInToSalesforce();
    await until('the notice to go', async () => !(await panel.$('[data-fault]')));
  });
});

describe('Outlook', () => {
  const shared = sharedProduct('renewal of Outlook', {
    policy: NO_UNDO,
    prepare: async (it) => {
      await it.control.settings({ microsoftAccessTokenSeconds: 2, microsoftRefreshTokenSeconds: 2 });
      await it.rep.setUp({ mail: 'microsoft' });
      since = await lastRequest(it);
      panel = await openAda(it);
    },
  });
  /** @type {Frame} */
  let panel;
  /** The last request of the set-up: a panel that is opened renews what has ended, before any mail or with it. */
  let since = 0;

  test('a refresh token lasts a day: then a new authorization comes without a window', async () => {
    const it = shared();
    await it.control.settings({ microsoftRefreshTokenSeconds: 86_400 }); // of those to come
    await write(it, panel, 'The next day');
    await isLogged(it, 'The next day');
    const entra = (await it.control.log(since)).filter(({ host }) => host === 'login.microsoftonline.com');
    assert.ok(entra.some(({ path, status }) => path.endsWith('/token') && status === 400), 'the refresh token has ended');
    assert.ok(entra.some(({ path, query }) => path.endsWith('/authorize') && JSON.stringify(query ?? '').includes('none')));
  });

  test('a second factor that Conditional Access wants is asked for, once', async () => {
    const it = shared();
    await it.control.settings({ microsoftConditionalAccess: 'mfa' });
    await write(it, panel, 'With a second factor');
    await press(panel, '[data-fault="mailbox.interaction_required"] .buttons button');
    await throughEntra(it, () => logged(it, 'With a second factor'));
    await it.control.settings({ microsoftConditionalAccess: 'none' });
  });

  test('after an administrator revoked the sessions the rep signs in again, and what waits goes on', async () => {
    const it = shared();
    await it.control.revokeTokens(JO.address, 'microsoft');
    await write(it, panel, 'After the revocation');
    await press(panel, '[data-fault="mailbox.interaction_required"] .buttons button, [data-fault="mailbox.session_expired"] .buttons button');
    await throughEntra(it, () => logged(it, 'After the revocation'));
  });
});

/** @param {Product} it */
async function openAda({ rep, control }) {
  return rep.panel(await rep.openRecord(control, 'Lead', 'Ada Lovelace'), 'Analytical Engines');
}

/** Asks again by what the panel offers: Refresh beside a kept view, a button of the notice where none is kept.
 * @param {Product} it @param {Frame} panel */
async function lookAgain({ text }, panel) {
  await panel.evaluate((names) => {
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((button) => names.includes(button.ariaLabel ?? '') || names.includes(button.innerText.trim()))?.click();
  }, ['panel_refresh', 'move_check_again', 'move_retry'].map((key) => text(key)));
  return false;
}

/** Writes to Ada, and sends, once the tokens of seconds have ended. @param {Product} it @param {Frame} panel @param {string} subject */
async function write({ rep, control }, panel, subject) {
  await panel.page().bringToFront();
  await rep.writeMail(panel, subject, 'Shall we talk on Tuesday?');
  await control.pass(3_000);
  await rep.send(panel);
}

/** @param {Product} it @param {string} subject */
async function logged({ control }, subject) {
  return (await control.query(`SELECT Id FROM EmailMessage WHERE Subject = '${subject}'`)).length === 1;
}

/** @param {Product} it @param {string} subject */
function isLogged(it, subject) {
  return until(`"${subject}" to be logged`, () => logged(it, subject), 30_000);
}

/** @param {Product} it @returns {Promise<number>} */
async function lastRequest({ control }) {
  return (await control.log()).at(-1).n;
}
