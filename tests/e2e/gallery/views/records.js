// The records that the panel's views show.

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const now = Date.now();
export const LEAD = { org: 'acme.my.salesforce.com', object: 'Lead', id: '00Q5w00001ABCDEEA5' };
export const CONTACT = { org: 'acme.my.salesforce.com', object: 'Contact', id: '0035g0000Grace1AQA' };
export const ADA = { address: 'ada@analytical.example', name: 'Ada Lovelace', record: LEAD.id };

/** A calendar day, as a Task has it. @param {number} days from today */
export const on = (days) => {
  const at = new Date(now + days * DAY);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};
/** @param {string} id @param {string} kind @param {string} subject @param {string | null} note @param {number | string | null} at a moment, or a day @param {boolean} [open] */
const activity = (id, kind, subject, note, at, open = false, theirs = false) => ({ id, kind, subject, note, at, open, theirs });

const ACTIVITIES = [
  activity('t1', 'task', 'Send the security questionnaire', 'Jo Devries', on(-2), true),
  activity('t2', 'call', 'Call about the renewal', 'Jo Devries', on(1), true),
  { ...activity('e1', 'email', 'Re: Renewal for 2027', 'Ada Lovelace', now - 2 * HOUR, false, true), changed: now - 2 * HOUR },
  activity('e2', 'email', 'Plans for a team of your size, and what changes for you in the coming year', 'Jo Devries to Ada Lovelace', now - 5 * HOUR),
  activity('moment', 'moment', 'Visited the pricing page', 'Web', now - 2 * HOUR, false, true),
  activity('v1', 'meeting', 'Renewal review', 'Video call', now - 9 * DAY),
  activity('m1', 'campaign', 'Autumn webinar', 'Responded', on(-30), false, true),
  activity('c1', 'call', 'Call, 4 min', 'Answered · wants a quote', on(-8)),
  activity('t3', 'task', 'Send the deck', 'Done · Jo Devries', on(-9)),
  activity('e3', 'email', 'Your questions on pricing', 'Jo Devries to Ada Lovelace', now - 20 * DAY),
  activity('c2', 'call', 'Left a message', null, on(-26)),
  activity('e4', 'email', '', 'Sam Okafor to Ada Lovelace', now - 400 * DAY),
];

/** @param {string} record @param {string} name @param {string | null} title @param {string | null} address @param {object} [more] */
const person = (record, name, title, address, more = {}) =>
  ({ record, name, title, address, phone: null, role: null, primary: false, marks: null, ...more });

export const ADA_VIEW = {
  facts: {
    record: LEAD,
    name: 'Ada Lovelace',
    title: 'CTO',
    company: 'Analytical Engines',
    people: [person(LEAD.id, 'Ada Lovelace', 'CTO', 'ada@analytical.example', { phone: '+44 20 7946 0100', mobile: '+44 7700 900123', marks: { stars: 3, flames: 2 } })],
    more_people: false,
    owner: 'Mia Chen',
    marketo: { is_there: true, priority: 1, score: 87, link: 'https://app-sj01.marketo.com/leadDatabase/l1' },
    marks: { stars: 3, flames: 2 },
    moment: { description: 'Visited the pricing page', kind: 'Web', at: now - 2 * HOUR },
    activities: ACTIVITIES,
    older: [{ source: 'meetings', after: null, read_from: null }],
    freshness: { at: now - 2 * 60_000, fault: null },
  },
  actions: [['send_email', 'yes'], ['log_call', 'yes'], ['add_task', 'yes']],
  mailbox: { ready: { address: 'jo@acme.example', limit: { provider: 'google', bytes: 26_214_400 } } },
  acting: { name: 'Jo Devries', org: 'acme.my.salesforce.com', page_user: 'same' },
  watched: false,
  looked: now - 3 * HOUR,
  tab: 'insights',
};
/**
 * A view of which Salesforce says something else.
 * @template {{ facts: object }} View
 * @template {object} Facts
 * @param {View} view @param {Facts} facts @returns {Omit<View, 'facts'> & { facts: Omit<View['facts'], keyof Facts> & Facts }}
 */
export const withFacts = (view, facts) => ({ ...view, facts: { ...view.facts, ...facts } });
export const UNSURE = { ...ADA_VIEW.acting, page_user: { unknown: { confirmed: false } } };
export const SANDBOX = { ...ADA_VIEW.acting, org: 'acme--uat.sandbox.my.salesforce.com' };
export const BARE_VIEW = withFacts(ADA_VIEW, {
  record: CONTACT,
  name: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Maximilian Alexander',
  title: 'Executive Vice President of International Business Development and Strategic Partnerships',
  company: 'The Analytical Engines and Difference Machines Company of Greater London Limited',
  marks: { stars: 0, flames: 1 },
  moment: null,
  activities: [],
  freshness: { at: now, fault: null },
});


const GRACE = person('0035g0000Grace1', 'Grace Hopper', 'Rear Admiral', 'grace@navysystems.example', { phone: '+1 202 555 0142', marks: { stars: 2, flames: 1 } });
const NAVY_PEOPLE = [
  GRACE,
  person('0035g0000Hedy01', 'Hedy Lamarr', 'Head of Frequency Hopping', 'hedy@navysystems.example', { marks: { stars: 3, flames: 3 } }),
  person('0035g0000Alan01', 'Alan Turing', null, null, { phone: '+44 1908 640404' }),
];
const MORE_PEOPLE = ['Katherine Johnson', 'Dorothy Vaughan', 'Mary Jackson'].map((name, n) =>
  person(`0035g0000More0${n}`, name, 'Computer', `${n}@navysystems.example`, { marks: { stars: n, flames: 0 } }));

export const ACCOUNT_VIEW = withFacts({ ...ADA_VIEW, watched: undefined, tab: 'people' }, {
  record: { org: LEAD.org, object: 'Account', id: '0015g0000Navy01' },
  name: 'Navy Systems',
  title: 'Defence',
  company: null,
  marketo: { is_there: false, priority: null, score: null, link: null },
  marks: null,
  moment: null,
  people: NAVY_PEOPLE,
});
/** After whom the next page begins. */
export const LAST_CONTACT = { flames: 1, stars: null, id: '0035g0000Kath01AQA' };
export const CROWDED_ACCOUNT = withFacts(ACCOUNT_VIEW, { people: [...NAVY_PEOPLE, ...MORE_PEOPLE], more_people: true, last_contact: LAST_CONTACT });
/** The next page of its contacts, which is the last. */
export const MORE_CONTACTS = {
  people: [person('0035g0000Marg01', 'Margaret Hamilton', 'Director of Software', 'margaret@navysystems.example'), person('0035g0000Jean01', 'Jean Bartik', null, null)],
  next: null,
};
export const EMPTY_ACCOUNT = withFacts(ACCOUNT_VIEW, { people: [] });
export const OPPORTUNITY_VIEW = withFacts(ACCOUNT_VIEW, {
  record: { org: LEAD.org, object: 'Opportunity', id: '0065g0000Renew1' },
  name: 'Renewal 2027',
  title: 'Proposal/Price Quote',
  company: 'Navy Systems',
  people: [{ ...GRACE, role: 'Decision Maker', primary: true }, { ...NAVY_PEOPLE[2], role: 'Evaluator' }],
});

export const GRACE_VIEW = withFacts(ADA_VIEW, {
  record: CONTACT, name: 'Grace Hopper', title: 'Rear Admiral', company: 'Navy Systems',
  people: [{ ...GRACE, record: CONTACT.id }],
  opportunities: [{ id: '0065g0000Renew1', name: 'Renewal 2027' }, { id: '0065g0000Ships1', name: 'Ships of the Pacific fleet, second phase' }],
});

/** Who is found by "gr": somebody of the account, a lead who wants no mail, a contact. */
export const FOUND = [
  { person: GRACE, company: 'Navy Systems' },
  { person: person('00Q5w0000Grete1', 'Grete Hermann', 'Philosopher', 'grete@leipzig.example', { opt_out: { email: true, fields: [], calls: false, fax: false, unread: [] } }), company: 'Leipzig' },
  { person: person('0035g0000Grant1', 'Grant Imahara', null, 'grant@lucas.example'), company: null },
];

export const NO_ROLES = withFacts(OPPORTUNITY_VIEW, { people: NAVY_PEOPLE, no_roles: true, can_add_role: true });

/** @type {(more: object) => object} */
const optOut = (more) => ({ email: false, fields: [], calls: false, fax: false, unread: [], ...more });
export const OPTED_OUT_VIEW = withFacts(ADA_VIEW, {
  people: ADA_VIEW.facts.people.map((person) => ({ ...person, opt_out: optOut({ email: true, calls: true, fax: true }) })),
});
export const UNREAD_VIEW = withFacts(ADA_VIEW, {
  people: ADA_VIEW.facts.people.map((person) => ({ ...person, opt_out: optOut({ unread: ['HasOptedOutOfEmail'] }) })),
});
export const OPTED_OUT_PEOPLE = withFacts(ACCOUNT_VIEW, {
  people: ACCOUNT_VIEW.facts.people.map((person, at) => ({ ...person, opt_out: optOut({ email: at === 0, fields: at === 1 ? ['Unsubscribed__c'] : [], calls: at < 2 }) })),
});

/** What may have changed about the people whom a mail is for. */
const change = (/** @type {object | string} */ what, who = ADA) => ({ who, what });
const corrected = change({ address: { now: 'ada@corrected.example' } });
const survivor = { ...ADA, name: 'Ada King', address: 'ada.king@analytical.example', record: '00Q5w00001ABCDFEA5' };
export const CHANGES = {
  address: [corrected],
  'opted-out': [change({ opted_out: { name: 'Ada Lovelace', blocked: true } })],
  confirm: [change({ opted_out: { name: 'Ada Lovelace', blocked: false } })],
  gone: [change('gone')],
  merged: [change({ became: { person: survivor, converted: false } })],
  converted: [change({ became: { person: { ...survivor, record: CONTACT.id }, converted: true } })],
  more: [corrected, change('gone', { address: 'grace@navysystems.example', name: 'Grace Hopper', record: CONTACT.id }),
    change({ owner: { name: 'Sam Okafor' } }), change({ unread: { fields: ['HasOptedOutOfEmail'] } })],
};
