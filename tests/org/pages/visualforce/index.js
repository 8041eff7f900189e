/** Visualforce pages, on a host of their own: here those that override the standard page of a record. */
import { hostOf, sendHtml, urlOf } from '../../http.js';
import { exactly } from '../../salesforce/orgs.js';
import { serveFile } from '../assets.js';
import { readActivities } from '../activities.js';
import { detailPage } from '../classic/detail.js';
import { framePage } from '../classic/frame.js';
import { html } from '../html.js';
import { layoutOf } from '../layouts.js';
import { readRecord } from '../records.js';

/** Visualforce pages with Salesforce's own look use Classic's scripts and styles. */
const STATIC = new URL('../classic/static/', import.meta.url);

/**
 * @param {import('../../server.js').Context} context
 * @returns {import('../../server.js').Product}
 */
export function createVisualforcePages(context) {
  const { org, salesforce } = context;
  return { hosts: exactly(org.visualforce), handle, reset() {} };

  /**
   * @param {import('../../http.js').Request} req
   * @param {import('../../http.js').Response} res
   */
  function handle(req, res) {
    const { pathname, searchParams } = urlOf(req);
    if (pathname.startsWith('/classic-app/')) return serveFile(res, STATIC, pathname.slice('/classic-app/'.length));
    const user = salesforce.sessionUser(req);
    const layout = layoutOf(/^\/apex\/(\w+)View$/.exec(pathname)?.[1] ?? '');
    const record = layout && user ? readRecord(salesforce, searchParams.get('id') ?? '', user) : null;
    if (!user || !record || record.object !== layout?.object) {
      return sendHtml(res, 404, html`<!DOCTYPE html><title>Visualforce Error</title><h1>Visualforce Error</h1><p>Page ${pathname} does not exist</p>`.text);
    }
    const frame = /** @type {import('../classic/frame.js').Frame} */ (['vw', 'p1'].find((kind) => kind === searchParams.get('isdtp')) ?? '');
    const content = detailPage(record, readActivities(salesforce, record.id, user));
    const page = framePage({ ...content, kind: 'apexPageInline', script: 'ApexDetailPage', body: html`<span class="apexNote">${layout.object}View</span>${content.body}` }, {
      user, impersonator: salesforce.impersonator(req), host: org.myDomain, recent: [], frame,
      elsewhere: { addresses: `https://${org.myDomain}/`, files: `https://${org.visualforce}` },
    });
    return sendHtml(res, 200, page.text, { 'Content-Security-Policy': `frame-ancestors https://${hostOf(req)} https://${org.myDomain} https://${org.lightning}` });
  }
}
