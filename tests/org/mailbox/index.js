import { readFile } from 'node:fs/promises';
import { redirect, sendHtml, urlOf } from '../http.js';
import { boxPage, mailPage, notFoundPage, storePage } from './pages.js';
import { PEOPLE, REP, seedMails } from './seed.js';
import { MailStore } from './store.js';
import { WELCOME_SUBJECT } from './welcome.js';

const HOST = 'mail.example';
const STYLE = await readFile(new URL('./mailbox.css', import.meta.url));

/**
 * No script at all. The mail's own frame inherits this policy, and mails style themselves inline.
 */
const POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; "
  + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const PAGE_HEADERS = {
  'Content-Security-Policy': POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The web mailbox in which everyone's mail can be read, `https://mail.example/box/<address>`.
 * Sets `context.mail`, by which the mail providers deliver.
 * @param {import('../server.js').Context} context
 * @returns {import('../server.js').Product}
 */
export function createMailbox(context) {
  const store = new MailStore(context.clock);
  /** Whoever reads or delivers waits for the seed, so that it is always the oldest. @type {Promise<unknown>} */
  let seeded;

  function reset() {
    store.clear();
    seeded = (async () => {
      for (const mail of await seedMails(context.clock.now())) await store.deliver(mail);
    })();
  }
  reset();

  context.mail = {
    async deliver(message) {
      await seeded;
      return store.deliver(message);
    },
    box: (address) => store.box(address),
  };

  return {
    hosts: /^mail\.example$/,
    async handle(req, res) {
      await seeded;
      const { pathname, searchParams } = urlOf(req);
      if (pathname === '/') return redirect(res, `https://${HOST}/box/${REP}`);
      if (pathname === '/mailbox.css') {
        res.writeHead(200, { 'Content-Type': 'text/css;charset=UTF-8', 'Cache-Control': 'no-cache' });
        return void res.end(STYLE);
      }
      if (pathname === '/store') return sendHtml(res, 200, String(storePage()), PAGE_HEADERS);

      const match = /^\/box\/([^/]+)(?:\/(\d+)(?:\/attachments\/(\d+))?)?$/.exec(pathname);
      const address = match ? decoded(match[1]) : undefined;
      if (!match || !address) return sendHtml(res, 404, String(notFoundPage()), PAGE_HEADERS);
      const box = store.box(address);
      const names = new Map([...PEOPLE, ...context.users.map(({ email, name }) => /** @type {const} */ ([email.toLowerCase(), name]))]);
      const view = { address, box, store, names, now: context.clock.now() };
      if (!match[2]) return sendHtml(res, 200, String(boxPage(view)), PAGE_HEADERS);

      const mail = box.find(({ id }) => id === Number(match[2]));
      if (!mail) return sendHtml(res, 404, String(notFoundPage()), PAGE_HEADERS);
      if (match[3]) return sendAttachment(res, mail.attachments[Number(match[3])]);
      mail.read = true;
      return sendHtml(res, 200, String(mailPage({ ...view, mail, asText: searchParams.get('view') === 'text' })), PAGE_HEADERS);
    },
    reset,
    control: {
      // Nobody has invited anybody in an org that nobody has set up.
      'POST /org/nothing': async () => {
        await seeded;
        store.remove(REP, ({ subject }) => subject === WELCOME_SUBJECT);
      },
      // A mail from outside, its lines ending as they like.
      'POST /mail': async ({ body }) => {
        await seeded;
        await store.deliver({ from: '', to: [body.to], raw: Buffer.from(String(body.raw).replace(/\r?\n/g, '\r\n')) });
      },
      'GET /mail': async ({ url }) => {
        await seeded;
        const to = url.searchParams.get('to');
        if (!to) throw new TypeError('to is missing');
        return store.box(to).map(({ attachments, ...mail }) => ({
          ...mail,
          attachments: attachments.map(({ content, ...each }) => ({ ...each, base64: content.toString('base64') })),
        }));
      },
    },
  };
}

/**
 * @param {string} segment
 * @returns {string | undefined} the address in a path segment
 */
function decoded(segment) {
  try {
    const address = decodeURIComponent(segment).toLowerCase();
    return address.includes('@') ? address : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {import('../http.js').Response} res
 * @param {import('./store.js').Attachment | undefined} attachment
 */
function sendAttachment(res, attachment) {
  if (!attachment) return sendHtml(res, 404, String(notFoundPage()), PAGE_HEADERS);
  res.writeHead(200, {
    ...PAGE_HEADERS,
    // Never the sender's type: nothing that came by mail is drawn on this origin.
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
  });
  res.end(attachment.content);
}
