import { patchSettings } from '../../settings.js';
import { Watch, WATCH_FIELDS } from '../schema/watch.js';

/**
 * Custom objects with their fields ("CustomObject", "CustomField", Metadata API Developer Guide). The demo org can have one.
 * @typedef {import('./components.js').Component} Component
 * @typedef {import('./components.js').Target} Target
 */

/** Whether the org has a custom object, or gets it by this deploy. @type {(name: string, target: Target) => boolean} */
export function hasCustomObject(name, { settings, all }) {
  return settings.customObjects.includes(name) || all.some((each) => each.type === 'CustomObject' && each.fullName === name);
}

/** @type {(component: Component) => string | undefined} */
export function checkObject({ fullName, value }) {
  if (fullName !== Watch.name) return `The demo org can not have a custom object ${fullName}`;
  for (const needed of ['label', 'pluralLabel', 'nameField', 'sharingModel', 'deploymentStatus']) {
    if (!value[needed]) return `Must specify a non-empty ${needed} for the CustomObject`;
  }
  const [name] = value.nameField;
  if (name.type === 'AutoNumber' && !/^[^{}]*\{0+\}[^{}]*$/.test(name.displayFormat ?? '')) return 'Invalid display format';
  if (!['Private', 'Read', 'ReadWrite', 'ControlledByParent'].includes(value.sharingModel)) return `'${value.sharingModel}' is not a valid value for the enum 'SharingModel'`;
  for (const field of value.fields) {
    const type = WATCH_FIELDS[field.fullName];
    if (!type) return `The demo org can not have a field ${fullName}.${field.fullName}`;
    if (field.type !== type) return `The demo org takes this field as ${type}, not as ${field.type}`;
    if (type === 'Text' && field.length === undefined) return "Can not find the required field 'length' on a field of type Text";
    if (type === 'Lookup' && !(field.referenceTo && field.relationshipName)) return 'Must specify \'referenceTo\' and \'relationshipName\' for a CustomField of type Lookup';
    if (type === 'Lookup' && field.required && field.deleteConstraint === 'SetNull') return 'Must specify either cascade delete or restrict delete for required lookup foreign key';
  }
  return undefined;
}

/** @type {(component: Component, target: Target) => { id: string, created: boolean }} */
export function applyObject({ fullName }, { settings }) {
  const created = !settings.customObjects.includes(fullName);
  patchSettings(settings, { customObjects: [...new Set([...settings.customObjects, fullName])] });
  return { id: '01I000000000002AAA', created };
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
    if (object !== Watch.name) continue;
    if (!hasCustomObject(object, target) || !WATCH_FIELDS[name]) return `In field: field - no CustomField named ${field} found`;
    if (name === 'Key__c') return `You cannot deploy to a required field: ${field}`;
  }
  return undefined;
}
