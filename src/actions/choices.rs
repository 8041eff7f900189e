//! The org's picklist values for the forms.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::salesforce::Schema;

/// The picklist values of Task that the rep may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Values of Priority, in the org's order.
    pub priorities: Vec<String>,
    /// The default of a new task.
    pub default_priority: String,
    /// Values of `CallDisposition` where the org made it a picklist; else none, and any text is accepted.
    pub outcomes: Vec<String>,
    /// The labels of values in the rep's language, where they differ from the values.
    pub labels: BTreeMap<String, String>,
}

impl Choices {
    /// The choices of an org.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
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
        let (priorities, outcomes) = (values("Priority"), values("CallDisposition"));
        let default_priority = schema.task.default_choice("Priority").map(str::to_owned);
        Self {
            default_priority: default_priority
                .or_else(|| priorities.first().cloned())
                .unwrap_or_default(),
            priorities,
            outcomes,
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
            labels: BTreeMap::new(),
        }
    }
}
