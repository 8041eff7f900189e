import { recordId } from '../salesforce/ids.js';
import { TASK_PRIORITIES, TASK_STATUSES } from '../salesforce/schema/task-values.js';

const PROFILES = /** @type {const} */ (['System Administrator', 'Standard User']);

/**
 * The org itself, its users, profiles, roles and permission sets.
 * @param {import('../salesforce/store.js').Store} store
 * @param {import('./users.js').User[]} users
 * @param {import('../salesforce/orgs.js').OrgIdentity} org
 */
export function addOrganization(store, users, org) {
  const admin = users.find((user) => user.role === 'admin')?.id;
  store.insert('Organization', {
    Id: org.id,
    Name: 'Acme',
    City: 'Amsterdam',
    Country: 'NL',
    PrimaryContact: 'Robin Bakker',
    DefaultLocaleSidKey: 'en_US',
    TimeZoneSidKey: 'GMT',
    LanguageLocaleKey: 'en_US',
    OrganizationType: 'Enterprise Edition',
    InstanceName: org.instance,
    IsSandbox: org.sandbox !== null,
    IsReadOnly: false,
    UiSkin: 'Theme3',
  }, admin);
  const profiles = Object.fromEntries(PROFILES.map((name) => {
    const isAdmin = name === 'System Administrator';
    const profile = store.insert('Profile', {
      Name: name,
      UserType: 'Standard',
      PermissionsApiEnabled: isAdmin,
      PermissionsViewSetup: isAdmin,
      PermissionsModifyAllData: isAdmin,
      PermissionsManageUsers: isAdmin,
    }, admin);
    return [name, profile.Id];
  }));
  const role = store.insert('UserRole', { Name: 'Sales', DeveloperName: 'Sales' }, admin);
  for (const user of users) {
    store.insert('User', {
      Id: user.id,
      Username: user.username,
      Email: user.email,
      FirstName: user.firstName,
      LastName: user.lastName,
      Title: user.title,
      Phone: user.phone,
      CompanyName: 'Acme',
      Alias: user.username.slice(0, 8).split('@')[0],
      CommunityNickname: user.username.split('@')[0],
      IsActive: true,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      ProfileId: profiles[user.profile],
      UserRoleId: role.Id,
    }, admin);
  }
  const permissionSet = store.insert('PermissionSet', {
    Id: recordId('0PS', 1),
    Name: 'MSI_Actions',
    Label: 'MSI Actions',
    Description: 'May use MSI Actions.',
    IsOwnedByProfile: false,
    IsCustom: true,
    Type: 'Regular',
    PermissionsApiEnabled: true,
    PermissionsViewSetup: false,
    PermissionsModifyAllData: false,
  }, admin);
  for (const [at, { name, isDefault, closed }] of TASK_STATUSES.entries()) {
    store.insert('TaskStatus', { ApiName: name, MasterLabel: name, SortOrder: at + 1, IsDefault: isDefault, IsClosed: closed }, admin);
  }
  for (const [at, { name, isDefault, high }] of TASK_PRIORITIES.entries()) {
    store.insert('TaskPriority', { ApiName: name, MasterLabel: name, SortOrder: at + 1, IsDefault: isDefault, IsHighPriority: high }, admin);
  }
  for (const user of users.filter((each) => each.invited)) {
    store.insert('PermissionSetAssignment', { PermissionSetId: permissionSet.Id, AssigneeId: user.id }, admin);
  }
}
