//! Activities as Salesforce keeps them: a sent mail becomes an `EmailMessage` where the org has
//! Enhanced Email, else a Task of subtype Email.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{links::Links, step_run, step_task};
use crate::base::{
    Day, Fault, IntentId, Millis, Move, ObjectType, Recipient, RecordId, RecordRef, time,
};
use crate::salesforce::{
    Answer, Body, Cause, Composite, CompositeReply, INTENT_FIELD, ObjectSchema, RestError, Schema,
    activity_fields::{EMAIL_STATUS_FIELD, TEMPLATE_FIELD},
    fields::Fields,
    notices::{Notices, both},
    text,
};

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
    /// The opportunity that it is about, where the record is a person.
    #[serde(default)]
    pub about: Option<RecordId>,
    /// The subject of a Task that logs it.
    pub task_subject: String,
    /// The name of the template that it was made of.
    pub template: Option<String>,
    /// The task that is done by it.
    #[serde(default)]
    pub closes: Option<RecordId>,
    /// The key of the record that says that a campaign's step is done by it.
    #[serde(default)]
    pub run: Option<String>,
    /// When the mailbox took it.
    pub sent_at: Millis,
    /// The day on which that was for the rep.
    pub sent_on: Day,
}

/// As what a mail is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogAs {
    /// As an `EmailMessage`, where the org has them and the mail would show on its record as one.
    #[default]
    Message,
    /// As a Task in any case: the org refuses messages to the rep.
    Task,
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
/// The user who sent a message.
const FROM: &str = "FromId";
/// What a message is about.
const RELATED: &str = "RelatedToId";
/// The reference of the sender's relation.
const SENDER: &str = "sender";
/// The most characters of a list of addresses in a Task's description: what an `EmailMessage`'s holds.
const LIST: usize = 4000;
/// The value of `Task.Type` for mails.
const EMAIL: &str = "Email";
/// What Marketo Sales calls a mail that left.
const SENT_STATUS: &str = "sent";
/// `EmailMessage.Status` 3: Sent. Anything but a draft is read-only afterwards.
const SENT: &str = "3";

/// The one call that logs a mail, and what of the mail does not fit. After a lost answer ask
/// [`find_logged`] first: only where the org has [`INTENT_FIELD`] is this an upsert, and a message
/// that is there already is read-only, so that a second one is refused.
#[must_use]
pub fn log_email(mail: &LoggedEmail, schema: &Schema, log_as: LogAs) -> (Composite, Option<Fault>) {
    let (composite, told) = log_plain(mail, schema, log_as);
    let composite = match as_message(mail, schema, log_as) {
        Some(email) if !email.can_set(FROM) => {
            composite.create(SENDER, "EmailMessageRelation", sender(mail))
        }
        _ => composite,
    };
    (composite, told)
}

/// As [`log_email`], without the sender's relation, which Salesforce refuses to most reps: for where a step that is
/// refused takes the others with it.
#[must_use]
pub fn log_plain(mail: &LoggedEmail, schema: &Schema, log_as: LogAs) -> (Composite, Option<Fault>) {
    let (object, fields, marker) = match as_message(mail, schema, log_as) {
        Some(email) => (
            "EmailMessage",
            message_fields(mail, email),
            email.has_intent_field(),
        ),
        None => (
            "Task",
            task_fields(mail, schema),
            schema.task.has_intent_field(),
        ),
    };
    let told = fields.notices.fault(object);
    let composite = save(Composite::separate(), object, mail, fields.map, marker);
    let composite = step_task::close(composite, mail.closes.as_ref(), schema);
    let composite = step_run::note(composite, mail.run.as_deref(), ACTIVITY);
    (composite, told)
}

/// Whether a mail is logged as an `EmailMessage`.
#[must_use]
pub fn is_message(mail: &LoggedEmail, schema: &Schema, log_as: LogAs) -> bool {
    as_message(mail, schema, log_as).is_some()
}

/// Who sent the message that the step before makes, where the message itself cannot say it.
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

/// Reads the answer to [`log_email`], which `told` what does not fit.
#[must_use]
pub fn log_outcome(reply: &CompositeReply, told: Option<Fault>) -> LogOutcome {
    match reply.saved(ACTIVITY) {
        Ok(id) => {
            let refused = reply
                .refused()
                .find(|(part, error)| !is_usual(part, error))
                .map(|(_, error)| logged_in_part(&error));
            LogOutcome::Logged {
                id,
                warning: both(refused, told),
            }
        }
        Err(error) => LogOutcome::Refused(error),
    }
}

/// What the rep is told where something beside the log was refused.
#[must_use]
pub fn logged_in_part(error: &RestError) -> Fault {
    Fault::new("salesforce.logged_in_part", Move::AskAdmin).with_detail(error.to_string())
}

/// Only administrators may write the sender's relation, which serves no more than Reply in
/// Lightning: nothing that a rep could act on after every mail. A task that was deleted meanwhile wants nothing either, and
/// what the campaign knows of a mail is the rep's other browsers' matter.
fn is_usual(part: &str, error: &RestError) -> bool {
    part == SENDER && error.cause() == Some(Cause::NoRight)
        || step_task::is_gone(part, error)
        || step_run::is(part)
}

/// What the log of a mail is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The object that it is of.
    pub object: &'static str,
    /// The field that says which mail it is of.
    pub field: &'static str,
    /// What stands there.
    pub value: String,
}

/// The query that finds the log of a mail after a lost answer; `None` where the org leaves no field
/// to find it by.
#[must_use]
pub fn find_logged(mail: &LoggedEmail, schema: &Schema, log_as: LogAs) -> Option<String> {
    let Marker {
        object,
        field,
        value,
    } = marker(mail, schema, log_as)?;
    Some(format!(
        "SELECT Id FROM {object} WHERE {field} = '{value}' LIMIT 1"
    ))
}

/// What the log of a mail is found by; `None` where the org leaves no field for that.
#[must_use]
pub fn marker(mail: &LoggedEmail, schema: &Schema, log_as: LogAs) -> Option<Marker> {
    let (object, fields, field) = match as_message(mail, schema, log_as) {
        Some(email) => ("EmailMessage", email, "MessageIdentifier"),
        None => ("Task", &schema.task, "CallObject"),
    };
    let (field, value) = if fields.has_intent_field() {
        (INTENT_FIELD, mail.intent.to_string())
    } else {
        fields.can_set(field).then(|| (field, identifier(mail)))?
    };
    Some(Marker {
        object,
        field,
        value,
    })
}

/// The schema of `EmailMessage`, where this mail can be one that shows on its record: the record, or
/// somebody Salesforce knows, must be among those that it is related to.
fn as_message<'a>(
    mail: &LoggedEmail,
    schema: &'a Schema,
    log_as: LogAs,
) -> Option<&'a ObjectSchema> {
    let email = schema.email_log().filter(|_| log_as == LogAs::Message)?;
    let is_own = |person: &Recipient| person.record.as_ref() == Some(&mail.record.id);
    let to_it = lists(mail)
        .into_iter()
        .any(|(ids, _, people)| email.can_set(ids) && people.iter().any(is_own));
    // Without the right to say what a message is about, a Task says it; where that cannot either, a person's message stays.
    let says_it = related_to(mail).is_none()
        || email.can_set(RELATED)
        || (to_it && !schema.task.can_set("WhatId"));
    (says_it && (to_it || is_about(&mail.record))).then_some(email)
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

fn message_fields<'a>(mail: &LoggedEmail, email: &'a ObjectSchema) -> Fields<'a> {
    let related_to = related_to(mail);
    let mut fields = Fields::of(email);
    fields.set("Status", SENT);
    fields.set("Incoming", false);
    fields.set("MessageDate", time::datetime(mail.sent_at));
    fields.set_text("Subject", &mail.subject);
    fields.set_html("HtmlBody", &mail.html);
    fields.set_text("TextBody", &mail.text);
    fields.set(FROM, mail.user.as_str());
    fields.set_addresses("FromAddress", &[&mail.from]);
    if let Some(name) = &mail.from_name {
        fields.set_text("FromName", name);
    }
    for (ids, addresses, people) in lists(mail) {
        let (known, others): (Vec<_>, Vec<_>) = people
            .iter()
            .partition(|person| email.can_set(ids) && can_be_related(person, related_to));
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
        fields.set_addresses(addresses, &others);
    }
    if let Some(id) = related_to {
        fields.fill_in(RELATED, id.as_str());
    }
    if !email.has_intent_field() {
        fields.set("MessageIdentifier", identifier(mail));
    }
    fields
}

fn task_fields<'a>(mail: &LoggedEmail, schema: &'a Schema) -> Fields<'a> {
    let task = &schema.task;
    let mut fields = Fields::of(task);
    fields.set_text("Subject", &mail.task_subject);
    if task.has_choice("Type", EMAIL) {
        fields.set("Type", EMAIL);
    }
    fields.set_text(EMAIL_STATUS_FIELD, SENT_STATUS);
    if let Some(template) = &mail.template {
        fields.set_text(TEMPLATE_FIELD, template);
    }
    if task.takes("TaskSubtype", "Email") {
        fields.set("TaskSubtype", "Email");
    }
    fields.set("Status", schema.closed_status());
    fields.set("ActivityDate", mail.sent_on.to_string());
    fields.set("OwnerId", mail.user.as_str());
    let people = everyone(mail).filter_map(|person| person.record.as_ref());
    Links::of(&mail.record, people, mail.about.as_ref()).set(&mut fields);
    let description = description(mail, &mut fields.notices);
    fields.set_text("Description", &description);
    if !task.has_intent_field() {
        fields.set("CallObject", identifier(mail));
    }
    fields
}

/// In the form of the Tasks that Salesforce itself makes of mails. Long lists leave room for the mail.
fn description(mail: &LoggedEmail, notices: &mut Notices) -> String {
    let mut addresses = |people: &[Recipient]| {
        let all: Vec<_> = people
            .iter()
            .map(|person| person.address.as_str())
            .collect();
        let (list, missing) = text::addresses_within(&all, LIST);
        notices.addresses += missing;
        match missing {
            0 => list,
            _ => format!("{list}; … (+{missing})"),
        }
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

/// What a mail is about, beside people: the opportunity that the rep chose, else the record in view where it is no
/// person. A lead's mail is about nothing else.
fn related_to(mail: &LoggedEmail) -> Option<&RecordId> {
    match mail.record.object {
        ObjectType::Lead => None,
        ObjectType::Contact => mail.about.as_ref(),
        ObjectType::Account | ObjectType::Opportunity => {
            Some(mail.about.as_ref().unwrap_or(&mail.record.id))
        }
    }
}

/// The receivers, with the fields for those whom Salesforce knows and for the addresses of the others.
const fn lists(mail: &LoggedEmail) -> [(&'static str, &'static str, &Vec<Recipient>); 3] {
    [
        ("ToIds", "ToAddress", &mail.to),
        ("CcIds", "CcAddress", &mail.cc),
        ("BccIds", "BccAddress", &mail.bcc),
    ]
}

/// Whether a mail from the record is about it, and not to it.
const fn is_about(record: &RecordRef) -> bool {
    matches!(record.object, ObjectType::Account | ObjectType::Opportunity)
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
