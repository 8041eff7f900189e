import PostalMime from 'postal-mime';

/**
 * A delivered mail as its recipient has it.
 * @typedef {object} Mail
 * @property {number} id its number in the box, from 1
 * @property {string} messageId with its angle brackets
 * @property {Address} from
 * @property {Address[]} to
 * @property {Address[]} cc
 * @property {Address[] | undefined} bcc only if the delivered mail has the header, which it never should
 * @property {string} subject
 * @property {string} html empty if there is no such part
 * @property {string} text
 * @property {[string, string][]} headers in order, names as written
 * @property {string} raw the delivered bytes, one character (U+0000 to U+00FF) a byte
 * @property {number} receivedAt milliseconds since the epoch
 * @property {boolean} read
 * @property {Attachment[]} attachments
 *
 * @typedef {{ name: string, address: string }} Address
 * @typedef {{ filename: string, mimeType: string, contentId: string | null, inline: boolean, content: Buffer }} Attachment
 */

/** The boxes, one per address; any address has one. */
export class MailStore {
  /** @type {Map<string, Mail[]>} */
  #boxes = new Map();
  #clock;

  /** @param {import('../clock.js').Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /**
   * Puts a copy of the mail into the box of each recipient.
   * @param {{ from: string, to?: string[], raw: string | Buffer, at?: number }} message `to` is the envelope, by
   *   default everyone in To, Cc and Bcc; a string `raw` holds one character a byte; `at` by default now
   * @returns {Promise<Mail[]>} the copies
   */
  async deliver({ to, raw, at = this.#clock.now() }) {
    const bytes = typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw;
    const parsed = await PostalMime.parse(bytes);
    const mailboxes = flatten([...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])]);
    const recipients = new Set((to ?? mailboxes.map(({ address }) => address)).map(boxName));
    return [...recipients].map((address) => {
      const box = this.box(address);
      const mail = toMail(parsed, bytes, box.length + 1, at);
      box.push(mail);
      return mail;
    });
  }

  /**
   * @param {string} address
   * @returns {Mail[]} oldest first
   */
  box(address) {
    const name = boxName(address);
    const box = this.#boxes.get(name) ?? [];
    this.#boxes.set(name, box);
    return box;
  }

  /** Takes a mail out of a box. @param {string} address @param {(mail: Mail) => boolean} which */
  remove(address, which) {
    this.#boxes.set(boxName(address), this.box(address).filter((mail) => !which(mail)));
  }

  /** @returns {string[]} the addresses that have received mail */
  addresses() {
    return [...this.#boxes].filter(([, box]) => box.length > 0).map(([address]) => address);
  }

  clear() {
    this.#boxes.clear();
  }
}

/** @param {string} address */
function boxName(address) {
  return address.trim().toLowerCase();
}

/**
 * Addresses without their groups.
 * @param {import('postal-mime').Address[]} addresses
 * @returns {Address[]}
 */
export function flatten(addresses) {
  return addresses
    .flatMap((each) => each.group ?? [each])
    .filter((each) => each.address)
    .map(({ name, address }) => ({ name, address: String(address) }));
}

/**
 * @param {import('postal-mime').Email} parsed
 * @param {Buffer} bytes
 * @param {number} id
 * @param {number} receivedAt
 * @returns {Mail}
 */
function toMail(parsed, bytes, id, receivedAt) {
  return {
    id,
    messageId: parsed.messageId ?? '',
    from: flatten(parsed.from ? [parsed.from] : [])[0] ?? { name: '', address: '' },
    to: flatten(parsed.to ?? []),
    cc: flatten(parsed.cc ?? []),
    bcc: parsed.bcc && flatten(parsed.bcc),
    subject: parsed.subject ?? '',
    html: parsed.html ?? '',
    text: parsed.text ?? '',
    headers: parsed.headers.map(({ originalKey, value }) => [originalKey, value]),
    raw: bytes.toString('latin1'),
    receivedAt,
    read: false,
    attachments: parsed.attachments.map((each) => ({
      filename: each.filename ?? 'attachment',
      mimeType: each.mimeType,
      contentId: each.contentId?.replace(/^<|>$/g, '') ?? null,
      inline: each.disposition === 'inline' || each.related === true,
      content: Buffer.from(/** @type {ArrayBuffer} */ (each.content)),
    })),
  };
}
