//! What a user of an org has said of people: kept in this browser, for each user of each org.

use crate::base::{OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::storage::{self, StoredError, Versioned};

/// A value of which each user of each org has one.
pub(super) trait Own: Versioned + Default {
    /// What its key begins with.
    const NAME: &'static str;
}

/// A user's value; the default where it cannot be read.
pub(super) async fn get<T: Own>(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
) -> Result<T, StoredError> {
    storage::read_or_default(store, Area::Local, &key::<T>(org, user)).await
}

pub(super) async fn put<T: Own>(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
    value: &T,
) -> Result<(), StoredError> {
    storage::write(store, Area::Local, &key::<T>(org, user), value).await
}

fn key<T: Own>(org: &OrgHost, user: &RecordId) -> String {
    format!("{}{org}/{user}", T::NAME)
}
