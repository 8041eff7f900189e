import { INDUSTRIES, LEAD_SOURCES, RATINGS } from '../salesforce/schema/shared.js';
import { mailAddress } from './index.js';
import { CITIES, COMPANY_FIRST, COMPANY_LAST, DEAL_WORDS, FIRST_NAMES, LAST_NAMES, MOMENTS, STREETS, TITLES } from './words.js';

const STAGES = ['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Proposal/Price Quote', 'Negotiation/Review',
  'Closed Won', 'Closed Lost'];
const ROLES = ['Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer', 'Business User'];

/**
 * Accounts with their contacts, opportunities and contact roles.
 * @param {import('./index.js').Maker} make
 */
export function addCompanies(make) {
  const { store, pick, between, chance, daysAgo, dateIn, reps } = make;
  for (let n = 0; n < 39; n += 1) {
    const { name, domain } = company(make, n);
    const owner = pick(reps);
    const age = between(60, 900);
    const place = address(make, 'Billing');
    const account = store.insert('Account', {
      Name: name,
      Type: pick(['Prospect', 'Customer - Direct', 'Customer - Channel']),
      Industry: pick(INDUSTRIES),
      Website: `https://${domain}`,
      Phone: make.phone(),
      NumberOfEmployees: between(8, 4000),
      AnnualRevenue: between(1, 900) * 100000,
      Rating: chance(0.5) ? pick(RATINGS) : null,
      OwnerId: owner.id,
      CreatedDate: daysAgo(age),
      ...place,
    });
    const contacts = Array.from({ length: between(2, 4) }, () => {
      const person = personFields(make, domain);
      return store.insert('Contact', {
        ...person,
        AccountId: account.Id,
        OwnerId: owner.id,
        CreatedDate: daysAgo(between(10, age)),
        ...Object.fromEntries(Object.entries(place).map(([field, value]) => [field.replace('Billing', 'Mailing'), value])),
      });
    });
    for (let deal = between(1, 2); deal > 0; deal -= 1) {
      const stage = pick(STAGES);
      const closed = stage.startsWith('Closed');
      const opportunity = store.insert('Opportunity', {
        Name: `${name} - ${pick(DEAL_WORDS)}`,
        AccountId: account.Id,
        StageName: stage,
        Amount: chance(0.9) ? between(4, 200) * 1000 : null,
        CloseDate: dateIn(closed ? -between(2, 80) : between(3, 150)),
        Type: pick(['New Customer', 'Existing Customer - Upgrade']),
        LeadSource: pick(LEAD_SOURCES),
        OwnerId: owner.id,
        CreatedDate: daysAgo(between(5, 120)),
      });
      for (const [at, contact] of contacts.slice(0, between(1, 2)).entries()) {
        store.insert('OpportunityContactRole', {
          OpportunityId: opportunity.Id, ContactId: contact.Id, Role: pick(ROLES), IsPrimary: at === 0, CreatedById: owner.id,
        });
      }
    }
  }
}

/** @param {import('./index.js').Maker} make */
export function addLeads(make) {
  const { store, pick, between, chance, daysAgo, reps } = make;
  for (let n = 0; n < 119; n += 1) {
    const { name, domain } = company(make, 39 + n);
    store.insert('Lead', {
      ...personFields(make, domain),
      ...address(make, ''),
      Company: name,
      Website: `https://${domain}`,
      Industry: pick(INDUSTRIES),
      Rating: chance(0.5) ? pick(RATINGS) : null,
      Status: pick(['Open - Not Contacted', 'Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted']),
      NumberOfEmployees: between(3, 2500),
      IsUnreadByOwner: chance(0.3),
      OwnerId: pick(reps).id,
      CreatedDate: daysAgo(between(1, 88)),
    });
  }
}

/** @type {(make: import('./index.js').Maker, n: number) => { name: string, domain: string }} */
function company({ pick }, n) {
  const name = `${COMPANY_FIRST[n % COMPANY_FIRST.length]} ${pick(COMPANY_LAST)}`;
  // The number keeps two companies of one name apart.
  const again = Math.floor(n / COMPANY_FIRST.length);
  return { name, domain: `${name.toLowerCase().replace(/[^a-z]/g, '')}${again || ''}.example` };
}

/** @type {(make: import('./index.js').Maker, domain: string) => Record<string, any>} */
function personFields(make, domain) {
  const { pick, between, chance, daysAgo } = make;
  const [first, last] = [pick(FIRST_NAMES), pick(LAST_NAMES)];
  const known = chance(0.75);
  const [type, description] = pick(MOMENTS);
  return {
    FirstName: first,
    LastName: last,
    Title: pick(TITLES),
    Email: chance(0.96) ? mailAddress(first, last, domain) : null,
    Phone: make.phone(),
    MobilePhone: chance(0.4) ? make.phone() : null,
    LeadSource: pick(LEAD_SOURCES),
    HasOptedOutOfEmail: chance(0.05),
    DoNotCall: chance(0.04),
    mkto_si__Relative_Score_Value__c: known ? between(0, 5) : null,
    mkto_si__Urgency_Value__c: known ? between(0, 4) : null,
    mkto_si__Priority__c: known ? between(0, 9) : null,
    mkto_si__Last_Interesting_Moment_Type__c: known ? type : null,
    mkto_si__Last_Interesting_Moment_Desc__c: known ? description : null,
    mkto_si__Last_Interesting_Moment_Source__c: known ? pick(['Website', 'Newsletter', 'Events']) : null,
    mkto_si__Last_Interesting_Moment_Date__c: known ? daysAgo(between(1, 2000) / 24) : null,
    mkto2__Lead_Score__c: known ? between(0, 120) : null,
  };
}

/** @type {(make: import('./index.js').Maker, prefix: string) => Record<string, any>} */
function address({ pick, between }, prefix) {
  const [city, country, postalCode] = pick(CITIES);
  return {
    [`${prefix}Street`]: `${between(1, 240)} ${pick(STREETS)}`,
    [`${prefix}City`]: city,
    [`${prefix}PostalCode`]: postalCode,
    [`${prefix}Country`]: country,
  };
}
