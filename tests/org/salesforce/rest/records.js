import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { create, remove, update } from '../rules/index.js';
import { schemaOfId } from '../schema/index.js';
import { describe, describeGlobal } from './describe.js';

/**
 * The resources below /sobjects.
 * @param {import('./index.js').Call} call
 * @param {string[]} parts of the path after `sobjects`
 * @returns {import('./index.js').Reply}
 */
export function sobjects(call, parts) {
  const { access, base, method } = call;
  if (parts.length === 0) return allow(method, { GET: () => ok(describeGlobal(access, base)) });
  const schema = access.object(parts[0]);
  if (!schema) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  if (parts.length === 1) {
    return allow(method, {
      GET: () => ok({ objectDescribe: describeGlobal(access, base).sobjects.find((each) => each.name === schema.name), recentItems: [] }),
      POST: () => created(create(access, schema, objectBody(call))),
    });
  }
  if (parts[1] === 'describe' && parts.length === 2) return allow(method, { GET: () => describeIfModified(call, schema) });
  if (parts.length === 2) return byId(call, schema, parts[1]);
  const relationship = parts.length === 3 && parseId(parts[1]) && access.fields(schema).find((field) => field.relationshipName === parts[2]);
  if (relationship) return allow(method, { GET: () => ok(parent(call, schema, relationship, parts[1])) });
  if (parts.length === 3) return byExternalId(call, schema, parts[1], parts[2]);
  throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
}

/** @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema) => import('./index.js').Reply} */
function describeIfModified({ access, base, headers, metadataSince }, schema) {
  const since = Date.parse(headers['if-modified-since'] ?? '');
  const lastModified = { 'Last-Modified': new Date(metadataSince).toUTCString() };
  if (since >= metadataSince) return { status: 304, headers: lastModified };
  return { status: 200, body: describe(access, schema, base), headers: lastModified };
}

/** @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema, text: string) => import('./index.js').Reply} */
function byId(call, schema, text) {
  const { access, method } = call;
  const id = parseId(text);
  if (!id) {
    throw new SalesforceError('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${text}`);
  }
  if (schemaOfId(id) !== schema) {
    throw new SalesforceError('MALFORMED_ID', `${schema.label} ID: id value of incorrect type: ${text}`, ['Id']);
  }
  return allow(method, {
    GET: () => ok(read(call, schema, id)),
    PATCH: () => {
      const body = objectBody(call);
      if (isChangedSince(call, schema, id)) return { status: 412 };
      update(access, schema, id, body);
      return { status: 204 };
    },
    DELETE: () => {
      remove(access, id);
      return { status: 204 };
    },
  });
}

/**
 * `If-Unmodified-Since` (REST API Developer Guide, "Conditional Request Headers"): whole seconds, 400 where it is no date.
 * @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema, id: string) => boolean}
 */
function isChangedSince({ access, headers }, schema, id) {
  const header = headers['if-unmodified-since'];
  if (header === undefined) return false;
  const since = Date.parse(header);
  if (Number.isNaN(since) || !header.endsWith(' GMT')) throw new SalesforceError('JSON_PARSER_ERROR', 'If-Unmodified-Since is not a date.');
  const row = access.rows(schema).find((each) => each.Id === id);
  const changed = Date.parse(String(row?.LastModifiedDate ?? '').replace('+0000', 'Z'));
  return Math.floor(changed / 1000) * 1000 > since;
}

/** @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema, id: string) => Record<string, any>} */
function read({ access, base, query }, schema, id) {
  const row = access.rows(schema).find((each) => each.Id === id);
  if (!row) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  const names = query.get('fields')?.split(',').map((name) => name.trim()).filter(Boolean);
  const fields = names ? names.map((name) => {
    const field = access.field(schema, name);
    if (!field) throw new SalesforceError('INVALID_FIELD', `No such column '${name}' on entity '${schema.name}'. If you are attempting to use a `
      + "custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.");
    return field;
  }) : access.fields(schema);
  return {
    attributes: { type: schema.name, url: `${base}/sobjects/${schema.name}/${id}` },
    ...Object.fromEntries(fields.map((field) => [field.name, row[field.name] ?? null])),
    Id: id,
  };
}

/**
 * GET /sobjects/Account/001…/Owner ("sObject Relationships", REST API Developer Guide): the record that a field leads to.
 * @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema, relationship: import('../schema/define.js').Field, text: string) => Record<string, any>}
 */
function parent(call, schema, relationship, text) {
  const row = call.access.rows(schema).find((each) => each.Id === parseId(text));
  const leadsTo = row?.[relationship.name];
  const found = leadsTo && schemaOfId(leadsTo);
  if (!found) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  return read(call, found, leadsTo);
}

/** @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema, name: string, value: string) => import('./index.js').Reply} */
function byExternalId(call, schema, name, value) {
  const { access, base, method } = call;
  const field = access.field(schema, name);
  if (!field || !(field.externalId || field.type === 'id')) {
    throw new SalesforceError('NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + name);
  }
  const found = access.rows(schema).filter((row) => row[field.name] === (field.type === 'id' ? parseId(value) : value));
  if (found.length > 1) {
    return { status: 300, body: found.map((row) => `${base}/sobjects/${schema.name}/${row.Id}`) };
  }
  return allow(method, {
    GET: () => {
      if (!found[0]) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
      return ok(read(call, schema, found[0].Id));
    },
    PATCH: () => upsert(call, schema, field, value, found[0]),
    DELETE: () => {
      if (!found[0]) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
      remove(access, found[0].Id);
      return { status: 204 };
    },
  });
}

/** @type {(call: import('./index.js').Call, schema: import('../schema/define.js').Schema, field: import('../schema/define.js').Field, value: string, row?: import('../store.js').Row) => import('./index.js').Reply} */
function upsert(call, schema, field, value, row) {
  const body = objectBody(call);
  if (field.name in body) {
    throw new SalesforceError('INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`);
  }
  if (row) {
    update(call.access, schema, row.Id, body);
    return { status: 200, body: { id: row.Id, success: true, errors: [], created: false } };
  }
  // "Insert or Update (Upsert) a Record Using an External ID", REST API Developer Guide.
  if (call.query.get('updateOnly') === 'true') throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  const reply = created(create(call.access, schema, { ...body, [field.name]: value }));
  return { ...reply, body: { ...reply.body, created: true } };
}

/** @type {(row: import('../store.js').Row) => import('./index.js').Reply} */
function created(row) {
  const name = schemaOfId(row.Id)?.name;
  return { status: 201, body: { id: row.Id, success: true, errors: [] }, headers: { Location: `/services/data/v67.0/sobjects/${name}/${row.Id}` } };
}

/** @type {(body: any) => import('./index.js').Reply} */
export function ok(body) {
  return { status: 200, body };
}

/**
 * @param {string} method
 * @param {Record<string, () => import('./index.js').Reply>} handlers
 */
export function allow(method, handlers) {
  const handler = handlers[method];
  if (!handler) {
    throw new SalesforceError('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${Object.keys(handlers).join(',')}`);
  }
  return handler();
}

/** @type {(call: import('./index.js').Call) => Record<string, any>} */
export function objectBody({ body }) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SalesforceError('JSON_PARSER_ERROR', 'The HTTP entity body is required, but this request has no entity body.');
  }
  return body;
}
