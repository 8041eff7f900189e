import { TASK_PRIORITIES, TASK_STATUSES } from '../salesforce/schema/task-values.js';
import { addProfiles, assignPermissionSets } from './rights.js';

/**
 * The org itself, its users and roles; their rights are in rights.js.
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
  const profiles = addProfiles(store, org, admin);
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
      IsActive: user.active,
      TimeZoneSidKey: user.timeZone,
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: user.language,
      ProfileId: profiles[user.profile],
      UserRoleId: role.Id,
      FederationIdentifier: org.sandbox ? user.username.replace(`.${org.sandbox.toLowerCase()}`, '') : user.username,
    }, admin);
  }
  for (const [at, { name, isDefault, closed }] of TASK_STATUSES.entries()) {
    store.insert('TaskStatus', { ApiName: name, MasterLabel: name, SortOrder: at + 1, IsDefault: isDefault, IsClosed: closed }, admin);
  }
  for (const [at, { name, isDefault, high }] of TASK_PRIORITIES.entries()) {
    store.insert('TaskPriority', { ApiName: name, MasterLabel: name, SortOrder: at + 1, IsDefault: isDefault, IsHighPriority: high }, admin);
  }
  assignPermissionSets(store, users, admin);
}
