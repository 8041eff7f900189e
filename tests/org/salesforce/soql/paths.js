import { schemaOf, schemaOfId } from '../schema/index.js';
import { noSuchColumn, noSuchRelationship } from './errors.js';

/**
 * A field path such as `Account.Owner.Name`, checked against the objects.
 * @typedef {object} Path
 * @property {string[]} relationships in their own spelling
 * @property {import('../schema/define.js').Field} field
 * @property {string} name the whole path in its own spelling
 * @property {(row: import('../store.js').Row) => any} value
 */

/** What can be read through a polymorphic relationship (Who, What, Owner): the fields of the Name object. */
const NAME_FIELDS = ['Id', 'Name', 'Type', 'FirstName', 'LastName', 'Email', 'Phone', 'Title', 'Username', 'Alias', 'IsActive'];

/**
 * @param {{ access: import('../access.js').Access, soql: string }} query
 * @param {import('../schema/define.js').Schema} schema
 * @param {string} text
 * @returns {Path}
 */
export function resolvePath({ access, soql }, schema, text) {
  const parts = text.split('.');
  const last = /** @type {string} */ (parts.pop());
  const relationships = [];
  /** @type {string[]} */
  const steps = [];
  /** @type {import('../schema/define.js').Schema | undefined} */
  let at = schema;
  let entity = schema.name;
  for (const part of parts) {
    /** @type {import('../schema/define.js').Field | undefined} */
    const reference = at && access.fields(at).find((field) => field.relationshipName?.toLowerCase() === part.toLowerCase());
    if (!reference) throw noSuchRelationship(soql, part);
    relationships.push(/** @type {string} */ (reference.relationshipName));
    steps.push(reference.name);
    at = reference.referenceTo.length === 1 ? access.object(reference.referenceTo[0]) : undefined;
    entity = at?.name ?? (reference.referenceTo.length > 1 ? 'Name' : reference.referenceTo[0]);
  }
  const field = at ? access.field(at, last) : nameField(last);
  if (!field) throw noSuchColumn(soql, last, entity);
  const polymorphic = !at;
  return {
    relationships,
    field,
    name: [...relationships, field.name].join('.'),
    value(row) {
      /** @type {any} */
      let current = row;
      for (const step of steps) current = current && access.store.get(current[step]);
      if (!current) return null;
      if (polymorphic && field.name === 'Type') return schemaOfId(current.Id)?.name ?? null;
      return current[field.name] ?? null;
    },
  };
}

/**
 * @param {string} name
 * @returns {import('../schema/define.js').Field | undefined}
 */
function nameField(name) {
  const known = NAME_FIELDS.find((each) => each.toLowerCase() === name.toLowerCase());
  if (!known) return undefined;
  return {
    ...(schemaOf('User')?.fields.get('lastname') ?? /** @type {any} */ ({})),
    name: known,
    label: known,
    type: known === 'Id' ? 'id' : known === 'IsActive' ? 'boolean' : 'string',
  };
}
