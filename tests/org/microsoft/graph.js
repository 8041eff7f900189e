import { bearer, readBody, urlOf } from '../http.js';
import { answerOf, CORS, GraphError, refusal, revokedToken } from './graph-errors.js';
import { createMailApi } from './mail-api.js';
import { unknownProperty } from './messages.js';

/**
 * @typedef {{ status: number, headers?: Record<string, string>, body?: unknown }} Answer
 * @typedef {import('../http.js').Request} Request
 * @typedef {import('./tokens.js').AccessToken} AccessToken
 * @typedef {{ method: string, path: string, query: URLSearchParams, type: string, immutable: boolean, asText: boolean, body: Buffer, token: AccessToken }} Call
 *   one authenticated request; `path` begins after /me, `type` is the body's media type
 */

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
/** Requests that Exchange works on at a time for one application and mailbox ("Microsoft Graph throttling limits"). */
const MAX_CONCURRENT = 4;

const PROFILE = ['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName', 'id'];

/**
 * graph.microsoft.com: what the extension uses of Microsoft Graph, v1.0.
 * @param {import('../server.js').Context} context
 * @param {import('./tokens.js').Tokens} tokens
 */
export function createGraph(context, tokens) {
  const mail = createMailApi(context);
  /** Requests in work, by application and mailbox. @type {Map<string, number>} */
  const working = new Map();

  /**
   * @param {Request} req
   * @param {URL} url
   * @returns {Promise<Answer>}
   */
  async function answer(req, url) {
    const token = authenticate(req);
    if (/^\/oidc\/userinfo$/.test(url.pathname)) return { status: 200, body: userInfo(token) };
    const path = /^\/v1\.0\/me(\/.*)?$/.exec(url.pathname)?.[1];
    if (path === undefined && url.pathname !== '/v1.0/me') {
      throw new GraphError({ status: 400, code: 'BadRequest', message: `Resource not found for the segment '${url.pathname.split('/')[2] ?? ''}'.` });
    }
    if (path === undefined) {
      if (req.method !== 'GET') throw new GraphError({ status: 405, code: 'Request_BadRequest', message: 'Specified HTTP method is not allowed for the request target.' });
      return { status: 200, body: profile(token, url.searchParams.get('$select')) };
    }
    return limited(token, async () => {
      const body = await readBody(req);
      if (body.length > MAX_REQUEST_BYTES) throw refusal('requestTooLarge');
      req.writes = req.method !== 'GET';
      return mail.answer({
        method: req.method ?? 'GET',
        path: decoded(path),
        query: url.searchParams,
        type: (req.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase(),
        immutable: /IdType\s*=\s*"?ImmutableId"?/i.test(String(req.headers.prefer ?? '')),
        asText: /outlook\.body-content-type\s*=\s*"?text"?/i.test(String(req.headers.prefer ?? '')),
        body,
        token,
      });
    });
  }

  /** @param {Request} req @returns {AccessToken} */
  function authenticate(req) {
    const value = bearer(req);
    if (!value) throw refusal('noToken');
    const token = tokens.access(value);
    if (!token) throw refusal('unknownToken');
    if (token.expired) throw refusal('InvalidAuthenticationToken');
    req.account = token.account.upn;
    if (token.revoked) throw revokedToken(context.clock.now());
    return token;
  }

  /**
   * @param {AccessToken} token
   * @param {() => Promise<Answer>} work
   */
  async function limited({ app, account }, work) {
    const key = `${app.id} ${account.oid}`;
    const now = working.get(key) ?? 0;
    if (now >= MAX_CONCURRENT) throw refusal('ApplicationThrottled');
    working.set(key, now + 1);
    try {
      return await work();
    } finally {
      working.set(key, (working.get(key) ?? 1) - 1);
    }
  }

  /** @param {AccessToken} token @param {string | null} select */
  function profile({ account, scopes }, select) {
    if (!scopes.has('User.Read')) throw refusal('Authorization_RequestDenied');
    const hasMailbox = context.settings.microsoftMailbox;
    /** @type {Record<string, unknown>} */
    const all = {
      businessPhones: [],
      displayName: account.name,
      givenName: account.givenName,
      jobTitle: account.title || null,
      mail: hasMailbox ? account.mail : null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: 'en-US',
      surname: account.surname,
      userPrincipalName: account.upn,
      id: account.oid,
      proxyAddresses: hasMailbox ? [`SMTP:${account.mail}`, ...account.aliases.map((alias) => `smtp:${alias}`)] : [],
      otherMails: [],
      userType: 'Member',
    };
    const names = select?.split(',').map((name) => name.trim()) ?? PROFILE;
    const unknown = names.find((name) => !(name in all));
    if (unknown !== undefined) throw unknownProperty(unknown, 'microsoft.graph.user');
    return {
      '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#users${select ? `(${names.join(',')})` : ''}/$entity`,
      ...Object.fromEntries(names.map((name) => [name, all[name]])),
    };
  }

  /** @param {AccessToken} token */
  function userInfo({ account, scopes }) {
    if (!scopes.has('openid')) throw refusal('Authorization_RequestDenied');
    return { sub: account.oid, name: account.name, given_name: account.givenName, family_name: account.surname, ...(scopes.has('email') ? { email: account.mail } : {}) };
  }

  return {
    /**
     * @param {Request} req
     * @param {import('../http.js').Response} res
     */
    async handle(req, res) {
      if (req.method === 'OPTIONS') {
        res.writeHead(200, {
          ...CORS,
          'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
          'Access-Control-Allow-Headers': req.headers['access-control-request-headers'] ?? '',
        });
        return void res.end();
      }
      const { status, headers, body } = await answer(req, urlOf(req)).catch((error) => {
        if (error instanceof GraphError) return answerOf(error.refusal, context.clock.now());
        throw error;
      });
      const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
      res.writeHead(status, {
        ...CORS,
        'Cache-Control': 'private',
        Date: new Date(context.clock.now()).toUTCString(),
        ...(isJson ? { 'Content-Type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8' } : {}),
        ...headers,
      });
      res.end(isJson ? JSON.stringify(body) : /** @type {string | Buffer | undefined} */ (body));
    },
    handleUpload: mail.handleUpload,
    reset() {
      mail.reset();
      working.clear();
    },
  };
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    throw refusal('ErrorInvalidIdMalformed');
  }
}
