import { randomBytes } from 'node:crypto';

const CODE_SECONDS = 600;
const NINETY_DAYS_SECONDS = 90 * 24 * 3600;

/**
 * What a sign-in gave an application.
 * @typedef {object} Grant
 * @property {import('./registrations.js').Registration} app
 * @property {import('./registrations.js').Platform} platform of the redirect URI by which it came
 * @property {import('./accounts.js').Account} account
 * @property {string[]} scopes asked for; the tokens carry all that was consented to
 * @property {boolean} prefixed
 * @property {boolean} mfa
 * @property {string | null} nonce
 *
 * @typedef {{ app: Grant['app'], account: Grant['account'], scopes: Set<string>, issuedAt: number, expiresAt: number,
 *   revoked?: boolean }} AccessToken
 * @typedef {Grant & { issuedAt: number, expiresAt: number, revoked?: boolean }} RefreshToken
 * @typedef {Grant & { expiresAt: number, redirectUri: string, challenge: string | null, redeemed: boolean }} Code
 */

/** Codes, access and refresh tokens, and the consents they stand on. */
export class Tokens {
  /** @type {Map<string, AccessToken>} */
  #access = new Map();
  /** @type {Map<string, RefreshToken>} */
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

  /**
   * @param {Pick<Grant, 'app' | 'account'>} grant
   * @returns {Set<string>} the scopes consented to so far, by the user or for the whole organization
   */
  consented({ app, account }) {
    const [own, everyone] = [this.#consents.get(`${app.id} ${account.oid}`), this.#consents.get(`${app.id} *`)];
    return new Set([...(own ?? []), ...(everyone ?? [])]);
  }

  /**
   * @param {Pick<Grant, 'app' | 'account' | 'scopes'>} grant
   * @param {boolean} forEveryone on behalf of the organization
   */
  consent({ app, account, scopes }, forEveryone) {
    const key = `${app.id} ${forEveryone ? '*' : account.oid}`;
    this.#consents.set(key, new Set([...(this.#consents.get(key) ?? []), ...scopes]));
  }

  /** @param {Omit<Code, 'expiresAt' | 'redeemed'>} code */
  issueCode(code) {
    const value = `1.A${randomBytes(180).toString('base64url')}`;
    this.#codes.set(value, { ...code, redeemed: false, expiresAt: this.#clock.now() + CODE_SECONDS * 1000 });
    return value;
  }

  /**
   * Spends a code: it is good once, whatever comes of it.
   * @param {string} value
   * @returns {(Code & { expired: boolean }) | undefined} `redeemed` says whether it had been spent before
   */
  redeem(value) {
    const code = this.#codes.get(value);
    if (!code) return undefined;
    const before = { ...code, expired: code.expiresAt <= this.#clock.now() };
    code.redeemed = true;
    return before;
  }

  /** @param {Pick<Grant, 'app' | 'account'>} grant */
  issueAccess({ app, account }) {
    const seconds = this.#settings.microsoftAccessTokenSeconds;
    // Opaque to everyone but Graph, whatever it looks like.
    const token = `EwB${randomBytes(300).toString('base64url')}`;
    const now = this.#clock.now();
    this.#access.set(token, {
      app, account, scopes: this.consented({ app, account }), issuedAt: now, expiresAt: now + seconds * 1000,
    });
    return { token, seconds };
  }

  /**
   * A refresh token. A single-page application's ends when its first one would have ended: refreshing gains nothing.
   * @param {Grant} grant
   * @param {RefreshToken} [previous]
   */
  issueRefresh(grant, previous) {
    const now = this.#clock.now();
    const fresh = grant.platform === 'spa' ? this.#settings.microsoftRefreshTokenSeconds : NINETY_DAYS_SECONDS;
    const expiresAt = grant.platform === 'spa' && previous ? previous.expiresAt : now + fresh * 1000;
    const token = `1.A${randomBytes(400).toString('base64url')}`;
    this.#refresh.set(token, { ...grant, issuedAt: now, expiresAt });
    return { token, seconds: Math.floor((expiresAt - now) / 1000) };
  }

  /** @param {string} token @returns {(RefreshToken & { expired: boolean }) | undefined} */
  refresh(token) {
    const found = this.#refresh.get(token);
    return found && { ...found, expired: found.expiresAt <= this.#clock.now() };
  }

  /** @param {string} token @returns {(AccessToken & { expired: boolean }) | undefined} */
  access(token) {
    const found = this.#access.get(token);
    return found && { ...found, expired: found.expiresAt <= this.#clock.now() };
  }

  /** The tokens that are good. @returns {{ username: string, kind: string, client: string }[]} */
  live() {
    const good = (/** @type {{ expiresAt: number, revoked?: boolean }} */ { expiresAt, revoked }) => !revoked && expiresAt > this.#clock.now();
    const shown = (/** @type {string} */ kind) => (/** @type {Pick<Grant, 'app' | 'account'>} */ { app, account }) => ({ username: account.upn, kind, client: app.id });
    return [...[...this.#access.values()].filter(good).map(shown('access')), ...[...this.#refresh.values()].filter(good).map(shown('refresh'))];
  }

  /**
   * Ends all that an account gave, as when an administrator revokes its sessions and the user removes the app.
   * @param {string} upn
   */
  revokeAll(upn) {
    for (const tokens of [this.#access, this.#refresh]) {
      for (const token of tokens.values()) if (token.account.upn === upn) token.revoked = true;
    }
    for (const [value, { account }] of this.#codes) {
      if (account.upn !== upn) continue;
      this.#codes.delete(value);
    }
    for (const { account, app } of [...this.#access.values(), ...this.#refresh.values()]) {
      if (account.upn === upn) this.#consents.delete(`${app.id} ${account.oid}`);
    }
  }
}
