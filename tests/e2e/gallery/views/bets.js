// Best Bets and the watch list.
import { apiDisabled } from './faults.js';

const ORG = 'acme.my.salesforce.com';
const HOUR = 3_600_000;
const now = Date.now();

/** @param {string} id @param {string} name @param {object} [more] */
const person = (id, name, more = {}) => ({
  id, name, title: 'Chief Technology Officer', status: null, company: 'Analytical Engines', marks: { stars: 3, flames: 2 }, priority: 5,
  moment: { description: 'Visited the pricing page', kind: 'Web', at: now - 2 * HOUR }, active: '2026-11-20', sources: ['leads'], watched: false, hidden_until: null, ...more,
});
const PEOPLE = [
  person('003Ac0000000001', 'Grace Hopper', { company: 'Navy Systems', sources: ['contacts', 'opportunity_contacts'], marks: { stars: 2, flames: 3 }, watched: true }),
  person('00QAc0000000001', 'Ada Lovelace', { status: 'Working - Contacted' }),
  person('00QAc0000000002', 'Katherine Johnson of the department with the very long name', { hidden_until: now + 7 * 24 * HOUR, marks: { stars: 1, flames: 1 } }),
  person('003Ac0000000003', 'Alan Turing', { company: 'Bletchley', sources: ['account_contacts'], marks: null, moment: null }),
];
const OF_ORG = { org: ORG, people: PEOPLE, marketo: true, more: ['leads'], at: now, fault: null, watch_list_in_org: true };
/** @param {object} [more] */
const people = (more = {}) => ({ get_people: { ok: { orgs: [{ ...OF_ORG, ...more }], actions: ['send_email', 'log_call', 'add_task'] } }, begin_action: { ok: {} }, watch_person: { ok: {} }, hide_person: { ok: {} } });

export const bets = people();
export const noBets = people({ people: [], more: [] });
/** No package: nothing of Marketo. */
export const plainBets = people({ marketo: false, watch_list_in_org: false, more: [], people: PEOPLE.map((one) => ({ ...one, marks: null, moment: null, priority: null, hidden_until: null })) });
export const staleBets = people({ at: now - 3 * HOUR, fault: apiDisabled });
