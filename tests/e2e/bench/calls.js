// How many calls to Salesforce a view and an action make.
import { writeCall, writeTask } from '../harness/actions.js';
import { RECORDS, openIn, panelOf } from '../harness/places.js';
import { deterministic } from './rows.js';

/**
 * @typedef {import('../harness/org.js').Control} Control
 * @typedef {import('../bench.js').It} It
 */

/** @param {It} it @returns {Promise<import('../../tools/sizes.js').Row[]>} */
export async function salesforceCalls(it) {
  const { control } = it;
  await view(it, RECORDS.lead); // the schema is asked for once a day, apart from the views
  const rows = [];
  for (const record of [RECORDS.contact, RECORDS.account, RECORDS.opportunity]) {
    rows.push(deterministic(`Salesforce calls, ${record.object} cold`, await counted(control, () => view(it, record)), 1));
  }
  rows.push(deterministic('Salesforce calls, record view warm', await counted(control, () => view(it, RECORDS.contact)), 0));
  for (const [action, write] of Object.entries(ACTIONS)) {
    const page = await openIn(it.chromium, control, 'Lightning standard', RECORDS.contact);
    const panel = await panelOf(page, RECORDS.contact);
    const writes = await counted(control, async () => {
      await write(it, panel);
      await it.rep.send(panel);
      await panel.waitForSelector('[data-state="done"]', { timeout: 40_000 });
    }, (entry) => entry.writes);
    rows.push(deterministic(`Salesforce calls, ${action}`, writes, 1));
    await page.close();
  }
  return rows;
}

/** @type {Record<string, (it: It, panel: import('../harness/page.js').View) => Promise<void>>} */
const ACTIONS = {
  'Send Sales Email': ({ rep }, panel) => rep.writeMail(panel, 'Counted', 'Hello'),
  'Log a Call': (it, panel) => writeCall(it, panel, { subject: 'Counted' }),
  'Add Task': (it, panel) => writeTask(it, panel, { subject: 'Counted' }),
};

/** Opens a record until its panel shows it. @param {It} it @param {import('../harness/places.js').KnownRecord} record */
async function view({ chromium, control }, record) {
  const page = await openIn(chromium, control, 'Lightning standard', record);
  await panelOf(page, record);
  await page.close();
}

/** How many calls to Salesforce some work makes.
 * @param {Control} control @param {() => Promise<void>} work @param {(entry: any) => boolean} [which] */
async function counted(control, work, which = () => true) {
  const before = (await control.log()).at(-1)?.n ?? 0;
  await work();
  return (await control.askedByExtension(before)).filter((entry) => entry.path.startsWith('/services/data') && which(entry)).length;
}
