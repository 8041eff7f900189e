/**
 * The org's cadences; nobody is in one yet.
 * @param {import('../salesforce/store.js').Store} store
 * @param {string} [OwnerId]
 */
export function addCadences(store, OwnerId) {
  for (const [Name, State] of [['Inbound lead follow-up', 'Active'], ['Renewal in ninety days', 'Active'], ['Trade fair 2025', 'Inactive']]) {
    store.insert('ActionCadence', { Name, State, OwnerId }, OwnerId);
  }
}
