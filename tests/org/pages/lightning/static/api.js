/** Same-origin requests for data. */

/** An answer that says what is wrong in the org's words. */
export class DataError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The action that a request to /aura names in its address. @type {Record<string, string>} */
const ACTIONS = { POST: 'createRecord', PATCH: 'updateRecord', DELETE: 'deleteRecord' };
let requests = 0;

/**
 * @param {string} path below /lightning-data/
 * @param {{method?: string, body?: unknown}} [options]
 * @returns {Promise<any>}
 */
export async function request(path, { method = 'GET', body } = {}) {
  const data = `/lightning-data/${path}`;
  const answer = await (method === 'GET' ? answerTo(data, { redirect: 'manual' }) : answerTo(`/aura?r=${++requests}&aura.RecordUi.${ACTIONS[method]}=1`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ method, path: data, body }),
  }));
  // Without a session the org redirects to its login page: only a navigation can follow there.
  if (answer.type === 'opaqueredirect') {
    location.reload();
    return new Promise(() => {});
  }
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json');
  const content = isJson ? await answer.json() : null;
  if (!answer.ok) throw new DataError(answer.status, content?.message ?? 'Sorry to interrupt. The server answered with an error.');
  return content;
}

/**
 * @param {string} address
 * @param {RequestInit} options
 */
async function answerTo(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    // fetch says no more than that there was no answer.
    throw new DataError(0, 'Sorry to interrupt. The server could not be reached.');
  }
}
