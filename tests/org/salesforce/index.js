import { urlOf } from '../http.js';
import { Access } from './access.js';
import { createLogin } from './login.js';
import { salesforceControl } from './control.js';
import { ORDERED_ERRORS } from './errors.js';
import { exactly, hostsOf } from './orgs.js';
import { createOAuth } from './oauth/index.js';
import { createRest } from './rest/index.js';
import { Sessions } from './sessions.js';
import { execute } from './soql/execute.js';

/** Paths that Salesforce itself answers on My Domain; the rest are Classic's pages. */
const OWN_PATHS = /^\/(services|id|saml|secur|setup\/secur|visualforce|login|\.well-known)(\/|$)|^\/servlet\/servlet\.su$/;
const OAUTH_PATHS = /^\/(services\/oauth2|id|\.well-known)\/|^\/setup\/secur\/RemoteAccess/;

/**
 * Salesforce without its pages: sign-in, consent, OAuth, REST. Also sends a page request without a session
 * to the login page, so that the page products see signed-in users only.
 * @param {import('../server.js').Context} context
 * @returns {import('../server.js').Product & import('../server.js').SalesforceApi}
 */
export function createSalesforce(context) {
  const { org } = context;
  const sessions = new Sessions(org);
  const login = createLogin(context, sessions);
  const oauth = createOAuth(context, login, sessions);
  const rest = createRest(context, oauth);

  /** @type {import('../server.js').SalesforceApi['runSoql']} */
  const runSoql = (soql, user) => {
    const { records } = execute({ access: new Access(context, user), soql, now: context.clock.now(), version: 'v67.0' });
    return JSON.parse(JSON.stringify(records, (key, value) => (key === 'attributes' ? undefined : value)));
  };

  return {
    hosts: exactly(...hostsOf(org), ...(org.sandbox ? ['test.salesforce.com'] : ['login.salesforce.com'])),
    matches(req) {
      const url = urlOf(req);
      if (url.hostname === org.lightning || url.hostname === org.visualforce) {
        return /^\/(secur\/|visualforce\/session$)/.test(url.pathname) || !login.userOf(req);
      }
      const isLogin = url.pathname === '/' && (req.method === 'POST' || url.searchParams.has('ec') || url.searchParams.has('startURL'));
      return url.hostname !== org.myDomain || isLogin || OWN_PATHS.test(url.pathname) || !login.userOf(req);
    },
    async handle(req, res) {
      const url = urlOf(req);
      if (url.pathname.startsWith('/services/data')) return rest.handle(req, res);
      if (OAUTH_PATHS.test(url.pathname)) return oauth.handle(req, res);
      if (url.pathname === '/' || OWN_PATHS.test(url.pathname)) return login.handle(req, res);
      return login.signInFirst(req, res);
    },
    reset() {
      sessions.close();
      login.reset();
      oauth.storage.clear();
      oauth.apps.reset();
      rest.reset();
    },
    sessionUser: (req) => login.userOf(req),
    impersonator: (req) => login.impersonatorOf(req),
    runSoql,
    approvals: oauth.approvals,
    apps: oauth.allApps,
    errors: ORDERED_ERRORS,
    control: salesforceControl(context, runSoql, oauth, sessions),
  };
}
