import { readFile } from 'node:fs/promises';
import { hostOf, urlOf } from '../http.js';
import { createAuthorize } from './authorize.js';
import { createClients } from './clients.js';
import { REDIRECT_SCRIPT, REDIRECT_SCRIPT_TEXT } from '../pages/script-redirect.js';
import { ERROR_ANSWERS } from './errors.js';
import { createGmail } from './gmail.js';
import { createOauthApi } from './oauth-api.js';
import { Tokens } from './tokens.js';

const FILES = new Map([
  ['/signin.css', { type: 'text/css; charset=utf-8', content: await readFile(new URL('./signin.css', import.meta.url)) }],
  [REDIRECT_SCRIPT, { type: 'text/javascript; charset=utf-8', content: REDIRECT_SCRIPT_TEXT }],
]);

const DEFAULTS = {
  /** What the Workspace administrator says of the application: not reviewed yet, or no third-party applications at all. */
  googleApp: /** @type {'ok' | 'blocked' | 'restricted'} */ ('ok'),
  /** Whether a page that refuses has status 200, so that the window stays open, instead of 4xx, which ends it. */
  googleErrorPagesStay: false,
  /** Whether `prompt=none` comes back through a page that goes on by script, in place of one redirect. */
  googleScriptRedirects: true,
};

/**
 * Google as far as the extension meets it: sign-in and consent, OAuth's endpoints, userinfo, Gmail's API.
 * @param {import('../server.js').Context} context
 * @returns {import('../server.js').Product}
 */
export function createGoogle(context) {
  const clients = createClients(context.extensionIds);
  const tokens = new Tokens(context);
  const authorize = createAuthorize(context, clients, tokens);
  const oauthApi = createOauthApi(clients, tokens);
  const gmail = createGmail(context, tokens);
  Object.assign(context.settings, DEFAULTS);

  return {
    hosts: /^(accounts\.google|(oauth2|openidconnect|gmail|www)\.googleapis)\.com$/,
    handle(req, res) {
      const host = hostOf(req);
      const { pathname } = urlOf(req);
      if (host === 'accounts.google.com') {
        const file = FILES.get(pathname);
        if (!file) return authorize.handle(req, res);
        res.writeHead(200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' });
        return void res.end(file.content);
      }
      return /\/gmail\//.test(pathname) ? gmail.handle(req, res) : oauthApi.handle(req, res);
    },
    reset() {
      Object.assign(context.settings, DEFAULTS);
      authorize.reset();
      tokens.clear();
      gmail.reset();
    },
    errors: ERROR_ANSWERS,
    control: {
      // As when the session of the browser ends: on another page, or by the Workspace's session length.
      'POST /sign-out': ({ body }) => {
        if (!body.provider || body.provider === 'google') authorize.signOut(String(body.username));
      },
      'GET /tokens': ({ url }) => (url.searchParams.get('provider') === 'google' ? tokens.live() : undefined),
      // As when the user removes the application from the account.
      'POST /tokens/revoke': ({ body }) => {
        if (body.provider && body.provider !== 'google') return;
        tokens.revokeAll(body.username);
      },
    },
  };
}
