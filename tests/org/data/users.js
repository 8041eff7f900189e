/**
 * The people of Acme, one password for all. `invited` (the custom permission MSI_Actions) and `apiEnabled` follow from the
 * permission sets assigned (salesforce/rights.js). Mutable through `PATCH {control}/users/<username>`.
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
 * @property {'rep' | 'admin' | 'uninvited' | 'odd' | 'system'} role `odd`: a case for the check before an invitation;
 *   `system`: nobody, but a user in Salesforce, without a password or mailbox
 * @property {string} profile out of PROFILES in salesforce/rights.js
 * @property {string} language of Salesforce's pages, such as nl_NL
 * @property {string} timeZone TimeZoneSidKey, an IANA name
 * @property {boolean} active
 * @property {boolean} invited
 * @property {boolean} apiEnabled
 * @property {'none' | 'hours' | 'ip'} loginRestriction outside the profile's login hours or IP range just now
 * @property {boolean} apiWithheld true: no API whatever the permission sets say
 */
import { recordId } from '../salesforce/ids.js';

export const PASSWORD = 'demo-Passw0rd';

/** Users whom an invitation meets besides the plain ones; nobody of them is invited. */
const ODD_CASES = /** @type {[string, string, string, Partial<User>][]} */ ([
  // The licence cannot carry API Enabled.
  ['Cleo', 'Park', 'cleo', { title: 'Office Manager', profile: 'Chatter Free User' }],
  ['Ivo', 'Brand', 'ivo', { title: 'Account Executive', active: false }],
  // The mailbox is lena@acme.example, the address in Salesforce another.
  ['Lena', 'Fischer', 'lena', { title: 'Account Executive', email: 'l.fischer@acme-group.example' }],
  // Two users with one address.
  ['Pat', 'Silva', 'pat', { title: 'Inside Sales', email: 'inside.sales@acme.example' }],
  ['Kim', 'Berg', 'kim', { title: 'Inside Sales', email: 'inside.sales@acme.example', language: 'nl_NL' }],
  // A customer in the community, who is an active user too.
  ['Dana', 'Wright', 'dana', { username: 'dana@customer.example.acme', email: 'dana@customer.example', profile: 'Customer Community User' }],
  // May look at the set-up, not change it.
  ['Olu', 'Adeyemi', 'olu', { title: 'Sales Operations', profile: 'Sales Operations', apiEnabled: true }],
  ['', 'Automated Process', 'autoproc', { email: 'autoproc@00dac0000000001.example', role: 'system', profile: 'Automated Process' }],
]);

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
    ...ODD_CASES.map(([first, last, mailbox, more], at) => user(6 + at, first, last, mailbox, { role: 'odd', invited: false, apiEnabled: false, ...more })),
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
    name: `${firstName} ${lastName}`.trim(),
    title: '',
    phone: `+31 20 555 01${String(n).padStart(2, '0')}`,
    role: 'rep',
    profile: 'Standard User',
    language: 'en_US',
    timeZone: 'GMT',
    active: true,
    invited: true,
    apiEnabled: true,
    apiWithheld: false,
    loginRestriction: 'none',
    ...more,
  };
}
