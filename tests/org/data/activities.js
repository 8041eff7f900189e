import { CALL_NOTES, MAIL_SUBJECTS, TODO_SUBJECTS } from './words.js';

/**
 * Calls, to-dos and e-mails of the last 90 days.
 * @param {import('./index.js').Maker} make
 */
export function addActivities(make) {
  const { store, between } = make;
  const people = [...store.rows('Lead'), ...store.rows('Contact')];
  for (const person of people) {
    for (let n = between(0, 4); n > 0; n -= 1) addActivity(make, person);
  }
  const known = people.filter((person) => ['ada@analytical.example', 'grace@navysystems.example'].includes(person.Email));
  for (const person of known) {
    addCall(make, person, 3);
    addEmail(make, person, 6);
    addTodo(make, person, 2);
    addMeetings(make, person);
    addReply(make, person, 5);
  }
  for (const person of people) {
    const dates = store.rows('Task').filter((task) => task.WhoId === person.Id && task.IsClosed).map((task) => task.ActivityDate);
    person.LastActivityDate = dates.sort().at(-1) ?? null;
  }
}

/** @type {(make: import('./index.js').Maker, person: Record<string, any>) => void} */
function addActivity(make, person) {
  const { between, random } = make;
  const share = random();
  const days = between(1, 89);
  if (share < 0.4) addEmail(make, person, days);
  else if (share < 0.8) addCall(make, person, days);
  else addTodo(make, person, between(1, 20));
}

/** @type {(make: import('./index.js').Maker, person: Record<string, any>, days: number) => void} */
function addCall({ store, pick, between, daysAgo, dateIn }, person, days) {
  store.insert('Task', {
    WhoId: person.Id,
    WhatId: whatOf(person),
    Subject: 'Call',
    TaskSubtype: 'Call',
    Type: 'Call',
    CallType: 'Outbound',
    CallDurationInSeconds: between(20, 1500),
    CallDisposition: pick(['Connected', 'No answer', 'Left voicemail']),
    Description: pick(CALL_NOTES),
    Status: 'Completed',
    ActivityDate: dateIn(-days),
    OwnerId: person.OwnerId,
    CreatedDate: daysAgo(days),
  });
}

/** @type {(make: import('./index.js').Maker, person: Record<string, any>, days: number) => void} */
function addTodo({ store, pick, chance, daysAgo, dateIn }, person, days) {
  store.insert('Task', {
    WhoId: person.Id,
    WhatId: whatOf(person),
    Subject: pick(TODO_SUBJECTS),
    Status: pick(['Not Started', 'Not Started', 'In Progress']),
    Priority: chance(0.2) ? 'High' : 'Normal',
    ActivityDate: dateIn(days - 3),
    OwnerId: person.OwnerId,
    CreatedDate: daysAgo(days),
  });
}

/** One that was held, and one to come. @type {(make: import('./index.js').Maker, person: Record<string, any>) => void} */
function addMeetings({ store, daysAgo }, person) {
  for (const [subject, days, minutes, location] of /** @type {[string, number, number, string][]} */ ([
    ['Renewal review', 9, 30, 'Video call'], ['Kick-off', -4, 45, 'Utrecht'],
  ])) {
    store.insert('Event', {
      WhoId: person.Id, WhatId: whatOf(person), Subject: subject, Location: location, StartDateTime: daysAgo(days), DurationInMinutes: minutes,
      IsAllDayEvent: false, Description: `What we wanted to settle with ${person.FirstName}.`, OwnerId: person.OwnerId, CreatedDate: daysAgo(20),
    });
  }
}

/** What they wrote back. @type {(make: import('./index.js').Maker, person: Record<string, any>, days: number) => void} */
function addReply({ store, daysAgo }, person, days) {
  const owner = store.get(person.OwnerId) ?? {};
  const message = store.insert('EmailMessage', {
    RelatedToId: whatOf(person),
    Subject: 'Re: What we discussed',
    TextBody: `Hello,\n\nthe second plan fits us. Could you send a quote for 40 seats?\n\n${person.FirstName}`,
    FromAddress: person.Email,
    FromName: `${person.FirstName} ${person.LastName}`,
    FromId: person.Id,
    ToAddress: owner.Email,
    Status: '1',
    Incoming: true,
    MessageDate: daysAgo(days),
    MessageIdentifier: `<reply.${person.Id}@mail.example>`,
    CreatedById: person.OwnerId,
    CreatedDate: daysAgo(days),
  });
  store.insert('EmailMessageRelation', {
    EmailMessageId: message.Id, RelationId: person.Id, RelationType: 'FromAddress', RelationAddress: person.Email, CreatedById: person.OwnerId,
  });
}

/** @type {(make: import('./index.js').Maker, person: Record<string, any>, days: number) => void} */
function addEmail({ store, pick, between, daysAgo, dateIn }, person, days) {
  if (!person.Email) return;
  const owner = store.get(person.OwnerId) ?? {};
  const subject = pick(MAIL_SUBJECTS);
  const text = `Dear ${person.FirstName},\n\nThank you for your time. I have put what we discussed on one page.\n\nKind regards,\n${owner.Name}`;
  const at = daysAgo(days);
  const task = store.insert('Task', {
    WhoId: person.Id,
    WhatId: whatOf(person),
    Subject: `Email: ${subject}`,
    TaskSubtype: 'Email',
    Status: 'Completed',
    ActivityDate: dateIn(-days),
    Description: `To: ${person.Email}\nSubject: ${subject}\nBody:\n${text}`,
    OwnerId: person.OwnerId,
    CreatedDate: at,
  });
  const message = store.insert('EmailMessage', {
    ActivityId: task.Id,
    RelatedToId: whatOf(person),
    Subject: subject,
    TextBody: text,
    HtmlBody: text.split('\n\n').map((part) => `<p>${part.replace(/\n/g, '<br>')}</p>`).join(''),
    FromAddress: owner.Email,
    FromName: owner.Name,
    ToAddress: person.Email,
    ToIds: [person.Id],
    Status: '3',
    Incoming: false,
    MessageDate: at,
    MessageIdentifier: `<${between(1e8, 9e8)}.${between(1e6, 9e6)}@mail.example>`,
    CreatedById: person.OwnerId,
    CreatedDate: at,
  });
  store.insert('EmailMessageRelation', {
    EmailMessageId: message.Id, RelationId: person.Id, RelationType: 'ToAddress', RelationAddress: person.Email, CreatedById: person.OwnerId,
  });
}

/**
 * Only a contact's activity may also stand on an account: a lead's takes no WhatId.
 * @param {Record<string, any>} person
 * @returns {string | null}
 */
function whatOf(person) {
  return person.AccountId ?? null;
}
