import { dayIn } from '../../clock.js';
import { SalesforceError, standardError } from '../errors.js';
import { refuseConverted } from './converted.js';

/**
 * EmailMessage with Enhanced Email (Object Reference, "EmailMessage"): the id lists become relations, a Task of
 * subtype Email is made for a message that is not a draft, and only drafts can be changed.
 */

const DRAFT = '5';
const RECIPIENTS = /** @type {const} */ ([['To', 'ToAddress'], ['Cc', 'CcAddress'], ['Bcc', 'BccAddress']]);

/** @type {import('./index.js').Rules} */
export const emailMessageRules = {
  beforeCreate(access, values) {
    if (access.settings.refusesEmailMessages && !access.isAdmin) throw standardError('INSUFFICIENT_ACCESS_OR_READONLY');
    if (values.ActivityId && !values.ParentId) {
      throw new SalesforceError('FIELD_INTEGRITY_EXCEPTION', 'ActivityId can only be set when the parent is a case.', ['ActivityId']);
    }
    refuseConverted(access, ['ToIds', 'CcIds', 'BccIds'].flatMap((name) => values[name] ?? []));
    refuseLeadWithRelatedTo(access, values);
    values.MessageDate ??= access.store.timestamp();
  },

  afterCreate(access, row) {
    addRelations(access, row);
    if (row.Status !== DRAFT) addTask(access, row);
  },

  beforeUpdate(access, values, row) {
    const allowed = Object.keys(values).every((name) => name === 'IsExternallyVisible' || name.endsWith('__c'));
    if (row.Status !== DRAFT && !allowed) {
      throw new SalesforceError('INSUFFICIENT_ACCESS_OR_READONLY', 'You can only edit email messages that are drafts.', []);
    }
    refuseLeadWithRelatedTo(access, { ...row, ...values });
  },

  afterUpdate(access, row) {
    if (row.Status === DRAFT || row.ActivityId) return;
    for (const relation of relationsOf(access, row)) access.store.remove(relation.Id);
    addRelations(access, row);
    addTask(access, row);
  },
};

/** @type {import('./index.js').Rules} */
export const emailMessageRelationRules = {
  beforeCreate(access, values) {
    if (values.RelationType === 'FromAddress' && !access.isAdmin) {
      throw new SalesforceError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights on cross-reference id', []);
    }
    if (!values.RelationId && !values.RelationAddress) {
      throw new SalesforceError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [RelationId]', ['RelationId']);
    }
    values.RelationAddress ??= access.store.get(values.RelationId)?.Email ?? null;
  },
};

/** @type {(access: import('../access.js').Access, values: Record<string, any>) => void} */
function refuseLeadWithRelatedTo(access, values) {
  const hasLead = people(access, values).some(({ object }) => object === 'Lead');
  if (hasLead && values.RelatedToId) {
    throw new SalesforceError('INVALID_ID_FIELD', 'A message to a lead cannot be related to another record.', ['RelatedToId']);
  }
}

/** @type {(access: import('../access.js').Access, values: Record<string, any>) => { id: string, object: string }[]} */
function people(access, values) {
  return ['ToIds', 'CcIds', 'BccIds'].flatMap((name) => values[name] ?? [])
    .map((id) => ({ id, object: access.store.objectOf(id)?.name ?? '' }))
    .filter(({ object }) => object === 'Lead' || object === 'Contact');
}

/** @type {(access: import('../access.js').Access, row: import('../store.js').Row) => void} */
function addRelations(access, row) {
  const { store } = access;
  const add = (/** @type {string} */ type, /** @type {string | null} */ id, /** @type {string | null} */ address) => store.insert('EmailMessageRelation', {
    EmailMessageId: row.Id, RelationType: type, RelationId: id, RelationAddress: address,
  }, access.user?.id);
  if (row.FromId) add('FromAddress', row.FromId, row.FromAddress ?? store.get(row.FromId)?.Email ?? null);
  for (const [kind, type] of RECIPIENTS) {
    const known = (row[`${kind}Ids`] ?? []).map((/** @type {string} */ id) => ({ id, address: store.get(id)?.Email ?? null }));
    const written = String(row[type] ?? '').split(/[;,]\s*/).filter(Boolean);
    const others = written.filter((address) => !known.some((/** @type {any} */ each) => each.address?.toLowerCase() === address.toLowerCase()));
    for (const { id, address } of known) add(type, id, address);
    for (const address of others) add(type, null, address);
    row[type] = [...known.map((/** @type {any} */ each) => each.address).filter(Boolean), ...others].join('; ') || null;
  }
}

/** @type {(access: import('../access.js').Access, row: import('../store.js').Row) => void} */
function addTask(access, row) {
  const { store, user } = access;
  const [first, ...others] = people(access, row);
  const task = store.insert('Task', {
    WhoId: first?.id ?? null,
    WhatId: row.RelatedToId,
    WhoCount: others.length + (first ? 1 : 0),
    Subject: `Email: ${row.Subject ?? ''}`.slice(0, 255),
    Description: [`To: ${row.ToAddress ?? ''}`, `CC: ${row.CcAddress ?? ''}`, `BCC: ${row.BccAddress ?? ''}`, 'Attachment:', '',
      `Subject: ${row.Subject ?? ''}`, 'Body:', row.TextBody ?? ''].join('\n').slice(0, 32000),
    TaskSubtype: 'Email',
    Status: 'Completed',
    ActivityDate: dayIn(user?.timeZone ?? 'GMT', Date.parse(row.MessageDate)),
    OwnerId: user?.id,
  }, user?.id);
  for (const { id } of others) store.insert('TaskRelation', { TaskId: task.Id, RelationId: id, IsWhat: false }, user?.id);
  store.update(row.Id, { ActivityId: task.Id }, user?.id);
  touchPeople(access, task);
}

/** @type {(access: import('../access.js').Access, row: import('../store.js').Row) => import('../store.js').Row[]} */
function relationsOf(access, row) {
  return access.store.rows('EmailMessageRelation').filter((relation) => relation.EmailMessageId === row.Id);
}

/**
 * A completed activity is the person's last activity.
 * @type {(access: import('../access.js').Access, task: import('../store.js').Row) => void}
 */
export function touchPeople(access, task) {
  if (!task.IsClosed || !task.ActivityDate) return;
  for (const id of [task.WhoId, task.WhatId, task.AccountId]) {
    const row = access.store.get(id);
    if (row && (row.LastActivityDate ?? '') < task.ActivityDate) row.LastActivityDate = task.ActivityDate;
  }
}
