import { define } from './define.js';

/**
 * What the statuses and priorities of a task mean, which the picklists of Task do not say: a client asks these objects
 * (Object Reference, "TaskStatus", "TaskPriority").
 */

/** The values that an org starts with, in their order. */
export const TASK_STATUSES = [
  { name: 'Not Started', isDefault: true, closed: false },
  { name: 'In Progress', isDefault: false, closed: false },
  { name: 'Completed', isDefault: false, closed: true },
  { name: 'Waiting on someone else', isDefault: false, closed: false },
  { name: 'Deferred', isDefault: false, closed: false },
];

export const TASK_PRIORITIES = [
  { name: 'High', isDefault: false, high: true },
  { name: 'Normal', isDefault: true, high: false },
  { name: 'Low', isDefault: false, high: false },
];

const READ_ONLY = { createable: false, updateable: false, deletable: false };

export const TaskStatus = define('TaskStatus', {
  ...READ_ONLY,
  keyPrefix: '01T',
  labelPlural: 'Task Status Values',
  fields: `
    ApiName      string(255)  f
    MasterLabel  string(255)  f
    SortOrder    int          nf
    IsDefault    boolean      f
    IsClosed     boolean      f
  `,
});

export const TaskPriority = define('TaskPriority', {
  ...READ_ONLY,
  keyPrefix: '01P',
  labelPlural: 'Task Priority Values',
  fields: `
    ApiName         string(255)  f
    MasterLabel     string(255)  f
    SortOrder       int          nf
    IsDefault       boolean      f
    IsHighPriority  boolean      f
  `,
});
