import { standardError } from '../errors.js';

/**
 * Nothing new refers to a lead that was converted.
 * @param {import('../access.js').Access} access
 * @param {(string | null | undefined)[]} ids
 */
export function refuseConverted(access, ids) {
  if (ids.some((id) => id && access.store.get(id)?.IsConverted)) throw standardError('CANNOT_UPDATE_CONVERTED_LEAD');
}
