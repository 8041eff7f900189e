import { randomUUID } from 'node:crypto';

/**
 * Graph's error answers: shapes, codes and texts as in "Microsoft Graph error responses and resource types".
 * @typedef {object} Refusal
 * @property {number} status
 * @property {string} code
 * @property {string} message
 * @property {Record<string, string>} [headers]
 */

/** A refusal on its way to the client. */
export class GraphError extends Error {
  /** @param {Refusal} refusal */
  constructor(refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const CHALLENGE = 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
  + 'client_id="00000003-0000-0000-c000-000000000000"';
const CONTINUOUS = 'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp';

/**
 * The refusals by name; the name is the code unless several have the same.
 * @satisfies {Record<string, Refusal>}
 */
export const REFUSALS = {
  noToken: { status: 401, code: 'InvalidAuthenticationToken', message: 'Access token is empty.', headers: { 'WWW-Authenticate': CHALLENGE } },
  unknownToken: {
    status: 401, code: 'InvalidAuthenticationToken', message: 'CompactToken parsing failed with error code: 80049217', headers: { 'WWW-Authenticate': CHALLENGE },
  },
  InvalidAuthenticationToken: {
    status: 401, code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed, the token is expired.', headers: { 'WWW-Authenticate': CHALLENGE },
  },
  continuousAccessEvaluation: {
    status: 401, code: 'InvalidAuthenticationToken', message: CONTINUOUS, headers: { 'WWW-Authenticate': continuousChallenge(0) },
  },
  ErrorAccessDenied: { status: 403, code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' },
  Authorization_RequestDenied: { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
  ErrorSendAsDenied: {
    status: 403, code: 'ErrorSendAsDenied',
    message: 'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.',
  },
  ErrorExceededMessageLimit: {
    status: 429, code: 'ErrorExceededMessageLimit', message: 'Cannot send mail. The message limit for the sender has been exceeded.',
  },
  ErrorItemNotFound: { status: 404, code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' },
  ErrorInvalidIdMalformed: { status: 400, code: 'ErrorInvalidIdMalformed', message: 'Id is malformed.' },
  ErrorInvalidRecipients: { status: 400, code: 'ErrorInvalidRecipients', message: 'At least one recipient is not valid., At least one valid recipient is required.' },
  ErrorMimeContentInvalidBase64String: {
    status: 400, code: 'ErrorMimeContentInvalidBase64String', message: 'Invalid base64 string for MIME content.',
  },
  ErrorMessageSizeExceeded: { status: 413, code: 'ErrorMessageSizeExceeded', message: 'The message exceeds the maximum supported size.' },
  requestTooLarge: { status: 413, code: 'BadRequest', message: 'The maximum request length supported is 4MB.' },
  MailboxNotEnabledForRESTAPI: {
    status: 404, code: 'MailboxNotEnabledForRESTAPI', message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  },
  ErrorQuotaExceeded: { status: 507, code: 'ErrorQuotaExceeded', message: 'The mailbox quota has been exceeded.' },
  ApplicationThrottled: {
    status: 429, code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.', headers: { 'Retry-After': '1' },
  },
  tooManyRequests: { status: 429, code: 'TooManyRequests', message: 'Too many requests.', headers: { 'Retry-After': '30' } },
  ErrorServerBusy: {
    status: 503, code: 'ErrorServerBusy', message: 'The server cannot service this request right now. Try again later.', headers: { 'Retry-After': '30' },
  },
  serviceUnavailable: { status: 503, code: 'serviceNotAvailable', message: 'The service is temporarily unavailable.' },
  generalException: { status: 500, code: 'generalException', message: 'An unspecified error has occurred.' },
};

/** @param {keyof typeof REFUSALS} name */
export function refusal(name) {
  return new GraphError(REFUSALS[name]);
}

/**
 * @param {string} message
 * @param {string} [code]
 */
export function badRequest(message, code = 'BadRequest') {
  return new GraphError({ status: 400, code, message });
}

/**
 * A token that lives on paper, but was issued before its user's grants were revoked.
 * @param {number} now milliseconds since the epoch
 */
export function revokedToken(now) {
  return new GraphError({ ...REFUSALS.continuousAccessEvaluation, headers: { 'WWW-Authenticate': continuousChallenge(now) } });
}

/** @param {number} now */
function continuousChallenge(now) {
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: String(Math.floor(now / 1000)) } } });
  return `${CHALLENGE}, error_description="${CONTINUOUS}", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
}

/** What a page of any origin may read of Graph's answers. */
export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, '
    + 'ReadWriteConsistencyToken, SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant, Retry-After',
};

/**
 * @param {Refusal} refusal
 * @param {number} [now] milliseconds since the epoch
 */
export function answerOf({ status, code, message, headers = {} }, now = 0) {
  const requestId = randomUUID();
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'private', 'request-id': requestId, 'client-request-id': requestId, ...CORS, ...headers },
    body: JSON.stringify({
      error: {
        code,
        message,
        innerError: { date: new Date(now).toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': requestId },
      },
    }),
  };
}

/** The answers that can be ordered as faults. */
export const GRAPH_ANSWERS = Object.fromEntries(Object.entries(REFUSALS).map(([name, each]) => [name, answerOf(each)]));
