import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../errors.js';
import { childRelationships } from '../schema/index.js';
import { compareValues, comparable, compile, conditionsOf, holds } from './conditions.js';
import { datePath, isDateFunction } from './date-functions.js';
import { badCriterion, malformed, noSuchChildRelationship, noSuchObject } from './errors.js';
import { aggregate } from './groups.js';
import { resolvePath } from './paths.js';
import { conditionTree } from './where.js';

/**
 * Runs a query on the records.
 * @typedef {object} Query
 * @property {import('../access.js').Access} access whose rights count
 * @property {string} soql
 * @property {number} now milliseconds, for date literals
 * @property {boolean} [deleted] whether rows in the recycle bin count, as for queryAll
 * @property {string} version such as v67.0, for the records' addresses
 *
 * @param {Query} query
 * @returns {{ totalSize: number, records: Record<string, any>[], countOnly: boolean }} a plain COUNT() has only a total
 * @throws {import('../errors.js').SalesforceError}
 */
export function execute(query) {
  const ast = parse(query.soql);
  const schema = objectOf(query, ast.sObject ?? '');
  const rows = select(query, schema, ast, query.access.rows(schema, query.deleted));
  const functions = (ast.fields ?? []).filter((field) => field.type === 'FieldFunctionExpression' && field.isAggregateFn);
  if (functions.length > 0 || ast.groupBy) {
    const [only] = ast.fields ?? [];
    const countOnly = only.type === 'FieldFunctionExpression' && only.rawValue?.toUpperCase() === 'COUNT()' && !ast.groupBy;
    if (countOnly) return { totalSize: page(ast, rows).length, records: [], countOnly };
    const records = page(ast, aggregate(query, schema, ast, rows));
    return { totalSize: records.length, records, countOnly: false };
  }
  const shape = shapeOf(query, schema, ast);
  const records = page(ast, sorted(query, schema, ast, rows)).map((row) => shape(row));
  return { totalSize: records.length, records, countOnly: false };
}

/**
 * @param {string} soql
 * @returns {import('@jetstreamapp/soql-parser-js').Query}
 */
function parse(soql) {
  try {
    return parseQuery(soql);
  } catch (error) {
    const found = /found(?: -->|:) '([^']*)'/.exec(String(/** @type {Error} */ (error).message))?.[1];
    throw malformed(found === undefined ? 'unexpected token' : `unexpected token: '${found || '<EOF>'}'`);
  }
}

/**
 * @param {Query} query
 * @param {string} name
 */
function objectOf({ soql, access }, name) {
  const schema = access.object(name);
  if (!schema) throw noSuchObject(soql, name);
  return schema;
}

/**
 * The rows that the WHERE clause lets through.
 * @type {(query: Query, schema: import('../schema/define.js').Schema, ast: any, rows: import('../store.js').Row[]) => import('../store.js').Row[]}
 */
function select(query, schema, ast, rows) {
  const tree = conditionTree(ast.where);
  if (!tree) return rows;
  if (joinsInOr(tree)) throw malformed("Semi join sub-selects are not allowed with the 'OR' operator");
  const joins = conditionsOf(tree).filter((condition) => condition.valueQuery).length;
  if (joins > 2) throw malformed(`Maximum 2 semi join sub-selects are allowed. ${joins} were specified`);
  const tests = new Map(conditionsOf(tree).map((condition) => {
    const fn = condition.fn;
    if (!condition.field && !isDateFunction(fn)) throw malformed('Functions in WHERE are not supported by the demo org');
    const path = condition.field ? resolvePath(query, schema, withoutAlias(ast, condition.field)) : datePath(query, schema, /** @type {any} */ (fn));
    const inner = condition.valueQuery ? valuesOf(query, schema, path, condition.valueQuery) : undefined;
    const test = compile(query, path.field, condition, inner);
    return [condition, (/** @type {import('../store.js').Row} */ row) => test(path.value(row))];
  }));
  return rows.filter((row) => holds(tree, (condition) => /** @type {any} */ (tests.get(condition))(row)));
}

/** @type {(tree: import('./where.js').Tree) => boolean} */
function joinsInOr(tree) {
  if ('and' in tree) return tree.and.some(joinsInOr);
  if ('not' in tree) return joinsInOr(tree.not);
  return 'or' in tree && conditionsOf(tree).some((condition) => condition.valueQuery);
}

/**
 * The values of a semi-join ("Comparison Operators", SOQL and SOSL Reference): ids on both sides, of another object than the
 * outer query's, without a relationship before the inner field, and without a semi-join within.
 * @type {(query: Query, outer: import('../schema/define.js').Schema, left: import('./paths.js').Path, ast: any) => Set<string | null>}
 */
function valuesOf(query, outer, left, ast) {
  const schema = objectOf(query, ast.sObject);
  const [{ field: name, relationships = [] }] = ast.fields;
  if (relationships.length > 0) throw malformed(`The inner select field '${[...relationships, name].join('.')}' cannot have more than one level of relationships`);
  const path = resolvePath(query, schema, name);
  const isId = (/** @type {import('./paths.js').Path} */ { field }) => field.type === 'id' || field.type === 'reference';
  if (!isId(left)) throw malformed(`The left operand field in the where expression for outer query should be an id field, cannot use: '${left.name}'`);
  if (!isId(path)) throw malformed(`The inner select field should be an id field, cannot use: '${path.name}'`);
  if (schema === outer) throw malformed('The inner and outer selects should not be on the same object type');
  const inside = conditionTree(ast.where);
  if (inside && conditionsOf(inside).some((condition) => condition.valueQuery)) throw malformed('Nesting of semi join sub-selects is not supported');
  const rows = select(query, schema, ast, query.access.rows(schema));
  return new Set(rows.map((row) => path.value(row)).filter((value) => value !== null));
}

/** @type {(query: Query, schema: import('../schema/define.js').Schema, ast: any, rows: import('../store.js').Row[]) => import('../store.js').Row[]} */
function sorted(query, schema, ast, rows) {
  const orders = [ast.orderBy ?? []].flat().map((/** @type {any} */ order) => {
    if (!order.field) throw malformed('ORDER BY a function needs GROUP BY');
    const path = resolvePath(query, schema, withoutAlias(ast, order.field));
    if (['address', 'anytype'].includes(path.field.type) || (path.field.type === 'textarea' && path.field.length > 255)) {
      throw badCriterion(query.soql, path.field.name, `field '${path.field.name}' can not be sorted in a query call`);
    }
    const sign = order.order === 'DESC' ? -1 : 1;
    // Empty values come first in both directions unless the query says otherwise.
    const nulls = order.nulls === 'LAST' ? 1 : -1;
    return { path, sign, nulls };
  });
  // Each value is made comparable once, not in each comparison.
  const keyed = rows.map((row) => ({ row, keys: orders.map(({ path }) => comparable(path.field, path.value(row))) }));
  keyed.sort((a, b) => {
    for (const [at, { sign, nulls }] of orders.entries()) {
      const [x, y] = [a.keys[at], b.keys[at]];
      if (x === null || y === null) {
        if (x !== y) return x === null ? nulls : -nulls;
      } else if (x !== y) {
        return sign * compareValues(x, y);
      }
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/**
 * @template T
 * @param {any} ast
 * @param {T[]} rows
 * @returns {T[]}
 */
function page(ast, rows) {
  const from = ast.offset ?? 0;
  if (from > 2000) throw new SalesforceError('NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  return rows.slice(from, ast.limit === undefined ? undefined : from + ast.limit);
}

/**
 * How a row becomes a record of the answer.
 * @type {(query: Query, schema: import('../schema/define.js').Schema, ast: any) => (row: import('../store.js').Row) => Record<string, any>}
 */
function shapeOf(query, schema, ast) {
  /** @type {((row: import('../store.js').Row, record: Record<string, any>) => void)[]} */
  const writers = [];
  for (const item of ast.fields) {
    if (item.type === 'FieldSubquery') {
      writers.push(childWriter(query, schema, item.subquery));
    } else if (item.type === 'Field' || item.type === 'FieldRelationship') {
      const path = resolvePath(query, schema, withoutAlias(ast, [...(item.relationships ?? []), item.field].join('.')));
      writers.push((row, record) => writePath(query, path, row, record));
    } else if (item.type === 'FieldTypeof') {
      writers.push(typeWriter(query, schema, item));
    } else if (item.type === 'FieldFunctionExpression' && item.functionName.toUpperCase() === 'FIELDS') {
      if (ast.limit === undefined || ast.limit > 200) throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
      for (const field of query.access.fields(schema)) writers.push((row, record) => { record[field.name] = row[field.name] ?? null; });
    } else if (item.type === 'FieldFunctionExpression' && item.functionName === 'toLabel') {
      const path = resolvePath(query, schema, item.parameters[0]);
      writers.push((row, record) => { record[item.alias ?? path.field.name] = path.value(row); });
    } else {
      throw malformed(`${item.functionName ?? item.type} is not supported by the demo org`);
    }
  }
  return (row) => {
    const record = { attributes: attributes(query, schema.name, row.Id) };
    for (const write of writers) write(row, record);
    return record;
  };
}

/**
 * `TYPEOF Who WHEN Contact THEN Title ELSE Name END`: fields by the object that a polymorphic relationship leads to.
 * @type {(query: Query, schema: import('../schema/define.js').Schema, item: any) => (row: import('../store.js').Row, record: Record<string, any>) => void}
 */
function typeWriter(query, schema, { field: name, conditions }) {
  const reference = query.access.fields(schema).find((field) => field.relationshipName?.toLowerCase() === name.toLowerCase());
  if (!reference?.relationshipName || reference.referenceTo.length < 2) throw malformed(`TYPEOF can not be used with ${name}`);
  const shapes = new Map(conditions.map((/** @type {any} */ { type, objectType, fieldList }) => {
    if (type === 'WHEN' && !reference.referenceTo.includes(objectType)) throw malformed(`${name} never is a ${objectType}`);
    const paths = (/** @type {import('../schema/define.js').Schema} */ of) => fieldList.map((/** @type {string} */ text) => resolvePath(query, of, text));
    if (type === 'WHEN') paths(objectOf(query, objectType));
    return [type === 'WHEN' ? objectType : '', paths];
  }));
  const relationship = reference.relationshipName;
  return (row, record) => {
    const found = query.access.store.get(row[reference.name]);
    const of = found && query.access.store.objectOf(found.Id);
    const paths = of && (shapes.get(of.name) ?? shapes.get(''));
    record[relationship] = found && of && paths ? { attributes: attributes(query, of.name, found.Id) } : null;
    if (found && paths) for (const path of paths(of)) writePath(query, path, found, record[relationship]);
  };
}

/** @type {(query: Query, path: import('./paths.js').Path, row: import('../store.js').Row, record: Record<string, any>) => void} */
function writePath(query, path, row, record) {
  let at = record;
  let source = row;
  for (const relationship of path.relationships) {
    const schema = /** @type {import('../schema/define.js').Schema} */ (query.access.store.objectOf(source.Id));
    const reference = /** @type {import('../schema/define.js').Field} */ (
      [...schema.fields.values()].find((field) => field.relationshipName === relationship));
    const parent = query.access.store.get(source[reference.name]);
    if (!parent) {
      at[relationship] = null;
      return;
    }
    const type = reference.referenceTo.length > 1 ? 'Name' : reference.referenceTo[0];
    at[relationship] ??= { attributes: { ...attributes(query, query.access.store.objectOf(parent.Id)?.name ?? type, parent.Id), type } };
    at = at[relationship];
    source = parent;
  }
  at[path.field.name] = path.value(row);
}

/** @type {(query: Query, schema: import('../schema/define.js').Schema, subquery: any) => (row: import('../store.js').Row, record: Record<string, any>) => void} */
function childWriter(query, schema, subquery) {
  const wanted = String(subquery.relationshipName).toLowerCase();
  const relationship = childRelationships(schema).find(({ name, child }) => name.toLowerCase() === wanted && query.access.object(child.name));
  if (!relationship) throw noSuchChildRelationship(query.soql, subquery.relationshipName);
  const { child, field, name } = relationship;
  const shape = shapeOf(query, child, subquery);
  // Checked even when no row has children.
  select(query, child, subquery, []);
  sorted(query, child, subquery, []);
  return (row, record) => {
    const children = query.access.rows(child).filter((each) => each[field.name] === row.Id);
    const records = page(subquery, sorted(query, child, subquery, select(query, child, subquery, children))).map(shape);
    record[name] = records.length ? { totalSize: records.length, done: true, records } : null;
  };
}

/** @type {(query: Query, type: string, id: string) => { type: string, url: string }} */
function attributes({ version }, type, id) {
  return { type, url: `/services/data/${version}/sobjects/${type}/${id}` };
}

/** @type {(ast: any, text: string) => string} */
function withoutAlias(ast, text) {
  const alias = ast.sObjectAlias;
  const prefix = `${alias}.`;
  return alias && text.toLowerCase().startsWith(prefix.toLowerCase()) ? text.slice(prefix.length) : text;
}
