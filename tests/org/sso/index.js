import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { cookiesOf, readForm, sendHtml, urlOf } from '../http.js';
import { PASSWORD } from '../data/users.js';
import { html } from '../pages/html.js';
import { signInPage } from '../pages/sign-in-page.js';
import { ACME, UAT } from '../salesforce/orgs.js';
import { decode, encode, sendPostingPage, signed } from './saml.js';

/** Where Acme's people sign in once for everything, if the org's setting `singleSignOn` says so. */
export const SSO_HOST = 'sso.acme.example';

const COOKIE = '__Host-AcmeSSO';
const STYLE = await readFile(new URL('./signin.css', import.meta.url));

/**
 * Acme's identity provider: takes a request by a posted form, asks for the password unless it knows the browser, and posts the
 * answer to Salesforce by a form that submits itself.
 * @param {import('../server.js').Context} context of production, whose people it knows
 * @returns {import('../server.js').Product}
 */
export function createIdentityProvider(context) {
  /** User names by cookie. @type {Map<string, string>} */
  const sessions = new Map();

  return {
    hosts: /^sso\.acme\.example$/,
    async handle(req, res) {
      const { pathname } = urlOf(req);
      if (pathname === '/signin.css') return void res.writeHead(200, { 'Content-Type': 'text/css' }).end(STYLE);
      if (pathname === '/logout') {
        sessions.delete(cookiesOf(req)[COOKIE]);
        return sendHtml(res, 200, '<!doctype html><title>Signed out</title><p>You are signed out.');
      }
      if (req.method !== 'POST' || pathname !== '/saml/sso') return sendHtml(res, 404, '<!doctype html><title>Not found</title><h1>Not found</h1>');
      const form = await readForm(req);
      const request = decode(form.get('SAMLRequest'));
      const known = [ACME, UAT].some((org) => request.AssertionConsumerService === consumerOf(org));
      if (!known || !request.Id) return sendHtml(res, 400, '<!doctype html><title>Error</title><h1>This is no request of Acme’s Salesforce</h1>');
      const again = { SAMLRequest: form.get('SAMLRequest') ?? '', RelayState: form.get('RelayState') ?? '' };
      /** @type {Record<string, string>} */
      let headers = {};
      let username = sessions.get(cookiesOf(req)[COOKIE]);
      if (form.has('password')) {
        username = form.get('username')?.trim().toLowerCase();
        const user = context.users.find((each) => each.username === username && each.role !== 'system');
        if (!user || form.get('password') !== user.password) return sendHtml(res, 200, String(passwordPage(again, 'That is not right. Try again.')));
        const id = randomBytes(24).toString('base64url');
        sessions.set(id, user.username);
        headers = { 'Set-Cookie': `${COOKIE}=${id}; Path=/; Secure; HttpOnly; SameSite=None` };
      }
      if (!username) return sendHtml(res, 200, String(passwordPage(again)));
      req.account = username;
      const now = context.clock.now();
      const response = signed({ InResponseTo: request.Id, NameID: username, Audience: request.Issuer, NotOnOrAfter: String(now + 300_000) });
      return sendPostingPage(res, request.AssertionConsumerService, { SAMLResponse: encode(response), RelayState: again.RelayState }, headers);
    },
    reset() { sessions.clear(); },
    control: {
      'POST /sign-out': ({ body }) => {
        if (body.provider && body.provider !== 'sso') return;
        for (const [id, username] of sessions) if (username === body.username) sessions.delete(id);
      },
    },
  };
}

/** Where an org takes assertions. @param {import('../salesforce/orgs.js').OrgIdentity} org */
export function consumerOf(org) {
  return `https://${org.myDomain}/?so=${org.id.slice(0, 15)}`;
}

/** @param {{ SAMLRequest: string, RelayState: string }} request @param {string} [problem] */
function passwordPage({ SAMLRequest, RelayState }, problem) {
  return signInPage({
    title: 'Acme sign-in',
    vendor: 'Acme',
    content: html`
    <h1>Sign in to Acme</h1>
    <form method="post" action="/saml/sso">
      <input type="hidden" name="SAMLRequest" value="${SAMLRequest}">
      <input type="hidden" name="RelayState" value="${RelayState}">
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <label for="username">User name</label>
      <input id="username" name="username" type="email" autocomplete="username" autofocus>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password">
      <p class="hint">The demo’s password is <code>${PASSWORD}</code></p>
      <div class="actions"><button id="signIn" class="primary">Sign in</button></div>
    </form>`,
  });
}
