import { Store } from '../salesforce/store.js';
import { addActivities } from './activities.js';
import { addCadences } from './cadences.js';
import { addCampaigns } from './campaigns.js';
import { addCompanies, addLeads } from './crm.js';
import { addOrganization } from './organization.js';
import { addTemplates } from './templates.js';
import { addWellKnown } from './well-known.js';

export { createUsers, PASSWORD } from './users.js';

/**
 * The demo org's records: the same for the same seed, dated relative to the org's clock.
 * @param {Pick<import('../server.js').Context, 'clock' | 'random' | 'users' | 'org'>} context
 * @returns {Store}
 */
export function generateData({ clock, random, users, org }) {
  const store = new Store({ clock, host: org.myDomain });
  const make = createMaker(store, clock, random, users.filter((user) => user.role === 'rep'));
  addOrganization(store, users, org);
  // The well-known records come first, so that their ids stay the same whatever the generator learns.
  const known = addWellKnown(make);
  addCompanies(make);
  addLeads(make);
  addCampaigns(make, known);
  addActivities(make);
  const [, colleague] = users.filter((user) => user.role === 'rep');
  addTemplates(store, users.find((user) => user.role === 'admin')?.id, colleague?.id);
  addCadences(store, users.find((user) => user.role === 'admin')?.id);
  // A sandbox keeps the ids of what was copied into it; what they name has moved on since.
  if (org.sandbox) store.update(known.lead.Id, { Title: `CTO (${org.sandbox})`, mkto_si__Relative_Score_Value__c: 1 });
  return store;
}

/**
 * What the generators share.
 * @typedef {ReturnType<typeof createMaker>} Maker
 */

const DAY = 86_400_000;

/**
 * @param {Store} store
 * @param {import('../clock.js').Clock} clock
 * @param {() => number} random
 * @param {import('./users.js').User[]} reps
 */
function createMaker(store, clock, random, reps) {
  const between = (/** @type {number} */ from, /** @type {number} */ to) => from + Math.floor(random() * (to - from + 1));
  return {
    store,
    reps,
    random,
    between,
    /**
     * @template T
     * @param {readonly T[]} list
     * @returns {T}
     */
    pick: (list) => list[Math.floor(random() * list.length)],
    chance: (/** @type {number} */ share) => random() < share,
    /** A datetime so many days before now (negative: after). */
    daysAgo: (/** @type {number} */ days) => store.timestamp(clock.now() - days * DAY),
    /** A date so many days from now. */
    dateIn: (/** @type {number} */ days) => store.timestamp(clock.now() + days * DAY).slice(0, 10),
    phone: () => `+31 ${between(10, 79)} ${between(100, 999)} ${between(1000, 9999)}`,
  };
}

/**
 * A mail address from a name: letters and dots only.
 * @param {string} first
 * @param {string} last
 * @param {string} domain
 */
export function mailAddress(first, last, domain) {
  const plain = (/** @type {string} */ text) => text.normalize('NFD').replace(/[^a-zA-Z]/g, '').toLowerCase();
  return `${plain(first)}.${plain(last)}@${domain}`;
}
