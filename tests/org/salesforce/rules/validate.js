import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { isRequired } from '../schema/define.js';
import { schemaOfId } from '../schema/index.js';

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/;

/**
 * Checks the fields of a create or update as Salesforce does, in its order, and gives the values to store.
 * @param {import('../access.js').Access} access
 * @param {import('../schema/define.js').Schema} schema
 * @param {Record<string, any>} body
 * @param {'create' | 'update'} operation
 * @returns {import('../store.js').Row}
 * @throws {SalesforceError}
 */
export function validate(access, schema, body, operation) {
  /** @type {[import('../schema/define.js').Field, any][]} */
  const given = Object.entries(body).filter(([name]) => name !== 'attributes').map(([name, value]) => {
    const field = access.field(schema, name);
    if (!field) throw new SalesforceError('INVALID_FIELD', `No such column '${name}' on sobject of type ${schema.name}`);
    return [field, deserialize(field, value)];
  });
  refuseReadOnly(access, schema, given.map(([field]) => field), operation);
  if (operation === 'create') requireFields(access, schema, Object.fromEntries(given.map(([field, value]) => [field.name, value])));
  return Object.fromEntries(given.map(([field, value]) => [field.name, checked(access, schema, field, value, operation)]));
}

/**
 * JSON types must fit before anything else is looked at.
 * @type {(field: import('../schema/define.js').Field, value: any) => any}
 */
function deserialize(field, value) {
  if (value === null) return null;
  const wrong = (/** @type {string} */ type) => new SalesforceError('JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${tokenOf(value)} value ${typeof value === 'object' ? '' : value}`
    + ' or request may be missing a required field at [line:1, column:1]');
  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      throw wrong('boolean');
    case 'int':
      if (Number.isInteger(Number(value)) && value !== '' && typeof value !== 'boolean' && typeof value !== 'object') return Number(value);
      throw wrong('int');
    case 'double': case 'currency': case 'percent':
      if (Number.isFinite(Number(value)) && value !== '' && typeof value !== 'boolean' && typeof value !== 'object') return Number(value);
      throw wrong(field.type);
    case 'date':
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10)))) return value.slice(0, 10);
      throw wrong('date');
    case 'datetime':
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value)
        && !Number.isNaN(Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))) {
        return `${new Date(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).toISOString().slice(0, 19)}.000+0000`;
      }
      throw wrong('datetime');
    case 'junctionidlist':
      if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
      throw wrong('JunctionIdList');
    default:
      if (typeof value === 'object') throw wrong('string');
      return String(value);
  }
}

/** @param {any} value */
function tokenOf(value) {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object') return 'START_OBJECT';
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  return typeof value === 'boolean' ? `VALUE_${String(value).toUpperCase()}` : 'VALUE_STRING';
}

/** @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, fields: import('../schema/define.js').Field[], operation: 'create' | 'update') => void} */
function refuseReadOnly(access, schema, fields, operation) {
  const mayWrite = (/** @type {import('../schema/define.js').Field} */ field) => (operation === 'create' ? field.createable : field.updateable) && access.mayWrite(schema, field);
  const refused = fields.filter((field) => !mayWrite(field)).map((field) => field.name);
  if (refused.length > 0) {
    throw new SalesforceError('INVALID_FIELD_FOR_INSERT_UPDATE', `Unable to create/update fields: ${refused.join(', ')}. `
      + 'Please check the security settings of this field and verify that it is read/write for your profile or permission set.', refused);
  }
}

/** @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, values: Record<string, any>) => void} */
function requireFields(access, schema, values) {
  const missing = access.fields(schema)
    .filter(isRequired)
    .map((field) => field.name)
    .filter((name) => values[name] === undefined || values[name] === null || values[name] === '');
  if (missing.length > 0) {
    throw new SalesforceError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
  }
}

/** @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, field: import('../schema/define.js').Field, value: any, operation: string) => any} */
function checked(access, schema, field, value, operation) {
  if (value === null || value === '') {
    if (operation === 'update' && !field.nillable) {
      throw new SalesforceError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${field.name}]`, [field.name]);
    }
    return field.type === 'boolean' ? false : null;
  }
  if (field.type === 'reference') return reference(access, schema, field, value);
  if (field.type === 'junctionidlist') return value.map((/** @type {string} */ each) => reference(access, schema, field, each));
  if (typeof value === 'string' && field.length > 0 && value.length > field.length && field.type !== 'date' && field.type !== 'datetime') {
    throw new SalesforceError('STRING_TOO_LONG', `${field.label}: data value too large: ${value} (max length=${field.length})`, [field.name]);
  }
  if (field.type === 'email' && !EMAIL.test(value)) {
    throw new SalesforceError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
  }
  if (field.type === 'picklist' && field.restricted && !field.values.includes(value)) {
    throw new SalesforceError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${value}`, [field.name]);
  }
  if (field.precision && Math.abs(value) >= 10 ** (field.precision - field.scale)) {
    throw new SalesforceError('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: value outside of valid range on numeric field: ${value}`, [field.name]);
  }
  // A number of a custom field is rounded to its places.
  return schema.custom && field.precision ? Number(value.toFixed(field.scale)) : value;
}

/** Salesforce calls these fields by what the page calls them. */
const POLYMORPHIC_LABELS = /** @type {Record<string, string>} */ ({ WhoId: 'Name ID', WhatId: 'Related To ID', RelatedToId: 'Related To ID' });

/** @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, field: import('../schema/define.js').Field, value: string) => string} */
function reference(access, schema, field, value) {
  const label = POLYMORPHIC_LABELS[field.name] ?? field.label;
  const id = parseId(value);
  if (!id) throw new SalesforceError('MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [field.name]);
  const object = schemaOfId(id)?.name;
  if (!object || !field.referenceTo.includes(object)) {
    throw new SalesforceError('FIELD_INTEGRITY_EXCEPTION', `${label}: id value of incorrect type: ${id}`, [field.name]);
  }
  const row = access.store.get(id);
  if (!row || !access.canSee(row)) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
  if (row.IsDeleted) throw new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted', []);
  if (field.name === 'OwnerId' && row.IsActive === false) {
    throw new SalesforceError('INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${id.slice(0, 15)}] as owner of ${schema.label.toLowerCase()}`, []);
  }
  return id;
}
