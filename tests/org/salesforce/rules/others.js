import { SalesforceError } from '../errors.js';

/** @type {import('./index.js').Rules} */
export const campaignMemberRules = {
  beforeCreate(access, values) {
    if (!values.LeadId && !values.ContactId) {
      throw new SalesforceError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [LeadId, ContactId]', ['LeadId', 'ContactId']);
    }
    const twice = access.store.rows('CampaignMember').some((row) => row.CampaignId === values.CampaignId
      && (values.LeadId ? row.LeadId === values.LeadId : row.ContactId === values.ContactId));
    if (twice) throw new SalesforceError('DUPLICATE_VALUE', 'Already a campaign member.', []);
    values.AccountId ??= access.store.get(values.ContactId)?.AccountId ?? null;
  },
  afterCreate(access, row) { access.store.update(row.CampaignId, {}); },
  afterUpdate(access, row) { access.store.update(row.CampaignId, {}); },
};

/**
 * Only one contact of an opportunity is its primary one.
 * @type {import('./index.js').Rules}
 */
export const contactRoleRules = {
  afterCreate: keepOnePrimary,
  afterUpdate: keepOnePrimary,
};

/** @type {(access: import('../access.js').Access, row: import('../store.js').Row) => void} */
function keepOnePrimary(access, row) {
  if (!row.IsPrimary) return;
  for (const other of access.store.rows('OpportunityContactRole')) {
    if (other.OpportunityId === row.OpportunityId && other.Id !== row.Id) other.IsPrimary = false;
  }
}
