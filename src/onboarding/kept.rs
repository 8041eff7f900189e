//! The wizard as it is kept, by this release and those before.

use serde_json::{Map, Value, json};

use super::connected::Trouble;
use super::wizard::Wizard;
use crate::stored::{StoredError, Versioned};

impl Versioned for Wizard {
    const VERSION: u32 = 2;

    /// Version 1 knew one org, `finished` when the rep worked there, and a tour in the wizard.
    fn migrate(from: u32, stored: Value) -> Option<Value> {
        match (from, stored) {
            (1, Value::Object(one_org)) => Some(Value::Object(several_orgs(one_org))),
            _ => None,
        }
    }
}

impl Wizard {
    /// Where what was kept cannot be read: the rep is told, and invited again. The text is put aside
    /// when the next wizard is kept.
    pub(super) fn lost() -> Self {
        let fault = StoredError::Damaged.into();
        let (at, org) = (None, None);
        Self {
            trouble: Some(Trouble { at, org, fault }),
            ..Self::default()
        }
    }
}

fn several_orgs(mut wizard: Map<String, Value>) -> Map<String, Value> {
    let finished = wizard.remove("finished") == Some(Value::Bool(true));
    let invitation = wizard.get("invitation").filter(|own| !own.is_null());
    let orgs: Vec<Value> = invitation
        .filter(|_| finished)
        .cloned()
        .into_iter()
        .collect();
    let step = wizard.get("step").cloned().unwrap_or_default();
    if step == "home" || (finished && step == "activate") {
        wizard.insert("invitation".into(), Value::Null);
        wizard.insert("step".into(), json!("home"));
    } else if step.is_object() {
        wizard.insert("step".into(), json!("launch"));
    }
    wizard.insert("orgs".into(), orgs.into());
    wizard
}
