import { randomBytes } from 'node:crypto';
import { cookiesOf } from './http.js';

/** What the sign-ins of Google and Microsoft share: a browser that is known by a cookie, and the flows that it began. */

/**
 * One browser's: no other may continue what it began.
 * @template {{ id: string, request: any }} F a flow under way
 */
export class BrowserSession {
  /** @type {Map<string, F>} */
  #flows = new Map();

  /** @param {string} id the cookie's value */
  constructor(id) {
    this.id = id;
  }

  /**
   * @param {F['request']} request
   * @returns {F}
   */
  begin(request) {
    const flow = /** @type {F} */ ({ id: randomBytes(16).toString('base64url'), request });
    this.#flows.set(flow.id, flow);
    return flow;
  }

  /**
   * @param {string | null} id
   * @returns {F | undefined}
   */
  flow(id) {
    return this.#flows.get(id ?? '');
  }
}

/**
 * The browsers that a vendor knows.
 * @template {BrowserSession<any>} S
 */
export class BrowserSessions {
  /** @type {Map<string, S>} */
  #sessions = new Map();
  #cookie;
  #make;

  /**
   * @param {string} cookie its name
   * @param {(id: string) => S} make a session for a browser that was not seen before
   */
  constructor(cookie, make) {
    this.#cookie = cookie;
    this.#make = make;
  }

  /**
   * @param {import('./http.js').Request} req
   * @returns {{ session: S, isNew: boolean }}
   */
  open(req) {
    const known = this.#sessions.get(cookiesOf(req)[this.#cookie]);
    if (known) return { session: known, isNew: false };
    const session = this.#make(randomBytes(24).toString('base64url'));
    this.#sessions.set(session.id, session);
    return { session, isNew: true };
  }

  all() {
    return [...this.#sessions.values()];
  }

  clear() {
    this.#sessions.clear();
  }
}
