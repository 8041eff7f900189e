import { SalesforceError } from '../errors.js';

/** @typedef {{ method: string, url: string, referenceId: string, body?: any, httpHeaders?: Record<string, string> }} Subrequest */

const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.';

/**
 * POST /composite (REST API Developer Guide, "Composite"): up to 25 subrequests, 5 of them queries or collections,
 * that may refer to earlier answers as `@{referenceId.path}`. Counts as one call; answers 200 whatever the parts say.
 * Whatever begins as a reference is taken for one, in an address and anywhere in a body, names of fields too: there is
 * no sign by which it would be text. (Whether Salesforce minds one that never ends is not documented; here it does.)
 * @param {import('./index.js').Call} call
 * @param {(call: import('./index.js').Call) => import('./index.js').Reply} dispatch runs one subrequest
 * @returns {import('./index.js').Reply}
 */
export function composite(call, dispatch) {
  const { compositeRequest, allOrNone = false } = call.body ?? {};
  check(compositeRequest);
  const restore = allOrNone ? call.access.snapshot() : () => {};
  /** @type {Map<string, { status: number, body: any }>} */
  const answers = new Map();
  const results = compositeRequest.map((/** @type {Subrequest} */ part) => {
    const stopped = allOrNone && [...answers.values()].some((answer) => answer.status >= 400);
    const reply = stopped ? halted(ROLLED_BACK) : runPart(call, dispatch, part, answers);
    answers.set(part.referenceId, { status: reply.status, body: reply.body });
    return { body: reply.body ?? null, httpHeaders: reply.headers ?? {}, httpStatusCode: reply.status, referenceId: part.referenceId };
  });
  const failed = results.some((/** @type {any} */ result) => result.httpStatusCode >= 400);
  if (allOrNone && failed) {
    restore();
    for (const result of results) {
      if (result.httpStatusCode < 400) Object.assign(result, { ...halted(ROLLED_BACK), status: undefined, httpStatusCode: 400, httpHeaders: {} });
      delete result.status;
    }
  }
  return { status: 200, body: { compositeResponse: results } };
}

/** @param {any} parts */
function check(parts) {
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new SalesforceError('JSON_PARSER_ERROR', 'The compositeRequest field is required.');
  }
  if (parts.length > 25) throw new SalesforceError('LIMIT_EXCEEDED', 'The request exceeds the maximum of 25 subrequests.');
  const ids = new Set();
  let heavy = 0;
  for (const { method, url, referenceId } of parts) {
    if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
      throw new SalesforceError('JSON_PARSER_ERROR', 'A subrequest needs method, url and referenceId.');
    }
    if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(referenceId)) {
      throw new SalesforceError('INVALID_INPUT', `Invalid reference id: ${referenceId}`);
    }
    if (ids.has(referenceId)) throw new SalesforceError('INVALID_INPUT', `Duplicate reference id: ${referenceId}`);
    ids.add(referenceId);
    if (/\/(query|queryAll|composite\/sobjects)(\/|\?|$)/.test(url)) heavy += 1;
  }
  if (heavy > 5) {
    throw new SalesforceError('LIMIT_EXCEEDED', 'The request exceeds the maximum of 5 subrequests that are queries or sObject collections.');
  }
}

/** @type {(call: import('./index.js').Call, dispatch: (call: import('./index.js').Call) => import('./index.js').Reply, part: Subrequest, answers: Map<string, { status: number, body: any }>) => import('./index.js').Reply} */
function runPart(call, dispatch, part, answers) {
  try {
    const url = new URL(String(resolve(part.url, answers)), 'https://acme.my.salesforce.com');
    if (!part.url.startsWith('/services/data/') || /\/composite(\/batch|\/graph|\/tree)?\/?$/.test(url.pathname)) {
      throw new SalesforceError('INVALID_INPUT', `This resource cannot be part of a composite request: ${part.url}`);
    }
    return dispatch({
      ...call,
      method: part.method.toUpperCase(),
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(part.httpHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])),
      body: resolve(part.body, answers),
    });
  } catch (error) {
    if (error instanceof Unresolved) return halted(error.message);
    if (error instanceof SalesforceError) return { status: error.status, body: error.body };
    throw error;
  }
}

/** @type {(message: string) => import('./index.js').Reply} */
function halted(message) {
  return { status: 400, body: [{ errorCode: 'PROCESSING_HALTED', message }] };
}

/** A reference to an answer that is not there. */
class Unresolved extends Error {}

/** @type {(value: any, answers: Map<string, { status: number, body: any }>) => any} */
function resolve(value, answers) {
  if (typeof value === 'string') {
    const whole = /^@\{([^}]*)\}$/.exec(value);
    if (whole) return lookUp(whole[1], answers);
    return value.replace(/@\{([^}]*)\}?/g, (_, path) => String(lookUp(path, answers)));
  }
  if (Array.isArray(value)) return value.map((each) => resolve(each, answers));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [resolve(name, answers), resolve(each, answers)]));
  }
  return value;
}

/** @type {(path: string, answers: Map<string, { status: number, body: any }>) => any} */
function lookUp(path, answers) {
  const [reference = '', ...steps] = path.split(/[.[\]]+/).filter(Boolean);
  const answer = answers.get(reference);
  const unresolved = () => new Unresolved(`Invalid reference specified. No value for ${path} found in ${reference}. Provided referenceId ('${path}') `
    + "must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').");
  if (!answer || answer.status >= 400) throw unresolved();
  let at = answer.body;
  for (const step of steps) at = at?.[step];
  if (at === undefined || at === null) throw unresolved();
  return at;
}
