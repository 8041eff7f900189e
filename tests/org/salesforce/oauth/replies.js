import { createHmac, randomBytes } from 'node:crypto';

/**
 * Salesforce's shapes and words around the OAuth core. Source: Salesforce Help, "OAuth 2.0 Web Server Flow for
 * Web App Integration" and "OAuth Authorization Flows: errors".
 */

const SIGNING_KEY = randomBytes(32);

/**
 * @param {import('../orgs.js').OrgIdentity} org
 * @param {string} userId
 */
export function identityUrl({ id, sandbox }, userId) {
  return `https://${sandbox ? 'test' : 'login'}.salesforce.com/id/${id}/${userId}`;
}

/**
 * A token reply: no expires_in, but who and where.
 * @param {import('../orgs.js').OrgIdentity} org
 * @param {Record<string, any>} reply from the core
 * @param {string} userId
 * @param {number} now milliseconds
 */
export function tokenReply(org, reply, userId, now) {
  const id = identityUrl(org, userId);
  const issuedAt = String(now);
  return {
    access_token: reply.access_token,
    ...(reply.refresh_token ? { refresh_token: reply.refresh_token } : {}),
    signature: createHmac('sha256', SIGNING_KEY).update(id + issuedAt).digest('base64'),
    scope: reply.scope,
    ...(reply.id_token ? { id_token: reply.id_token } : {}),
    instance_url: `https://${org.myDomain}`,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

/**
 * @param {{ error?: string, message: string, error_description?: string, error_detail?: string }} error of the core
 * @param {string | undefined} grantType
 * @returns {{ error: string, error_description: string }}
 */
export function tokenError(error, grantType) {
  const detail = `${error.error_detail ?? ''} ${/** @type {any} */ (error).cause?.message ?? ''}`;
  const answer = (/** @type {string} */ name, /** @type {string} */ description) => ({ error: name, error_description: description });
  switch (error.message) {
    case 'invalid_grant':
      if (/code_verifier must be provided/.test(detail)) return answer('invalid_grant', 'missing required code verifier');
      if (/code_verifier/.test(detail)) return answer('invalid_request', 'invalid code verifier');
      if (/redirect_uri/.test(detail)) return answer('redirect_uri_mismatch', 'redirect_uri must match configuration');
      if (/account/.test(detail)) return answer('invalid_grant', 'inactive user');
      if (grantType === 'refresh_token') return answer('invalid_grant', 'expired access/refresh token');
      if (/not found/.test(detail)) return answer('invalid_grant', 'invalid authorization code');
      return answer('invalid_grant', 'expired authorization code');
    case 'invalid_client':
      if (/not found|client is invalid/.test(detail)) return answer('invalid_client_id', 'client identifier invalid');
      return answer('invalid_client', 'invalid client credentials');
    case 'unsupported_grant_type':
      return answer('unsupported_grant_type', 'grant type not supported');
    default:
      return answer(error.message, error.error_description ?? error.message);
  }
}

/**
 * Errors that must not be redirected to the client, in the words of the error page.
 * @param {{ error: string, error_description?: string }} out of the core
 * @returns {{ error: string, description: string }}
 */
export function pageError({ error, error_description: description = '' }) {
  if (error === 'invalid_client') return { error: 'invalid_client_id', description: 'client identifier invalid' };
  if (error === 'invalid_redirect_uri') return { error: 'redirect_uri_mismatch', description: 'redirect_uri must match configuration' };
  return { error, description };
}

/** @type {(error: string, description: string) => string} */
export function errorPageUrl(error, description) {
  return `/setup/secur/RemoteAccessErrorPage.apexp?${new URLSearchParams({ error, error_description: description })}`;
}
