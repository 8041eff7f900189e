import { readFile } from 'node:fs/promises';
import { hostOf, sendJson, urlOf } from '../http.js';
import { createAuthorize } from './authorize.js';
import { createDiscovery } from './discovery.js';
import { ENTRA_ANSWERS } from './errors.js';
import { GRAPH_ANSWERS } from './graph-errors.js';
import { createGraph } from './graph.js';
import { REDIRECT_SCRIPT, REDIRECT_SCRIPT_TEXT } from '../pages/script-redirect.js';
import { createRegistrations } from './registrations.js';
import { createTokenEndpoint } from './token-endpoint.js';
import { Tokens } from './tokens.js';

const FILES = new Map([
  ['/signin.css', { type: 'text/css; charset=utf-8', content: await readFile(new URL('./signin.css', import.meta.url)) }],
  ['/form-post.js', { type: 'text/javascript; charset=utf-8', content: await readFile(new URL('./form-post.js', import.meta.url)) }],
  [REDIRECT_SCRIPT, { type: 'text/javascript; charset=utf-8', content: REDIRECT_SCRIPT_TEXT }],
]);

const DEFAULTS = {
  microsoftAccessTokenSeconds: 3599,
  /** Of a single-page application's refresh token, from the sign-in on. */
  microsoftRefreshTokenSeconds: 86_400,
  /** Whether users may consent by themselves; an administrator always may. */
  microsoftUserConsent: true,
  /** Whether the applications are for Acme's directory alone: then organizations and common are no way in. */
  microsoftSingleTenant: false,
  /** Whether "Stay signed in?" is asked after a password. */
  microsoftStaySignedIn: true,
  /** Whether `prompt=none` comes back through a page that goes on by script, in place of one redirect. */
  microsoftScriptRedirects: true,
  /** What Conditional Access asks for when a token for Graph is wanted. */
  microsoftConditionalAccess: /** @type {'none' | 'mfa' | 'device' | 'blocked'} */ ('none'),
  /** Whether the accounts have a mailbox in Exchange Online. */
  microsoftMailbox: true,
  /** For how long a message that was sent is not in Sent Items yet, */
  microsoftSendSeconds: 0,
  /** Whether Exchange leaves the Message-ID of a mail in MIME as it is; it may put one of its own in its place. */
  microsoftKeepsMessageId: true,
  /** and what is seen by its immutable id meanwhile: nothing, or the draft that it was. */
  microsoftOnItsWay: /** @type {'missing' | 'draft'} */ ('missing'),
};

/**
 * Microsoft as far as the extension meets it: Entra ID's sign-in, consent and tokens, and Microsoft Graph's mail.
 * @param {import('../server.js').Context} context
 * @returns {import('../server.js').Product}
 */
export function createMicrosoft(context) {
  const registrations = createRegistrations(context.extensionIds);
  const tokens = new Tokens(context);
  const discovery = createDiscovery();
  const authorize = createAuthorize(context, registrations, tokens);
  const tokenEndpoint = createTokenEndpoint(context, registrations, tokens, discovery);
  const graph = createGraph(context, tokens);
  Object.assign(context.settings, DEFAULTS);

  /**
   * @param {import('../http.js').Request} req
   * @param {import('../http.js').Response} res
   */
  async function entra(req, res) {
    const { pathname } = urlOf(req);
    const file = FILES.get(pathname);
    if (file) {
      res.writeHead(200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' });
      return void res.end(file.content);
    }
    const [, tenant, endpoint] = /^\/([^/]+)\/(oauth2\/v2\.0\/token|v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys|discovery\/instance)$/
      .exec(pathname) ?? [];
    switch (endpoint) {
      case 'oauth2/v2.0/token':
        return tokenEndpoint.handle(req, res, tenant);
      case 'v2.0/.well-known/openid-configuration': {
        const configuration = discovery.openidConfiguration(tenant);
        return sendJson(res, configuration ? 200 : 400, configuration ?? { error: 'invalid_tenant', error_description: `AADSTS90002: Tenant '${tenant}' not found.` }, PUBLIC);
      }
      case 'discovery/v2.0/keys':
        return sendJson(res, 200, await discovery.jwks(), PUBLIC);
      case 'discovery/instance':
        return sendJson(res, 200, discovery.instances(tenant), PUBLIC);
      default:
        return authorize.handle(req, res);
    }
  }

  return {
    hosts: /^(login\.microsoftonline|graph\.microsoft|outlook\.office)\.com$/,
    handle(req, res) {
      switch (hostOf(req)) {
        case 'graph.microsoft.com':
          return graph.handle(req, res);
        case 'outlook.office.com':
          return graph.handleUpload(req, res);
        default:
          return entra(req, res);
      }
    },
    reset() {
      Object.assign(context.settings, DEFAULTS);
      authorize.reset();
      tokens.clear();
      graph.reset();
    },
    errors: { ...ENTRA_ANSWERS, ...GRAPH_ANSWERS },
    control: {
      'POST /sign-out': ({ body }) => {
        if (!body.provider || body.provider === 'microsoft') authorize.signOut(String(body.username));
      },
      'GET /tokens': ({ url }) => (url.searchParams.get('provider') === 'microsoft' ? tokens.live() : undefined),
      'POST /tokens/revoke': ({ body }) => {
        if (body.provider && body.provider !== 'microsoft') return;
        tokens.revokeAll(body.username);
      },
    },
  };
}

const PUBLIC = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET, OPTIONS' };
