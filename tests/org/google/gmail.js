import { randomBytes } from 'node:crypto';
import { bearer, readBody, urlOf } from '../http.js';
import { answerOf, GoogleError, invalidArgument, refusal, REFUSALS } from './errors.js';
import { prepare } from './outgoing.js';
import { createMailbox } from './mailbox.js';
import { allowsGmail } from './scopes.js';
import { splitHeaders } from '../mailbox/wellformed.js';
import { MAX_MAIL_BYTES, Uploads } from './uploads.js';

/**
 * @typedef {{ status: number, statusText?: string, headers?: Record<string, string>, body?: string }} Answer
 * @typedef {import('../http.js').Request} Request
 * @typedef {import('./tokens.js').AccessToken} AccessToken
 */

const PATH = /^(\/(?:resumable\/)?upload)?\/gmail\/v1\/users\/([^/]+)\/(messages\/send|messages|messages\/([0-9a-f]+)(?:\/attachments\/(\w+))?|history|profile|settings\/sendAs)$/;
const SENDING = ['send', 'compose', 'modify'];
const READING = ['readonly', 'modify', 'metadata'];

/**
 * gmail.googleapis.com: what the extension uses of the Gmail API, v1.
 * @param {import('../server.js').Context} context
 * @param {import('./tokens.js').Tokens} tokens
 */
export function createGmail(context, tokens) {
  const uploads = new Uploads(context.clock);
  /** Threads by account and id, each with the subject that a reply must keep. @type {Map<string, string>} */
  const threads = new Map();
  /** What each account sent. @type {Map<string, import('./mailbox.js').Sent[]>} */
  const sent = new Map();
  const mailbox = createMailbox(context, (email) => sent.get(email) ?? []);

  /**
   * @param {Request} req
   * @param {URL} url
   * @returns {Promise<Answer>}
   */
  async function answer(req, url) {
    const match = PATH.exec(url.pathname);
    if (!match) throw refusal('notFound');
    const [, upload, user, resource, message, attachment] = match;
    const uploadId = url.searchParams.get('upload_id');
    if (upload && uploadId) return session(req, uploadId);

    const token = authenticate(req);
    const ownBox = ['me', token.account.email, encodeURIComponent(token.account.email)].includes(user);
    if (!ownBox) throw new GoogleError({ ...REFUSALS.forbidden, message: `Delegation denied for ${token.account.email}` });

    if (message && resource !== 'messages/send') {
      if (req.method !== 'GET') throw refusal('notFound');
      require(token, attachment ? ['readonly', 'modify'] : READING);
      if (attachment) return json(mailbox.attachment(token.account.email, message, attachment));
      return json(mailbox.get(token.account.email, message, url.searchParams, onlyMetadata(token)));
    }
    switch (`${req.method} ${resource}`) {
      case 'GET history':
        require(token, READING);
        return json(mailbox.history(token.account.email, url.searchParams));
      case 'GET messages':
        require(token, READING);
        return json(mailbox.list(token.account.email, url.searchParams, onlyMetadata(token)));
      case 'POST messages/send':
        require(token, SENDING);
        return upload ? sendUploaded(req, url, token) : send(token, await metadataMail(req));
      case 'GET profile':
        require(token, ['modify', 'compose', 'readonly', 'metadata']);
        return json({ emailAddress: token.account.email, messagesTotal: threads.size, threadsTotal: threads.size, historyId: mailbox.historyId(token.account.email) });
      case 'GET settings/sendAs':
        require(token, ['modify', 'readonly', 'settings.basic']);
        return json({
          sendAs: [{
            sendAsEmail: token.account.email,
            displayName: token.account.name,
            replyToAddress: '',
            signature: `<div>${token.account.name}<br>Acme</div>`,
            isPrimary: true,
            isDefault: true,
          }],
        });
      default:
        throw refusal('notFound');
    }
  }

  /** @param {Request} req @returns {AccessToken} */
  function authenticate(req) {
    if (!req.headers.authorization) throw refusal('required');
    const token = tokens.access(bearer(req) ?? '');
    if (!token) throw refusal('authError');
    req.account = token.account.email;
    return token;
  }

  /**
   * @param {AccessToken} token
   * @param {{ mail: Buffer, threadId?: string }} message
   * @returns {Promise<Answer>}
   */
  async function send({ account, client }, { mail, threadId }) {
    if (mail.length > MAX_MAIL_BYTES) throw refusal('uploadTooLarge');
    if (threadId !== undefined && !threads.has(`${account.email} ${threadId}`)) throw refusal('notFound');
    const outgoing = await prepare(mail, { account, clientId: client.id, now: context.clock.now() });
    await context.mail.deliver({ from: account.email, to: outgoing.recipients, raw: outgoing.raw });

    const id = randomBytes(8).toString('hex');
    const subject = outgoing.subject.replace(/^(re:\s*)+/i, '');
    const continues = threadId !== undefined && isReply(mail) && threads.get(`${account.email} ${threadId}`) === subject;
    const thread = continues ? threadId : id;
    threads.set(`${account.email} ${thread}`, subject);
    const raw = outgoing.raw.toString('latin1');
    const messageId = splitHeaders(raw).headers.find(({ name }) => name === 'message-id')?.value ?? '';
    sent.set(account.email, [...(sent.get(account.email) ?? []), { id, threadId: thread, messageId, raw, at: context.clock.now() }]);
    return json({ id, threadId: thread, labelIds: ['SENT'] });
  }

  /**
   * @param {Request} req
   * @param {URL} url
   * @param {AccessToken} token
   * @returns {Promise<Answer>}
   */
  async function sendUploaded(req, url, token) {
    const type = req.headers['content-type'] ?? '';
    switch (url.searchParams.get('uploadType')) {
      case 'media':
        requireMail(type);
        return send(token, { mail: await readBody(req) });
      case 'multipart':
        return send(token, multipartMail(type, await readBody(req)));
      case 'resumable': {
        requireMail(String(req.headers['x-upload-content-type'] ?? ''));
        const length = req.headers['x-upload-content-length'];
        if (Number(length ?? 0) > MAX_MAIL_BYTES) throw refusal('uploadTooLarge');
        const { threadId } = parseJson(await readBody(req));
        const id = uploads.begin({
          total: length === undefined ? null : Number(length),
          send: (mail) => send(token, { mail, threadId }),
        });
        const location = `https://${url.hostname}${url.pathname}?uploadType=resumable&upload_id=${id}`;
        return { status: 200, headers: { Location: location, 'X-GUploader-UploadID': id } };
      }
      default:
        throw invalidArgument('Upload type must be media, multipart or resumable.');
    }
  }

  /**
   * A request to a session URI, which is a capability; a token that is sent along must hold nevertheless.
   * @param {Request} req
   * @param {string} id
   * @returns {Promise<Answer>}
   */
  async function session(req, id) {
    if (req.headers.authorization) authenticate(req);
    if (req.method === 'DELETE') return uploads.cancel(id);
    if (req.method !== 'PUT') throw refusal('notFound');
    return uploads.put(id, { range: req.headers['content-range'], body: await readBody(req) });
  }

  return {
    /**
     * @param {Request} req
     * @param {import('../http.js').Response} res
     */
    async handle(req, res) {
      const { status, statusText, headers, body } = await answer(req, urlOf(req)).catch((error) => {
        if (error instanceof GoogleError) return /** @type {Answer} */ (answerOf(error.refusal));
        throw error;
      });
      if (statusText) res.writeHead(status, statusText, headers);
      else res.writeHead(status, headers);
      res.end(body ?? '');
    },
    reset() {
      uploads.clear();
      threads.clear();
      sent.clear();
    },
  };
}

/**
 * The mail in a JSON request.
 * @param {Request} req
 */
async function metadataMail(req) {
  const { raw, threadId } = parseJson(await readBody(req));
  if (typeof raw !== 'string' || raw === '') {
    throw invalidArgument("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
  }
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(raw)) {
    throw invalidArgument(`Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed for "${raw.slice(0, 40)}"`);
  }
  return { mail: Buffer.from(raw, 'base64url'), threadId };
}

/**
 * The mail in a multipart/related request: JSON metadata first, then the mail.
 * @param {string} type
 * @param {Buffer} body
 */
function multipartMail(type, body) {
  const boundary = /^multipart\/related\s*;.*\bboundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) throw invalidArgument(`Media type '${type}' is not multipart/related with a boundary.`);
  const parts = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`).slice(1, -1);
  if (parts.length !== 2) throw invalidArgument(`The multipart body has ${parts.length} parts, not two.`);
  const [metadata, media] = parts.map((part) => splitHeaders(part.replace(/^[ \t]*\r\n/, '')));
  requireMail(media.headers.find(({ name }) => name === 'content-type')?.value ?? '');
  const { threadId } = parseJson(Buffer.from(metadata.body, 'latin1'));
  return { mail: Buffer.from(media.body, 'latin1'), threadId };
}

/**
 * @param {Buffer} body
 * @returns {{ raw?: unknown, threadId?: string }} empty for an empty body
 */
function parseJson(body) {
  const text = body.toString('utf8');
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw new GoogleError({
      status: 400, reason: 'parseError', canonical: 'INVALID_ARGUMENT', message: 'Invalid JSON payload received.',
    });
  }
}

/** @param {string} type */
function requireMail(type) {
  if (!/^message\//i.test(type)) {
    throw new GoogleError({
      status: 400, reason: 'badContent', canonical: 'INVALID_ARGUMENT',
      message: `Media type '${type}' is not supported. Valid media types: [message/*]`,
    });
  }
}

/**
 * @param {AccessToken} token
 * @param {string[]} names
 */
function require({ scopes }, names) {
  if (!allowsGmail(scopes, names)) throw refusal('insufficientPermissions');
}

/** Whether headers are all that may be read. @param {AccessToken} token */
function onlyMetadata({ scopes }) {
  return !allowsGmail(scopes, ['readonly', 'modify']);
}

/** @param {Buffer} mail */
function isReply(mail) {
  const names = splitHeaders(mail.toString('latin1')).headers.map(({ name }) => name);
  return names.includes('in-reply-to') && names.includes('references');
}

/**
 * @param {unknown} body
 * @returns {Answer}
 */
function json(body) {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=UTF-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
