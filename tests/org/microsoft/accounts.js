import { createHash } from 'node:crypto';
import { PASSWORD } from '../data/users.js';

/**
 * Accounts at Microsoft: one in Acme's directory for each user of the org under the same address, which stays when
 * the address in Salesforce is changed, and one personal account.
 * @typedef {object} Account
 * @property {string} oid the object id in the directory
 * @property {string} upn the name to sign in with
 * @property {string} mail
 * @property {string[]} aliases further addresses of the same mailbox
 * @property {string} name
 * @property {string} givenName
 * @property {string} surname
 * @property {string} title
 * @property {string} password
 * @property {boolean} admin may consent for the organization
 * @property {boolean} personal a Microsoft account of the person's own, outside any organization
 */

/** Jo's own account, which is not the one that Acme gave her. */
export const PERSONAL_ACCOUNT = 'jo.devries@private.example';

/**
 * @param {import('../data/users.js').User[]} users
 * @returns {Account[]}
 */
export function accountsOf(users) {
  return [
    ...users.filter(({ role }) => role !== 'system').map(({ username, firstName, lastName, title, password, role }) => account({
      upn: username,
      aliases: [`${firstName}.${lastName}@acme.example`.toLowerCase()],
      givenName: firstName,
      surname: lastName,
      title,
      password,
      admin: role === 'admin',
    })),
    account({ upn: PERSONAL_ACCOUNT, givenName: 'Jo', surname: 'Devries', password: PASSWORD, personal: true }),
  ];
}

/**
 * @param {import('../data/users.js').User[]} users
 * @param {string} address as typed
 */
export function findAccount(users, address) {
  return accountsOf(users).find(({ upn }) => upn === address.trim().toLowerCase());
}

/**
 * @param {Partial<Account> & { upn: string, givenName: string, surname: string, password: string }} given
 * @returns {Account}
 */
function account(given) {
  return {
    oid: guid(given.upn),
    mail: given.upn,
    aliases: [],
    name: `${given.givenName} ${given.surname}`,
    title: '',
    admin: false,
    personal: false,
    ...given,
  };
}

/**
 * A GUID that is always the same for a text.
 * @param {string} text
 */
export function guid(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
