//! Which tab the rep chose last beside each object, and how its lists are sorted.

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

/// For an object the rep's last choice; where there is none, the first tab.
pub(super) async fn read(platform: &impl Platform, object: ObjectType) -> TabChoice {
    let stored = storage::read_or_default::<Choices>(platform, Area::Local, KEY).await;
    let choices = stored.unwrap_or_default().of;
    let there = TabName::of(object);
    let chosen = choices.into_iter().find(|choice| choice.object == object);
    let sort = chosen.map(|choice| choice.sort).unwrap_or_default();
    let tab = chosen
        .map(|choice| choice.tab)
        .filter(|tab| there.contains(tab));
    let tab = tab.or(there.first().copied()).unwrap_or_default();
    TabChoice { object, tab, sort }
}

/// Remembers a choice.
pub(super) async fn keep(platform: &impl Platform, choice: TabChoice) -> Result<(), Fault> {
    let mut choices: Choices = storage::read_or_default(platform, Area::Local, KEY).await?;
    choices.of.retain(|other| other.object != choice.object);
    choices.of.push(choice);
    Ok(storage::write(platform, Area::Local, KEY, &choices).await?)
}
