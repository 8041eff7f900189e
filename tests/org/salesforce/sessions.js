import { randomBytes } from 'node:crypto';
import { cookiesOf, hostOf } from '../http.js';
import { ORGANIZATION_ID } from './ids.js';

/**
 * Page sessions: the `sid` cookie, one per host, as Salesforce keeps My Domain and Lightning apart.
 * Lightning gets its own by a one-time code handed to `/secur/frontdoor.jsp`.
 */
export class Sessions {
  /** @type {Map<string, { username: string, host: string, at: number }>} */
  #bySid = new Map();
  /** @type {Map<string, { username: string, host: string }>} */
  #codes = new Map();

  /**
   * @param {string} username
   * @param {string} host
   * @returns {string} the Set-Cookie value
   */
  open(username, host) {
    const sid = `${ORGANIZATION_ID.slice(0, 15)}!${randomBytes(48).toString('base64url')}`;
    this.#bySid.set(sid, { username, host, at: Date.now() });
    return `sid=${encodeURIComponent(sid)}; Path=/; Secure; HttpOnly; SameSite=None`;
  }

  /**
   * @param {import('../http.js').Request} req
   * @returns {string | undefined} the user name
   */
  username(req) {
    const session = this.#bySid.get(cookiesOf(req).sid);
    return session && session.host === hostOf(req) ? session.username : undefined;
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
   * A code that opens one session on another host.
   * @param {string} username
   * @param {string} host
   */
  issueCode(username, host) {
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, { username, host });
    return code;
  }

  /**
   * @param {string} code
   * @param {string} host
   * @returns {string | undefined} the user name; a code works once, on its own host
   */
  redeemCode(code, host) {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found?.host === host ? found.username : undefined;
  }
}
