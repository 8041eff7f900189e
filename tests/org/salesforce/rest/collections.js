import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { create, remove, update } from '../rules/index.js';
import { schemaOfId } from '../schema/index.js';
import { allow, ok } from './records.js';

/**
 * /composite/sobjects: up to 200 records of any objects, each with its own result.
 * @param {import('./index.js').Call} call
 * @param {string[]} by an object and its external id field, for an upsert
 * @returns {import('./index.js').Reply}
 */
export function collections(call, by) {
  const { access, query } = call;
  if (by.length > 0) return allow(call.method, { PATCH: () => upsertAll(call, by[0], by[1]) });
  return allow(call.method, {
    POST: () => each(call, recordsOf(call), (record) => {
      const schema = objectOf(access, record);
      return create(access, schema, record).Id;
    }),
    PATCH: () => each(call, recordsOf(call), ({ id, Id, ...record }) => {
      const schema = objectOf(access, record);
      const known = parseId(id ?? Id);
      if (!known || schemaOfId(known) !== schema) throw new SalesforceError('MALFORMED_ID', `${schema.label} ID: id value of incorrect type: ${id ?? Id}`, ['Id']);
      update(access, schema, known, record);
      return known;
    }),
    DELETE: () => each(call, (query.get('ids') ?? '').split(','), (text) => {
      const id = parseId(text);
      if (!id) throw new SalesforceError('MALFORMED_ID', `malformed id ${text}`, []);
      remove(access, id);
      return id;
    }),
  });
}

/**
 * PATCH /composite/sobjects/{object}/{field} ("Upsert Multiple Records with Fewer Round-Trips"): each record has its external id.
 * @type {(call: import('./index.js').Call, object: string, name: string) => import('./index.js').Reply}
 */
function upsertAll(call, object, name) {
  const { access } = call;
  const schema = access.object(object);
  const field = schema && access.field(schema, name);
  if (!schema || !field?.externalId) throw new SalesforceError('NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + name);
  const records = recordsOf(call);
  return each(call, records, (record) => {
    const own = objectOf(access, record);
    if (own !== schema) throw new SalesforceError('INVALID_TYPE', `sObject type '${own.name}' is not ${schema.name}.`, []);
    const value = record[field.name];
    if (!value) throw new SalesforceError('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
    if (records.filter((other) => other[field.name] === value).length > 1) {
      throw new SalesforceError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [field.name]);
    }
    const found = access.rows(schema).find((row) => row[field.name] === value);
    if (!found) return { id: create(access, schema, record).Id, created: true };
    const { [field.name]: _, ...values } = record;
    update(access, schema, found.Id, values);
    return { id: found.Id, created: false };
  });
}

/**
 * @template T
 * @param {import('./index.js').Call} call
 * @param {T[]} items
 * @param {(item: T) => string | { id: string, created: boolean }} act gives the id, and of an upsert whether it is new
 * @returns {import('./index.js').Reply}
 */
function each(call, items, act) {
  if (items.length > 200) throw new SalesforceError('EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 200 records into this call');
  const allOrNone = call.body?.allOrNone === true || call.query.get('allOrNone') === 'true';
  const restore = call.access.snapshot();
  const results = items.map((item) => {
    try {
      const done = act(item);
      return { ...(typeof done === 'string' ? { id: done } : done), success: true, errors: [] };
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      return { success: false, errors: [error.saveError] };
    }
  });
  if (!allOrNone || results.every((result) => result.success)) return ok(results);
  restore();
  const rolledBack = { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: 'Record rolled back because not all records were valid and the request was using AllOrNone header', fields: [] };
  return ok(results.map((result) => (result.success ? { success: false, errors: [rolledBack] } : result)));
}

/** @type {(call: import('./index.js').Call) => any[]} */
function recordsOf({ body }) {
  if (!Array.isArray(body?.records)) throw new SalesforceError('JSON_PARSER_ERROR', 'The records field is required.');
  return body.records;
}

/** @type {(access: import('../access.js').Access, record: any) => import('../schema/define.js').Schema} */
function objectOf(access, record) {
  const type = record?.attributes?.type;
  const schema = typeof type === 'string' ? access.object(type) : undefined;
  if (!schema) throw new SalesforceError('INVALID_TYPE', `sObject type '${type}' is not supported.`, []);
  return schema;
}
