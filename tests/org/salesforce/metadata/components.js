import { patchSettings } from '../../settings.js';
import { permissionSetNamed, PERMISSIONS, settleRights } from '../rights.js';
import { APP_TYPE_ID, AppRecord } from '../schema/app-record.js';
import { applyRecord, applyType, checkRecord, checkType, hasType } from './custom-metadata.js';
import { applyObject, checkObject, checkObjectRights } from './custom-object.js';
import { CustomMetadata, CustomObject, CustomPermission, PermissionSet } from './types.js';

/**
 * The metadata types that the demo org can take: where their files are, and what putting one into the org means.
 * `check` and `apply` get the component and all that is deployed with it.
 * @typedef {{ type: string, fullName: string, fileName: string, value: any }} Component
 * @typedef {{ store: import('../store.js').Store, settings: import('../../settings.js').Settings, users: import('../../data/users.js').User[], all: Component[] }} Target
 * @typedef {object} ComponentType
 * @property {string} folder
 * @property {string} suffix
 * @property {import('./types.js').Type} schema of the file
 * @property {(component: Component, target: Target) => string | undefined} check the problem
 * @property {(component: Component, target: Target) => { id: string, created: boolean }} apply
 */

/** Fields that an org may have or not; `Activity` is Task's and Event's. */
const OPTIONAL_FIELDS = /** @type {Record<string, string>} */ ({
  'Activity.MSI_Actions_Id__c': 'Task.MSI_Actions_Id__c',
  'EmailMessage.MSI_Actions_Id__c': 'EmailMessage.MSI_Actions_Id__c',
});

/** @type {Record<string, ComponentType>} */
export const TYPES = {
  CustomPermission: {
    folder: 'customPermissions',
    suffix: 'customPermission',
    schema: CustomPermission,
    check: ({ value }) => tooLong('label', value.label, 80) ?? tooLong('description', value.description, 255),
    apply({ fullName, value }, { store }) {
      const row = store.rows('CustomPermission').find(({ DeveloperName }) => DeveloperName === fullName);
      const values = { DeveloperName: fullName, MasterLabel: value.label, Language: 'en_US', Description: value.description ?? null, IsLicensed: value.isLicensed ?? false };
      return put(store, 'CustomPermission', row, values);
    },
  },
  PermissionSet: { folder: 'permissionsets', suffix: 'permissionset', schema: PermissionSet, check: checkPermissionSet, apply: applyPermissionSet },
  CustomField: {
    // A field is a part of its object's file.
    folder: 'objects',
    suffix: 'object',
    schema: CustomObject,
    check({ fullName, value }, { settings }) {
      if (!Object.hasOwn(OPTIONAL_FIELDS, fullName)) return `The demo org can not have a field ${fullName}`;
      if (fullName.startsWith('EmailMessage.') && !settings.enhancedEmail) return 'In field: customObject - no CustomObject named EmailMessage found';
      if (value.type !== 'Text') return `The demo org takes this field as Text, not as ${value.type}`;
      return value.length === undefined ? "Can not find the required field 'length' on a field of type Text" : tooLong('label', value.label, 40);
    },
    apply({ fullName }, { settings, all }) {
      // Field-level security decides who sees a new field; the demo org has one for everybody.
      const field = OPTIONAL_FIELDS[fullName];
      const readable = all.some(({ type, value }) => type === 'PermissionSet'
        && value.fieldPermissions.some((/** @type {any} */ each) => each.field === field && each.readable));
      const created = !settings.hiddenFields.includes(field);
      if (readable) patchSettings(settings, { hiddenFields: settings.hiddenFields.filter((each) => each !== field) });
      return { id: '00N000000000000AAA', created };
    },
  },
  // A custom object or a custom metadata type; the fields are a part of its file.
  CustomObject: {
    folder: 'objects',
    suffix: 'object',
    schema: CustomObject,
    check: (component, target) => (component.fullName.endsWith('__c') ? checkObject : checkType)(component, target),
    apply: (component, target) => (component.fullName.endsWith('__c') ? applyObject : applyType)(component, target),
  },
  CustomMetadata: { folder: 'customMetadata', suffix: 'md', schema: CustomMetadata, check: checkRecord, apply: applyRecord },
};

/** @type {(component: Component, target: Target) => string | undefined} */
function checkPermissionSet({ value }, target) {
  const { store, settings, all } = target;
  for (const { name } of value.customMetadataTypeAccesses) {
    if (!hasType(name, target)) return `In field: customMetadataTypeAccesses - no CustomObject named ${name} found`;
  }
  const deployed = (/** @type {string} */ type, /** @type {string} */ name) => all.some((each) => each.type === type && each.fullName === name);
  for (const { name } of value.customPermissions) {
    const there = store.rows('CustomPermission').some(({ DeveloperName }) => DeveloperName === name);
    if (!there && !deployed('CustomPermission', name)) return `In field: customPermission - no CustomPermission named ${name} found`;
  }
  for (const { name } of value.userPermissions) if (!PERMISSIONS.includes(name)) return `Unknown user permission: ${name}`;
  for (const { object } of value.objectPermissions) {
    if (!store.hasObject(object)) return `In field: object - no CustomObject named ${object} found`;
  }
  const ofObjects = checkObjectRights(value, target);
  if (ofObjects) return ofObjects;
  for (const { field } of value.fieldPermissions) {
    const [object, name] = field.split('.');
    const known = store.hasObject(object) && store.schema(object).fields.has((name ?? '').toLowerCase());
    const source = Object.entries(OPTIONAL_FIELDS).find(([, shown]) => shown === field)?.[0];
    const absent = source && settings.hiddenFields.includes(field) && !deployed('CustomField', source);
    if (!known || absent) return `In field: field - no CustomField named ${field} found`;
  }
  if (value.license && !store.rows('UserLicense').some(({ Name }) => Name === value.license)) {
    return `In field: license - no UserLicense named ${value.license} found`;
  }
  return tooLong('label', value.label, 80) ?? tooLong('description', value.description, 255);
}

/**
 * A deployed permission set replaces the one of its name; its assignments stay.
 * @type {(component: Component, target: Target) => { id: string, created: boolean }}
 */
function applyPermissionSet({ fullName, value }, { store, users }) {
  const enabled = (/** @type {{ enabled: boolean, name: string }[]} */ list) => list.filter((each) => each.enabled).map(({ name }) => name);
  const held = enabled(value.userPermissions);
  const result = put(store, 'PermissionSet', permissionSetNamed(store, fullName), {
    Name: fullName,
    Label: value.label,
    Description: value.description ?? null,
    LicenseId: store.rows('UserLicense').find(({ Name }) => Name === value.license)?.Id ?? null,
    IsCustom: true,
    IsOwnedByProfile: false,
    HasActivationRequired: value.hasActivationRequired ?? false,
    Type: 'Regular',
    ...Object.fromEntries(PERMISSIONS.map((name) => [`Permissions${name}`, held.includes(name)])),
  });
  for (const object of ['SetupEntityAccess', 'ObjectPermissions', 'FieldPermissions']) {
    for (const row of store.rows(object)) if (row.ParentId === result.id) store.remove(row.Id);
  }
  for (const name of enabled(value.customPermissions)) {
    const SetupEntityId = store.rows('CustomPermission').find(({ DeveloperName }) => DeveloperName === name)?.Id;
    store.insert('SetupEntityAccess', { ParentId: result.id, SetupEntityId, SetupEntityType: 'CustomPermission' });
  }
  for (const name of enabled(value.customMetadataTypeAccesses)) {
    const SetupEntityId = name === AppRecord.name ? APP_TYPE_ID : null;
    store.insert('SetupEntityAccess', { ParentId: result.id, SetupEntityId, SetupEntityType: 'CustomEntityDefinition' });
  }
  for (const each of value.objectPermissions) {
    store.insert('ObjectPermissions', {
      ParentId: result.id, SobjectType: each.object, PermissionsCreate: each.allowCreate, PermissionsRead: each.allowRead,
      PermissionsEdit: each.allowEdit, PermissionsDelete: each.allowDelete, PermissionsViewAllRecords: each.viewAllRecords,
      PermissionsModifyAllRecords: each.modifyAllRecords,
    });
  }
  for (const { field, readable, editable } of value.fieldPermissions) {
    const [object] = field.split('.');
    if (!object.endsWith('__c')) continue;
    store.insert('FieldPermissions', { ParentId: result.id, SobjectType: object, Field: field, PermissionsRead: readable || editable, PermissionsEdit: editable });
  }
  settleRights(store, users);
  return result;
}

/** @type {(store: import('../store.js').Store, object: string, row: import('../store.js').Row | undefined, values: Record<string, any>) => { id: string, created: boolean }} */
function put(store, object, row, values) {
  if (row) store.update(row.Id, values);
  return { id: row?.Id ?? store.insert(object, values).Id, created: !row };
}

/** @type {(name: string, text: string | undefined, max: number) => string | undefined} */
function tooLong(name, text, max) {
  return (text ?? '').length > max ? `Value too long for field: ${name} maximum length is:${max}` : undefined;
}
