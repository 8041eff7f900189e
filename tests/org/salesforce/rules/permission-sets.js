import { SalesforceError } from '../errors.js';
import { refusedByLicence, settleRights } from '../rights.js';

/**
 * Assigning a permission set. The codes are Salesforce's; see the README for the words that were not seen on a live org.
 * @type {import('./index.js').Rules}
 */
export const permissionSetAssignmentRules = {
  beforeCreate(access, values) {
    const { store } = access;
    if (!access.can('AssignPermissionSets')) {
      throw new SalesforceError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights on cross-reference id', []);
    }
    const [set, assignee] = [store.get(values.PermissionSetId) ?? {}, store.get(values.AssigneeId) ?? {}];
    if (!assignee.IsActive) {
      throw new SalesforceError('INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${assignee.Id.slice(0, 15)}]`, ['AssigneeId']);
    }
    if (set.IsOwnedByProfile) {
      throw new SalesforceError('FIELD_INTEGRITY_EXCEPTION', 'A permission set that is owned by a profile can not be assigned', ['PermissionSetId']);
    }
    refuseLicence(store, set, assignee);
    if (store.rows('PermissionSetAssignment').some((row) => row.AssigneeId === assignee.Id && row.PermissionSetId === set.Id)) {
      throw new SalesforceError('DUPLICATE_VALUE',
        `Duplicate PermissionSetAssignment. Assignee: ${assignee.Id.slice(0, 15)}; Permission Set: ${set.Id.slice(0, 15)}`, []);
    }
  },
  beforeDelete({ store }, row) {
    if (store.get(row.PermissionSetId)?.IsOwnedByProfile) {
      throw new SalesforceError('FIELD_INTEGRITY_EXCEPTION', 'The assignment of a profile can not be deleted', ['PermissionSetId']);
    }
  },
  afterCreate: ({ store, users }) => settleRights(store, users),
  afterDelete: ({ store, users }) => settleRights(store, users),
};

/** @type {(store: import('../store.js').Store, set: import('../store.js').Row, assignee: import('../store.js').Row) => void} */
function refuseLicence(store, set, assignee) {
  const refuse = (/** @type {string} */ why) => new SalesforceError('FIELD_INTEGRITY_EXCEPTION',
    `Can't assign permission set ${set.Label} to user ${assignee.Name}. ${why}`, ['PermissionSetId']);
  if (set.LicenseId && store.get(assignee.ProfileId)?.UserLicenseId !== set.LicenseId) {
    throw refuse("The user license doesn't match the permission set license");
  }
  const [permission] = refusedByLicence(store, set, assignee.Id);
  if (permission) throw refuse(`The user license doesn't allow the permission: ${permission}`);
}
