import { recordId, to18 } from './ids.js';
import { childRelationships, SCHEMAS, schemaOf, schemaOfId } from './schema/index.js';

/**
 * The org's records, by id. Knows objects, ids, system fields and calculated fields, but no rights and no
 * validation: those are sobjects.js. Deleted records stay, marked, as in the recycle bin.
 * @typedef {Record<string, any>} Row every field of the object by its API name, null when empty
 */
export class Store {
  /** @type {Map<string, Map<string, Row>>} */
  #tables = new Map(SCHEMAS.map((schema) => [schema.name, new Map()]));
  /** @type {Map<string, number>} */
  #counters = new Map();
  /** @type {import('../clock.js').Clock} */
  #clock;

  /** @param {{ clock: import('../clock.js').Clock, host: string }} parts `host` is the org's My Domain */
  constructor({ clock, host }) {
    this.#clock = clock;
    this.host = host;
  }

  /**
   * Adds a record; what the row does not say gets its default.
   * @param {string} object
   * @param {Row} values
   * @param {string} [userId] who does it
   * @returns {Row}
   */
  insert(object, values, userId) {
    const schema = this.schema(object);
    const now = this.timestamp();
    /** @type {Row} */
    const row = {};
    for (const field of schema.fields.values()) row[field.name] = defaultOf(field);
    Object.assign(row, values);
    row.Id ??= this.#nextId(schema);
    if (schema.fields.has('createddate')) {
      row.CreatedDate ??= now;
      row.LastModifiedDate ??= row.CreatedDate;
      row.CreatedById ??= userId ?? row.OwnerId ?? null;
      row.LastModifiedById ??= row.CreatedById;
      row.IsDeleted ??= false;
    }
    if (schema.fields.has('systemmodstamp')) row.SystemModstamp ??= row.LastModifiedDate ?? now;
    if (schema.fields.has('ownerid')) row.OwnerId ??= userId ?? null;
    if (schema.fields.get('name')?.autoNumber) row.Name = numbered(schema, row.Id);
    this.#table(schema).set(row.Id, row);
    schema.compute?.(row, this);
    return row;
  }

  /**
   * @param {string} id 18 characters
   * @param {Row} values
   * @param {string} [userId]
   * @returns {Row}
   */
  update(id, values, userId) {
    const row = this.get(id);
    const schema = schemaOfId(id);
    if (!row || !schema) throw new TypeError(`no record ${id}`);
    Object.assign(row, values);
    if (schema.fields.has('lastmodifieddate')) {
      row.LastModifiedDate = this.timestamp();
      row.LastModifiedById = userId ?? row.LastModifiedById;
      row.SystemModstamp = row.LastModifiedDate;
    }
    schema.compute?.(row, this);
    return row;
  }

  /** Lookups of custom objects to it become blank. @param {string} id */
  remove(id) {
    const row = this.get(id);
    if (!row) return;
    this.#blankLookups(row.Id);
    if ('IsDeleted' in row) row.IsDeleted = true;
    else this.#table(this.schema(schemaOfId(id)?.name ?? '')).delete(id);
  }

  /**
   * @param {string | null | undefined} id 15 or 18 characters
   * @returns {Row | undefined} also a deleted record
   */
  get(id) {
    const schema = id ? schemaOfId(id) : undefined;
    return schema && id ? this.#table(schema).get(to18(id.slice(0, 15))) : undefined;
  }

  /**
   * @param {string} object
   * @returns {Row[]} the records that are not deleted, in the order of their creation
   */
  rows(object) {
    return this.rowsAndDeleted(object).filter((row) => !row.IsDeleted);
  }

  /** @param {string} object @returns {Row[]} the same with what is in the recycle bin */
  rowsAndDeleted(object) {
    return [...this.#table(this.schema(object)).values()];
  }

  /** @param {string} id */
  objectOf(id) {
    return schemaOfId(id);
  }

  /** @param {string} object */
  hasObject(object) {
    return schemaOf(object) !== undefined;
  }

  /** @param {string} object */
  schema(object) {
    const schema = schemaOf(object);
    if (!schema) throw new TypeError(`no object ${object}`);
    return schema;
  }

  /**
   * A datetime as Salesforce writes it.
   * @param {number} [ms] since the epoch; now when left out
   */
  timestamp(ms = this.#clock.now()) {
    return `${new Date(ms).toISOString().slice(0, 19)}.000+0000`;
  }

  /** Copies every record, so that a request that must be all or nothing can be taken back. */
  snapshot() {
    const tables = new Map([...this.#tables].map(([name, table]) => [
      name, new Map([...table].map(([id, row]) => [id, { ...row }])),
    ]));
    return () => { this.#tables = tables; };
  }

  /** @param {string} id */
  #blankLookups(id) {
    const schema = schemaOfId(id);
    for (const { child, field } of schema ? childRelationships(schema) : []) {
      if (child.custom) for (const row of this.rows(child.name)) if (row[field.name] === id) row[field.name] = null;
    }
  }

  /** @param {import('./schema/define.js').Schema} schema */
  #table(schema) {
    return /** @type {Map<string, Row>} */ (this.#tables.get(schema.name));
  }

  /** @param {import('./schema/define.js').Schema} schema */
  #nextId(schema) {
    const n = (this.#counters.get(schema.name) ?? 0) + 1;
    this.#counters.set(schema.name, n);
    return recordId(schema.keyPrefix, n);
  }
}

/** @type {(schema: import('./schema/define.js').Schema, id: string) => string} */
function numbered({ keyPrefix }, id) {
  return `${keyPrefix.at(-1)}-${String(parseInt(id.slice(9, 15), 36)).padStart(8, '0')}`;
}

/** @param {import('./schema/define.js').Field} field */
function defaultOf(field) {
  if (field.type === 'boolean' && !field.calculated) return false;
  return field.defaultValue;
}
