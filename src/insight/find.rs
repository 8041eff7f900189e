//! Searches leads and contacts by a part of their name, company or address while the rep types: one composite.

use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use super::PersonView;
use super::row::Row;
use crate::base::{ObjectType, RecordId, sort::sort_by_key};
use crate::insight::query::{account_address, fields_of, visible};
use crate::salesforce::{
    Composite, CompositeReply, ObjectSchema, RestError, Schema, opt_out::RowOf, soql,
};
use crate::settings::OptOutField;

/// The fewest characters for which Salesforce is asked.
const FEWEST: usize = 2;
/// The longest text that is searched for; no name, company or address is longer.
const MOST: usize = 255;
/// The most that one query gives.
const LIMIT: u8 = 8;

/// The queries, in groups: the people of one group are shown together, by name.
const GROUPS: [&[(&str, ObjectType, Scope)]; 3] = [
    &[("ofAccount", ObjectType::Contact, Scope::Account)],
    &[
        ("myContacts", ObjectType::Contact, Scope::Own),
        ("myLeads", ObjectType::Lead, Scope::Own),
    ],
    &[
        ("contacts", ObjectType::Contact, Scope::All),
        ("leads", ObjectType::Lead, Scope::All),
    ],
];

/// The people among whom a query searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The contacts of the record's account.
    Account,
    /// The rep's own.
    Own,
    /// Everybody.
    All,
}

/// Which people are searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Leads and contacts that have an address.
    Recipients,
    /// Contacts: an activity on an account or opportunity takes no leads.
    Contacts,
}

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPerson {
    /// The lead or contact.
    pub person: PersonView,
    /// Their company or account.
    pub company: Option<String>,
}

/// Whether a text is long enough to ask Salesforce.
#[must_use]
pub fn is_searchable(typed: &str) -> bool {
    typed.trim().chars().count() >= FEWEST
}

/// A search.
pub(super) struct Search<'a> {
    /// As typed.
    pub text: &'a str,
    pub whom: Whom,
    /// The account of the record in view.
    pub account: Option<RecordId>,
    /// The rep.
    pub user: RecordId,
}

impl Search<'_> {
    /// The composite; empty where the text is too short.
    pub fn question(&self, schema: &Schema, more: &[OptOutField]) -> Composite {
        let mut composite = Composite::separate();
        let text: String = self.text.trim().chars().take(MOST).collect();
        if !is_searchable(&text) {
            return composite;
        }
        for (reference, object, scope) in GROUPS.into_iter().flatten() {
            if let Some(query) = self.query(&text, *object, *scope, schema, more) {
                composite = composite.query(reference, &query);
            }
        }
        composite
    }

    fn query(
        &self,
        text: &str,
        object: ObjectType,
        scope: Scope,
        schema: &Schema,
        more: &[OptOutField],
    ) -> Option<String> {
        let person = schema.people(object)?;
        let sees = |field: &str| person.field(field).is_some();
        let among = match scope {
            Scope::Account => {
                let account = self.account.as_ref().filter(|_| sees("AccountId"))?;
                format!(" AND AccountId = '{account}'")
            }
            Scope::Own if sees("OwnerId") => format!(" AND OwnerId = '{}'", self.user),
            Scope::Own => return None,
            Scope::All => String::new(),
        };
        let kind = match (self.whom, object) {
            (Whom::Contacts, ObjectType::Lead) => return None,
            (Whom::Recipients, _) if !sees("Email") => return None,
            (Whom::Recipients, ObjectType::Lead) => " AND Email != null AND IsConverted = false",
            (Whom::Recipients, _) => " AND Email != null",
            (Whom::Contacts, _) => "",
        };
        let company = company(object, person);
        let matching = matching(text, scope, person, company);
        let fields = visible(person, "", &fields_of(object, more));
        let address = match object {
            ObjectType::Contact => account_address(schema, ""),
            _ => String::new(),
        };
        let company = company
            .map(|field| format!(", {field}"))
            .unwrap_or_default();
        Some(format!(
            "SELECT Id, Name{fields}{company}{address} FROM {} WHERE ({matching}){among}{kind} \
             ORDER BY Name ASC, Id ASC LIMIT {LIMIT}",
            object.api_name()
        ))
    }
}

/// The field that has the company's name, where the rep may see it.
fn company(object: ObjectType, person: &ObjectSchema) -> Option<&'static str> {
    match object {
        ObjectType::Lead => Some("Company"),
        _ => person.field("AccountId").map(|_| "Account.Name"),
    }
}

/// In few people any part of a name is looked for; in all of them only how it begins, which an index finds.
fn matching(
    text: &str,
    scope: Scope,
    person: &ObjectSchema,
    company: Option<&'static str>,
) -> String {
    let pattern = match scope {
        Scope::Account | Scope::Own => soql::containing(text),
        Scope::All => soql::beginning(text),
    };
    let last_name = (scope == Scope::All).then_some("LastName");
    let email = person.field("Email").map(|_| "Email");
    let company = company.filter(|_| scope != Scope::Account);
    let fields = [Some("Name"), last_name, email, company];
    let terms = fields.into_iter().flatten();
    let terms: Vec<String> = terms
        .map(|field| format!("{field} LIKE {pattern}"))
        .collect();
    terms.join(" OR ")
}

/// Everybody who was found, each once.
pub(super) fn read(
    reply: &CompositeReply,
    more: &[OptOutField],
) -> Result<Vec<FoundPerson>, RestError> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for group in GROUPS {
        let mut found = Vec::new();
        for (reference, object, _) in group {
            let rows: Vec<Row> = reply.visible_rows(reference)?;
            found.extend(rows.iter().filter_map(|row| person(row, *object, more)));
        }
        found.retain(|found| seen.insert(found.person.record.clone()));
        sort_by_key(&mut found, |found| {
            (
                found.person.name.to_lowercase(),
                found.person.record.clone(),
            )
        });
        all.extend(found);
    }
    Ok(all)
}

fn person(row: &Row, object: ObjectType, more: &[OptOutField]) -> Option<FoundPerson> {
    let account = || row.name_of("Account");
    Some(FoundPerson {
        person: row.person(row.id("Id")?, RowOf::Person(object), more),
        company: row.text("Company").or_else(|| account().map(str::to_owned)),
    })
}
