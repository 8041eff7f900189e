//! What the org lets the rep see and write of activities: read once a day, one composite for all.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

use super::tokens::cache_key;
use super::{Cause, Composite, CompositeReply, Rest, RestError};
use crate::ports::{Area, Millis, Platform};
use crate::stored::{self, Versioned};

const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The custom external-id field that an org may add to Task and `EmailMessage`, so that nothing is
/// logged twice.
pub const INTENT_FIELD: &str = "MSI_Actions_Id__c";

/// The activity objects as the rep may use them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// `None` where the org has no Enhanced Email, or the rep may not see it.
    pub email: Option<ObjectSchema>,
    /// Tasks.
    pub task: ObjectSchema,
}

/// One object: what describe gives, field-level security applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectSchema {
    /// Whether the rep may make records.
    pub createable: bool,
    fields: BTreeMap<String, FieldSchema>,
}

/// One field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldSchema {
    /// Whether it can be set when a record is made.
    pub createable: bool,
    /// Most characters; 0 where that means nothing.
    pub length: usize,
    /// Whether records can be found and upserted by it.
    #[serde(default)]
    pub external_id: bool,
}

impl ObjectSchema {
    /// A field that the rep can see.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldSchema> {
        self.fields.get(name)
    }

    /// Whether the rep can set a field when making a record.
    #[must_use]
    pub fn can_set(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.createable)
    }

    /// Whether records carry our intent's id in [`INTENT_FIELD`].
    #[must_use]
    pub fn has_intent_field(&self) -> bool {
        self.field(INTENT_FIELD)
            .is_some_and(|field| field.createable && field.external_id)
    }
}

impl Schema {
    /// The schema of an org: the kept one up to a day old, else one composite.
    ///
    /// # Errors
    /// [`RestError`]; a kept one that cannot be read is asked again.
    pub async fn of<P: Platform>(rest: &Rest<P>) -> Result<Self, RestError> {
        let platform = &**rest.platform();
        let key = cache_key(rest.org(), "schema");
        let now = platform.now();
        if let Ok(Some(kept)) = stored::read::<Kept>(platform, Area::Local, &key).await
            && now.since(kept.at) < LIFETIME
        {
            return Ok(kept.schema);
        }
        let schema = Self::read(&rest.composite(&Self::question()).await?)?;
        let kept = Kept { at: now, schema };
        stored::write(platform, Area::Local, &key, &kept).await?;
        Ok(kept.schema)
    }

    /// The composite that asks for it.
    #[must_use]
    pub fn question() -> Composite {
        Composite::separate()
            .get("email", "sobjects/EmailMessage/describe")
            .get("task", "sobjects/Task/describe")
    }

    /// Reads the answer to [`Self::question`].
    ///
    /// # Errors
    /// [`RestError`] where Task cannot be described; without `EmailMessage` there is no Enhanced
    /// Email.
    pub fn read(reply: &CompositeReply) -> Result<Self, RestError> {
        let email = match reply.part::<Description>("email") {
            Ok(description) => Some(description.into()),
            Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => None,
            Err(error) => return Err(error),
        };
        Ok(Self {
            email,
            task: reply.part::<Description>("task")?.into(),
        })
    }

    /// `EmailMessage`, where the rep can log a mail as one with its recipients' relations.
    #[must_use]
    pub fn email_log(&self) -> Option<&ObjectSchema> {
        self.email
            .as_ref()
            .filter(|email| email.createable && email.can_set("ToIds"))
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    at: Millis,
    schema: Schema,
}

impl Versioned for Kept {
    const VERSION: u32 = 1;
}

/// The part of a describe that matters here.
#[derive(Deserialize)]
struct Description {
    createable: bool,
    fields: Vec<DescribedField>,
}

#[derive(Deserialize)]
struct DescribedField {
    name: String,
    #[serde(flatten)]
    field: FieldSchema,
}

impl From<Description> for ObjectSchema {
    fn from(description: Description) -> Self {
        Self {
            createable: description.createable,
            fields: description
                .fields
                .into_iter()
                .map(|described| (described.name, described.field))
                .collect(),
        }
    }
}
