import { ACME } from '../orgs.js';

/**
 * The External Client Apps of the org.
 * @typedef {{ key: string, secret?: string, name: string, redirectUris: string[] }} ClientApp
 */

export const MSI_ACTIONS_KEY = ACME.consumerKey;

/** For official clients in the conformance tests: confidential, as jsforce expects. */
export const CONFORMANCE_KEY = '3MVG9AcmeDemo.Org_Conformance_ExternalClientApp_ConsumerKey_000000000000000000000000002';
export const CONFORMANCE_SECRET = 'A8F1C0DEC0FFEE5EC2E7A8F1C0DEC0FFEE5EC2E7A8F1C0DEC0FFEE5EC2E70001';

/** Scopes that the apps may ask for, with what the consent page says. */
export const SCOPES = /** @type {Record<string, string>} */ ({
  api: 'Manage user data via APIs',
  refresh_token: 'Perform requests at any time',
  openid: 'Access unique user identifiers',
  id: 'Access the identity URL service',
  profile: 'Access your basic information',
  email: 'Access your email address',
});

/**
 * @param {string[]} extensionIds
 * @param {import('../orgs.js').OrgIdentity} org each has an app of its own
 * @returns {ClientApp[]}
 */
export function clientApps(extensionIds, org) {
  return [
    { key: org.consumerKey, name: 'MSI Actions', redirectUris: extensionIds.map((id) => `https://${id}.chromiumapp.org/salesforce`) },
    {
      key: CONFORMANCE_KEY,
      secret: CONFORMANCE_SECRET,
      name: 'Conformance',
      redirectUris: ['http://localhost:1717/OauthRedirect', 'http://127.0.0.1/callback'],
    },
  ];
}
