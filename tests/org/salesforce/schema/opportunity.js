import { define } from './define.js';
import { LEAD_SOURCES } from './shared.js';

/** Stage → probability, forecast category. */
const STAGES = /** @type {Record<string, [number, string]>} */ ({
  Prospecting: [10, 'Pipeline'],
  Qualification: [10, 'Pipeline'],
  'Needs Analysis': [20, 'Pipeline'],
  'Value Proposition': [50, 'Pipeline'],
  'Id. Decision Makers': [60, 'Pipeline'],
  'Perception Analysis': [70, 'Pipeline'],
  'Proposal/Price Quote': [75, 'BestCase'],
  'Negotiation/Review': [90, 'Forecast'],
  'Closed Won': [100, 'Closed'],
  'Closed Lost': [0, 'Omitted'],
});

export const Opportunity = define('Opportunity', {
  keyPrefix: '006',
  fields: `
    AccountId             reference(Account)  cun Account Opportunities
    IsPrivate             boolean             cud
    Name                  string(120)         cu
    Description           textarea(32000)     cun
    StageName             picklist            cu
    Amount                currency(18,2)      cun
    Probability           percent(3,0)        cund
    ExpectedRevenue       currency(18,2)      nf
    TotalOpportunityQuantity double(18,2)     cun
    CloseDate             date                cu
    Type                  picklist            cun
    NextStep              string(255)         cun
    LeadSource            picklist            cun
    IsClosed              boolean             f
    IsWon                 boolean             f
    ForecastCategory      picklist            f
    ForecastCategoryName  picklist            cund
    CampaignId            reference(Campaign) cun Campaign Opportunities
    HasOpportunityLineItem boolean            d
    Pricebook2Id          reference(Pricebook2) cun Pricebook2
    OwnerId               reference(User)     cud Owner
    ContactId             reference(Contact)  cn  Contact
    LastActivityDate      date                n
    PushCount             int                 n
    LastStageChangeDate   datetime            n
    FiscalQuarter         int                 nf
    FiscalYear            int                 nf
    Fiscal                string(6)           nf
    LastViewedDate        datetime            n
    LastReferencedDate    datetime            n
    HasOpenActivity       boolean             d
    HasOverdueTask        boolean             d
    IsPriorityRecord      boolean             d
  `,
  picklists: {
    StageName: Object.keys(STAGES),
    Type: ['Existing Customer - Upgrade', 'Existing Customer - Replacement', 'Existing Customer - Downgrade', 'New Customer'],
    LeadSource: LEAD_SOURCES,
    ForecastCategoryName: ['Omitted', 'Pipeline', 'Best Case', 'Commit', 'Closed'],
    ForecastCategory: ['Omitted', 'Pipeline', 'BestCase', 'Forecast', 'Closed'],
  },
  compute(row) {
    const [probability, category] = STAGES[row.StageName] ?? [0, 'Pipeline'];
    row.Probability ??= probability;
    row.ForecastCategory = category;
    row.ForecastCategoryName = { BestCase: 'Best Case', Forecast: 'Commit' }[category] ?? category;
    row.IsClosed = row.StageName.startsWith('Closed');
    row.IsWon = row.StageName === 'Closed Won';
    row.ExpectedRevenue = row.Amount === null ? null : (row.Amount * row.Probability) / 100;
    const [year, month] = String(row.CloseDate).split('-').map(Number);
    row.FiscalYear = year;
    row.FiscalQuarter = Math.ceil(month / 3);
    row.Fiscal = `${row.FiscalYear} ${row.FiscalQuarter}`;
  },
});

export const OpportunityContactRole = define('OpportunityContactRole', {
  keyPrefix: '00K',
  fields: `
    OpportunityId  reference(Opportunity)  c   Opportunity OpportunityContactRoles
    ContactId      reference(Contact)      cu  Contact     OpportunityContactRoles
    Role           picklist                cun
    IsPrimary      boolean                 cud
  `,
  picklists: {
    Role: ['Business User', 'Decision Maker', 'Economic Buyer', 'Economic Decision Maker', 'Evaluator', 'Executive Sponsor',
      'Influencer', 'Technical Buyer', 'Other'],
  },
});
