import { redirect, readForm, sendHtml, urlOf } from '../http.js';
import { redirectPage } from '../pages/script-redirect.js';
import { answerAddress, AuthorizationError, parseAuthorizationRequest } from './authorization-request.js';
import { accountsOf } from './accounts.js';
import { chooserPage, consentPage, errorPage, identifierPage, passwordPage } from './pages.js';
import { descriptionOf } from './scopes.js';
import { GoogleSessions } from './sessions.js';

/**
 * @typedef {import('./authorization-request.js').AuthorizationRequest} AuthorizationRequest
 * @typedef {import('./accounts.js').Account} Account
 * @typedef {import('./sessions.js').GoogleSession} GoogleSession
 * @typedef {import('./sessions.js').Flow} Flow
 */

const PAGE_HEADERS = {
  // No form-action: Chromium applies it to the redirect after the form too, which leads to the application.
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};

/**
 * accounts.google.com: from the authorization request over sign-in and consent to the answer.
 * @param {import('../server.js').Context} context
 * @param {import('./clients.js').Client[]} clients
 * @param {import('./tokens.js').Tokens} tokens
 */
export function createAuthorize(context, clients, tokens) {
  const sessions = new GoogleSessions();

  /** @type {Record<string, (call: Call) => unknown>} */
  const steps = {
    'GET /v3/signin/identifier': ({ flow }) => identifierPage({ flow, hint: flow.request.loginHint ?? '' }),
    'POST /v3/signin/identifier': ({ flow, form }) => {
      const address = (form.get('identifier') ?? '').trim();
      const account = findAccount(address);
      if (!account) return identifierPage({ flow, hint: address, problem: 'Couldn’t find your Google Account' });
      flow.identified = account;
      return at(flow, '/v3/signin/challenge/pwd');
    },
    'GET /v3/signin/challenge/pwd': ({ flow }) => (flow.identified ? passwordPage({ flow }) : at(flow, '/v3/signin/identifier')),
    'POST /v3/signin/challenge/pwd': ({ flow, form, session }) => {
      if (!flow.identified) return at(flow, '/v3/signin/identifier');
      if (form.get('Passwd') !== flow.identified.password) {
        return passwordPage({ flow, problem: 'Wrong password. Try again.' });
      }
      session.emails.add(flow.identified.email);
      flow.account = flow.identified;
      return next(flow, session);
    },
    'GET /signin/oauth/accountchooser': ({ flow, session }) => chooserPage({ flow, accounts: signedIn(flow.request, session) }),
    'POST /signin/oauth/accountchooser': ({ flow, form, session }) => {
      const chosen = signedIn(flow.request, session).find(({ email }) => email === form.get('email'));
      if (!chosen) return at(flow, '/v3/signin/identifier');
      flow.account = chosen;
      return next(flow, session);
    },
    'GET /signin/oauth/consent': ({ flow }) => (flow.account ? consentPage({ flow, account: flow.account }) : at(flow, '/v3/signin/identifier')),
    'POST /signin/oauth/consent': ({ flow, form }) => {
      if (!flow.account) return at(flow, '/v3/signin/identifier');
      if (form.get('answer') !== 'continue') return answerAddress(flow.request, { error: 'access_denied' });
      const ticked = form.getAll('scope');
      const scopes = flow.request.scopes.filter((scope) => !descriptionOf(scope) || ticked.includes(scope));
      tokens.consent({ client: flow.request.client, account: flow.account, scopes });
      return answer(flow.request, flow.account, scopes);
    },
  };

  /** @typedef {{ flow: Flow, session: GoogleSession, form: URLSearchParams }} Call */

  /**
   * Where the flow goes next: to a page of ours, or back to the application.
   * @param {Flow} flow
   * @param {GoogleSession} session
   * @returns {string}
   */
  function next(flow, session) {
    const { request } = flow;
    flow.account ??= chooseAccount(request, session);
    if (!flow.account) {
      if (request.prompts.has('none')) return refused(request, session);
      const choosing = signedIn(request, session).length > 0 && !request.loginHint;
      return at(flow, choosing ? '/signin/oauth/accountchooser' : '/v3/signin/identifier');
    }
    assertAllowed(request, flow.account);
    const consented = tokens.consented({ client: request.client, account: flow.account });
    if (request.prompts.has('consent') || !request.scopes.every((scope) => consented.has(scope))) {
      return request.prompts.has('none') ? refused(request, session) : at(flow, '/signin/oauth/consent');
    }
    return answer(request, flow.account, request.scopes);
  }

  /**
   * The account to go on with, unless the user has to say it.
   * @param {AuthorizationRequest} request
   * @param {GoogleSession} session
   * @returns {Account | undefined}
   */
  function chooseAccount(request, session) {
    if (request.prompts.has('select_account')) return undefined;
    const accounts = signedIn(request, session);
    const hint = request.loginHint?.toLowerCase();
    if (hint) return accounts.find(({ email, sub }) => email === hint || sub === hint);
    return accounts.length === 1 ? accounts[0] : undefined;
  }

  /**
   * @param {AuthorizationRequest} request
   * @param {GoogleSession} session
   */
  function signedIn({ hd }, { emails }) {
    return accountsOf(context.users).filter((account) => emails.has(account.email) && (!hd || account.hd === hd));
  }

  /** @param {string} address */
  function findAccount(address) {
    return accountsOf(context.users).find(({ email }) => email === address.toLowerCase());
  }

  /**
   * What an administrator forbids ends on Google's page; the application is never told.
   * @param {AuthorizationRequest} request
   * @param {Account} account
   */
  function assertAllowed({ client }, account) {
    if (account.hd !== client.internalTo) {
      throw new AuthorizationError(403, 'org_internal', `${client.name} is restricted to users within its organization.`);
    }
    if (context.settings.googleApp === 'blocked') {
      throw new AuthorizationError(400, 'admin_policy_enforced', `Your institution’s admin needs to review ${client.name}.`);
    }
    if (context.settings.googleApp === 'restricted') {
      throw new AuthorizationError(400, 'access_not_configured', 'Access to your account data is restricted by policies within your organization. Please contact the administrator of your organization for more information.');
    }
  }

  /**
   * @param {AuthorizationRequest} request
   * @param {Account} account
   * @param {string[]} scopes
   */
  function answer(request, account, scopes) {
    const { client } = request;
    const granted = request.includeGrantedScopes
      ? [...new Set([...scopes, ...tokens.consented({ client, account })])]
      : scopes;
    const grant = { client, account, scopes: granted };
    const common = {
      authuser: 0,
      ...(account.hd ? { hd: account.hd } : {}),
      prompt: [...request.prompts].join(' ') || 'none',
    };
    if (request.responseType === 'token') return answerAddress(request, { ...tokens.issueAccess(grant), ...common });
    const { redirectUri, challenge, offline } = request;
    const code = tokens.issueCode({ ...grant, redirectUri, challenge, offline });
    return answerAddress(request, { code, scope: granted.join(' '), ...common });
  }

  /**
   * @param {import('../http.js').Request} req
   * @param {import('../http.js').Response} res
   */
  async function handle(req, res) {
    const url = urlOf(req);
    const { session, headers } = sessions.open(req);
    try {
      if (url.pathname === '/Logout') {
        session.emails.clear();
        return sendHtml(res, 200, '<!doctype html><title>Signed out</title><p>You are signed out.', { ...PAGE_HEADERS, ...headers });
      }
      if (/^\/o\/oauth2\/(v2\/)?auth$/.test(url.pathname)) {
        const flow = session.begin(parseAuthorizationRequest(url.searchParams, clients));
        const to = next(flow, session);
        const byScript = context.settings.googleScriptRedirects && flow.request.prompts.has('none');
        if (!byScript) return redirect(res, to, headers);
        return sendHtml(res, 200, String(redirectPage(to)), { ...PAGE_HEADERS, ...headers });
      }
      const step = steps[`${req.method} ${url.pathname}`];
      if (!step) return sendHtml(res, 404, String(errorPage({ status: 404, code: 'not_found', message: 'There is no such page.' })), PAGE_HEADERS);

      const flow = session.flow(url.searchParams.get('flow'));
      if (!flow) throw new AuthorizationError(400, 'invalid_request', 'This sign-in was not begun in this browser. Begin again.');
      const form = req.method === 'POST' ? await readForm(req) : new URLSearchParams();
      const outcome = step({ flow, session, form });
      req.account = flow.account?.email;
      if (typeof outcome === 'string') return redirect(res, outcome, headers);
      return sendHtml(res, 200, String(outcome), { ...PAGE_HEADERS, ...headers });
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error;
      return sendHtml(res, context.settings.googleErrorPagesStay ? 200 : error.status, String(errorPage(error)), { ...PAGE_HEADERS, ...headers });
    }
  }

  return { handle, reset: () => sessions.clear(), signOut: (/** @type {string} */ email) => sessions.signOut(email) };
}

/**
 * @param {Flow} flow
 * @param {string} path
 */
function at(flow, path) {
  return `https://accounts.google.com${path}?flow=${flow.id}`;
}

/**
 * The answer to prompt=none where something would have to be asked.
 * @param {AuthorizationRequest} request
 * @param {GoogleSession} session
 */
function refused(request, session) {
  return answerAddress(request, session.emails.size === 0
    ? { error: 'login_required' }
    : { error_subtype: 'access_denied', error: 'interaction_required' });
}
