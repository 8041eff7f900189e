//! The objects and fields of activities and people that the rep can see and write: read once a day by one
//! composite.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::cadence_objects::{CADENCE_OBJECT, TRACKER_OBJECT};
use super::campaign_objects::{
    ACTIVE_KEY, CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, CAMPAIGN_OBJECTS, CampaignObjects,
    MEMBER_OBJECT, MEMBER_TEXTS,
};
use super::kept_fields::{OF_ACCOUNTS, OF_EVENTS};
use super::object_schema::{Description, ObjectSchema};
use super::tokens::cache_key;
use super::watch_object::WATCH_OBJECT;
use super::{Cause, Composite, CompositeReply, Purpose, Rest, RestError};
use crate::base::{Millis, ObjectType};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::{StoredError, Versioned};

const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
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
