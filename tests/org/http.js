/**
 * The few HTTP helpers that every product of the demo org shares.
 * @typedef {import('node:http').IncomingMessage & { account?: string, writes?: boolean, clientApp?: string }} Request
 *   a product sets `account` to the user name it recognised and `writes` where records may change, for the request log
 * @typedef {import('node:http').ServerResponse} Response
 */

/**
 * @param {Request} req
 * @returns {URL} the request's address under its production host name
 */
export function urlOf(req) {
  return new URL(req.url ?? '/', `https://${hostOf(req)}`);
}

/**
 * @param {Request} req
 * @returns {string} lower-case host name without a port
 */
export function hostOf(req) {
  return (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}

/**
 * The whole body.
 * @param {Request} req
 * @returns {Promise<Buffer>}
 */
export async function readBody(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * @param {Request} req
 * @returns {Promise<URLSearchParams>}
 */
export async function readForm(req) {
  return new URLSearchParams((await readBody(req)).toString('utf8'));
}

/**
 * @param {Request} req
 * @returns {Record<string, string>}
 */
export function cookiesOf(req) {
  /** @type {Record<string, string>} */
  const cookies = {};
  for (const part of (req.headers.cookie ?? '').split(/;\s*/)) {
    const at = part.indexOf('=');
    if (at > 0) cookies[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1));
  }
  return cookies;
}

/**
 * @param {Request} req
 * @returns {string | undefined} the token of a Bearer authorization
 */
export function bearer(req) {
  return /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

/**
 * @param {Response} res
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @param {(body: unknown) => string} [write]
 */
export function sendJson(res, status, body, headers = {}, write = JSON.stringify) {
  res.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', ...headers });
  res.end(body === undefined ? '' : write(body));
}

/**
 * @param {Response} res
 * @param {number} status
 * @param {string} html
 * @param {Record<string, string | string[]>} [headers]
 */
export function sendHtml(res, status, html, headers = {}) {
  res.writeHead(status, { 'Content-Type': 'text/html;charset=UTF-8', 'Cache-Control': 'no-store', ...headers });
  res.end(html);
}

/**
 * @param {Response} res
 * @param {string} location
 * @param {Record<string, string | string[]>} [headers]
 */
export function redirect(res, location, headers = {}) {
  res.writeHead(302, { Location: location, 'Cache-Control': 'no-store', ...headers });
  res.end();
}

/** @param {unknown} text */
export function escapeHtml(text) {
  return String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
