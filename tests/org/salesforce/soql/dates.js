/**
 * Date literals of SOQL as half-open ranges of milliseconds, in UTC (the demo users' zone; weeks start on
 * Sunday as in the en_US locale). Source: SOQL and SOSL Reference, "Date Formats and Date Literals".
 */

const DAY = 86_400_000;

/**
 * @param {string} literal such as TODAY or LAST_N_DAYS:90
 * @param {number} now milliseconds
 * @returns {[number, number] | undefined} from, to (exclusive)
 */
export function dateRange(literal, now) {
  const [name, count] = literal.toUpperCase().split(':');
  const n = Number(count ?? 1);
  const today = Math.floor(now / DAY) * DAY;
  if (name === 'LAST_90_DAYS') return [today - 89 * DAY, now];
  if (name === 'NEXT_90_DAYS') return [today + DAY, today + 91 * DAY];
  if (name === 'LAST_N_DAYS') return [today - n * DAY, today + DAY];
  if (name === 'NEXT_N_DAYS') return [today + DAY, today + (n + 1) * DAY];
  if (name === 'N_DAYS_AGO') return [today - n * DAY, today - (n - 1) * DAY];
  const plain = /** @type {Record<string, [Unit, number]>} */ ({ YESTERDAY: ['DAY', -1], TODAY: ['DAY', 0], TOMORROW: ['DAY', 1] })[name];
  if (plain) return span(plain[0], now, plain[1], 1);
  const one = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (one) return span(/** @type {Unit} */ (one[2]), now, { LAST: -1, THIS: 0, NEXT: 1 }[one[1]] ?? 0, 1);
  const many = /^(LAST|NEXT)_N_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)S$/.exec(name);
  if (many) return span(/** @type {Unit} */ (many[2]), now, many[1] === 'LAST' ? -n : 1, n);
  const ago = /^N_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
  if (ago) return span(/** @type {Unit} */ (ago[1]), now, -n, 1);
  return undefined;
}

/** @typedef {'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR'} Unit */

/**
 * @param {Unit} unit
 * @param {number} now
 * @param {number} offset units from the current one
 * @param {number} length in units
 * @returns {[number, number]}
 */
function span(unit, now, offset, length) {
  return [startOf(unit, now, offset), startOf(unit, now, offset + length)];
}

/** @type {(unit: Unit, now: number, offset: number) => number} */
function startOf(unit, now, offset) {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const today = Math.floor(now / DAY) * DAY;
  switch (unit) {
    case 'DAY': return today + offset * DAY;
    case 'WEEK': return today - date.getUTCDay() * DAY + offset * 7 * DAY;
    case 'MONTH': return Date.UTC(year, month + offset, 1);
    case 'QUARTER': return Date.UTC(year, (Math.floor(month / 3) + offset) * 3, 1);
    case 'YEAR': return Date.UTC(year + offset, 0, 1);
  }
}
