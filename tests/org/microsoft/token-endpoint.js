import { createHash, randomUUID } from 'node:crypto';
import { readForm, sendJson } from '../http.js';
import { denied } from './conditional-access.js';
import { EntraError } from './errors.js';
import { parseScopes, scopeText } from './scopes.js';
import { TENANT, tenantOf } from './tenant.js';

/** What Entra lets a page of any origin read. */
export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Expose-Headers': 'Content-Length,Content-Encoding,x-ms-request-id,x-ms-srs',
};

/**
 * /{tenant}/oauth2/v2.0/token.
 * @param {import('../server.js').Context} context
 * @param {import('./registrations.js').Registration[]} registrations
 * @param {import('./tokens.js').Tokens} tokens
 * @param {ReturnType<typeof import('./discovery.js').createDiscovery>} discovery
 */
export function createTokenEndpoint(context, registrations, tokens, discovery) {
  /**
   * @param {import('../http.js').Request} req
   * @param {string} tenant
   */
  async function answer(req, tenant) {
    if (req.method !== 'POST') throw new EntraError(900561, ['POST', req.method]);
    const form = await readForm(req);
    const required = (/** @type {string} */ name) => {
      const value = form.get(name);
      if (!value) throw new EntraError(900144, [name]);
      return value;
    };

    const type = /^application\/x-www-form-urlencoded\b/i.test(req.headers['content-type'] ?? '') ? required('grant_type') : '';
    if (!type) throw new EntraError(900144, ['grant_type']);
    const kind = tenantOf(tenant);
    if (!kind) throw new EntraError(90002, [tenant]);
    const id = required('client_id');
    const app = registrations.find((each) => each.id === id.toLowerCase());
    if (!app) throw new EntraError(700016, [id]);
    if (kind === 'shared' && context.settings.microsoftSingleTenant) throw new EntraError(50194, [app.id, app.name]);
    if (form.has('client_secret') || form.has('client_assertion')) throw new EntraError(700025);

    switch (type) {
      case 'authorization_code':
        return redeem(req, app, form, required);
      case 'refresh_token':
        return refresh(req, app, form, required);
      default:
        throw new EntraError(70003, [type]);
    }
  }

  /**
   * @param {import('../http.js').Request} req
   * @param {import('./registrations.js').Registration} app
   * @param {URLSearchParams} form
   * @param {(name: string) => string} required
   */
  async function redeem(req, app, form, required) {
    const code = tokens.redeem(required('code'));
    const redirectUri = required('redirect_uri');
    if (!code || code.app !== app) throw new EntraError(9002313);
    req.account = code.account.upn;
    requireOrigin(req, code.platform);
    if (code.redeemed) throw new EntraError(54005);
    if (code.expired) throw new EntraError(70008);
    if (code.redirectUri !== redirectUri) throw new EntraError(500112, [redirectUri, code.redirectUri]);
    if (code.challenge && code.challenge !== challengeOf(form.get('code_verifier') ?? '')) throw new EntraError(501481);
    const { names } = requestedScopes(form, code);
    const refused = denied(context.settings, code);
    if (refused) throw refused;
    return tokenResponse({ ...code, scopes: names }, form);
  }

  /**
   * @param {import('../http.js').Request} req
   * @param {import('./registrations.js').Registration} app
   * @param {URLSearchParams} form
   * @param {(name: string) => string} required
   */
  async function refresh(req, app, form, required) {
    const grant = tokens.refresh(required('refresh_token'));
    if (!grant || grant.app !== app) throw new EntraError(9002313);
    req.account = grant.account.upn;
    requireOrigin(req, grant.platform);
    if (grant.revoked) throw new EntraError(50173);
    if (grant.expired) throw new EntraError(grant.platform === 'spa' ? 700084 : 70008);
    const { names } = requestedScopes(form, grant);
    const refused = denied(context.settings, grant);
    if (refused) throw refused;
    return tokenResponse({ ...grant, scopes: names, nonce: null }, form, grant);
  }

  /**
   * The scopes asked for now, or those of the grant; all of them consented to.
   * @param {URLSearchParams} form
   * @param {import('./tokens.js').Grant} grant
   */
  function requestedScopes(form, grant) {
    const text = form.get('scope');
    const scopes = text ? parseScopes(text) : { names: grant.scopes, unknown: [] };
    if (scopes.unknown.length > 0) throw new EntraError(70011, [scopes.unknown[0]]);
    const consented = tokens.consented(grant);
    if (!scopes.names.every((name) => consented.has(name))) {
      throw new EntraError(65001, [grant.app.id, grant.app.name], { error: 'invalid_grant' });
    }
    return scopes;
  }

  /**
   * @param {import('./tokens.js').Grant} grant
   * @param {URLSearchParams} form
   * @param {import('./tokens.js').RefreshToken} [previous]
   */
  async function tokenResponse(grant, form, previous) {
    const { token, seconds } = tokens.issueAccess(grant);
    const offline = grant.scopes.includes('offline_access');
    const next = offline ? tokens.issueRefresh(grant, previous) : undefined;
    const text = form.get('scope');
    const prefixed = text ? parseScopes(text).prefixed : grant.prefixed;
    return {
      token_type: 'Bearer',
      scope: scopeText(tokens.consented(grant), prefixed),
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: token,
      ...(next ? { refresh_token: next.token } : {}),
      ...(next && grant.platform === 'spa' ? { refresh_token_expires_in: next.seconds } : {}),
      ...(grant.scopes.includes('openid') ? { id_token: await discovery.idToken(grant, context.clock.now()) } : {}),
      ...(form.get('client_info') === '1' ? { client_info: clientInfo(grant.account) } : {}),
    };
  }

  return {
    /**
     * @param {import('../http.js').Request} req
     * @param {import('../http.js').Response} res
     * @param {string} tenant
     */
    async handle(req, res, tenant) {
      if (req.method === 'OPTIONS') {
        res.writeHead(200, { ...CORS, 'Access-Control-Allow-Headers': req.headers['access-control-request-headers'] ?? '' });
        return void res.end();
      }
      const headers = { ...(req.headers.origin ? CORS : {}), 'x-ms-request-id': randomUUID() };
      try {
        return sendJson(res, 200, await answer(req, tenant), headers);
      } catch (error) {
        if (!(error instanceof EntraError)) throw error;
        return sendJson(res, error.fault.status ?? 400, error.body(context.clock.now()), headers);
      }
    },
  };
}

/**
 * A browser's request says where it comes from, a program's does not; each only with its own kind of registration.
 * @param {import('../http.js').Request} req
 * @param {import('./registrations.js').Platform} platform
 */
function requireOrigin(req, platform) {
  const { origin } = req.headers;
  if (platform === 'spa' && !origin) throw new EntraError(9002327);
  if (platform !== 'spa' && origin) throw new EntraError(9002326, [origin]);
}

/** @param {string} verifier */
function challengeOf(verifier) {
  return createHash('sha256').update(verifier).digest('base64url');
}

/**
 * Whose tokens these are, as Microsoft's libraries ask for it.
 * @param {import('./accounts.js').Account} account
 */
export function clientInfo({ oid }) {
  return Buffer.from(JSON.stringify({ uid: oid, utid: TENANT.id })).toString('base64url');
}
