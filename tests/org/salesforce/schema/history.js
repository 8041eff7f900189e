import { define } from './define.js';

/**
 * What the org keeps of the changes of tracked fields (the setting `trackedFields`). Values are of any type: they are read
 * and never filtered or sorted by. Nobody writes these rows.
 * @param {string} name @param {string} of the object whose changes they are @param {string} keyPrefix
 */
const history = (name, of, keyPrefix) => define(name, {
  keyPrefix,
  createable: false,
  updateable: false,
  deletable: false,
  system: false,
  fields: `
    Id           id              d
    IsDeleted    boolean         d
    ${of}Id      reference(${of})  -  ${of}  Histories
    CreatedById  reference(User)  d  CreatedBy
    CreatedDate  datetime         d
    Field        picklist         r
    DataType     picklist         nr
    OldValue     anytype          n
    NewValue     anytype          n
  `,
});

/** All histories have the key prefix 017 in a real org; here each has one of its own, since nothing reads them by id. */
export const LeadHistory = history('LeadHistory', 'Lead', '017');
export const ContactHistory = history('ContactHistory', 'Contact', '01H');
