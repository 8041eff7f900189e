import { BrowserSession, BrowserSessions } from '../browser-sessions.js';

const COOKIE = '__Host-ESTSAUTH';
const NINETY_DAYS = 90 * 24 * 3600;

/**
 * An authorization under way in one browser.
 * @typedef {object} Flow
 * @property {string} id
 * @property {import('./authorization-request.js').AuthorizationRequest} request
 * @property {import('./accounts.js').Account} [identified] named, but no password given yet
 * @property {import('./accounts.js').Account} [account] signed in
 * @property {boolean} [typed] the password was given in this flow
 * @property {boolean} [keptAsked] "Stay signed in?" was answered
 */

/**
 * One browser's: who is signed in.
 * @extends {BrowserSession<Flow>}
 */
export class EntraSession extends BrowserSession {
  /** Whether the second factor was given, by account name. @type {Map<string, { mfa: boolean }>} */
  signedIn = new Map();
  /** "Stay signed in?": the cookie outlives the browser. */
  persistent = false;

  /** The header that hands out the cookie. */
  cookie() {
    const age = this.persistent ? `; Max-Age=${NINETY_DAYS}` : '';
    return { 'Set-Cookie': `${COOKIE}=${this.id}; Path=/; Secure; HttpOnly; SameSite=None${age}` };
  }
}

/** The browsers that Entra knows. */
export class EntraSessions {
  #browsers = new BrowserSessions(COOKIE, (id) => new EntraSession(id));

  /** @param {import('../http.js').Request} req */
  open(req) {
    return this.#browsers.open(req).session;
  }

  /** Ends an account's sign-in in every browser. @param {string} upn */
  signOut(upn) {
    for (const session of this.#browsers.all()) session.signedIn.delete(upn);
  }

  clear() {
    this.#browsers.clear();
  }
}
