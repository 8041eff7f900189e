/**
 * The applications registered in Acme's directory. What a client may do is decided by the platform under which
 * its redirect URI is registered ("Redirect URI (reply URL) restrictions and limitations").
 * @typedef {'spa' | 'public'} Platform "Single-page application", or "Mobile and desktop applications"
 * @typedef {object} Registration
 * @property {string} id
 * @property {string} name shown on the consent page
 * @property {Partial<Record<Platform, string[]>>} redirectUris
 */

/** The extension's: a single-page application, as its requests always carry an Origin. */
export const MSI_ACTIONS_APP_ID = '11111111-2222-4333-8444-555555555555';

/** A public client for Microsoft's own library in the conformance test. */
export const CONFORMANCE_APP = Object.freeze({
  id: '66666666-7777-4888-8999-000000000000',
  redirectUri: 'http://localhost',
});

/**
 * @param {string[]} extensionIds
 * @returns {Registration[]}
 */
export function createRegistrations(extensionIds) {
  return [
    {
      id: MSI_ACTIONS_APP_ID,
      name: 'MSI Actions',
      redirectUris: { spa: extensionIds.map((id) => `https://${id}.chromiumapp.org/microsoft`) },
    },
    { id: CONFORMANCE_APP.id, name: 'Conformance', redirectUris: { public: [CONFORMANCE_APP.redirectUri] } },
  ];
}

/**
 * Exactly as registered; on localhost any port will do.
 * @param {Registration} registration
 * @param {string} uri
 * @returns {Platform | undefined} undefined: not registered
 */
export function platformOf({ redirectUris }, uri) {
  const plain = uri.replace(/^(http:\/\/localhost)(?::\d+)?\/?$/, '$1');
  return (/** @type {Platform[]} */ (['spa', 'public'])).find((platform) => redirectUris[platform]?.includes(plain));
}
