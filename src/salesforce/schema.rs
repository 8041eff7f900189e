//! The objects and fields of activities and people that the rep can see and write: read once a day by one
//! composite.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

use super::cadence_objects::{CADENCE_OBJECT, TRACKER_OBJECT};
use super::campaign_objects::{
    ACTIVE_KEY, CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, CAMPAIGN_OBJECTS, CampaignObjects,
    MEMBER_OBJECT, MEMBER_TEXTS,
};
use super::tokens::cache_key;
use super::{Cause, Composite, CompositeReply, Purpose, Rest, RestError};
use crate::base::{Millis, ObjectType};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::{StoredError, Versioned};

const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The custom external-id field that an org may add to Task and `EmailMessage`, so that nothing is
/// logged twice.
pub const INTENT_FIELD: &str = "MSI_Actions_Id__c";

/// The people of a Task beside the first, in an org with Shared Activities ("Task", Object Reference: `TaskWhoIds`).
pub const PEOPLE_FIELD: &str = "TaskWhoIds";

/// The custom object that an org may have for the reps' watch lists: a record for each person whom a user watches.
pub const WATCH_OBJECT: &str = "MSI_Actions_Watch__c";
/// Its external id: the user's id and the person's.
pub const WATCH_KEY: &str = "Key__c";

/// The text fields on tasks that Marketo Sales writes for a call, where an administrator made them ("Logging Sales Activity
/// Attributes to Salesforce").
pub const CALL_OUTCOME_FIELD: &str = "mktosales_call_outcome__c";
/// Likewise: why it was made.
pub const CALL_REASON_FIELD: &str = "mktosales_call_reason__c";

/// More of Marketo Sales' own fields on tasks: whether the mail was answered.
pub const REPLIED_FIELD: &str = "MSE_Replied__c";
/// What became of the mail.
pub const EMAIL_STATUS_FIELD: &str = "MSE_Email_Status__c";
/// The name of the template that it was made of.
pub const TEMPLATE_FIELD: &str = "MSE_Template__c";

/// The fields of people and of their roles that are kept, beside all check boxes, which a policy can name as
/// opt-out fields; an org may have hundreds more.
const OF_PEOPLE: &[&str] = &[
    "AccountId",
    "Title",
    "Email",
    "Phone",
    "MobilePhone",
    "LastActivityDate",
    "mkto_si__Relative_Score_Value__c",
    "mkto_si__Urgency_Value__c",
    "mkto_si__Priority__c",
    "mkto_si__Last_Interesting_Moment_Desc__c",
    "mkto_si__Last_Interesting_Moment_Type__c",
    "mkto_si__Last_Interesting_Moment_Date__c",
    "Status",
    "Role",
    "IsPrimary",
    "OwnerId",
    "MasterRecordId",
    "ConvertedContactId",
    "IsConverted",
    "HasOptedOutOfEmail",
    "HasOptedOutOfFax",
    "DoNotCall",
    "Address",
    "MailingAddress",
    "FirstRespondedDate",
    "CreatedDate",
];
/// The fields of accounts that are kept.
const OF_ACCOUNTS: &[&str] = &["BillingAddress"];
/// The fields of meetings that are kept.
const OF_EVENTS: &[&str] = &[
    "WhoId",
    "WhatId",
    "AccountId",
    "OwnerId",
    "Subject",
    "StartDateTime",
    "ActivityDate",
    "IsAllDayEvent",
    "DurationInMinutes",
    "Location",
    "Description",
    "LastModifiedDate",
];
/// The picklists whose values are kept.
const PICKLISTS: &[&str] = &["Priority", "CallDisposition", "TaskSubtype", "Type"];
/// The closed status of Salesforce's standard list, for an org whose own cannot be read.
const COMPLETED: &str = "Completed";

/// The objects as the rep may use them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// `None` where the org has no Enhanced Email, or the rep may not see it.
    pub email: Option<ObjectSchema>,
    /// Tasks.
    pub task: ObjectSchema,
    /// Leads; `None` where the rep may not see them.
    #[serde(default)]
    pub lead: Option<ObjectSchema>,
    /// Contacts; `None` where the rep may not see them.
    pub contact: Option<ObjectSchema>,
    /// Accounts; `None` where the rep may not see them.
    #[serde(default)]
    pub account: Option<ObjectSchema>,
    /// An opportunity's contact roles; `None` where the rep may not see them.
    pub contact_role: Option<ObjectSchema>,
    /// Meetings; `None` where the rep may not see them.
    #[serde(default)]
    pub event: Option<ObjectSchema>,
    /// Campaign members; `None` where the rep may not see them.
    #[serde(default)]
    pub campaign_member: Option<ObjectSchema>,
    /// Whether the org has [`WATCH_OBJECT`], and the rep may keep a watch list in it.
    #[serde(default)]
    pub watch_lists: bool,
    /// What the rep may do with [`CAMPAIGN_OBJECTS`].
    #[serde(default)]
    pub campaigns: CampaignObjects,
    /// Whether a member can have emails that are written for them alone.
    #[serde(default)]
    pub own_mails: bool,
    /// Whether somebody can be in several campaigns at a time, and never twice in the same one.
    #[serde(default)]
    pub several_campaigns: bool,
    /// Whether the rep may see the cadences of Sales Engagement, and who is in them.
    #[serde(default)]
    pub cadences: bool,
    closed_status: Option<String>,
}

/// An object as its describe shows it to the rep, with field-level security applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectSchema {
    /// Whether the rep may create records.
    pub createable: bool,
    /// Whether the rep may delete records.
    #[serde(default)]
    pub deletable: bool,
    fields: BTreeMap<String, FieldSchema>,
    /// The labels of fields that a new record needs from who makes it, and that nothing here writes.
    #[serde(default)]
    required: Vec<String>,
}

/// One field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldSchema {
    /// Whether it can be set when a record is created.
    pub createable: bool,
    /// The most characters; 0 where there is no limit.
    pub length: usize,
    /// Whether records can be found and upserted by it.
    #[serde(default)]
    pub external_id: bool,
    /// Whether it is a check box.
    #[serde(default)]
    pub checkbox: bool,
    /// The values that can be chosen, for [`PICKLISTS`] only.
    #[serde(default, rename = "picklistValues")]
    choices: Vec<Choice>,
}

/// One value of a picklist ("PicklistEntry", SOAP API Developer Guide).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    active: bool,
    default_value: bool,
    label: Option<String>,
    /// The value in the API.
    pub value: String,
}

impl Choice {
    /// The value in the rep's language.
    #[must_use]
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.value)
    }
}

impl ObjectSchema {
    /// The labels of fields that a new record needs from who makes it, and that nothing here writes.
    #[must_use]
    pub fn required(&self) -> &[String] {
        &self.required
    }

    /// A field that the rep can see.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldSchema> {
        self.fields.get(name)
    }

    /// Whether the rep can set a field when creating a record.
    #[must_use]
    pub fn can_set(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.createable)
    }

    /// Without the fields that are not needed for people.
    fn of_people(mut self) -> Self {
        self.fields
            .retain(|name, field| field.checkbox || OF_PEOPLE.contains(&name.as_str()));
        self
    }

    /// With these fields only.
    fn only(mut self, kept: &[&str]) -> Self {
        self.fields.retain(|name, _| kept.contains(&name.as_str()));
        self
    }

    /// The values of a picklist in the org's order; none where the field is no picklist.
    #[must_use]
    pub fn choices(&self, name: &str) -> &[Choice] {
        self.field(name).map_or(&[], |field| &field.choices)
    }

    /// Whether a picklist has a value; true where its values are not known.
    #[must_use]
    pub fn takes(&self, name: &str, value: &str) -> bool {
        let choices = self.choices(name);
        choices.is_empty() || choices.iter().any(|choice| choice.value == value)
    }

    /// Whether a picklist is known to have a value, exactly as it is written.
    #[must_use]
    pub fn has_choice(&self, name: &str, value: &str) -> bool {
        self.choices(name)
            .iter()
            .any(|choice| choice.value == value)
    }

    /// The default value of a picklist.
    #[must_use]
    pub fn default_choice(&self, name: &str) -> Option<&str> {
        let default = self
            .choices(name)
            .iter()
            .find(|choice| choice.default_value);
        default.map(|choice| choice.value.as_str())
    }

    /// Whether records can have the id of our intent in [`INTENT_FIELD`].
    #[must_use]
    pub fn has_intent_field(&self) -> bool {
        self.field(INTENT_FIELD)
            .is_some_and(|field| field.createable && field.external_id)
    }
}

impl ObjectSchema {
    /// Whether the rep may make records of [`WATCH_OBJECT`] with all its fields.
    fn keeps_watch_lists(&self) -> bool {
        self.found_by(WATCH_KEY) && self.takes_all(&[WATCH_KEY, "Lead__c", "Contact__c"])
    }

    /// Whether it is a custom object with an external id of this name.
    fn found_by(&self, key: &str) -> bool {
        self.field(key).is_some_and(|key| key.external_id)
    }

    /// Whether the rep may make records with all of these fields.
    fn takes_all(&self, fields: &[&str]) -> bool {
        self.createable && fields.iter().all(|field| self.can_set(field))
    }
}

impl Schema {
    /// The schema of an org: the cached one for up to a day, else one composite.
    ///
    /// # Errors
    /// [`RestError`]. A cached one that cannot be read is replaced.
    pub async fn of<P: Platform>(rest: &Rest<P>) -> Result<Self, RestError> {
        let platform = &**rest.platform();
        let key = cache_key(rest.org(), "schema");
        let now = platform.now();
        if let Ok(Some(kept)) = storage::read::<CacheEntry>(platform, Area::Local, &key).await
            && now.since(kept.at) < LIFETIME
        {
            return Ok(kept.schema);
        }
        let rest = rest.counted_as(Purpose::Schema);
        let schema = Self::read(&rest.composite(&Self::question()).await?)?;
        let kept = CacheEntry { at: now, schema };
        storage::write(platform, Area::Local, &key, &kept).await?;
        Ok(kept.schema)
    }

    /// Removes the cached schema, because it turned out to be outdated.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn forget<P: Platform>(rest: &Rest<P>) -> Result<(), RestError> {
        let key = cache_key(rest.org(), "schema");
        Ok(rest
            .platform()
            .remove(Area::Local, &key)
            .await
            .map_err(StoredError::from)?)
    }

    /// The schema of an object with people.
    #[must_use]
    pub const fn people(&self, object: ObjectType) -> Option<&ObjectSchema> {
        match object {
            ObjectType::Lead => self.lead.as_ref(),
            ObjectType::Contact => self.contact.as_ref(),
            ObjectType::Account | ObjectType::Opportunity => None,
        }
    }

    /// The composite for a schema.
    #[must_use]
    pub fn question() -> Composite {
        let composite = Composite::separate()
            .get("email", "sobjects/EmailMessage/describe")
            .get("task", "sobjects/Task/describe")
            .get("lead", "sobjects/Lead/describe")
            .get("contact", "sobjects/Contact/describe")
            .get("account", "sobjects/Account/describe")
            .get("contactRole", "sobjects/OpportunityContactRole/describe")
            .get("event", "sobjects/Event/describe")
            .get("member", "sobjects/CampaignMember/describe")
            .get("watch", format!("sobjects/{WATCH_OBJECT}/describe"))
            .get("cadence", format!("sobjects/{CADENCE_OBJECT}/describe"))
            .get("tracker", format!("sobjects/{TRACKER_OBJECT}/describe"))
            .query(
                "closed",
                "SELECT ApiName FROM TaskStatus WHERE IsClosed = true ORDER BY SortOrder ASC",
            );
        CAMPAIGN_OBJECTS
            .iter()
            .fold(composite, |composite, (name, _)| {
                composite.get(name, format!("sobjects/{name}/describe"))
            })
    }

    /// Reads the answer to [`Self::question`].
    ///
    /// # Errors
    /// [`RestError`] where Task cannot be described. Any other object may be missing: without
    /// `EmailMessage` there is no Enhanced Email.
    pub fn read(reply: &CompositeReply) -> Result<Self, RestError> {
        let closed: Vec<ClosedStatus> = match reply.has("closed") {
            true => optional(reply.rows("closed"))?.unwrap_or_default(),
            false => Vec::new(),
        };
        let member = describe(reply, MEMBER_OBJECT)?;
        let member = |has: fn(&ObjectSchema) -> bool| member.as_ref().is_some_and(has);
        Ok(Self {
            email: describe(reply, "email")?,
            task: reply.part::<Description>("task")?.into(),
            lead: describe(reply, "lead")?.map(ObjectSchema::of_people),
            contact: describe(reply, "contact")?.map(ObjectSchema::of_people),
            account: describe(reply, "account")?.map(|account| account.only(OF_ACCOUNTS)),
            contact_role: describe(reply, "contactRole")?.map(ObjectSchema::of_people),
            event: describe(reply, "event")?.map(|event| event.only(OF_EVENTS)),
            campaign_member: describe(reply, "member")?.map(ObjectSchema::of_people),
            campaigns: campaign_objects(reply)?,
            own_mails: member(|member| member.can_set(MEMBER_TEXTS)),
            several_campaigns: member(|member| {
                member.found_by(CAMPAIGN_ACTIVE_KEY) && member.can_set(CAMPAIGN_ACTIVE_KEY)
            }),
            cadences: shows(reply, "cadence", &["Name", "State"])?
                && shows(reply, "tracker", &["ActionCadenceId", "TargetId", "State"])?,
            watch_lists: describe(reply, "watch")?.is_some_and(|watch| watch.keeps_watch_lists()),
            closed_status: closed.into_iter().next().map(|status| status.api_name),
        })
    }

    /// The status for a done task: the first closed one in the org's order.
    #[must_use]
    pub fn closed_status(&self) -> &str {
        self.closed_status.as_deref().unwrap_or(COMPLETED)
    }

    /// `EmailMessage`, where the rep can log a mail as one, with relations to its recipients.
    #[must_use]
    pub fn email_log(&self) -> Option<&ObjectSchema> {
        self.email
            .as_ref()
            .filter(|email| email.createable && email.can_set("ToIds"))
    }
}

#[derive(Serialize, Deserialize)]
struct CacheEntry {
    at: Millis,
    schema: Schema,
}

/// Version 1 had no people and no picklists, version 2 no leads, version 3 no accounts of contacts, version 4 no
/// addresses, version 5 no meetings, priorities and interesting moments, version 6 no watch lists, version 7 no sales
/// campaigns, version 8 no types of tasks, version 9 neither required fields nor the right to
/// delete, version 10 no cadences, version 11 neither emails for one member alone
/// nor several campaigns a person, version 12 not whether campaign objects are missing or only closed to the rep. An
/// older version is not migrated, but read again.
impl Versioned for CacheEntry {
    const VERSION: u32 = 13;
}

/// An object's schema; `None` where the org does not have the object or the rep may not see it.
fn describe(reply: &CompositeReply, reference: &str) -> Result<Option<ObjectSchema>, RestError> {
    if !reply.has(reference) {
        return Ok(None);
    }
    let description = optional(reply.part::<Description>(reference))?;
    Ok(description.map(ObjectSchema::from))
}

/// What the rep may do with [`CAMPAIGN_OBJECTS`]: they can be used where the rep may make records of all of them with all
/// their fields.
fn campaign_objects(reply: &CompositeReply) -> Result<CampaignObjects, RestError> {
    let (mut seen, mut usable) = (0, 0);
    for (name, fields) in CAMPAIGN_OBJECTS {
        let Some(object) = describe(reply, name)? else {
            continue;
        };
        let active = name != MEMBER_OBJECT || object.found_by(ACTIVE_KEY);
        seen += 1;
        usable += usize::from(active && object.found_by(CAMPAIGN_KEY) && object.takes_all(fields));
    }
    Ok(match seen {
        0 => CampaignObjects::NotThere,
        _ if usable == CAMPAIGN_OBJECTS.len() => CampaignObjects::Usable,
        _ => CampaignObjects::Closed,
    })
}

/// Whether the rep may see an object with all of these fields.
fn shows(reply: &CompositeReply, reference: &str, fields: &[&str]) -> Result<bool, RestError> {
    let seen = |object: ObjectSchema| fields.iter().all(|field| object.field(field).is_some());
    Ok(describe(reply, reference)?.is_some_and(seen))
}

fn optional<T>(part: Result<T, RestError>) -> Result<Option<T>, RestError> {
    match part {
        Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => Ok(None),
        part => part.map(Some),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ClosedStatus {
    api_name: String,
}

/// The part of a describe that is used.
#[derive(Deserialize)]
struct Description {
    createable: bool,
    #[serde(default)]
    deletable: bool,
    fields: Vec<DescribedField>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DescribedField {
    name: String,
    #[serde(default)]
    label: String,
    #[serde(default = "yes")]
    nillable: bool,
    #[serde(default)]
    defaulted_on_create: bool,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(flatten)]
    field: FieldSchema,
}

/// Describe always says it; where it does not, nothing is required.
const fn yes() -> bool {
    true
}

impl DescribedField {
    /// Whether who makes a record has to fill it in, and no form does: a custom field. (A check box is never empty.)
    fn is_missing(&self) -> bool {
        let needed = self.field.createable && !self.nillable && !self.defaulted_on_create;
        needed && self.kind != "boolean" && self.name.ends_with("__c") && self.name != INTENT_FIELD
    }
}

impl From<Description> for ObjectSchema {
    fn from(description: Description) -> Self {
        let missing = description.fields.iter().filter(|field| field.is_missing());
        Self {
            required: missing.map(|field| field.label.clone()).collect(),
            createable: description.createable,
            deletable: description.deletable,
            fields: description
                .fields
                .into_iter()
                .map(
                    |DescribedField {
                         name,
                         kind,
                         mut field,
                         ..
                     }| {
                        field.checkbox = kind == "boolean";
                        let matters = PICKLISTS.contains(&name.as_str());
                        field.choices.retain(|choice| matters && choice.active);
                        (name, field)
                    },
                )
                .collect(),
        }
    }
}
