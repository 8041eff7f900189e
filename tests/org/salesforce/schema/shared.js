/** What several objects have in common. */

export const SALUTATIONS = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];
export const RATINGS = ['Hot', 'Warm', 'Cold'];
export const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
export const INDUSTRIES = [
  'Agriculture', 'Apparel', 'Banking', 'Biotechnology', 'Chemicals', 'Communications', 'Construction', 'Consulting',
  'Education', 'Electronics', 'Energy', 'Engineering', 'Entertainment', 'Environmental', 'Finance', 'Food & Beverage',
  'Government', 'Healthcare', 'Hospitality', 'Insurance', 'Machinery', 'Manufacturing', 'Media', 'Not For Profit',
  'Other', 'Recreation', 'Retail', 'Shipping', 'Technology', 'Telecommunications', 'Transportation', 'Utilities',
];

/**
 * The fields of a compound address.
 * @param {string} prefix such as Mailing
 */
export function address(prefix) {
  return `
    ${prefix}Street            textarea(255)   cun
    ${prefix}City              string(40)      cun
    ${prefix}State             string(80)      cun
    ${prefix}PostalCode        string(20)      cun
    ${prefix}Country           string(80)      cun
    ${prefix}Latitude          double(18,15)   cun
    ${prefix}Longitude         double(18,15)   cun
    ${prefix}GeocodeAccuracy   picklist        cunr
    ${prefix}Address           address         nf`;
}

/**
 * @param {Record<string, any>} row
 * @param {string} prefix
 */
export function computeAddress(row, prefix) {
  /** @type {Record<string, any>} */
  const parts = {};
  for (const part of ['City', 'Country', 'GeocodeAccuracy', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street']) {
    parts[part[0].toLowerCase() + part.slice(1)] = row[prefix + part] ?? null;
  }
  row[`${prefix}Address`] = Object.values(parts).some((value) => value !== null) ? parts : null;
}

/** @param {Record<string, any>} row */
export function personName(row) {
  return [row.FirstName, row.LastName].filter(Boolean).join(' ');
}
