import { patchSettings } from '../settings.js';
import { assignProfile } from '../data/rights.js';
import { removeCustomObjects } from './custom-objects.js';
import { API_ACCESS, MSI_ACTIONS, permissionSetNamed, PROFILES, settleRights, systemPermissionsOf } from './rights.js';

/**
 * Brings the rows in line with what the control API changed of a user.
 * @param {import('../server.js').Context} context
 * @param {import('../data/users.js').User} user already changed
 * @param {Partial<import('../data/users.js').User>} changed
 */
export function changeUser({ data, users }, user, changed) {
  const profile = data.rows('Profile').find(({ Name }) => Name === user.profile);
  if (!profile) throw new TypeError(`no profile ${user.profile} (there are ${Object.keys(PROFILES).join(', ')})`);
  data.update(user.id, { Email: user.email, IsActive: user.active, ProfileId: profile.Id, LanguageLocaleKey: user.language, TimeZoneSidKey: user.timeZone });
  if ('profile' in changed) assignProfile(data, user.id);
  if ('invited' in changed) assign(data, user.id, MSI_ACTIONS, changed.invited === true);
  if ('apiEnabled' in changed) {
    // Another permission set gives what the invitation does not; where one gives it anyway, it is withheld.
    user.apiWithheld = false;
    const given = () => systemPermissionsOf(data, user.id).has('ApiEnabled');
    if (changed.apiEnabled && !given()) assign(data, user.id, API_ACCESS, true);
    if (!changed.apiEnabled) assign(data, user.id, API_ACCESS, false);
    user.apiWithheld = !changed.apiEnabled && given();
  }
  settleRights(data, users);
}

/**
 * Adds colleagues who never sign in, each with a profile's rights: an org has thousands.
 * @param {import('../server.js').Context} context
 * @param {number} count
 */
export function addColleagues({ data }, count) {
  const like = data.rows('User').find((row) => row.IsActive && row.Username.startsWith('jo@'));
  if (!like) throw new TypeError('nobody to be like');
  for (let n = 1; n <= count; n += 1) {
    const number = String(n).padStart(4, '0');
    const { Id } = data.insert('User', {
      Username: `colleague${number}@acme.example`, Email: `colleague${number}@acme.example`, FirstName: 'Colleague', LastName: number,
      Alias: `c${number}`, CommunityNickname: `colleague${number}`, CompanyName: 'Acme', IsActive: true, TimeZoneSidKey: like.TimeZoneSidKey,
      LocaleSidKey: like.LocaleSidKey, EmailEncodingKey: like.EmailEncodingKey, LanguageLocaleKey: like.LanguageLocaleKey, ProfileId: like.ProfileId,
    });
    assignProfile(data, Id);
  }
}

/**
 * Takes away what Set-up deploys, with who was invited: the org as before anybody heard of MSI Actions.
 * @param {import('../server.js').Context} context
 */
export function removeSetUp(context) {
  const { data, users, settings } = context;
  const set = permissionSetNamed(data, MSI_ACTIONS)?.Id;
  const permission = data.rows('CustomPermission').find(({ DeveloperName }) => DeveloperName === MSI_ACTIONS)?.Id;
  for (const [object, field, id] of [['PermissionSetAssignment', 'PermissionSetId', set], ['SetupEntityAccess', 'ParentId', set], ['SetupEntityAccess', 'SetupEntityId', permission]]) {
    for (const row of data.rows(String(object))) if (id && row[String(field)] === id) data.remove(row.Id);
  }
  for (const id of [set, permission]) if (id) data.remove(id);
  for (const row of data.rows('MSI_Actions_App__mdt')) data.remove(row.Id);
  removeCustomObjects(context);
  patchSettings(settings, { customMetadataTypes: [] });
  settleRights(data, users);
}

/** @type {(data: import('./store.js').Store, userId: string, name: string, wanted: boolean) => void} */
function assign(data, userId, name, wanted) {
  const setId = permissionSetNamed(data, name)?.Id;
  if (!setId && wanted) throw new TypeError(`the org has no permission set ${name}`);
  const rows = data.rows('PermissionSetAssignment').filter((row) => row.AssigneeId === userId && row.PermissionSetId === setId);
  if (wanted && rows.length === 0) data.insert('PermissionSetAssignment', { PermissionSetId: setId, AssigneeId: userId });
  if (!wanted) for (const row of rows) data.remove(row.Id);
}
