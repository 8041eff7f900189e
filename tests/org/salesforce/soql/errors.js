import { SalesforceError } from '../errors.js';

/**
 * The query with a caret below the word, as Salesforce shows where it went wrong.
 * @param {string} soql
 * @param {string} word
 */
function pointer(soql, word) {
  const at = Math.max(0, soql.toLowerCase().indexOf(word.toLowerCase()));
  return `\n${soql}\n${' '.repeat(at)}^\nERROR at Row:1:Column:${at + 1}\n`;
}

/** @type {(soql: string, name: string, entity: string) => SalesforceError} */
export function noSuchColumn(soql, name, entity) {
  return new SalesforceError('INVALID_FIELD', `${pointer(soql, name)}No such column '${name}' on entity '${entity}'. `
    + "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. "
    + 'Please reference your WSDL or the describe call for the appropriate names.');
}

/** @type {(soql: string, name: string) => SalesforceError} */
export function noSuchRelationship(soql, name) {
  return new SalesforceError('INVALID_FIELD', `${pointer(soql, name)}Didn't understand relationship '${name}' in field path. `
    + "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. "
    + 'Please reference your WSDL or the describe call for the appropriate names.');
}

/** @type {(soql: string, name: string) => SalesforceError} */
export function noSuchChildRelationship(soql, name) {
  return new SalesforceError('INVALID_TYPE', `${pointer(soql, name)}Didn't understand relationship '${name}' in FROM part of query call. `
    + "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. "
    + 'Please reference your WSDL or the describe call for the appropriate names.');
}

/** @type {(soql: string, name: string) => SalesforceError} */
export function noSuchObject(soql, name) {
  return new SalesforceError('INVALID_TYPE', `${pointer(soql, name)}sObject type '${name}' is not supported. `
    + "If you are attempting to use a custom object, be sure to append the '__c' after the entity name. "
    + 'Please reference your WSDL or the describe call for the appropriate names.');
}

/** @type {(message: string) => SalesforceError} */
export function malformed(message) {
  return new SalesforceError('MALFORMED_QUERY', message);
}

/** @type {(soql: string, field: string, message: string) => SalesforceError} */
export function badCriterion(soql, field, message) {
  return new SalesforceError('INVALID_FIELD', pointer(soql, field) + message);
}
