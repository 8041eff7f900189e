import { randomBytes } from 'node:crypto';
import { GoogleError } from './errors.js';

/** Every chunk but the last is a multiple of this ("Upload media", resumable upload). */
const CHUNK = 256 * 1024;
const SESSION_SECONDS = 7 * 24 * 3600;
/** The greatest mail that users.messages.send takes, in bytes (discovery document). */
export const MAX_MAIL_BYTES = 36_700_160;

/**
 * @typedef {import('./gmail.js').Answer} Answer
 *
 * @typedef {object} Session
 * @property {(mail: Buffer) => Promise<Answer>} send what to do with the whole mail
 * @property {Buffer[]} chunks
 * @property {number} received bytes
 * @property {number | null} total bytes, once the client has said
 * @property {number} expiresAt
 * @property {Promise<Answer> | null} outcome the send and its answer, given again to whoever asks again
 */

/** The sessions of resumable uploads: bytes come in chunks, and the mail is sent once, when the last is there. */
export class Uploads {
  /** @type {Map<string, Session>} */
  #sessions = new Map();
  #clock;

  /** @param {import('../clock.js').Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  clear() {
    this.#sessions.clear();
  }

  /**
   * @param {{ total: number | null, send: Session['send'] }} upload
   * @returns {string} the id that is the session URI's capability
   */
  begin({ total, send }) {
    const id = `A${randomBytes(60).toString('base64url')}`;
    this.#sessions.set(id, {
      send, total, chunks: [], received: 0, outcome: null, expiresAt: this.#clock.now() + SESSION_SECONDS * 1000,
    });
    return id;
  }

  /**
   * A PUT to the session URI: a chunk, the whole mail, or the question how far it has come.
   * @param {string} id
   * @param {{ range: string | undefined, body: Buffer }} put `range` is the Content-Range header
   * @returns {Promise<Answer>}
   */
  async put(id, { range, body }) {
    const session = this.#sessions.get(id);
    if (!session || session.expiresAt <= this.#clock.now()) return plain(404, 'Not Found');

    const asked = parseRange(range ?? `bytes 0-${body.length - 1}/${body.length}`);
    if (!asked) return plain(400, `Failed to parse Content-Range header: ${range}`);
    if (asked.total !== null && session.total !== null && asked.total !== session.total) {
      return plain(400, `Invalid request. The total size ${asked.total} is not the ${session.total} said before.`);
    }
    session.total ??= asked.total;
    if ((session.total ?? 0) > MAX_MAIL_BYTES) return plain(413, 'Request is too large.');
    if (session.outcome) return session.outcome;
    if (asked.first === null) return progress(session);

    if (body.length !== asked.last - asked.first + 1) {
      return plain(400, `Invalid request. There were ${body.length} byte(s) in the request body. There should have been ${asked.last - asked.first + 1} byte(s) according to the Content-Range header.`);
    }
    if (asked.first > session.received) {
      return plain(400, `Invalid request. According to the Content-Range header, the upload offset is ${asked.first} byte(s), which exceeds already uploaded size of ${session.received} byte(s).`);
    }
    const isLast = asked.last + 1 === session.total;
    if (!isLast && body.length % CHUNK !== 0) {
      return plain(400, `Invalid request. The number of bytes uploaded is required to be a multiple of ${CHUNK}, except for the final request. The received request contained ${body.length} bytes, which does not meet this requirement.`);
    }
    // What came twice, after an answer was lost, is there already.
    const fresh = body.subarray(session.received - asked.first);
    session.chunks.push(fresh);
    session.received += fresh.length;
    if (session.received !== session.total) return progress(session);

    session.outcome = session.send(Buffer.concat(session.chunks)).catch(forget(session));
    session.chunks = [];
    return session.outcome;
  }

  /** @param {string} id @returns {Answer} */
  cancel(id) {
    return this.#sessions.delete(id) ? { status: 499, statusText: 'Client Closed Request' } : plain(404, 'Not Found');
  }
}

/**
 * A refused mail is refused for good; anything else is a bug of ours, which must not be remembered as an answer.
 * @param {Session} session
 */
function forget(session) {
  return (/** @type {unknown} */ error) => {
    if (!(error instanceof GoogleError)) session.outcome = null;
    throw error;
  };
}

/**
 * @param {Session} session
 * @returns {Answer}
 */
function progress({ received }) {
  return {
    status: 308,
    statusText: 'Resume Incomplete',
    ...(received > 0 ? { headers: { Range: `bytes=0-${received - 1}` } } : {}),
  };
}

/**
 * @param {string} range
 * @returns {{ first: number, last: number, total: number | null } | { first: null, last: null, total: number | null } | undefined}
 */
function parseRange(range) {
  const match = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(range);
  if (!match) return undefined;
  const total = match[3] === '*' ? null : Number(match[3]);
  if (match[1] === undefined) return { first: null, last: null, total };
  const [first, last] = [Number(match[1]), Number(match[2])];
  return last < first || (total !== null && last >= total) ? undefined : { first, last, total };
}

/**
 * @param {number} status
 * @param {string} text
 * @returns {Answer}
 */
function plain(status, text) {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: text };
}
