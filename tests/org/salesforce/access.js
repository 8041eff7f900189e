import { schemaOf, schemaOfId } from './schema/index.js';

/**
 * What one user may see and change: objects that the org has, fields that field-level security leaves,
 * records that sharing leaves. Without a user: the system, which sees all.
 */
export class Access {
  /**
   * @param {Pick<import('../server.js').Context, 'data' | 'settings' | 'users'>} org
   * @param {import('../data/users.js').User} [user]
   */
  constructor(org, user) {
    this.store = org.data;
    this.settings = org.settings;
    this.users = org.users;
    this.user = user;
  }

  get isAdmin() {
    return !this.user || this.user.profile === 'System Administrator';
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
    // Who has which permission set needs View Setup and Configuration.
    if (schema.name === 'PermissionSetAssignment' && !this.isAdmin) return undefined;
    return schema;
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

  /** @param {import('./schema/define.js').Schema} schema */
  rows(schema) {
    const rows = this.store.rows(schema.name, this.user);
    return this.isAdmin || this.settings.sharing === 'public' ? rows : rows.filter((row) => this.canSee(row));
  }

  /** @param {import('./store.js').Row} row */
  canSee(row) {
    if (this.isAdmin || this.settings.sharing === 'public') return true;
    const schema = schemaOfId(row.Id);
    return !schema?.fields.has('ownerid') || row.OwnerId === this.user?.id;
  }

  /** @param {import('./store.js').Row} row */
  canDelete(row) {
    return this.isAdmin || !('OwnerId' in row) || row.OwnerId === this.user?.id;
  }

  /**
   * @param {import('./schema/define.js').Schema} schema
   * @param {import('./schema/define.js').Field} field
   */
  #isHidden(schema, field) {
    return this.settings.hiddenFields.some((hidden) => {
      const [object, name] = hidden.split('.');
      return object === schema.name && (name.endsWith('*') ? field.name.startsWith(name.slice(0, -1)) : field.name === name);
    });
  }
}
