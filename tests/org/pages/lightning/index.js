/**
 * Lightning Experience: one document for every /lightning address, drawn in the browser from same-origin
 * JSON, under the kind of Content-Security-Policy that Salesforce sends.
 */
import { hostOf, redirect, sendHtml, urlOf } from '../../http.js';
import { html } from '../html.js';
import { serveAsset } from './assets.js';
import { createData } from './data.js';

/** My Domain's Lightning hosts: production, sandboxes and other partitions, before and with enhanced domains, instances. */
const HOSTS = /^[a-z0-9-]+(\.(sandbox|develop|scratch|demo|patch|trailblaze|free))?\.lightning\.force\.com$/;

const CSP = "script-src 'self'; frame-src https:; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/**
 * @param {import('../../server.js').Context} context
 * @returns {import('../../server.js').Product}
 */
export function createLightningPages(context) {
  const data = createData(context);
  return { hosts: HOSTS, handle, reset: () => data.reset() };

  /**
   * @param {import('../../http.js').Request} req
   * @param {import('../../http.js').Response} res
   */
  async function handle(req, res) {
    const { pathname } = urlOf(req);
    if (pathname.startsWith('/lightning-app/')) return serveAsset(pathname.slice('/lightning-app/'.length), res);
    const user = context.salesforce.sessionUser(req);
    if (!user) return signIn(req, res);
    if (pathname === '/aura' || pathname.startsWith('/lightning-data/')) return data.handle(req, res, user);
    if (pathname === '/') return redirect(res, '/lightning/page/home');
    if (/^\/(lightning|one\/one\.app)(\/|$)/.test(pathname)) return sendDocument(res);
    return sendHtml(res, 404, html`<!doctype html><title>Page not found</title><h1>Page not found</h1>`.text);
  }
}

/**
 * @param {import('../../http.js').Response} res
 */
function sendDocument(res) {
  const text = html`<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>Lightning Experience | Salesforce</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lightning-app/css/shell.css">
<link rel="stylesheet" href="/lightning-app/css/record.css">
<link rel="stylesheet" href="/lightning-app/css/console.css">
<script src="/lightning-app/synthetic-shadow.js"></script>
<script type="module" src="/lightning-app/app.js"></script>
</head>
<body class="slds-scope desktop">
<div id="auraLoadingBox" class="auraLoadingBox oneLoadingBox" role="status"><span class="spinner"></span><span class="slds-assistive-text">Loading</span></div>
</body>
</html>`.text;
  sendHtml(res, 200, text, { 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' });
}

/**
 * To the login page of the same org, which leads back here.
 * @param {import('../../http.js').Request} req
 * @param {import('../../http.js').Response} res
 */
function signIn(req, res) {
  const myDomain = hostOf(req).replace('.lightning.force.com', '.my.salesforce.com');
  const back = `/visualforce/session?url=${encodeURIComponent(urlOf(req).href)}`;
  return redirect(res, `https://${myDomain}/?ec=302&startURL=${encodeURIComponent(back)}`);
}
