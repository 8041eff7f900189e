//! The org's picklist values for the forms.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Limits;
use crate::salesforce::{CALL_REASON_FIELD, PEOPLE_FIELD, Schema};
use crate::settings::Settings;

/// The picklist values of Task that the rep may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Values of Priority, in the org's order.
    pub priorities: Vec<String>,
    /// The default of a new task.
    pub default_priority: String,
    /// How a call may have ended: the administrator's list, of which a picklist of the org's has only what it knows; else
    /// the picklist; else none, and any text is accepted.
    pub outcomes: Vec<String>,
    /// Why a call may be made: the administrator's list, where the org has the field for it.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// Whether a call or a task can be with several contacts: the org has Shared Activities.
    #[serde(default)]
    pub several: bool,
    /// What the rep may not write.
    #[serde(default)]
    pub limits: Limits,
    /// The labels of values in the rep's language, where they differ from the values.
    pub labels: BTreeMap<String, String>,
}

impl Choices {
    /// The choices of an org, with the administrator's lists.
    #[must_use]
    pub fn of(schema: &Schema, settings: &Settings) -> Self {
        let mut labels = BTreeMap::new();
        let mut values = |name: &str| {
            let choices = schema.task.choices(name);
            let differing = choices
                .iter()
                .filter(|choice| choice.label() != choice.value);
            labels
                .extend(differing.map(|choice| (choice.value.clone(), choice.label().to_owned())));
            choices
                .iter()
                .map(|choice| choice.value.clone())
                .collect::<Vec<_>>()
        };
        let (priorities, mut outcomes) = (values("Priority"), values("CallDisposition"));
        let mut listed = settings.call_outcomes.clone();
        listed.retain(|outcome| schema.task.takes("CallDisposition", outcome));
        if !listed.is_empty() {
            outcomes = listed;
        }
        let reasons = match schema.task.can_set(CALL_REASON_FIELD) {
            true => settings.call_reasons.clone(),
            false => Vec::new(),
        };
        let default_priority = schema.task.default_choice("Priority").map(str::to_owned);
        Self {
            default_priority: default_priority
                .or_else(|| priorities.first().cloned())
                .unwrap_or_default(),
            priorities,
            outcomes,
            reasons,
            limits: Limits::of(schema),
            several: schema.task.can_set(PEOPLE_FIELD),
            labels,
        }
    }

    /// The label of a value.
    #[must_use]
    pub fn shown<'a>(&'a self, value: &'a str) -> &'a str {
        self.labels.get(value).map_or(value, String::as_str)
    }
}

impl Default for Choices {
    /// Salesforce's own values, for an org that cannot be asked now.
    fn default() -> Self {
        Self {
            priorities: ["High", "Normal", "Low"].map(str::to_owned).into(),
            default_priority: "Normal".into(),
            outcomes: Vec::new(),
            reasons: Vec::new(),
            several: false,
            limits: Limits::default(),
            labels: BTreeMap::new(),
        }
    }
}
