import { define } from './define.js';

/**
 * The custom objects of sales campaigns that MSI Actions deploys, once the org has them (the setting `customObjects`).
 * Everybody who may use them sees all records, and changes their own.
 */
export const SALES_CAMPAIGN_OBJECTS = [
  define('MSI_Actions_Campaign__c', {
    keyPrefix: 'a0C',
    label: 'MSI Actions Campaign',
    sharing: 'Read',
    fields: `
      Name         string(80)       cudn
      Key__c       string(80)       cuxs
      Category__c  string(80)       cun
      Rules__c     textarea(32768)  cun
      Archived__c  boolean          cud
      OwnerId      reference(Group,User) cud Owner
    `,
    // Without a name, a record's id is its name.
    compute(row) { row.Name ??= row.Id; },
  }),
  define('MSI_Actions_Step__c', {
    keyPrefix: 'a0S',
    label: 'MSI Actions Step',
    sharing: 'Read',
    fields: `
      Name         string(80)       ad
      Key__c       string(80)       cuxs
      Campaign__c  reference(MSI_Actions_Campaign__c) cun Campaign__r Steps__r
      Number__c    double(3,0)      cun
      Day__c       double(4,0)      cun
      Kind__c      string(20)       cun
      Subject__c   string(255)      cun
      Body__c      textarea(131072) cun
      Settings__c  textarea(32768)  cun
      OwnerId      reference(Group,User) cud Owner
    `,
  }),
  define('MSI_Actions_Member__c', {
    keyPrefix: 'a0M',
    label: 'MSI Actions Member',
    sharing: 'Read',
    fields: `
      Name             string(80)   ad
      Key__c           string(80)   cuxs
      Active_Key__c    string(80)   cunxs
      Campaign_Key__c  string(80)   cunxs
      Campaign__c      reference(MSI_Actions_Campaign__c) cun Campaign__r Members__r
      Lead__c          reference(Lead)    cun Lead__r    MSI_Actions_Members__r
      Contact__c       reference(Contact) cun Contact__r MSI_Actions_Members__r
      Email__c         string(255)  cun
      Started__c       datetime     cun
      State__c         string(20)   cun
      Reason__c        string(40)   cun
      Ended__c         datetime     cun
      Paused_Until__c  datetime     cun
      Settings__c      string(255)  cun
      Texts__c         textarea(131072) cun
      OwnerId          reference(Group,User) cud Owner
    `,
  }),
  define('MSI_Actions_Step_Run__c', {
    keyPrefix: 'a0R',
    label: 'MSI Actions Step Run',
    sharing: 'Read',
    fields: `
      Name         string(80)   ad
      Key__c       string(80)   cuxs
      Member__c    reference(MSI_Actions_Member__c) cun Member__r Runs__r
      Step__c      reference(MSI_Actions_Step__c)   cun Step__r   Runs__r
      Number__c    double(3,0)  cun
      At__c        datetime     cun
      Outcome__c   string(20)   cun
      Browser__c   string(40)   cun
      Activity__c  string(255)  cun
      OwnerId      reference(Group,User) cud Owner
    `,
  }),
];
