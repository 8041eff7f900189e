// Waiting for a condition, with a deadline; never for a time.

const PAUSE = 25;

/**
 * Asks until the answer is truthy and gives it back.
 * @template T
 * @param {string} what for the message when the deadline passes
 * @param {() => T | Promise<T>} ask an exception counts as "not yet"
 * @param {number} [deadline] milliseconds
 * @param {number} [pause] between two questions
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, deadline = 15_000, pause = PAUSE) {
  const end = Date.now() + deadline;
  /** @type {unknown} */
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${deadline} ms for ${what}; last: ${last}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
