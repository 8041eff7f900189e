// How measured numbers become rows of the table.

/** @typedef {import('../../tools/sizes.js').Row} Row */

/** @param {number[]} numbers */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/** The number that so much of them does not exceed. @param {number[]} numbers @param {number} part */
export function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN;
}

/** A number that is the same on every machine. @param {string} what @param {number} measured @param {number} budget @returns {Row} */
export function deterministic(what, measured, budget) {
  return { what, budget: String(budget), measured: String(measured), within: measured <= budget, deterministic: true };
}
