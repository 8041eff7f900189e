import { readBody, sendJson, urlOf } from '../../http.js';
import { Access } from '../access.js';
import { SalesforceError, standardError } from '../errors.js';
import { createMetadata } from '../metadata/index.js';
import { actions } from './actions.js';
import { collections } from './collections.js';
import { composite } from './composite.js';
import { graph } from './graph.js';
import { toJson } from './json.js';
import { Queries } from './query.js';
import { allow, ok, sobjects } from './records.js';
import { uiApi } from './ui-api.js';

/**
 * One REST call, or one part of a composite.
 * @typedef {object} Call
 * @property {import('../access.js').Access} access
 * @property {string} method
 * @property {string} path decoded
 * @property {URLSearchParams} query
 * @property {Record<string, string | undefined>} headers by lower-case name
 * @property {any} body parsed, undefined when empty
 * @property {string} version such as v67.0
 * @property {string} base such as /services/data/v67.0
 * @property {number} metadataSince when the objects last changed, milliseconds in whole seconds
 * @typedef {{ status: number, body?: any, headers?: Record<string, string> }} Reply
 */

/** API versions that the org lists; the field lists are those of the last. */
const VERSIONS = [
  [60, "Spring '24"], [61, "Summer '24"], [62, "Winter '25"], [63, "Spring '25"], [64, "Summer '25"], [65, "Winter '26"],
  [66, "Spring '26"], [67, "Summer '26"],
].map(([number, label]) => ({ label: String(label), url: `/services/data/v${number}.0`, version: `${number}.0` }));
const OLDEST = 31;
const NEWEST = 67;
const RESOURCES = ['actions', 'limits', 'metadata', 'query', 'queryAll', 'sobjects', 'composite', 'ui-api'];

/** When Acme's objects last changed before the demo org started. */
const METADATA_SINCE = Date.UTC(2026, 8, 1, 6, 30);

/** Calls that the rest of Acme has made today. */
const CALLS_OF_OTHERS = 1204;

/**
 * @param {import('../../server.js').Context} context
 * @param {ReturnType<typeof import('../oauth/index.js').createOAuth>} oauth
 */
export function createRest(context, oauth) {
  let queries = new Queries();
  let calls = CALLS_OF_OTHERS;
  /** @type {Map<string, number>} */
  let callsOfApps = new Map();
  let metadata = { key: metadataKey(), since: METADATA_SINCE };
  const deploys = createMetadata(context);

  return {
    handle,
    reset() {
      queries = new Queries();
      calls = CALLS_OF_OTHERS;
      callsOfApps = new Map();
      metadata = { key: metadataKey(), since: METADATA_SINCE };
      deploys.reset();
    },
  };

  /**
   * @param {import('../../http.js').Request} req
   * @param {import('../../http.js').Response} res
   */
  async function handle(req, res) {
    const url = urlOf(req);
    const body = await readBody(req);
    if (/^\/services\/data\/?$/.test(url.pathname)) return sendJson(res, 200, VERSIONS);
    try {
      const { access, app } = await authorized(req);
      req.clientApp = app;
      calls += 1;
      const ofApp = (callsOfApps.get(app) ?? 0) + 1;
      callsOfApps.set(app, ofApp);
      const { dailyApiRequests, appApiRequests } = context.settings;
      if (calls > dailyApiRequests || (appApiRequests > 0 && ofApp > appApiRequests)) throw standardError('REQUEST_LIMIT_EXCEEDED');
      deploys.settle(NEWEST);
      const call = {
        access,
        method: overriddenMethod(req, url),
        path: decodePath(url.pathname),
        query: url.searchParams,
        headers: /** @type {Record<string, string | undefined>} */ (req.headers),
        body: undefined,
        version: '',
        base: '',
        metadataSince: metadataSince(),
      };
      const { inner, resource, parts } = routeOf(call);
      // A deploy's body is no JSON.
      if (resource === 'metadata') {
        req.writes = req.method !== 'GET';
        return send(req, res, await deploys.handle(inner, parts, body, NEWEST));
      }
      const parsed = parse(req, body);
      req.writes = writes(req, parsed);
      return send(req, res, dispatch({ ...call, body: parsed }));
    } catch (error) {
      if (error instanceof SalesforceError) return send(req, res, { status: error.status, body: error.body });
      throw error;
    }
  }

  /** For the request log: whether a call changes records. @param {import('../../http.js').Request} req @param {any} body */
  function writes(req, body) {
    const graphs = Array.isArray(body?.graphs) ? body.graphs : [body];
    const parts = Array.isArray(graphs[0]?.compositeRequest) ? graphs.flatMap((/** @type {any} */ each) => each?.compositeRequest ?? []) : [req];
    return parts.some((/** @type {{ method?: string }} */ part) => part?.method !== 'GET');
  }

  /** @type {(req: import('../../http.js').Request, res: import('../../http.js').Response, reply: Reply) => void} */
  function send({ clientApp = '' }, res, { status, body, headers = {} }) {
    const { dailyApiRequests, appApiRequests } = context.settings;
    const ofApp = appApiRequests > 0 ? `; per-app-api-usage=${callsOfApps.get(clientApp) ?? 0}/${appApiRequests}(appName=${clientApp})` : '';
    sendJson(res, status, body, { ...headers, 'Sforce-Limit-Info': `api-usage=${calls}/${dailyApiRequests}${ofApp}` }, toJson);
  }

  /** @param {import('../../http.js').Request} req */
  async function authorized(req) {
    const found = await oauth.userOfToken(req);
    if (!found || !found.scopes.has('api')) throw standardError('INVALID_SESSION_ID');
    if (!found.user.apiEnabled || !context.settings.apiInEdition) throw standardError('API_DISABLED_FOR_ORG');
    return { access: new Access(context, found.user), app: found.app };
  }

  /**
   * @param {Call} call
   * @returns {Reply}
   */
  function dispatch(call) {
    const { inner, resource, parts } = routeOf(call);
    switch (resource) {
      case undefined:
        return ok(Object.fromEntries(RESOURCES.map((name) => [name, `${inner.base}/${name}`])));
      case 'query': case 'queryAll':
        return allow(inner.method, { GET: () => ok(queries.run(inner, parts[0], context.clock.now(), resource === 'queryAll')) });
      case 'sobjects':
        return sobjects(inner, parts);
      case 'limits':
        return ok(limits());
      case 'composite':
        if (parts[0] === 'sobjects' && (parts.length === 1 || parts.length === 3)) return collections(inner, parts.slice(1));
        if (parts.length === 0) return allow(inner.method, { POST: () => composite(inner, dispatch) });
        if (parts[0] === 'graph' && parts.length === 1) return allow(inner.method, { POST: () => graph(inner, dispatch) });
        break;
      case 'actions':
        return actions(inner, parts);
      case 'ui-api':
        return uiApi(inner, parts, context.clock.now());
      default:
    }
    throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  }

  /** The settings that change what describe says. */
  function metadataKey() {
    const { enhancedEmail, hiddenFields, customObjects, salesEngagement } = context.settings;
    return JSON.stringify([enhancedEmail, hiddenFields, customObjects, salesEngagement]);
  }

  function metadataSince() {
    const key = metadataKey();
    if (key !== metadata.key) metadata = { key, since: Math.floor(context.clock.now() / 1000) * 1000 };
    return metadata.since;
  }

  function limits() {
    const max = context.settings.dailyApiRequests;
    return {
      DailyApiRequests: { Max: max, Remaining: Math.max(0, max - calls) },
      SingleEmail: { Max: 5000, Remaining: 5000 },
      DataStorageMB: { Max: 10240, Remaining: 9985 },
      FileStorageMB: { Max: 10240, Remaining: 10112 },
    };
  }
}

/**
 * The API version of a call and what it asks for.
 * @type {(call: Call) => { inner: Call, resource: string | undefined, parts: string[] }}
 */
function routeOf(call) {
  const match = /^\/services\/data\/(v(\d+)\.0)(\/.*)?$/.exec(call.path);
  if (!match || Number(match[2]) > NEWEST) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  if (Number(match[2]) < OLDEST) throw Object.assign(new SalesforceError('UNSUPPORTED_API_VERSION', 'Unsupported API version'), { status: 410 });
  const [, version, , rest = ''] = match;
  const [resource, ...parts] = rest.split('/').filter(Boolean);
  return { inner: { ...call, version, base: `/services/data/${version}` }, resource, parts };
}

/**
 * Clients that cannot send PATCH may POST with `_HttpMethod`.
 * @type {(req: import('../../http.js').Request, url: URL) => string}
 */
function overriddenMethod(req, url) {
  const method = req.method ?? 'GET';
  return method === 'POST' ? url.searchParams.get('_HttpMethod') ?? 'POST' : method;
}

/** @param {string} path */
function decodePath(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  }
}

/** @type {(req: import('../../http.js').Request, body: Buffer) => any} */
function parse(req, body) {
  if (body.length === 0) return undefined;
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
    throw new SalesforceError('UNSUPPORTED_MEDIA_TYPE', `Content type ${req.headers['content-type'] ?? ''} not supported.`);
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new SalesforceError('JSON_PARSER_ERROR', `${/** @type {Error} */ (error).message} at [line:1, column:1]`);
  }
}
