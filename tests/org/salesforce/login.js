import { hostOf, readForm, redirect, sendHtml, urlOf } from '../http.js';
import { loginPage } from './login-page.js';

export const MY_DOMAIN = 'acme.my.salesforce.com';
export const LIGHTNING = 'acme.lightning.force.com';

/**
 * Signing in on My Domain and handing the session over to Lightning. The address asked for first
 * (`startURL`) survives every hop, so a deep link leads to its record.
 * @param {import('../server.js').Context} context
 * @param {import('./sessions.js').Sessions} sessions
 */
export function createLogin(context, sessions) {
  /** @param {import('../http.js').Request} req */
  const userOf = (req) => {
    const username = sessions.username(req);
    const user = context.users.find((each) => each.username === username && each.active);
    if (user) req.account = user.username;
    return user;
  };

  return { userOf, handle, signInFirst };

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
        return req.method === 'POST' ? submit(req, res) : show(req, res, url);
      case '/secur/logout.jsp': {
        const user = userOf(req);
        if (user) sessions.close(user.username);
        const startUrl = url.searchParams.get('startURL');
        return redirect(res, `https://${MY_DOMAIN}/${startUrl ? `?${new URLSearchParams({ startURL: startUrl })}` : ''}`);
      }
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
    const startUrl = url.hostname === MY_DOMAIN
      ? url.pathname + url.search
      : `/visualforce/session?url=${encodeURIComponent(url.href)}`;
    return redirect(res, `https://${MY_DOMAIN}/?ec=302&startURL=${encodeURIComponent(startUrl)}`);
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void} */
  function show(req, res, url) {
    const startUrl = url.searchParams.get('startURL') ?? '';
    const username = url.searchParams.get('un') ?? url.searchParams.get('login_hint') ?? '';
    if (userOf(req) && url.searchParams.get('prompt') !== 'login') return redirect(res, local(startUrl));
    return sendHtml(res, 200, loginPage({ startUrl, username }));
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response) => Promise<void>} */
  async function submit(req, res) {
    const form = await readForm(req);
    const username = (form.get('username') ?? '').trim().toLowerCase();
    const startUrl = form.get('startURL') ?? '';
    const user = context.users.find((each) => each.username === username && each.active);
    if (!user || form.get('pw') !== user.password) {
      return sendHtml(res, 200, loginPage({ startUrl, username, failed: true }));
    }
    req.account = user.username;
    return redirect(res, local(startUrl), { 'Set-Cookie': sessions.open(user.username, hostOf(req)) });
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void} */
  function handOver(req, res, url) {
    const user = userOf(req);
    if (!user) return signInFirst(req, res);
    const target = new URL(url.searchParams.get('url') ?? `https://${LIGHTNING}/`);
    if (target.hostname !== LIGHTNING) return sendHtml(res, 400, '<!doctype html><title>Error</title><p>Invalid URL</p>');
    const code = sessions.issueCode(user.username, LIGHTNING);
    const query = new URLSearchParams({ otp: code, startURL: target.pathname + target.search });
    // A fragment never reaches the server: the browser carries it across these redirects by itself.
    return redirect(res, `https://${LIGHTNING}/secur/frontdoor.jsp?${query}`);
  }

  /** @type {(req: import('../http.js').Request, res: import('../http.js').Response, url: URL) => void} */
  function frontdoor(req, res, url) {
    const host = hostOf(req);
    const username = sessions.redeemCode(url.searchParams.get('otp') ?? '', host);
    if (!username) return redirect(res, `https://${MY_DOMAIN}/?ec=302`);
    req.account = username;
    const start = url.searchParams.get('startURL') ?? url.searchParams.get('retURL') ?? '';
    return redirect(res, start ? local(start) : '/lightning/page/home', { 'Set-Cookie': sessions.open(username, host) });
  }
}

/**
 * Only a path of this host: an open redirect would be a hole.
 * @param {string} startUrl
 */
function local(startUrl) {
  if (/^\/(?![/\\])/.test(startUrl)) return startUrl;
  return `/visualforce/session?url=${encodeURIComponent(`https://${LIGHTNING}/lightning/page/home`)}`;
}
