//! The contacts of an account by pages, with or without a search text.

use serde::{Deserialize, Serialize};

use super::PersonView;
use super::row::Row;
use crate::base::RecordId;
use crate::insight::{
    query::{PEOPLE_LIMIT, contacts},
    response,
};
use crate::salesforce::{Schema, soql};
use crate::settings::OptOutField;

/// Salesforce skips no more rows than these (OFFSET, SOQL and SOSL Reference); later contacts can only be
/// searched for.
pub const MOST_SKIPPED: usize = 2000;

/// A page of an account's contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsPage {
    /// The contacts.
    pub people: Vec<PersonView>,
    /// How many contacts come before the next page; `None` on the last page.
    pub next: Option<usize>,
}

/// The query for the contacts after the first `after`. With a `text`, only those who have it in their name, title
/// or address.
pub(super) fn question(
    account: &RecordId,
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
    let of = format!("AccountId = '{account}'{matching}");
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
