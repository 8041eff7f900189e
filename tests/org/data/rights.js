import { MSI_ACTIONS_CLIENT_ID } from '../google/clients.js';
import { MSI_ACTIONS_APP_ID } from '../microsoft/registrations.js';
import { TENANT } from '../microsoft/tenant.js';
import { API_ACCESS, LICENCES, MSI_ACTIONS, PERMISSIONS, permissionSetNamed, PROFILES, settleRights } from '../salesforce/rights.js';
import { APP_TYPE_ID } from '../salesforce/schema/app-record.js';

/** Objects that a profile of a full licence may read, create and edit. */
const CRM_OBJECTS = ['Account', 'Campaign', 'Contact', 'Lead', 'Opportunity'];

/**
 * Licences, and profiles each with the permission set that it owns.
 * @param {import('../salesforce/store.js').Store} store
 * @param {import('../salesforce/orgs.js').OrgIdentity} org
 * @param {string} [admin]
 * @returns {Record<string, string>} ids by the profile's name
 */
export function addProfiles(store, org, admin) {
  addSetUp(store, org, admin);
  addApiPermissionSet(store, admin);
  const licences = Object.fromEntries(Object.entries(LICENCES).map(([key, { name, total }]) => {
    const row = store.insert('UserLicense', {
      LicenseDefinitionKey: key, Name: name, MasterLabel: name, Status: 'Active', TotalLicenses: total, UsedLicenses: 0,
    }, admin);
    return [key, row.Id];
  }));
  return Object.fromEntries(Object.entries(PROFILES).map(([name, { licence, userType, permissions }]) => {
    const held = fieldsOf(permissions);
    const profile = store.insert('Profile', { Name: name, UserType: userType, UserLicenseId: licences[licence], ...held }, admin);
    const set = store.insert('PermissionSet', {
      // Salesforce's own names of such sets.
      Name: `X${profile.Id.slice(0, 15)}`,
      Label: `${profile.Id.slice(0, 15)}`,
      LicenseId: licences[licence],
      ProfileId: profile.Id,
      IsOwnedByProfile: true,
      IsCustom: false,
      Type: 'Profile',
      ...held,
    }, admin);
    if (licence === 'SFDC') addObjectPermissions(store, set.Id, permissions.includes('ModifyAllData'), admin);
    return [name, profile.Id];
  }));
}

/**
 * What Set-up deploys: the permission set MSI_Actions with the custom permission of that name and API Enabled, and the
 * record of the org's apps.
 * @param {import('../salesforce/store.js').Store} store
 * @param {import('../salesforce/orgs.js').OrgIdentity} org
 * @param {string} [admin]
 */
function addSetUp(store, org, admin) {
  const permission = store.insert('CustomPermission', {
    DeveloperName: MSI_ACTIONS, MasterLabel: 'MSI Actions', Language: 'en_US', Description: 'May use MSI Actions.',
  }, admin);
  const set = store.insert('PermissionSet', {
    Name: MSI_ACTIONS, Label: 'MSI Actions', Description: 'May use MSI Actions.', IsCustom: true,
    IsOwnedByProfile: false, Type: 'Regular', ...fieldsOf(['ApiEnabled']),
  }, admin);
  store.insert('SetupEntityAccess', { ParentId: set.Id, SetupEntityId: permission.Id, SetupEntityType: 'CustomPermission' }, admin);
  store.insert('SetupEntityAccess', { ParentId: set.Id, SetupEntityId: APP_TYPE_ID, SetupEntityType: 'CustomEntityDefinition' }, admin);
  store.insert('MSI_Actions_App__mdt', {
    DeveloperName: 'Default', MasterLabel: 'Default', Label: 'Default', Language: 'en_US', QualifiedApiName: 'Default',
    Consumer_Key__c: org.consumerKey, Google_Client_Id__c: MSI_ACTIONS_CLIENT_ID, Microsoft_Client_Id__c: MSI_ACTIONS_APP_ID,
    Microsoft_Tenant__c: TENANT.id,
  }, admin);
}

/** @type {(store: import('../salesforce/store.js').Store, admin?: string) => void} */
function addApiPermissionSet(store, admin) {
  store.insert('PermissionSet', {
    Name: API_ACCESS, Label: 'API Access', IsCustom: true, IsOwnedByProfile: false, Type: 'Regular',
    ...fieldsOf(['ApiEnabled']),
  }, admin);
}

/** @type {(store: import('../salesforce/store.js').Store, parent: string, all: boolean, admin?: string) => void} */
function addObjectPermissions(store, parent, all, admin) {
  for (const object of CRM_OBJECTS) {
    store.insert('ObjectPermissions', {
      ParentId: parent, SobjectType: object, PermissionsCreate: true, PermissionsRead: true, PermissionsEdit: true, PermissionsDelete: all,
      PermissionsViewAllRecords: all, PermissionsModifyAllRecords: all,
    }, admin);
  }
}

/**
 * Everybody's assignments: the profile's own permission set, and MSI_Actions for who is invited.
 * @param {import('../salesforce/store.js').Store} store
 * @param {import('./users.js').User[]} users
 * @param {string} [admin]
 */
export function assignPermissionSets(store, users, admin) {
  const set = permissionSetNamed(store, MSI_ACTIONS)?.Id;
  for (const user of users) {
    if (user.invited) store.insert('PermissionSetAssignment', { PermissionSetId: set, AssigneeId: user.id }, admin);
    assignProfile(store, user.id);
  }
  settleRights(store, users);
}

/**
 * The assignment that comes with a user's profile; takes the place of the one of an earlier profile.
 * @param {import('../salesforce/store.js').Store} store
 * @param {string} userId
 */
export function assignProfile(store, userId) {
  for (const row of store.rows('PermissionSetAssignment')) {
    if (row.AssigneeId === userId && store.get(row.PermissionSetId)?.IsOwnedByProfile) store.remove(row.Id);
  }
  const profileId = store.get(userId)?.ProfileId;
  const set = store.rows('PermissionSet').find((row) => row.ProfileId === profileId);
  if (set) store.insert('PermissionSetAssignment', { PermissionSetId: set.Id, AssigneeId: userId });
}

/** @type {(held: readonly string[]) => Record<string, boolean>} */
function fieldsOf(held) {
  return Object.fromEntries(PERMISSIONS.map((name) => [`Permissions${name}`, held.includes(name)]));
}
