import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const CODE_SECONDS = 600;

/**
 * What a user has allowed a client.
 * @typedef {object} Grant
 * @property {import('./clients.js').Client} client
 * @property {import('./accounts.js').Account} account
 * @property {string[]} scopes
 *
 * @typedef {Grant & { expiresAt: number }} AccessToken
 * @typedef {Grant & { expiresAt: number, redirectUri: string, challenge: string | null, offline: boolean }} Code
 */

/** Codes, access and refresh tokens, and the consents they stand on. */
export class Tokens {
  /** @type {Map<string, AccessToken>} */
  #access = new Map();
  /** @type {Map<string, Grant>} */
  #refresh = new Map();
  /** @type {Map<string, Code>} */
  #codes = new Map();
  /** @type {Map<string, Set<string>>} */
  #consents = new Map();
  #clock;
  #settings;

  /** @param {Pick<import('../server.js').Context, 'clock' | 'settings'>} context */
  constructor({ clock, settings }) {
    this.#clock = clock;
    this.#settings = settings;
  }

  clear() {
    for (const each of [this.#access, this.#refresh, this.#codes, this.#consents]) each.clear();
  }

  /** @param {Pick<Grant, 'client' | 'account'>} grant @returns {Set<string>} the scopes consented to so far */
  consented(grant) {
    return this.#consents.get(consentKey(grant)) ?? new Set();
  }

  /** @param {Grant} grant */
  consent(grant) {
    this.#consents.set(consentKey(grant), new Set([...this.consented(grant), ...grant.scopes]));
  }

  /**
   * @param {Grant} grant
   * @returns {{ access_token: string, token_type: 'Bearer', expires_in: number, scope: string }}
   */
  issueAccess({ client, account, scopes }) {
    const seconds = this.#settings.googleAccessTokenSeconds;
    const token = `ya29.${randomBytes(48).toString('base64url')}`;
    this.#access.set(token, { client, account, scopes, expiresAt: this.#clock.now() + seconds * 1000 });
    return { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: scopes.join(' ') };
  }

  /** @param {Grant} grant */
  issueRefresh({ client, account, scopes }) {
    const token = `1//${randomBytes(40).toString('base64url')}`;
    this.#refresh.set(token, { client, account, scopes });
    return token;
  }

  /** @param {Omit<Code, 'expiresAt'>} code */
  issueCode(code) {
    const value = `4/0${randomBytes(32).toString('base64url')}`;
    this.#codes.set(value, { ...code, expiresAt: this.#clock.now() + CODE_SECONDS * 1000 });
    return value;
  }

  /**
   * A code is good once, whatever comes of it.
   * @param {string} value
   * @param {{ client: import('./clients.js').Client, verifier: string | null }} exchange
   * @returns {Code | undefined}
   */
  redeem(value, { client, verifier }) {
    const code = this.#codes.get(value);
    this.#codes.delete(value);
    if (!code || code.client !== client || code.expiresAt <= this.#clock.now()) return undefined;
    if (code.challenge && !matchesChallenge(verifier, code.challenge)) return undefined;
    return code;
  }

  /** @param {string} token @returns {(AccessToken & { secondsLeft: number }) | undefined} undefined when expired or revoked */
  access(token) {
    const found = this.#access.get(token);
    const secondsLeft = found ? Math.ceil((found.expiresAt - this.#clock.now()) / 1000) : 0;
    return found && secondsLeft > 0 ? { ...found, secondsLeft } : undefined;
  }

  /** @param {string} token */
  refresh(token) {
    return this.#refresh.get(token);
  }

  /** The tokens that are good. @returns {{ username: string, kind: string, client: string }[]} */
  live() {
    const shown = (/** @type {string} */ kind) => (/** @type {Grant} */ { account, client }) => ({ username: account.email, kind, client: client.id });
    const access = [...this.#access.values()].filter(({ expiresAt }) => expiresAt > this.#clock.now());
    return [...access.map(shown('access')), ...[...this.#refresh.values()].map(shown('refresh'))];
  }

  /**
   * Ends the whole grant: its consent and every token of it. One that has run out is not known any more.
   * @param {string} token access or refresh token
   * @returns {boolean} whether there was one
   */
  revoke(token) {
    const grant = this.access(token) ?? this.#refresh.get(token);
    if (grant) this.#end((each) => consentKey(each) === consentKey(grant));
    return grant !== undefined;
  }

  /** @param {string} email whose grants end, as when the user removes the app from the account */
  revokeAll(email) {
    this.#end(({ account }) => account.email === email);
  }

  /** @param {(grant: Grant) => boolean} concerns */
  #end(concerns) {
    for (const tokens of [this.#access, this.#refresh, this.#codes]) {
      for (const [token, grant] of tokens) {
        if (!concerns(grant)) continue;
        tokens.delete(token);
        this.#consents.delete(consentKey(grant));
      }
    }
  }
}

/** @param {Pick<Grant, 'client' | 'account'>} grant */
function consentKey({ client, account }) {
  return `${client.id} ${account.sub}`;
}

/**
 * @param {string | null} verifier
 * @param {string} challenge S256
 */
function matchesChallenge(verifier, challenge) {
  const actual = createHash('sha256').update(verifier ?? '').digest();
  const expected = Buffer.from(challenge, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
