//! Whom a rep watches.

use serde::{Deserialize, Serialize};

use super::PeopleError;
use super::own::Own;
use super::query::{people, read, sort};
use super::view::PersonRow;
use crate::base::{Millis, ObjectType, RecordId};
use crate::insight::Row;
use crate::salesforce::{Composite, CompositeReply, RestError, Schema};
use crate::storage::Versioned;

/// So many people can be watched: their ids fit into one query.
pub const MOST_WATCHED: usize = 200;

/// The people of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WatchList {
    people: Vec<Watched>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Watched {
    id: RecordId,
    /// Since when.
    since: Millis,
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
        Ok(true)
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
const OBJECTS: [ObjectType; 2] = [ObjectType::Lead, ObjectType::Contact];
