import { define } from './define.js';

export const Campaign = define('Campaign', {
  keyPrefix: '701',
  fields: `
    Name                        string(80)          cu
    ParentId                    reference(Campaign) cun Parent ChildCampaigns
    Type                        picklist            cun
    Status                      picklist            cun
    StartDate                   date                cun
    EndDate                     date                cun
    ExpectedRevenue             currency(18,2)      cun
    BudgetedCost                currency(18,2)      cun
    ActualCost                  currency(18,2)      cun
    ExpectedResponse            percent(10,2)       cun
    NumberSent                  double(18,0)        cun
    IsActive                    boolean             cud
    Description                 textarea(32000)     cun
    NumberOfLeads               int                 f
    NumberOfConvertedLeads      int                 f
    NumberOfContacts            int                 f
    NumberOfResponses           int                 f
    NumberOfOpportunities       int                 f
    NumberOfWonOpportunities    int                 f
    AmountAllOpportunities      currency(18,2)      f
    AmountWonOpportunities      currency(18,2)      f
    OwnerId                     reference(User)     cud Owner
    LastActivityDate            date                n
    LastViewedDate              datetime            n
    LastReferencedDate          datetime            n
    CampaignMemberRecordTypeId  reference(RecordType) cun CampaignMemberRecordType
  `,
  picklists: {
    Type: ['Conference', 'Webinar', 'Trade Show', 'Public Relations', 'Partners', 'Referral Program', 'Advertisement',
      'Banner Ads', 'Direct Mail', 'Email', 'Telemarketing', 'Other'],
    Status: ['Planned', 'In Progress', 'Completed', 'Aborted'],
  },
  compute(row, store) {
    const members = store.rows('CampaignMember').filter((member) => member.CampaignId === row.Id);
    row.NumberOfLeads = members.filter((member) => member.LeadId && !member.ContactId).length;
    row.NumberOfContacts = members.filter((member) => member.ContactId).length;
    row.NumberOfResponses = members.filter((member) => member.HasResponded).length;
    const opportunities = store.rows('Opportunity').filter((each) => each.CampaignId === row.Id);
    const won = opportunities.filter((each) => each.IsWon);
    row.NumberOfConvertedLeads = 0;
    row.NumberOfOpportunities = opportunities.length;
    row.NumberOfWonOpportunities = won.length;
    row.AmountAllOpportunities = sum(opportunities);
    row.AmountWonOpportunities = sum(won);
  },
});

export const CampaignMember = define('CampaignMember', {
  keyPrefix: '00v',
  fields: `
    CampaignId          reference(Campaign)  c    Campaign CampaignMembers
    LeadId              reference(Lead)      cn   Lead     CampaignMembers
    ContactId           reference(Contact)   cn   Contact  CampaignMembers
    AccountId           reference(Account)   cn   Account
    Status              picklist             cund
    HasResponded        boolean              f
    FirstRespondedDate  date                 n
    Name                string(121)          nf
    Salutation          picklist             nf
    FirstName           string(40)           nf
    LastName            string(80)           nf
    Title               string(128)          nf
    Email               email                nf
    Phone               phone                nf
    CompanyOrAccount    string(255)          nf
    Type                picklist             nf
    LeadOrContactId     reference(Contact,Lead) nf
    LeadOrContactOwnerId reference(Group,User) nf LeadOrContactOwner
    LeadSource          picklist             nf
    HasOptedOutOfEmail  boolean              f
    DoNotCall           boolean              f
  `,
  picklists: { Status: ['Sent', 'Responded'] },
  compute(row, store) {
    const person = store.get(row.ContactId ?? row.LeadId ?? '') ?? {};
    for (const name of ['Name', 'Salutation', 'FirstName', 'LastName', 'Title', 'Email', 'Phone', 'LeadSource']) {
      row[name] = person[name] ?? null;
    }
    row.HasOptedOutOfEmail = person.HasOptedOutOfEmail ?? false;
    row.DoNotCall = person.DoNotCall ?? false;
    row.Type = row.ContactId ? 'Contact' : 'Lead';
    row.LeadOrContactId = row.ContactId ?? row.LeadId;
    row.LeadOrContactOwnerId = person.OwnerId ?? null;
    row.CompanyOrAccount = person.Company ?? (person.AccountId && store.get(person.AccountId)?.Name) ?? null;
    row.HasResponded = row.Status === 'Responded';
    if (row.HasResponded) row.FirstRespondedDate ??= String(row.LastModifiedDate).slice(0, 10);
  },
});

/** @param {Record<string, any>[]} opportunities */
function sum(opportunities) {
  return opportunities.reduce((total, each) => total + (each.Amount ?? 0), 0);
}
