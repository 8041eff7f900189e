/**
 * The compact notation for an sObject's fields, one a line:
 *
 *     Name  type(length|precision,scale|targets)  flags  [relationshipName]  [childRelationshipName]
 *
 * Flags: c createable · u updateable · n nillable · d defaulted on create · f calculated by Salesforce ·
 * x external id, unique · s case-sensitive · a counted by itself · r restricted picklist · - none. Source: the Object Reference and describe of API v67.0 (Summer '26).
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} type as in describe: id, string, reference, picklist, boolean, int, double, currency, percent, date,
 *   datetime, email, phone, url, textarea, combobox, address, junctionidlist
 * @property {number} length
 * @property {number} precision
 * @property {number} scale
 * @property {boolean} createable
 * @property {boolean} updateable
 * @property {boolean} nillable
 * @property {boolean} defaultedOnCreate
 * @property {boolean} calculated
 * @property {boolean} externalId
 * @property {boolean} caseSensitive
 * @property {boolean} autoNumber
 * @property {boolean} restricted
 * @property {string[]} referenceTo
 * @property {string | null} relationshipName
 * @property {string | null} childRelationshipName
 * @property {string[]} values picklist values
 * @property {string | null} defaultValue of a picklist: the one that the definition names, else the first of a defaulted field
 *
 * @typedef {object} Schema
 * @property {string} name
 * @property {string} label
 * @property {string} labelPlural
 * @property {string} keyPrefix
 * @property {Map<string, Field>} fields by lower-case name
 * @property {boolean} createable
 * @property {boolean} updateable
 * @property {boolean} deletable
 * @property {boolean} custom
 * @property {'Private' | 'Read'} [sharing] of a custom object: its records are seen by their owner alone, or by all
 * @property {(row: Record<string, any>, store: import('../store.js').Store) => void} [compute] fills the calculated fields
 * @property {(asked: { user?: import('../../data/users.js').User, store: import('../store.js').Store, can: (permission: string) => boolean,
 *   tokens: () => import('../oauth/storage.js').Approval[], apps: import('../access.js').Access['apps'] }) => Record<string, any>[]} [rowsFor]
 *   for objects whose rows are made when they are asked for; without a user: for the system
 *
 * @typedef {Partial<Pick<Schema, 'createable' | 'updateable' | 'deletable' | 'sharing' | 'compute' | 'rowsFor' | 'labelPlural'>>
 *   & { label?: string, keyPrefix: string, fields: string, picklists?: Record<string, string[]>,
 *   defaults?: Record<string, string>, system?: boolean }} Definition
 */

const SYSTEM_FIELDS = `
  Id                id                    d
  IsDeleted         boolean               d
  CreatedDate       datetime              d
  CreatedById       reference(User)       d  CreatedBy
  LastModifiedDate  datetime              d
  LastModifiedById  reference(User)       d  LastModifiedBy
  SystemModstamp    datetime              d
`;

const LENGTHS = /** @type {Record<string, number>} */ ({
  id: 18, reference: 18, picklist: 255, combobox: 255, email: 80, phone: 40, url: 255, textarea: 255, string: 255,
});

/**
 * @param {string} name
 * @param {Definition} definition
 * @returns {Schema}
 */
export function define(name, definition) {
  const { keyPrefix, fields, picklists = {}, defaults = {}, system = true, ...rest } = definition;
  const label = definition.label ?? words(name);
  const lines = `${system ? SYSTEM_FIELDS : ''}${fields}`.split('\n').map((line) => line.trim()).filter(Boolean);
  return {
    name,
    keyPrefix,
    label,
    labelPlural: definition.labelPlural ?? `${label.replace(/y$/, 'ie')}s`,
    createable: true,
    updateable: true,
    deletable: true,
    custom: name.endsWith('__c'),
    ...rest,
    fields: new Map(lines.map((line) => {
      const field = parse(line, picklists, defaults);
      return [field.name.toLowerCase(), field];
    })),
  };
}

/** Whether a field cannot be left out. A check box can: it is then not checked. @param {Field} field */
export function isRequired(field) {
  return field.createable && !field.nillable && !field.defaultedOnCreate;
}

/**
 * @param {string} line
 * @param {Record<string, string[]>} picklists
 * @param {Record<string, string>} defaults
 * @returns {Field}
 */
function parse(line, picklists, defaults) {
  const [name, typeText, flags, relationshipName, childRelationshipName] = line.split(/\s+/);
  const match = /^([a-z]+)(?:\(([^)]*)\))?$/.exec(typeText);
  if (!match || !flags) throw new TypeError(`cannot read the field "${line}"`);
  const [, type, inside = ''] = match;
  const numeric = /^[\d,]+$/.test(inside) ? inside.split(',').map(Number) : [];
  const isNumber = ['double', 'currency', 'percent'].includes(type);
  const has = (/** @type {string} */ flag) => flags.includes(flag);
  return {
    name,
    label: words(name.replace(/^mkto_si__|__c$/g, '').replace(/Id$/, ' ID')),
    type,
    length: isNumber ? 0 : numeric[0] ?? LENGTHS[type] ?? 0,
    precision: isNumber ? numeric[0] ?? 18 : 0,
    scale: isNumber ? numeric[1] ?? 0 : 0,
    createable: has('c'),
    updateable: has('u'),
    nillable: has('n'),
    defaultedOnCreate: has('d') || (type === 'boolean' && has('c')),
    calculated: has('f'),
    externalId: has('x'),
    caseSensitive: has('s'),
    autoNumber: has('a'),
    restricted: has('r'),
    referenceTo: numeric.length === 0 && inside ? inside.split(',') : [],
    relationshipName: relationshipName && relationshipName !== '-' ? relationshipName : null,
    childRelationshipName: childRelationshipName ?? null,
    values: picklists[name] ?? [],
    defaultValue: defaults[name] ?? (type === 'picklist' && has('d') ? picklists[name]?.[0] ?? null : null),
  };
}

/** @param {string} name */
function words(name) {
  return name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').replace(/ +/g, ' ').trim();
}
