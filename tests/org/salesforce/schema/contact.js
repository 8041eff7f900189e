import { define } from './define.js';
import { MARKETO_FIELDS, computeMarketo } from './marketo.js';
import { LEAD_SOURCES, SALUTATIONS, address, computeAddress, personName } from './shared.js';

export const Contact = define('Contact', {
  keyPrefix: '003',
  fields: `
    MasterRecordId               reference(Contact)   n   MasterRecord
    AccountId                    reference(Account)   cun Account Contacts
    LastName                     string(80)           cu
    FirstName                    string(40)           cun
    Salutation                   picklist             cun
    Name                         string(121)          f
    ${address('Other')}
    ${address('Mailing')}
    Phone                        phone                cun
    Fax                          phone                cun
    MobilePhone                  phone                cun
    HomePhone                    phone                cun
    OtherPhone                   phone                cun
    AssistantPhone               phone                cun
    ReportsToId                  reference(Contact)   cun ReportsTo
    Email                        email                cun
    Title                        string(128)          cun
    Department                   string(80)           cun
    AssistantName                string(40)           cun
    LeadSource                   picklist             cun
    Birthdate                    date                 cun
    Description                  textarea(32000)      cun
    OwnerId                      reference(User)      cud Owner
    HasOptedOutOfEmail           boolean              cud
    HasOptedOutOfFax             boolean              cud
    DoNotCall                    boolean              cud
    LastActivityDate             date                 n
    LastCURequestDate            datetime             n
    LastCUUpdateDate             datetime             n
    LastViewedDate               datetime             n
    LastReferencedDate           datetime             n
    EmailBouncedReason           string(255)          cun
    EmailBouncedDate             datetime             cun
    IsEmailBounced               boolean              f
    PhotoUrl                     url                  n
    Jigsaw                       string(20)           cun
    JigsawContactId              string(20)           n
    CleanStatus                  picklist             cunr
    IndividualId                 reference(Individual) cun Individual
    IsPriorityRecord             boolean              d
    ${MARKETO_FIELDS}
    mkto_si__Mkto_Lead_Score__c  double(18,0)         cun
    mkto2__Lead_Score__c         double(18,0)         cun
  `,
  picklists: {
    Salutation: SALUTATIONS,
    LeadSource: LEAD_SOURCES,
    CleanStatus: ['Matched', 'Different', 'Acknowledged', 'NotFound', 'Inactive', 'Pending', 'SelectMatch', 'Skipped'],
  },
  compute(row) {
    row.Name = personName(row);
    row.PhotoUrl = `/services/images/photo/${row.Id}`;
    row.IsEmailBounced = row.EmailBouncedDate !== null;
    computeAddress(row, 'Other');
    computeAddress(row, 'Mailing');
    computeMarketo(row);
  },
});
