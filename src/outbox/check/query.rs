//! The one composite before a mail: everybody whom it is for, as Salesforce has them now.

use serde_json::{Map, Value};

use crate::actions::SendEmail;
use crate::base::{Millis, ObjectType, Recipient, RecordId, RecordRef, time};
use crate::salesforce::{
    Cause, Composite, CompositeReply, RestError, Schema,
    opt_out::{NO_EMAIL, OptOut, RowOf},
    soql,
};
use crate::settings::OptOutField;

/// The objects that people are of, with the reference of each of their steps.
const OBJECTS: [(ObjectType, &str, &str); 2] = [
    (ObjectType::Lead, "leads", "leadsByAddress"),
    (ObjectType::Contact, "contacts", "contactsByAddress"),
];

/// What is asked: people by their ids, the one whose record the mail is written on among them, and by the
/// addresses that were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PeopleQuery {
    pub ids: Vec<RecordId>,
    pub addresses: Vec<String>,
    /// Of so many days the mails to them are asked for; 0 for none.
    pub days: u32,
}

impl PeopleQuery {
    pub fn of_mail(record: &RecordRef, form: &SendEmail) -> Self {
        Self::of(record, everybody(form))
    }

    pub fn of<'a>(record: &RecordRef, people: impl IntoIterator<Item = &'a Recipient>) -> Self {
        let on_person = matches!(record.object, ObjectType::Lead | ObjectType::Contact);
        let mut asked = Self {
            ids: on_person.then(|| record.id.clone()).into_iter().collect(),
            addresses: Vec::new(),
            days: 0,
        };
        for person in people {
            let address = person.address.to_ascii_lowercase();
            match &person.record {
                Some(id) if !asked.ids.contains(id) => asked.ids.push(id.clone()),
                None if !address.is_empty() && !asked.addresses.contains(&address) => {
                    asked.addresses.push(address);
                }
                _ => {}
            }
        }
        asked
    }

    /// Also asks who of them got a mail in the last days.
    pub fn written_to(self, days: u32) -> Self {
        Self { days, ..self }
    }

    /// The composite; deleted people are asked for too, as long as Salesforce still has them.
    pub fn composite(&self, schema: &Schema, more: &[OptOutField]) -> Composite {
        let mut composite = Composite::separate();
        for (object, by_id, by_address) in OBJECTS {
            let Some(fields) = fields(object, schema, more) else {
                continue;
            };
            let from = format!("SELECT {fields} FROM {}", object.api_name());
            let ids = self.ids.iter().filter(|id| id.object() == Some(object));
            let ids = list(ids.map(RecordId::as_str));
            if !ids.is_empty() {
                composite = composite.query_all(by_id, &format!("{from} WHERE Id IN ({ids})"));
            }
            if !self.addresses.is_empty() && sees(schema, object, "Email") {
                let addresses = list(self.addresses.iter().map(String::as_str));
                let alive = match object {
                    ObjectType::Lead => " AND IsConverted = false",
                    _ => "",
                };
                let question = format!("{from} WHERE Email IN ({addresses}){alive}");
                composite = composite.query(by_address, &question);
            }
        }
        match self.last_mails(schema) {
            Some(question) => composite.query(MAILS, &question),
            None => composite,
        }
    }

    /// Salesforce makes a Task of every mail, also of an `EmailMessage`. Answers that we logged are none of theirs.
    fn last_mails(&self, schema: &Schema) -> Option<String> {
        let asked = self.days > 0 && !self.ids.is_empty();
        if !asked || !schema.task.takes("TaskSubtype", "Email") {
            return None;
        }
        let ids = list(self.ids.iter().map(RecordId::as_str));
        Some(format!(
            "SELECT WhoId, CreatedDate, CreatedById, CreatedBy.Name FROM Task WHERE WhoId IN ({ids}) \
             AND TaskSubtype = 'Email' AND CreatedDate = LAST_N_DAYS:{} \
             AND (NOT Subject LIKE 'Reply:%') ORDER BY CreatedDate DESC, Id ASC LIMIT 2000",
            self.days
        ))
    }
}

/// The reference of the step that asks for the last mails to them.
const MAILS: &str = "mails";

/// Everybody whom a mail is for.
pub(super) fn everybody(form: &SendEmail) -> impl Iterator<Item = &Recipient> {
    form.to.iter().chain(&form.cc).chain(&form.bcc)
}

/// What Salesforce says of them.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// When Salesforce was asked.
    pub(super) at: Millis,
    /// What was asked.
    pub(super) asked: PeopleQuery,
    /// Who was found.
    pub(super) people: Vec<Person>,
    /// The objects of which nobody could be asked for.
    pub(super) unread: Vec<ObjectType>,
    /// The mails that they got in the last days, the last one first.
    mails: Vec<LastMail>,
}

/// A mail that somebody got.
#[derive(Clone, Debug)]
pub(super) struct LastMail {
    who: RecordId,
    pub at: Millis,
    pub by: RecordId,
    /// The name of who wrote it.
    pub name: String,
}

/// A lead or contact as it is now.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub id: RecordId,
    pub name: String,
    /// `None` where the rep may not see it.
    pub address: Option<String>,
    pub opt_out: OptOut,
    pub owner: Option<(RecordId, String)>,
    pub fate: Fate,
}

/// What has become of a record.
#[derive(Clone, Debug)]
pub(super) enum Fate {
    There,
    Gone,
    /// Another record has taken its place: the survivor of a merge, or the contact that a lead became.
    Became {
        person: Recipient,
        converted: bool,
    },
}

impl Facts {
    /// The record that has taken the place of `record`, if one has.
    pub(super) fn successor(&self, record: &RecordRef) -> Option<RecordRef> {
        let person = self.people.iter().find(|person| person.id == record.id)?;
        let Fate::Became { person, .. } = &person.fate else {
            return None;
        };
        record.beside(person.record.as_ref()?)
    }

    /// Reads the answer. A refusal of one step is of its object; one that passes is of the whole check.
    pub(super) fn read(
        asked: PeopleQuery,
        reply: Option<&CompositeReply>,
        more: &[OptOutField],
        at: Millis,
    ) -> Result<Self, RestError> {
        let mut facts = Self {
            at,
            asked,
            people: Vec::new(),
            unread: Vec::new(),
            // Where the rep may not see Tasks, nobody knows.
            mails: reply
                .and_then(|reply| reply.rows::<Map<String, Value>>(MAILS).ok())
                .map(|rows| rows.iter().filter_map(last_mail).collect())
                .unwrap_or_default(),
        };
        for (object, by_id, by_address) in OBJECTS {
            let asks = facts.asked.ids.iter().any(|id| id.object() == Some(object));
            let mut unread = false;
            for (step, wanted) in [
                (by_id, asks),
                (by_address, !facts.asked.addresses.is_empty()),
            ] {
                let Some(reply) = reply.filter(|reply| reply.has(step)) else {
                    unread |= wanted;
                    continue;
                };
                match reply.rows::<Map<String, Value>>(step) {
                    Ok(rows) => {
                        let people = rows.iter().filter_map(|row| person(row, object, more));
                        facts.people.extend(people);
                    }
                    Err(error) if error.cause().is_some_and(is_about_rights) => unread = true,
                    Err(error) => return Err(error),
                }
            }
            if unread {
                facts.unread.push(object);
            }
        }
        Ok(facts)
    }

    /// Those who have an address now.
    pub(super) fn people_at(&self, address: &str) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| {
            let own = person.address.as_deref().unwrap_or_default();
            matches!(person.fate, Fate::There) && own.eq_ignore_ascii_case(address)
        })
    }

    /// The last mail that somebody got, as far as that was asked.
    pub(super) fn last_mail(&self, who: &RecordId) -> Option<&LastMail> {
        self.mails.iter().find(|mail| mail.who == *who)
    }

    /// Whether everything that `other` asks is known here: people are also found by their addresses.
    pub(super) fn covers(&self, other: &PeopleQuery) -> bool {
        let found = |id: &RecordId| self.people.iter().any(|person| person.id == *id);
        let ids = &self.asked.ids;
        let mut addresses = other.addresses.iter();
        other.ids.iter().all(|id| ids.contains(id) || found(id))
            && addresses.all(|own| self.asked.addresses.contains(own))
    }

    /// Makes each typed address the one person who has it, so that the mail is in their history. An address of
    /// several people stays an address.
    pub(super) fn recognise(&self, mail: &mut SendEmail) {
        for typed in mail.to.iter_mut().chain(&mut mail.cc).chain(&mut mail.bcc) {
            let address = typed.address.clone();
            let mut owners = self.people_at(&address);
            // Who is also the record in view was found twice.
            if let Some(person) = owners.next()
                && owners.all(|other| other.id == person.id)
            {
                typed.become_known(&Recipient {
                    address: address.clone(),
                    name: Some(person.name.clone()).filter(|name| !name.is_empty()),
                    record: Some(person.id.clone()),
                    owner: person.owner.as_ref().map(|(id, _)| id.clone()),
                    ..Recipient::default()
                });
            }
        }
    }
}

/// Refusals of what the rep may see; a schema that is a day old may know more than there is now.
const fn is_about_rights(cause: Cause) -> bool {
    matches!(cause, Cause::NoRight | Cause::NotThere)
}

/// What is asked of an object, as far as the rep may see it.
fn fields(object: ObjectType, schema: &Schema, more: &[OptOutField]) -> Option<String> {
    let person = schema.people(object)?;
    let mut fields = vec!["Id".to_owned(), "Name".into(), "IsDeleted".into()];
    let mut add = |needs: &str, fields_of: &[&str]| {
        if person.field(needs).is_some() {
            fields.extend(fields_of.iter().map(|field| (*field).to_owned()));
        }
    };
    add("Email", &["Email"]);
    add(NO_EMAIL, &[NO_EMAIL]);
    add("OwnerId", &["OwnerId", "Owner.Name"]);
    add("MasterRecordId", &["MasterRecordId", "MasterRecord.Name"]);
    if person.field("Email").is_some() {
        add("MasterRecordId", &["MasterRecord.Email"]);
    }
    if object == ObjectType::Lead {
        add("IsConverted", &["IsConverted"]);
        if schema.contact.is_some() {
            let became = ["ConvertedContactId", "ConvertedContact.Name"];
            add("ConvertedContactId", &became);
        }
        if sees(schema, ObjectType::Contact, "Email") {
            add("ConvertedContactId", &["ConvertedContact.Email"]);
        }
    }
    for name in more.iter().filter_map(|field| field.on(object)) {
        if person.field(name).is_some() && !fields.iter().any(|other| other == name) {
            fields.push(name.to_owned());
        }
    }
    Some(fields.join(", "))
}

fn sees(schema: &Schema, object: ObjectType, field: &str) -> bool {
    schema
        .people(object)
        .is_some_and(|person| person.field(field).is_some())
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(soql::literal).collect::<Vec<_>>().join(", ")
}

fn last_mail(row: &Map<String, Value>) -> Option<LastMail> {
    let text = |field: &str| row.get(field)?.as_str();
    let by = row.get("CreatedBy").and_then(Value::as_object);
    let name = by.and_then(|by| by.get("Name")?.as_str());
    Some(LastMail {
        who: RecordId::parse(text("WhoId")?).ok()?,
        at: time::parse_datetime(text("CreatedDate")?)?,
        by: RecordId::parse(text("CreatedById")?).ok()?,
        name: name.unwrap_or_default().to_owned(),
    })
}

fn person(row: &Map<String, Value>, object: ObjectType, more: &[OptOutField]) -> Option<Person> {
    let text = |row: &Map<String, Value>, field: &str| {
        let text = row.get(field)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let id = |field: &str| RecordId::parse(&text(row, field)?).ok();
    let is = |field: &str| row.get(field).and_then(Value::as_bool) == Some(true);
    let other = |id: RecordId, relation: &str| {
        let other = row.get(relation)?.as_object()?;
        Some(Recipient {
            address: text(other, "Email").unwrap_or_default(),
            name: text(other, "Name"),
            record: Some(id),
            ..Recipient::default()
        })
    };
    let became = |person: Option<Recipient>, converted| match person {
        Some(person) => Fate::Became { person, converted },
        None => Fate::Gone,
    };
    let fate = if is("IsDeleted") {
        let survivor = id("MasterRecordId").and_then(|id| other(id, "MasterRecord"));
        became(survivor, false)
    } else if is("IsConverted") {
        let contact = id("ConvertedContactId").and_then(|id| other(id, "ConvertedContact"));
        became(contact, true)
    } else {
        Fate::There
    };
    let owner_name = row.get("Owner").and_then(Value::as_object);
    Some(Person {
        id: id("Id")?,
        name: text(row, "Name").unwrap_or_default(),
        address: row
            .contains_key("Email")
            .then(|| text(row, "Email").unwrap_or_default()),
        opt_out: OptOut::read(row, RowOf::Person(object), more),
        owner: id("OwnerId").zip(owner_name.and_then(|owner| text(owner, "Name"))),
        fate,
    })
}
