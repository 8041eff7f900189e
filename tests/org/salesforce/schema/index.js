import { Account } from './account.js';
import { EmailMessage, EmailMessageRelation, Event, Task, TaskRelation } from './activity.js';
import { AppRecord } from './app-record.js';
import { Campaign, CampaignMember } from './campaign.js';
import { Contact } from './contact.js';
import { ContactHistory, LeadHistory } from './history.js';
import { Lead } from './lead.js';
import { Opportunity, OpportunityContactRole } from './opportunity.js';
import { Organization, Profile, User, UserLicense, UserRole } from './people.js';
import { CustomPermission, ExternalClientApplication, FieldPermissions, ObjectPermissions, PermissionSet, PermissionSetAssignment, SetupEntityAccess } from './permissions.js';
import { UserPermissionAccess, UserSetupEntityAccess } from './running-user.js';
import { SALES_CAMPAIGN_OBJECTS } from './sales-campaigns.js';
import { SALES_ENGAGEMENT_OBJECTS } from './sales-engagement.js';
import { LoginHistory, OauthToken } from './sessions.js';
import { TaskPriority, TaskStatus } from './task-values.js';
import { EmailTemplate, Folder } from './template.js';
import { Watch } from './watch.js';

/** Every object of the demo org. */
export const SCHEMAS = [
  Account, AppRecord, Campaign, CampaignMember, Contact, ContactHistory, CustomPermission, EmailMessage, EmailMessageRelation, EmailTemplate, Event, ExternalClientApplication, FieldPermissions, Folder, Lead, LeadHistory,
  LoginHistory, OauthToken, ObjectPermissions, Opportunity, OpportunityContactRole, Organization, PermissionSet,
  PermissionSetAssignment, Profile, SetupEntityAccess, Task, TaskPriority, TaskRelation, TaskStatus, User, UserLicense,
  UserPermissionAccess, UserRole, UserSetupEntityAccess, Watch, ...SALES_CAMPAIGN_OBJECTS, ...SALES_ENGAGEMENT_OBJECTS,
];

/** The custom objects that Set-up can deploy. */
export const CUSTOM_OBJECTS = SCHEMAS.filter(({ custom }) => custom);

const BY_NAME = new Map(SCHEMAS.map((schema) => [schema.name.toLowerCase(), schema]));
const BY_PREFIX = new Map(SCHEMAS.map((schema) => [schema.keyPrefix, schema]));

/**
 * @param {string} name in any case
 * @returns {import('./define.js').Schema | undefined}
 */
export function schemaOf(name) {
  return BY_NAME.get(name.toLowerCase());
}

/**
 * @param {string} id
 * @returns {import('./define.js').Schema | undefined} the object that an id belongs to
 */
export function schemaOfId(id) {
  return BY_PREFIX.get(id.slice(0, 3));
}

/**
 * @param {import('./define.js').Schema} schema
 * @returns {{ child: import('./define.js').Schema, field: import('./define.js').Field, name: string }[]}
 */
export function childRelationships(schema) {
  return SCHEMAS.flatMap((child) => [...child.fields.values()]
    .filter((field) => field.childRelationshipName && field.referenceTo.includes(schema.name))
    .map((field) => ({ child, field, name: /** @type {string} */ (field.childRelationshipName) })));
}
