/**
 * The OAuth clients registered at the demo's Google Cloud project. Both are of type "Web application".
 * @typedef {object} Client
 * @property {string} id
 * @property {string} name shown on the consent page
 * @property {string} secret required at the token endpoint, as for every web client
 * @property {string[]} redirectUris matched exactly
 * @property {string} internalTo the Workspace domain whose accounts alone may use an "Internal" app
 */

/** The extension's client. The extension has no secret, so only `response_type=token` is of use to it. */
export const MSI_ACTIONS_CLIENT_ID = '700000000001-msiactionsdemo.apps.googleusercontent.com';

/** A confidential client for Google's own client library in the conformance test. */
export const CONFORMANCE_CLIENT = Object.freeze({
  id: '700000000002-conformance.apps.googleusercontent.com',
  secret: 'GOCSPX-conformance-demo-secret',
  redirectUri: 'http://127.0.0.1/callback',
});

/**
 * @param {string[]} extensionIds
 * @returns {Client[]}
 */
export function createClients(extensionIds) {
  return [
    {
      id: MSI_ACTIONS_CLIENT_ID,
      name: 'MSI Actions',
      secret: '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this',
      redirectUris: extensionIds.map((id) => `https://${id}.chromiumapp.org/google`),
      internalTo: 'acme.example',
    },
    {
      id: CONFORMANCE_CLIENT.id,
      name: 'Conformance',
      secret: CONFORMANCE_CLIENT.secret,
      redirectUris: [CONFORMANCE_CLIENT.redirectUri],
      internalTo: 'acme.example',
    },
  ];
}
