/**
 * Keeps the changes of tracked fields.
 * @type {import('./index.js').Rules}
 */
export const historyRules = {
  beforeUpdate(access, values, row) { keep(access.store, access.settings.trackedFields, values, row, access.user?.id); },
};

/**
 * @param {import('../store.js').Store} store
 * @param {string[]} tracked as `Object.Field`
 * @param {Record<string, any>} values the new ones
 * @param {import('../store.js').Row} row as it is before
 * @param {string} [userId]
 */
export function keep(store, tracked, values, row, userId) {
  const object = store.objectOf(row.Id)?.name ?? '';
  for (const [field, value] of Object.entries(values)) {
    if (!tracked.includes(`${object}.${field}`) || value === row[field]) continue;
    store.insert(`${object}History`, {
      [`${object}Id`]: row.Id, Field: field, DataType: 'Double', OldValue: row[field] ?? null, NewValue: value, CreatedById: userId ?? row.OwnerId,
    }, userId);
  }
}
