import { define } from './define.js';
import { INDUSTRIES, RATINGS, address, computeAddress } from './shared.js';

export const Account = define('Account', {
  keyPrefix: '001',
  fields: `
    MasterRecordId        reference(Account)  n   MasterRecord
    Name                  string(255)         cu
    Type                  picklist            cun
    ParentId              reference(Account)  cun Parent ChildAccounts
    ${address('Billing')}
    ${address('Shipping')}
    Phone                 phone               cun
    Fax                   phone               cun
    AccountNumber         string(40)          cun
    Website               url                 cun
    PhotoUrl              url                 n
    Sic                   string(20)          cun
    SicDesc               string(80)          cun
    Industry              picklist            cun
    AnnualRevenue         currency(18,0)      cun
    NumberOfEmployees     int                 cun
    Ownership             picklist            cun
    TickerSymbol          string(20)          cun
    Description           textarea(32000)     cun
    Rating                picklist            cun
    Site                  string(80)          cun
    OwnerId               reference(User)     cud Owner
    LastActivityDate      date                n
    LastViewedDate        datetime            n
    LastReferencedDate    datetime            n
    Jigsaw                string(20)          cun
    JigsawCompanyId       string(20)          n
    CleanStatus           picklist            cunr
    AccountSource         picklist            cun
    DunsNumber            string(9)           cun
    Tradestyle            string(255)         cun
    NaicsCode             string(8)           cun
    NaicsDesc             string(120)         cun
    YearStarted           string(4)           cun
    IsPriorityRecord      boolean             d
  `,
  picklists: {
    Type: ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Channel Partner / Reseller', 'Installation Partner', 'Technology Partner', 'Other'],
    Industry: INDUSTRIES,
    Rating: RATINGS,
    Ownership: ['Public', 'Private', 'Subsidiary', 'Other'],
    AccountSource: ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'],
    CleanStatus: ['Matched', 'Different', 'Acknowledged', 'NotFound', 'Inactive', 'Pending', 'SelectMatch', 'Skipped'],
  },
  compute(row) {
    row.PhotoUrl = `/services/images/photo/${row.Id}`;
    computeAddress(row, 'Billing');
    computeAddress(row, 'Shipping');
  },
});
