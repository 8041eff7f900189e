// Log a Call and Add Task as a rep fills them in; writeMail is the like of it in rep.js, and its send is for all.
import { fill, press, pressButton } from './page.js';
import { until } from './wait.js';

/**
 * @typedef {import('./page.js').View} View
 * @typedef {Pick<import('./product.js').Product, 'text'>} Product what it says
 */

/** Opens an action by the menu. @param {Product} it @param {View} panel @param {'log_call' | 'add_task' | 'add_to_campaign'} action */
async function open({ text }, panel, action) {
  await pressButton(panel, text('panel_actions'));
  await press(panel, `::-p-aria([name="${text(`action_${action}`)}"][role="menuitem"])`);
}

/**
 * Opens Log a Call and fills it: somebody called the rep.
 * @param {Product} it @param {View} panel
 * @param {{ subject: string, outcome?: string, minutes?: number, notes?: string }} call
 */
export async function writeCall(it, panel, { subject, outcome = 'Answered', minutes = 7, notes = '' }) {
  await open(it, panel, 'log_call');
  await fill(panel, '#form-outcome', outcome);
  await choose(panel, it.text('call_inbound'));
  await fill(panel, '#form-minutes', String(minutes));
  await fill(panel, '#form-notes', notes);
  await fill(panel, '#form-subject', subject);
}

/**
 * Opens Add Task and fills it: a call to be made tomorrow.
 * @param {Product} it @param {View} panel @param {{ subject: string, notes?: string }} task
 */
export async function writeTask(it, panel, { subject, notes = '' }) {
  await open(it, panel, 'add_task');
  await choose(panel, it.text('task_kind_call'));
  await pressButton(panel, it.text('due_tomorrow'));
  await fill(panel, '#form-notes', notes);
  await fill(panel, '#form-subject', subject);
}

/**
 * Opens Add to Sales Campaign, chooses the campaign, and adds whom the check leaves out but the rep may add.
 * @param {Product} it @param {View} panel @param {string} id the campaign's
 */
export async function writeCampaign(it, panel, id) {
  await open(it, panel, 'add_to_campaign');
  await panel.waitForSelector(`#form-campaign option[value="${id}"]`);
  await panel.select('#form-campaign', id);
  await until('the people to be checked', () => panel.$eval('.form-bar [data-key=primary]', (button) => button.getAttribute('aria-disabled') !== 'true'));
  for (const _ of await panel.$$('.several-row.out input')) await press(panel, '.several-row.out input');
}

/** Whom the actions are for, where the record is nobody. @param {View} panel @param {string} name */
export async function choosePerson(panel, name) {
  await press(panel, `.people label.person ::-p-text(${name})`);
  await until(`${name} to be chosen`, () => panel.$eval('.people', (people, name) =>
    people.querySelector('input:checked')?.closest('label')?.textContent?.includes(name), name));
}

/** One of a few that are all in sight. @param {View} panel @param {string} label */
function choose(panel, label) {
  return press(panel, `::-p-aria([name="${label}"][role="radio"])`);
}
