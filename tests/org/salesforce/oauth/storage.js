import { createHash } from 'node:crypto';

/**
 * What a user approved for an app, as the object OauthToken shows it.
 * @typedef {{ userId: string, key: string, app: string, grantId: string, createdAt: number, lastUsedAt: number, useCount: number, deleteToken: string }} Approval
 *   times in milliseconds
 */

/**
 * Where the OAuth server keeps grants, codes and tokens: in memory, by the org's clock.
 */
export class OAuthStorage {
  /** @type {Map<string, { model: string, id: string, payload: any, expiresAt: number }>} */
  #entries = new Map();
  #clock;
  #apps;

  /** @param {import('../../clock.js').Clock} clock @param {import('./apps.js').Apps} apps */
  constructor(clock, apps) {
    this.#clock = clock;
    this.#apps = apps;
  }

  /** The adapter class that oidc-provider asks for. */
  get adapter() {
    const storage = this;
    return class Adapter {
      /** @param {string} model */
      constructor(model) { this.model = model; }

      /** @type {(id: string, payload: any, expiresIn?: number) => Promise<void>} */
      async upsert(id, payload, expiresIn) {
        const expiresAt = expiresIn === undefined ? Infinity : storage.#clock.now() + expiresIn * 1000;
        storage.#entries.set(`${this.model}:${id}`, { model: this.model, id, payload, expiresAt });
      }

      /** @param {string} id */
      async find(id) { return this.model === 'Client' ? storage.#apps.client(id) : storage.#find(this.model, id); }

      /** @param {string} uid */
      async findByUid(uid) {
        return [...storage.#entries.values()].find((entry) => entry.model === this.model && entry.payload.uid === uid)?.payload;
      }

      async findByUserCode() { return undefined; }

      /** @param {string} id */
      async destroy(id) { storage.#entries.delete(`${this.model}:${id}`); }

      /** @param {string} grantId */
      async revokeByGrantId(grantId) { storage.#removeWhere((entry) => entry.payload.grantId === grantId); }

      /** @param {string} id */
      async consume(id) {
        const payload = storage.#find(this.model, id);
        if (payload) payload.consumed = Math.floor(storage.#clock.now() / 1000);
      }
    };
  }

  /**
   * Whether the user has approved the app and not taken it back: a live grant with every scope.
   * @param {string} userId
   * @param {string} clientId
   * @param {string[]} scopes
   */
  hasGrant(userId, clientId, scopes) {
    return [...this.#entries.values()].some(({ model, payload }) => model === 'Grant' && payload.accountId === userId
      && payload.clientId === clientId && scopes.every((scope) => String(payload.openid?.scope).split(' ').includes(scope)));
  }

  /**
   * The approvals that hold a refresh token, the oldest first.
   * @returns {Approval[]}
   */
  approvals() {
    const entries = [...this.#entries.values()];
    return entries.filter(({ model }) => model === 'Grant').map(({ id, payload }) => {
      const tokens = entries.filter((entry) => entry.model === 'RefreshToken' && entry.payload.grantId === id);
      const times = tokens.map((entry) => entry.payload.iat * 1000);
      return {
        userId: payload.accountId,
        key: payload.clientId,
        app: this.#apps.nameOf(payload.clientId),
        grantId: id,
        createdAt: payload.iat * 1000,
        lastUsedAt: Math.max(...times),
        useCount: tokens.length,
        deleteToken: createHash('sha256').update(`delete ${id}`).digest('base64url'),
        live: tokens.some((entry) => !entry.payload.consumed),
      };
    }).filter(({ live }) => live);
  }

  /**
   * @param {string} code
   * @returns {{ codeChallenge?: string } | undefined}
   */
  authorizationCode(code) {
    return this.#find('AuthorizationCode', code);
  }

  /**
   * Ends a user's grants with all their tokens.
   * @param {string} userId
   */
  revokeUser(userId) {
    this.#removeWhere(({ model, payload }) => payload.accountId === userId && model !== 'Session' && model !== 'Interaction');
  }

  /** @param {string} grantId */
  revokeGrant(grantId) {
    this.#removeWhere((entry) => entry.payload.grantId === grantId || (entry.model === 'Grant' && entry.id === grantId));
  }

  clear() {
    this.#entries.clear();
  }

  /** @type {(model: string, id: string) => any} */
  #find(model, id) {
    const entry = this.#entries.get(`${model}:${id}`);
    return entry && entry.expiresAt > this.#clock.now() ? entry.payload : undefined;
  }

  /** @param {(entry: { model: string, id: string, payload: any }) => boolean} matches */
  #removeWhere(matches) {
    for (const [key, entry] of this.#entries) if (matches(entry)) this.#entries.delete(key);
  }
}
