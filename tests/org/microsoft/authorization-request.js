import { EntraError } from './errors.js';
import { platformOf } from './registrations.js';
import { parseScopes } from './scopes.js';
import { tenantOf } from './tenant.js';

/**
 * An authorization request that is in order ("Microsoft identity platform and OAuth 2.0 authorization code flow").
 * @typedef {object} AuthorizationRequest
 * @property {'code' | 'admin-consent'} kind
 * @property {import('./registrations.js').Registration} app
 * @property {string} redirectUri
 * @property {import('./registrations.js').Platform} platform
 * @property {'query' | 'fragment' | 'form_post'} responseMode
 * @property {import('./scopes.js').Scopes} scopes
 * @property {string | null} state
 * @property {string | null} prompt none, login, select_account, consent
 * @property {string | null} loginHint
 * @property {string | null} nonce
 * @property {string | null} challenge PKCE
 * @property {string | null} claims
 * @property {boolean} clientInfo asked for by Microsoft's libraries
 */

/** Where an answer to the application goes. @typedef {Pick<AuthorizationRequest, 'redirectUri' | 'responseMode' | 'state'>} Return */

/** Entra's word to the application; whatever else is wrong stays on Entra's own page. */
export class RedirectError extends Error {
  /** @param {EntraError} error @param {Return} back */
  constructor(error, back) {
    super(error.message);
    this.error = error;
    this.back = back;
  }
}

const PROMPTS = ['none', 'login', 'select_account', 'consent', 'create'];
const MODES = ['query', 'fragment', 'form_post'];

/**
 * @param {string} tenant the address's segment
 * @param {URLSearchParams} query
 * @param {{ registrations: import('./registrations.js').Registration[], singleTenant: boolean }} directory
 * @returns {AuthorizationRequest}
 * @throws {EntraError} to be shown
 * @throws {RedirectError} to be sent back
 */
export function parseAuthorizationRequest(tenant, query, directory) {
  const common = parseCommon(tenant, query, directory);
  return redirecting(common, () => {
    const type = query.get('response_type');
    if (!type) throw new EntraError(90014, ['response_type']);
    if (type !== 'code') throw new EntraError(700054, [type]);
    const mode = query.get('response_mode') ?? 'query';
    if (!MODES.includes(mode)) throw new EntraError(90023, [`Unsupported 'response_mode' value '${mode}'.`]);
    const prompt = query.get('prompt');
    if (prompt && !PROMPTS.includes(prompt)) throw new EntraError(90023, [`Unsupported 'prompt' value '${prompt}'.`]);
    const challenge = query.get('code_challenge');
    if (common.platform === 'spa' && !challenge) throw new EntraError(9002325);
    if (challenge && query.get('code_challenge_method') !== 'S256') {
      throw new EntraError(90023, ["The 'code_challenge_method' must be S256."]);
    }
    return {
      ...common,
      kind: 'code',
      responseMode: /** @type {AuthorizationRequest['responseMode']} */ (mode),
      scopes: requireScopes(query, common.app),
      prompt,
      loginHint: query.get('login_hint'),
      nonce: query.get('nonce'),
      challenge,
      claims: parseClaims(query.get('claims')),
      clientInfo: query.get('client_info') === '1',
    };
  });
}

/**
 * A request to the admin consent endpoint ("Admin consent on the Microsoft identity platform").
 * @param {string} tenant
 * @param {URLSearchParams} query
 * @param {{ registrations: import('./registrations.js').Registration[], singleTenant: boolean }} directory
 * @returns {AuthorizationRequest}
 */
export function parseAdminConsentRequest(tenant, query, directory) {
  const common = parseCommon(tenant, query, directory);
  return redirecting(common, () => ({
    ...common,
    kind: 'admin-consent',
    scopes: requireScopes(query, common.app),
    prompt: null,
    loginHint: null,
    nonce: null,
    challenge: null,
    claims: null,
    clientInfo: false,
  }));
}

/**
 * The address that takes an answer back. In the query, Entra ends it with an empty fragment, lest the browser
 * carries its own page's fragment over.
 * @param {Return} back
 * @param {Record<string, unknown>} answer
 * @returns {string}
 */
export function answerAddress({ redirectUri, responseMode, state }, answer) {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(answer)) fields.set(name, String(value));
  if (state !== null) fields.set('state', state);
  return responseMode === 'fragment' ? `${redirectUri}#${fields}` : `${redirectUri}?${fields}#`;
}

/**
 * What is checked before anything may go back to the application.
 * @param {string} tenant
 * @param {URLSearchParams} query
 * @param {{ registrations: import('./registrations.js').Registration[], singleTenant: boolean }} directory
 */
function parseCommon(tenant, query, { registrations, singleTenant }) {
  const kind = tenantOf(tenant);
  if (!kind) throw new EntraError(90002, [tenant]);
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated) throw new EntraError(9000411, [repeated]);
  const id = query.get('client_id');
  if (!id) throw new EntraError(900144, ['client_id']);
  const app = registrations.find((each) => each.id === id.toLowerCase());
  if (!app) throw new EntraError(700016, [id]);
  if (kind === 'shared' && singleTenant) throw new EntraError(50194, [app.id, app.name]);
  const redirectUri = query.get('redirect_uri') ?? '';
  const platform = platformOf(app, redirectUri);
  if (!platform) throw new EntraError(50011, [redirectUri, app.id]);
  return { app, redirectUri, platform, responseMode: /** @type {const} */ ('query'), state: query.get('state') };
}

/**
 * @template T
 * @param {Return} back
 * @param {() => T} parse
 * @returns {T}
 */
function redirecting(back, parse) {
  try {
    return parse();
  } catch (error) {
    throw error instanceof EntraError ? new RedirectError(error, back) : error;
  }
}

/**
 * @param {URLSearchParams} query
 * @param {import('./registrations.js').Registration} app
 */
function requireScopes(query, app) {
  if (!query.get('scope')) throw new EntraError(900144, ['scope']);
  const scopes = parseScopes(query.get('scope'));
  if (scopes.unknown.length > 0) throw new EntraError(650053, [app.name, scopes.unknown[0]]);
  return scopes;
}

/** @param {string | null} claims */
function parseClaims(claims) {
  if (claims === null) return null;
  try {
    if (typeof JSON.parse(claims) === 'object') return claims;
  } catch {
    // Said below.
  }
  throw new EntraError(90023, ["The value of the 'claims' parameter is not valid JSON."]);
}
