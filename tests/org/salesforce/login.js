import { cookiesOf, hostOf, readForm, redirect, sendHtml, urlOf } from '../http.js';
import { parseId } from './ids.js';
import { recordLogin } from './login-history.js';
import { hostsOf } from './orgs.js';
import { loginPage, RESTRICTED, SSO_FAILED, WRONG } from './login-page.js';
import { createSingleSignOn } from './single-sign-on.js';

/**
 * Signing in on My Domain and handing the session over to the org's other hosts. The address asked for first
 * (`startURL`) survives every hop, so a deep link leads to its record.
 * @param {import('../server.js').Context} context
 * @param {import('./sessions.js').Sessions} sessions
 */
export function createLogin(context, sessions) {
  const { org } = context;
  const sso = createSingleSignOn(context);
  /** @param {import('../http.js').Request} req */
  const userOf = (req) => {
    const session = sessions.of(req);
    const user = context.users.find((each) => each.username === session?.username && each.active && each.loginRestriction === 'none');
    if (user) req.account = user.username;
    return user;
  };

  /** @param {import('../http.js').Request} req */
  const impersonatorOf = (req) => {
    const name = sessions.of(req)?.impersonator;
    return context.users.find(({ username }) => username === name) ?? null;
  };

  return { userOf, impersonatorOf, handle, signInFirst, reset: sso.reset };

  /**
   * The sign-in paths of My Domain and Lightning.
   * @param {import('../http.js').Request} req
   * @param {import('../http.js').Response} res
   */
  async function handle(req, res) {
    const url = urlOf(req);
    switch (url.pathname) {
      case '/':
      case '/login':
        if (req.method === 'POST' && url.searchParams.has('so')) return takeAssertion(req, res);
        return req.method === 'POST' ? submit(req, res) : show(req, res, url);
      case '/saml/authn-request.jsp':
        return sso.begin(res, url.searchParams.get('RelayState') ?? '');
      case '/secur/logout.jsp':
        return logOut(req, res, url);
      case '/servlet/servlet.su':
        return logInAs(req, res, url);
      case '/secur/frontdoor.jsp':
        return frontdoor(req, res, url);
      case '/visualforce/session':
        return handOver(req, res, url);
      default:
        return sendHtml(res, 404, '<!doctype html><title>URL No Longer Exists</title><h1>URL No Longer Exists</h1>');
    }
  }

  /**
   * Sends a browser without a session to the login page, and back to where it wanted to go.
   * @param {import('../http.js').Request} req
   * @param {import('../http.js').Response} res
   */
  function signInFirst(req, res) {
    const url = urlOf(req);
    const startUrl = url.hostname === org.myDomain
      ? url.pathname + url.search
      : `/visualforce/session?url=${encodeURIComponent(url.href)}`;
    return redirect(res, `https://${org.myDomain}/?ec=302&startURL=${encodeURIComponent(startUrl)}`);
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void} */
  function show(req, res, url) {
    const startUrl = url.searchParams.get('startURL') ?? '';
    const username = url.searchParams.get('un') ?? url.searchParams.get('login_hint') ?? '';
    if (userOf(req) && url.searchParams.get('prompt') !== 'login') return redirect(res, local(startUrl));
    if (context.settings.singleSignOn === 'only') return sso.begin(res, startUrl);
    return sendHtml(res, 200, loginPage({ org, startUrl, username, singleSignOn: context.settings.singleSignOn === 'offered' }));
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response) => Promise<void>} */
  async function submit(req, res) {
    const form = await readForm(req);
    const username = (form.get('username') ?? '').trim().toLowerCase();
    const startUrl = form.get('startURL') ?? '';
    const user = context.users.find((each) => each.username === username && each.active && each.role !== 'system');
    if (!user || form.get('pw') !== user.password) {
      recordLogin(context, req, { username, status: user ? 'Invalid Password' : 'User is Inactive' });
      return sendHtml(res, 200, loginPage({ org, startUrl, username, problem: WRONG }));
    }
    return admit(req, res, user, startUrl);
  }

  /**
   * What the identity provider posted.
   * @type {(req: import('../http.js').Request, res: import('../http.js').Response) => Promise<void>}
   */
  async function takeAssertion(req, res) {
    const form = await readForm(req);
    const federationId = sso.take(form);
    const id = context.data.rows('User').find((row) => federationId && row.FederationIdentifier === federationId)?.Id;
    const user = context.users.find((each) => each.id === id && each.active);
    if (!user) return sendHtml(res, 200, loginPage({ org, startUrl: '', username: '', problem: SSO_FAILED }));
    return admit(req, res, user, form.get('RelayState') ?? '');
  }

  /**
   * Opens a session, unless place or time forbid it.
   * @type {(req: import('../http.js').Request, res: import('../http.js').Response, user: import('../data/users.js').User, startUrl: string) => void}
   */
  function admit(req, res, user, startUrl) {
    const { username, loginRestriction } = user;
    if (loginRestriction !== 'none') {
      recordLogin(context, req, { username, status: loginRestriction === 'ip' ? 'Restricted IP' : 'Restricted Time' });
      return sendHtml(res, 200, loginPage({ org, startUrl, username, problem: RESTRICTED }));
    }
    req.account = username;
    recordLogin(context, req, { username });
    return redirect(res, local(startUrl), { 'Set-Cookie': sessions.open(username, hostOf(req)) });
  }

  /**
   * Leaves the session; who was logged in as another user is the administrator again.
   * @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void}
   */
  function logOut(req, res, url) {
    const session = sessions.of(req);
    if (session?.impersonator) {
      // The session that all others come from is My Domain's.
      if (session.parent && session.host !== org.myDomain) return redirect(res, `https://${org.myDomain}/secur/logout.jsp`);
      return redirect(res, local(session.back ?? ''), { 'Set-Cookie': [sessions.endImpersonation(req), 'RSID=; Path=/; Max-Age=0; Secure; HttpOnly'] });
    }
    const user = userOf(req);
    if (user) sessions.close(user.username);
    const startUrl = url.searchParams.get('startURL');
    return redirect(res, `https://${org.myDomain}/${startUrl ? `?${new URLSearchParams({ startURL: startUrl })}` : ''}`);
  }

  /**
   * Log in as another user, which administrators may.
   * @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void}
   */
  function logInAs(req, res, url) {
    const admin = userOf(req);
    const wanted = parseId(url.searchParams.get('suorgadminid'));
    const user = context.users.find(({ id, active }) => id === wanted && active);
    const allowed = admin?.profile === 'System Administrator' && !sessions.of(req)?.impersonator
      && parseId(url.searchParams.get('oid')) === org.id && user && user !== admin;
    if (!allowed) return sendHtml(res, 403, '<!doctype html><title>Insufficient Privileges</title><h1>Insufficient Privileges</h1>');
    // RSID is Salesforce's name for the session that comes back; no script reads it here, as Require HttpOnly asks for.
    const own = `RSID=${encodeURIComponent(cookiesOf(req).sid)}; Path=/; Secure; HttpOnly`;
    const cookie = sessions.impersonate(req, user.username, url.searchParams.get('retURL') ?? '');
    return redirect(res, local(url.searchParams.get('targetURL') ?? ''), { 'Set-Cookie': [cookie, own] });
  }

  /**
   * From one host of the org, where there is a session, to another: with a code that opens one there.
   * @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void}
   */
  function handOver(req, res, url) {
    const user = userOf(req);
    if (!user) return signInFirst(req, res);
    const target = new URL(url.searchParams.get('url') ?? `https://${org.lightning}/`);
    if (!hostsOf(org).includes(target.hostname) || target.protocol !== 'https:') {
      return sendHtml(res, 400, '<!doctype html><title>Error</title><p>Invalid URL</p>');
    }
    const code = sessions.issueCode(req, target.hostname);
    const query = new URLSearchParams({ otp: code, startURL: target.pathname + target.search });
    // A fragment never reaches the server: the browser carries it across these redirects by itself.
    return redirect(res, `https://${target.hostname}/secur/frontdoor.jsp?${query}`);
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void} */
  function frontdoor(req, res, url) {
    // In a frame of another site the browser keeps cookies apart for each site around it, if at all.
    const framed = req.headers['sec-fetch-dest'] === 'iframe';
    const opened = sessions.redeemCode(url.searchParams.get('otp') ?? '', hostOf(req), framed);
    if (!opened) return redirect(res, `https://${org.myDomain}/?ec=302`);
    req.account = opened.username;
    const start = url.searchParams.get('startURL') ?? url.searchParams.get('retURL') ?? '';
    return redirect(res, isPath(start) ? start : '/lightning/page/home', { 'Set-Cookie': opened.cookie });
  }

  /**
   * Where My Domain goes on to.
   * @param {string} startUrl
   */
  function local(startUrl) {
    // Lightning's pages lie on a host of its own.
    const lightning = (/** @type {string} */ path) => `/visualforce/session?url=${encodeURIComponent(`https://${org.lightning}${path}`)}`;
    if (startUrl.startsWith('/lightning/')) return lightning(startUrl);
    return isPath(startUrl) ? startUrl : lightning('/lightning/page/home');
  }
}

/** Whether it is a path of the same host: an open redirect would be a hole. @param {string} startUrl */
const isPath = (startUrl) => /^\/(?![/\\])/.test(startUrl);
