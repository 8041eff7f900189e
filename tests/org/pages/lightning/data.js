/** What the Lightning app asks for, as JSON. */
import { readBody, sendJson, urlOf } from '../../http.js';
import { readActivities } from '../activities.js';
import { layoutOf, layouts } from '../layouts.js';
import { inputsOf, readList, readRecord, search } from '../records.js';
import { overrideOf } from '../visualforce/overrides.js';
import { createWriter, SaveError } from '../writer.js';

/**
 * @typedef {import('../../data/users.js').User} User
 * @typedef {{ req: import('../../http.js').Request, method: string, parts: string[], query: URLSearchParams, body: any, user: User }} Call
 */

/** A standard app and a console app, by id and by API name. */
const APPS = [
  { id: '06mAc0000000001AAC', name: 'standard__LightningSales', label: 'Sales', console: false },
  { id: '06mAc0000000002AAC', name: 'standard__LightningSalesConsole', label: 'Sales Console', console: true },
];

/** @param {import('../../server.js').Context} context */
export function createData(context) {
  const { salesforce } = context;
  const writer = createWriter(context);
  /** Salesforce keeps for each user which app was last in use. @type {Map<string, string>} */
  const appInUse = new Map();

  /** @type {Record<string, (call: Call) => unknown>} */
  const resources = {
    'POST app': ({ body, user }) => {
      const app = APPS.find(({ id, name }) => body.app === id || body.app === name);
      if (app) appInUse.set(user.id, app.id);
      return { app: appInUse.get(user.id) ?? APPS[0].id };
    },
    'GET session': ({ req, user }) => ({
      apps: APPS, app: appInUse.get(user.id) ?? APPS[0].id,
      userId: user.id, username: user.username, name: user.name, title: user.title, loggedInAs: salesforce.impersonator(req) !== null, sandbox: context.org.sandbox, nativeShadow: context.settings.lightningNativeShadow,
      tabs: layouts.map(({ object, plural, prefix, views }) => ({ object, plural, prefix, mine: views.find(({ mine }) => mine)?.name })),
    }),
    'GET list': ({ parts, query, user }) => {
      const layout = layoutOf(parts[0]);
      return layout && readList(salesforce, layout, { view: query.get('view'), sort: query.get('sort'), descending: query.get('order') === 'desc' }, user);
    },
    'GET record': ({ parts, query, user }) => {
      const record = readRecord(salesforce, parts[0], user);
      return record && { ...record, visualforce: overrideOf(context, record.id, query) };
    },
    'GET form': ({ parts }) => {
      const layout = layoutOf(parts[0]);
      return layout && { label: layout.label, inputs: inputsOf(layout) };
    },
    'POST new': ({ parts, body, user }) => writer.create(parts[0], body, user),
    'GET activities': ({ parts, user }) => readActivities(salesforce, parts[0], user),
    'GET search': ({ query, user }) => search(salesforce, query.get('q') ?? '', user),
    'PATCH record': ({ parts, body, user }) => writer.update(parts[0], body, user),
    'POST record': ({ parts, body, user }) => writer.clone(parts[0], body, user),
    'DELETE record': ({ parts }) => writer.remove(parts[0]),
  };
  return { handle, reset: () => appInUse.clear() };

  /**
   * @param {import('../../http.js').Request} req
   * @param {import('../../http.js').Response} res
   * @param {User} user
   */
  async function handle(req, res, user) {
    const { pathname, searchParams } = urlOf(req);
    const sent = req.method === 'GET' ? null : (await readBody(req)).toString('utf8');
    if (sent !== null && !isOwnPage(req)) return sendJson(res, 403, { message: 'This request does not come from this page.' });
    try {
      // What is written is posted to /aura, as Lightning does; its address names the action.
      const { method = 'GET', path = pathname, body = null } = sent === null ? {} : JSON.parse(sent);
      const [resource, ...parts] = path.split('/').slice(2);
      const answer = await resources[`${method} ${resource}`]?.({ req, method, parts, query: searchParams, body, user });
      return answer ? sendJson(res, 200, answer) : sendJson(res, 404, { message: 'The record you are looking for could not be found. It may have been deleted, or you may not have access to it.' });
    } catch (error) {
      if (error instanceof SaveError) return sendJson(res, 400, { message: error.message });
      throw error;
    }
  }
}

/**
 * Whether a page of this host sent the request; another site's could carry the cookie too.
 * @param {import('../../http.js').Request} req
 */
const isOwnPage = (req) => req.headers.origin === urlOf(req).origin;
