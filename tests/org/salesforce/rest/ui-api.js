import { conditionOf, layoutOf, layouts, listViewId, viewOf } from '../../pages/layouts.js';
import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { execute } from '../soql/execute.js';
import { allow, ok } from './records.js';

/**
 * /ui-api/list-records/{listViewId} and /ui-api/list-records/{object}/{listViewApiName} ("Get List View Records", User
 * Interface API Developer Guide): a page of 50 records unless `pageSize` says otherwise, at most 2,000. `__Recent` is
 * what the user looked at last, which the demo org remembers of nobody.
 * @param {import('./index.js').Call} call
 * @param {string[]} parts of the path after `ui-api`
 * @param {number} now milliseconds
 * @returns {import('./index.js').Reply}
 */
export function uiApi(call, parts, now) {
  const [resource, first = '', name, ...rest] = parts;
  if (resource !== 'list-records' || !first || rest.length > 0) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  return allow(call.method, { GET: () => ok(listRecords(call, first, name, now)) });
}

/** @type {(call: import('./index.js').Call, first: string, name: string | undefined, now: number) => Record<string, any>} */
function listRecords({ access, query, base, version }, first, name, now) {
  const size = Number(query.get('pageSize') ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > 2000) throw new SalesforceError('ILLEGAL_QUERY_PARAMETER_VALUE', 'pageSize must be between 1 and 2000.');
  const layout = name === undefined ? layouts.find((each) => each.views.some((view) => listViewId(each, view) === parseId(first))) : layoutOf(first);
  const recent = layout && name === '__Recent';
  const view = recent ? { name, where: 'Id = null' } : viewOf(layout, name ?? first);
  if (!layout || !view || !access.object(layout.object)) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  const where = conditionOf(/** @type {any} */ (view), /** @type {{ id: string }} */ (access.user));
  const soql = `SELECT Id, Name FROM ${layout.object}${where ? ` WHERE ${where}` : ''} ORDER BY ${layout.title.api} ASC NULLS LAST LIMIT ${size}`;
  const { records } = execute({ access, soql, now, deleted: false, version });
  const id = recent ? null : listViewId(layout, /** @type {any} */ (view));
  return {
    count: records.length,
    currentPageToken: '0',
    currentPageUrl: `${base}/ui-api/list-records/${parts(first, name)}?pageSize=${size}&pageToken=0`,
    fields: [], optionalFields: [], pageSize: size, nextPageToken: null, nextPageUrl: null, previousPageToken: null, previousPageUrl: null,
    listReference: { id, listViewApiName: view.name, objectApiName: layout.object, type: recent ? 'mru' : 'listView' },
    records: records.map((row) => ({ apiName: layout.object, childRelationships: {}, id: row.Id, recordTypeInfo: null, fields: { Id: { displayValue: null, value: row.Id }, Name: { displayValue: null, value: row.Name } } })),
    sortBy: [layout.title.api],
  };
}

/** @param {string} first @param {string | undefined} name */
const parts = (first, name) => (name === undefined ? first : `${first}/${name}`);
