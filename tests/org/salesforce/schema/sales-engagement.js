import { define } from './define.js';

/**
 * Cadences of Sales Engagement and who is in them, where the org has a licence (the setting `salesEngagement`). They are
 * only read; what they do is in `rest/actions.js`.
 */
export const SALES_ENGAGEMENT_OBJECTS = [
  define('ActionCadence', {
    keyPrefix: '77C',
    createable: false,
    updateable: false,
    deletable: false,
    fields: `
      Name     string(255)  -
      State    picklist     r
      OwnerId  reference(Group,User) - Owner
    `,
    picklists: { State: ['Active', 'Deleting', 'Draft', 'Error', 'Inactive'] },
  }),
  define('ActionCadenceTracker', {
    keyPrefix: '77T',
    createable: false,
    updateable: false,
    deletable: false,
    fields: `
      ActionCadenceId       reference(ActionCadence) - ActionCadence
      TargetId              reference(Contact,Lead)  - Target
      OwnerId               reference(Group,User)    - Owner
      State                 picklist     r
      CompletionReasonCode  string(255)  n
    `,
    picklists: { State: ['Complete', 'Error', 'Initializing', 'Paused', 'Processing', 'Running'] },
  }),
];
