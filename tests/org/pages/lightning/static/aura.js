/**
 * Aura's page global: the part of `$A.get` that answers global value providers
 * (Lightning Aura Components Developer Guide, "Global Value Providers").
 * @param {{userId: string}} session
 */
export function installAura({ userId }) {
  const values = /** @type {Record<string, unknown>} */ ({
    '$SObjectType.CurrentUser.Id': userId,
    '$Browser.formFactor': 'DESKTOP',
    '$Locale.language': 'en',
  });
  Object.defineProperty(window, '$A', { value: Object.freeze({ get: (/** @type {string} */ key) => values[key] }) });
}
