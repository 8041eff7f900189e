import { randomUUID } from 'node:crypto';
import { redirect, readForm, sendHtml, urlOf } from '../http.js';
import { Html } from '../pages/html.js';
import { redirectPage } from '../pages/script-redirect.js';
import { accountsOf, findAccount } from './accounts.js';
import { answerAddress, parseAdminConsentRequest, parseAuthorizationRequest, RedirectError } from './authorization-request.js';
import { answersChallenge, denied } from './conditional-access.js';
import { EntraError } from './errors.js';
import {
  approvalPage, blockedPage, consentPage, errorPage, formPostPage, identifierPage, mfaPage, passwordPage, pickerPage,
  signedOutPage, stayPage,
} from './pages.js';
import { scopeText } from './scopes.js';
import { EntraSessions } from './sessions.js';
import { TENANT } from './tenant.js';
import { clientInfo } from './token-endpoint.js';

/**
 * @typedef {import('./authorization-request.js').AuthorizationRequest} AuthorizationRequest
 * @typedef {import('./accounts.js').Account} Account
 * @typedef {import('./sessions.js').EntraSession} EntraSession
 * @typedef {import('./sessions.js').Flow} Flow
 * @typedef {{ flow: Flow, session: EntraSession, form: URLSearchParams }} Call
 */

const ORIGIN = 'https://login.microsoftonline.com';

const PAGE_HEADERS = {
  // No form-action: Chromium applies it to the redirect after the form too, which leads to the application.
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};

const IDENTIFIER = '/common/login';
const PASSWORD = '/common/login/password';
const PICKER = '/common/reprocess';
const STAY = '/kmsi';
const MFA = '/common/SAS/ProcessAuth';
const CONSENT = '/common/Consent/Set';
const APPROVAL = '/common/Consent/NeedApproval';

/**
 * login.microsoftonline.com: from the authorization request over sign-in and consent to the answer.
 * @param {import('../server.js').Context} context
 * @param {import('./registrations.js').Registration[]} registrations
 * @param {import('./tokens.js').Tokens} tokens
 */
export function createAuthorize(context, registrations, tokens) {
  const sessions = new EntraSessions();
  const { settings } = context;

  /** A page, or where to go next. @type {Record<string, (call: Call) => Html | string>} */
  const steps = {
    [`GET ${IDENTIFIER}`]: ({ flow }) => identifierPage({ flow, hint: '' }),
    [`POST ${IDENTIFIER}`]: ({ flow, form }) => {
      if (form.get('answer') === 'back') return cancelled(flow);
      return identify(flow, form.get('loginfmt') ?? '');
    },
    [`GET ${PASSWORD}`]: ({ flow }) => (flow.identified ? passwordPage({ flow }) : at(flow, IDENTIFIER)),
    [`POST ${PASSWORD}`]: ({ flow, form, session }) => {
      if (!flow.identified) return at(flow, IDENTIFIER);
      if (form.get('passwd') !== flow.identified.password) {
        return passwordPage({ flow, problem: 'Your account or password is incorrect. If you don’t remember your password, reset it now.' });
      }
      session.signedIn.set(flow.identified.upn, { mfa: false });
      Object.assign(flow, { account: flow.identified, typed: true });
      return next(flow, session);
    },
    [`GET ${PICKER}`]: ({ flow, session }) => pickerPage({ flow, accounts: signedIn(session) }),
    [`POST ${PICKER}`]: ({ flow, form, session }) => {
      const chosen = signedIn(session).find(({ upn }) => upn === form.get('account'));
      if (!chosen) return at(flow, IDENTIFIER);
      flow.account = chosen;
      return next(flow, session);
    },
    [`GET ${STAY}`]: ({ flow }) => (flow.account ? stayPage({ flow }) : at(flow, IDENTIFIER)),
    [`POST ${STAY}`]: ({ flow, form, session }) => {
      session.persistent = form.get('answer') === 'yes';
      flow.keptAsked = true;
      return next(flow, session);
    },
    [`GET ${MFA}`]: ({ flow }) => (flow.account ? mfaPage({ flow }) : at(flow, IDENTIFIER)),
    [`POST ${MFA}`]: ({ flow, session }) => {
      if (!flow.account) return at(flow, IDENTIFIER);
      session.signedIn.set(flow.account.upn, { mfa: true });
      return next(flow, session);
    },
    [`GET ${CONSENT}`]: ({ flow }) => (flow.account ? consentPage({ flow, account: flow.account }) : at(flow, IDENTIFIER)),
    [`POST ${CONSENT}`]: ({ flow, form, session }) => {
      if (!flow.account) return at(flow, IDENTIFIER);
      const { app, kind, scopes } = flow.request;
      const everyone = kind === 'admin-consent' || form.get('everyone') === 'true';
      if (!mayConsent(flow.account, everyone)) return at(flow, APPROVAL);
      if (form.get('answer') !== 'accept') return refused(flow, new EntraError(65004));
      tokens.consent({ app, account: flow.account, scopes: scopes.names }, everyone);
      return answer(flow, flow.account, session);
    },
    [`GET ${APPROVAL}`]: ({ flow }) => approvalPage({ flow, error: new EntraError(90094, [flow.request.app.name]) }),
    [`POST ${APPROVAL}`]: ({ flow, form }) => (form.get('answer') === 'other' ? at(flow, IDENTIFIER) : cancelled(flow)),
  };

  /**
   * Where the flow goes next: to a page of Entra's, or back to the application.
   * @param {Flow} flow
   * @param {EntraSession} session
   * @returns {Html | string}
   */
  function next(flow, session) {
    const { request } = flow;
    const silent = request.prompt === 'none';
    flow.account ??= knownAccount(request, session);
    const { account } = flow;
    if (!account) return silent ? refused(flow, notSignedIn(session)) : toSignIn(flow, session);
    if (flow.typed && !flow.keptAsked && settings.microsoftStaySignedIn) return at(flow, STAY);

    const state = session.signedIn.get(account.upn) ?? { mfa: false };
    const policy = denied(settings, state);
    if (policy && silent) return refused(flow, policy);
    if (policy?.code === 50076 && answersChallenge(request)) return at(flow, MFA);
    if (policy && policy.code !== 50076) return blockedPage({ flow, error: policy });

    if (needsConsent(request, account)) {
      if (silent) return refused(flow, new EntraError(65001, [request.app.id, request.app.name]));
      return at(flow, mayConsent(account, request.kind === 'admin-consent') ? CONSENT : APPROVAL);
    }
    return answer(flow, account, session);
  }

  /**
   * Who is known to be meant without asking.
   * @param {AuthorizationRequest} request
   * @param {EntraSession} session
   */
  function knownAccount({ prompt, loginHint }, session) {
    if (prompt === 'login' || prompt === 'select_account') return undefined;
    const accounts = signedIn(session);
    if (loginHint) return accounts.find(({ upn }) => upn === loginHint.toLowerCase());
    return accounts.length === 1 ? accounts[0] : undefined;
  }

  /**
   * @param {Flow} flow
   * @param {EntraSession} session
   */
  function toSignIn(flow, session) {
    const { prompt, loginHint } = flow.request;
    if (loginHint && prompt !== 'select_account') return identify(flow, loginHint);
    return at(flow, session.signedIn.size > 0 && prompt !== 'login' ? PICKER : IDENTIFIER);
  }

  /**
   * @param {Flow} flow
   * @param {string} address
   */
  function identify(flow, address) {
    const account = findAccount(context.users, address);
    if (!account) {
      return identifierPage({ flow, hint: address, problem: 'This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin.' });
    }
    if (account.personal) {
      return identifierPage({ flow, hint: address, problem: 'You can’t sign in here with a personal account. Use your work or school account instead.' });
    }
    flow.identified = account;
    return at(flow, PASSWORD);
  }

  /** @param {EntraSession} session */
  function signedIn(session) {
    return accountsOf(context.users).filter(({ upn }) => session.signedIn.has(upn));
  }

  /**
   * @param {AuthorizationRequest} request
   * @param {Account} account
   */
  function needsConsent({ app, kind, prompt, scopes }, account) {
    if (kind === 'admin-consent' || prompt === 'consent') return true;
    const consented = tokens.consented({ app, account });
    return !scopes.names.every((name) => consented.has(name));
  }

  /**
   * @param {Account} account
   * @param {boolean} forEveryone
   */
  function mayConsent({ admin }, forEveryone) {
    return admin || (!forEveryone && settings.microsoftUserConsent);
  }

  /**
   * @param {Flow} flow
   * @param {Account} account
   * @param {EntraSession} session
   */
  function answer({ request }, account, session) {
    const { app, platform, kind, scopes, redirectUri, challenge, nonce } = request;
    if (kind === 'admin-consent') {
      return finish(request, { admin_consent: 'True', tenant: TENANT.id, scope: scopeText(scopes.names, true) });
    }
    const { mfa } = session.signedIn.get(account.upn) ?? { mfa: false };
    const code = tokens.issueCode({
      app, platform, account, scopes: scopes.names, prefixed: scopes.prefixed, mfa, nonce, redirectUri, challenge,
    });
    return finish(request, {
      code,
      ...(request.clientInfo ? { client_info: clientInfo(account) } : {}),
      session_state: randomUUID(),
    });
  }

  /**
   * @param {Flow} flow
   * @param {EntraError} error
   */
  function refused({ request }, error) {
    return finish(request, redirected(error, request.kind));
  }

  /**
   * @param {EntraError} error
   * @param {string} [kind]
   */
  function redirected(error, kind) {
    const { error: word, error_description, error_uri } = error.body(context.clock.now());
    return { error: word, error_description, error_uri, ...(kind === 'admin-consent' ? { admin_consent: 'True' } : {}) };
  }

  /**
   * @param {import('../http.js').Request} req
   * @param {EntraSession} session
   * @param {URL} url
   * @returns {Promise<Html | string>}
   */
  async function respond(req, session, url) {
    const begin = /^\/([^/]+)\/(oauth2\/v2\.0\/authorize|v2\.0\/adminconsent)$/.exec(url.pathname);
    if (begin) {
      const parse = begin[2] === 'v2.0/adminconsent' ? parseAdminConsentRequest : parseAuthorizationRequest;
      const parameters = req.method === 'POST' ? await readForm(req) : url.searchParams;
      const directory = { registrations, singleTenant: settings.microsoftSingleTenant };
      const flow = session.begin(parse(begin[1], parameters, directory));
      const outcome = next(flow, session);
      const byScript = settings.microsoftScriptRedirects && flow.request.prompt === 'none' && typeof outcome === 'string';
      return byScript ? redirectPage(outcome) : outcome;
    }
    if (/^\/[^/]+\/oauth2\/v2\.0\/logout$/.test(url.pathname)) {
      session.signedIn.clear();
      return afterSignOut(url.searchParams) ?? signedOutPage();
    }
    const step = steps[`${req.method} ${url.pathname}`];
    if (!step) throw new EntraError(90023, ['There is no such page.']);
    const flow = session.flow(url.searchParams.get('flow'));
    if (!flow) throw new EntraError(90023, ['This sign-in was not begun in this browser. Begin again.']);
    const outcome = step({ flow, session, form: req.method === 'POST' ? await readForm(req) : new URLSearchParams() });
    req.account = flow.account?.upn;
    return outcome;
  }

  /** @param {URLSearchParams} query */
  function afterSignOut(query) {
    const uri = query.get('post_logout_redirect_uri');
    const known = uri && registrations.some(({ redirectUris }) => Object.values(redirectUris).flat().includes(uri));
    return known ? uri : undefined;
  }

  return {
    /**
     * @param {import('../http.js').Request} req
     * @param {import('../http.js').Response} res
     */
    async handle(req, res) {
      const session = sessions.open(req);
      const outcome = await respond(req, session, urlOf(req)).catch((error) => {
        if (error instanceof RedirectError) return finish(error.back, redirected(error.error));
        // An error that is shown, not sent, comes with status 200.
        if (error instanceof EntraError) return errorPage(error);
        throw error;
      });
      if (outcome instanceof Html) return sendHtml(res, 200, String(outcome), { ...PAGE_HEADERS, ...session.cookie() });
      return redirect(res, outcome, session.cookie());
    },
    reset: () => sessions.clear(),
    signOut: (/** @type {string} */ upn) => sessions.signOut(upn),
  };
}

/**
 * The answer to the application, in the way it asked for.
 * @param {import('./authorization-request.js').Return} back
 * @param {Record<string, string>} fields
 */
function finish(back, fields) {
  if (back.responseMode !== 'form_post') return answerAddress(back, fields);
  return formPostPage(back.redirectUri, { ...fields, ...(back.state === null ? {} : { state: back.state }) });
}

/** @param {Flow} flow */
function cancelled({ request }) {
  return finish(request, { error: 'access_denied', error_subcode: 'cancel' });
}

/** @param {EntraSession} session */
function notSignedIn({ signedIn }) {
  return new EntraError(signedIn.size > 1 ? 16000 : 50058);
}

/**
 * @param {Flow} flow
 * @param {string} path
 */
function at(flow, path) {
  return `${ORIGIN}${path}?flow=${flow.id}`;
}
