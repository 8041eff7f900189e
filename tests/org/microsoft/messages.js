import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { flatten } from '../mailbox/store.js';
import { badRequest } from './graph-errors.js';

/**
 * A message in a mailbox. It moves when it is sent: its id changes then, its immutable id does not.
 * @typedef {object} Message
 * @property {string} owner the mailbox's address
 * @property {string} id of where it is now
 * @property {string} immutableId
 * @property {'inbox' | 'drafts' | 'sentitems' | 'deleteditems'} folder
 * @property {Buffer} mime
 * @property {import('postal-mime').Email} parsed
 * @property {import('./attachments.js').Attachment[]} attachments added to the draft, beside those in its MIME
 * @property {number | null} deferredUntil PidTagDeferredSendTime: before it Exchange does not let the message go
 * @property {import('./accounts.js').Account | null} waitsFor whoever has sent it, while it waits for that time in Drafts
 * @property {number} createdAt milliseconds since the epoch
 * @property {number | null} receivedFrom its number in the box that it arrived in; null for what the user wrote
 * @property {number | null} settlesAt when a message that was sent is seen in Sent Items; until then it is on its way
 */

/** The messages of all mailboxes. */
export class Messages {
  /** @type {Message[]} */
  #messages = [];
  #clock;

  /** @param {import('../clock.js').Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  clear() {
    this.#messages = [];
  }

  /**
   * @param {string} owner
   * @param {Message['folder']} folder
   * @param {Buffer} mime
   */
  async add(owner, folder, mime) {
    /** @type {Message} */
    const message = {
      owner,
      folder,
      mime,
      id: newId(),
      immutableId: newImmutableId(),
      parsed: await PostalMime.parse(mime),
      attachments: [],
      createdAt: this.#clock.now(),
      settlesAt: null,
      deferredUntil: null,
      waitsFor: null,
      receivedFrom: null,
    };
    this.#messages.push(message);
    return message;
  }

  /**
   * Takes in what arrived in a mailbox since the last time.
   * @param {string} owner @param {import('../mailbox/store.js').Mail[]} box
   */
  async receive(owner, box) {
    const known = this.#messages.filter((each) => each.owner === owner && each.receivedFrom !== null).length;
    for (const mail of box.slice(known)) {
      const message = await this.add(owner, 'inbox', Buffer.from(mail.raw, 'latin1'));
      Object.assign(message, { createdAt: mail.receivedAt, receivedFrom: mail.id });
    }
  }

  /**
   * By either kind of id, as Graph takes both.
   * @param {string} owner
   * @param {string} id
   */
  find(owner, id) {
    return this.#messages.find((each) => each.owner === owner && (each.id === id || each.immutableId === id));
  }

  /**
   * @param {string} owner
   * @param {Message['folder']} [folder]
   * @returns {Message[]} newest first, without those on their way
   */
  list(owner, folder) {
    return this.#messages
      .filter((each) => each.owner === owner && (!folder || each.folder === folder) && !this.isOnItsWay(each))
      .reverse()
      .sort((one, other) => other.createdAt - one.createdAt);
  }

  /** Those that were sent and whose time has come; one that was deleted meanwhile is not sent. */
  due() {
    const now = this.#clock.now();
    return this.#messages.filter((each) => each.waitsFor && each.folder === 'drafts' && (each.deferredUntil ?? 0) <= now);
  }

  /**
   * Moves a message to another folder, where it has another id.
   * @param {Message} message
   * @param {Message['folder']} folder
   */
  move(message, folder) {
    message.folder = folder;
    message.id = newId();
  }

  /** @param {Message} message */
  isOnItsWay({ settlesAt }) {
    return settlesAt !== null && settlesAt > this.#clock.now();
  }
}

/** Of the readable properties, those that Mail.ReadBasic does not show. */
const CONTENT = ['body', 'bodyPreview'];
/** Only given when they are asked for. */
const ON_REQUEST = ['internetMessageHeaders'];

/**
 * A message as Graph shows it.
 * @param {Message} message
 * @param {{ select: string[] | null, immutable: boolean, basic: boolean, draft: boolean, asText?: boolean }} view `basic`: without content
 * @returns {Record<string, unknown>}
 */
export function shown(message, { select, immutable, basic, draft, asText }) {
  const { parsed, createdAt } = message;
  const at = new Date(createdAt).toISOString().replace(/\.\d+/, '');
  const from = recipient(flatten(parsed.from ? [parsed.from] : [])[0]);
  /** @type {Record<string, unknown>} */
  const all = {
    createdDateTime: at,
    lastModifiedDateTime: at,
    changeKey: Buffer.from(message.id).toString('base64').slice(0, 24),
    categories: [],
    receivedDateTime: at,
    sentDateTime: at,
    hasAttachments: parsed.attachments.length + message.attachments.length > 0,
    internetMessageId: parsed.messageId ?? '',
    subject: parsed.subject ?? '',
    bodyPreview: (parsed.text ?? '').slice(0, 255),
    importance: 'normal',
    parentFolderId: `${message.folder}-of-${message.owner}`,
    conversationId: Buffer.from(`conversation ${(parsed.subject ?? '').replace(/^(re:\s*)+/i, '')}`).toString('base64'),
    isRead: true,
    isDraft: message.receivedFrom === null && draft,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(message.id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    body: parsed.html && !(asText && parsed.text) ? { contentType: 'html', content: parsed.html } : { contentType: 'text', content: parsed.text ?? '' },
    sender: from,
    from,
    toRecipients: flatten(parsed.to ?? []).map(recipient),
    ccRecipients: flatten(parsed.cc ?? []).map(recipient),
    bccRecipients: flatten(parsed.bcc ?? []).map(recipient),
    replyTo: flatten(parsed.replyTo ?? []).map(recipient),
    internetMessageHeaders: parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
  const unknown = select?.find((name) => name !== 'id' && !(name in all));
  if (unknown) throw unknownProperty(unknown, 'microsoft.graph.message');
  const hidden = basic ? CONTENT : [];
  // What the user wrote took no way yet.
  if (message.receivedFrom === null) delete all.internetMessageHeaders;
  const names = (select ?? Object.keys(all).filter((name) => !ON_REQUEST.includes(name))).filter((name) => name !== 'id' && name in all && !hidden.includes(name));
  return {
    '@odata.etag': `W/"${all.changeKey}"`,
    id: immutable ? message.immutableId : message.id,
    ...Object.fromEntries(names.map((name) => [name, all[name]])),
  };
}

/**
 * @param {string} name
 * @param {string} type
 */
export function unknownProperty(name, type) {
  return badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`, 'RequestBroker--ParseUri');
}

/** @param {{ name: string, address: string } | undefined} mailbox */
function recipient(mailbox) {
  return mailbox && { emailAddress: { name: mailbox.name || mailbox.address, address: mailbox.address } };
}

function newId() {
  return `AAMkA${randomBytes(84).toString('base64url')}AAA=`;
}

function newImmutableId() {
  return `AAkAL${randomBytes(60).toString('base64url')}AA`;
}
