import { metadataTypesOf, permissionSetsOf, settleRights, systemPermissionsOf } from './rights.js';
import { isRequired } from './schema/define.js';
import { schemaOf, schemaOfId } from './schema/index.js';

/** Objects that need one of these permissions to be seen at all (Object Reference, "Special Access Rules"). */
const NEEDS = /** @type {Record<string, string[]>} */ ({
  CustomPermission: ['ViewSetup', 'AssignPermissionSets'],
  ExternalClientApplication: ['ViewSetup'],
  FieldPermissions: ['ViewSetup', 'AssignPermissionSets'],
  ObjectPermissions: ['ViewSetup', 'AssignPermissionSets'],
  PermissionSet: ['ViewSetup', 'AssignPermissionSets'],
  PermissionSetAssignment: ['ViewSetup', 'AssignPermissionSets', 'ManageUsers'],
  SetupEntityAccess: ['ViewSetup'],
  UserLicense: ['ViewSetup', 'ManageUsers'],
});

/**
 * What one user may see and change: objects that the org has, fields that field-level security leaves,
 * records that sharing leaves. Without a user: the system, which sees all.
 */
export class Access {
  /** @type {Set<string> | undefined} */
  #permissions;
  /** @type {Map<string, import('./store.js').Row[]>} */
  #rights = new Map();

  /**
   * @param {Pick<import('../server.js').Context, 'data' | 'settings' | 'users'> & { salesforce?: import('../server.js').SalesforceApi }} org
   * @param {import('../data/users.js').User} [user]
   */
  constructor(org, user) {
    this.store = org.data;
    this.settings = org.settings;
    this.users = org.users;
    this.user = user;
    this.tokens = () => org.salesforce?.approvals() ?? [];
    this.apps = () => org.salesforce?.apps() ?? [];
  }

  get isAdmin() {
    return this.can('ModifyAllData');
  }

  /** @param {string} permission out of PERMISSIONS in rights.js */
  can(permission) {
    if (!this.user) return true;
    this.#permissions ??= systemPermissionsOf(this.store, this.user.id);
    return this.#permissions.has(permission);
  }

  /** @param {import('./schema/define.js').Schema} schema */
  mayCreate(schema) {
    // Who may not send mail has no use for templates.
    if (schema.name === 'EmailTemplate' && !this.can('EmailSingle')) return false;
    return schema.createable && this.holds(schema, 'Create') && (schema.name !== 'PermissionSetAssignment' || this.can('AssignPermissionSets'));
  }

  /**
   * Whether permission sets give a right on an object: asked of custom objects alone, and not of those who may modify all data.
   * @param {import('./schema/define.js').Schema} schema
   * @param {'Create' | 'Read' | 'Edit' | 'Delete'} right
   */
  holds(schema, right) {
    if (!schema.custom || !this.user || this.isAdmin) return true;
    return this.#given('ObjectPermissions').some((row) => row.SobjectType === schema.name && row[`Permissions${right}`]);
  }

  /**
   * Whether field-level security lets a field be written. A required field has none.
   * @param {import('./schema/define.js').Schema} schema
   * @param {import('./schema/define.js').Field} field
   */
  mayWrite(schema, field) {
    return !hasOwnSecurity(schema, field) || !this.user || this.#fieldRights(schema, field).some((row) => row.PermissionsEdit);
  }

  /**
   * @param {string} name in any case
   * @returns {import('./schema/define.js').Schema | undefined}
   */
  object(name) {
    const schema = schemaOf(name);
    if (!schema) return undefined;
    // Salesforce shows e-mail objects only with Enhanced Email (or Email-to-Case, which Acme has not).
    if (schema.name.startsWith('EmailMessage') && !this.settings.enhancedEmail) return undefined;
    if (schema.name.startsWith('ActionCadence') && !this.settings.salesEngagement) return undefined;
    // Custom metadata is read by those who customize the org and those to whom a permission set gives the type.
    if (schema.name.endsWith('__mdt')) {
      const given = !this.user || this.can('CustomizeApplication') || metadataTypesOf(this.store, this.user.id).has(schema.name);
      return given && this.settings.customMetadataTypes.includes(schema.name) ? schema : undefined;
    }
    // A custom object is there once it is deployed, for those to whom a permission set gives it.
    if (schema.custom) return this.settings.customObjects.includes(schema.name) && this.holds(schema, 'Read') ? schema : undefined;
    const needs = NEEDS[schema.name];
    return !needs || needs.some((permission) => this.can(permission)) ? schema : undefined;
  }

  /**
   * @param {import('./schema/define.js').Schema} schema
   * @param {string} name in any case
   */
  field(schema, name) {
    const field = schema.fields.get(name.toLowerCase());
    return field && !this.#isHidden(schema, field) ? field : undefined;
  }

  /** @param {import('./schema/define.js').Schema} schema */
  fields(schema) {
    return [...schema.fields.values()].filter((field) => !this.#isHidden(schema, field));
  }

  /** @param {import('./schema/define.js').Schema} schema @param {boolean} [deleted] with what is in the recycle bin, or archived */
  rows(schema, deleted = false) {
    if (schema.rowsFor) return schema.rowsFor({ user: this.user, store: this.store, tokens: this.tokens, apps: this.apps, can: (name) => this.can(name) });
    const rows = deleted ? this.store.rowsAndDeleted(schema.name) : this.store.rows(schema.name).filter((row) => !row.IsArchived);
    if (schema.name === 'EmailTemplate') return rows.filter((row) => this.canSee(row));
    if (schema.name === 'LoginHistory' && !this.can('ManageUsers')) return rows.filter((row) => row.UserId === this.user?.id);
    return this.isAdmin || this.#seesAll(schema) ? rows : rows.filter((row) => this.canSee(row));
  }

  /** @param {import('./store.js').Row} row */
  canSee(row) {
    // A user's private folder is theirs alone.
    if (row.Id.startsWith('00X') && this.user && row.FolderId.startsWith('005')) return row.FolderId === this.user.id;
    const schema = schemaOfId(row.Id);
    if (this.isAdmin || this.#seesAll(schema)) return true;
    return !schema?.fields.has('ownerid') || row.OwnerId === this.user?.id;
  }

  /** Whether sharing shows everybody's records. @param {import('./schema/define.js').Schema} [schema] */
  #seesAll(schema) {
    return schema?.custom ? schema.sharing === 'Read' : this.settings.sharing === 'public';
  }

  /** The rows of the user's permission sets. @param {'ObjectPermissions' | 'FieldPermissions'} object */
  #given(object) {
    const known = this.#rights.get(object);
    if (known) return known;
    const sets = new Set(permissionSetsOf(this.store, this.user?.id ?? '').map(({ Id }) => Id));
    const rows = this.store.rows(object).filter((row) => sets.has(row.ParentId));
    this.#rights.set(object, rows);
    return rows;
  }

  /** @param {import('./schema/define.js').Schema} schema @param {import('./schema/define.js').Field} field */
  #fieldRights(schema, field) {
    return this.#given('FieldPermissions').filter((row) => row.Field === `${schema.name}.${field.name}`);
  }

  /** Copies every record; what it gives takes everything back. */
  snapshot() {
    const restore = this.store.snapshot();
    return () => {
      restore();
      settleRights(this.store, this.users);
    };
  }

  /** A custom object's record is changed by its owner. @param {import('./store.js').Row} row */
  canEdit(row) {
    const schema = schemaOfId(row.Id);
    return !schema?.custom || this.isAdmin || (this.holds(schema, 'Edit') && row.OwnerId === this.user?.id);
  }

  /** @param {import('./store.js').Row} row */
  canDelete(row) {
    const schema = schemaOfId(row.Id);
    if (schema?.name === 'PermissionSetAssignment') return this.can('AssignPermissionSets');
    if (schema && !this.holds(schema, 'Delete')) return false;
    return this.isAdmin || !('OwnerId' in row) || row.OwnerId === this.user?.id;
  }

  /**
   * @param {import('./schema/define.js').Schema} schema
   * @param {import('./schema/define.js').Field} field
   */
  #isHidden(schema, field) {
    if (this.user && hasOwnSecurity(schema, field) && !this.#fieldRights(schema, field).some((row) => row.PermissionsRead)) return true;
    return this.settings.hiddenFields.some((hidden) => {
      const [object, name] = hidden.split('.');
      return object === schema.name && (name.endsWith('*') ? field.name.startsWith(name.slice(0, -1)) : field.name === name);
    });
  }
}

/**
 * Whether a field of a custom object is seen only where a permission set gives it: deploying it gives it to nobody.
 * @type {(schema: import('./schema/define.js').Schema, field: import('./schema/define.js').Field) => boolean}
 */
function hasOwnSecurity(schema, field) {
  return schema.custom && field.name.endsWith('__c') && !isRequired(field);
}
