/** Salesforce record ids. */

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form: three characters that tell which of the 15 are capitals.
 * @param {string} id15
 */
export function to18(id15) {
  let suffix = '';
  for (let group = 0; group < 3; group += 1) {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) {
      if (/[A-Z]/.test(id15[group * 5 + at])) bits |= 1 << at;
    }
    suffix += SUFFIX[bits];
  }
  return id15 + suffix;
}

/**
 * The nth id of an object in the demo org, 18 characters.
 * @param {string} keyPrefix three characters
 * @param {number} n
 */
export function recordId(keyPrefix, n) {
  return to18(`${keyPrefix}Ac0000${n.toString(36).padStart(6, '0')}`);
}

/**
 * Reads an id in either form.
 * @param {unknown} value
 * @returns {string | undefined} 18 characters, or undefined when it is no id at all
 */
export function parseId(value) {
  if (typeof value !== 'string' || !/^([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(value)) return undefined;
  const id = to18(value.slice(0, 15));
  return value.length === 15 || value.toUpperCase() === id.toUpperCase() ? id : undefined;
}
