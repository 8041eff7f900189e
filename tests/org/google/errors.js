/**
 * Google's error answers. Shapes, reasons and texts as in "Resolve errors" of the Gmail API guide
 * and the error model of Google APIs (google.rpc.Status).
 * @typedef {object} Refusal
 * @property {number} status
 * @property {string} reason `error.errors[].reason`
 * @property {string} message
 * @property {string} canonical `error.status`
 * @property {string} [domain] by default "global"
 * @property {Record<string, string>} [headers]
 * @property {Record<string, string>} [more] further members of `error.errors[0]`
 */

/** A refusal on its way to the client. */
export class GoogleError extends Error {
  /** @param {Refusal} refusal */
  constructor(refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const CHALLENGE = 'Bearer realm="https://accounts.google.com/"';
const AUTHORIZATION = { locationType: 'header', location: 'Authorization' };

/**
 * The refusals by name; the name is the reason unless two differ only in status.
 * @satisfies {Record<string, Refusal>}
 */
export const REFUSALS = {
  required: {
    status: 401, reason: 'required', canonical: 'UNAUTHENTICATED', message: 'Login Required.',
    more: AUTHORIZATION, headers: { 'WWW-Authenticate': CHALLENGE },
  },
  authError: {
    status: 401, reason: 'authError', canonical: 'UNAUTHENTICATED', message: 'Invalid Credentials',
    more: AUTHORIZATION, headers: { 'WWW-Authenticate': `${CHALLENGE}, error="invalid_token"` },
  },
  insufficientPermissions: {
    status: 403, reason: 'insufficientPermissions', canonical: 'PERMISSION_DENIED', message: 'Insufficient Permission',
    headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope"` },
  },
  forbidden: { status: 403, reason: 'forbidden', canonical: 'PERMISSION_DENIED', message: 'Delegation denied' },
  domainPolicy: {
    status: 403, reason: 'domainPolicy', canonical: 'PERMISSION_DENIED',
    message: 'The domain administrators have disabled Gmail apps.',
  },
  dailyLimitExceeded: {
    status: 403, reason: 'dailyLimitExceeded', canonical: 'PERMISSION_DENIED', domain: 'usageLimits',
    message: 'Daily Limit Exceeded',
  },
  userRateLimitExceeded: {
    status: 403, reason: 'userRateLimitExceeded', canonical: 'PERMISSION_DENIED', domain: 'usageLimits',
    message: 'User Rate Limit Exceeded',
  },
  rateLimitExceeded403: {
    status: 403, reason: 'rateLimitExceeded', canonical: 'PERMISSION_DENIED', domain: 'usageLimits',
    message: 'Rate Limit Exceeded',
  },
  rateLimitExceeded: {
    status: 429, reason: 'rateLimitExceeded', canonical: 'RESOURCE_EXHAUSTED', domain: 'usageLimits',
    message: 'User-rate limit exceeded (Mail sending)', headers: { 'Retry-After': '30' },
  },
  failedPrecondition: {
    status: 400, reason: 'failedPrecondition', canonical: 'FAILED_PRECONDITION', message: 'Mail service not enabled',
  },
  notFound: { status: 404, reason: 'notFound', canonical: 'NOT_FOUND', message: 'Requested entity was not found.' },
  uploadTooLarge: {
    status: 413, reason: 'uploadTooLarge', canonical: 'INVALID_ARGUMENT', message: 'Request is too large. Try sending a smaller message.',
  },
  backendError: { status: 500, reason: 'backendError', canonical: 'INTERNAL', message: 'Backend Error' },
  backendError503: {
    status: 503, reason: 'backendError', canonical: 'UNAVAILABLE', message: 'The service is currently unavailable.',
  },
};

/** @param {string} message */
export function invalidArgument(message) {
  return new GoogleError({ status: 400, reason: 'invalidArgument', canonical: 'INVALID_ARGUMENT', message });
}

/** @param {keyof typeof REFUSALS} name */
export function refusal(name) {
  return new GoogleError(REFUSALS[name]);
}

/**
 * @param {Refusal} refusal
 * @returns {{ status: number, headers: Record<string, string>, body: string }}
 */
export function answerOf({ status, reason, message, canonical, domain = 'global', headers = {}, more = {} }) {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=UTF-8', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify({
      error: { code: status, message, errors: [{ message, domain, reason, ...more }], status: canonical },
    }),
  };
}

/** The answers that can be ordered as faults. */
export const ERROR_ANSWERS = Object.fromEntries(
  Object.entries(REFUSALS).map(([name, each]) => [name, answerOf(each)]),
);
