import { SalesforceError } from '../errors.js';

/**
 * A developer name is one word that no other template has; a folder is the user's own, or one that they may write in.
 * @type {import('./index.js').Rules}
 */
export const emailTemplateRules = {
  beforeCreate(access, values) {
    checkName(values.DeveloperName);
    const twice = access.store.rows('EmailTemplate').some((row) => row.DeveloperName.toLowerCase() === values.DeveloperName.toLowerCase());
    if (twice) {
      throw new SalesforceError('DUPLICATE_DEVELOPER_NAME', 'This Email Template Name is already in use. Choose a unique name.', ['DeveloperName']);
    }
    checkFolder(access, values.FolderId);
    values.UiType ??= 'Aloha';
    values.OwnerId ??= access.user?.id;
  },
  beforeUpdate(access, values, row) {
    if (values.DeveloperName !== undefined) checkName(values.DeveloperName);
    checkFolder(access, row.FolderId);
    if (values.FolderId) checkFolder(access, values.FolderId);
  },
};

/** @param {string} name */
function checkName(name) {
  if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name)) {
    throw new SalesforceError('INVALID_FIELD_FOR_INSERT_UPDATE', 'The Email Template Unique Name can only contain underscores and alphanumeric characters. '
      + 'It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.', ['DeveloperName']);
  }
}

/**
 * Public folders are for those who manage public templates; in one that an administrator opened, everybody may write.
 * @type {(access: import('../access.js').Access, folder: string) => void}
 */
function checkFolder(access, folder) {
  if (!access.user || folder === access.user.id) return;
  if (access.can('EditPublicTemplates') && !folder.startsWith('005')) return;
  const row = folder.startsWith('00l') ? access.store.get(folder) : undefined;
  if (row && row.AccessType !== 'Hidden' && !row.IsReadonly) return;
  throw new SalesforceError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights on cross-reference id', ['FolderId']);
}
