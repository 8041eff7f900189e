import { patchSettings } from '../settings.js';
import { MSI_ACTIONS, permissionSetNamed } from './rights.js';
import { isRequired } from './schema/define.js';
import { CUSTOM_OBJECTS } from './schema/index.js';

/**
 * Gives the org the custom objects that Set-up can deploy, and the permission set MSI_Actions the rights on them.
 * @param {import('../server.js').Context} context
 */
export function addCustomObjects(context) {
  removeCustomObjects(context);
  const { data, settings } = context;
  const ParentId = permissionSetNamed(data, MSI_ACTIONS)?.Id;
  if (!ParentId) throw new TypeError(`the org has no permission set ${MSI_ACTIONS}`);
  for (const { name, fields } of CUSTOM_OBJECTS) {
    data.insert('ObjectPermissions', {
      ParentId, SobjectType: name, PermissionsCreate: true, PermissionsRead: true, PermissionsEdit: true, PermissionsDelete: true,
      PermissionsViewAllRecords: false, PermissionsModifyAllRecords: false,
    });
    for (const field of fields.values()) {
      if (!field.name.endsWith('__c') || isRequired(field)) continue;
      data.insert('FieldPermissions', { ParentId, SobjectType: name, Field: `${name}.${field.name}`, PermissionsRead: true, PermissionsEdit: true });
    }
  }
  patchSettings(settings, { customObjects: CUSTOM_OBJECTS.map(({ name }) => name) });
}

/**
 * Takes them away with their records and rights.
 * @param {import('../server.js').Context} context
 */
export function removeCustomObjects({ data, settings }) {
  const names = CUSTOM_OBJECTS.map(({ name }) => name);
  for (const name of names) for (const row of data.rows(name)) data.remove(row.Id);
  for (const object of ['ObjectPermissions', 'FieldPermissions']) {
    for (const row of data.rows(object)) if (names.includes(row.SobjectType)) data.remove(row.Id);
  }
  patchSettings(settings, { customObjects: [] });
}
