/** Record pages that a Visualforce page overrides: which, and at what address. */
import { layoutOfId } from '../layouts.js';

/**
 * @param {import('../../server.js').Context} context
 * @param {string} id of a record
 * @param {URLSearchParams} asked the parameters of the page that was asked for: `nooverride=1` asks for the standard one
 * @returns {string | null} address of the Visualforce page, null where the record has its standard page
 */
export function overrideOf({ settings, org }, id, asked) {
  const object = layoutOfId(id)?.object;
  if (!object || !settings.visualforceOverrides.includes(object) || asked.get('nooverride') === '1') return null;
  const kept = [...asked].filter(([name]) => ['isdtp', 'isWsVw', 'nonce', 'sfdcIFrameOrigin', 'sfdcIFrameHost', 'clc'].includes(name));
  return `https://${org.visualforce}/apex/${object}View?${new URLSearchParams([['id', id], ...kept, ['sfdc.override', '1']])}`;
}
