import { createHash } from 'node:crypto';
import { partsOf } from '../mailbox/parts.js';
import { splitHeaders } from '../mailbox/wellformed.js';
import { invalidArgument, refusal } from './errors.js';

/** Gmail keeps its history for about a week ("Synchronize clients with Gmail"). */
const HISTORY_DAYS = 7;
const FIRST_HISTORY_ID = 1000;

/**
 * A mail in a mailbox, as Gmail lists it.
 * @typedef {{ id: string, threadId: string, labelIds: string[], at: number, raw: string }} Listed
 * @typedef {{ id: string, threadId: string, messageId: string, raw: string, at: number }} Sent what an account sent
 */

/**
 * Reading a mailbox: users.history.list, users.messages.list and get, attachments.get.
 * @param {import('../server.js').Context} context
 * @param {(email: string) => Sent[]} sentBy
 */
export function createMailbox(context, sentBy) {
  /**
   * In the order in which the mailbox got them; the first has the history id after FIRST_HISTORY_ID.
   * @param {string} email @returns {Listed[]}
   */
  function all(email) {
    const sent = sentBy(email);
    const arrived = context.mail.box(email).map((mail) => {
      const id = createHash('sha256').update(`${email} ${mail.id}`).digest('hex').slice(0, 16);
      return { id, threadId: threadOf(mail.raw, sent) ?? id, labelIds: ['UNREAD', 'INBOX'], at: mail.receivedAt, raw: mail.raw };
    });
    const own = sent.map(({ id, threadId, raw, at }) => ({ id, threadId, labelIds: ['SENT'], at, raw }));
    return [...arrived, ...own].sort((one, other) => one.at - other.at);
  }

  /** @param {string} email */
  function historyId(email) {
    return String(FIRST_HISTORY_ID + all(email).length);
  }

  /** @param {string} email @param {URLSearchParams} query */
  function history(email, query) {
    const start = Number(query.get('startHistoryId') ?? Number.NaN);
    if (!Number.isInteger(start)) throw invalidArgument('Missing startHistoryId');
    const types = query.getAll('historyTypes');
    if (types.some((type) => !['messageAdded', 'messageDeleted', 'labelAdded', 'labelRemoved'].includes(type))) {
      throw invalidArgument(`Invalid value at 'history_types': ${types}`);
    }
    const mails = all(email);
    const from = start - FIRST_HISTORY_ID;
    const next = mails[from];
    const oldest = context.clock.now() - HISTORY_DAYS * 24 * 3600 * 1000;
    if (from < 0 || from > mails.length || (next && next.at < oldest)) throw refusal('notFound');
    const { page, token } = pageOf(mails.slice(from).map((mail, at) => ({ mail, at: start + at + 1 })), query, 100, 500);
    const records = page.map(({ mail, at }) => ({
      id: String(at),
      messages: [{ id: mail.id, threadId: mail.threadId }],
      messagesAdded: [{ message: { id: mail.id, threadId: mail.threadId, labelIds: mail.labelIds } }],
    }));
    return { ...(records.length > 0 ? { history: records } : {}), ...token, historyId: historyId(email) };
  }

  /** @param {string} email @param {URLSearchParams} query @param {boolean} onlyMetadata */
  function list(email, query, onlyMetadata) {
    const words = query.get('q');
    if (words !== null && onlyMetadata) throw metadataScope("Metadata scope does not support 'q' parameter");
    // A group of words is one condition: from:(a OR b).
    const fits = (words ?? '').match(/\w+:\([^)]*\)|\S+/g)?.map((word) => {
      const from = /^from:\(([^)]+)\)$/.exec(word)?.[1]?.toLowerCase().split(' or ');
      if (from) return (/** @type {Listed} */ mail) => from.some((address) => senderOf(mail).includes(address));
      const after = /^after:(\d+)$/.exec(word)?.[1];
      if (after) return (/** @type {Listed} */ mail) => mail.at > Number(after) * 1000;
      if (word === '-in:sent') return (/** @type {Listed} */ mail) => !mail.labelIds.includes('SENT');
      if (['-in:drafts', '-in:chats'].includes(word)) return () => true;
      throw new TypeError(`the demo does not know the search word ${word}`);
    }) ?? [];
    const found = all(email).reverse().filter((mail) => fits.every((fit) => fit(mail)));
    const { page, token } = pageOf(found, query, 100, 500);
    return { ...(page.length > 0 ? { messages: page.map(({ id, threadId }) => ({ id, threadId })) } : {}), ...token, resultSizeEstimate: found.length };
  }

  /** @param {Listed} mail */
  function senderOf(mail) {
    const { headers } = partsOf(mail.raw);
    return headers.find(({ name }) => name.toLowerCase() === 'from')?.value.toLowerCase() ?? '';
  }

  /** @param {string} email @param {string} id @param {URLSearchParams} query @param {boolean} onlyMetadata */
  function get(email, id, query, onlyMetadata) {
    const mail = find(email, id);
    const format = query.get('format') ?? 'full';
    if (!['minimal', 'full', 'metadata'].includes(format)) throw invalidArgument(`Invalid value at 'format': ${format}`);
    if (onlyMetadata && format === 'full') throw metadataScope("Metadata scope doesn't allow format FULL");
    const wanted = query.getAll('metadataHeaders').map((name) => name.toLowerCase());
    const tree = partsOf(mail.raw);
    const payload = format === 'full' ? payloadOf(tree, '') : {
      mimeType: tree.type,
      headers: tree.headers.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase())),
    };
    return {
      id, threadId: mail.threadId, labelIds: mail.labelIds, sizeEstimate: mail.raw.length, historyId: historyId(email),
      internalDate: String(mail.at), ...(onlyMetadata ? {} : { snippet: '' }), ...(format === 'minimal' ? {} : { payload }),
    };
  }

  /** @param {string} email @param {string} id @param {string} attachment */
  function attachment(email, id, attachment) {
    const part = attachment.slice('ANGjdJ'.length).split('_').filter(Boolean)
      .reduce((/** @type {import('../mailbox/parts.js').Part | undefined} */ part, at) => part?.parts[Number(at)], partsOf(find(email, id).raw));
    if (!part) throw refusal('notFound');
    return { size: part.body.length, data: base64url(part.body) };
  }

  /** @param {string} email @param {string} id */
  function find(email, id) {
    const mail = all(email).find((mail) => mail.id === id);
    if (!mail) throw refusal('notFound');
    return mail;
  }

  return { historyId, history, list, get, attachment };
}

/** The conversation of the mail that it answers. @param {string} raw @param {Sent[]} sent */
function threadOf(raw, sent) {
  const named = splitHeaders(raw).headers.filter(({ name }) => name === 'in-reply-to' || name === 'references').map(({ value }) => value).join(' ');
  return sent.find(({ messageId }) => messageId !== '' && named.includes(messageId))?.threadId;
}

/** What is long, and what is no text, is kept apart. @param {import('../mailbox/parts.js').Part} part @param {string} place @returns {object} */
function payloadOf({ headers, type, body, parts }, place) {
  const apart = body.length > 0 && (type === 'message/delivery-status' || !type.startsWith('text/'));
  return {
    partId: place.replaceAll('_', '.'),
    mimeType: type,
    filename: '',
    headers,
    body: { size: body.length, ...(body.length === 0 ? {} : apart ? { attachmentId: `ANGjdJ${place}` } : { data: base64url(body) }) },
    ...(parts.length > 0 ? { parts: parts.map((part, at) => payloadOf(part, `${place}_${at}`)) } : {}),
  };
}

/**
 * @template T
 * @param {T[]} all @param {URLSearchParams} query @param {number} usual @param {number} most
 * @returns {{ page: T[], token: { nextPageToken?: string } }}
 */
function pageOf(all, query, usual, most) {
  const size = Number(query.get('maxResults') ?? usual);
  if (!Number.isInteger(size) || size < 1 || size > most) throw invalidArgument(`Invalid maxResults: ${query.get('maxResults')}`);
  const from = Number(query.get('pageToken') ?? 0);
  const more = from + size < all.length;
  return { page: all.slice(from, from + size), token: more ? { nextPageToken: String(from + size) } : {} };
}

/** @param {string} message */
function metadataScope(message) {
  const error = refusal('insufficientPermissions');
  error.message = message;
  return error;
}

/** @param {Buffer} bytes */
function base64url(bytes) {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
