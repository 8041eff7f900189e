//! Whom a rep watches.

use serde::{Deserialize, Serialize};

use super::PeopleError;
use super::own::Own;
use super::person::PersonRow;
use super::query::{people, read, sort};
use crate::base::{Millis, ObjectType, RecordId};
use crate::insight::Row;
use crate::salesforce::{Composite, CompositeReply, RestError, Schema};
use crate::storage::Versioned;

/// So many people can be watched: their ids fit into one query.
pub const MOST_WATCHED: usize = 200;

/// The people of the list, as this browser knows it. Where the org has an object for watch lists, the list there is the
/// one that counts, and this is a copy of it with what was changed here since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WatchList {
    people: Vec<Watched>,
    /// Whether the list is kept in the org.
    #[serde(default)]
    in_org: bool,
    /// Who was added or removed here, which the org does not know yet.
    #[serde(default)]
    unsent: Vec<RecordId>,
}

/// Somebody who is watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watched {
    pub id: RecordId,
    /// Since when.
    pub since: Millis,
}

/// Somebody who was added, or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub id: RecordId,
    pub watched: bool,
}

impl Versioned for WatchList {
    const VERSION: u32 = 1;
}

impl Own for WatchList {
    const NAME: &'static str = "people.watched/";
}

impl WatchList {
    pub fn has(&self, id: &RecordId) -> bool {
        self.people.iter().any(|watched| watched.id == *id)
    }

    /// All of them.
    pub fn ids(&self) -> Vec<RecordId> {
        let ids = self.people.iter().map(|watched| watched.id.clone());
        ids.collect()
    }

    /// Those who are not among `people`.
    pub fn missing(&self, people: &[PersonRow]) -> Vec<RecordId> {
        let ids = self.people.iter().map(|watched| &watched.id);
        let missing = ids.filter(|id| !people.iter().any(|person| person.id == **id));
        missing.cloned().collect()
    }

    /// Adds or removes a person; says whether that changed anything.
    pub fn set(&mut self, id: &RecordId, watched: bool, now: Millis) -> Result<bool, PeopleError> {
        if self.has(id) == watched {
            return Ok(false);
        }
        if !watched {
            self.people.retain(|watched| watched.id != *id);
        } else if self.people.len() >= MOST_WATCHED {
            return Err(PeopleError::Full);
        } else {
            let id = id.clone();
            self.people.push(Watched { id, since: now });
        }
        if self.in_org && !self.unsent.contains(id) {
            self.unsent.push(id.clone());
        }
        Ok(true)
    }

    /// Whether the list is kept in the org.
    pub const fn is_in_org(&self) -> bool {
        self.in_org
    }

    /// Whether the org knows every change.
    pub fn is_sent(&self) -> bool {
        self.unsent.is_empty()
    }

    /// Begins to keep the list in the org, with everybody who is on it, or ends it; says whether that changed
    /// anything.
    pub fn keep_in_org(&mut self, in_org: bool) -> bool {
        if self.in_org == in_org {
            return false;
        }
        self.in_org = in_org;
        self.unsent = match in_org {
            true => self.people.iter().map(|person| person.id.clone()).collect(),
            false => Vec::new(),
        };
        true
    }

    /// What the org does not know yet, at most so many.
    pub fn changes(&self, most: usize) -> Vec<Change> {
        let change = |id: &RecordId| Change {
            id: id.clone(),
            watched: self.has(id),
        };
        self.unsent.iter().take(most).map(change).collect()
    }

    /// Takes over the org's list, in which those of `made` are done. What was changed here meanwhile stays.
    pub fn take_over(&mut self, theirs: Vec<Watched>, made: &[Change]) {
        let unsent = std::mem::take(&mut self.unsent);
        let is_made = |id: &RecordId| {
            made.iter()
                .any(|change| change.id == *id && change.watched == self.has(id))
        };
        self.unsent = unsent.into_iter().filter(|id| !is_made(id)).collect();
        let is_open = |person: &Watched| self.unsent.contains(&person.id);
        let ours: Vec<Watched> = self
            .people
            .iter()
            .filter(|each| is_open(each))
            .cloned()
            .collect();
        let theirs = theirs.into_iter().filter(|each| !is_open(each));
        self.people = theirs.chain(ours).collect();
    }

    /// The composite for what is shown of them; empty where nobody is watched.
    pub fn question(&self, schema: &Schema) -> Composite {
        let mut composite = Composite::separate();
        for object in OBJECTS {
            let ids = self.people.iter().map(|watched| &watched.id);
            let ids = ids.filter(|id| id.object() == Some(object));
            let ids: Vec<String> = ids.map(|id| format!("'{id}'")).collect();
            let listed = format!("Id IN ({})", ids.join(", "));
            let query = people(object, &listed, MOST_WATCHED, schema);
            if let Some(query) = query.filter(|_| !ids.is_empty()) {
                composite = composite.query(object.api_name(), &query);
            }
        }
        composite
    }
}

/// The people of the answer.
pub(super) fn take(reply: &CompositeReply) -> Result<Vec<PersonRow>, RestError> {
    let mut all = Vec::new();
    for object in OBJECTS {
        if reply.has(object.api_name()) {
            let rows: Vec<Row> = reply.rows(object.api_name())?;
            all.extend(rows.iter().filter_map(|row| read(row, None)));
        }
    }
    sort(&mut all);
    Ok(all)
}

/// The objects of those who can be watched.
pub(super) const OBJECTS: [ObjectType; 2] = [ObjectType::Lead, ObjectType::Contact];
