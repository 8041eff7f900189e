// The part of chrome.* that a surface sees, answering from a view's fixture. Runs inside the page,
// before its own scripts.

/**
 * @typedef {object} Setting
 * @property {Record<string, unknown>} answers the worker's reply by request name: `{ ok }`, `{ fault }`,
 *   or null for no answer at all
 * @property {Record<string, { message: string }>} messages the locale's texts
 * @property {string} language
 * @property {object} policy what managed storage holds
 */

/** @param {Setting} setting */
export function fakeChrome({ answers, messages, language, policy }) {
  /** @type {((message: unknown, sender: unknown) => void)[]} */
  const listeners = [];
  const fake = {
    runtime: {
      id: 'abcdefghijklmnopabcdefghijklmnop',
      /** @param {string} path */
      getURL: (path) => new URL(path, location.origin).href,
      /** @param {string} text */
      sendMessage(text) {
        const call = JSON.parse(text);
        gallery.asked.push({ name: call.name, body: call.body });
        // A record is known at once, unless a view says otherwise.
        const answer = gallery.answers[call.name === 'get_record_now' && !('get_record_now' in gallery.answers) ? 'get_record' : call.name];
        if (answer === null) return new Promise(() => {});
        return Promise.resolve(
          JSON.stringify(answer ?? { fault: { code: 'gallery.no_fixture', whose_move: 'bug', detail: call.name } }),
        );
      },
      onMessage: {
        /** @param {(message: unknown, sender: unknown) => void} listener */
        addListener: (listener) => void listeners.push(listener),
      },
    },
    tabs: { onActivated: { addListener() {} }, onUpdated: { addListener() {} } },
    storage: { managed: { get: () => Promise.resolve(policy) } },
    permissions: { contains: () => Promise.resolve(true), request: () => Promise.resolve(true), remove: () => Promise.resolve(true) },
    sidePanel: { open: () => Promise.resolve() },
    i18n: {
      getUILanguage: () => language,
      /** @param {string} key @param {string[]} [values] */
      getMessage: (key, values = []) =>
        (messages[key]?.message ?? '').replace(/\$(\d)/g, (_, n) => [values].flat()[Number(n) - 1] ?? ''),
    },
  };
  const gallery = {
    answers,
    /** @type {{ name: string, body: unknown }[]} what the surface asked, in order */
    asked: [],
    /** @param {string} topic */
    changed: (topic) => listeners.forEach((listener) => listener({ changed: topic }, { id: fake.runtime.id })),
  };
  Object.assign(globalThis, { gallery });
  for (const [name, value] of Object.entries(fake)) {
    const chrome = /** @type {any} */ ((/** @type {any} */ (globalThis)).chrome ??= {});
    Object.defineProperty(chrome, name, { value, configurable: true });
  }
}
