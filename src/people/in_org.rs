//! The watch list in Salesforce, where the org has an object for it: the same in every browser of the rep. What was
//! changed here and how the list stands is one call.

use super::query::people;
use super::watch_list::{Change, MOST_WATCHED, OBJECTS, WatchList, Watched};
use crate::base::{Millis, ObjectType, RecordId, json};
use crate::insight::Row;
use crate::salesforce::{
    Cause, Composite, CompositeReply, RestError, Schema, WATCH_KEY, WATCH_OBJECT,
};

/// So many changes go with one call: a composite takes 25 steps, and three of them are queries.
const CHANGES: usize = 22;
const LIST: &str = "list";

/// The composite that makes the changes of `list` in the org and reads the list, with the changes.
pub(super) fn question(
    list: &WatchList,
    user: &RecordId,
    schema: &Schema,
) -> (Composite, Vec<Change>) {
    let changes = list.changes(CHANGES);
    let mut composite = Composite::separate();
    for (n, change) in changes.iter().enumerate() {
        let key = format!("{user}-{}", change.id);
        let reference = reference(n);
        composite = match (change.watched, field(&change.id)) {
            (true, Some(field)) => {
                let fields = json::object([(field.to_owned(), change.id.to_string().into())]);
                composite.upsert(&reference, WATCH_OBJECT, WATCH_KEY, &key, fields)
            }
            _ => composite.delete(&reference, WATCH_OBJECT, WATCH_KEY, &key),
        };
    }
    composite = composite.query(
        LIST,
        &format!(
            "SELECT Lead__c, Contact__c, CreatedDate FROM {WATCH_OBJECT} WHERE OwnerId = '{user}' \
             ORDER BY CreatedDate DESC, Id ASC LIMIT {MOST_WATCHED}"
        ),
    );
    for object in OBJECTS {
        let listed = format!(
            "Id IN (SELECT {} FROM {WATCH_OBJECT} WHERE OwnerId = '{user}')",
            field_of(object)
        );
        if let Some(query) = people(object, &listed, MOST_WATCHED, schema) {
            composite = composite.query(object.api_name(), &query);
        }
    }
    (composite, changes)
}

/// What the org says.
pub(super) struct Answer {
    /// Its list.
    pub list: Vec<Watched>,
    /// The changes that are done.
    pub made: Vec<Change>,
    /// Why another one is not.
    pub refusal: Option<RestError>,
}

/// The org's list, and which of the changes are made.
pub(super) fn take(
    reply: &CompositeReply,
    changes: Vec<Change>,
    now: Millis,
) -> Result<Answer, RestError> {
    let rows: Vec<Row> = reply.rows(LIST)?;
    let watched = |row: &Row| {
        Some(Watched {
            id: row.id("Lead__c").or_else(|| row.id("Contact__c"))?,
            since: row.at("CreatedDate").unwrap_or(now),
        })
    };
    let mut made = Vec::new();
    let mut refusal = None;
    for (n, change) in changes.into_iter().enumerate() {
        let reference = reference(n);
        let mut refused = reply.refused();
        match refused.find(|(refused, _)| *refused == reference) {
            Some((_, error)) if !is_settled(&change, &error) => refusal = Some(error),
            _ => made.push(change),
        }
    }
    Ok(Answer {
        list: rows.iter().filter_map(watched).collect(),
        made,
        refusal,
    })
}

/// Whether nothing is left to do: who is not on the list cannot be removed, and who is deleted in Salesforce cannot be
/// added.
fn is_settled(change: &Change, error: &RestError) -> bool {
    match (error, error.cause()) {
        (_, Some(Cause::RecordDeleted | Cause::WrongReference)) => true,
        (RestError::Refused(refused), _) => !change.watched && refused.code == "NOT_FOUND",
        _ => false,
    }
}

fn reference(n: usize) -> String {
    format!("change{n}")
}

/// The lookup field for a person.
fn field(person: &RecordId) -> Option<&'static str> {
    person
        .object()
        .filter(|object| OBJECTS.contains(object))
        .map(field_of)
}

const fn field_of(object: ObjectType) -> &'static str {
    match object {
        ObjectType::Lead => "Lead__c",
        _ => "Contact__c",
    }
}
