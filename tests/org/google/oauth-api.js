import { bearer, readForm, sendJson, urlOf } from '../http.js';

/**
 * oauth2.googleapis.com and the userinfo endpoint: everything of OAuth that no user sees.
 * @param {import('./clients.js').Client[]} clients
 * @param {import('./tokens.js').Tokens} tokens
 */
export function createOauthApi(clients, tokens) {
  /** @type {Record<string, (parameters: URLSearchParams, req: import('../http.js').Request) => Answer>} */
  const endpoints = {
    'POST /token': (parameters) => exchange(parameters),
    'POST /revoke': (parameters) => (tokens.revoke(parameters.get('token') ?? '')
      ? { status: 200, body: {} }
      : { status: 400, body: { error: 'invalid_token', error_description: 'Token expired or revoked' } }),
    'GET /tokeninfo': tokenInfo,
    'POST /tokeninfo': tokenInfo,
    'GET /v1/userinfo': userInfo,
    'POST /v1/userinfo': userInfo,
    'GET /oauth2/v3/userinfo': userInfo,
  };

  /** @typedef {{ status: number, body: unknown, headers?: Record<string, string> }} Answer */

  /** @param {URLSearchParams} parameters @returns {Answer} */
  function exchange(parameters) {
    const client = clients.find(({ id }) => id === parameters.get('client_id'));
    if (!client) return refused(401, 'invalid_client', 'The OAuth client was not found.');
    if (!parameters.has('client_secret')) return refused(400, 'invalid_request', 'client_secret is missing.');
    if (parameters.get('client_secret') !== client.secret) return refused(401, 'invalid_client', 'Unauthorized');

    switch (parameters.get('grant_type')) {
      case 'authorization_code': {
        const verifier = parameters.get('code_verifier');
        const code = tokens.redeem(parameters.get('code') ?? '', { client, verifier });
        if (!code) return refused(400, 'invalid_grant', 'Malformed auth code.');
        if (code.redirectUri !== parameters.get('redirect_uri')) return refused(400, 'redirect_uri_mismatch', 'Bad Request');
        const refresh = code.offline ? { refresh_token: tokens.issueRefresh(code) } : {};
        return { status: 200, body: { ...tokens.issueAccess(code), ...refresh } };
      }
      case 'refresh_token': {
        const grant = tokens.refresh(parameters.get('refresh_token') ?? '');
        if (grant?.client !== client) return refused(400, 'invalid_grant', 'Token has been expired or revoked.');
        return { status: 200, body: tokens.issueAccess(grant) };
      }
      default:
        return refused(400, 'unsupported_grant_type', `Invalid grant_type: ${parameters.get('grant_type')}`);
    }
  }

  /** @param {URLSearchParams} parameters @param {import('../http.js').Request} req @returns {Answer} */
  function tokenInfo(parameters, req) {
    const token = tokens.access(parameters.get('access_token') ?? bearer(req) ?? '');
    if (!token) return refused(400, 'invalid_token', 'Invalid Value');
    const { client, account, scopes, secondsLeft, expiresAt } = token;
    return {
      status: 200,
      body: {
        azp: client.id,
        aud: client.id,
        sub: account.sub,
        scope: scopes.join(' '),
        exp: String(Math.floor(expiresAt / 1000)),
        expires_in: String(secondsLeft),
        ...(scopes.includes('email') ? { email: account.email, email_verified: 'true' } : {}),
        access_type: 'online',
      },
    };
  }

  /** @param {URLSearchParams} parameters @param {import('../http.js').Request} req @returns {Answer} */
  function userInfo(parameters, req) {
    const token = tokens.access(bearer(req) ?? '');
    if (!token) {
      return {
        ...refused(401, 'invalid_request', 'Invalid Credentials'),
        headers: { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
      };
    }
    const { account, scopes } = token;
    req.account = account.email;
    if (!['openid', 'email', 'profile'].some((scope) => scopes.includes(scope))) {
      return refused(403, 'insufficient_scope', 'Request had insufficient authentication scopes.');
    }
    return {
      status: 200,
      body: {
        sub: account.sub,
        ...(scopes.includes('profile') ? { name: account.name, given_name: account.givenName, family_name: account.familyName } : {}),
        ...(scopes.includes('email') ? { email: account.email, email_verified: true } : {}),
        ...(account.hd ? { hd: account.hd } : {}),
      },
    };
  }

  return {
    /**
     * @param {import('../http.js').Request} req
     * @param {import('../http.js').Response} res
     */
    async handle(req, res) {
      const { pathname, searchParams } = urlOf(req);
      const endpoint = endpoints[`${req.method} ${pathname}`];
      if (!endpoint) return sendJson(res, 404, { error: 'not_found' });
      const parameters = new URLSearchParams(searchParams);
      if (req.method === 'POST') for (const [name, value] of await readForm(req)) parameters.append(name, value);
      const { status, body, headers } = endpoint(parameters, req);
      return sendJson(res, status, body, headers);
    },
  };
}

/**
 * @param {number} status
 * @param {string} error
 * @param {string} description
 */
function refused(status, error, description) {
  return { status, body: { error, error_description: description } };
}
