import { SalesforceError } from '../errors.js';

/**
 * A lookup may be given by the external id of the record that it leads to: `"Campaign__r": { "Key__c": "…" }` (REST API
 * Developer Guide, "Insert or Update (Upsert) a Record Using an External ID").
 * @param {import('../access.js').Access} access
 * @param {import('../schema/define.js').Schema} schema
 * @param {Record<string, any>} body
 * @returns {Record<string, any>} with the ids of those records
 */
export function resolveKeys(access, schema, body) {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => {
    const lookup = access.fields(schema).find((field) => field.relationshipName === name);
    if (!lookup || value === null || typeof value !== 'object') return [name, value];
    return [lookup.name, idOf(access, lookup, value)];
  }));
}

/** @type {(access: import('../access.js').Access, lookup: import('../schema/define.js').Field, given: Record<string, any>) => string} */
function idOf(access, lookup, { attributes: _, ...given }) {
  const target = access.object(lookup.referenceTo[0]);
  const [[name, key] = [], ...more] = Object.entries(given);
  const field = target && name && access.field(target, name);
  if (!target || !field || !field.externalId || more.length > 0) {
    throw new SalesforceError('INVALID_FIELD', `No such column '${name}' on sobject of type ${lookup.referenceTo[0]}`);
  }
  const found = access.rows(target).find((row) => row[field.name] === key);
  if (!found) throw new SalesforceError('INVALID_FIELD', `Foreign key external ID: ${key} not found for field ${field.name} in entity ${target.name}`, []);
  return found.Id;
}
