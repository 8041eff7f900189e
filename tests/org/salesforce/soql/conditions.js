import { parseId } from '../ids.js';
import { SalesforceError } from '../errors.js';
import { dateRange } from './dates.js';
import { badCriterion, malformed } from './errors.js';

/**
 * Evaluates a condition tree on a row.
 * @param {import('./where.js').Tree} tree
 * @param {(condition: any) => boolean} test
 * @returns {boolean}
 */
export function holds(tree, test) {
  if ('and' in tree) return tree.and.every((each) => holds(each, test));
  if ('or' in tree) return tree.or.some((each) => holds(each, test));
  if ('not' in tree) return !holds(tree.not, test);
  return test(tree.condition);
}

/**
 * Every condition of a tree, to check them before any row is read.
 * @param {import('./where.js').Tree} tree
 * @returns {any[]}
 */
export function conditionsOf(tree) {
  if ('and' in tree) return tree.and.flatMap(conditionsOf);
  if ('or' in tree) return tree.or.flatMap(conditionsOf);
  if ('not' in tree) return conditionsOf(tree.not);
  return [tree.condition];
}

/**
 * Makes a condition into a test of one value.
 * @param {{ soql: string, now: number }} query
 * @param {import('../schema/define.js').Field} field
 * @param {any} condition from the parser
 * @param {Set<string | null>} [subquery] the values of an inner query
 * @returns {(value: any) => boolean}
 */
export function compile(query, field, condition, subquery) {
  if (['address', 'location', 'anytype'].includes(field.type) || (field.type === 'textarea' && field.length > 255)) {
    throw badCriterion(query.soql, field.name, `field '${field.name}' can not be filtered in a query call`);
  }
  const { operator } = condition;
  if (subquery) {
    return (value) => subquery.has(value) === (operator === 'IN');
  }
  const listed = Array.isArray(condition.value);
  if (listed !== ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator)) throw malformed(`unexpected token: '${operator}'`);
  if (operator === 'LIKE') return like(query, field, condition);
  const types = [condition.literalType].flat();
  const wanted = [condition.value].flat().map((text, at) => literal(query, field, text, types[at] ?? types[0]));
  switch (operator) {
    case 'IN': return (value) => wanted.some((each) => equal(field, value, each));
    case 'NOT IN': return (value) => !wanted.some((each) => equal(field, value, each));
    case '=': return (value) => equal(field, value, wanted[0]);
    case '!=': return (value) => !equal(field, value, wanted[0]);
    case '<': case '>': case '<=': case '>=': return ordered(field, operator, wanted[0]);
    default: throw new SalesforceError('INVALID_QUERY_FILTER_OPERATOR', `invalid operator ${operator} on ${field.name}`);
  }
}

/**
 * @typedef {{ value: any } | { range: [number, number] }} Wanted
 * @type {(query: { soql: string, now: number }, field: import('../schema/define.js').Field, text: string, type: string) => Wanted}
 */
function literal(query, field, text, type) {
  const mustBe = (/** @type {string} */ kind, /** @type {boolean} */ quoted) => badCriterion(query.soql, field.name,
    `value of filter criterion for field '${field.name}' must be of type ${kind} and should ${quoted ? '' : 'not '}be enclosed in quotes`);
  if (type === 'NULL') return { value: null };
  const isDate = field.type === 'date' || field.type === 'datetime';
  if (type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL') {
    if (!isDate) throw mustBe('string', true);
    const range = dateRange(text, query.now);
    if (!range) throw malformed(`unexpected token: '${text}'`);
    return { range };
  }
  if (isDate) {
    if (field.type === 'datetime' && type !== 'DATETIME') throw mustBe('dateTime', false);
    if (field.type === 'date' && type !== 'DATE') throw mustBe('date', false);
    return { value: Date.parse(text) };
  }
  if (field.type === 'boolean') {
    if (type !== 'BOOLEAN') throw mustBe('boolean', false);
    return { value: text.toUpperCase() === 'TRUE' };
  }
  if (['int', 'double', 'currency', 'percent'].includes(field.type)) {
    if (!type.startsWith('INTEGER') && !type.startsWith('DECIMAL')) throw mustBe(field.type === 'int' ? 'int' : 'double', false);
    return { value: Number(text) };
  }
  if (type !== 'STRING') throw mustBe('string', true);
  const value = unquote(text);
  if (field.type !== 'id' && field.type !== 'reference') return { value };
  const id = parseId(value);
  if (!id && value !== '' && !value.includes('%')) {
    throw new SalesforceError('INVALID_QUERY_FILTER_OPERATOR', `\n${query.soql}\nERROR at Row:1:Column:1\ninvalid ID field: ${value}`);
  }
  return { value: id ?? value };
}

/** What a backslash may stand before (SOQL and SOSL Reference, "Quoted String Escape Sequences"); `_` and `%` in LIKE only. */
const ESCAPES = /** @type {Record<string, string>} */ ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' });

/** @param {string} text with its quotes and escapes */
function unquote(text) {
  return text.slice(1, -1).replace(/\\(.)/gis, (_, /** @type {string} */ c) => {
    const plain = ESCAPES[c.toLowerCase()];
    if (plain === undefined) throw malformed(`Illegal string literal: Invalid string literal ${text}. Illegal character sequence '\\${c}' in string literal.`);
    return plain;
  });
}

/** @type {(field: import('../schema/define.js').Field, value: any, wanted: Wanted) => boolean} */
function equal(field, value, wanted) {
  const actual = comparable(field, value);
  if ('range' in wanted) return actual !== null && actual >= wanted.range[0] && actual < wanted.range[1];
  if (wanted.value === null || wanted.value === '') return actual === null || actual === '';
  if (actual === null) return false;
  return typeof actual === 'string' && !isExact(field)
    ? actual.toLowerCase() === wanted.value.toLowerCase()
    : actual === wanted.value;
}

/** @type {(field: import('../schema/define.js').Field, operator: string, wanted: Wanted) => (value: any) => boolean} */
function ordered(field, operator, wanted) {
  return (value) => {
    const actual = comparable(field, value);
    if (actual === null) return false;
    if ('range' in wanted) {
      const [from, to] = wanted.range;
      switch (operator) {
        case '<': return actual < from;
        case '<=': return actual < to;
        case '>': return actual >= to;
        default: return actual >= from;
      }
    }
    if (wanted.value === null) return false;
    // Ids are compared with their case, as they are sorted.
    const plain = typeof actual === 'string' && !isExact(field);
    const order = compareValues(actual, plain ? wanted.value.toLowerCase() : wanted.value);
    return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator] ?? false;
  };
}

/** @type {(query: { soql: string }, field: import('../schema/define.js').Field, condition: any) => (value: any) => boolean} */
function like({ soql }, field, { value: text, literalType }) {
  if (!['string', 'email', 'phone', 'url', 'picklist', 'textarea', 'combobox'].includes(field.type)) {
    throw badCriterion(soql, field.name, 'invalid operator on ' + field.type + ' field');
  }
  if (literalType !== 'STRING') throw badCriterion(soql, field.name, `value of filter criterion for field '${field.name}' must be of type string and should be enclosed in quotes`);
  // Read piece by piece: an escaped wildcard stands for itself, and so does what else an escape gives.
  const source = text.slice(1, -1).replace(/\\.|[^]/gs, (/** @type {string} */ piece) => {
    if (piece === '%') return '[^]*';
    if (piece === '_') return '[^]';
    const plain = piece === '\\%' || piece === '\\_' ? piece[1] : unquote(`'${piece}'`);
    return plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`, 'i');
  return (value) => value !== null && expression.test(value);
}

/**
 * A value in a form that < can compare: text without case, times as milliseconds.
 * @type {(field: import('../schema/define.js').Field, value: any) => any}
 */
export function comparable(field, value) {
  if (value === null || value === undefined) return null;
  if (field.type === 'date' || field.type === 'datetime') return Date.parse(value);
  return typeof value === 'string' && !isExact(field) ? value.toLowerCase() : value;
}

/**
 * Whether case counts: for ids, and for text that is unique with its case ("Comparison Operators", SOQL and SOSL Reference).
 * @param {import('../schema/define.js').Field} field
 */
function isExact(field) {
  return field.type === 'id' || field.type === 'reference' || field.caseSensitive;
}

/** @type {(a: any, b: any) => number} */
export function compareValues(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
