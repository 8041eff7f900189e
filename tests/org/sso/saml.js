import { createHmac, timingSafeEqual } from 'node:crypto';
import { escapeHtml, sendHtml } from '../http.js';

/**
 * What the identity provider and Salesforce say to each other: SAML-like messages in forms that post themselves. A real
 * assertion is signed by XML signature; here by a key that both know.
 */

const KEY = 'the demo org’s identity provider';

/** @param {Record<string, string>} message @returns {string} base64 XML */
export function encode(message) {
  const text = Object.entries(message).map(([name, value]) => `<saml:${name}>${escapeHtml(value)}</saml:${name}>`).join('');
  return Buffer.from(`<samlp:Message xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${text}</samlp:Message>`).toString('base64');
}

/** @param {string | null} base64 @returns {Record<string, string>} */
export function decode(base64) {
  const text = Buffer.from(base64 ?? '', 'base64').toString('utf8');
  return Object.fromEntries([...text.matchAll(/<saml:(\w+)>([^<]*)<\/saml:\1>/g)].map(([, name, value]) => (
    [name, value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))])));
}

/** @param {Record<string, string>} message @returns {Record<string, string>} the same, signed */
export function signed(message) {
  return { ...message, Signature: signatureOf(message) };
}

/** @param {Record<string, string>} message @returns {boolean} */
export function isSigned({ Signature = '', ...message }) {
  const [given, right] = [Buffer.from(Signature), Buffer.from(signatureOf(message))];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** @param {Record<string, string>} message */
function signatureOf(message) {
  return createHmac('sha256', KEY).update(JSON.stringify(Object.entries(message).sort())).digest('base64');
}

/**
 * A page that does nothing but post a form to another host.
 * @param {import('../http.js').Response} res
 * @param {string} action
 * @param {Record<string, string>} fields
 * @param {Record<string, string>} [headers]
 */
export function sendPostingPage(res, action, fields, headers) {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`).join('');
  sendHtml(res, 200, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Continue</title></head><body onload="document.forms[0].submit()">`
    + `<form method="post" action="${escapeHtml(action)}">${inputs}<noscript><button>Continue</button></noscript></form></body></html>`, headers);
}
