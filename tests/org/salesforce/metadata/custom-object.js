import { patchSettings } from '../../settings.js';
import { isRequired } from '../schema/define.js';
import { CUSTOM_OBJECTS } from '../schema/index.js';
import { problemOfField } from './custom-field.js';

/**
 * Custom objects with their fields ("CustomObject", Metadata API Developer Guide). The demo org can have those of the schema.
 * @typedef {import('./components.js').Component} Component
 * @typedef {import('./components.js').Target} Target
 */

/** @param {string} name */
const schemaOf = (name) => CUSTOM_OBJECTS.find((schema) => schema.name === name);

/** Whether the org has a custom object, or gets it by this deploy. @type {(name: string, target: Target) => boolean} */
export function hasCustomObject(name, { settings, all }) {
  return settings.customObjects.includes(name) || all.some((each) => each.type === 'CustomObject' && each.fullName === name);
}

/** @type {(component: Component, target: Target) => string | undefined} */
export function checkObject({ fullName, value }, target) {
  const schema = schemaOf(fullName);
  if (!schema) return `The demo org can not have a custom object ${fullName}`;
  for (const needed of ['label', 'pluralLabel', 'nameField', 'sharingModel', 'deploymentStatus']) {
    if (!value[needed]) return `Must specify a non-empty ${needed} for the CustomObject`;
  }
  const [name] = value.nameField;
  const kind = schema.fields.get('name')?.autoNumber ? 'AutoNumber' : 'Text';
  if (name.type !== kind) return `The demo org takes the name of ${fullName} as ${kind}, not as ${name.type}`;
  if (name.type === 'AutoNumber' && !/^[^{}]*\{0+\}[^{}]*$/.test(name.displayFormat ?? '')) return 'Invalid display format';
  if (name.type === 'Text' && name.displayFormat) return "Can not specify 'displayFormat' for a CustomField of type Text";
  if (!['Private', 'Read', 'ReadWrite', 'ControlledByParent'].includes(value.sharingModel)) return `'${value.sharingModel}' is not a valid value for the enum 'SharingModel'`;
  if (value.sharingModel !== schema.sharing) return `The demo org takes ${fullName} as ${schema.sharing}, not as ${value.sharingModel}`;
  const isThere = (/** @type {string} */ object) => !object.endsWith('__c') || hasCustomObject(object, target);
  return value.fields.map((/** @type {any} */ field) => problemOfField(schema, field, isThere)).find(Boolean);
}

/** @type {(component: Component, target: Target) => { id: string, created: boolean }} */
export function applyObject({ fullName }, { settings }) {
  const created = !settings.customObjects.includes(fullName);
  patchSettings(settings, { customObjects: [...new Set([...settings.customObjects, fullName])] });
  return { id: `01I00000000000${CUSTOM_OBJECTS.findIndex(({ name }) => name === fullName) + 2}AAA`, created };
}

/**
 * What a permission set says of custom objects ("PermissionSet", Metadata API Developer Guide).
 * @type {(value: any, target: Target) => string | undefined}
 */
export function checkObjectRights({ objectPermissions, fieldPermissions }, target) {
  for (const each of objectPermissions) {
    if (each.object.endsWith('__c') && !hasCustomObject(each.object, target)) return `In field: object - no CustomObject named ${each.object} found`;
    const needs = /** @type {const} */ ([['allowCreate', 'allowRead'], ['allowEdit', 'allowRead'], ['allowDelete', 'allowEdit']]);
    const lacks = needs.find(([right, needed]) => each[right] && !each[needed]);
    if (lacks) return `Permission ${lacks[0]} ${each.object} depends on permission(s): ${lacks[1]} ${each.object}`;
  }
  for (const { field } of fieldPermissions) {
    const [object, name] = field.split('.');
    if (!schemaOf(object)) continue;
    const known = schemaOf(object)?.fields.get(name.toLowerCase());
    if (!hasCustomObject(object, target) || !known?.name.endsWith('__c')) return `In field: field - no CustomField named ${field} found`;
    if (isRequired(known)) return `You cannot deploy to a required field: ${field}`;
    const readable = objectPermissions.some((/** @type {any} */ each) => each.object === object && each.allowRead);
    if (!readable) return `Permission Read ${field} depends on permission(s): Read ${object}`;
  }
  return undefined;
}
