import { define } from './define.js';

/**
 * The custom metadata type that MSI Actions deploys, once the org has it (the setting `customMetadataTypes`). Its records
 * are queried like others, and made by the Metadata API alone.
 */
export const AppRecord = define('MSI_Actions_App__mdt', {
  createable: false,
  updateable: false,
  deletable: false,
  system: false,
  keyPrefix: 'm00',
  label: 'MSI Actions App',
  fields: `
    Id                      id           d
    DeveloperName           string(40)   f
    MasterLabel             string(40)   f
    Label                   string(40)   f
    Language                picklist     f
    NamespacePrefix         string(15)   n
    QualifiedApiName        string(70)   f
    SystemModstamp          datetime     d
    Consumer_Key__c         string(255)  n
    Google_Client_Id__c     string(255)  n
    Microsoft_Client_Id__c  string(36)   n
    Microsoft_Tenant__c     string(253)  n
  `,
});

/** The fields of the type's own. */
export const APP_FIELDS = [...AppRecord.fields.values()].filter(({ name }) => name.endsWith('__c'));

/** The type's id among the org's entity definitions, as SetupEntityAccess names it. */
export const APP_TYPE_ID = '01I000000000001AAA';
