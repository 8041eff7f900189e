import { APP_TYPE_ID, AppRecord } from './schema/app-record.js';

/**
 * Who may do what: system permissions come from the permission sets that a user is assigned (a profile is one of them,
 * IsOwnedByProfile), custom permissions from the SetupEntityAccess rows of those sets.
 */

/** The system permissions that the demo org knows, as PermissionSet, Profile and UserPermissionAccess name them. */
export const PERMISSIONS = Object.freeze([
  'ApiEnabled', 'ViewSetup', 'ManageUsers', 'AssignPermissionSets', 'CustomizeApplication', 'ModifyMetadata', 'ModifyAllData',
  'ViewAllData', 'EditTask', 'EmailSingle', 'EmailMass', 'EditPublicTemplates',
]);

/** The fields of these permissions. @param {string} flags as in schema/define.js */
export function permissionFields(flags) {
  return PERMISSIONS.map((name) => `Permissions${name}  boolean  ${flags}`).join('\n');
}

/** Profiles with their licence (`UserLicense.LicenseDefinitionKey`), kind of user and permissions. */
export const PROFILES = Object.freeze(/** @type {Record<string, { licence: string, userType: string, permissions: readonly string[] }>} */ ({
  'System Administrator': { licence: 'SFDC', userType: 'Standard', permissions: PERMISSIONS },
  'Standard User': { licence: 'SFDC', userType: 'Standard', permissions: ['EditTask', 'EmailSingle', 'EmailMass'] },
  // A help desk: looks at the set-up, may change nothing of it.
  'Sales Operations': { licence: 'SFDC', userType: 'Standard', permissions: ['ApiEnabled', 'ViewSetup', 'EditTask', 'EmailSingle'] },
  'Chatter Free User': { licence: 'PID_CHATTER', userType: 'CsnOnly', permissions: [] },
  'Customer Community User': { licence: 'PID_Customer_Community', userType: 'CspLitePortal', permissions: [] },
  'Automated Process': { licence: 'PID_AUTOPROC', userType: 'AutomatedProcess', permissions: [] },
}));

/** Licences by their definition key: what they are called, and the permissions of the above that they can carry. */
export const LICENCES = Object.freeze(/** @type {Record<string, { name: string, total: number, allows: readonly string[] }>} */ ({
  SFDC: { name: 'Salesforce', total: 50, allows: PERMISSIONS },
  PID_CHATTER: { name: 'Chatter Free', total: 5000, allows: [] },
  PID_Customer_Community: { name: 'Customer Community', total: 100, allows: [] },
  PID_AUTOPROC: { name: 'Automated Process', total: 1, allows: [] },
}));

/** The custom permission that means "invited", and the permission set that gives it. */
export const MSI_ACTIONS = 'MSI_Actions';

/** A permission set that Acme has besides: it gives the API and nothing else. */
export const API_ACCESS = 'API_Access';

/** Labels of permissions where Salesforce's messages name them. */
const LABELS = /** @type {Record<string, string>} */ ({
  ApiEnabled: 'API Enabled', ViewSetup: 'View Setup and Configuration', ManageUsers: 'Manage Users',
  AssignPermissionSets: 'Assign Permission Sets', CustomizeApplication: 'Customize Application',
  ModifyMetadata: 'Modify Metadata Through Metadata API Functions', ModifyAllData: 'Modify All Data', ViewAllData: 'View All Data',
  EditTask: 'Edit Tasks', EmailSingle: 'Send Email', EmailMass: 'Mass Email', EditPublicTemplates: 'Manage Public Classic Email Templates',
});

/**
 * Whether an assignment counts: one that was revoked or has run out stays as a row.
 * @param {import('./store.js').Store} store
 * @param {import('./store.js').Row} row of PermissionSetAssignment
 */
export function isInForce(store, row) {
  return !row.IsRevoked && (!row.ExpirationDate || Date.parse(row.ExpirationDate) > Date.parse(store.timestamp()));
}

/**
 * The permission sets in force for a user, the profile's own among them.
 * @param {import('./store.js').Store} store
 * @param {string} userId
 * @returns {import('./store.js').Row[]}
 */
export function permissionSetsOf(store, userId) {
  return store.rows('PermissionSetAssignment')
    .filter((row) => row.AssigneeId === userId && isInForce(store, row))
    .map((row) => store.get(row.PermissionSetId))
    .filter((row) => row !== undefined);
}

/**
 * @param {import('./store.js').Store} store
 * @param {string} userId
 * @returns {Set<string>} names out of PERMISSIONS
 */
export function systemPermissionsOf(store, userId) {
  const sets = permissionSetsOf(store, userId);
  return new Set(PERMISSIONS.filter((name) => sets.some((set) => set[`Permissions${name}`])));
}

/**
 * The custom metadata types that a user's permission sets give.
 * @param {import('./store.js').Store} store
 * @param {string} userId
 * @returns {Set<string>} API names
 */
export function metadataTypesOf(store, userId) {
  const sets = new Set(permissionSetsOf(store, userId).map(({ Id }) => Id));
  const given = store.rows('SetupEntityAccess').filter((row) => sets.has(row.ParentId) && row.SetupEntityType === 'CustomEntityDefinition');
  return new Set(given.filter((row) => row.SetupEntityId === APP_TYPE_ID).map(() => AppRecord.name));
}

/**
 * @param {import('./store.js').Store} store
 * @param {string} userId
 * @returns {import('./store.js').Row[]} rows of CustomPermission
 */
export function customPermissionsOf(store, userId) {
  const sets = new Set(permissionSetsOf(store, userId).map(({ Id }) => Id));
  const ids = store.rows('SetupEntityAccess').filter((row) => sets.has(row.ParentId)).map((row) => row.SetupEntityId);
  return store.rows('CustomPermission').filter(({ Id }) => ids.includes(Id));
}

/**
 * The permissions of a permission set that a user's licence cannot carry, by their labels.
 * @param {import('./store.js').Store} store
 * @param {import('./store.js').Row} set
 * @param {string} userId
 */
export function refusedByLicence(store, set, userId) {
  const profile = store.get(store.get(userId)?.ProfileId);
  const allowed = LICENCES[store.get(profile?.UserLicenseId)?.LicenseDefinitionKey]?.allows ?? [];
  return PERMISSIONS.filter((name) => set[`Permissions${name}`] && !allowed.includes(name)).map((name) => LABELS[name]);
}

/**
 * Brings what sign-in and REST look at, `invited` and `apiEnabled` of each user, in line with the rows.
 * @param {import('./store.js').Store} store
 * @param {import('../data/users.js').User[]} users
 */
export function settleRights(store, users) {
  for (const user of users) {
    user.invited = customPermissionsOf(store, user.id).some(({ DeveloperName }) => DeveloperName === MSI_ACTIONS);
    user.apiEnabled = !user.apiWithheld && systemPermissionsOf(store, user.id).has('ApiEnabled');
  }
}

/**
 * @param {import('./store.js').Store} store
 * @param {string} name of a permission set
 * @returns {import('./store.js').Row | undefined}
 */
export function permissionSetNamed(store, name) {
  return store.rows('PermissionSet').find((row) => row.Name === name);
}
