import { randomBytes } from 'node:crypto';
import { readBody, urlOf } from '../http.js';
import { splitHeaders } from '../mailbox/wellformed.js';
import { answerOf, badRequest, CORS, GraphError, refusal } from './graph-errors.js';

/**
 * Attachments of drafts ("Attach large files to Outlook messages"): small ones in one request to Graph, larger ones
 * in pieces to an upload session at Outlook, whose address is a capability and takes no token.
 * @typedef {{ name: string, type: string, contentId: string | null, content: Buffer }} Attachment
 *
 * @typedef {object} Session
 * @property {import('./messages.js').Message} message
 * @property {Omit<Attachment, 'content'>} item
 * @property {number} size bytes
 * @property {Buffer[]} pieces
 * @property {number} received bytes
 * @property {number} expiresAt milliseconds since the epoch
 */

/** Below it Graph wants a single request, from it on an upload session. */
const SMALL_BYTES = 3 * 1024 * 1024;
const MAX_BYTES = 150 * 1024 * 1024;
const MAX_PIECE_BYTES = 4 * 1024 * 1024;
/** Every piece but the last is a multiple of this. Uploads to drives need it; of mail it is not said, and kept nevertheless. */
const PIECE_BYTES = 320 * 1024;
const SESSION_SECONDS = 3600;

/** @param {import('../clock.js').Clock} clock */
export function createAttachments(clock) {
  /** @type {Map<string, Session>} */
  const sessions = new Map();

  /**
   * @param {import('./messages.js').Message} message
   * @param {any} attachment of the type fileAttachment
   */
  function attach(message, attachment) {
    if (attachment?.['@odata.type'] !== '#microsoft.graph.fileAttachment') throw badRequest('The demo knows file attachments only.', 'ErrorInvalidRequest');
    const content = Buffer.from(String(attachment.contentBytes ?? ''), 'base64');
    if (content.length >= SMALL_BYTES) throw refusal('requestTooLarge');
    message.attachments.push({ ...itemOf(attachment), content });
  }

  /**
   * @param {import('./messages.js').Message} message
   * @param {any} item of the type attachmentItem
   */
  function begin(message, item) {
    const size = Number(item?.size);
    if (item?.attachmentType?.toLowerCase() !== 'file' || !item.name || !Number.isInteger(size)) throw badRequest('AttachmentItem is not complete.', 'ErrorInvalidParameter');
    if (size < SMALL_BYTES) throw badRequest('Attachment size must be greater than the minimum size.', 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize');
    if (size > MAX_BYTES) throw badRequest('Attachment size exceeds the limit.', 'ErrorAttachmentSizeLimitExceeded');
    const capability = randomBytes(40).toString('base64url');
    const expiresAt = clock.now() + SESSION_SECONDS * 1000;
    sessions.set(capability, { message, item: itemOf(item), size, pieces: [], received: 0, expiresAt });
    return {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.uploadSession',
      uploadUrl: `https://outlook.office.com/api/gv1.0/users('${message.owner}')/messages('${message.id}')/AttachmentSessions('${sessions.size}')?authtoken=${capability}`,
      ...progress({ expiresAt, received: 0 }),
    };
  }

  /**
   * A request to an upload session.
   * @param {import('../http.js').Request} req
   * @returns {Promise<import('./graph.js').Answer>}
   */
  async function answer(req) {
    const capability = urlOf(req).searchParams.get('authtoken') ?? '';
    const session = sessions.get(capability);
    // Outlook takes the token in the address for its own and refuses Graph's beside it.
    if (req.headers.authorization) throw new GraphError({ status: 401, code: 'InvalidAuthenticationToken', message: 'Do not send an Authorization header to an upload session.' });
    if (!session || session.expiresAt <= clock.now()) throw refusal('ErrorItemNotFound');
    req.account = session.message.owner;
    switch (req.method) {
      case 'GET':
        return { status: 200, body: progress(session) };
      case 'DELETE':
        sessions.delete(capability);
        return { status: 204 };
      case 'PUT':
        return put(capability, session, req.headers['content-range'] ?? '', await readBody(req));
      default:
        throw refusal('ErrorItemNotFound');
    }
  }

  /**
   * @param {string} capability
   * @param {Session} session
   * @param {string} range the Content-Range header
   * @param {Buffer} body
   * @returns {import('./graph.js').Answer}
   */
  function put(capability, session, range, body) {
    const [first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range)?.slice(1).map(Number) ?? [];
    const isLast = last + 1 === session.size;
    if (!isLast && body.length % PIECE_BYTES !== 0) throw badRequest(`A piece of ${body.length} bytes is no multiple of ${PIECE_BYTES}.`, 'ErrorInvalidContentRange');
    const fits = total === session.size && last - first + 1 === body.length && body.length <= MAX_PIECE_BYTES;
    if (!fits || first !== session.received) throw badRequest(`Invalid Content-Range: ${range}; ${session.received} of ${session.size} bytes are there.`, 'ErrorInvalidContentRange');
    session.pieces.push(body);
    session.received += body.length;
    if (session.received < session.size) return { status: 200, body: progress(session) };
    session.message.attachments.push({ ...session.item, content: Buffer.concat(session.pieces) });
    sessions.delete(capability);
    return { status: 201, headers: { Location: `https://outlook.office.com/api/gv1.0/users('${session.message.owner}')/attachments('${randomBytes(20).toString('base64url')}')` } };
  }

  return {
    attach,
    begin,
    /**
     * outlook.office.com.
     * @param {import('../http.js').Request} req
     * @param {import('../http.js').Response} res
     */
    async handle(req, res) {
      if (req.method === 'OPTIONS') {
        res.writeHead(200, { ...CORS, 'Access-Control-Allow-Methods': 'GET, PUT, DELETE, OPTIONS', 'Access-Control-Allow-Headers': req.headers['access-control-request-headers'] ?? '' });
        return void res.end();
      }
      const { status, headers, body } = await answer(req).catch((error) => {
        if (error instanceof GraphError) return answerOf(error.refusal, clock.now());
        throw error;
      });
      res.writeHead(status, { ...CORS, ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers });
      res.end(typeof body === 'object' ? JSON.stringify(body) : body);
    },
    reset: () => sessions.clear(),
  };
}

/**
 * A mail with its attachments: what it was becomes the first part.
 * @param {Buffer} mime
 * @param {Attachment[]} attachments
 * @returns {Buffer}
 */
export function withAttachments(mime, attachments) {
  if (attachments.length === 0) return mime;
  const { headers, body } = splitHeaders(mime.toString('latin1'));
  const boundary = `_demo_${randomBytes(12).toString('hex')}_`;
  const [content, envelope] = [true, false].map((own) => headers.filter(({ name }) => name.startsWith('content-') === own).map(({ raw }) => raw));
  const parts = attachments.map(({ name, type, contentId, content: bytes }) => [
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: ${contentId ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    ...(contentId ? [`Content-ID: <${contentId}>`] : []),
    '',
    bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n'),
  ]);
  const lines = [
    ...envelope, `Content-Type: multipart/mixed; boundary="${boundary}"`, '',
    ...[[...content, '', body], ...parts].flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`, '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** @param {any} given @returns {Omit<Attachment, 'content'>} */
function itemOf({ name, contentType, isInline, contentId }) {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(contentType ?? '') ? contentType : 'application/octet-stream';
  return { name: String(name ?? 'attachment'), type, contentId: isInline && /^[\w.@-]+$/.test(contentId ?? '') ? contentId : null };
}

/** @param {Pick<Session, 'expiresAt' | 'received'>} session */
function progress({ expiresAt, received }) {
  return { expirationDateTime: new Date(expiresAt).toISOString(), nextExpectedRanges: [`${received}-`] };
}
