import { SalesforceError } from '../errors.js';
import { refuseConverted } from './converted.js';
import { touchPeople } from './email-message.js';

/** @type {import('./index.js').Rules} */
export const taskRules = {
  beforeCreate(access, values) {
    refuseConverted(access, [values.WhoId]);
    refuseLeadWithWhat(access, values);
  },
  afterCreate: touchPeople,
  beforeUpdate: (access, values, row) => refuseLeadWithWhat(access, { ...row, ...values }),
  afterUpdate: touchPeople,
};

/** @type {import('./index.js').Rules} */
export const taskRelationRules = {
  beforeCreate(access, values) {
    values.IsWhat = !['Lead', 'Contact'].includes(access.store.objectOf(values.RelationId)?.name ?? '');
  },
};

/**
 * A lead's task cannot be related to anything else.
 * @type {(access: import('../access.js').Access, values: Record<string, any>) => void}
 */
function refuseLeadWithWhat(access, values) {
  if (values.WhatId && access.store.objectOf(values.WhoId ?? '')?.name === 'Lead') {
    throw new SalesforceError('FIELD_INTEGRITY_EXCEPTION', 'Related To ID: a lead cannot be combined with a related record', ['WhatId']);
  }
}
