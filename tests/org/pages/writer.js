/** Saves that users make on the pages themselves. */
import { parseId } from '../salesforce/ids.js';
import { layoutOf, layoutOfId } from './layouts.js';
import { fieldValues, inputsOf } from './records.js';

/** @typedef {import('../data/users.js').User} User */

/** A save that the org refuses; the message is for the user. */
export class SaveError extends Error {}

/** @param {import('../server.js').Context} context */
export function createWriter(context) {
  return {
    /**
     * @param {string} id
     * @param {Record<string, string>} texts the form's inputs by field
     * @param {User} user
     * @returns {{id: string}}
     */
    update(id, texts, user) {
      const { key, layout } = existing(id);
      context.data.update(key, checked(layout, texts), user.id);
      return { id: key };
    },

    /**
     * A new record like an existing one, with what the form says instead.
     * @param {string} id
     * @param {Record<string, string>} texts
     * @param {User} user
     * @returns {{id: string}}
     */
    clone(id, texts, user) {
      const { row, layout } = existing(id);
      const account = row.AccountId ? { AccountId: row.AccountId } : {};
      const { Id } = context.data.insert(layout.object, { ...account, ...checked(layout, texts), OwnerId: user.id }, user.id);
      return { id: Id };
    },

    /**
     * @param {string} object
     * @param {Record<string, string>} texts
     * @param {User} user
     * @returns {{id: string}}
     */
    create(object, texts, user) {
      const layout = layoutOf(object);
      if (!layout) throw new SaveError('There is no such object.');
      const missing = inputsOf(layout).filter(({ api, required }) => required && !texts[api]?.trim());
      if (missing.length) throw new SaveError(`These required fields must be completed: ${missing.map(({ label }) => label).join(', ')}`);
      const { Id } = context.data.insert(object, { ...checked(layout, texts), OwnerId: user.id }, user.id);
      return { id: Id };
    },

    /**
     * @param {string} id
     * @returns {{id: string}}
     */
    remove(id) {
      const { key } = existing(id);
      context.data.remove(key);
      return { id: key };
    },
  };

  /** @param {string} id */
  function existing(id) {
    const key = parseId(id);
    const row = key && context.data.get(key);
    const layout = key && layoutOfId(key);
    if (!key || !row || row.IsDeleted || !layout) throw new SaveError('The record no longer exists.');
    return { key, row, layout };
  }
}

/**
 * @param {import('./layouts.js').Layout} layout
 * @param {Record<string, string>} texts
 */
function checked(layout, texts) {
  const values = fieldValues(layout, texts);
  const missing = inputsOf(layout).filter(({ api, required }) => required && api in values && values[api] === null);
  if (missing.length) throw new SaveError(`These required fields must be completed: ${missing.map(({ label }) => label).join(', ')}`);
  const wrong = Object.entries(values).find(([, value]) => Number.isNaN(value));
  if (wrong) throw new SaveError(`${wrong[0]}: enter a number.`);
  return values;
}
