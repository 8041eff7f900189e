// Signing in to Salesforce where the org, its app, the user or the network does not let the rep through.
import { describe } from 'node:test';
import { signOutOfPages } from '../harness/moment.js';
import { fill, press, pressPrimary } from '../harness/page.js';
import { JO } from '../harness/rep.js';
import { goThrough, popupAt, situationsFrom } from '../harness/situation.js';

/** @typedef {import('../harness/product.js').Product} Product */

const ORG = 'acme.my.salesforce.com';

describe('signing in to Salesforce', () => {
  const { situation, works } = situationsFrom('signing in to Salesforce', {
    nothingAt: ['salesforce'],
    prepare: async ({ chromium, control, rep }) => {
      await chromium.tab(await control.invitation(JO.address));
      await rep.popupAtActivation();
    },
    again: (_, popup) => pressPrimary(popup),
    goesOn: (it) => goThrough(it, ORG, {
      '#username': (page) => it.rep.logIn(page),
      '#oaapprove': (page) => it.rep.allow(page),
    }, () => popupAt(it, ['Start'])),
  });

  situation('the window is closed', {
    meet: async (it) => (await loginOf(it)).close(),
    shows: 'salesforce.sign_in_not_finished', move: 'salesforce',
  });

  situation('the rep does not allow it', {
    meet: async (it) => {
      const login = await loginOf(it);
      await it.rep.logIn(login);
      await login.waitForSelector('#oadeny', { visible: true });
      await login.click('#oadeny').catch(() => {});
    },
    shows: 'salesforce.access_denied', move: 'salesforce',
  });

  situation('the app is blocked', {
    settings: { app: 'blocked' }, meet: logIn,
    shows: 'salesforce.app_blocked', move: 'admin',
  });

  situation('the app is not approved', {
    settings: { app: 'not-approved' }, meet: logIn,
    shows: 'salesforce.app_not_approved', move: 'admin',
  });

  situation('the app is for the invited only', {
    settings: { permittedUsers: 'preauthorized' }, users: { [JO.address]: { invited: false } }, meet: logIn,
    shows: 'salesforce.app_not_approved', move: 'admin',
  });

  situation('the app is not in the org', {
    settings: { app: 'not-installed' }, meet: open,
    shows: 'salesforce.app_not_installed', move: 'admin',
  });

  situation('the app was made a minute ago', {
    app: { activeInSeconds: 600 }, meet: open,
    shows: 'salesforce.consumer_key_unknown', move: 'admin',
  });

  situation('the app lacks our callback URL', {
    app: { callbacks: [] }, meet: open,
    shows: 'salesforce.callback_unknown', move: 'admin',
  });

  situation('the app lacks a scope', {
    app: { scopes: ['api', 'openid'] }, meet: open,
    shows: 'salesforce.scopes_missing', move: 'admin',
  });

  situation('the app wants a secret', {
    app: { secretForWebServer: true }, meet: signIn,
    shows: 'salesforce.secret_wanted', move: 'admin',
  });

  situation('the user is not active', {
    users: { [JO.address]: { active: false } }, meet: isTurnedAway,
    shows: 'salesforce.sign_in_not_finished', move: 'salesforce',
  });

  situation('it is outside of the login hours', {
    users: { [JO.address]: { loginRestriction: 'hours' } }, meet: isTurnedAway,
    shows: 'salesforce.sign_in_not_finished', move: 'salesforce',
  });

  situation('the rep is outside of the IP range', {
    users: { [JO.address]: { loginRestriction: 'ip' } }, meet: isTurnedAway,
    shows: 'salesforce.sign_in_not_finished', move: 'salesforce',
  });

  situation('the org’s edition has no API', {
    settings: { apiInEdition: false }, meet: signIn,
    shows: 'salesforce.api_disabled', move: 'admin',
  });

  works('the company signs in at its own identity provider', { settings: { singleSignOn: 'only' } }, async (it) => {
    await open(it);
    const sso = await it.chromium.pageAt(({ hostname }) => hostname === 'sso.acme.example', 'the identity provider');
    await fill(sso, '#username', JO.address);
    await fill(sso, '#password', JO.password);
    await press(sso, '#signIn');
  });

  works('the app is pre-authorised: no page asks to allow it', { settings: { permittedUsers: 'preauthorized' } }, logIn);

  situation('the sign-in page answers with an error', {
    fault: { host: ORG, path: '/services/oauth2/authorize', fault: { kind: 'status', status: 400 } }, meet: open,
    shows: 'salesforce.sign_in_not_loaded', move: 'salesforce',
  });

  situation('Salesforce is down when the sign-in ends', {
    fault: { host: ORG, path: '/services/oauth2/token', fault: { kind: 'status', status: 503 } }, meet: signIn,
    shows: 'salesforce.unavailable', move: 'later',
  });

  situation('the network is lost when the sign-in ends', {
    fault: { host: ORG, path: '/services/oauth2/token', times: 3, fault: { kind: 'cut', when: 'before' } }, meet: signIn,
    shows: 'network.failed', move: 'retry',
  });

  situation('another user than the invited one signs in', {
    meet: async (it) => {
      const login = await loginOf(it);
      await it.rep.logIn(login, 'sam@acme.example');
      await it.rep.allow(login);
    },
    shows: 'onboarding.invited_another', move: 'salesforce', mend: signOutOfPages,
  });
});

/** Opens Salesforce's window. @param {Product} it */
async function open({ chromium }) {
  await pressPrimary(await chromium.popup());
}

/** The login page that opens. @param {Product} it */
async function loginOf(it) {
  await open(it);
  const login = await it.rep.salesforceLogin();
  await login.waitForSelector('#username', { visible: true });
  return login;
}

/** Logs in, where the org then refuses. @param {Product} it */
async function logIn(it) {
  await it.rep.logIn(await loginOf(it));
}

/** Logs in, is told on the page why not, and closes it: nothing of it comes back. @param {Product} it */
async function isTurnedAway(it) {
  const login = await loginOf(it);
  await it.rep.logIn(login);
  await login.waitForSelector('[role="alert"], #error, .error', { visible: true });
  await login.close();
}

/** Logs in and allows. @param {Product} it */
async function signIn(it) {
  const login = await loginOf(it);
  await it.rep.logIn(login);
  await it.rep.allow(login);
}
