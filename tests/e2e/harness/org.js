// The demo org's control API, as the tests use it.

/** @typedef {Awaited<ReturnType<typeof import('../../org/server.js').startOrg>>} Org */

export class Control {
  /** @param {string} base @param {string} [org] whose Salesforce is asked; without one production's */
  constructor(base, org) {
    this.base = base;
    this.org = org;
  }

  /** The same of the sandbox. */
  sandbox() {
    return new Control(this.base, 'uat');
  }

  /** Orders a fault for a coming request. @param {object} fault */
  fault(fault) {
    return this.#call('POST', '/faults', fault);
  }

  clearFaults() {
    return this.#call('DELETE', '/faults');
  }

  /** @param {object} settings */
  settings(settings) {
    return this.#call('PATCH', '/settings', settings);
  }

  /** @returns {Promise<Record<string, any>>} */
  settingsNow() {
    return this.#call('GET', '/settings');
  }

  /** Changes a user; gives the whole user. @param {string} username @param {object} change @returns {Promise<Record<string, any>>} */
  user(username, change) {
    return this.#call('PATCH', `/users/${username}`, change);
  }

  /** Changes an External Client App; gives the whole app. @param {string} key @param {object} change @returns {Promise<Record<string, any>>} */
  app(key, change) {
    return this.#call('PATCH', `/apps/${key}`, change);
  }

  /** The tokens that are good at a provider. @param {'salesforce' | 'google' | 'microsoft'} provider @returns {Promise<{ username: string, kind: string }[]>} */
  tokens(provider) {
    return this.#call('GET', `/tokens?provider=${provider}`);
  }

  /** A mail comes from outside. @param {string} to a mailbox of the demo @param {string} raw all of it */
  deliver(to, raw) {
    return this.#call('POST', '/mail', { to, raw });
  }

  /** @param {string} to @returns {Promise<any[]>} */
  mail(to) {
    return this.#call('GET', `/mail?to=${encodeURIComponent(to)}`);
  }


  /** Rows, as an administrator sees them. @param {string} soql @returns {Promise<any[]>} */
  query(soql) {
    return this.#call('POST', '/query', { soql });
  }

  /** Changes a record as somebody else in the org does. @param {string} object @param {string} id @param {object} fields */
  update(object, id, fields) {
    return this.#call('PATCH', `/records/${object}/${id}`, fields);
  }

  /** Deletes a record, likewise. @param {string} object @param {string} id */
  remove(object, id) {
    return this.#call('DELETE', `/records/${object}/${id}`);
  }

  /** Merges a record into another. @param {string} other @param {string} master */
  merge(other, master) {
    return this.#call('POST', '/merges', { other, master });
  }

  /** Converts a lead; gives its contact. @param {string} id @returns {Promise<Record<string, any>>} */
  convert(id) {
    return this.#call('POST', '/convert', { id });
  }

  /** @param {number} [since] @returns {Promise<any[]>} */
  log(since = 0) {
    return this.#call('GET', `/log?since=${since}`);
  }

  /** What the extension itself asked. @param {number} [since] @returns {Promise<any[]>} */
  async askedByExtension(since) {
    return (await this.log(since)).filter((entry) => entry.userAgentIsExtension);
  }

  /** The link of a welcome mail. @param {string} to @returns {Promise<string>} */
  async invitation(to) {
    return (await this.#call('POST', '/invitations', { to })).link;
  }

  /** The org as before anybody set it up. */
  nothing() {
    return this.#call('POST', '/org/nothing');
  }

  /** The org with the optional custom objects that Set-up deploys, and the team with the rights on them. */
  objects() {
    return this.#call('POST', '/org/objects');
  }

  /** A sales campaign that people can be added to. @param {string} owner a username @returns {Promise<{ Id: string }>} */
  campaign(owner) {
    return this.#call('POST', '/org/campaign', { owner });
  }

  /** Makes an External Client App as in Setup. @param {object} app @returns {Promise<string>} its consumer key */
  async makeApp(app) {
    return (await this.#call('POST', '/apps', app)).consumerKey;
  }

  /** @param {string} key @param {object} app */
  changeApp(key, app) {
    return this.#call('PATCH', `/apps/${key}`, app);
  }

  /** @param {string} username @param {string} provider */
  revokeTokens(username, provider) {
    return this.#call('POST', '/tokens/revoke', { username, provider });
  }

  /** Lifetimes pass at once. @param {number} advanceMs */
  pass(advanceMs) {
    return this.#call('POST', '/clock', { advanceMs });
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #call(method, path, body) {
    const url = new URL(this.base + path);
    if (this.org) url.searchParams.set('org', this.org);
    const response = await fetch(url, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
