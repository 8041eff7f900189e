//! One object as its describe shows it to the rep: what they may do with its records, its fields and the values of its
//! picklists.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::activity_fields::INTENT_FIELD;
use super::kept_fields::{OF_PEOPLE, PICKLISTS};
use super::watch_object::WATCH_KEY;

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
    pub(super) fn of_people(mut self) -> Self {
        self.fields
            .retain(|name, field| field.checkbox || OF_PEOPLE.contains(&name.as_str()));
        self
    }

    /// With these fields only.
    pub(super) fn only(mut self, kept: &[&str]) -> Self {
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
    pub(super) fn keeps_watch_lists(&self) -> bool {
        self.found_by(WATCH_KEY) && self.takes_all(&[WATCH_KEY, "Lead__c", "Contact__c"])
    }

    /// Whether it is a custom object with an external id of this name.
    pub(super) fn found_by(&self, key: &str) -> bool {
        self.field(key).is_some_and(|key| key.external_id)
    }

    /// Whether the rep may make records with all of these fields.
    pub(super) fn takes_all(&self, fields: &[&str]) -> bool {
        self.createable && fields.iter().all(|field| self.can_set(field))
    }
}

/// The part of a describe that is used.
#[derive(Deserialize)]
pub(super) struct Description {
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
