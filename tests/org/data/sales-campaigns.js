/** A mail on day 1, a call on day 3, a mail on day 5. */
const STEPS = [
  { day: 1, kind: 'mail', subject: 'Welcome, {{first_name}}', body: '<p>Hello {{first_name}},</p><p>good to have you with us.</p>' },
  { day: 3, kind: 'call', subject: 'How was the first day', body: 'Ask what is still open.' },
  { day: 5, kind: 'mail', subject: 'One more thing', body: '<p>Hello {{first_name}},</p><p>here is what others found helpful in their first week.</p>' },
];

/**
 * A sales campaign of a rep's that people can be added to at once.
 * @param {import('../salesforce/store.js').Store} store
 * @param {string} OwnerId
 */
export function addSalesCampaign(store, OwnerId) {
  const key = '00000000-0000-4000-8000-00000000c001';
  const campaign = store.insert('MSI_Actions_Campaign__c', {
    Key__c: key, Name: 'Welcome', Category__c: 'New customers', Rules__c: '{}', Archived__c: false, OwnerId, CreatedById: OwnerId, LastModifiedById: OwnerId,
  });
  for (const [n, { day, kind, subject, body }] of STEPS.entries()) {
    store.insert('MSI_Actions_Step__c', {
      Key__c: `${key}-${n + 1}`, Campaign__c: campaign.Id, Number__c: n + 1, Day__c: day, Kind__c: kind, Subject__c: subject, Body__c: body, OwnerId, CreatedById: OwnerId, LastModifiedById: OwnerId,
    });
  }
  return campaign;
}
