//! The contacts of an account, or those with a role in an opportunity, by pages, with or without a search text.

use serde::{Deserialize, Serialize};

use super::PersonView;
use super::row::Row;
use crate::base::{ObjectType, RecordId};
use crate::insight::{
    Record,
    query::{PEOPLE_LIMIT, contacts},
    response,
};
use crate::salesforce::{Schema, soql};
use crate::settings::OptOutField;

/// Salesforce skips no more rows than these (OFFSET, SOQL and SOSL Reference); later contacts can only be
/// searched for.
pub const MOST_SKIPPED: usize = 2000;

/// A page of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsPage {
    /// The contacts.
    pub people: Vec<PersonView>,
    /// How many contacts come before the next page; `None` on the last page.
    pub next: Option<usize>,
}

/// Whose contacts are listed.
pub(super) enum Whose {
    /// Those of an account.
    Account(RecordId),
    /// Those who have a role in an opportunity.
    Opportunity(RecordId),
}

impl Whose {
    /// Those that belong to a record; `None` where it has no account.
    pub fn of(view: &Record) -> Option<Self> {
        let with_roles = view.record.object == ObjectType::Opportunity && !view.no_roles;
        match with_roles {
            true => Some(Self::Opportunity(view.record.id.clone())),
            false => view.account.clone().map(Self::Account),
        }
    }
}

/// The query for the contacts after the first `after`. With a `text`, only those who have it in their name, title
/// or address.
pub(super) fn question(
    whose: &Whose,
    text: &str,
    after: usize,
    schema: &Schema,
    more: &[OptOutField],
) -> Option<String> {
    let sees = |field: &&str| {
        let contact = schema.contact.as_ref();
        *field == "Name" || contact.is_some_and(|contact| contact.field(field).is_some())
    };
    let matching = match text.trim() {
        "" => String::new(),
        text => {
            let pattern = soql::containing(text);
            let fields = ["Name", "Title", "Email"];
            let terms = fields.iter().filter(|field| sees(field));
            let terms: Vec<_> = terms
                .map(|field| format!("{field} LIKE {pattern}"))
                .collect();
            format!(" AND ({})", terms.join(" OR "))
        }
    };
    let (of, after) = match whose {
        Whose::Account(account) => (format!("AccountId = '{account}'"), after),
        // The record's own list has the primary contact first, wherever the others stand in this order.
        Whose::Opportunity(id) => (
            format!(
                "Id IN (SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '{id}')"
            ),
            after.saturating_sub(1),
        ),
    };
    let of = format!("{of}{matching}");
    contacts(&of, schema, more, after.min(MOST_SKIPPED))
}

/// The page from its rows.
pub(super) fn page(rows: &[Row], after: usize, more: &[OptOutField]) -> ContactsPage {
    let mut people = response::contacts(rows, more);
    let next = Some(after + PEOPLE_LIMIT);
    let next = next.filter(|next| rows.len() > PEOPLE_LIMIT && *next <= MOST_SKIPPED);
    people.truncate(PEOPLE_LIMIT);
    response::sort(&mut people);
    ContactsPage { people, next }
}
