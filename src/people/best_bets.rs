//! The composite for Best Bets: one query a source, and how its answer is merged.

use super::cache::CacheEntry;
use super::person::{PersonRow, Source};
use super::query::{people, read, sort};
use crate::base::{ObjectType, RecordId};
use crate::insight::Row;
use crate::salesforce::{Composite, CompositeReply, RestError, Schema};

/// Salesforce skips no more rows than these (OFFSET, SOQL and SOSL Reference).
const MOST_SKIPPED: usize = 2000;
/// How many people of a source are read at a time.
pub const PAGE: usize = 50;

/// The next page of each of `sources`: those after the ones that are known. One more is asked for, which tells
/// whether there is a further page.
pub(super) fn question(
    sources: &[Source],
    user: &RecordId,
    known: &[PersonRow],
    schema: &Schema,
) -> Composite {
    let mut composite = Composite::separate();
    for source in sources {
        let offset = match count(known, *source) {
            0 => String::new(),
            after => format!(" OFFSET {}", after.min(MOST_SKIPPED)),
        };
        if let Some(query) = query(*source, user, schema) {
            composite = composite.query(source.name(), &format!("{query}{offset}"));
        }
    }
    composite
}

fn query(source: Source, user: &RecordId, schema: &Schema) -> Option<String> {
    let contact = |field| {
        let contact = schema.contact.as_ref();
        contact.is_some_and(|contact| contact.field(field).is_some())
    };
    let (object, condition) = match source {
        Source::Leads => (
            ObjectType::Lead,
            format!("OwnerId = '{user}' AND IsConverted = false"),
        ),
        Source::Contacts => (ObjectType::Contact, format!("OwnerId = '{user}'")),
        Source::AccountContacts if contact("AccountId") => {
            (ObjectType::Contact, format!("Account.OwnerId = '{user}'"))
        }
        Source::OpportunityContacts if schema.contact_role.is_some() => (
            ObjectType::Contact,
            format!(
                "Id IN (SELECT ContactId FROM OpportunityContactRole \
                 WHERE Opportunity.OwnerId = '{user}' AND Opportunity.IsClosed = false)"
            ),
        ),
        Source::AccountContacts | Source::OpportunityContacts => return None,
    };
    people(object, &condition, PAGE + 1, schema)
}

/// Adds the answer to what is known: somebody of several sources stands there once.
pub(super) fn take(
    entry: &mut CacheEntry,
    sources: &[Source],
    reply: &CompositeReply,
) -> Result<(), RestError> {
    for source in sources {
        entry.more.retain(|more| more != source);
        if !reply.has(source.name()) {
            continue;
        }
        let rows: Vec<Row> = reply.rows(source.name())?;
        let known = count(&entry.people, *source) + PAGE;
        if rows.len() > PAGE && known <= MOST_SKIPPED {
            entry.more.push(*source);
        }
        for row in rows.iter().take(PAGE) {
            if let Some(person) = read(row, Some(*source)) {
                add(&mut entry.people, person, *source);
            }
        }
    }
    sort(&mut entry.people);
    Ok(())
}

fn add(people: &mut Vec<PersonRow>, person: PersonRow, source: Source) {
    match people.iter_mut().find(|known| known.id == person.id) {
        Some(known) if known.sources.contains(&source) => {}
        Some(known) => known.sources.push(source),
        None => people.push(person),
    }
}

fn count(people: &[PersonRow], source: Source) -> usize {
    let of_source = people
        .iter()
        .filter(|person| person.sources.contains(&source));
    of_source.count()
}
