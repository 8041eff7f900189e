import { to18 } from './ids.js';

/**
 * The Salesforce orgs that are played: Acme's production, and a sandbox made of it.
 * @typedef {object} OrgIdentity
 * @property {string} name how the control API calls it
 * @property {string} id of the organization, 18 characters
 * @property {string | null} sandbox its name, null for production
 * @property {string} myDomain host of sign-in, REST and Classic
 * @property {string} lightning host of Lightning
 * @property {string} visualforce host of Visualforce pages
 * @property {string} consumerKey of the External Client App MSI Actions
 * @property {string} instance
 */

/** @type {OrgIdentity} */
export const ACME = Object.freeze({
  name: 'acme',
  id: to18('00DAc0000000001'),
  sandbox: null,
  myDomain: 'acme.my.salesforce.com',
  lightning: 'acme.lightning.force.com',
  visualforce: 'acme--c.vf.force.com',
  consumerKey: '3MVG9AcmeDemo.Org_MsiActions_ExternalClientApp_ConsumerKey_0000000000000000000000001',
  instance: 'EU99',
});

/** @type {OrgIdentity} */
export const UAT = Object.freeze({
  name: 'uat',
  id: to18('00DAc0000000002'),
  sandbox: 'UAT',
  myDomain: 'acme--uat.sandbox.my.salesforce.com',
  lightning: 'acme--uat.sandbox.lightning.force.com',
  visualforce: 'acme--uat--c.sandbox.vf.force.com',
  consumerKey: '3MVG9AcmeUat.Org_MsiActions_ExternalClientApp_ConsumerKey_000000000000000000000002',
  instance: 'EU99S',
});

/** @param {OrgIdentity} org */
export function hostsOf({ myDomain, lightning, visualforce }) {
  return [myDomain, lightning, visualforce];
}

/**
 * Exactly these hosts.
 * @param {string[]} hosts
 */
export function exactly(...hosts) {
  return new RegExp(`^(?:${hosts.map((host) => host.replaceAll('.', '\\.')).join('|')})$`);
}
