//! Activities as Salesforce keeps them: a sent mail becomes an `EmailMessage` where the org has
//! Enhanced Email, else a Task of subtype Email.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::fields::Fields;
use super::schema::{INTENT_FIELD, ObjectSchema, Schema};
use super::{
    Answer, Body, Cause, Composite, CompositeReply, ObjectType, RecordId, RecordRef, RestError,
    time,
};
use crate::actions::Recipient;
use crate::journal::IntentId;
use crate::ports::Millis;
use crate::protocol::{Fault, Move};

/// A mail that was sent and is to be on the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoggedEmail {
    /// Whose id the log carries, so that it is found again and never written twice.
    pub intent: IntentId,
    /// The record that was in view.
    pub record: RecordRef,
    /// The rep's Salesforce user.
    pub user: RecordId,
    /// The address that it was sent from.
    pub from: String,
    /// The name that it was sent from.
    pub from_name: Option<String>,
    /// As in [`crate::actions::SendEmail`].
    pub to: Vec<Recipient>,
    /// Copies.
    pub cc: Vec<Recipient>,
    /// Blind copies.
    pub bcc: Vec<Recipient>,
    /// As sent.
    pub subject: String,
    /// As sent.
    pub html: String,
    /// As sent.
    pub text: String,
    /// When the mailbox took it.
    pub sent_at: Millis,
}

/// What became of a log.
#[derive(Clone, Debug, PartialEq)]
pub enum LogOutcome {
    /// It is on the record.
    Logged {
        /// The `EmailMessage` or Task.
        id: String,
        /// What was refused beside it.
        warning: Option<Fault>,
    },
    /// It is not on the record.
    Refused(RestError),
}

/// The reference of the activity in the composite.
const ACTIVITY: &str = "activity";
/// The reference of the sender's relation.
const SENDER: &str = "sender";
/// `EmailMessage.Status` 3: Sent. Anything but a draft is read-only afterwards.
const SENT: &str = "3";

/// The one call that logs a mail. After a lost answer ask [`find_logged`] first: only where the org
/// has [`INTENT_FIELD`] is this an upsert, and a message that is there already is read-only, so that
/// a second one is refused.
#[must_use]
pub fn log_email(mail: &LoggedEmail, schema: &Schema) -> Composite {
    match as_message(mail, schema) {
        Some(email) => {
            let (fields, marker) = (message_fields(mail, email), email.has_intent_field());
            save(Composite::separate(), "EmailMessage", mail, fields, marker).create(
                SENDER,
                "EmailMessageRelation",
                sender(mail),
            )
        }
        None => {
            let (fields, marker) = (task_fields(mail, schema), schema.task.has_intent_field());
            save(Composite::separate(), "Task", mail, fields, marker)
        }
    }
}

/// Who sent the message that the step before makes.
fn sender(mail: &LoggedEmail) -> Body {
    let fields = [
        ("RelationId", mail.user.as_str()),
        ("RelationType", "FromAddress"),
        ("RelationAddress", mail.from.as_str()),
    ];
    let fields: Map<String, Value> = fields
        .map(|(name, value)| (name.to_owned(), value.into()))
        .into_iter()
        .collect();
    let message = Answer {
        step: ACTIVITY,
        field: "id",
    };
    Body::from(fields).with_answer("EmailMessageId", message)
}

/// Reads the answer to [`log_email`].
#[must_use]
pub fn log_outcome(reply: &CompositeReply) -> LogOutcome {
    match reply.saved(ACTIVITY) {
        Ok(id) => LogOutcome::Logged {
            id,
            warning: reply
                .refused()
                .find(|(part, error)| !is_usual(part, error))
                .map(|(_, error)| {
                    Fault::new("salesforce.logged_in_part", Move::AskAdmin)
                        .with_detail(error.to_string())
                }),
        },
        Err(error) => LogOutcome::Refused(error),
    }
}

/// Only administrators may write the sender's relation, which serves no more than Reply in
/// Lightning: nothing that a rep could act on after every mail.
fn is_usual(part: &str, error: &RestError) -> bool {
    part == SENDER && error.cause() == Some(Cause::NoRight)
}

/// The query that finds the log of a mail after a lost answer; `None` where the org leaves no field
/// to find it by.
#[must_use]
pub fn find_logged(mail: &LoggedEmail, schema: &Schema) -> Option<String> {
    let (object, fields, field) = match as_message(mail, schema) {
        Some(email) => ("EmailMessage", email, "MessageIdentifier"),
        None => ("Task", &schema.task, "CallObject"),
    };
    let (field, value) = if fields.has_intent_field() {
        (INTENT_FIELD, mail.intent.to_string())
    } else {
        fields.can_set(field).then(|| (field, identifier(mail)))?
    };
    Some(format!(
        "SELECT Id FROM {object} WHERE {field} = '{value}' LIMIT 1"
    ))
}

/// The schema of `EmailMessage`, where this mail can be one that shows on its record: the record, or
/// somebody Salesforce knows, must be among those that it is related to.
fn as_message<'a>(mail: &LoggedEmail, schema: &'a Schema) -> Option<&'a ObjectSchema> {
    let email = schema.email_log()?;
    let on_record = related_to(&mail.record).is_some()
        || everyone(mail).any(|person| person.record.as_ref() == Some(&mail.record.id));
    on_record.then_some(email)
}

fn save(
    composite: Composite,
    object: &str,
    mail: &LoggedEmail,
    fields: Map<String, Value>,
    by_intent_field: bool,
) -> Composite {
    let id = mail.intent.as_str();
    if by_intent_field {
        composite.upsert(ACTIVITY, object, INTENT_FIELD, id, fields)
    } else {
        composite.create(ACTIVITY, object, fields)
    }
}

fn message_fields(mail: &LoggedEmail, email: &ObjectSchema) -> Map<String, Value> {
    let related_to = related_to(&mail.record);
    let mut fields = Fields::of(email);
    fields.set("Status", SENT);
    fields.set("Incoming", false);
    fields.set("MessageDate", time::datetime(mail.sent_at));
    fields.set_text("Subject", &mail.subject);
    fields.set_html("HtmlBody", &mail.html);
    fields.set_text("TextBody", &mail.text);
    fields.set("FromAddress", mail.from.as_str());
    if let Some(name) = &mail.from_name {
        fields.set_text("FromName", name);
    }
    for (ids, addresses, people) in [
        ("ToIds", "ToAddress", &mail.to),
        ("CcIds", "CcAddress", &mail.cc),
        ("BccIds", "BccAddress", &mail.bcc),
    ] {
        let (known, others): (Vec<_>, Vec<_>) = people
            .iter()
            .partition(|person| can_be_related(person, related_to));
        let known: Vec<_> = known
            .iter()
            .filter_map(|person| person.record.as_ref())
            .collect();
        let others: Vec<_> = others
            .iter()
            .map(|person| person.address.as_str())
            .collect();
        if !known.is_empty() {
            fields.set(ids, json!(known));
        }
        if !others.is_empty() {
            fields.set_text(addresses, &others.join("; "));
        }
    }
    if let Some(id) = related_to {
        fields.set("RelatedToId", id.as_str());
    }
    if !email.has_intent_field() {
        fields.set("MessageIdentifier", identifier(mail));
    }
    fields.map
}

fn task_fields(mail: &LoggedEmail, schema: &Schema) -> Map<String, Value> {
    let task = &schema.task;
    let mut fields = Fields::of(task);
    fields.set_text("Subject", &format!("Email: {}", mail.subject));
    fields.set("TaskSubtype", "Email");
    fields.set("Status", schema.closed_status());
    fields.set("ActivityDate", time::date(mail.sent_at));
    fields.set("OwnerId", mail.user.as_str());
    let who = match mail.record.object {
        ObjectType::Lead | ObjectType::Contact => Some(&mail.record.id),
        ObjectType::Account | ObjectType::Opportunity => everyone(mail)
            .filter_map(|person| person.record.as_ref())
            .find(|id| id.object() == Some(ObjectType::Contact)),
    };
    if let Some(who) = who {
        fields.set("WhoId", who.as_str());
    }
    if let Some(what) = related_to(&mail.record) {
        fields.set("WhatId", what.as_str());
    }
    fields.set_text("Description", &description(mail));
    if !task.has_intent_field() {
        fields.set("CallObject", identifier(mail));
    }
    fields.map
}

/// In the form of the Tasks that Salesforce itself makes of mails.
fn description(mail: &LoggedEmail) -> String {
    let addresses = |people: &[Recipient]| {
        people
            .iter()
            .map(|person| person.address.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    };
    format!(
        "To: {}\nCC: {}\nBCC: {}\n\nSubject: {}\nBody:\n{}",
        addresses(&mail.to),
        addresses(&mail.cc),
        addresses(&mail.bcc),
        mail.subject,
        mail.text
    )
}

/// What a mail from this record is about, beside people.
fn related_to(record: &RecordRef) -> Option<&RecordId> {
    match record.object {
        ObjectType::Account | ObjectType::Opportunity => Some(&record.id),
        ObjectType::Lead | ObjectType::Contact => None,
    }
}

/// Salesforce relates a message to a lead only where it is about nothing else (`INVALID_ID_FIELD`).
fn can_be_related(person: &Recipient, related_to: Option<&RecordId>) -> bool {
    match person.record.as_ref().and_then(RecordId::object) {
        Some(ObjectType::Contact) => true,
        Some(ObjectType::Lead) => related_to.is_none(),
        _ => false,
    }
}

fn everyone(mail: &LoggedEmail) -> impl Iterator<Item = &Recipient> {
    mail.to.iter().chain(&mail.cc).chain(&mail.bcc)
}

/// The intent's id in the form of a Message-ID, which is what `MessageIdentifier` holds.
fn identifier(mail: &LoggedEmail) -> String {
    format!("<{}@msi-actions>", mail.intent)
}
