import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { flatten } from '../mailbox/store.js';
import { problemsOf, splitHeaders } from '../mailbox/wellformed.js';
import { invalidArgument } from './errors.js';

const ADDRESS = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/;

/**
 * A mail as Gmail sends it on.
 * @typedef {object} Outgoing
 * @property {Buffer} raw what the recipients get
 * @property {string[]} recipients the envelope: To, Cc and Bcc
 * @property {string} subject
 */

/**
 * Checks what an application wants sent and makes of it what Gmail sends: From is the account, Message-ID is
 * Gmail's own, Bcc is in the envelope only.
 * @param {Buffer} bytes
 * @param {{ account: import('./accounts.js').Account, clientId: string, now: number }} sender
 * @returns {Promise<Outgoing>}
 * @throws {import('./errors.js').GoogleError} where Gmail refuses, and where a receiver would have to guess
 */
export async function prepare(bytes, { account, clientId, now }) {
  const problems = problemsOf(bytes);
  if (problems.length > 0) throw invalidArgument(`Invalid message: ${problems.join('; ')}`);

  const parsed = await PostalMime.parse(bytes);
  const recipients = [];
  for (const name of /** @type {const} */ (['to', 'cc', 'bcc'])) {
    const addresses = flatten(parsed[name] ?? []).map(({ address }) => address);
    const written = parsed.headers.some(({ key, value }) => key === name && value.trim() !== '');
    if ((written && addresses.length === 0) || addresses.some((each) => !ADDRESS.test(each))) {
      throw invalidArgument(`Invalid ${name[0].toUpperCase()}${name.slice(1)} header`);
    }
    recipients.push(...addresses);
  }
  if (recipients.length === 0) throw invalidArgument('Recipient address required');

  return {
    raw: rewrite(bytes.toString('latin1'), { account, clientId, now, from: parsed.from?.address }),
    recipients,
    subject: parsed.subject ?? '',
  };
}

/**
 * @param {string} mail one character a byte
 * @param {{ account: import('./accounts.js').Account, clientId: string, now: number, from: string | undefined }} sender
 * @returns {Buffer}
 */
function rewrite(mail, { account, clientId, now, from }) {
  const { headers, body } = splitHeaders(mail);
  const project = clientId.split('-')[0];
  const lines = [
    `Received: from ${project} named unknown by gmailapi.google.com with HTTPREST; ${rfc5322Date(now)}`,
  ];
  for (const { name, raw, value } of headers) {
    if (name === 'bcc' || name === 'message-id') continue;
    if (name === 'from' && from?.toLowerCase() !== account.email) {
      lines.push(`From: ${account.name} <${account.email}>`, `X-Google-Original-From: ${value}`);
    } else {
      lines.push(raw);
    }
  }
  lines.push(`Message-ID: <CA${randomBytes(36).toString('base64url')}@mail.gmail.com>`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** @param {number} at milliseconds since the epoch */
function rfc5322Date(at) {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
