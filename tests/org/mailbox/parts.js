import { splitHeaders } from './wellformed.js';

/**
 * A mail's parts, as a mail provider's API gives them.
 * @typedef {object} Part
 * @property {{ name: string, value: string }[]} headers names as written, values unfolded
 * @property {string} type in lower case, without parameters
 * @property {Buffer} body decoded; empty for a multipart
 * @property {Part[]} parts
 */

/**
 * Takes a mail apart (RFC 2045, 2046).
 * @param {string} raw one character a byte
 * @returns {Part}
 */
export function partsOf(raw) {
  const { headers, body } = splitHeaders(raw);
  const valueOf = (/** @type {string} */ name) => headers.find((header) => header.name === name)?.value ?? '';
  const line = valueOf('content-type') || 'text/plain';
  const type = line.split(';')[0].trim().toLowerCase();
  const boundary = /\bboundary="?([^";]+)"?/i.exec(line)?.[1];
  const isMultipart = type.startsWith('multipart/') && boundary !== undefined;
  return {
    headers: headers.map(({ raw, value }) => ({ name: raw.slice(0, raw.indexOf(':')), value })),
    type,
    body: isMultipart ? Buffer.alloc(0) : decoded(body, valueOf('content-transfer-encoding').toLowerCase()),
    parts: isMultipart ? `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1).map((part) => partsOf(part.replace(/^[ \t]*\r\n/, ''))) : [],
  };
}

/** @param {string} body @param {string} encoding */
function decoded(body, encoding) {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
