import { Store } from '../salesforce/store.js';
export { createUsers } from './users.js';

/**
 * @param {Pick<import('../server.js').Context, 'clock' | 'random' | 'users'>} context
 * @returns {Store} the seeded records
 */
export function generateData(context) {
  return new Store(context);
}
