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

/**
 * @param {string} path below /lightning-data/
 * @param {{method?: string, body?: unknown}} [options]
 * @returns {Promise<any>}
 */
export async function request(path, { method = 'GET', body } = {}) {
  const answer = await fetch(`/lightning-data/${path}`, {
    method,
    redirect: 'manual',
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  // Without a session the org redirects to its login page: only a navigation can follow there.
  if (answer.type === 'opaqueredirect') {
    location.reload();
    return new Promise(() => {});
  }
  const content = await answer.json();
  if (!answer.ok) throw new DataError(answer.status, content.message);
  return content;
}
