import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { demoOrg, restClient, signIn } from './testing.js';

const ASSIGN = 'assignTargetToSalesCadence';

describe('Sales Engagement', { concurrency: false }, () => {
  const it = demoOrg();
  /** @type {ReturnType<typeof restClient>} */
  let jo;
  beforeEach(async () => {
    await it.control('PATCH', '/settings', { salesEngagement: true });
    jo = restClient((await signIn()).tokens.access_token);
  });
  const run = (/** @type {string} */ name, /** @type {object[]} */ ...inputs) => jo.call('POST', `/actions/standard/${name}`, { inputs });
  const states = async () => (await jo.query('SELECT TargetId, State, ActionCadence.Name, Owner.Name FROM ActionCadenceTracker ORDER BY Id'))
    .map((/** @type {any} */ { State, ActionCadence, Owner }) => [State, ActionCadence.Name, Owner.Name]);

  test('without a licence neither objects nor actions are there', async () => {
    await it.control('PATCH', '/settings', { salesEngagement: false });
    for (const object of ['ActionCadence', 'ActionCadenceTracker']) {
      assert.equal((await jo.call('GET', `/sobjects/${object}/describe`)).status, 404);
    }
    assert.equal((await run(ASSIGN, {})).status, 404);
  });

  test('people are in one cadence at a time; one refused input makes the whole 400, and the others are done', async () => {
    const [cadence, other] = await jo.query("SELECT Id, Name FROM ActionCadence WHERE State = 'Active' ORDER BY Name");
    const [ada, bob] = await jo.query('SELECT Id FROM Lead WHERE IsConverted = false ORDER BY Id LIMIT 2');
    const input = (/** @type {any} */ who, /** @type {any} */ of = cadence) => ({ salesCadenceNameOrId: of.Id, targetId: who.Id });
    assert.deepEqual((await run(ASSIGN, input(ada))).status, 200);
    const { status, body } = await run(ASSIGN, input(ada, other), input(bob));
    assert.deepEqual([status, body.map((/** @type {any} */ each) => each.isSuccess), body[0].errors[0].message], [400, [false, true], 'The target is already in a sales cadence.']);
    assert.deepEqual(await states(), [['Running', cadence.Name, 'Jo Devries'], ['Running', cadence.Name, 'Jo Devries']]);
    assert.equal((await run('pauseSalesCadenceTracker', { targetId: ada.Id })).status, 200);
    assert.equal((await run('pauseSalesCadenceTracker', { targetId: ada.Id })).status, 400);
    assert.equal((await run('resumeSalesCadenceTracker', { targetId: ada.Id })).status, 200);
    assert.equal((await run('removeTargetFromSalesCadence', { targetId: ada.Id, completionReasonCode: 'ManuallyRemoved' })).status, 200);
    assert.deepEqual((await states()).map(([state]) => state), ['Complete', 'Running']);
    // The look after a lost answer: who is in the cadence by the rep, or was since the submission.
    const looked = async (/** @type {string} */ since) => jo.query(`SELECT TargetId FROM ActionCadenceTracker WHERE ActionCadenceId = '${cadence.Id}' `
      + `AND OwnerId = '${(await jo.query("SELECT Id FROM User WHERE Username = 'jo@acme.example'"))[0].Id}' AND TargetId IN ('${ada.Id}', '${bob.Id}') `
      + `AND (State != 'Complete' OR CreatedDate >= ${since})`);
    assert.equal((await looked('2020-01-01T00:00:00.000Z')).length, 2);
    assert.deepEqual((await looked('2090-01-01T00:00:00.000Z')).map(({ TargetId }) => TargetId), [bob.Id]);
    assert.equal((await run(ASSIGN, input(ada, other))).status, 200, 'who is through can be added again');
  });
});
