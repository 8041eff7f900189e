import { randomUUID } from 'node:crypto';

/**
 * Entra's errors by number ("Microsoft Entra authentication & authorization error codes"). The word `error` is
 * what OAuth has, the number says what happened; `suberror` and `claims` are there where the user can mend it.
 * @typedef {object} EntraFault
 * @property {string} error
 * @property {string} text
 * @property {number} [status] of the token endpoint, 400 by default
 * @property {string} [suberror]
 * @property {string} [claims] what the next authorization request has to ask for
 */

const POLICY = '9d1f1f0e-6d3b-4f0a-9a52-0c6b7f3f2a11';
/** What a claims challenge of Conditional Access asks for. */
export const CLAIMS = JSON.stringify({ access_token: { capolids: { essential: true, values: [POLICY] } } });

const GRAPH_APP = '00000003-0000-0000-c000-000000000000';

/** @type {Record<number, EntraFault>} */
const FAULTS = {
  16000: { error: 'interaction_required', text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.' },
  50011: { error: 'invalid_request', text: "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application '{1}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal." },
  50058: { error: 'login_required', text: 'A silent sign-in request was sent but no user is signed in.' },
  50076: { error: 'interaction_required', text: `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${GRAPH_APP}'.`, suberror: 'basic_action', claims: CLAIMS },
  50173: { error: 'invalid_grant', text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.', suberror: 'bad_token' },
  50194: { error: 'invalid_request', text: "Application '{0}'({1}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant." },
  53000: { error: 'interaction_required', text: 'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.', suberror: 'message_only', claims: CLAIMS },
  53003: { error: 'invalid_grant', text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.', suberror: 'message_only', claims: CLAIMS },
  54005: { error: 'invalid_grant', text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.' },
  65001: { error: 'consent_required', text: "The user or administrator has not consented to use the application with ID '{0}' named '{1}'. Send an interactive authorization request for this user and resource.", suberror: 'consent_required' },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  70000: { error: 'invalid_grant', text: "The provided value for the '{0}' parameter is not valid." },
  70003: { error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{0}'." },
  70008: { error: 'invalid_grant', text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.' },
  70011: { error: 'invalid_scope', text: "The provided value for the input parameter 'scope' is not valid. The scope '{0}' is not valid." },
  90002: { error: 'invalid_request', text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud." },
  90014: { error: 'invalid_request', text: "The required field '{0}' is missing from the credential. Ensure that you have all the necessary parameters for the login request." },
  90023: { error: 'invalid_request', text: '{0}' },
  90094: { error: 'access_denied', text: '{0} needs permission to access resources in your organization that only an admin can grant. Ask an admin to grant permission to this app before you can use it.' },
  500112: { error: 'invalid_client', text: "The reply address '{0}' does not match the reply address '{1}' provided when requesting Authorization code." },
  501481: { error: 'invalid_grant', text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.' },
  650053: { error: 'invalid_client', text: `The application '{0}' asked for scope '{1}' that doesn't exist on the resource '${GRAPH_APP}'. Contact the app vendor.` },
  700016: { error: 'unauthorized_client', text: "Application with identifier '{0}' was not found in the directory 'Acme'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant." },
  700025: { error: 'invalid_client', status: 401, text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented." },
  700084: { error: 'invalid_grant', text: 'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.' },
  700054: { error: 'unsupported_response_type', text: "response_type '{0}' is not enabled for the application." },
  900144: { error: 'invalid_request', text: "The request body must contain the following parameter: '{0}'." },
  900561: { error: 'invalid_request', text: "The endpoint only accepts {0} requests. Received a {1} request." },
  9000411: { error: 'invalid_request', text: "The request is not properly formatted. The parameter '{0}' is duplicated." },
  9002313: { error: 'invalid_grant', text: 'Invalid request. Request is malformed or invalid.' },
  9002325: { error: 'invalid_request', text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.' },
  9002326: { error: 'invalid_request', text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{0}'." },
  9002327: { error: 'invalid_request', text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests." },
};

/** An error of Entra on its way to the application or to the page. */
export class EntraError extends Error {
  /**
   * @param {number} code
   * @param {unknown[]} [values] for the text's places
   * @param {Partial<EntraFault>} [change] where one number comes with another word
   */
  constructor(code, values = [], change = {}) {
    const fault = { ...FAULTS[code], ...change };
    super(`AADSTS${code}: ${fault.text.replace(/\{(\d)\}/g, (_, n) => String(values[Number(n)]))}`);
    this.code = code;
    this.fault = fault;
  }

  /**
   * What the token endpoint answers, and what goes back in a redirect is made of.
   * @param {number} now milliseconds since the epoch
   */
  body(now) {
    const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    const [traceId, correlationId] = [randomUUID(), randomUUID()];
    const { error, suberror, claims } = this.fault;
    return {
      error,
      error_description: `${this.message}\r\nTrace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${timestamp}`,
      error_codes: [this.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
      ...(suberror ? { suberror } : {}),
      ...(claims ? { claims } : {}),
    };
  }
}

/** The token endpoint's answers that can be ordered as faults, as `AADSTS50076`. */
export const ENTRA_ANSWERS = Object.fromEntries(Object.keys(FAULTS).map(Number).map((code) => {
  const error = new EntraError(code, ['demo', 'demo']);
  const word = error.fault.error === 'consent_required' ? { ...error.body(0), error: 'invalid_grant' } : error.body(0);
  return [`AADSTS${code}`, {
    status: error.fault.status ?? 400,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store, no-cache', 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify(word),
  }];
}));
