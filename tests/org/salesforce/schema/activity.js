import { define } from './define.js';
import { TASK_PRIORITIES, TASK_STATUSES } from './task-values.js';

const WHO = 'reference(Contact,Lead)';
const WHAT = 'reference(Account,Campaign,Opportunity)';

export const Task = define('Task', {
  keyPrefix: '00T',
  fields: `
    WhoId                      ${WHO}               cun Who  Tasks
    WhatId                     ${WHAT}              cun What Tasks
    WhoCount                   int                  n
    WhatCount                  int                  n
    Subject                    combobox(255)        cun
    ActivityDate               date                 cun
    Status                     picklist             cud
    Priority                   picklist             cud
    IsHighPriority             boolean              f
    OwnerId                    reference(Group,User) cud Owner
    Description                textarea(32000)      cun
    Type                       picklist             cun
    AccountId                  reference(Account)   nf  Account
    IsClosed                   boolean              f
    IsArchived                 boolean              d
    CallDurationInSeconds      int                  cun
    CallType                   picklist             cunr
    CallDisposition            string(255)          cun
    CallObject                 string(255)          cun
    mktosales_call_outcome__c  string(50)           cun
    mktosales_call_reason__c   string(50)           cun
    ReminderDateTime           datetime             cun
    IsReminderSet              boolean              cud
    IsRecurrence               boolean              cd
    RecurrenceActivityId       reference(Task)      n   RecurrenceActivity
    RecurrenceRegeneratedType  picklist             cun
    TaskSubtype                picklist             cnr
    CompletedDateTime          datetime             n
    MSI_Actions_Id__c          string(36)           cunx
  `,
  picklists: {
    Subject: ['Call', 'Email', 'Send Letter', 'Send Quote', 'Other'],
    Status: TASK_STATUSES.map(({ name }) => name),
    Priority: TASK_PRIORITIES.map(({ name }) => name),
    Type: ['Call', 'Email', 'Meeting', 'Other'],
    CallType: ['Internal', 'Inbound', 'Outbound'],
    TaskSubtype: ['Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'],
  },
  defaults: { Status: 'Not Started', Priority: 'Normal' },
  compute(row, store) {
    const wasClosed = row.IsClosed;
    row.IsClosed = TASK_STATUSES.some(({ name, closed }) => name === row.Status && closed);
    if (row.IsClosed && !wasClosed) row.CompletedDateTime ??= row.LastModifiedDate;
    if (!row.IsClosed) row.CompletedDateTime = null;
    row.IsHighPriority = TASK_PRIORITIES.some(({ name, high }) => name === row.Priority && high);
    row.TaskSubtype ??= 'Task';
    row.WhoCount = row.WhoId ? Math.max(1, row.WhoCount ?? 0) : 0;
    row.WhatCount = row.WhatId ? 1 : 0;
    row.AccountId = accountOf(row, store);
    row.IsArchived = row.IsClosed && isOld(row.ActivityDate ?? row.CreatedDate, store);
  },
});

export const Event = define('Event', {
  keyPrefix: '00U',
  fields: `
    WhoId                      ${WHO}               cun Who  Events
    WhatId                     ${WHAT}              cun What Events
    WhoCount                   int                  n
    WhatCount                  int                  n
    Subject                    combobox(255)        cun
    Location                   string(255)          cun
    IsAllDayEvent              boolean              cud
    ActivityDateTime           datetime             cun
    ActivityDate               date                 cun
    DurationInMinutes          int                  cun
    StartDateTime              datetime             cun
    EndDateTime                datetime             cun
    EndDate                    date                 nf
    Description                textarea(32000)      cun
    AccountId                  reference(Account)   nf  Account
    OwnerId                    reference(Calendar,User) cud Owner
    IsPrivate                  boolean              cud
    ShowAs                     picklist             cun
    IsGroupEvent               boolean              d
    IsArchived                 boolean              d
    IsChild                    boolean              d
    IsRecurrence               boolean              cd
    ReminderDateTime           datetime             cun
    IsReminderSet              boolean              cud
    EventSubtype               picklist             cnr
  `,
  picklists: {
    Subject: ['Call', 'Email', 'Meeting', 'Send Letter/Quote', 'Other'],
    ShowAs: ['Busy', 'OutOfOffice', 'Free'],
    EventSubtype: ['Event'],
  },
  compute(row, store) {
    row.EventSubtype ??= 'Event';
    // The day of a whole-day event is the same everywhere; of another, that of its start (here in Greenwich).
    if (row.StartDateTime && !row.IsAllDayEvent) {
      row.ActivityDateTime = row.StartDateTime;
      row.ActivityDate = String(row.StartDateTime).slice(0, 10);
    }
    row.WhoCount = row.WhoId ? 1 : 0;
    row.WhatCount = row.WhatId ? 1 : 0;
    row.AccountId = accountOf(row, store);
    row.IsArchived = isOld(row.ActivityDate, store);
  },
});

export const TaskRelation = define('TaskRelation', {
  keyPrefix: '0RT',
  createable: true,
  updateable: false,
  fields: `
    RelationId  reference(Account,Campaign,Contact,Lead,Opportunity)  c   Relation TaskRelations
    TaskId      reference(Task)   c   Task TaskRelations
    IsWhat      boolean           d
    AccountId   reference(Account) n  Account
  `,
});

export const EmailMessage = define('EmailMessage', {
  keyPrefix: '02s',
  fields: `
    ParentId              reference(Case)        cn   Parent EmailMessages
    ActivityId            reference(Task)        cn   Activity
    TextBody              textarea(131072)       cun
    HtmlBody              textarea(131072)       cun
    Headers               textarea(32000)        cun
    Subject               string(3000)           cun
    FromName              string(1000)           cun
    FromAddress           email                  cun
    ValidatedFromAddress  picklist               cun
    ToAddress             string(4000)           cun
    CcAddress             string(4000)           cun
    BccAddress            string(4000)           cun
    Incoming              boolean                cud
    HasAttachment         boolean                f
    Status                picklist               cudr
    MessageDate           datetime               cun
    ReplyToEmailMessageId reference(EmailMessage) cn  ReplyToEmailMessage
    IsExternallyVisible   boolean                cud
    MessageIdentifier     string(255)            cun
    ThreadIdentifier      string(255)            cun
    ClientThreadIdentifier string(255)           cn
    FromId                reference(Contact,Lead,User) cn From
    IsClientManaged       boolean                cud
    RelatedToId           ${WHAT}                cun  RelatedTo Emails
    IsTracked             boolean                cud
    IsOpened              boolean                f
    FirstOpenedDate       datetime               n
    LastOpenedDate        datetime               n
    IsBounced             boolean                f
    EmailTemplateId       reference(EmailTemplate) cun EmailTemplate
    Name                  string(255)            nf
    AutomationType        picklist               n
    Source                picklist               n
    MSI_Actions_Id__c     string(36)             cunx
    ToIds                 junctionidlist(Contact,Lead,User) cun
    CcIds                 junctionidlist(Contact,Lead,User) cun
    BccIds                junctionidlist(Contact,Lead,User) cun
  `,
  picklists: { Status: ['0', '1', '2', '3', '4', '5', '6', '7'] },
  compute(row) {
    row.Name = row.Subject;
    row.HasAttachment ??= false;
    row.IsOpened = row.FirstOpenedDate !== null;
    row.IsBounced ??= false;
  },
});

export const EmailMessageRelation = define('EmailMessageRelation', {
  keyPrefix: '0e4',
  updateable: false,
  fields: `
    EmailMessageId      reference(EmailMessage)         c   EmailMessage EmailMessageRelations
    RelationId          reference(Contact,Lead,User)    cn  Relation EmailMessageRelations
    RelationType        picklist                        cr
    RelationAddress     string(255)                     cn
    RelationObjectType  picklist                        nf
  `,
  picklists: {
    RelationType: ['ToAddress', 'CcAddress', 'BccAddress', 'FromAddress', 'OtherAddress'],
    RelationObjectType: ['Lead', 'Contact', 'User'],
  },
  compute(row, store) {
    row.RelationObjectType = row.RelationId ? store.objectOf(row.RelationId)?.name ?? null : null;
  },
});

/**
 * What is a year old is archived: queryAll alone gives it. Source: SOAP API Developer Guide, "Archived Activities".
 * @param {string | null} day
 * @param {import('../store.js').Store} store
 */
function isOld(day, store) {
  return day !== null && Date.parse(day) <= Date.parse(store.timestamp()) - 365 * 86_400_000;
}

/**
 * Salesforce derives the account of an activity from what, else from who.
 * @param {Record<string, any>} row
 * @param {import('../store.js').Store} store
 * @returns {string | null}
 */
function accountOf(row, store) {
  const what = row.WhatId && store.get(row.WhatId);
  if (what) return store.objectOf(row.WhatId)?.name === 'Account' ? what.Id : what.AccountId ?? null;
  return (row.WhoId && store.get(row.WhoId)?.AccountId) ?? null;
}
