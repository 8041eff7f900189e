//! The finished set-ups, as they are stored: a part of the wizard's value, which the wizard alone writes and
//! which is read here without the wizard.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::SetUp;
use crate::ports::{Area, Store};
use crate::storage::{self, StoredError, Versioned};

/// The key of the wizard's value.
pub(crate) const KEY: &str = "onboarding.wizard";
/// The version of its value that this release writes.
pub(crate) const VERSION: u32 = 3;

/// The part of the wizard's value that is needed after the guide.
#[derive(Default, Serialize, Deserialize)]
struct Finished {
    orgs: Vec<SetUp>,
}

impl Versioned for Finished {
    const VERSION: u32 = VERSION;

    fn migrate(from: u32, stored: Value) -> Option<Value> {
        migrate(from, stored)
    }
}

/// The finished set-ups; none where the stored value is damaged (the wizard then says so).
///
/// # Errors
/// [`StoredError::Newer`], and when the storage fails.
pub(super) async fn read(store: &impl Store) -> Result<Vec<SetUp>, StoredError> {
    let kept: Finished = storage::read_or_default(store, Area::Local, KEY).await?;
    Ok(kept.orgs)
}

/// The wizard's value of version `from`, migrated to the next version. Version 1 had one org, `finished` when
/// the rep worked there, and a tour in the wizard. Version 2 trusted an invitation's mail clients: they are
/// dropped, and the org is asked for its own. What happens to a mailbox that was connected by one of them is
/// decided in `mailbox/`.
pub(crate) fn migrate(from: u32, stored: Value) -> Option<Value> {
    match (from, stored) {
        (1, Value::Object(one_org)) => Some(Value::Object(several_orgs(one_org))),
        (2, Value::Object(wizard)) => Some(Value::Object(unconfirmed(wizard))),
        _ => None,
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
