//! Which opportunity the rep chose the last time, for each contact: the next mail of a thread is about the same.

use serde::{Deserialize, Serialize};

use crate::actions::about::Last;
use crate::base::{Fault, RecordRef};
use crate::ports::{Area, Platform};
use crate::storage::{self, Versioned};

/// The key of the stored value.
const KEY: &str = "panel.about";
/// So many contacts are remembered, those of the latest choices.
const MOST: usize = 500;

/// The choices, the latest first.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Choices {
    of: Vec<(String, Last)>,
}

impl Versioned for Choices {
    const VERSION: u32 = 1;
}

/// The last choice on a record; none where it cannot be read, so that the rep is asked.
pub(super) async fn read(platform: &impl Platform, record: &RecordRef) -> Option<Last> {
    let stored = storage::read_or_none::<Choices>(platform, Area::Local, KEY).await;
    let key = record.key();
    let mut choices = stored.ok().flatten()?.of.into_iter();
    choices.find(|(of, _)| *of == key).map(|(_, choice)| choice)
}

/// Remembers a choice.
pub(super) async fn keep(
    platform: &impl Platform,
    record: &RecordRef,
    choice: Last,
) -> Result<(), Fault> {
    let mut choices: Choices = storage::read_or_default(platform, Area::Local, KEY).await?;
    let key = record.key();
    if choices.of.first() == Some(&(key.clone(), choice.clone())) {
        return Ok(());
    }
    choices.of.retain(|(of, _)| *of != key);
    choices.of.insert(0, (key, choice));
    choices.of.truncate(MOST);
    Ok(storage::write(platform, Area::Local, KEY, &choices).await?)
}
