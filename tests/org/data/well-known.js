/**
 * The records that tests and the demo name.
 * @param {import('./index.js').Maker} make
 */
export function addWellKnown({ store, reps, daysAgo, dateIn }) {
  const [jo] = reps;
  const lead = store.insert('Lead', {
    FirstName: 'Ada',
    LastName: 'Lovelace',
    Title: 'CTO',
    Company: 'Analytical Engines',
    Email: 'ada@analytical.example',
    Phone: '+44 20 7946 0018',
    Street: '12 St James Square',
    City: 'London',
    PostalCode: 'SW1Y 4JH',
    Country: 'United Kingdom',
    LeadSource: 'Web',
    Status: 'Working - Contacted',
    Rating: 'Hot',
    Industry: 'Technology',
    OwnerId: jo.id,
    CreatedDate: daysAgo(41),
    mkto_si__Relative_Score_Value__c: 3,
    mkto_si__Urgency_Value__c: 2,
    mkto_si__Priority__c: 5,
    mkto_si__Last_Interesting_Moment_Type__c: 'Web',
    mkto_si__Last_Interesting_Moment_Desc__c: 'Visited the pricing page',
    mkto_si__Last_Interesting_Moment_Source__c: 'Website',
    mkto_si__Last_Interesting_Moment_Date__c: daysAgo(2 / 24),
    mkto2__Lead_Score__c: 82,
  });
  /** @type {[string, number | null, number, number][]} */
  const changes = [['mkto2__Lead_Score__c', null, 45, 30], ['mkto2__Lead_Score__c', 45, 70, 12], ['mkto_si__Urgency_Value__c', 1, 2, 3], ['mkto2__Lead_Score__c', 70, 82, 2]];
  for (const [Field, OldValue, NewValue, ago] of changes) {
    store.insert('LeadHistory', { LeadId: lead.Id, Field, DataType: 'Double', OldValue, NewValue, CreatedById: jo.id, CreatedDate: daysAgo(ago) });
  }
  const account = store.insert('Account', {
    Name: 'Navy Systems',
    Type: 'Customer - Direct',
    Industry: 'Government',
    Website: 'https://navysystems.example',
    Phone: '+1 202 555 0136',
    BillingStreet: '900 Yard Street',
    BillingCity: 'Arlington',
    BillingState: 'VA',
    BillingPostalCode: '22202',
    BillingCountry: 'United States',
    NumberOfEmployees: 1200,
    AnnualRevenue: 48000000,
    OwnerId: jo.id,
    CreatedDate: daysAgo(400),
  });
  const contact = store.insert('Contact', {
    FirstName: 'Grace',
    LastName: 'Hopper',
    Title: 'Rear Admiral',
    AccountId: account.Id,
    Email: 'grace@navysystems.example',
    Phone: '+1 202 555 0142',
    MobilePhone: '+1 202 555 0177',
    Department: 'Data Automation',
    MailingStreet: '900 Yard Street',
    MailingCity: 'Arlington',
    MailingState: 'VA',
    MailingPostalCode: '22202',
    MailingCountry: 'United States',
    LeadSource: 'Partner Referral',
    OwnerId: jo.id,
    CreatedDate: daysAgo(380),
    mkto_si__Relative_Score_Value__c: 4,
    mkto_si__Urgency_Value__c: 1,
    mkto_si__Priority__c: 4,
    mkto_si__Last_Interesting_Moment_Type__c: 'Email',
    mkto_si__Last_Interesting_Moment_Desc__c: 'Clicked a link in the renewal mail',
    mkto_si__Last_Interesting_Moment_Source__c: 'Renewal 2027',
    mkto_si__Last_Interesting_Moment_Date__c: daysAgo(1.3),
    mkto2__Lead_Score__c: 64,
  });
  const opportunity = store.insert('Opportunity', {
    Name: 'Renewal 2027',
    AccountId: account.Id,
    StageName: 'Proposal/Price Quote',
    Amount: 125000,
    CloseDate: dateIn(39),
    Type: 'Existing Customer - Upgrade',
    NextStep: 'Send the revised quote',
    OwnerId: jo.id,
    CreatedDate: daysAgo(25),
  });
  store.insert('OpportunityContactRole', {
    OpportunityId: opportunity.Id, ContactId: contact.Id, Role: 'Decision Maker', IsPrimary: true, CreatedById: jo.id,
  });
  addColleagues({ store, daysAgo }, { owner: jo.id, account, opportunity });
  return { lead, account, contact, opportunity };
}

/**
 * Grace is not the only one at Navy Systems: one colleague has marks and a role, the other neither those nor a mail address.
 * @param {Pick<import('./index.js').Maker, 'store' | 'daysAgo'>} make
 * @param {{ owner: string, account: Record<string, any>, opportunity: Record<string, any> }} known
 */
function addColleagues({ store, daysAgo }, { owner, account, opportunity }) {
  const place = Object.fromEntries(['Street', 'City', 'State', 'PostalCode', 'Country'].map((part) => [`Mailing${part}`, account[`Billing${part}`]]));
  const shared = { AccountId: account.Id, OwnerId: owner, CreatedDate: daysAgo(210), ...place };
  const katherine = store.insert('Contact', {
    ...shared,
    FirstName: 'Katherine',
    LastName: 'Johnson',
    Title: 'Navigation Engineer',
    Email: 'katherine@navysystems.example',
    Phone: '+1 202 555 0163',
    mkto_si__Relative_Score_Value__c: 2,
    mkto_si__Urgency_Value__c: 3,
    mkto_si__Priority__c: 6,
    mkto_si__Last_Interesting_Moment_Type__c: 'Milestone',
    mkto_si__Last_Interesting_Moment_Desc__c: 'Attended the autumn webinar',
    mkto_si__Last_Interesting_Moment_Source__c: 'Events',
    mkto_si__Last_Interesting_Moment_Date__c: daysAgo(4),
    mkto2__Lead_Score__c: 51,
  });
  store.insert('Contact', { ...shared, FirstName: 'Dorothy', LastName: 'Vaughan', Title: 'Purchasing', Phone: '+1 202 555 0190' });
  store.insert('OpportunityContactRole', {
    OpportunityId: opportunity.Id, ContactId: katherine.Id, Role: 'Evaluator', IsPrimary: false, CreatedById: owner,
  });
}
