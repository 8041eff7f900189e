import { define } from './define.js';

/**
 * The custom object that MSI Actions deploys, once the org has it (the setting `customObjects`): whom a user watches.
 * Its sharing is private.
 */
export const Watch = define('MSI_Actions_Watch__c', {
  keyPrefix: 'a0W',
  label: 'MSI Actions Watch',
  fields: `
    Name         string(80)          f
    Key__c       string(40)          cux
    Lead__c      reference(Lead)     cun  Lead__r     MSI_Actions_Watches__r
    Contact__c   reference(Contact)  cun  Contact__r  MSI_Actions_Watches__r
    OwnerId      reference(User)     cud  Owner
  `,
});

/** The fields that are deployed with it, with their types there. */
export const WATCH_FIELDS = /** @type {Record<string, string>} */ ({ Key__c: 'Text', Lead__c: 'Lookup', Contact__c: 'Lookup' });
