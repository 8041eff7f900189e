//! The wizard as it is kept, by this release and those before.

use serde_json::{Map, Value, json};

use super::connected::Trouble;
use super::wizard::Wizard;
use crate::storage::{StoredError, Versioned};

impl Versioned for Wizard {
    const VERSION: u32 = 3;

    /// Version 1 knew one org, `finished` when the rep worked there, and a tour in the wizard. Version 2
    /// believed an invitation's mail clients: they are left out, and asked of the org. A mailbox that is
    /// connected by one of them is in the mailbox's keeping.
    fn migrate(from: u32, stored: Value) -> Option<Value> {
        match (from, stored) {
            (1, Value::Object(one_org)) => Some(Value::Object(several_orgs(one_org))),
            (2, Value::Object(wizard)) => Some(Value::Object(unconfirmed(wizard))),
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

fn unconfirmed(mut wizard: Map<String, Value>) -> Map<String, Value> {
    let only_the_key = |own: &mut Value| {
        if let Some(own) = own.as_object_mut() {
            let config = own.remove("config").unwrap_or_default();
            let key = config.get("consumer_key").cloned().unwrap_or_default();
            own.insert(
                "apps".into(),
                json!({ "key": key, "org": null, "policy": null }),
            );
        }
    };
    let orgs = wizard.get_mut("orgs").and_then(Value::as_array_mut);
    orgs.into_iter().flatten().for_each(only_the_key);
    wizard
        .get_mut("invitation")
        .into_iter()
        .for_each(only_the_key);
    wizard
}
