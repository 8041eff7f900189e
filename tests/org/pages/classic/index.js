/** Salesforce Classic: pages made by the server, a full load for each navigation. */
import { hostOf, readForm, redirect, sendHtml, urlOf } from '../../http.js';
import { parseId } from '../../salesforce/ids.js';
import { readActivities } from '../activities.js';
import { html } from '../html.js';
import { layoutOfId, layouts } from '../layouts.js';
import { readList, readRecord, search } from '../records.js';
import { createWriter, SaveError } from '../writer.js';
import { serveFile } from '../assets.js';
import { detailPage, printableView } from './detail.js';
import { editPage } from './edit.js';
import { consolePage } from './console.js';
import { overrideOf } from '../visualforce/overrides.js';
import { framePage } from './frame.js';
import { userPage } from './user.js';
import { homePage, listPage, searchPage } from './lists.js';

/** My Domain, with and without a partition or an instance label, and the older instance hosts. */
const HOSTS = /^([a-z0-9-]+(\.(sandbox|develop|scratch|demo|patch|trailblaze|free|cs\d+))?\.my|(na|cs|eu|ap|gs|um)\d+)\.salesforce\.com$/;

const STATIC = new URL('./static/', import.meta.url);
const RECENT_ITEMS = 10;

/**
 * @typedef {import('../../http.js').Request} Request
 * @typedef {import('../../http.js').Response} Response
 * @typedef {import('../../data/users.js').User} User
 * @typedef {{url: URL, req: Request, res: Response, user: User, frame: import('./frame.js').Frame}} Call
 */

/**
 * @param {import('../../server.js').Context} context
 * @returns {import('../../server.js').Product}
 */
export function createClassicPages(context) {
  const { salesforce } = context;
  const writer = createWriter(context);
  /** @type {Map<string, {id: string, name: string, object: string}[]>} newest first, by user id */
  const recent = new Map();
  return { hosts: HOSTS, handle, reset: () => recent.clear() };

  /**
   * @param {Request} req
   * @param {Response} res
   */
  async function handle(req, res) {
    const url = urlOf(req);
    if (url.pathname.startsWith('/classic-app/')) return serveFile(res, STATIC, url.pathname.slice('/classic-app/'.length));
    const user = salesforce.sessionUser(req);
    if (!user) return redirect(res, `/?ec=302&startURL=${encodeURIComponent(url.pathname + url.search)}`);
    const call = { url, req, res, user, frame: frameOf(url) };
    if (req.method === 'POST' && req.headers.origin !== url.origin) return sendHtml(res, 403, 'This form was not sent from this page.');
    // Where a user with the permission Lightning Experience is sent.
    if (url.pathname === '/') return redirect(res, `${url.origin.replace('.my.salesforce.com', '.lightning.force.com')}/lightning/page/home`);
    if (url.pathname === '/console' || url.pathname === '/ui/support/servicedesk/ServiceDeskPage') return openConsole(call);
    if (url.pathname === '/home/home.jsp') return send(call, homePage(readList(salesforce, layouts[0], { view: 'MyLeads' }, user), user));
    if (url.pathname === '/_ui/search/ui/UnifiedSearchResults') return find(call);
    if (url.pathname === '/setup/own/deleteredirect.jsp' && req.method === 'POST') return remove(call);
    return objectPage(call);
  }

  /**
   * /<key prefix>, /<key prefix>/o, /<id>, /<id>/e, /<id>/p
   * @param {Call} call
   */
  async function objectPage(call) {
    const [, first, second, ...rest] = call.url.pathname.split('/');
    const person = context.users.find(({ id }) => id === parseId(first));
    if (person && second === undefined) return send(call, userPage(person, call.user, context.org.id));
    const list = layouts.find(({ prefix }) => prefix === first);
    if (list && (second === undefined || second === 'o')) {
      const { searchParams } = call.url;
      const options = { view: searchParams.get('fcf'), sort: searchParams.get('sort'), descending: searchParams.get('order') === 'desc' };
      return send(call, listPage(readList(salesforce, list, options, call.user), list));
    }
    const id = rest.length ? undefined : parseId(first);
    const record = id ? readRecord(salesforce, id, call.user) : null;
    if (!record) return notFound(call);
    remember(call.user, record);
    const override = second === undefined ? overrideOf(context, record.id, call.url.searchParams) : null;
    if (override) return redirect(call.res, `/visualforce/session?url=${encodeURIComponent(override)}`);
    if (second === undefined) return send(call, detailPage(record, readActivities(salesforce, record.id, call.user)));
    if (second === 'p') return sendHtml(call.res, 200, printableView(record).text);
    if (second === 'e') return call.req.method === 'POST' ? save(call, record) : send(call, editPage(record, { clone: call.url.searchParams.has('clone') }));
    return notFound(call);
  }

  /**
   * @param {Call} call
   * @param {import('../records.js').RecordView} record
   */
  async function save(call, record) {
    const texts = Object.fromEntries(await readForm(call.req));
    const clone = call.url.searchParams.has('clone');
    try {
      const saved = clone ? writer.clone(record.id, texts, call.user) : writer.update(record.id, texts, call.user);
      return redirect(call.res, `/${saved.id.slice(0, 15)}${frameQuery(call.url)}`);
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      return send(call, editPage(record, { clone, problem: error.message, texts }));
    }
  }

  /** @param {Call} call */
  async function remove(call) {
    const id = parseId((await readForm(call.req)).get('delID'));
    const layout = id && layoutOfId(id);
    if (!id || !layout) return notFound(call);
    writer.remove(id);
    recent.set(call.user.id, (recent.get(call.user.id) ?? []).filter((item) => item.id !== id));
    return redirect(call.res, `/${layout.prefix}/o${frameQuery(call.url)}`);
  }

  /** @param {Call} call */
  function find(call) {
    const words = call.url.searchParams.get('str') ?? '';
    return send(call, searchPage(words, search(salesforce, words, call.user)));
  }

  /** @param {Call} call */
  function openConsole({ req, res, user }) {
    const lists = layouts.map((layout) => ({ ...layout, view: readList(salesforce, layout, {}, user).view.id.slice(0, 15) }));
    sendHtml(res, 200, consolePage({ user, impersonator: salesforce.impersonator(req), host: hostOf(req), recent: [], frame: '' }, lists).text, framing(urlOf(req)));
  }

  /** @param {Call} call */
  function notFound(call) {
    return send(call, {
      tab: null, kind: 'errorPage', title: 'Data Not Available', script: 'GenericSfdcPage', id: null,
      body: html`<div class="message errorM3"><h1>Data Not Available</h1><p>The data you were trying to access could not be found. It may be due to another user deleting the data or a system error. If you know the data is not deleted but cannot access it, please look at our support page.</p></div>`,
    }, 404);
  }

  /**
   * @param {User} user
   * @param {import('../records.js').RecordView} record
   */
  function remember(user, { id, name, object }) {
    const others = (recent.get(user.id) ?? []).filter((item) => item.id !== id);
    recent.set(user.id, [{ id, name, object }, ...others].slice(0, RECENT_ITEMS));
  }

  /**
   * @param {Call} call
   * @param {import('./frame.js').Content} content
   * @param {number} [status]
   */
  function send({ req, res, user, url, frame }, content, status = 200) {
    const surroundings = { user, impersonator: salesforce.impersonator(req), host: hostOf(req), recent: recent.get(user.id) ?? [], frame };
    return sendHtml(res, status, framePage(content, surroundings).text, framing(url));
  }
}

/** @type {(url: URL) => import('./frame.js').Frame} */
function frameOf(url) {
  const wanted = url.searchParams.get('isdtp') ?? '';
  return wanted === 'vw' || wanted === 'nv' || wanted === 'p1' ? wanted : '';
}

/** The parameters that say where a page is shown go with it from page to page. @param {URL} url */
function frameQuery(url) {
  const kept = [...url.searchParams].filter(([name]) => ['isdtp', 'isWsVw', 'nonce', 'sfdcIFrameOrigin', 'sfdcIFrameHost', 'clc'].includes(name));
  return kept.length ? `?${new URLSearchParams(kept)}` : '';
}

/**
 * Who may frame the page: its own host, and Lightning of the same org where the page is meant for it.
 * @param {URL} url
 */
function framing(url) {
  const lightning = `https://${url.hostname.replace('.my.salesforce.com', '.lightning.force.com')}`;
  const ancestors = frameOf(url) === 'p1' && url.searchParams.get('sfdcIFrameOrigin') === lightning ? `'self' ${lightning}` : "'self'";
  return { 'Content-Security-Policy': `frame-ancestors ${ancestors}` };
}
