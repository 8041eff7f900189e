import { parseScopes } from './scopes.js';

/**
 * An authorization request that is in order ("Using OAuth 2.0 for Client-side / Web Server Applications").
 * @typedef {object} AuthorizationRequest
 * @property {import('./clients.js').Client} client
 * @property {string} redirectUri
 * @property {'token' | 'code'} responseType
 * @property {string[]} scopes
 * @property {string | null} state
 * @property {Set<string>} prompts of none, consent, select_account
 * @property {string | null} loginHint e-mail address or sub
 * @property {string | null} hd
 * @property {boolean} includeGrantedScopes
 * @property {boolean} offline
 * @property {string | null} challenge PKCE, S256
 */

/** Shown to the user on Google's own page, never sent back to the application. */
export class AuthorizationError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const RESPONSE_TYPES = ['token', 'code'];
const PROMPTS = ['none', 'consent', 'select_account'];
/** What only the code flow knows. */
const CODE_ONLY = ['access_type', 'code_challenge', 'code_challenge_method'];

/**
 * @param {URLSearchParams} query
 * @param {import('./clients.js').Client[]} clients
 * @returns {AuthorizationRequest}
 * @throws {AuthorizationError}
 */
export function parseAuthorizationRequest(query, clients) {
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated) throw invalid(`OAuth 2 parameters can only have a single value: ${repeated}`);

  const client = clients.find(({ id }) => id === required(query, 'client_id'));
  if (!client) throw new AuthorizationError(401, 'invalid_client', 'The OAuth client was not found.');

  const redirectUri = required(query, 'redirect_uri');
  if (!isRegistered(redirectUri, client)) {
    throw new AuthorizationError(400, 'redirect_uri_mismatch', `The redirect URI ${redirectUri} is not registered for this app.`);
  }

  const responseType = required(query, 'response_type');
  if (responseType !== 'token' && responseType !== 'code') {
    throw new AuthorizationError(400, 'unsupported_response_type', `Invalid response_type: ${responseType}; the demo knows ${RESPONSE_TYPES.join(' and ')}`);
  }
  const misplaced = responseType === 'token' && CODE_ONLY.find((name) => query.has(name) && query.get(name) !== 'online');
  if (misplaced) throw invalid(`Parameter not allowed for this message type: ${misplaced}`);
  if (query.has('code_challenge') && query.get('code_challenge_method') !== 'S256') {
    throw invalid('Invalid parameter value for code_challenge_method');
  }

  const { scopes, unknown } = parseScopes(required(query, 'scope'));
  if (unknown.length > 0) {
    throw new AuthorizationError(400, 'invalid_scope', `Some requested scopes were invalid. {invalid=[${unknown.join(', ')}]}`);
  }

  return {
    client,
    redirectUri,
    responseType,
    scopes,
    state: query.get('state'),
    prompts: parsePrompts(query.get('prompt')),
    loginHint: query.get('login_hint'),
    hd: query.get('hd'),
    includeGrantedScopes: query.get('include_granted_scopes') === 'true',
    offline: query.get('access_type') === 'offline',
    challenge: query.get('code_challenge'),
  };
}

/**
 * The address that takes the answer back: in the fragment for a token, in the query for a code.
 * @param {AuthorizationRequest} request
 * @param {Record<string, unknown>} answer
 * @returns {string}
 */
export function answerAddress({ redirectUri, responseType, state }, answer) {
  const fields = new URLSearchParams();
  if (state !== null) fields.set('state', state);
  for (const [name, value] of Object.entries(answer)) fields.set(name, String(value));
  return `${redirectUri}${responseType === 'token' ? '#' : '?'}${fields}`;
}

/**
 * Exactly as registered; on loopback any port will do (RFC 8252, 7.3).
 * @param {string} uri
 * @param {import('./clients.js').Client} client
 */
function isRegistered(uri, { redirectUris }) {
  return redirectUris.includes(uri.replace(/^(http:\/\/127\.0\.0\.1):\d+(?=\/)/, '$1'));
}

/** @param {string | null} prompt */
function parsePrompts(prompt) {
  const prompts = new Set((prompt ?? '').split(' ').filter(Boolean));
  const alone = !prompts.has('none') || prompts.size === 1;
  if (!alone || [...prompts].some((each) => !PROMPTS.includes(each))) throw invalid(`Invalid parameter value for prompt: ${prompt}`);
  return prompts;
}

/**
 * @param {URLSearchParams} query
 * @param {string} name
 */
function required(query, name) {
  const value = query.get(name);
  if (!value) throw invalid(`Missing required parameter: ${name}`);
  return value;
}

/** @param {string} message */
function invalid(message) {
  return new AuthorizationError(400, 'invalid_request', message);
}
