import { childRelationships, SCHEMAS } from '../schema/index.js';

const FLAGS = {
  activateable: false, customSetting: false, deprecatedAndHidden: false, feedEnabled: true, hasSubtypes: false,
  layoutable: true, mergeable: false, mruEnabled: true, queryable: true, replicateable: true, retrieveable: true,
  searchable: true, triggerable: true, undeletable: true,
};

/**
 * The objects of the org, as `GET /sobjects` gives them.
 * @param {import('../access.js').Access} access
 * @param {string} base such as /services/data/v67.0
 */
export function describeGlobal(access, base) {
  return {
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: SCHEMAS.filter((schema) => access.object(schema.name)).map((schema) => summary(access, schema, base)),
  };
}

/**
 * One object with its fields, as `GET /sobjects/{Object}/describe` gives it: only what the user may see.
 * @param {import('../access.js').Access} access
 * @param {import('../schema/define.js').Schema} schema
 * @param {string} base
 */
export function describe(access, schema, base) {
  return {
    ...summary(access, schema, base),
    actionOverrides: [],
    childRelationships: childRelationships(schema).filter(({ child }) => access.object(child.name)).map(({ child, field, name }) => ({
      cascadeDelete: false, childSObject: child.name, deprecatedAndHidden: false, field: field.name, junctionIdListNames: [],
      junctionReferenceTo: [], relationshipName: name, restrictedDelete: false,
    })),
    compactLayoutable: true,
    fields: access.fields(schema).map((field) => fieldDescription(access, schema, field)),
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [{
      active: true, available: true, defaultRecordTypeMapping: true, developerName: 'Master', master: true, name: 'Master',
      recordTypeId: '012000000000000AAA', urls: {},
    }],
    searchLayoutable: true,
    supportedScopes: [{ label: `All ${schema.labelPlural}`, name: 'everything' }, { label: `My ${schema.labelPlural}`, name: 'mine' }],
  };
}

/** @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, base: string) => Record<string, any>} */
function summary(access, schema, base) {
  const url = `${base}/sobjects/${schema.name}`;
  return {
    ...FLAGS,
    name: schema.name,
    label: schema.label,
    labelPlural: schema.labelPlural,
    keyPrefix: schema.keyPrefix,
    custom: schema.custom,
    createable: access.mayCreate(schema),
    updateable: schema.updateable && access.holds(schema, 'Edit'),
    deletable: schema.deletable && access.holds(schema, 'Delete'),
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

const SOAP_TYPES = /** @type {Record<string, string>} */ ({
  id: 'tns:ID', reference: 'tns:ID', boolean: 'xsd:boolean', int: 'xsd:int', double: 'xsd:double', currency: 'xsd:double',
  percent: 'xsd:double', date: 'xsd:date', datetime: 'xsd:dateTime', address: 'urn:address', junctionidlist: 'urn:JunctionIdListNames',
});

/** @type {(access: import('../access.js').Access, schema: import('../schema/define.js').Schema, field: import('../schema/define.js').Field) => Record<string, any>} */
function fieldDescription(access, schema, field) {
  const long = field.type === 'textarea' && field.length > 255;
  const compound = field.type === 'address' || field.type === 'junctionidlist';
  return {
    aggregatable: !long && !compound,
    autoNumber: field.autoNumber,
    byteLength: field.length * 3,
    calculated: field.calculated && field.name.endsWith('__c'),
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: field.caseSensitive,
    compoundFieldName: null,
    controllerName: null,
    createable: field.createable && access.mayWrite(schema, field),
    custom: field.name.endsWith('__c'),
    defaultValue: field.type === 'boolean' ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: field.defaultedOnCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 9 : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
    filterable: !long && !compound,
    filteredLookupInfo: null,
    groupable: !long && !compound && !['double', 'currency', 'percent', 'datetime'].includes(field.type),
    highScaleNumber: false,
    htmlFormatted: field.calculated && /^mkto_si__/.test(field.name),
    idLookup: field.type === 'id' || field.externalId,
    inlineHelpText: null,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.name === 'Name',
    namePointing: field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.nillable && !['id'].includes(field.type),
    picklistValues: field.values.map((value) => ({
      active: true, defaultValue: value === field.defaultValue, label: value, validFor: null, value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.type === 'reference' ? field.referenceTo : [],
    relationshipName: field.relationshipName,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: field.restricted,
    scale: field.scale,
    searchPrefilterable: false,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: !long && !compound,
    type: field.type === 'junctionidlist' ? 'junctionIdList' : field.type,
    unique: field.externalId,
    updateable: field.updateable && access.mayWrite(schema, field),
    writeRequiresMasterRead: false,
  };
}
