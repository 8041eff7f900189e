import { schemaOf } from '../schema/index.js';

/** What stands before a number in the text of an answer until it is written: no text of a record begins with it. */
const MARK = '\u0001';

/**
 * JSON as Salesforce writes it: a number of a field that can have decimals always has some, `1.0` and not `1`.
 * @param {unknown} body
 */
export function toJson(body) {
  const text = JSON.stringify(body, function (/** @type {string} */ name, /** @type {unknown} */ value) {
    return Number.isInteger(value) && hasDecimals(this?.attributes?.type, name) ? `${MARK}${value}.0` : value;
  });
  return text.replace(/"\\u0001(-?\d+\.0)"/g, '$1');
}

/** @type {(object: unknown, name: string) => boolean} */
function hasDecimals(object, name) {
  const type = typeof object === 'string' ? schemaOf(object)?.fields.get(name.toLowerCase())?.type : undefined;
  return type !== undefined && ['double', 'currency', 'percent'].includes(type);
}
