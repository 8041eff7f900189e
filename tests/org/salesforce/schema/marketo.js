/**
 * Fields that the Marketo Sales Insight package adds to leads and contacts. Marketo writes them through
 * its own integration user; the image and link fields are formulas.
 */
export const MARKETO_FIELDS = `
  mkto_si__Last_Interesting_Moment__c         string(1300)    nf
  mkto_si__Last_Interesting_Moment_Date__c    datetime        cun
  mkto_si__Last_Interesting_Moment_Desc__c    textarea(255)   cun
  mkto_si__Last_Interesting_Moment_Source__c  string(100)     cun
  mkto_si__Last_Interesting_Moment_Type__c    string(100)     cun
  mkto_si__Priority__c                        double(18,0)    cun
  mkto_si__Relative_Score__c                  string(1300)    nf
  mkto_si__Relative_Score_Value__c            double(4,0)     cun
  mkto_si__Urgency__c                         string(1300)    nf
  mkto_si__Urgency_Value__c                   double(4,0)     cun
  mkto_si__HideDate__c                        date            cun
  mkto_si__Sales_Insight__c                   string(1300)    nf
  mkto_si__View_in_Marketo__c                 string(1300)    nf
  mkto_si__Add_to_Marketo_Campaign__c         string(1300)    nf
`;

/**
 * @param {Record<string, any>} row
 */
export function computeMarketo(row) {
  const image = (/** @type {string} */ kind, /** @type {number | null} */ value) =>
    `<img src="https://app.marketo.com/images/icons/${kind}${value ?? 0}.png" alt="${value ?? 0}" border="0"/>`;
  const link = (/** @type {string} */ page, /** @type {string} */ text) =>
    `<a href="/apex/mkto_si__${page}?id=${row.Id}" target="_self">${text}</a>`;
  row.mkto_si__Urgency__c = image('fire', row.mkto_si__Urgency_Value__c);
  row.mkto_si__Relative_Score__c = image('star', row.mkto_si__Relative_Score_Value__c);
  row.mkto_si__Last_Interesting_Moment__c = row.mkto_si__Last_Interesting_Moment_Desc__c
    && `${row.mkto_si__Last_Interesting_Moment_Type__c}: ${row.mkto_si__Last_Interesting_Moment_Desc__c}`;
  row.mkto_si__Sales_Insight__c = link('Lead_Detail', 'Sales Insight');
  row.mkto_si__View_in_Marketo__c = link('View_in_Marketo', 'View in Marketo');
  row.mkto_si__Add_to_Marketo_Campaign__c = link('Add_to_Campaign', 'Add to Marketo Campaign');
}
