import { randomBytes } from 'node:crypto';
import { cookiesOf, hostOf } from '../http.js';

/**
 * Page sessions: the `sid` cookie, one per host, as Salesforce keeps My Domain and Lightning apart.
 * Another host gets its own by a one-time code handed to `/secur/frontdoor.jsp`; it ends with the one it came from.
 *
 * @typedef {object} Session
 * @property {string} username
 * @property {string} host
 * @property {number} at when it began, milliseconds
 * @property {string} [parent] the sid on My Domain that this one came from
 * @property {string} [impersonator] user name of the administrator who is logged in as this user
 * @property {string} [previous] the administrator's own sid, which comes back after that
 * @property {string} [back] where the administrator then goes
 */
export class Sessions {
  /** @type {Map<string, Session>} */
  #bySid = new Map();
  /** @type {Map<string, { host: string, parent: string }>} */
  #codes = new Map();

  /** @param {import('./orgs.js').OrgIdentity} org */
  constructor(org) {
    this.org = org;
  }

  /**
   * @param {string} username
   * @param {string} host
   * @param {Partial<Session>} [more]
   * @returns {string} the Set-Cookie value
   */
  open(username, host, more = {}) {
    const sid = `${this.org.id.slice(0, 15)}!${randomBytes(48).toString('base64url')}`;
    this.#bySid.set(sid, { username, host, at: Date.now(), ...more });
    return cookie(sid);
  }

  /**
   * @param {import('../http.js').Request} req
   * @returns {Session | undefined}
   */
  of(req) {
    const session = this.#bySid.get(cookiesOf(req).sid);
    return session && session.host === hostOf(req) ? session : undefined;
  }

  /**
   * @param {import('../http.js').Request} req
   * @returns {number} when the session began, in milliseconds; 0 without one
   */
  startedAt(req) {
    return this.#bySid.get(cookiesOf(req).sid)?.at ?? 0;
  }

  /**
   * Ends every page session of a user; without a name, of everybody.
   * @param {string} [username]
   */
  close(username) {
    for (const [sid, session] of this.#bySid) {
      if (username === undefined || session.username === username) this.#bySid.delete(sid);
    }
    this.#codes.clear();
  }

  /**
   * An administrator's session goes on as another user's, everywhere in this browser.
   * @param {import('../http.js').Request} req of the administrator
   * @param {string} username whose session it becomes
   * @param {string} back where the administrator goes afterwards
   * @returns {string} the Set-Cookie value
   */
  impersonate(req, username, back) {
    const previous = cookiesOf(req).sid;
    this.#closeChildren(previous);
    return this.open(username, hostOf(req), { impersonator: this.of(req)?.username, previous, back });
  }

  /**
   * Ends an administrator's session as another user.
   * @param {import('../http.js').Request} req
   * @returns {string} the Set-Cookie value of the administrator's own session
   */
  endImpersonation(req) {
    const { sid } = cookiesOf(req);
    const previous = this.#bySid.get(sid)?.previous ?? '';
    this.#closeChildren(sid);
    this.#bySid.delete(sid);
    return cookie(previous);
  }

  /**
   * A code that opens one session on another host.
   * @param {import('../http.js').Request} req whose session it is
   * @param {string} host
   */
  issueCode(req, host) {
    const code = randomBytes(24).toString('base64url');
    const { sid } = cookiesOf(req);
    this.#codes.set(code, { host, parent: this.#bySid.get(sid)?.parent ?? sid });
    return code;
  }

  /**
   * @param {string} code works once, on its own host
   * @param {string} host
   * @param {boolean} framed in a frame, where only a partitioned cookie may be set
   * @returns {{ username: string, cookie: string } | undefined} the session it opened
   */
  redeemCode(code, host, framed) {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    const parent = found?.host === host ? this.#bySid.get(found.parent) : undefined;
    if (!found || !parent) return undefined;
    const { username, impersonator } = parent;
    const set = this.open(username, host, { parent: found.parent, impersonator });
    return { username, cookie: framed ? `${set}; Partitioned` : set };
  }

  /** @param {string} parent */
  #closeChildren(parent) {
    for (const [sid, session] of this.#bySid) if (session.parent === parent) this.#bySid.delete(sid);
  }
}

/** @param {string} sid */
function cookie(sid) {
  return `sid=${encodeURIComponent(sid)}; Path=/; Secure; HttpOnly; SameSite=None`;
}
