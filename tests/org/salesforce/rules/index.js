import { SalesforceError, standardError } from '../errors.js';
import { schemaOfId } from '../schema/index.js';
import { emailMessageRelationRules, emailMessageRules } from './email-message.js';
import { emailTemplateRules } from './email-template.js';
import { historyRules } from './history.js';
import { resolveKeys } from './keys.js';
import { campaignMemberRules, contactRoleRules } from './others.js';
import { permissionSetAssignmentRules } from './permission-sets.js';
import { taskRelationRules, taskRules } from './task.js';
import { validate } from './validate.js';

/**
 * What an object does beyond its fields. `before…` may refuse or fill in values; `after…` does what follows.
 * @typedef {object} Rules
 * @property {(access: import('../access.js').Access, values: Record<string, any>) => void} [beforeCreate]
 * @property {(access: import('../access.js').Access, row: import('../store.js').Row) => void} [afterCreate]
 * @property {(access: import('../access.js').Access, values: Record<string, any>, row: import('../store.js').Row) => void} [beforeUpdate]
 * @property {(access: import('../access.js').Access, row: import('../store.js').Row) => void} [afterUpdate]
 * @property {(access: import('../access.js').Access, row: import('../store.js').Row) => void} [beforeDelete]
 * @property {(access: import('../access.js').Access, row: import('../store.js').Row) => void} [afterDelete]
 */

/** @type {Record<string, Rules>} */
const RULES = {
  CampaignMember: campaignMemberRules,
  Contact: historyRules,
  EmailMessage: emailMessageRules,
  EmailMessageRelation: emailMessageRelationRules,
  EmailTemplate: emailTemplateRules,
  Lead: historyRules,
  OpportunityContactRole: contactRoleRules,
  PermissionSetAssignment: permissionSetAssignmentRules,
  Task: taskRules,
  TaskRelation: taskRelationRules,
};

/**
 * @param {import('../access.js').Access} access
 * @param {import('../schema/define.js').Schema} schema
 * @param {Record<string, any>} body
 * @returns {import('../store.js').Row}
 * @throws {SalesforceError}
 */
export function create(access, schema, body) {
  if (!schema.createable || !access.holds(schema, 'Create')) {
    throw new SalesforceError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${schema.label}`, []);
  }
  const values = validate(access, schema, resolveKeys(access, schema, body), 'create');
  refuseDuplicates(access, schema, values);
  const rules = RULES[schema.name] ?? {};
  rules.beforeCreate?.(access, values);
  const row = access.store.insert(schema.name, values, access.user?.id);
  rules.afterCreate?.(access, row);
  return row;
}

/**
 * @param {import('../access.js').Access} access
 * @param {import('../schema/define.js').Schema} schema
 * @param {string} id 18 characters
 * @param {Record<string, any>} body
 * @throws {SalesforceError}
 */
export function update(access, schema, id, body) {
  const row = existing(access, id);
  if (!access.canEdit(row)) throw standardError('INSUFFICIENT_ACCESS_OR_READONLY');
  if (!schema.updateable) {
    throw new SalesforceError('INSUFFICIENT_ACCESS_OR_READONLY', `entity type cannot be updated: ${schema.label}`, []);
  }
  const values = validate(access, schema, resolveKeys(access, schema, body), 'update');
  refuseDuplicates(access, schema, values, id);
  const rules = RULES[schema.name] ?? {};
  rules.beforeUpdate?.(access, values, row);
  const updated = access.store.update(id, values, access.user?.id);
  rules.afterUpdate?.(access, updated);
}

/**
 * @param {import('../access.js').Access} access
 * @param {string} id 18 characters
 * @throws {SalesforceError}
 */
export function remove(access, id) {
  const row = existing(access, id);
  const schema = schemaOfId(id);
  if (!schema?.deletable || !access.canDelete(row)) throw standardError('INSUFFICIENT_ACCESS_OR_READONLY');
  RULES[schema.name]?.beforeDelete?.(access, row);
  access.store.remove(id);
  RULES[schema.name]?.afterDelete?.(access, row);
}

/**
 * External ids are unique.
 * @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, values: import('../store.js').Row, id?: string) => void}
 */
function refuseDuplicates(access, schema, values, id) {
  for (const field of schema.fields.values()) {
    const value = field.externalId ? values[field.name] : undefined;
    const other = value && access.store.rows(schema.name).find((row) => isSame(field, row[field.name], value) && row.Id !== id);
    if (other) {
      throw new SalesforceError('DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.Id.slice(0, 15)}`, []);
    }
  }
}

/** @type {(field: import('../schema/define.js').Field, a: string | null, b: string) => boolean} */
function isSame({ caseSensitive }, a, b) {
  return caseSensitive ? a === b : a?.toLowerCase() === b.toLowerCase();
}

/** @type {(access: import('../access.js').Access, id: string) => import('../store.js').Row} */
function existing(access, id) {
  const row = access.store.get(id);
  if (row?.IsDeleted) throw new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted', []);
  if (!row || !access.canSee(row)) {
    const error = new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    error.status = 404;
    throw error;
  }
  return row;
}
