//! Reads a record or a contact from Salesforce's JSON.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::place::Place;
use super::{Marks, Moment, PersonView, marketo};
use crate::base::{Day, Millis, ObjectType, RecordId, Zone, time::parse_datetime};
use crate::salesforce::{OptOut, opt_out::RowOf};
use crate::settings::OptOutField;

/// A record, as GET without a field list returns it (with every field that the rep can see), or the row of a query.
#[derive(Deserialize)]
pub(crate) struct Row(pub Map<String, Value>);

impl Row {
    /// A text that is not empty.
    pub fn text(&self, field: &str) -> Option<String> {
        let text = self.0.get(field)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The moment of a date and time field.
    pub fn at(&self, field: &str) -> Option<Millis> {
        parse_datetime(&self.text(field)?)
    }

    /// The day of a date field.
    pub fn day(&self, field: &str) -> Option<Day> {
        Day::parse(&self.text(field)?).ok()
    }

    /// The value of a check box, where the row has it.
    pub fn is(&self, field: &str) -> Option<bool> {
        self.0.get(field)?.as_bool()
    }

    /// Stars and flames, where the org has the fields of Marketo Sales Insight's package. They end on `__c`, those of
    /// a person account's person on `__pc`.
    pub fn marks(&self, ending: &str) -> Option<Marks> {
        marketo::marks(&self.0, ending)
    }

    /// The last interesting moment.
    pub fn moment(&self) -> Option<Moment> {
        Some(Moment {
            description: self.text("mkto_si__Last_Interesting_Moment_Desc__c")?,
            kind: self.text("mkto_si__Last_Interesting_Moment_Type__c"),
            at: self.at("mkto_si__Last_Interesting_Moment_Date__c"),
        })
    }

    /// The person of the row. The fields of a person account begin with `Person`.
    pub fn person(&self, record: RecordId, of: RowOf, more: &[OptOutField]) -> PersonView {
        let prefix = match of {
            RowOf::Person(_) => "",
            RowOf::PersonAccount => "Person",
        };
        let text = |field: &str| self.text(&format!("{prefix}{field}"));
        PersonView {
            record,
            name: self.text("Name").unwrap_or_default(),
            title: text("Title"),
            address: text("Email"),
            // A person account's *Phone* has no prefix.
            phone: self.text("Phone"),
            mobile: text("MobilePhone"),
            role: None,
            primary: false,
            marks: self.marks("__c"),
            // A person account's contact has the account's owner.
            owner: self.id("OwnerId"),
            zone: self.zone_of(of),
            opt_out: OptOut::read(&self.0, of, more),
        }
    }

    /// The time zone of a person: by their own address, else by that of their account.
    fn zone_of(&self, of: RowOf) -> Option<Zone> {
        match of {
            RowOf::Person(ObjectType::Contact) => zone(&self.0, "MailingAddress")
                .or_else(|| zone(self.0.get("Account")?.as_object()?, "BillingAddress")),
            RowOf::Person(_) => zone(&self.0, "Address"),
            RowOf::PersonAccount => {
                zone(&self.0, "PersonMailingAddress").or_else(|| zone(&self.0, "BillingAddress"))
            }
        }
    }

    /// An id, where it is one.
    pub fn id(&self, field: &str) -> Option<RecordId> {
        RecordId::parse(&self.text(field)?).ok()
    }

    /// The name of a record that the row leads to.
    pub fn name_of(&self, relation: &str) -> Option<&str> {
        self.0.get(relation)?.get("Name")?.as_str()
    }

    /// The contact of the row.
    pub fn contact(&self, more: &[OptOutField]) -> Option<PersonView> {
        Some(self.person(self.id("Id")?, RowOf::Person(ObjectType::Contact), more))
    }

    /// The person of a person account; `None` for any other account.
    pub fn person_account(&self, more: &[OptOutField]) -> Option<PersonView> {
        Some(PersonView {
            marks: self.marks("__pc"),
            ..self.person(self.id("PersonContactId")?, RowOf::PersonAccount, more)
        })
    }
}

/// The time zone of a compound address field, where it tells.
fn zone(row: &Map<String, Value>, address: &str) -> Option<Zone> {
    Place::read(row.get(address)?.as_object()?).zone()
}
