import { NAMESPACE, XmlError } from './xml.js';

/**
 * What an element of a metadata type may hold. Source: Metadata API Developer Guide, "PermissionSet", "CustomPermission",
 * "CustomField", "Custom Metadata Types (CustomObject)", "CustomMetadata", "package.xml Manifest".
 * @typedef {'string' | 'boolean' | 'int' | 'any' | Type} Kind `any` says its own type
 * @typedef {{ name: string, fields: Record<string, { kind: Kind, many?: boolean, required?: boolean }> }} Type
 */

const string = { kind: /** @type {Kind} */ ('string') };
const boolean = { kind: /** @type {Kind} */ ('boolean') };
const int = { kind: /** @type {Kind} */ ('int') };
const required = (/** @type {{ kind: Kind }} */ field) => ({ ...field, required: true });
/** @type {(name: string, fields: Type['fields']) => { kind: Kind, many: true }} */
const many = (name, fields) => ({ kind: { name, fields }, many: true });

/** @type {Type} */
export const Package = {
  name: 'Package',
  fields: {
    types: many('PackageTypeMembers', { members: { ...string, many: true }, name: required(string) }),
    version: string, fullName: string, apiAccessLevel: string, description: string, namespacePrefix: string,
    postInstallClass: string, setupWeblink: string, uninstallClass: string,
  },
};

/** @type {Type} */
export const CustomPermission = {
  name: 'CustomPermission',
  fields: {
    connectedApp: string,
    description: string,
    isLicensed: boolean,
    label: required(string),
    requiredPermission: many('CustomPermissionDependencyRequired', { customPermission: required(string), dependency: required(boolean) }),
  },
};

/** @type {Type} */
export const PermissionSet = {
  name: 'PermissionSet',
  fields: {
    applicationVisibilities: many('PermissionSetApplicationVisibility', { application: required(string), visible: required(boolean), default: boolean }),
    classAccesses: many('PermissionSetApexClassAccess', { apexClass: required(string), enabled: required(boolean) }),
    customMetadataTypeAccesses: many('PermissionSetCustomMetadataTypeAccess', { enabled: required(boolean), name: required(string) }),
    customPermissions: many('PermissionSetCustomPermissions', { enabled: required(boolean), name: required(string) }),
    description: string,
    fieldPermissions: many('PermissionSetFieldPermissions', { editable: required(boolean), field: required(string), readable: boolean }),
    hasActivationRequired: boolean,
    label: required(string),
    license: string,
    objectPermissions: many('PermissionSetObjectPermissions', {
      allowCreate: required(boolean), allowDelete: required(boolean), allowEdit: required(boolean), allowRead: required(boolean),
      modifyAllRecords: required(boolean), object: required(string), viewAllFields: boolean, viewAllRecords: required(boolean),
    }),
    pageAccesses: many('PermissionSetApexPageAccess', { apexPage: required(string), enabled: required(boolean) }),
    recordTypeVisibilities: many('PermissionSetRecordTypeVisibility', { recordType: required(string), visible: required(boolean) }),
    tabSettings: many('PermissionSetTabSetting', { tab: required(string), visibility: required(string) }),
    userPermissions: many('PermissionSetUserPermission', { enabled: required(boolean), name: required(string) }),
  },
};

/** @type {Type} */
export const CustomObject = {
  name: 'CustomObject',
  fields: {
    fields: many('CustomField', {
      fullName: required(string), description: string, externalId: boolean, inlineHelpText: string, label: required(string), length: int,
      required: boolean, trackFeedHistory: boolean, trackHistory: boolean, type: required(string), unique: boolean, caseSensitive: boolean,
      fieldManageability: string, precision: int, scale: int, visibleLines: int, defaultValue: string, referenceTo: string, relationshipName: string, relationshipLabel: string, deleteConstraint: string,
    }),
    description: string, label: string, pluralLabel: string, visibility: string, deploymentStatus: string, sharingModel: string,
    nameField: many('CustomField', { label: required(string), type: required(string), displayFormat: string }),
  },
};

/** @type {Type} */
export const CustomMetadata = {
  name: 'CustomMetadata',
  fields: {
    description: string,
    label: required(string),
    protected: boolean,
    values: many('CustomMetadataValue', { field: required(string), value: { kind: /** @type {Kind} */ ('any') } }),
  },
};

/**
 * Reads an element as a type: scalars, objects, and arrays of what may come many times.
 * @param {import('./xml.js').Element} element
 * @param {Type} type
 * @returns {any}
 * @throws {XmlError} in Salesforce's words
 */
export function read(element, type) {
  /** @type {Record<string, any>} */
  const value = Object.fromEntries(Object.entries(type.fields).filter(([, { many: isMany }]) => isMany).map(([name]) => [name, []]));
  const seen = new Set();
  let previous = '';
  for (const child of element.children) {
    const field = Object.hasOwn(type.fields, child.name) && child.uri === NAMESPACE ? type.fields[child.name] : undefined;
    const shown = `{${child.uri}}${child.name}`;
    if (!field) throw new XmlError(`Error parsing file: Element ${shown} invalid at this location in type ${type.name}`, child);
    // Elements that may come many times must come in one run.
    if (seen.has(child.name) && !(field.many && previous === child.name)) {
      throw new XmlError(`Error parsing file: Element ${shown} is duplicated at this location in type ${type.name}`, child);
    }
    seen.add(child.name);
    previous = child.name;
    const inner = scalar(child, field.kind);
    if (field.many) value[child.name].push(inner);
    else value[child.name] = inner;
  }
  for (const [name, { required: must }] of Object.entries(type.fields)) {
    if (must && (value[name] === undefined || value[name] === '')) throw new XmlError(`Required field is missing: ${name}`, element);
  }
  return value;
}

/** @type {(element: import('./xml.js').Element, kind: Kind) => any} */
function scalar(element, kind) {
  if (typeof kind === 'object') return read(element, kind);
  const text = element.text.trim();
  if (element.children.length > 0) {
    const [child] = element.children;
    throw new XmlError(`Error parsing file: Element {${child.uri}}${child.name} invalid at this location in type ${kind}`, child);
  }
  if (kind === 'any') {
    if (element.nil) return null;
    if (!element.type) throw new XmlError(`Error parsing file: no xsi:type on element ${element.name}`, element);
    if (element.type !== 'xsd:string') throw new XmlError(`Error parsing file: the demo org takes xsd:string here, not ${element.type}`, element);
    return text;
  }
  if (kind === 'boolean') {
    if (!['true', 'false', '1', '0'].includes(text)) throw new XmlError(`Error parsing file: '${text}' is not a valid value for the type xsd:boolean`, element);
    return text === 'true' || text === '1';
  }
  if (kind === 'int') {
    if (!/^\d+$/.test(text)) throw new XmlError(`Error parsing file: '${text}' is not a valid value for the type xsd:int`, element);
    return Number(text);
  }
  return text;
}

/**
 * Checks the root and reads the file.
 * @param {import('./xml.js').Element} root
 * @param {Type} type
 */
export function readRoot(root, type) {
  if (root.name !== type.name || root.uri !== NAMESPACE) {
    throw new XmlError(`Error parsing file: Unexpected element {${root.uri}}${root.name} during simple type deserialization`, root);
  }
  return read(root, type);
}
