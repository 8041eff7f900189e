import { randomBytes } from 'node:crypto';
import { cookiesOf } from '../http.js';

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

/** One browser's: who is signed in, and the flows that it began and no other may continue. */
export class BrowserSession {
  /** Whether the second factor was given, by account name. @type {Map<string, { mfa: boolean }>} */
  signedIn = new Map();
  /** "Stay signed in?": the cookie outlives the browser. */
  persistent = false;
  /** @type {Map<string, Flow>} */
  #flows = new Map();

  /** @param {string} id */
  constructor(id) {
    this.id = id;
  }

  /** @param {Flow['request']} request */
  begin(request) {
    const flow = { id: randomBytes(16).toString('base64url'), request };
    this.#flows.set(flow.id, flow);
    return flow;
  }

  /** @param {string | null} id @returns {Flow | undefined} */
  flow(id) {
    return this.#flows.get(id ?? '');
  }

  /** The header that hands out the cookie. */
  cookie() {
    const age = this.persistent ? `; Max-Age=${NINETY_DAYS}` : '';
    return { 'Set-Cookie': `${COOKIE}=${this.id}; Path=/; Secure; HttpOnly; SameSite=None${age}` };
  }
}

/** The browsers that Entra knows, by cookie. */
export class BrowserSessions {
  /** @type {Map<string, BrowserSession>} */
  #sessions = new Map();

  /** @param {import('../http.js').Request} req */
  open(req) {
    const known = this.#sessions.get(cookiesOf(req)[COOKIE]);
    if (known) return known;
    const session = new BrowserSession(randomBytes(24).toString('base64url'));
    this.#sessions.set(session.id, session);
    return session;
  }

  /** Ends an account's sign-in in every browser. @param {string} upn */
  signOut(upn) {
    for (const session of this.#sessions.values()) session.signedIn.delete(upn);
  }

  clear() {
    this.#sessions.clear();
  }
}
