/**
 * The org's clock: real time plus what a test has advanced it by, so that
 * lifetimes can be lived through without waiting.
 * @typedef {{ now(): number, advance(ms: number): void, reset(): void }} Clock times in milliseconds since the epoch
 */

/** @returns {Clock} */
export function createClock() {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance(ms) { offset += ms; },
    reset() { offset = 0; },
  };
}

/**
 * The day of a moment in a time zone, such as 2026-11-22.
 * @param {string} timeZone
 * @param {number} at milliseconds since the epoch
 */
export function dayIn(timeZone, at) {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone });
}

/**
 * A seeded source of numbers in [0, 1): mulberry32, enough for test data and the same on every machine.
 * @param {number} seed
 * @returns {() => number}
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
