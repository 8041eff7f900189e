import { createServer } from 'node:http';
import { readBody, sendJson } from './http.js';
import { patchSettings } from './settings.js';

/**
 * The control API: plain HTTP on loopback, for tests and the demo. `/reset`, `/log`, `/faults`,
 * `/settings`, `/users/<username>`, `/clock` are answered here; a product adds its own with
 * `control: { "VERB /path": handler }`. A handler gets `{ url, rest, body }` and returns the JSON to answer.
 * @typedef {{ url: URL, rest: string, body: any }} ControlCall `rest` is what follows the handler's path
 * @typedef {(call: ControlCall) => unknown} ControlHandler
 */

/**
 * @param {import('./server.js').OrgParts} org
 * @returns {Promise<import('node:http').Server>} listening at a free port of 127.0.0.1
 */
export async function startControl(org) {
  const { sandbox } = org;
  const inProduction = org.products.filter((product) => !sandbox.products.includes(product));
  /** What is asked of a Salesforce org is asked of production, unless `?org=uat` says otherwise. */
  const handlersOf = /** @type {Record<string, Record<string, ControlHandler>>} */ ({
    [org.context.org.name]: handlersFor(org, org.context, inProduction),
    [sandbox.context.org.name]: handlersFor(org, sandbox.context, sandbox.products),
  });
  const server = createServer(async (req, res) => {
    try {
      const url = new URL(req.url ?? '/', 'http://127.0.0.1');
      const handlers = handlersOf[url.searchParams.get('org') ?? org.context.org.name];
      if (!handlers) throw new TypeError(`no org ${url.searchParams.get('org')}`);
      const found = find(handlers, req.method ?? 'GET', decodeURIComponent(url.pathname));
      if (!found) return sendJson(res, 404, { error: `no ${req.method} ${url.pathname}`, handlers: Object.keys(handlers) });
      const text = (await readBody(req)).toString('utf8');
      const result = await found.handler({ url, rest: found.rest, body: text ? JSON.parse(text) : {} });
      return sendJson(res, 200, result ?? {});
    } catch (error) {
      return sendJson(res, 400, { error: String(/** @type {Error} */ (error)?.message ?? error) });
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  return server;
}

/** @type {(org: import('./server.js').OrgParts, context: import('./server.js').Context, products: import('./server.js').Product[]) => Record<string, ControlHandler>} */
function handlersFor(org, context, products) {
  return merge([ownHandlers(org, context), ...products.map((product) => product.control ?? {})]);
}

/**
 * Several products may answer for one path ("POST /tokens/revoke"): each is called, the first that has something to say says it.
 * @param {Record<string, ControlHandler>[]} all
 * @returns {Record<string, ControlHandler>}
 */
function merge(all) {
  /** @type {Record<string, ControlHandler>} */
  const merged = {};
  for (const [key, handler] of all.flatMap((handlers) => Object.entries(handlers))) {
    const earlier = merged[key];
    merged[key] = earlier
      ? async (call) => {
        const [first, second] = [await earlier(call), await handler(call)];
        return first ?? second;
      }
      : handler;
  }
  return merged;
}

/**
 * @param {Record<string, ControlHandler>} handlers
 * @param {string} method
 * @param {string} path
 */
function find(handlers, method, path) {
  const candidates = Object.keys(handlers)
    .filter((key) => {
      const own = key.slice(key.indexOf(' ') + 1);
      return key.startsWith(`${method} `) && (path === own || path.startsWith(`${own}/`));
    })
    .sort((a, b) => b.length - a.length);
  const key = candidates[0];
  if (!key) return undefined;
  return { handler: handlers[key], rest: path.slice(key.length - method.length - 1).replace(/^\//, '') };
}

/**
 * @param {import('./server.js').OrgParts} org
 * @param {import('./server.js').Context} context of the org asked for
 * @returns {Record<string, ControlHandler>}
 */
function ownHandlers({ faults, entries, reset }, context) {
  return {
    'POST /reset': () => reset(),
    'GET /log': ({ url }) => {
      const since = Number(url.searchParams.get('since') ?? 0);
      const host = url.searchParams.get('host');
      return entries.filter((entry) => entry.n > since && (!host || entry.host === host));
    },
    'POST /faults': ({ body }) => faults.add(body),
    'DELETE /faults': () => faults.clear(),
    'GET /settings': () => context.settings,
    'PATCH /settings': ({ body }) => {
      patchSettings(context.settings, body);
      return context.settings;
    },
    'PATCH /users': ({ rest, body }) => {
      const user = context.users.find((each) => each.username === rest);
      if (!user) throw new TypeError(`no user ${rest}`);
      for (const name of Object.keys(body)) {
        if (!(name in user)) throw new TypeError(`a user has no ${name}`);
      }
      Object.assign(user, body);
      return user;
    },
    'POST /clock': ({ body }) => {
      context.clock.advance(Number(body.advanceMs ?? 0));
      return { now: context.clock.now() };
    },
  };
}
