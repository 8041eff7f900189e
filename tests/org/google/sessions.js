import { randomBytes } from 'node:crypto';
import { cookiesOf } from '../http.js';

const COOKIE = '__Host-GAPS';

/**
 * An authorization under way in one browser.
 * @typedef {object} Flow
 * @property {string} id
 * @property {import('./authorization-request.js').AuthorizationRequest} request
 * @property {import('./accounts.js').Account} [identified] named, but no password given yet
 * @property {import('./accounts.js').Account} [account] signed in
 */

/** One browser's: who is signed in, and the flows that it began and no other may continue. */
export class BrowserSession {
  /** @type {Set<string>} */
  emails = new Set();
  /** @type {Map<string, Flow>} */
  #flows = new Map();

  /** @param {import('./authorization-request.js').AuthorizationRequest} request */
  begin(request) {
    const flow = { id: randomBytes(16).toString('base64url'), request };
    this.#flows.set(flow.id, flow);
    return flow;
  }

  /** @param {string | null} id */
  flow(id) {
    return this.#flows.get(id ?? '');
  }
}

/** The browsers that Google knows, by cookie. */
export class BrowserSessions {
  /** @type {Map<string, BrowserSession>} */
  #sessions = new Map();

  /**
   * @param {import('../http.js').Request} req
   * @returns {{ session: BrowserSession, headers: Record<string, string> }} `headers` hand out the cookie
   */
  open(req) {
    const known = this.#sessions.get(cookiesOf(req)[COOKIE]);
    if (known) return { session: known, headers: {} };
    const id = randomBytes(24).toString('base64url');
    const session = new BrowserSession();
    this.#sessions.set(id, session);
    return {
      session,
      headers: { 'Set-Cookie': `${COOKIE}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=63072000` },
    };
  }

  /** Ends an account's sign-in in every browser. @param {string} email */
  signOut(email) {
    for (const session of this.#sessions.values()) session.emails.delete(email);
  }

  clear() {
    this.#sessions.clear();
  }
}
