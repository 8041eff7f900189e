import { customPermissionsOf, PERMISSIONS, permissionFields, systemPermissionsOf } from '../rights.js';
import { define } from './define.js';

/** Objects that tell the running user about himself, whatever his rights. Queried, never read by an id. */

const READ_ONLY = { createable: false, updateable: false, deletable: false, system: false };

/** One row for each custom permission of the running user: an invitation gives one. */
export const UserSetupEntityAccess = define('UserSetupEntityAccess', {
  ...READ_ONLY,
  keyPrefix: '0J2',
  fields: `
    Id               id                          d
    DurableId        string(255)                 nf
    DeveloperName    string(80)                  nf
    KeyPrefix        string(3)                   nf
    LastCacheUpdate  datetime                    nf
    NamespacePrefix  string(15)                  nf
    SetupEntityId    reference(CustomPermission) nf
    UserId           reference(User)             nf  User
  `,
  rowsFor({ user, store }) {
    if (!user) return [];
    return customPermissionsOf(store, user.id).map((permission) => ({
      Id: '000000000000000AAA',
      DurableId: null,
      DeveloperName: permission.DeveloperName,
      KeyPrefix: permission.Id.slice(0, 3),
      LastCacheUpdate: store.timestamp(),
      NamespacePrefix: null,
      SetupEntityId: permission.Id,
      UserId: user.id,
    }));
  },
});

/** The running user's system permissions, one row. */
export const UserPermissionAccess = define('UserPermissionAccess', {
  ...READ_ONLY,
  keyPrefix: '0J3',
  fields: `
    Id               id       d
    LastCacheUpdate  datetime f
    ${permissionFields('f')}
  `,
  rowsFor({ user, store }) {
    if (!user) return [];
    const held = systemPermissionsOf(store, user.id);
    return [{
      Id: '000000000000000AAA',
      LastCacheUpdate: store.timestamp(),
      ...Object.fromEntries(PERMISSIONS.map((name) => [`Permissions${name}`, held.has(name)])),
      PermissionsApiEnabled: user.apiEnabled,
    }];
  },
});
