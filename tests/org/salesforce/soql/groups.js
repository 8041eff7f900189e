import { compareValues, comparable, compile, holds } from './conditions.js';
import { datePath, isDateFunction } from './date-functions.js';
import { malformed } from './errors.js';
import { resolvePath } from './paths.js';
import { conditionTree } from './where.js';

/**
 * Aggregate queries: COUNT, COUNT_DISTINCT, MIN, MAX, SUM, AVG, with GROUP BY fields and HAVING.
 * @param {{ access: import('../access.js').Access, soql: string, now: number }} query
 * @param {import('../schema/define.js').Schema} schema
 * @param {import('@jetstreamapp/soql-parser-js').Query} ast
 * @param {import('../store.js').Row[]} rows already filtered
 * @returns {Record<string, any>[]} AggregateResult records
 */
export function aggregate(query, schema, ast, rows) {
  const keys = [ast.groupBy ?? []].flat().map((clause) => {
    const fn = /** @type {any} */ (clause).fn;
    if (isDateFunction(fn)) return datePath(query, schema, fn);
    if (!('field' in clause)) throw malformed('Grouping function is not supported by the demo org');
    return resolvePath(query, schema, clause.field);
  });
  /** @type {Map<string, import('../store.js').Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((path) => path.value(row)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  if (keys.length === 0 && rows.length === 0) groups.set('', []);

  const measures = new Map();
  const measureOf = (/** @type {any} */ fn) => {
    const text = fn.rawValue;
    if (!measures.has(text)) measures.set(text, measure(query, schema, fn));
    return measures.get(text);
  };
  const columns = columnsOf(query, schema, ast, keys, measureOf);
  const having = conditionTree(ast.having);
  const results = [...groups.values()].filter((group) => !having || holds(having, (condition) => {
    const path = condition.fn ? undefined : resolvePath(query, schema, condition.field);
    const field = path?.field ?? NUMBER;
    return compile(query, field, condition)(path ? path.value(group[0]) : measureOf(condition.fn)(group));
  }));
  sortGroups(query, schema, ast, results, measureOf);
  return results.map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ name, value }) => [name, value(group)])),
  }));
}

/** The field that stands for a computed number. */
const NUMBER = /** @type {import('../schema/define.js').Field} */ (/** @type {unknown} */ ({ name: 'expr', type: 'double' }));

/** @type {(query: any, schema: any, ast: any, keys: import('./paths.js').Path[], measureOf: (fn: any) => (group: any[]) => any) => { name: string, value: (group: any[]) => any }[]} */
function columnsOf(query, schema, ast, keys, measureOf) {
  let unnamed = 0;
  return ast.fields.map((/** @type {any} */ item) => {
    if (isDateFunction(item)) {
      const path = datePath(query, schema, item);
      if (!keys.some((key) => key.name === path.name)) throw malformed(`Field must be grouped or aggregated: ${path.name}`);
      return { name: item.alias ?? `expr${unnamed++}`, value: (/** @type {any[]} */ group) => path.value(group[0]) };
    }
    if (item.type === 'FieldFunctionExpression') {
      const value = measureOf(item);
      return { name: item.alias ?? `expr${unnamed++}`, value };
    }
    const path = resolvePath(query, schema, [...(item.relationships ?? []), item.field].join('.'));
    if (!keys.some((key) => key.name === path.name)) {
      throw malformed(`Field must be grouped or aggregated: ${path.name}`);
    }
    return { name: item.alias ?? path.field.name, value: (/** @type {any[]} */ group) => path.value(group[0]) };
  });
}

/** @type {(query: any, schema: any, fn: any) => (group: any[]) => any} */
function measure(query, schema, fn) {
  const name = fn.functionName.toUpperCase();
  if (name === 'COUNT' && fn.parameters.length === 0) return (group) => group.length;
  const path = resolvePath(query, schema, fn.parameters[0]);
  const values = (/** @type {any[]} */ group) => group.map((row) => path.value(row)).filter((value) => value !== null);
  const best = (/** @type {number} */ sign) => (/** @type {any[]} */ group) => values(group)
    .sort((a, b) => sign * compareValues(comparable(path.field, a), comparable(path.field, b)))[0] ?? null;
  const sum = (/** @type {any[]} */ group) => values(group).reduce((total, value) => total + value, 0);
  switch (name) {
    case 'COUNT': return (group) => values(group).length;
    case 'COUNT_DISTINCT': return (group) => new Set(values(group)).size;
    case 'MIN': return best(1);
    case 'MAX': return best(-1);
    case 'SUM': return sum;
    case 'AVG': return (group) => (values(group).length ? sum(group) / values(group).length : null);
    default: throw malformed(`Function ${fn.functionName} is not supported by the demo org`);
  }
}

/** @type {(query: any, schema: any, ast: any, groups: any[][], measureOf: (fn: any) => (group: any[]) => any) => void} */
function sortGroups(query, schema, ast, groups, measureOf) {
  const orders = [ast.orderBy ?? []].flat().map((/** @type {any} */ order) => {
    const grouped = isDateFunction(order.fn) ? datePath(query, schema, order.fn) : undefined;
    const path = grouped ?? (order.fn ? undefined : resolvePath(query, schema, order.field));
    const value = path ? (/** @type {any[]} */ group) => comparable(path.field, path.value(group[0])) : measureOf(order.fn);
    return { value, sign: order.order === 'DESC' ? -1 : 1 };
  });
  groups.sort((a, b) => {
    for (const { value, sign } of orders) {
      const order = sign * compareValues(value(a), value(b));
      if (order !== 0) return order;
    }
    return 0;
  });
}
