/**
 * Parts of a multipart/form-data body (RFC 7578), by their name.
 * @typedef {{ type: string, filename?: string, content: Buffer }} Part
 */

/**
 * @param {string} contentType of the request
 * @param {Buffer} body
 * @returns {Map<string, Part> | undefined} undefined when it is not such a body
 */
export function partsOf(contentType, body) {
  const boundary = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  if (!boundary) return undefined;
  const line = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  /** @type {Map<string, Part>} */
  const parts = new Map();
  let at = body.indexOf(line);
  if (at === -1) return undefined;
  for (;;) {
    at += line.length;
    if (body.subarray(at, at + 2).toString('latin1') === '--') return parts;
    const start = at + 2;
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), line]), at);
    const head = body.indexOf('\r\n\r\n', at);
    if (body.subarray(at, start).toString('latin1') !== '\r\n' || end === -1 || head === -1 || head > end) return undefined;
    const part = partOf(body.subarray(start, head).toString('utf8'), body.subarray(head + 4, end));
    if (!part) return undefined;
    parts.set(part.name, part);
    at = end + 2;
  }
}

/** @type {(head: string, content: Buffer) => (Part & { name: string }) | undefined} */
function partOf(head, content) {
  const headers = Object.fromEntries(head.split('\r\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  }));
  const disposition = headers['content-disposition'] ?? '';
  const name = /^form-data\s*;.*\bname="([^"]*)"/.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  return { name, type: headers['content-type'] ?? 'text/plain', filename: /\bfilename="([^"]*)"/.exec(disposition)?.[1], content };
}
