import { SalesforceError } from '../errors.js';
import { execute } from '../soql/execute.js';
import { malformed } from '../soql/errors.js';

/**
 * Query results in pages. A page's address is good for the user who asked, until the org is reset.
 */
export class Queries {
  /** @type {Map<string, { username?: string, records: any[], size: number, total: number }>} */
  #cursors = new Map();

  /**
   * @param {import('./index.js').Call} call
   * @param {string | undefined} cursor the last part of a nextRecordsUrl
   * @param {number} now milliseconds
   * @param {boolean} [deleted] whether rows in the recycle bin count: queryAll
   */
  run(call, cursor, now, deleted = false) {
    if (cursor !== undefined) return this.#page(call, cursor);
    const soql = call.query.get('q');
    if (!soql) throw malformed('A query string has to be specified');
    const { totalSize, records, countOnly } = execute({ access: call.access, soql, now, deleted, version: call.version });
    if (countOnly) return { totalSize, done: true, records: [] };
    const { size, most } = limitsOf(call, soql);
    if (most < records.length) records.length = most;
    if (records.length <= size) return { totalSize, done: true, records };
    // The form of Salesforce's own cursors: an id of object 01g.
    const id = `01gAc00000${String(this.#cursors.size + 1).padStart(8, '0')}`;
    this.#cursors.set(id, { username: call.access.user?.username, records, size, total: totalSize });
    return this.#page(call, `${id}-0`);
  }

  /** @type {(call: import('./index.js').Call, cursor: string) => Record<string, any>} */
  #page({ access, base }, cursor) {
    const [id, offset] = cursor.split('-');
    const found = this.#cursors.get(id);
    const from = Number(offset);
    if (!found || found.username !== access.user?.username || !Number.isInteger(from)) {
      throw new SalesforceError('INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    const to = from + found.size;
    const done = to >= found.records.length;
    return {
      totalSize: found.total,
      done,
      ...(done ? {} : { nextRecordsUrl: `${base}/query/${id}-${to}` }),
      records: found.records.slice(from, to),
    };
  }
}

/**
 * The rows of a page, and of all pages. Object Reference, OauthToken: 500 and 2,500.
 * @type {(call: import('./index.js').Call, soql: string) => { size: number, most: number }}
 */
function limitsOf(call, soql) {
  const size = batchSize(call);
  return /\bFROM\s+OauthToken\b/i.test(soql) ? { size: Math.min(size, 500), most: 2500 } : { size, most: Infinity };
}

/** @type {(call: import('./index.js').Call) => number} */
function batchSize({ access, headers }) {
  const asked = Number(/batchSize=(\d+)/i.exec(headers['sforce-query-options'] ?? '')?.[1] ?? NaN);
  const limit = access.settings.queryBatchSize;
  return Number.isNaN(asked) ? limit : Math.min(Math.max(asked, 200), limit);
}
