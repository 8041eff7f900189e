import { define } from './define.js';
import { recordId } from '../ids.js';

export const PermissionSet = define('PermissionSet', {
  keyPrefix: '0PS',
  deletable: false,
  createable: false,
  updateable: false,
  fields: `
    Name                      string(80)          f
    Label                     string(80)          f
    Description               string(255)         n
    LicenseId                 reference(License)  n
    ProfileId                 reference(Profile)  n  Profile
    IsOwnedByProfile          boolean             f
    IsCustom                  boolean             f
    NamespacePrefix           string(15)          n
    Type                      picklist            f
    PermissionsApiEnabled     boolean             f
    PermissionsViewSetup      boolean             f
    PermissionsModifyAllData  boolean             f
  `,
});

export const PermissionSetAssignment = define('PermissionSetAssignment', {
  keyPrefix: '0Pa',
  updateable: false,
  system: false,
  fields: `
    Id                    id                          d
    PermissionSetId       reference(PermissionSet)    c   PermissionSet Assignments
    PermissionSetGroupId  reference(PermissionSetGroup) cn PermissionSetGroup
    AssigneeId            reference(User)             c   Assignee PermissionSetAssignments
    ExpirationDate        datetime                    cn
    IsActive              boolean                     f
    IsRevoked             boolean                     f
    SystemModstamp        datetime                    d
  `,
  compute(row) {
    row.IsActive = true;
    row.IsRevoked = false;
  },
});

/** What the asking user may use, one row per entity: here the custom permission that an invitation grants. */
export const UserSetupEntityAccess = define('UserSetupEntityAccess', {
  keyPrefix: '0J2',
  createable: false,
  updateable: false,
  deletable: false,
  system: false,
  fields: `
    Id               id                          d
    DurableId        string(255)                 nf
    DeveloperName    string(80)                  nf
    KeyPrefix        string(3)                   nf
    SetupEntityId    reference(CustomPermission) nf  SetupEntity
    SetupEntityType  picklist                    nf
    UserId           reference(User)             nf  User
  `,
  rowsFor(user) {
    if (!user.invited) return [];
    const setupEntityId = recordId('0CP', 1);
    return [{
      Id: '000000000000000AAA',
      DurableId: `${user.id}-${setupEntityId}`,
      DeveloperName: 'MSI_Actions',
      KeyPrefix: '0CP',
      SetupEntityId: setupEntityId,
      SetupEntityType: 'CustomPermission',
      UserId: user.id,
    }];
  },
});

/** The asking user's own permissions, one row. */
export const UserPermissionAccess = define('UserPermissionAccess', {
  keyPrefix: '0J3',
  createable: false,
  updateable: false,
  deletable: false,
  system: false,
  fields: `
    Id                              id       d
    LastCacheUpdate                 datetime f
    PermissionsApiEnabled           boolean  f
    PermissionsViewSetup            boolean  f
    PermissionsManageUsers          boolean  f
    PermissionsAssignPermissionSets boolean  f
    PermissionsModifyAllData        boolean  f
    PermissionsViewAllData          boolean  f
    PermissionsCustomizeApplication boolean  f
    PermissionsEditTask             boolean  f
    PermissionsEmailSingle          boolean  f
    PermissionsEmailMass            boolean  f
  `,
  rowsFor(user, store) {
    const admin = user.profile === 'System Administrator';
    return [{
      Id: '000000000000000AAA',
      LastCacheUpdate: store.timestamp(),
      PermissionsApiEnabled: user.apiEnabled,
      PermissionsViewSetup: admin,
      PermissionsManageUsers: admin,
      PermissionsAssignPermissionSets: admin,
      PermissionsModifyAllData: admin,
      PermissionsViewAllData: admin,
      PermissionsCustomizeApplication: admin,
      PermissionsEditTask: true,
      PermissionsEmailSingle: true,
      PermissionsEmailMass: true,
    }];
  },
});
