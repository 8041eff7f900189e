import { define } from './define.js';
import { MARKETO_FIELDS, computeMarketo } from './marketo.js';
import { INDUSTRIES, LEAD_SOURCES, RATINGS, SALUTATIONS, address, computeAddress, personName } from './shared.js';

export const Lead = define('Lead', {
  keyPrefix: '00Q',
  fields: `
    MasterRecordId               reference(Lead)      n   MasterRecord
    LastName                     string(80)           cu
    FirstName                    string(40)           cun
    Salutation                   picklist             cun
    Name                         string(121)          f
    Title                        string(128)          cun
    Company                      string(255)          cu
    ${address('')}
    Phone                        phone                cun
    MobilePhone                  phone                cun
    Fax                          phone                cun
    Email                        email                cun
    Website                      url                  cun
    PhotoUrl                     url                  n
    Description                  textarea(32000)      cun
    LeadSource                   picklist             cun
    Status                       picklist             cud
    Industry                     picklist             cun
    Rating                       picklist             cun
    AnnualRevenue                currency(18,0)       cun
    NumberOfEmployees            int                  cun
    OwnerId                      reference(Group,User) cud Owner
    HasOptedOutOfEmail           boolean              cud
    HasOptedOutOfFax             boolean              cud
    DoNotCall                    boolean              cud
    IsConverted                  boolean              cd
    ConvertedDate                date                 n
    ConvertedAccountId           reference(Account)   n   ConvertedAccount
    ConvertedContactId           reference(Contact)   n   ConvertedContact
    ConvertedOpportunityId       reference(Opportunity) n ConvertedOpportunity
    IsUnreadByOwner              boolean              cud
    LastActivityDate             date                 n
    LastViewedDate               datetime             n
    LastReferencedDate           datetime             n
    LastTransferDate             date                 n
    Jigsaw                       string(20)           cun
    JigsawContactId              string(20)           n
    CleanStatus                  picklist             cunr
    EmailBouncedReason           string(255)          cun
    EmailBouncedDate             datetime             cun
    IndividualId                 reference(Individual) cun Individual
    IsPriorityRecord             boolean              d
    ${MARKETO_FIELDS}
    mkto_si__MSIContactId__c     reference(Contact)   cun mkto_si__MSIContactId__r mkto_si__Leads__r
    mkto2__Lead_Score__c         double(18,0)         cun
  `,
  picklists: {
    Salutation: SALUTATIONS,
    LeadSource: LEAD_SOURCES,
    Status: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
    Industry: INDUSTRIES,
    Rating: RATINGS,
    CleanStatus: ['Matched', 'Different', 'Acknowledged', 'NotFound', 'Inactive', 'Pending', 'SelectMatch', 'Skipped'],
  },
  compute(row) {
    row.Name = personName(row);
    row.PhotoUrl = `/services/images/photo/${row.Id}`;
    computeAddress(row, '');
    computeMarketo(row);
  },
});
