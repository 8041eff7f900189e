import { createAttachments, withAttachments } from './attachments.js';
import { badRequest, GraphError, refusal } from './graph-errors.js';
import { Messages, shown } from './messages.js';
import { composeMime, decodeMime, prepare, withOwnMessageId } from './outgoing.js';

/** Exchange Online's default limit for a message, in bytes ("Exchange Online limits"). */
const MAX_MESSAGE_BYTES = 35 * 1024 * 1024;

const READING = ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite'];
/** By their well-known names. @type {Record<string, import('./messages.js').Message['folder']>} */
const FOLDERS = { inbox: 'inbox', drafts: 'drafts', sentitems: 'sentitems', deleteditems: 'deleteditems' };

/**
 * Outlook mail in Graph: sending, and drafts where the token allows it.
 * @param {import('../server.js').Context} context
 */
export function createMailApi(context) {
  const messages = new Messages(context.clock);
  const attachments = createAttachments(context.clock);

  /**
   * @param {import('./graph.js').Call} call
   * @returns {Promise<import('./graph.js').Answer>}
   */
  async function answer(call) {
    if (!context.settings.microsoftMailbox) throw refusal('MailboxNotEnabledForRESTAPI');
    await letGo();
    const { method, path } = call;
    if (method === 'GET') await messages.receive(call.token.account.mail, context.mail.box(call.token.account.mail));
    const folder = /^\/mailFolders\/([^/]+)\/messages$/i.exec(path)?.[1];
    const one = /^\/messages\/([^/]+)(\/send|\/\$value|\/attachments(?:\/createUploadSession)?)?$/.exec(path);
    switch (`${method} ${one ? `/messages/{id}${one[2] ?? ''}` : path}`) {
      case 'POST /sendMail':
        return sendMail(call);
      case 'POST /messages':
        return createDraft(call);
      case 'GET /messages':
        return list(call);
      case 'GET /messages/{id}':
        return reply(call, view(call, requireMessage(call, one?.[1])));
      case 'GET /messages/{id}/$value': {
        requireScope(call, ['Mail.Read', 'Mail.ReadWrite']);
        return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: requireMessage(call, one?.[1]).mime };
      }
      case 'POST /messages/{id}/send':
        return sendDraft(call, requireMessage(call, one?.[1]));
      case 'PATCH /messages/{id}':
        return defer(call, requireDraft(call, requireMessage(call, one?.[1])));
      case 'POST /messages/{id}/attachments': {
        const draft = requireDraft(call, requireMessage(call, one?.[1]));
        attachments.attach(draft, jsonOf(call));
        return { status: 201, body: { id: draft.attachments.length } };
      }
      case 'POST /messages/{id}/attachments/createUploadSession':
        return { status: 201, body: attachments.begin(requireDraft(call, requireMessage(call, one?.[1])), jsonOf(call).AttachmentItem) };
      case 'DELETE /messages/{id}':
        return remove(call, requireMessage(call, one?.[1]));
      default:
        if (method === 'GET' && folder) return list(call, folder);
        throw badRequest(`Resource not found for the segment '${path.split('/')[1]}'.`);
    }
  }

  /** @param {import('./graph.js').Call} call */
  async function sendMail(call) {
    requireScope(call, ['Mail.Send']);
    const { account } = call.token;
    const { mime, keep } = isMime(call)
      ? { mime: received(call.body), keep: true }
      : await messageInJson(call, ({ message, saveToSentItems = true }) => ({ message, keep: saveToSentItems !== false }));
    await deliver(mime, account);
    if (keep) (await messages.add(account.mail, 'sentitems', mime)).settlesAt = settlesAt();
    return { status: 202 };
  }

  /** @param {Buffer} body */
  function received(body) {
    const mime = decodeMime(body);
    return context.settings.microsoftKeepsMessageId ? mime : withOwnMessageId(mime);
  }

  /** @param {import('./graph.js').Call} call */
  async function createDraft(call) {
    requireScope(call, ['Mail.ReadWrite']);
    const { account } = call.token;
    const { mime } = isMime(call) ? { mime: received(call.body) } : await messageInJson(call, (message) => ({ message, keep: true }));
    const message = await messages.add(account.mail, 'drafts', mime);
    const body = view(call, message);
    return reply(call, body, 201, { Location: `https://graph.microsoft.com/v1.0/users('${account.oid}')/messages('${encodeURIComponent(String(body.id))}')` });
  }

  /**
   * @param {import('./graph.js').Call} call
   * @param {import('./messages.js').Message} message
   */
  async function sendDraft(call, message) {
    requireScope(call, ['Mail.Send']);
    requireUnsent(message);
    if ((message.deferredUntil ?? 0) > context.clock.now()) {
      await prepare(withAttachments(message.mime, message.attachments), call.token.account, context.clock.now());
      // It stays in Drafts, and can be deleted, until its time.
      message.waitsFor = call.token.account;
      // As long as nobody moves the clock, it leaves without a request.
      setTimeout(() => void letGo(), Math.min(Number(message.deferredUntil) - context.clock.now(), 2 ** 31 - 1)).unref();
      return { status: 202 };
    }
    await deliver(withAttachments(message.mime, message.attachments), call.token.account);
    message.settlesAt = settlesAt();
    messages.move(message, 'sentitems');
    return { status: 202 };
  }

  /** Sends what waited for a time that has come: whoever sent it need not be there. */
  async function letGo() {
    for (const message of messages.due()) {
      const account = message.waitsFor;
      message.waitsFor = null;
      if (!account) continue;
      await deliver(withAttachments(message.mime, message.attachments), account);
      message.settlesAt = settlesAt();
      messages.move(message, 'sentitems');
    }
  }

  /**
   * Sets the time of a draft before which it does not leave; the demo changes nothing else of a message.
   * @param {import('./graph.js').Call} call
   * @param {import('./messages.js').Message} message
   */
  function defer(call, message) {
    if (message.waitsFor) throw badRequest('Nobody knows what Exchange does to a message that waits for its time.');
    const { singleValueExtendedProperties: properties, ...others } = jsonOf(call);
    if (Object.keys(others).length > 0 || !Array.isArray(properties)) throw badRequest(`The demo changes only extended properties of a message, not ${Object.keys(others)}.`);
    for (const { id, value } of properties) {
      const tag = /^SystemTime 0x0*3FEF$/i.test(String(id));
      const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(value)) ? Date.parse(String(value)) : NaN;
      if (!tag || Number.isNaN(at)) throw badRequest(`The property '${id}' with the value '${value}' is not known to the demo.`, 'ErrorInvalidProperty');
      message.deferredUntil = at;
    }
    return reply(call, view(call, message));
  }

  /**
   * @param {import('./graph.js').Call} call
   * @param {import('./messages.js').Message} message
   */
  function requireDraft(call, message) {
    requireScope(call, ['Mail.ReadWrite']);
    requireUnsent(message);
    return message;
  }

  /**
   * A message in Sent Items is deleted as gladly as a draft.
   * @param {import('./graph.js').Call} call
   * @param {import('./messages.js').Message} message
   */
  function remove(call, message) {
    requireScope(call, ['Mail.ReadWrite']);
    if (messages.isOnItsWay(message)) throw refusal('ErrorItemNotFound');
    messages.move(message, 'deleteditems');
    return { status: 204 };
  }

  /**
   * @param {import('./graph.js').Call} call
   * @param {string} [folderName]
   */
  function list(call, folderName) {
    requireScope(call, READING);
    const folder = folderName && FOLDERS[folderName.toLowerCase()];
    if (folderName && !folder) throw refusal('ErrorInvalidIdMalformed');
    const wanted = filterOf(call.query.get('$filter'));
    const order = call.query.get('$orderby');
    if (order !== null && !/^receivedDateTime( desc)?$/.test(order)) throw badRequest(`The demo knows no order by ${order}.`, 'ErrorInvalidUrlQuery');
    if (order !== null && !/^receivedDateTime /.test(call.query.get('$filter') ?? 'receivedDateTime ')) {
      throw badRequest('The restriction or sort order is too complex for this operation.', 'InefficientFilter');
    }
    const skip = Number(call.query.get('$skip') ?? 0);
    const top = Number(call.query.get('$top') ?? 10);
    if (!Number.isInteger(top) || top < 1 || top > 1000) throw badRequest(`Invalid value '${call.query.get('$top')}' for $top query option found.`, 'ErrorInvalidUrlQuery');
    const all = messages.list(call.token.account.mail, folder || undefined).filter(wanted);
    if (order !== null) all.sort((one, other) => one.createdAt - other.createdAt);
    if (order?.endsWith(' desc')) all.reverse();
    const found = all.slice(skip, skip + top);
    const next = new URLSearchParams([...call.query].filter(([name]) => name !== '$skip').concat([['$skip', String(skip + top)]]));
    return reply(call, {
      '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#users('${call.token.account.oid}')/messages`,
      value: found.map((each) => view(call, each)),
      ...(skip + top < all.length ? { '@odata.nextLink': `https://graph.microsoft.com/v1.0/me${call.path}?${next}` } : {}),
    });
  }

  /**
   * @param {import('./graph.js').Call} call
   * @param {import('./messages.js').Message} message
   */
  function view({ token, query, immutable, asText }, message) {
    return shown(message, {
      asText,
      select: query.get('$select')?.split(',').map((name) => name.trim()) ?? null,
      immutable,
      basic: !['Mail.Read', 'Mail.ReadWrite'].some((scope) => token.scopes.has(scope)),
      // A draft that was deleted is a draft still.
      draft: message.settlesAt === null || messages.isOnItsWay(message),
    });
  }

  /**
   * @param {import('./graph.js').Call} call
   * @param {string} [id]
   */
  function requireMessage(call, id = '') {
    requireScope(call, call.method === 'GET' ? READING : ['Mail.Send', 'Mail.ReadWrite']);
    if (!/^AA[A-Za-z0-9_=-]+$/.test(id)) throw refusal('ErrorInvalidIdMalformed');
    const message = messages.find(call.token.account.mail, id);
    const unseen = message && messages.isOnItsWay(message) && context.settings.microsoftOnItsWay === 'missing';
    if (!message || unseen) throw refusal('ErrorItemNotFound');
    return message;
  }

  /**
   * @param {Buffer} mime
   * @param {import('./accounts.js').Account} account
   */
  async function deliver(mime, account) {
    if (mime.length > MAX_MESSAGE_BYTES) throw refusal('ErrorMessageSizeExceeded');
    const { raw, recipients } = await prepare(mime, account, context.clock.now());
    await context.mail.deliver({ from: account.mail, to: recipients, raw });
  }

  function settlesAt() {
    return context.clock.now() + context.settings.microsoftSendSeconds * 1000;
  }

  return {
    answer,
    /** Upload sessions, at a host of their own. */
    handleUpload: attachments.handle,
    reset() {
      messages.clear();
      attachments.reset();
    },
  };
}

/**
 * @param {import('./graph.js').Call} call
 * @param {string[]} scopes any of them will do
 */
function requireScope({ token }, scopes) {
  if (!scopes.some((scope) => token.scopes.has(scope))) throw refusal('ErrorAccessDenied');
}

/** @param {import('./graph.js').Call} call */
function isMime({ type }) {
  if (type === 'text/plain') return true;
  if (type === 'application/json') return false;
  throw new GraphError({ status: 415, code: 'UnsupportedMediaType', message: `The media type '${type}' is not supported; use application/json, or text/plain for MIME.` });
}

/**
 * @param {import('./graph.js').Call} call
 * @param {(body: any) => { message: any, keep: boolean }} pick
 */
async function messageInJson(call, pick) {
  const { message, keep } = pick(jsonOf(call));
  if (typeof message !== 'object' || message === null) throw badRequest("The value of the parameter 'Message' is empty.", 'ErrorInvalidParameter');
  return { mime: await composeMime(message, call.token.account), keep };
}

/**
 * @param {import('./graph.js').Call} call
 * @returns {any}
 */
function jsonOf({ body }) {
  try {
    return JSON.parse(body.toString('utf8')) ?? {};
  } catch {
    throw badRequest('Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.');
  }
}

/** @param {import('./messages.js').Message} message */
function requireUnsent({ folder }) {
  if (folder === 'drafts') return;
  throw new GraphError({ status: 403, code: 'ErrorInvalidOperation', message: 'The requested operation cannot be done on a message that was sent.' });
}

/**
 * @param {string | null} filter of the kind `internetMessageId eq '…'` or `receivedDateTime ge …`
 * @returns {(message: import('./messages.js').Message) => boolean}
 */
function filterOf(filter) {
  if (filter === null) return () => true;
  const [, since, senders] = /^receivedDateTime ge (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)(?: and \((.+)\))?$/.exec(filter.trim()) ?? [];
  if (since) {
    const from = senders?.split(' or ').map((one) => {
      const address = /^from\/emailAddress\/address eq '((?:[^']|'')*)'$/.exec(one)?.[1];
      if (address === undefined) throw badRequest(`Invalid filter clause: ${one}`, 'ErrorInvalidUrlQueryFilter');
      return address.replaceAll("''", "'").toLowerCase();
    });
    // Exchange keeps whole seconds.
    return ({ createdAt, parsed }) => Math.floor(createdAt / 1000) * 1000 >= Date.parse(since)
      && (!from || from.includes((parsed.from?.address ?? '').toLowerCase()));
  }
  const match = /^internetMessageId eq '((?:[^']|'')*)'$/.exec(filter.trim());
  if (!match) throw badRequest(`Invalid filter clause: the demo knows internetMessageId eq '…' and receivedDateTime ge …, not ${filter}`, 'ErrorInvalidUrlQueryFilter');
  const id = match[1].replaceAll("''", "'");
  return ({ parsed }) => parsed.messageId === id;
}

/**
 * @param {import('./graph.js').Call} call
 * @param {Record<string, unknown>} body
 * @param {number} [status]
 * @param {Record<string, string>} [headers]
 * @returns {import('./graph.js').Answer}
 */
function reply({ immutable }, body, status = 200, headers = {}) {
  return { status, body, headers: { ...headers, ...(immutable ? { 'Preference-Applied': 'IdType="ImmutableId"' } : {}) } };
}
