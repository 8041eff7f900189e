import { isRequired } from '../schema/define.js';

/**
 * A field of a custom object ("CustomField", Metadata API Developer Guide): what its type needs and does not take, and that it is as
 * the demo org's schema has it.
 * @param {import('../schema/define.js').Schema} schema
 * @param {Record<string, any>} given
 * @param {(object: string) => boolean} isThere whether the org has an object
 * @returns {string | undefined} the problem
 */
export function problemOfField(schema, given, isThere) {
  const field = schema.fields.get(given.fullName.toLowerCase());
  if (!field || !given.fullName.endsWith('__c')) return `The demo org can not have a field ${schema.name}.${given.fullName}`;
  const expected = typeOf(field);
  if (given.type !== expected.type) return `The demo org takes ${field.name} as ${expected.type}, not as ${given.type}`;
  const missing = NEEDS[given.type]?.find((name) => given[name] === undefined);
  if (missing === 'referenceTo' || missing === 'relationshipName') return "Must specify 'referenceTo' and 'relationshipName' for a CustomField of type Lookup";
  if (missing) return `Can not find the required field '${missing}' on a field of type ${given.type}`;
  const foreign = REFUSES[given.type]?.find((name) => given[name] !== undefined && given[name] !== false);
  if (foreign) return `Can not specify '${foreign}' for a CustomField of type ${given.type}`;
  if (given.type === 'Lookup' && given.required && given.deleteConstraint === 'SetNull') {
    return 'Must specify either cascade delete or restrict delete for required lookup foreign key';
  }
  if (given.referenceTo && !isThere(given.referenceTo)) return `referenceTo value of '${given.referenceTo}' does not resolve to a valid sObject type`;
  const differs = Object.entries(expected).find(([name, value]) => (given[name] ?? false) !== value);
  return differs && `The demo org takes ${schema.name}.${field.name} with ${differs[0]} ${differs[1]}, not ${given[differs[0]]}`;
}

/** @type {Record<string, string[]>} */
const NEEDS = {
  Text: ['length'],
  LongTextArea: ['length', 'visibleLines'],
  Checkbox: ['defaultValue'],
  Number: ['precision', 'scale'],
  Lookup: ['referenceTo', 'relationshipName'],
};

/** @type {Record<string, string[]>} */
const REFUSES = {
  LongTextArea: ['required', 'unique', 'externalId', 'caseSensitive'],
  Checkbox: ['required', 'unique', 'externalId', 'length'],
  DateTime: ['unique', 'externalId', 'length'],
  Lookup: ['unique', 'externalId', 'length'],
};

/** A field of the schema in the words of metadata. @type {(field: import('../schema/define.js').Field) => Record<string, any>} */
function typeOf(field) {
  const { type, length, precision, scale, externalId, caseSensitive, referenceTo, childRelationshipName } = field;
  switch (type) {
    case 'string': return { type: 'Text', length, required: isRequired(field), externalId, caseSensitive, unique: externalId };
    case 'textarea': return { type: 'LongTextArea', length };
    case 'boolean': return { type: 'Checkbox' };
    case 'double': return { type: 'Number', precision, scale };
    case 'datetime': return { type: 'DateTime' };
    default: return { type: 'Lookup', referenceTo: referenceTo[0], relationshipName: childRelationshipName?.replace(/__r$/, '') };
  }
}
