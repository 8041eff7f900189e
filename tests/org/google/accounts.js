/**
 * Google accounts: one for each user of the org under the same address, which stays when the address in
 * Salesforce is changed, and one private account outside the company's Workspace.
 * @typedef {object} Account
 * @property {string} sub
 * @property {string} email
 * @property {string} name
 * @property {string} givenName
 * @property {string} familyName
 * @property {string} password
 * @property {string | null} hd the Workspace domain; null for a private account
 */

import { createHash } from 'node:crypto';
import { PASSWORD } from '../data/users.js';

/** Jo's own account, which is not the one that Acme gave her. */
export const PRIVATE_ACCOUNT = 'jo.devries@private.example';

/**
 * @param {import('../data/users.js').User[]} users
 * @returns {Account[]}
 */
export function accountsOf(users) {
  return [
    ...users.filter(({ role }) => role !== 'system').map(({ username, firstName, lastName, password }) => account(username, firstName, lastName, password)),
    account(PRIVATE_ACCOUNT, 'Jo', 'Devries', PASSWORD, null),
  ];
}

/**
 * @param {string} email
 * @param {string} givenName
 * @param {string} familyName
 * @param {string} password
 * @param {string | null} hd
 * @returns {Account}
 */
function account(email, givenName, familyName, password, hd = email.split('@')[1]) {
  // 21 digits and always the same for an address, as at Google.
  const digest = createHash('sha256').update(email).digest().readBigUInt64BE();
  const sub = `1${String(digest).padStart(20, '0').slice(-20)}`;
  return { sub, email, name: `${givenName} ${familyName}`, givenName, familyName, password, hd };
}
