import { define } from './define.js';

/**
 * The custom object that MSI Actions deploys, once the org has it (the setting `customObjects`): whom a user watches.
 * Its sharing is private.
 */
export const Watch = define('MSI_Actions_Watch__c', {
  keyPrefix: 'a0W',
  label: 'MSI Actions Watch',
  sharing: 'Private',
  fields: `
    Name         string(80)          ad
    Key__c       string(40)          cuxs
    Lead__c      reference(Lead)     cun  Lead__r     MSI_Actions_Watches__r
    Contact__c   reference(Contact)  cun  Contact__r  MSI_Actions_Watches__r
    OwnerId      reference(Group,User) cud Owner
  `,
});
