import { send } from './loopback.js';

/**
 * As much of a browser as a sign-in needs: cookies, redirects, forms, and pages that go on by script.
 * @typedef {{ url: string, status: number, html: string }} Page
 */
export class Browser {
  /** @type {Map<string, Map<string, string>>} */
  #cookies = new Map();
  #stopAt;

  /** @param {string} stopAt the prefix of the application's own address, which is not loaded */
  constructor(stopAt) {
    this.#stopAt = stopAt;
  }

  /**
   * Loads a page, redirects followed. Ends at the application's address: then the page is that address alone.
   * @param {string} address
   * @param {{ form?: Record<string, string> }} [options] posted if given
   * @returns {Promise<Page>}
   */
  async open(address, { form } = {}) {
    const response = await this.#request(address, form);
    const location = response.headers.location ?? byScript(response.body);
    if (!location) return { url: address, status: response.status, html: response.body };
    const next = new URL(location, address).href;
    return next.startsWith(this.#stopAt) ? { url: next, status: response.status, html: '' } : this.open(next);
  }

  /**
   * Submits the page's form with its hidden and ticked fields and those given.
   * @param {Page} page
   * @param {Record<string, string>} fields
   */
  submit(page, fields) {
    const form = /<form\b([^>]*)>(.*?)<\/form>/s.exec(page.html);
    if (!form) throw new Error(`no form at ${page.url} (${page.status}): ${page.html}`);
    const action = attribute(form[1], 'action');
    /** @type {Record<string, string>} */
    const values = {};
    for (const [input] of form[2].matchAll(/<input\b[^>]*>/g)) {
      const type = attribute(input, 'type');
      if (type === 'hidden' || (type === 'checkbox' && / checked\b/.test(input))) {
        values[attribute(input, 'name') ?? ''] = attribute(input, 'value') ?? '';
      }
    }
    return this.open(action ? new URL(action, page.url).href : page.url, { form: { ...values, ...fields } });
  }

  /**
   * @param {string} address
   * @param {Record<string, string> | undefined} form
   */
  async #request(address, form) {
    const { host } = new URL(address);
    const jar = this.#cookies.get(host) ?? new Map();
    this.#cookies.set(host, jar);
    const cookies = { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await send(address, form
      ? {
        method: 'POST',
        headers: { ...cookies, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }
      : { headers: cookies });
    for (const cookie of response.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    return response;
  }
}

/** Where a page goes on to by itself, if it does. @param {string} page */
function byScript(page) {
  const link = /<a id="redirect"[^>]*>/.exec(page)?.[0];
  return link && attribute(link, 'href');
}

/**
 * @param {string} tag
 * @param {string} name
 */
function attribute(tag, name) {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/&amp;/g, '&');
}
