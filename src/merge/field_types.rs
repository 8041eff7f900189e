//! The fields of an object that the rep may read, with their types: asked once a day.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::base::Millis;
use crate::base::time::days;
use crate::ports::{Area, Platform};
use crate::salesforce::{Cause, Composite, CompositeReply, Rest, RestError, tokens::cache_key};
use crate::storage::{self, StoredError, Versioned};

const LIFETIME: Duration = days(1);
/// The name of the step and of the cached value that are about the org itself.
const ORGANIZATION: &str = "Organization";

/// How the value of a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Text,
    /// Several values of a picklist, `;` between them.
    List,
    /// A rich text area.
    Html,
    Number,
    Percent,
    Money,
    Day,
    /// A moment, shown as its day.
    Moment,
    Flag,
}

/// The types of the fields of some objects, and how the org writes values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FieldTypes {
    /// By the object's API name.
    objects: BTreeMap<String, ObjectTypes>,
    /// The org's locale, such as `de_DE`; empty where it could not be read.
    #[serde(default)]
    pub locale: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ObjectTypes {
    at: Millis,
    /// By the name in lower case: the API name, and the kind.
    fields: BTreeMap<String, (String, Option<Kind>)>,
}

/// A field as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// Such as `Account.Industry`.
    pub soql: String,
    pub kind: Kind,
    /// Where the currency of an amount is, in orgs with several.
    pub currency: Option<String>,
}

impl Versioned for FieldTypes {
    const VERSION: u32 = 1;
}

impl FieldTypes {
    /// The types of these objects: the cached ones, and one composite for those that are not.
    ///
    /// # Errors
    /// Salesforce could not be asked. An object that the rep may not see has no fields.
    pub async fn of<P: Platform>(
        rest: &Rest<P>,
        objects: &BTreeSet<&'static str>,
    ) -> Result<Self, RestError> {
        let platform = &**rest.platform();
        let key = cache_key(rest.org(), "field_types");
        let now = platform.now();
        let kept = storage::read::<Self>(platform, Area::Local, &key).await;
        let mut types = kept.ok().flatten().unwrap_or_default();
        types
            .objects
            .retain(|_, kept| now.since(kept.at) < LIFETIME);
        let mut missing = objects
            .iter()
            .filter(|object| !types.objects.contains_key(**object))
            .peekable();
        if missing.peek().is_none() {
            return Ok(types);
        }
        let mut question = Composite::separate().query(
            ORGANIZATION,
            "SELECT DefaultLocaleSidKey FROM Organization LIMIT 1",
        );
        let missing: Vec<&'static str> = missing.copied().collect();
        for object in &missing {
            question = question.get(object, format!("sobjects/{object}/describe"));
        }
        let reply = rest.composite(&question).await?;
        for object in missing {
            let fields = described(&reply, object)?;
            types
                .objects
                .insert(object.to_owned(), ObjectTypes { at: now, fields });
        }
        types.locale = locale(&reply).unwrap_or(types.locale);
        storage::write(platform, Area::Local, &key, &types).await?;
        Ok(types)
    }

    /// Removes the cached types, because one of them turned out to be outdated.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn forget<P: Platform>(rest: &Rest<P>) -> Result<(), RestError> {
        let key = cache_key(rest.org(), "field_types");
        let removed = rest.platform().remove(Area::Local, &key).await;
        Ok(removed.map_err(StoredError::from)?)
    }

    /// The field of an object that a template's name stands for: `annual_revenue` or `annualrevenue`,
    /// `favourite_colour__c`, `account_industry`, `owner_email`. `None` where the rep sees no such field.
    pub fn path(&self, object: &str, name: &str) -> Option<Path> {
        if let Some((api_name, kind)) = self.field(object, name) {
            let currency = self.field(object, "currencyisocode");
            return Some(Path {
                soql: api_name.clone(),
                kind: (*kind)?,
                currency: currency.map(|(name, _)| name.clone()),
            });
        }
        let (relation, of, rest) = if let Some(rest) = name.strip_prefix("account_") {
            self.field(object, "accountid")?;
            ("Account", "Account", rest)
        } else {
            let rest = name.strip_prefix("owner_")?;
            self.field(object, "ownerid")?;
            // A lead may belong to a queue: of its owner only what users and queues share can be asked.
            if object == "Lead" && !OF_ANY_OWNER.contains(&rest.replace('_', "").as_str()) {
                return None;
            }
            ("Owner", "User", rest)
        };
        let inner = self.path(of, rest)?;
        Some(Path {
            soql: format!("{relation}.{}", inner.soql),
            kind: inner.kind,
            currency: inner.currency.map(|name| format!("{relation}.{name}")),
        })
    }

    /// Standard names have no underscore; custom ones end in `__c` and keep theirs.
    fn field(&self, object: &str, name: &str) -> Option<&(String, Option<Kind>)> {
        let fields = &self.objects.get(object)?.fields;
        fields
            .get(name)
            .or_else(|| fields.get(&name.replace('_', "")))
    }
}

/// The fields of `Name`, which stands for the owner of a lead ("Name", Object Reference).
const OF_ANY_OWNER: [&str; 6] = ["name", "firstname", "lastname", "email", "phone", "title"];

/// The objects that a path can lead to from `object`.
pub(super) fn objects_on_the_way(object: &'static str, name: &str) -> Vec<&'static str> {
    let mut objects = vec![object];
    if name.starts_with("account_") {
        objects.push("Account");
    }
    if name.contains("owner_") {
        objects.push("User");
    }
    objects
}

fn locale(reply: &CompositeReply) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Organization {
        default_locale_sid_key: Option<String>,
    }
    let rows: Vec<Organization> = reply.rows(ORGANIZATION).ok()?;
    rows.into_iter().next()?.default_locale_sid_key
}

fn described(
    reply: &CompositeReply,
    object: &str,
) -> Result<BTreeMap<String, (String, Option<Kind>)>, RestError> {
    #[derive(Deserialize)]
    struct Described {
        fields: Vec<Field>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Field {
        name: String,
        #[serde(rename = "type", default)]
        kind: String,
        #[serde(default)]
        html_formatted: bool,
    }
    let fields = match reply.part::<Described>(object) {
        Ok(described) => described.fields,
        Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => Vec::new(),
        Err(error) => return Err(error),
    };
    let entry = |field: Field| {
        let kind = kind(&field.kind, field.html_formatted);
        (field.name.to_ascii_lowercase(), (field.name, kind))
    };
    Ok(fields.into_iter().map(entry).collect())
}

/// The kind of a type ("Field Types", Object Reference); `None` for one that is no text, such as an address
/// in parts.
fn kind(name: &str, html: bool) -> Option<Kind> {
    Some(match name {
        "address" | "location" | "base64" | "anyType" | "complexvalue" | "junctionIdList"
        | "json" => return None,
        "multipicklist" => Kind::List,
        "int" | "long" | "double" => Kind::Number,
        "percent" => Kind::Percent,
        "currency" => Kind::Money,
        "date" => Kind::Day,
        "datetime" => Kind::Moment,
        "boolean" => Kind::Flag,
        _ if html => Kind::Html,
        _ => Kind::Text,
    })
}
