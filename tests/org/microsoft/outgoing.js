import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { compose } from '../mailbox/seed.js';
import { flatten } from '../mailbox/store.js';
import { problemsOf, splitHeaders } from '../mailbox/wellformed.js';
import { badRequest, refusal } from './graph-errors.js';

const ADDRESS = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/;

/** @typedef {import('./accounts.js').Account} Account */

/**
 * The MIME content of a request: standard base64, line breaks allowed.
 * @param {Buffer} body
 * @returns {Buffer}
 */
export function decodeMime(body) {
  const text = body.toString('latin1').replace(/[\r\n]/g, '');
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw refusal('ErrorMimeContentInvalidBase64String');
  const mail = Buffer.from(text, 'base64');
  const problems = problemsOf(mail);
  if (problems.length > 0) throw badRequest(`The MIME content is invalid: ${problems.join('; ')}`, 'ErrorMimeContentInvalid');
  return mail;
}

/**
 * The MIME of a message resource ("message resource type"), as far as the demo knows its properties.
 * @param {Record<string, any>} message
 * @param {Account} account
 * @returns {Promise<Buffer>}
 */
export async function composeMime(message, account) {
  const { body = {}, internetMessageHeaders = [], attachments = [] } = message;
  for (const { name } of internetMessageHeaders) {
    if (!/^x-/i.test(String(name))) {
      throw badRequest(`The internet message header name '${name}' should start with 'x-' or 'X-'.`, 'InvalidInternetMessageHeader');
    }
  }
  const html = String(body.contentType ?? 'text').toLowerCase() === 'html';
  return compose({
    from: addresses(message.from ? [message.from] : [{ emailAddress: { name: account.name, address: account.mail } }]),
    to: addresses(message.toRecipients),
    cc: addresses(message.ccRecipients),
    bcc: addresses(message.bccRecipients),
    replyTo: addresses(message.replyTo),
    subject: String(message.subject ?? ''),
    [html ? 'html' : 'text']: String(body.content ?? ''),
    headers: internetMessageHeaders.map((/** @type {any} */ { name, value }) => ({ key: name, value })),
    attachments: attachments.map((/** @type {any} */ each) => ({
      filename: each.name, contentType: each.contentType, content: Buffer.from(each.contentBytes ?? '', 'base64'),
      ...(each.isInline ? { cid: each.contentId } : {}),
    })),
    messageId: newMessageId(),
  });
}

/**
 * Checks what is to be sent and makes of it what Exchange sends: Message-ID and the rest stay "more or less intact",
 * Bcc is in the envelope only.
 * @param {Buffer} mime
 * @param {Account} account
 * @param {number} now milliseconds since the epoch
 * @returns {Promise<{ raw: Buffer, recipients: string[] }>}
 */
export async function prepare(mime, account, now) {
  const parsed = await PostalMime.parse(mime);
  const from = parsed.from ? flatten([parsed.from]).map(({ address }) => address.toLowerCase()) : [];
  if (![account.mail, ...account.aliases].includes(from[0])) throw refusal('ErrorSendAsDenied');
  const recipients = (/** @type {const} */ (['to', 'cc', 'bcc'])).flatMap((name) => flatten(parsed[name] ?? []).map(({ address }) => address));
  if (recipients.length === 0 || !recipients.every((each) => ADDRESS.test(each))) throw refusal('ErrorInvalidRecipients');

  const { headers, body } = splitHeaders(mime.toString('latin1'));
  const lines = [`Received: from demo.prod.exchangelabs.com by demo.prod.exchangelabs.com with mapi; ${new Date(now).toUTCString().replace('GMT', '+0000')}`];
  for (const { name, raw } of headers) if (name !== 'bcc') lines.push(raw);
  if (!headers.some(({ name }) => name === 'message-id')) lines.push(`Message-ID: ${newMessageId()}`);
  return { raw: Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'), recipients };
}

/**
 * The mail with a Message-ID of Exchange's own in place of the one that it came with.
 * @param {Buffer} mime
 */
export function withOwnMessageId(mime) {
  const { headers, body } = splitHeaders(mime.toString('latin1'));
  const lines = headers.filter(({ name }) => name !== 'message-id').map(({ raw }) => raw);
  return Buffer.from(`${[...lines, `Message-ID: ${newMessageId()}`].join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** Exchange's own Message-ID. */
function newMessageId() {
  return `<${randomBytes(18).toString('hex').toUpperCase()}@DEMO.eurprd.prod.outlook.com>`;
}

/**
 * @param {unknown} recipients of the type recipient
 * @returns {{ name: string, address: string }[]}
 */
function addresses(recipients) {
  if (recipients === undefined) return [];
  if (!Array.isArray(recipients)) throw badRequest('Recipients are a list.', 'RequestBodyRead');
  return recipients.map(({ emailAddress }) => ({ name: String(emailAddress?.name ?? ''), address: String(emailAddress?.address ?? '') }));
}
