/**
 * Whether a mail keeps the rules that real receivers punish silently (spam folder, broken characters):
 * RFC 5322 for lines and headers, RFC 2045 for bodies. Stricter than Gmail, which mends some of these.
 */

const ONCE = ['from', 'date', 'mime-version'];
const AT_MOST_ONCE = [
  'to', 'cc', 'bcc', 'subject', 'message-id', 'reply-to', 'sender', 'in-reply-to', 'references',
  'content-type', 'content-transfer-encoding',
];
const DATE = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}$/;

/**
 * @typedef {{ name: string, value: string, raw: string }} Header `name` in lower case, `value` unfolded,
 *   `raw` as written, folds included, without the last line end
 */

/**
 * @param {Buffer} bytes a whole mail
 * @returns {string[]} what is wrong with it; empty if nothing is
 */
export function problemsOf(bytes) {
  const mail = bytes.toString('latin1');
  const { headers, problems } = splitHeaders(mail);
  return [...lineProblems(mail), ...problems, ...headerProblems(headers), ...partProblems(mail)];
}

/**
 * Splits a mail, or one of its parts, into headers and body.
 * @param {string} entity one character a byte
 * @returns {{ headers: Header[], body: string, problems: string[] }}
 */
export function splitHeaders(entity) {
  const end = entity.startsWith('\r\n') ? 0 : entity.indexOf('\r\n\r\n');
  const block = end < 0 ? entity : entity.slice(0, end);
  /** @type {Header[]} */
  const headers = [];
  const problems = [];
  for (const raw of block.split(/\r\n(?![ \t])/).filter(Boolean)) {
    const match = /^([!-9;-~]+):(.*)$/s.exec(raw);
    if (match) headers.push({ name: match[1].toLowerCase(), value: match[2].replace(/\r\n/g, '').trim(), raw });
    else problems.push(`not a header line: ${JSON.stringify(raw.slice(0, 60))}`);
  }
  return { headers, body: end < 0 ? '' : entity.slice(end === 0 ? 2 : end + 4), problems };
}

/** @param {string} mail */
function lineProblems(mail) {
  const problems = [];
  if (/\r(?!\n)|(?<!\r)\n/.test(mail)) problems.push('a line does not end with CRLF');
  if (mail.includes('\0')) problems.push('NUL character');
  if (mail.split('\r\n').some((line) => line.length > 998)) problems.push('a line is longer than 998 characters');
  return problems;
}

/** @param {Header[]} headers */
function headerProblems(headers) {
  const problems = [];
  const count = (/** @type {string} */ name) => headers.filter((header) => header.name === name).length;
  for (const name of ONCE) if (count(name) !== 1) problems.push(`${count(name)} ${name} headers, not one`);
  for (const name of AT_MOST_ONCE) if (count(name) > 1) problems.push(`${count(name)} ${name} headers, not at most one`);
  for (const { name, raw } of headers) {
    if (/[^\t\r\n -~]/.test(raw)) problems.push(`the ${name} header is not ASCII (RFC 2047)`);
  }
  const date = headers.find(({ name }) => name === 'date');
  if (date && !DATE.test(date.value)) problems.push(`not a date: ${date.value}`);
  return problems;
}

/**
 * @param {string} entity a mail or one of its parts
 * @returns {string[]}
 */
function partProblems(entity) {
  const { headers, body } = splitHeaders(entity);
  const type = headers.find(({ name }) => name === 'content-type')?.value ?? 'text/plain';
  const encoding = headers.find(({ name }) => name === 'content-transfer-encoding')?.value.toLowerCase() ?? '7bit';
  if (/^multipart\//i.test(type)) return multipartProblems(type, body);

  switch (encoding) {
    case '7bit':
      return /[^\0-\x7f]/.test(body) ? [`8-bit characters in a ${type} part that does not declare them`] : [];
    case 'base64':
      return /[^A-Za-z0-9+/=\r\n]|=[^=\r\n]/.test(body) ? [`the ${type} part is not base64`] : [];
    case 'quoted-printable':
      return quotedPrintableProblems(type, body);
    case '8bit':
    case 'binary':
      return [];
    default:
      return [`unknown Content-Transfer-Encoding ${encoding}`];
  }
}

/**
 * @param {string} type
 * @param {string} body
 */
function multipartProblems(type, body) {
  const match = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const boundary = match?.[1] ?? match?.[2];
  if (!boundary) return ['a multipart has no boundary'];
  const delimiter = new RegExp(`\r\n--${boundary.replace(/[^\w ]/g, '\\$&')}(?=--|[ \t]*\r\n)`);
  const [, ...parts] = `\r\n${body}`.split(delimiter);
  const last = parts.pop();
  if (!last?.startsWith('--')) return [`the multipart with the boundary ${boundary} has no end`];
  if (parts.length === 0) return [`the multipart with the boundary ${boundary} has no part`];
  return parts.flatMap((part) => partProblems(part.replace(/^[ \t]*\r\n/, '')));
}

/**
 * @param {string} type
 * @param {string} body
 */
function quotedPrintableProblems(type, body) {
  const lines = body.split('\r\n');
  if (lines.some((line) => line.length > 76)) return [`a quoted-printable line of the ${type} part is longer than 76`];
  if (/[^\t\r\n -~]/.test(body) || /=(?![0-9A-F]{2}|\r\n|$)/.test(body)) return [`the ${type} part is not quoted-printable`];
  return [];
}
