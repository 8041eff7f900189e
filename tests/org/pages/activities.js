/**
 * Activities of a record, as its activity timeline (Lightning) and Activity History (Classic) show them:
 * tasks, and e-mail messages with Enhanced Email. Newest first.
 *
 * @typedef {import('./records.js').Salesforce} Salesforce
 * @typedef {import('./records.js').User} User
 * @typedef {object} Activity
 * @property {string} id
 * @property {'email'|'call'|'task'} kind
 * @property {string} subject
 * @property {string} status
 * @property {boolean} open
 * @property {string} at ISO 8601
 * @property {string} when the moment as the page shows it
 * @property {string} from
 * @property {string} to
 * @property {string} owner
 * @property {string} body
 */
import { dateText, dateTimeText } from './display.js';
import { layoutOfId } from './layouts.js';

const TASK = 'Id, Subject, Status, IsClosed, TaskSubtype, ActivityDate, CreatedDate, Description, Owner.Name, Who.Name, What.Name';
const MESSAGE = 'Id, Subject, FromAddress, FromName, ToAddress, TextBody, Status, MessageDate, ActivityId, CreatedDate';

/** The values of EmailMessage.Status (Object Reference, EmailMessage). */
const MESSAGE_STATUS = /** @type {Record<string, string>} */ ({ 0: 'New', 1: 'Read', 2: 'Replied', 3: 'Sent', 4: 'Forwarded', 5: 'Draft' });

/**
 * @param {Salesforce} salesforce
 * @param {string} id 18 characters
 * @param {User} user
 * @returns {Activity[]}
 */
export function readActivities(salesforce, id, user) {
  const layout = layoutOfId(id);
  if (!layout?.activity) return [];
  const messages = readMessages(salesforce, id, user);
  // An account shows its contacts' activities, too.
  const related = layout.object === 'Account' ? `AccountId = '${id}'` : `${layout.activity.who ? 'WhoId' : 'WhatId'} = '${id}'`;
  const tasks = salesforce.runSoql(`SELECT ${TASK} FROM Task WHERE ${related}`, user);
  // The org makes a task of each message it relates to a person; the timeline shows the message in its place.
  const shadowed = new Set(messages.map(({ ActivityId }) => ActivityId));
  return [
    ...messages.map((message) => messageActivity(message)),
    ...tasks.filter(({ Id }) => !shadowed.has(Id)).map((task) => taskActivity(task)),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/**
 * @param {Salesforce} salesforce
 * @param {string} id
 * @param {User} user
 */
function readMessages(salesforce, id, user) {
  const relations = salesforce.runSoql(`SELECT EmailMessageId FROM EmailMessageRelation WHERE RelationId = '${id}'`, user);
  const ids = [...new Set(relations.map(({ EmailMessageId }) => `'${EmailMessageId}'`))];
  const where = [`RelatedToId = '${id}'`, ...(ids.length ? [`Id IN (${ids.join(', ')})`] : [])].join(' OR ');
  return salesforce.runSoql(`SELECT ${MESSAGE} FROM EmailMessage WHERE ${where}`, user);
}

/**
 * @param {Record<string, any>} message
 * @returns {Activity}
 */
function messageActivity(message) {
  const at = message.MessageDate ?? message.CreatedDate;
  return {
    id: message.Id, kind: 'email', subject: message.Subject || '(no subject)', status: MESSAGE_STATUS[message.Status] ?? '', open: false,
    at, when: dateTimeText(at), from: message.FromName || message.FromAddress || '', to: message.ToAddress || '', owner: message.FromName || '', body: message.TextBody || '',
  };
}

/**
 * @param {Record<string, any>} task
 * @returns {Activity}
 */
function taskActivity(task) {
  const kind = task.TaskSubtype === 'Email' ? 'email' : task.TaskSubtype === 'Call' ? 'call' : 'task';
  return {
    id: task.Id, kind, subject: task.Subject || '(no subject)', status: task.Status ?? '', open: !task.IsClosed,
    at: task.ActivityDate ? laterOf(task.ActivityDate, task.CreatedDate) : task.CreatedDate,
    when: task.ActivityDate ? dateText(task.ActivityDate) : dateTimeText(task.CreatedDate),
    from: task.Owner?.Name ?? '', to: task.Who?.Name ?? task.What?.Name ?? '', owner: task.Owner?.Name ?? '', body: task.Description || '',
  };
}

/**
 * A task carries a day without a time: on the day it was made, the time of making orders it among its neighbours.
 * @param {string} day
 * @param {string} created
 */
function laterOf(day, created) {
  return created.startsWith(day) ? created : `${day}T00:00:00.000Z`;
}
