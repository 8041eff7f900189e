import { malformed } from './errors.js';
import { resolvePath } from './paths.js';

/**
 * Functions that group records by a part of a date, in UTC unless convertTimezone() is written around the field; the demo
 * users' zone is UTC, so that it changes nothing. Source: SOQL and SOSL Reference, "Date Functions".
 */

const DAY = 86_400_000;

/** @type {Record<string, (date: Date) => number | string>} */
const PARTS = {
  CALENDAR_YEAR: (date) => date.getUTCFullYear(),
  CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
  // Acme's fiscal year is the calendar's.
  FISCAL_YEAR: (date) => date.getUTCFullYear(),
  FISCAL_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  FISCAL_MONTH: (date) => date.getUTCMonth() + 1,
  DAY_IN_MONTH: (date) => date.getUTCDate(),
  DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
  DAY_IN_YEAR: (date) => dayOfYear(date),
  DAY_ONLY: (date) => date.toISOString().slice(0, 10),
  HOUR_IN_DAY: (date) => date.getUTCHours(),
  WEEK_IN_MONTH: (date) => Math.ceil(date.getUTCDate() / 7),
  WEEK_IN_YEAR: (date) => Math.ceil(dayOfYear(date) / 7),
};

/** Those that take a date and time only. */
const OF_DATETIMES = ['DAY_ONLY', 'HOUR_IN_DAY'];

/** @param {{ functionName?: string } | undefined} fn */
export function isDateFunction(fn) {
  return (fn?.functionName?.toUpperCase() ?? '') in PARTS;
}

/**
 * What a function gives, as if it were a field.
 * @param {{ access: import('../access.js').Access, soql: string }} query
 * @param {import('../schema/define.js').Schema} schema
 * @param {{ functionName: string, parameters: any[] }} fn
 * @returns {import('./paths.js').Path}
 */
export function datePath(query, schema, fn) {
  const name = fn.functionName.toUpperCase();
  const [inner] = fn.parameters;
  const converted = typeof inner === 'object' && inner.functionName.toLowerCase() === 'converttimezone';
  if (typeof inner === 'object' && !converted) throw malformed(`${inner.functionName} can not be grouped by`);
  const path = resolvePath(query, schema, converted ? inner.parameters[0] : inner);
  const types = converted || OF_DATETIMES.includes(name) ? ['datetime'] : ['date', 'datetime'];
  if (!types.includes(path.field.type)) throw malformed(`field ${path.name} does not support function ${name}`);
  const field = { ...path.field, name: 'expr', type: name === 'DAY_ONLY' ? 'date' : 'int' };
  return {
    relationships: [],
    field,
    name: `${name}(${path.name})`,
    value(row) {
      const value = path.value(row);
      return value === null ? null : PARTS[name](new Date(value));
    },
  };
}

/** @param {Date} date */
function dayOfYear(date) {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}
