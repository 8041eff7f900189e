import { patchSettings } from '../../settings.js';
import { APP_FIELDS, AppRecord } from '../schema/app-record.js';

/**
 * Custom metadata types and their records ("Custom Metadata Types (CustomObject)", "CustomMetadata", Metadata API Developer
 * Guide). The demo org can have one such type.
 * @typedef {import('./components.js').Component} Component
 * @typedef {import('./components.js').Target} Target
 */

const MANAGEABILITY = ['DeveloperControlled', 'SubscriberControlled', 'Locked'];

/** Whether the org has a type, or gets it by this deploy. @type {(name: string, target: Target) => boolean} */
export function hasType(name, { settings, all }) {
  return settings.customMetadataTypes.includes(name) || all.some((each) => each.type === 'CustomObject' && each.fullName === name);
}

/** @type {(component: Component, target: Target) => string | undefined} */
export function checkType({ fullName, value }) {
  if (fullName !== AppRecord.name) return `The demo org can not have a custom metadata type ${fullName}`;
  if (!value.label) return "Can not find the required field 'label'";
  if (!value.pluralLabel) return "Can not find the required field 'pluralLabel'";
  if (value.visibility && !['Public', 'Protected', 'PackageProtected'].includes(value.visibility)) return `'${value.visibility}' is not a valid value for the enum 'SetupObjectVisibility'`;
  for (const field of value.fields) {
    const known = APP_FIELDS.find(({ name }) => name === field.fullName);
    if (!known) return `The demo org can not have a field ${fullName}.${field.fullName}`;
    if (field.type !== 'Text') return `The demo org takes this field as Text, not as ${field.type}`;
    if (field.length === undefined) return "Can not find the required field 'length' on a field of type Text";
    if (field.length > 255) return 'Text field length must be between 1 and 255';
    if (field.fieldManageability && !MANAGEABILITY.includes(field.fieldManageability)) return `'${field.fieldManageability}' is not a valid value for the enum 'FieldManageability'`;
  }
  return undefined;
}

/** @type {(component: Component, target: Target) => { id: string, created: boolean }} */
export function applyType({ fullName }, { settings }) {
  const created = !settings.customMetadataTypes.includes(fullName);
  patchSettings(settings, { customMetadataTypes: [...new Set([...settings.customMetadataTypes, fullName])] });
  return { id: '01I000000000001AAA', created };
}

/** @type {(component: Component, target: Target) => string | undefined} */
export function checkRecord({ fullName, value }, target) {
  const [type, name] = fullName.split('.');
  if (!name || !hasType(`${type}__mdt`, target)) return `Custom Metadata Type ${type} is not available in this organization`;
  if (!/^[a-z](?:_?[a-z0-9])*$/i.test(name)) return `The name ${name} can only contain alphanumeric characters`;
  if (value.label.length > 40) return 'Label: data value too large';
  for (const { field, value: text } of value.values) {
    const known = APP_FIELDS.find((each) => each.name === field);
    if (!known) return `Invalid fields for ${type}__mdt: ${field}`;
    if ((text ?? '').length > known.length) return `${field}: data value too large: ${text} (max length=${known.length})`;
  }
  return undefined;
}

/** @type {(component: Component, target: Target) => { id: string, created: boolean }} */
export function applyRecord({ fullName, value }, { store }) {
  const [type, name] = fullName.split('.');
  const row = store.rows(`${type}__mdt`).find(({ DeveloperName }) => DeveloperName === name);
  const values = {
    DeveloperName: name, MasterLabel: value.label, Label: value.label, Language: 'en_US', QualifiedApiName: name,
    // What a deployed record does not say stays as it was.
    ...Object.fromEntries(value.values.map((/** @type {any} */ each) => [each.field, each.value || null])),
  };
  if (row) store.update(row.Id, values);
  return { id: row?.Id ?? store.insert(`${type}__mdt`, values).Id, created: !row };
}
