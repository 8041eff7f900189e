import { recordId } from '../ids.js';
import { isInForce, permissionFields, permissionSetNamed } from '../rights.js';
import { define } from './define.js';

const READ_ONLY = { createable: false, updateable: false, deletable: false };

export const PermissionSet = define('PermissionSet', {
  ...READ_ONLY,
  keyPrefix: '0PS',
  fields: `
    Name                      string(80)             f
    Label                     string(80)             f
    Description               string(255)            n
    LicenseId                 reference(UserLicense) n  License
    ProfileId                 reference(Profile)     n  Profile
    IsOwnedByProfile          boolean                f
    IsCustom                  boolean                f
    HasActivationRequired     boolean                d
    NamespacePrefix           string(15)             n
    PermissionSetGroupId      reference(PermissionSetGroup) n PermissionSetGroup
    Type                      picklist               f
    ${permissionFields('d')}
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
  compute(row, store) {
    row.IsRevoked ??= false;
    row.IsActive = isInForce(store, row);
  },
  // An assignment runs out without being written.
  rowsFor: ({ store }) => store.rows('PermissionSetAssignment').map((row) => ({ ...row, IsActive: isInForce(store, row) })),
});

export const CustomPermission = define('CustomPermission', {
  ...READ_ONLY,
  keyPrefix: '0CP',
  fields: `
    DeveloperName    string(80)    f
    MasterLabel      string(80)    f
    Language         picklist      f
    NamespacePrefix  string(15)    n
    Description      textarea(255) n
    IsProtected      boolean       d
    IsLicensed       boolean       d
  `,
});

/** An app that the org made for itself (Metadata API Developer Guide, ExternalClientApplication). */
export const ExternalClientApplication = define('ExternalClientApplication', {
  ...READ_ONLY,
  keyPrefix: '0xI',
  system: false,
  fields: `
    Id               id            d
    DeveloperName    string(80)    f
    MasterLabel      string(80)    f
    Language         picklist      f
    NamespacePrefix  string(15)    n
  `,
  rowsFor: ({ apps }) => apps().map(({ id, name, developerName }) => ({
    Id: id, DeveloperName: developerName, MasterLabel: name, Language: 'en_US', NamespacePrefix: null,
  })),
});

/**
 * What a permission set gives access to besides objects: custom permissions, custom metadata types, and the apps whose policies pre-authorise
 * its users.
 */
export const SetupEntityAccess = define('SetupEntityAccess', {
  ...READ_ONLY,
  keyPrefix: '0J0',
  labelPlural: 'Setup Entity Access',
  system: false,
  fields: `
    Id               id                          d
    ParentId         reference(PermissionSet)    f  Parent SetupEntityAccessItems
    SetupEntityId    reference(CustomPermission,ExternalClientApplication) f  SetupEntity SetupEntityAccessItems
    SetupEntityType  picklist                    nf
    SystemModstamp   datetime                    d
  `,
  rowsFor({ store, apps }) {
    const given = apps().flatMap(({ id, permissionSets }) => permissionSets.map((name) => ({ id, set: permissionSetNamed(store, name) })));
    return [...store.rows('SetupEntityAccess'), ...given.filter(({ set }) => set).map(({ id, set }, at) => ({
      Id: recordId('0J0', 9000 + at), ParentId: set?.Id, SetupEntityId: id, SetupEntityType: 'ExternalClientApplication',
      SystemModstamp: store.timestamp(),
    }))];
  },
});

/** Rights on fields: here those of the custom objects alone. */
export const FieldPermissions = define('FieldPermissions', {
  ...READ_ONLY,
  keyPrefix: '01k',
  labelPlural: 'Field Permissions',
  system: false,
  fields: `
    Id               id                        d
    ParentId         reference(PermissionSet)  f  Parent FieldPerms
    SobjectType      picklist                  f
    Field            picklist                  f
    PermissionsRead  boolean                   d
    PermissionsEdit  boolean                   d
  `,
});

export const ObjectPermissions = define('ObjectPermissions', {
  ...READ_ONLY,
  keyPrefix: '110',
  labelPlural: 'Object Permissions',
  fields: `
    ParentId                     reference(PermissionSet)  f  Parent ObjectPerms
    SobjectType                  picklist                  f
    PermissionsCreate            boolean                   d
    PermissionsRead              boolean                   d
    PermissionsEdit              boolean                   d
    PermissionsDelete            boolean                   d
    PermissionsViewAllRecords    boolean                   d
    PermissionsModifyAllRecords  boolean                   d
  `,
});
