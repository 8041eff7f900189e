/**
 * The people of Acme, one password for all. `invited` means: assigned the permission set MSI_Actions
 * (which holds API Enabled). Mutable through `PATCH {control}/users/<username>`.
 * @typedef {object} User
 * @property {string} id 18 characters
 * @property {string} username
 * @property {string} email
 * @property {string} password
 * @property {string} firstName
 * @property {string} lastName
 * @property {string} name
 * @property {string} title
 * @property {string} phone
 * @property {'rep' | 'admin' | 'uninvited'} role
 * @property {'Standard User' | 'System Administrator'} profile
 * @property {boolean} active
 * @property {boolean} invited
 * @property {boolean} apiEnabled
 */
import { recordId } from '../salesforce/ids.js';

export const PASSWORD = 'demo-Passw0rd';

/**
 * Fresh copies. In a sandbox the same people have the same ids, other user names, and addresses that no mail reaches.
 * @param {import('../salesforce/orgs.js').OrgIdentity} org
 * @returns {User[]}
 */
export function createUsers({ sandbox }) {
  const users = [
    user(1, 'Jo', 'Devries', 'jo', { title: 'Account Executive' }),
    user(2, 'Robin', 'Bakker', 'robin', { title: 'Salesforce Administrator', role: 'admin', profile: 'System Administrator' }),
    user(3, 'Sam', 'Okafor', 'sam', { title: 'Account Executive' }),
    user(4, 'Mia', 'Laurent', 'mia', { title: 'Sales Development Representative' }),
    user(5, 'Noor', 'Haddad', 'noor', { title: 'Marketing Analyst', role: 'uninvited', invited: false, apiEnabled: false }),
  ];
  if (!sandbox) return users;
  return users.map((each) => ({ ...each, username: `${each.username}.${sandbox.toLowerCase()}`, email: `${each.email}.invalid` }));
}

/**
 * @param {number} n
 * @param {string} firstName
 * @param {string} lastName
 * @param {string} mailbox
 * @param {Partial<User>} more
 * @returns {User}
 */
function user(n, firstName, lastName, mailbox, more) {
  return {
    id: recordId('005', n),
    username: `${mailbox}@acme.example`,
    email: `${mailbox}@acme.example`,
    password: PASSWORD,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    title: '',
    phone: `+31 20 555 01${String(n).padStart(2, '0')}`,
    role: 'rep',
    profile: 'Standard User',
    active: true,
    invited: true,
    apiEnabled: true,
    ...more,
  };
}
