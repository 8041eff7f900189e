//! The contacts of an account, or those with a role in an opportunity, by pages, with or without a search text.

use serde::{Deserialize, Serialize};

use super::row::Row;
use super::{LastContact, PageStart, PersonView};
use crate::base::{ObjectType, RecordId};
use crate::insight::{
    Record,
    query::{FLAMES, STARS, contacts},
    response,
};
use crate::salesforce::{Schema, soql};
use crate::settings::OptOutField;

/// A page of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsPage {
    /// The contacts.
    pub people: Vec<PersonView>,
    /// After whom the next page begins; `None` on the last page.
    pub next: Option<LastContact>,
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

/// The query for a page of the contacts. With a `text`, only those who have it in their name, title or address.
pub(super) fn question(
    whose: &Whose,
    text: &str,
    start: &PageStart,
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
    let of = match whose {
        Whose::Account(account) => format!("AccountId = '{account}'"),
        Whose::Opportunity(id) => format!(
            "Id IN (SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '{id}')"
        ),
    };
    let after = match start {
        PageStart::First => String::new(),
        PageStart::After(last) => after(last, schema),
    };
    contacts(&format!("{of}{matching}{after}"), schema, more)
}

/// ` AND …`: who comes after this one. Only fields that the rep sees are sorted by.
fn after(last: &LastContact, schema: &Schema) -> String {
    let contact = schema.contact.as_ref();
    let sees = |field: &str| contact.is_some_and(|contact| contact.field(field).is_some());
    let by_id = format!("Id > '{}'", last.id);
    // The highest number first, and nothing last.
    let numbers = [(STARS, &last.stars), (FLAMES, &last.flames)].into_iter();
    let numbers = numbers.filter(|(field, _)| sees(field));
    let all = numbers.fold(by_id, |rest, (field, number)| match number {
        Some(number) => {
            format!("{field} < {number} OR {field} = null OR ({field} = {number} AND ({rest}))")
        }
        None => format!("{field} = null AND ({rest})"),
    });
    format!(" AND ({all})")
}

/// The page from its rows.
pub(super) fn page(rows: &[Row], more: &[OptOutField]) -> ContactsPage {
    let (shown, next) = response::first_page(rows);
    let mut people = response::contacts(shown, more);
    response::sort(&mut people);
    ContactsPage { people, next }
}
