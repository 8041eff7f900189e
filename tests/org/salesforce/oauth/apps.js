import { recordId } from '../ids.js';
import { MSI_ACTIONS, isInForce, permissionSetNamed } from '../rights.js';
import { ACME } from '../orgs.js';

/**
 * An External Client App of the org, as an administrator makes one in Setup.
 * @typedef {object} ClientApp
 * @property {string} key
 * @property {string} [secret] of a confidential app; MSI Actions has none that anybody knows
 * @property {string} name
 * @property {string[]} callbacks
 * @property {string[]} scopes
 * @property {boolean} pkce Require Proof Key for Code Exchange
 * @property {boolean} secretForWebServer Require secret for Web Server Flow
 * @property {boolean} secretForRefresh Require secret for Refresh Token Flow
 * @property {boolean} rotation Enable Refresh Token Rotation
 * @property {string[]} permissionSets whose users are pre-authorised, where the setting `permittedUsers` says so
 * @property {number} activeAt milliseconds; Salesforce takes some minutes until a new app is known
 */

export const MSI_ACTIONS_KEY = ACME.consumerKey;

/** For official clients in the conformance tests: confidential, as jsforce expects. */
export const CONFORMANCE_KEY = '3MVG9AcmeDemo.Org_Conformance_ExternalClientApp_ConsumerKey_000000000000000000000000002';
export const CONFORMANCE_SECRET = 'A8F1C0DEC0FFEE5EC2E7A8F1C0DEC0FFEE5EC2E7A8F1C0DEC0FFEE5EC2E70001';

/** Scopes that an app may have, with what the consent page says. */
export const SCOPES = /** @type {Record<string, string>} */ ({
  api: 'Manage user data via APIs',
  refresh_token: 'Perform requests at any time',
  openid: 'Access unique user identifiers',
  id: 'Access the identity URL service',
  profile: 'Access your basic information',
  email: 'Access your email address',
});

/** The org's apps, by consumer key. */
export class Apps {
  /** @type {Map<string, ClientApp>} */
  #apps = new Map();
  #context;

  /** @param {import('../../server.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.reset();
  }

  /** MSI Actions as it should be, and the app of the conformance tests. */
  reset() {
    const { extensionIds, org } = this.#context;
    this.clear();
    this.#put({ ...RIGHT, key: org.consumerKey, name: 'MSI Actions', callbacks: extensionIds.map((id) => `https://${id}.chromiumapp.org/salesforce`) });
  }

  /** Nothing but the app of the conformance tests, as in an org that nobody has set up. */
  clear() {
    this.#apps.clear();
    this.#put({
      ...RIGHT, key: CONFORMANCE_KEY, secret: CONFORMANCE_SECRET, name: 'Conformance', permissionSets: [],
      callbacks: ['http://localhost:1717/OauthRedirect', 'http://127.0.0.1/callback'],
    });
  }

  /** @param {string | null | undefined} key @returns {ClientApp | undefined} once Salesforce knows it */
  of(key) {
    const app = this.#apps.get(key ?? '');
    return app && app.activeAt <= this.#context.clock.now() ? app : undefined;
  }

  /** The org's apps as the object ExternalClientApplication shows them. */
  all() {
    return [...this.#apps.values()].map(({ name, permissionSets }, at) => ({
      id: recordId('0xI', at + 1), name, developerName: name.replace(/\W+/g, '_'), permissionSets,
    }));
  }

  /** @param {string} key */
  nameOf(key) {
    return this.#apps.get(key)?.name ?? '';
  }

  /**
   * Makes an app, with the right settings where the given ones say nothing else.
   * @param {Record<string, any>} given
   */
  add(given) {
    const key = `3MVG9AcmeDemo.Org_MadeInSetup_ExternalClientApp_ConsumerKey_${String(this.#apps.size).padStart(26, '0')}`;
    this.#put({ ...RIGHT, key, name: 'MSI Actions', callbacks: [], permissionSets: [] });
    return this.change(key, given);
  }

  /**
   * @param {string} key
   * @param {Record<string, any>} given
   * @returns {ClientApp}
   */
  change(key, given) {
    const app = this.#apps.get(key);
    if (!app) throw new TypeError(`no app ${key}`);
    for (const [name, value] of Object.entries(given)) {
      if (name === 'activeInSeconds') {
        app.activeAt = this.#context.clock.now() + Number(value) * 1000;
        continue;
      }
      const now = /** @type {Record<string, any>} */ (app)[name];
      if (!CHANGEABLE.includes(name)) throw new TypeError(`an app has no ${name} (it has ${CHANGEABLE.join(', ')}, activeInSeconds)`);
      if (typeof value !== typeof now || Array.isArray(value) !== Array.isArray(now)) throw new TypeError(`${name} must be like ${JSON.stringify(now)}`);
    }
    const { activeInSeconds: _, ...settings } = given;
    const unknown = (settings.scopes ?? []).find((/** @type {string} */ scope) => !(scope in SCOPES));
    if (unknown) throw new TypeError(`no scope ${unknown}`);
    this.#put({ ...app, ...settings });
    return /** @type {ClientApp} */ (this.#apps.get(key));
  }

  /**
   * The app as the OAuth core knows clients.
   * @param {string} key
   */
  client(key) {
    const app = this.of(key);
    return app && {
      client_id: app.key,
      client_secret: app.secret,
      client_name: app.name,
      // The core wants one; an app without a callback has one that nobody asks for.
      redirect_uris: app.callbacks.length > 0 ? app.callbacks : ['https://callback.invalid/'],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: app.secret ? 'client_secret_post' : 'none',
    };
  }

  /**
   * Whether the org's policy lets a user have the app.
   * @param {string} key
   * @param {string} userId
   */
  permits(key, userId) {
    const { data, settings } = this.#context;
    if (settings.permittedUsers !== 'preauthorized') return true;
    const sets = (this.#apps.get(key)?.permissionSets ?? []).map((name) => permissionSetNamed(data, name)?.Id);
    return data.rows('PermissionSetAssignment').some((row) => row.AssigneeId === userId && isInForce(data, row) && sets.includes(row.PermissionSetId));
  }

  /** @param {ClientApp} app */
  #put(app) {
    this.#apps.set(app.key, app);
  }
}

/** The settings that MSI Actions needs. */
const RIGHT = Object.freeze({
  scopes: Object.keys(SCOPES), pkce: true, secretForWebServer: false, secretForRefresh: false, rotation: true, permissionSets: [MSI_ACTIONS], activeAt: 0,
});
const CHANGEABLE = ['name', 'callbacks', 'scopes', 'pkce', 'secretForWebServer', 'secretForRefresh', 'rotation', 'permissionSets'];
