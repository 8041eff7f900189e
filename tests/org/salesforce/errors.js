/** Salesforce's error codes with their HTTP status (REST API Developer Guide, "Status Codes and Error Responses"). */
const STATUS = /** @type {Record<string, number>} */ ({
  INVALID_SESSION_ID: 401,
  API_DISABLED_FOR_ORG: 403,
  REQUEST_LIMIT_EXCEEDED: 403,
  INSUFFICIENT_ACCESS: 403,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  NOT_FOUND: 404,
  ENTITY_IS_DELETED: 404,
  METHOD_NOT_ALLOWED: 405,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNABLE_TO_LOCK_ROW: 400,
  SERVER_UNAVAILABLE: 503,
  UNKNOWN_EXCEPTION: 500,
});

/** An answer of the REST API that is not a success. */
export class SalesforceError extends Error {
  /**
   * @param {string} errorCode
   * @param {string} message
   * @param {string[]} [fields] given: the record-level shape, which always lists the fields concerned
   */
  constructor(errorCode, message, fields) {
    super(message);
    this.errorCode = errorCode;
    this.fields = fields;
    this.status = STATUS[errorCode] ?? 400;
  }

  /** The body as the REST resources give it. */
  get body() {
    return [{ message: this.message, errorCode: this.errorCode, ...(this.fields ? { fields: this.fields } : {}) }];
  }

  /** One entry of `errors` in a collection's result: `statusCode` where REST says `errorCode`. */
  get saveError() {
    return { statusCode: this.errorCode, message: this.message, fields: this.fields ?? [] };
  }
}

const MESSAGES = /** @type {Record<string, string>} */ ({
  INVALID_SESSION_ID: 'Session expired or invalid',
  API_DISABLED_FOR_ORG: 'The REST API is not enabled for this Organization.',
  REQUEST_LIMIT_EXCEEDED: 'TotalRequests Limit exceeded.',
  INSUFFICIENT_ACCESS_OR_READONLY: 'insufficient access rights on object id',
  INSUFFICIENT_ACCESS: 'insufficient access rights on cross-reference id',
  UNABLE_TO_LOCK_ROW: 'unable to obtain exclusive access to this record or 1 records',
  NOT_FOUND: 'The requested resource does not exist',
  ENTITY_IS_DELETED: 'entity is deleted',
  SERVER_UNAVAILABLE: 'Server Unavailable',
  UNKNOWN_EXCEPTION: 'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (1234567890)',
});

/** The answers that a fault of kind "error" can order. */
export const ORDERED_ERRORS = Object.fromEntries(Object.entries(MESSAGES).map(([code, message]) => {
  const error = new SalesforceError(code, message);
  return [code, {
    status: error.status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(error.body),
  }];
}));

/** The two meanings of REQUEST_LIMIT_EXCEEDED need different advice, so both can be ordered. */
ORDERED_ERRORS.CONCURRENT_REQUESTS = {
  ...ORDERED_ERRORS.REQUEST_LIMIT_EXCEEDED,
  body: JSON.stringify(new SalesforceError('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.').body),
};
/** An access token that is valid but may not use the API (API Access Control, IP restriction). */
ORDERED_ERRORS.SESSION_NOT_FOR_API = {
  ...ORDERED_ERRORS.INVALID_SESSION_ID,
  body: JSON.stringify(new SalesforceError('INVALID_SESSION_ID', 'This session is not valid for use with the REST API').body),
};

/** @param {string} code */
export function standardError(code) {
  return new SalesforceError(code, MESSAGES[code]);
}
