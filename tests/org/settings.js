/**
 * What a test may change through `PATCH {control}/settings`. Lifetimes are in seconds.
 * @typedef {typeof DEFAULTS} Settings
 */
export const DEFAULTS = Object.freeze({
  /** Enhanced Email: without it EmailMessage cannot be created for leads and contacts. */
  enhancedEmail: true,
  /** EmailMessage is createable by describe, and refused to everybody but administrators all the same. */
  refusesEmailMessages: false,
  salesforceAccessTokenSeconds: 7200,
  salesforceCodeSeconds: 900,
  /** How long a deploy through the Metadata API takes. */
  metadataDeploySeconds: 0,
  googleAccessTokenSeconds: 3599,
  /** Permitted Users of the External Client App. */
  permittedUsers: /** @type {'self' | 'preauthorized'} */ ('self'),
  /** State of the External Client App in the org. */
  app: /** @type {'ok' | 'blocked' | 'not-approved' | 'not-installed'} */ ('ok'),
  /** Whether people sign in to Salesforce at Acme's identity provider: also, or only there. */
  singleSignOn: /** @type {'off' | 'offered' | 'only'} */ ('off'),
  /** Whether the org's edition has an API at all. */
  apiInEdition: true,
  /** Organization-wide sharing of leads, contacts, accounts and opportunities: private shows only one's own. */
  sharing: /** @type {'public' | 'private'} */ ('public'),
  /** Fields that field-level security hides, as `Object.Field`; a final `*` stands for any ending. */
  hiddenFields: /** @type {string[]} */ (['Task.MSI_Actions_Id__c', 'EmailMessage.MSI_Actions_Id__c']),
  /** Fields whose history the org tracks, as `Object.Field`. */
  trackedFields: /** @type {string[]} */ (['Lead.mkto2__Lead_Score__c', 'Lead.mkto_si__Priority__c', 'Lead.mkto_si__Relative_Score_Value__c', 'Lead.mkto_si__Urgency_Value__c']),
  /** Custom metadata types that the org has. */
  customMetadataTypes: /** @type {string[]} */ (['MSI_Actions_App__mdt']),
  /** Custom objects that the org has. */
  customObjects: /** @type {string[]} */ ([]),
  /** Whether everybody has a licence for Sales Engagement: without it nobody knows of cadences. */
  salesEngagement: false,
  lightningNativeShadow: false,
  /** Objects whose record pages a Visualforce page overrides, such as Lead. */
  visualforceOverrides: /** @type {string[]} */ ([]),
  /** DailyApiRequests of the org, as in the Limits resource. */
  dailyApiRequests: 115000,
  /** What the administrator lets one app call in 24 hours, told beside the org's own limit; 0 is no such limit. */
  appApiRequests: 0,
  /** Rows of a query page (the Query Options header may lower it). */
  queryBatchSize: 2000,
});

/** @returns {Settings & Record<string, any>} */
export function defaultSettings() {
  return { ...DEFAULTS };
}

/**
 * Applies a patch in place; an unknown name or another type than the default's is refused,
 * so that a mistyped test cannot pass by doing nothing.
 * @param {Record<string, any>} settings
 * @param {Record<string, any>} patch
 */
export function patchSettings(settings, patch) {
  for (const [name, value] of Object.entries(patch)) {
    if (!(name in settings)) throw new TypeError(`no setting ${name}`);
    if (typeof value !== typeof settings[name]) {
      throw new TypeError(`${name} must be a ${typeof settings[name]}`);
    }
    settings[name] = value;
  }
}
