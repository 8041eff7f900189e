import { BrowserSession, BrowserSessions } from '../browser-sessions.js';

const COOKIE = '__Host-GAPS';

/**
 * An authorization under way in one browser.
 * @typedef {object} Flow
 * @property {string} id
 * @property {import('./authorization-request.js').AuthorizationRequest} request
 * @property {import('./accounts.js').Account} [identified] named, but no password given yet
 * @property {import('./accounts.js').Account} [account] signed in
 */

/**
 * One browser's: who is signed in.
 * @extends {BrowserSession<Flow>}
 */
export class GoogleSession extends BrowserSession {
  /** @type {Set<string>} */
  emails = new Set();
}

/** The browsers that Google knows. */
export class GoogleSessions {
  #browsers = new BrowserSessions(COOKIE, (id) => new GoogleSession(id));

  /**
   * @param {import('../http.js').Request} req
   * @returns {{ session: GoogleSession, headers: Record<string, string> }} `headers` hand out the cookie
   */
  open(req) {
    const { session, isNew } = this.#browsers.open(req);
    const cookie = `${COOKIE}=${session.id}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=63072000`;
    return { session, headers: isNew ? { 'Set-Cookie': cookie } : {} };
  }

  /** Ends an account's sign-in in every browser. @param {string} email */
  signOut(email) {
    for (const session of this.#browsers.all()) session.emails.delete(email);
  }

  clear() {
    this.#browsers.clear();
  }
}
