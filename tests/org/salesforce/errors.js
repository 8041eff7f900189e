/** Salesforce's error codes with their HTTP status (REST API Developer Guide, "Status Codes and Error Responses"). */
const STATUS = /** @type {Record<string, number>} */ ({
  INVALID_SESSION_ID: 401,
  API_DISABLED_FOR_ORG: 403,
  REQUEST_LIMIT_EXCEEDED: 403,
  INSUFFICIENT_ACCESS: 403,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  INVALID_OPERATION_WITH_EXPIRED_PASSWORD: 403,
  TXN_SECURITY_NO_ACCESS: 403,
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
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'AcmeMail: execution of AfterInsert caused by: System.NullPointerException: Attempt to de-reference a null object',
  CANNOT_UPDATE_CONVERTED_LEAD: 'cannot reference converted lead',
  ENTITY_IS_LOCKED: 'This record is locked. If you need to edit it, contact your admin.',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'Every activity needs an outcome.',
  FIELD_INTEGRITY_EXCEPTION: 'Related To ID: id value of incorrect type',
  FUNCTIONALITY_NOT_ENABLED: 'This feature is not currently enabled for this user.',
  INACTIVE_OWNER_OR_USER: 'operation performed with inactive user [005Ac0000000007] as owner of task',
  INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE: 'The operation is not allowed while the organization is read-only.',
  INVALID_CROSS_REFERENCE_KEY: 'invalid cross reference id',
  INVALID_OPERATION_WITH_EXPIRED_PASSWORD: "The user's password has expired, you must call SetPassword before attempting any other API operations",
  INVALID_READ_ONLY_USER_DML: 'DML operation not allowed for read-only users',
  INVALID_TYPE: "sObject type 'EmailMessage' is not supported.",
  LIMIT_EXCEEDED: 'The limit of this organization has been exceeded.',
  QUERY_TIMEOUT: 'Your query request was running for too long.',
  REQUIRED_FIELD_MISSING: 'Required fields are missing: [Region__c]',
  STORAGE_LIMIT_EXCEEDED: 'storage limit exceeded',
  STRING_TOO_LONG: 'Call Result: data value too large: (max length=255)',
  TXN_SECURITY_NO_ACCESS: "The operation you requested isn't allowed due to a security policy in your organization. Contact your administrator.",
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

/** A trigger that meets a locked row: the code is the trigger's, the lock is told within its words. */
ORDERED_ERRORS.LOCKED_ROW_IN_TRIGGER = {
  ...ORDERED_ERRORS.UNABLE_TO_LOCK_ROW,
  body: JSON.stringify(new SalesforceError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'AcmeMail: execution of AfterInsert caused by: System.DmlException: '
    + 'Update failed. First exception on row 0; first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access to this record: []').body),
};

/** What the token endpoint says of a renewal, each of its own meaning. */
for (const [code, error, description] of [
  ['TOKEN_ALREADY_PROCESSED', 'invalid_grant', 'token request is already being processed'],
  ['TOKEN_LOGIN_RATE', 'invalid_grant', 'login rate exceeded'],
  ['TOKEN_RETRY', 'unknown_error', 'retry your request'],
  ['TOKEN_EXPIRED', 'invalid_grant', 'expired access/refresh token'],
  ['TOKEN_INACTIVE_USER', 'invalid_grant', 'inactive user'],
  ['TOKEN_INACTIVE_ORG', 'invalid_grant', 'inactive organization'],
  ['TOKEN_IP_RESTRICTED', 'invalid_grant', 'ip restricted'],
]) {
  ORDERED_ERRORS[code] = {
    status: 400,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
    body: JSON.stringify({ error, error_description: description }),
  };
}

/** @param {string} code */
export function standardError(code) {
  return new SalesforceError(code, MESSAGES[code]);
}
