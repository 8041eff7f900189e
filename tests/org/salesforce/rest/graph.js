import { SalesforceError } from '../errors.js';
import { composite } from './composite.js';

/** Failed graphs after which the rest is not tried ("Composite Graph Limits"). */
const MOST_FAILED = 14;

/**
 * POST /composite/graph (REST API Developer Guide, "Composite Graph"): up to 75 graphs of up to 500 subrequests in all.
 * Each graph is done as a whole or not at all, whatever becomes of the others. Counts as one call.
 * @param {import('./index.js').Call} call
 * @param {(call: import('./index.js').Call) => import('./index.js').Reply} dispatch runs one subrequest
 * @returns {import('./index.js').Reply}
 */
export function graph(call, dispatch) {
  const graphs = call.body?.graphs;
  check(graphs);
  let failed = 0;
  const results = [];
  for (const { graphId, compositeRequest } of graphs) {
    if (failed >= MOST_FAILED) break;
    const reply = composite({ ...call, body: { allOrNone: true, compositeRequest } }, dispatch);
    const isSuccessful = reply.body.compositeResponse.every((/** @type {any} */ part) => part.httpStatusCode < 400);
    if (!isSuccessful) failed += 1;
    results.push({ graphId, graphResponse: reply.body, isSuccessful });
  }
  return { status: 200, body: { graphs: results } };
}

/** @param {any} graphs */
function check(graphs) {
  if (!Array.isArray(graphs) || graphs.length === 0) throw new SalesforceError('JSON_PARSER_ERROR', 'The graphs field is required.');
  if (graphs.length > 75) throw new SalesforceError('LIMIT_EXCEEDED', 'The request exceeds the maximum of 75 graphs.');
  const ids = new Set();
  const kinds = new Set();
  let nodes = 0;
  for (const { graphId, compositeRequest } of graphs) {
    if (typeof graphId !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9_]*$/.test(graphId)) throw new SalesforceError('INVALID_INPUT', `Invalid graph id: ${graphId}`);
    if (ids.has(graphId)) throw new SalesforceError('INVALID_INPUT', `Duplicate graph id: ${graphId}`);
    ids.add(graphId);
    if (!Array.isArray(compositeRequest)) throw new SalesforceError('JSON_PARSER_ERROR', 'The compositeRequest field is required.');
    nodes += compositeRequest.length;
    for (const { method, url } of compositeRequest) {
      const object = /\/sobjects\/(\w+)/.exec(String(url))?.[1];
      if (!object) throw new SalesforceError('INVALID_INPUT', `This resource cannot be part of a composite graph: ${url}`);
      kinds.add(`${method} ${object}`);
    }
  }
  if (nodes > 500) throw new SalesforceError('LIMIT_EXCEEDED', 'The request exceeds the maximum of 500 nodes.');
  if (kinds.size > 15) throw new SalesforceError('LIMIT_EXCEEDED', 'The request exceeds the maximum of 15 different nodes.');
}
