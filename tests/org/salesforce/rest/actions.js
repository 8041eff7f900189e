import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { schemaOfId } from '../schema/index.js';
import { ok } from './records.js';

/**
 * What one input of an action does; it is refused by a {@link SalesforceError}.
 * @typedef {(access: import('../access.js').Access, input: Record<string, any>) => void} Action
 */

/** What an action of Sales Engagement takes ("Sales Engagement Actions", Actions Developer Guide). */
const INPUTS = /** @type {Record<string, string[]>} */ ({
  assignTargetToSalesCadence: ['salesCadenceNameOrId', 'targetId', 'userId'],
  pauseSalesCadenceTracker: ['targetId', 'resumeTime'],
  removeTargetFromSalesCadence: ['targetId', 'actionCadenceTrackerId', 'completionReasonCode'],
  resumeSalesCadenceTracker: ['targetId'],
});
/** Inputs of one call. */
const MOST = 200;

/** @type {Record<string, Action>} */
const ACTIONS = {
  assignTargetToSalesCadence({ store, user }, { salesCadenceNameOrId, targetId, userId }) {
    const cadence = store.rows('ActionCadence').find(({ Id, Name }) => Id === parseId(salesCadenceNameOrId) || Name === salesCadenceNameOrId);
    if (cadence?.State !== 'Active') throw refused('The sales cadence isn’t active.');
    const target = parseId(targetId ?? '');
    if (!target || !['Contact', 'Lead'].includes(schemaOfId(target)?.name ?? '') || !store.get(target)) throw refused('The target isn’t a lead or contact.');
    if (open(store).some(({ TargetId }) => TargetId === target)) throw refused('The target is already in a sales cadence.');
    const OwnerId = userId ? parseId(userId) : user?.id;
    store.insert('ActionCadenceTracker', { ActionCadenceId: cadence.Id, TargetId: target, OwnerId, State: 'Running', CompletionReasonCode: null }, user?.id);
  },
  pauseSalesCadenceTracker({ store }, input) {
    move(store, input, 'Running', { State: 'Paused' });
  },
  resumeSalesCadenceTracker({ store }, input) {
    move(store, input, 'Paused', { State: 'Running' });
  },
  removeTargetFromSalesCadence({ store }, input) {
    if (input.completionReasonCode !== 'ManuallyRemoved') throw refused('The completion reason isn’t valid.');
    move(store, input, undefined, { State: 'Complete', CompletionReasonCode: input.completionReasonCode });
  },
};

/**
 * POST /actions/standard/{action}: up to 200 inputs, each with its own result; 400 where one of them is refused.
 * @param {import('./index.js').Call} call
 * @param {string[]} parts
 * @returns {import('./index.js').Reply}
 */
export function actions({ access, method, body }, [kind, name = '', ...rest]) {
  const action = ACTIONS[name];
  if (kind !== 'standard' || !action || rest.length > 0 || method !== 'POST' || !access.object('ActionCadence')) {
    throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
  }
  const inputs = body?.inputs;
  if (!Array.isArray(inputs) || inputs.length === 0 || inputs.length > MOST) throw new SalesforceError('INVALID_INPUT', `inputs: 1 to ${MOST}`);
  const results = inputs.map((input) => ({ actionName: name, ...done(() => {
    const unknown = Object.keys(input).find((field) => !INPUTS[name].includes(field));
    if (unknown) throw refused(`No such parameter ${unknown}`);
    action(access, input);
  }), outputValues: null }));
  return results.every(({ isSuccess }) => isSuccess) ? ok(results) : { status: 400, body: results };
}

/** @param {() => void} act */
function done(act) {
  try {
    act();
    return { errors: null, isSuccess: true };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const [{ errorCode, message }] = error.body;
    return { errors: [{ statusCode: errorCode, message, fields: [] }], isSuccess: false };
  }
}

/** @param {string} message */
const refused = (message) => new SalesforceError('INVALID_INPUT', message);

/** Those who are in a cadence. @param {import('../store.js').Store} store */
const open = (store) => store.rows('ActionCadenceTracker').filter(({ State }) => State !== 'Complete');

/** @type {(store: import('../store.js').Store, input: Record<string, any>, from: string | undefined, change: Record<string, any>) => void} */
function move(store, { targetId, actionCadenceTrackerId }, from, change) {
  const found = open(store).find(({ Id, TargetId }) => (actionCadenceTrackerId ? Id === parseId(actionCadenceTrackerId) : TargetId === parseId(targetId ?? '')));
  if (!found) throw refused('The target isn’t in a sales cadence.');
  if (from && found.State !== from) throw refused(`The tracker is ${found.State}.`);
  store.update(found.Id, change);
}
