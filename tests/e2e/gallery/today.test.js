// Today without a pointer: twenty things, each done by one key, and none by more than three.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../harness/wait.js';
import { answer, asked, hasFocus, hears, open } from './stage.js';
import { TWENTY, todayOf } from './views/today.js';

/** The command by which each kind is done. @param {object} item */
const command = (item) => ('reply' in item ? 'see_replies' : 'failed' in item || 'held' in item ? 'resolve' : 'complete_task');

test('twenty things of Today are worked off by keys alone', async (t) => {
  const page = await open(t, 'app-today', todayOf(TWENTY));
  let pressed = 0;
  /** @param {import('puppeteer-core').KeyInput} name */
  const key = async (name) => {
    pressed += 1;
    await page.keyboard.press(name);
  };
  const rows = '[data-list=today] > li';
  await hasFocus(page, `${rows}:first-child [data-open]`);
  // One that is not done is passed over and come back to.
  await key('j');
  await hasFocus(page, `${rows}:nth-child(2) [data-open]`);
  await key('ArrowUp');
  await hasFocus(page, `${rows}:first-child [data-open]`);
  for (let left = [...TWENTY]; left.length > 0; ) {
    const [first, ...rest] = left;
    assert.ok(first);
    const before = (await asked(page, command(first))).length;
    await key('d');
    await until(`${command(first)} to be asked`, async () => (await asked(page, command(first))).length === before + 1);
    await answer(page, todayOf(rest), 'tasks');
    await until('it to leave', async () => (await page.$$(rows)).length === rest.length);
    if (rest.length > 0) await hasFocus(page, `${rows}:first-child [data-open]`);
    left = rest;
  }
  assert.ok(pressed <= 3 * TWENTY.length, String(pressed));
  // The last one comes back by Undo.
  await hasFocus(page, '[role=status] .button');
  await key('u');
  const { task, done } = (await hears(page, 'complete_task', (body) => body.done === false));
  assert.deepEqual([task, done], [/** @type {any} */ (TWENTY.at(-1)).task.task.id + 'MAA', false]);
});

test('Enter opens the record beside the list, and begins what the task is', async (t) => {
  const page = await open(t, 'app-today');
  const link = '[data-task="00TAc0000000001MAA"] [data-open]';
  await page.focus(link);
  await page.keyboard.press('Enter');
  assert.deepEqual(await hears(page, 'open_record'), { org: 'acme.my.salesforce.com', record: '003Ac0000000001IAA', action: 'log_call' });
  await hasFocus(page, link);
});

test('a task that Salesforce refuses stays, and says why', async (t) => {
  const refused = { code: 'salesforce.busy', whose_move: { retry: { after: null } } };
  const page = await open(t, 'app-today', { complete_task: { fault: refused } });
  await page.focus('[data-task="00TAc0000000001MAA"] [data-open]');
  await page.keyboard.press('d');
  await page.waitForSelector('[data-task="00TAc0000000001MAA"]:not([data-gone]) [data-fault="salesforce.busy"]');
});
