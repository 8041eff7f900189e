/**
 * Page layouts of the standard sales objects: which fields a record page shows and where, as in the
 * layouts that a new org gets. Lightning and Classic draw the same layouts.
 *
 * @typedef {'text'|'textarea'|'name'|'address'|'reference'|'phone'|'email'|'url'|'picklist'|'currency'
 *   |'number'|'percent'|'date'|'datetime'} FieldType
 * @typedef {object} LayoutField
 * @property {string} api API name; for an address the prefix ('' on Lead, 'Mailing', 'Billing')
 * @property {string} label
 * @property {FieldType} type
 * @property {string} classic element id stem in Classic, e.g. lea2
 * @property {string} [to] the object a reference names
 * @property {string} [relationship] relationship name of a reference
 * @property {boolean} [required]
 * @property {boolean} [readOnly]
 * @property {string[]} [options] values of a picklist
 *
 * @typedef {object} RelatedList
 * @property {string} name relationship name, as in /related/<name>/view
 * @property {string} classic suffix of the element id in Classic
 * @property {string} label
 * @property {string} object
 * @property {string} parent field that holds the id of the record in view
 * @property {LayoutField[]} columns
 *
 * @typedef {object} Layout
 * @property {string} object
 * @property {string} label
 * @property {string} plural
 * @property {string} prefix key prefix of its ids
 * @property {LayoutField} title
 * @property {LayoutField[]} highlights
 * @property {{label: string, left: LayoutField[], right: LayoutField[]}[]} sections
 * @property {LayoutField[]} columns columns of its list views
 * @property {{name: string, label: string, where: string, mine?: boolean}[]} views
 * @property {RelatedList[]} related
 * @property {{who: boolean} | null} activity whether activities name it in WhoId (a person) or WhatId; null for an activity itself
 * @property {boolean} [untabbed] it has record pages but no tab, list or search
 */

import { parseId, recordId } from '../salesforce/ids.js';
import { TASK_PRIORITIES, TASK_STATUSES } from '../salesforce/schema/task-values.js';

const SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
const STAGES = ['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Id. Decision Makers', 'Perception Analysis', 'Proposal/Price Quote', 'Negotiation/Review', 'Closed Won', 'Closed Lost'];

/** @type {(classic: string, api: string, label: string, type?: FieldType, more?: Partial<LayoutField>) => LayoutField} */
const field = (classic, api, label, type = 'text', more = {}) => ({ api, label, type, classic, ...more });

/** @type {(classic: string, api: string, label: string, to: string, relationship: string, more?: Partial<LayoutField>) => LayoutField} */
const reference = (classic, api, label, to, relationship, more = {}) => ({ api, label, type: 'reference', classic, to, relationship, ...more });

/** @type {(classic: string) => LayoutField} */
const owner = (classic) => reference(classic, 'OwnerId', 'Owner', 'User', 'Owner', { readOnly: true });

/** @type {(stem: string) => {label: string, left: LayoutField[], right: LayoutField[]}} */
const history = (stem) => ({
  label: 'System Information',
  left: [field(`${stem}CreatedDate`, 'CreatedDate', 'Created Date', 'datetime', { readOnly: true })],
  right: [field(`${stem}LastModifiedDate`, 'LastModifiedDate', 'Last Modified Date', 'datetime', { readOnly: true })],
});

/** The fields that the Marketo Sales Insight package adds to leads and contacts. */
const salesInsight = {
  label: 'Sales Insight',
  left: [
    field('00N1', 'mkto_si__Last_Interesting_Moment_Desc__c', 'Last Interesting Moment Desc', 'text', { readOnly: true }),
    field('00N2', 'mkto_si__Last_Interesting_Moment_Date__c', 'Last Interesting Moment Date', 'datetime', { readOnly: true }),
    field('00N3', 'mkto_si__Last_Interesting_Moment_Type__c', 'Last Interesting Moment Type', 'text', { readOnly: true }),
  ],
  right: [
    field('00N4', 'mkto_si__Relative_Score_Value__c', 'Relative Score Value', 'number', { readOnly: true }),
    field('00N5', 'mkto_si__Urgency_Value__c', 'Urgency Value', 'number', { readOnly: true }),
    field('00N6', 'mkto_si__Priority__c', 'Priority', 'number', { readOnly: true }),
  ],
};

const lead = {
  owner: owner('lea1'),
  name: field('lea2', 'Name', 'Name', 'name'),
  company: field('lea3', 'Company', 'Company', 'text', { required: true }),
  title: field('lea4', 'Title', 'Title'),
  source: field('lea5', 'LeadSource', 'Lead Source', 'picklist', { options: SOURCES }),
  industry: field('lea6', 'Industry', 'Industry'),
  phone: field('lea8', 'Phone', 'Phone', 'phone'),
  email: field('lea11', 'Email', 'Email', 'email'),
  website: field('lea12', 'Website', 'Website', 'url'),
  status: field('lea13', 'Status', 'Lead Status', 'picklist', { required: true, options: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'] }),
  address: field('lea16', '', 'Address', 'address'),
  description: field('lea17', 'Description', 'Description', 'textarea'),
};

const contact = {
  owner: owner('con1'),
  name: field('con2', 'Name', 'Name', 'name'),
  account: reference('con4', 'AccountId', 'Account Name', 'Account', 'Account', { readOnly: true }),
  title: field('con5', 'Title', 'Title'),
  department: field('con6', 'Department', 'Department'),
  source: field('con9', 'LeadSource', 'Lead Source', 'picklist', { options: SOURCES }),
  phone: field('con10', 'Phone', 'Phone', 'phone'),
  mobile: field('con12', 'MobilePhone', 'Mobile', 'phone'),
  email: field('con15', 'Email', 'Email', 'email'),
  address: field('con19', 'Mailing', 'Mailing Address', 'address'),
  description: field('con20', 'Description', 'Description', 'textarea'),
};

const account = {
  owner: owner('acc1'),
  name: field('acc2', 'Name', 'Account Name', 'text', { required: true }),
  type: field('acc6', 'Type', 'Type'),
  industry: field('acc7', 'Industry', 'Industry'),
  revenue: field('acc8', 'AnnualRevenue', 'Annual Revenue', 'currency'),
  phone: field('acc10', 'Phone', 'Phone', 'phone'),
  website: field('acc12', 'Website', 'Website', 'url'),
  employees: field('acc15', 'NumberOfEmployees', 'Employees', 'number'),
  address: field('acc17', 'Billing', 'Billing Address', 'address'),
  description: field('acc20', 'Description', 'Description', 'textarea'),
};

const opportunity = {
  owner: owner('opp1'),
  name: field('opp3', 'Name', 'Opportunity Name', 'text', { required: true }),
  account: reference('opp4', 'AccountId', 'Account Name', 'Account', 'Account', { readOnly: true }),
  type: field('opp5', 'Type', 'Type'),
  source: field('opp6', 'LeadSource', 'Lead Source', 'picklist', { options: SOURCES }),
  amount: field('opp7', 'Amount', 'Amount', 'currency'),
  close: field('opp9', 'CloseDate', 'Close Date', 'date', { required: true }),
  next: field('opp10', 'NextStep', 'Next Step'),
  stage: field('opp11', 'StageName', 'Stage', 'picklist', { required: true, options: STAGES }),
  probability: field('opp12', 'Probability', 'Probability (%)', 'percent'),
  description: field('opp14', 'Description', 'Description', 'textarea'),
};

const task = {
  assigned: reference('tsk1', 'OwnerId', 'Assigned To', 'User', 'Owner', { readOnly: true }),
  who: reference('tsk2', 'WhoId', 'Name', 'Contact', 'Who', { readOnly: true }),
  what: reference('tsk3', 'WhatId', 'Related To', 'Account', 'What', { readOnly: true }),
  due: field('tsk4', 'ActivityDate', 'Due Date', 'date'),
  subject: field('tsk5', 'Subject', 'Subject'),
  comments: field('tsk6', 'Description', 'Comments', 'textarea'),
  status: field('tsk12', 'Status', 'Status', 'picklist', { required: true, options: TASK_STATUSES.map(({ name }) => name) }),
  priority: field('tsk13', 'Priority', 'Priority', 'picklist', { required: true, options: TASK_PRIORITIES.map(({ name }) => name) }),
};

const message = {
  subject: field('em1', 'Subject', 'Subject', 'text', { readOnly: true }),
  from: field('em2', 'FromAddress', 'From Address', 'email', { readOnly: true }),
  to: field('em3', 'ToAddress', 'To Address', 'text', { readOnly: true }),
  sent: field('em4', 'MessageDate', 'Message Date', 'datetime', { readOnly: true }),
  related: reference('em5', 'RelatedToId', 'Related To', 'Account', 'RelatedTo', { readOnly: true }),
  body: field('em6', 'TextBody', 'Text Body', 'textarea', { readOnly: true }),
};

/** @type {Layout[]} */
const LAYOUTS = [
  {
    object: 'Lead', label: 'Lead', plural: 'Leads', prefix: '00Q', title: lead.name, activity: { who: true },
    highlights: [lead.title, lead.company, lead.phone, lead.email],
    sections: [
      { label: 'Lead Information', left: [lead.owner, lead.name, lead.company, lead.title, lead.source, lead.industry], right: [lead.phone, lead.email, lead.website, lead.status] },
      { label: 'Address Information', left: [lead.address], right: [] },
      salesInsight,
      { label: 'Description Information', left: [lead.description], right: [] },
      history('lea'),
    ],
    columns: [lead.name, lead.title, lead.company, lead.phone, lead.email, lead.status, lead.owner],
    views: [
      { name: 'AllOpenLeads', label: 'All Open Leads', where: 'IsConverted = false' },
      { name: 'MyLeads', label: 'My Leads', where: '', mine: true },
    ],
    related: [],
  },
  {
    object: 'Contact', label: 'Contact', plural: 'Contacts', prefix: '003', title: contact.name, activity: { who: true },
    highlights: [contact.title, contact.account, contact.phone, contact.email],
    sections: [
      { label: 'Contact Information', left: [contact.owner, contact.name, contact.account, contact.title, contact.department], right: [contact.phone, contact.mobile, contact.email, contact.source] },
      { label: 'Address Information', left: [contact.address], right: [] },
      salesInsight,
      { label: 'Description Information', left: [contact.description], right: [] },
      history('con'),
    ],
    columns: [contact.name, contact.account, contact.title, contact.phone, contact.email, contact.owner],
    views: [
      { name: 'AllContacts', label: 'All Contacts', where: '' },
      { name: 'MyContacts', label: 'My Contacts', where: '', mine: true },
    ],
    related: [{
      name: 'OpportunityContactRoles', classic: 'RelatedOpportunityList', label: 'Opportunities', object: 'OpportunityContactRole', parent: 'ContactId',
      columns: [reference('ocr1', 'OpportunityId', 'Opportunity Name', 'Opportunity', 'Opportunity'), field('ocr2', 'Role', 'Role')],
    }],
  },
  {
    object: 'Account', label: 'Account', plural: 'Accounts', prefix: '001', title: account.name, activity: { who: false },
    highlights: [account.type, account.phone, account.website, account.industry],
    sections: [
      { label: 'Account Information', left: [account.owner, account.name, account.type, account.industry, account.revenue], right: [account.phone, account.website, account.employees] },
      { label: 'Address Information', left: [account.address], right: [] },
      { label: 'Description Information', left: [account.description], right: [] },
      history('acc'),
    ],
    columns: [account.name, account.phone, account.industry, account.type, account.owner],
    views: [
      { name: 'AllAccounts', label: 'All Accounts', where: '' },
      { name: 'MyAccounts', label: 'My Accounts', where: '', mine: true },
    ],
    related: [
      { name: 'Contacts', classic: 'RelatedContactList', label: 'Contacts', object: 'Contact', parent: 'AccountId', columns: [contact.name, contact.title, contact.email, contact.phone] },
      { name: 'Opportunities', classic: 'RelatedOpportunityList', label: 'Opportunities', object: 'Opportunity', parent: 'AccountId', columns: [opportunity.name, opportunity.stage, opportunity.amount, opportunity.close] },
    ],
  },
  {
    object: 'Opportunity', label: 'Opportunity', plural: 'Opportunities', prefix: '006', title: opportunity.name, activity: { who: false },
    highlights: [opportunity.account, opportunity.close, opportunity.amount, opportunity.stage],
    sections: [
      { label: 'Opportunity Information', left: [opportunity.owner, opportunity.name, opportunity.account, opportunity.type, opportunity.source], right: [opportunity.amount, opportunity.close, opportunity.next, opportunity.stage, opportunity.probability] },
      { label: 'Description Information', left: [opportunity.description], right: [] },
      history('opp'),
    ],
    columns: [opportunity.name, opportunity.account, opportunity.stage, opportunity.amount, opportunity.close, opportunity.owner],
    views: [
      { name: 'AllOpportunities', label: 'All Opportunities', where: '' },
      { name: 'MyOpportunities', label: 'My Opportunities', where: '', mine: true },
    ],
    related: [{
      name: 'OpportunityContactRoles', classic: 'RelatedContactRoleList', label: 'Contact Roles', object: 'OpportunityContactRole', parent: 'OpportunityId',
      columns: [reference('ocr3', 'ContactId', 'Contact Name', 'Contact', 'Contact'), field('ocr2', 'Role', 'Role'), field('ocr4', 'IsPrimary', 'Primary')],
    }],
  },
  {
    object: 'Task', label: 'Task', plural: 'Tasks', prefix: '00T', title: task.subject, activity: null, untabbed: true,
    highlights: [task.who, task.due, task.status],
    sections: [
      { label: 'Task Information', left: [task.assigned, task.subject, task.due, task.who, task.what], right: [task.status, task.priority, task.comments] },
      history('tsk'),
    ],
    columns: [], views: [], related: [],
  },
  {
    object: 'EmailMessage', label: 'Email Message', plural: 'Email Messages', prefix: '02s', title: message.subject, activity: null, untabbed: true,
    highlights: [message.from, message.to, message.sent],
    sections: [{ label: 'Message', left: [message.subject, message.from, message.to], right: [message.sent, message.related] }, { label: 'Message Content', left: [message.body], right: [] }],
    columns: [], views: [], related: [],
  },
];

/** Layouts in the order of the tabs. */
export const layouts = LAYOUTS.filter(({ untabbed }) => !untabbed);

/**
 * A list view of an object by its API name or its id, 15 or 18 characters.
 * @param {Layout | undefined} layout
 * @param {string | null | undefined} name
 */
export const viewOf = (layout, name) => layout?.views.find((view) => view.name === name || (name && listViewId(layout, view) === parseId(name)));

/** What a view shows, in SOQL. @param {Layout['views'][number]} view @param {{ id: string }} user */
export const conditionOf = (view, user) => [view.where, view.mine ? `OwnerId = '${user.id}'` : ''].filter(Boolean).join(' AND ');

/** The id of a list view. @param {Layout} layout @param {Layout['views'][number]} view */
export const listViewId = (layout, view) => recordId('00B', layouts.indexOf(layout) * 100 + layout.views.indexOf(view) + 1);

/**
 * @param {string} object API name
 * @returns {Layout | undefined}
 */
export const layoutOf = (object) => LAYOUTS.find((layout) => layout.object === object);

/**
 * @param {string} id 15 or 18 characters
 * @returns {Layout | undefined}
 */
export const layoutOfId = (id) => LAYOUTS.find((layout) => id.startsWith(layout.prefix));
