//! Which tab the rep chose last beside each object.

use serde::{Deserialize, Serialize};

use crate::base::{Fault, ObjectType};
use crate::insight::{TabChoice, TabName};
use crate::ports::{Area, Platform};
use crate::storage::{self, Versioned};

/// The key of the stored value.
const KEY: &str = "panel.tabs";

/// The choices, one for each object.
#[derive(Default, Serialize, Deserialize)]
struct Choices {
    of: Vec<TabChoice>,
}

impl Versioned for Choices {
    const VERSION: u32 = 1;
}

/// The tab for an object: the rep's last choice, else the first.
pub(super) async fn read(platform: &impl Platform, object: ObjectType) -> TabName {
    let stored = storage::read_or_default::<Choices>(platform, Area::Local, KEY).await;
    let choices = stored.unwrap_or_default().of;
    let there = TabName::of(object);
    let chosen = choices.into_iter().find(|choice| choice.object == object);
    let chosen = chosen
        .map(|choice| choice.tab)
        .filter(|tab| there.contains(tab));
    chosen.or(there.first().copied()).unwrap_or_default()
}

/// Remembers a choice.
pub(super) async fn keep(platform: &impl Platform, choice: TabChoice) -> Result<(), Fault> {
    let mut choices: Choices = storage::read_or_default(platform, Area::Local, KEY).await?;
    choices.of.retain(|other| other.object != choice.object);
    choices.of.push(choice);
    Ok(storage::write(platform, Area::Local, KEY, &choices).await?)
}
