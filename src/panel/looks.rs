//! Up to when each user has seen the changes of a record, in this browser, so that what changed since is marked.

use serde::{Deserialize, Serialize};

use crate::base::{Fault, Millis, RecordId};
use crate::insight::Record;
use crate::ports::{Area, Platform};
use crate::salesforce::{SalesforceUser, tokens::cache_key};
use crate::storage::{self, Versioned};

/// The most records of a user that are remembered, the last seen ones.
const MOST: usize = 300;

/// The records, the last seen one last.
#[derive(Default, Serialize, Deserialize)]
struct Looks {
    of: Vec<(RecordId, Millis)>,
}

impl Versioned for Looks {
    const VERSION: u32 = 1;
}

/// Up to when the user has seen a record; `None` where they have not, as far as that is remembered.
pub(super) async fn last(
    platform: &impl Platform,
    user: &SalesforceUser,
    record: &RecordId,
) -> Option<Millis> {
    let looks = read(platform, user).await.ok()?;
    let mut of = looks.of.into_iter();
    of.find(|(of, _)| of == record).map(|(_, at)| at)
}

/// The user sees this view of a record. The newest change in it counts, by the clock of Salesforce, to which this
/// machine's may not agree; without any, the time of the view.
pub(super) async fn note(
    platform: &impl Platform,
    user: &SalesforceUser,
    view: &Record,
) -> Result<(), Fault> {
    let mut looks = read(platform, user).await?;
    let changes = view
        .activities
        .iter()
        .filter_map(|activity| activity.changed);
    let newest = changes.max().unwrap_or(view.freshness.at);
    let (before, mut of): (Vec<_>, Vec<_>) = looks
        .of
        .into_iter()
        .partition(|(of, _)| *of == view.record.id);
    let before = before.first().map(|(_, at)| *at);
    of.push((view.record.id.clone(), newest.max(before.unwrap_or(newest))));
    of.drain(..of.len().saturating_sub(MOST));
    looks.of = of;
    Ok(storage::write(platform, Area::Local, &key(user), &looks).await?)
}

async fn read(platform: &impl Platform, user: &SalesforceUser) -> Result<Looks, Fault> {
    Ok(storage::read_or_default(platform, Area::Local, &key(user)).await?)
}

/// Signing out removes it.
fn key(user: &SalesforceUser) -> String {
    cache_key(&user.org, &format!("looks/{}", user.user_id))
}
