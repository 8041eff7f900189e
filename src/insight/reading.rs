//! From Salesforce's answer to a record view.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::HashSet;

use super::question::step;
use super::{
    Acting, ActivityKind, ActivityView, Freshness, MailboxState, Marks, Moment, PageUser,
    RecordView,
};
use crate::actions::Recipient;
use crate::ports::Millis;
use crate::salesforce::time::{parse_date, parse_datetime};
use crate::salesforce::{
    Cause, CompositeReply, ObjectType, RecordId, RecordRef, RestError, SalesforceUser,
};

/// The view of `record` from the answer to its question.
pub(super) fn view(
    record: &RecordRef,
    user: &SalesforceUser,
    now: Millis,
    reply: &CompositeReply,
) -> Result<RecordView, RestError> {
    let row = Row(reply.part(step::RECORD)?);
    let company = match record.object {
        ObjectType::Lead => row.text("Company"),
        ObjectType::Account => None,
        ObjectType::Contact | ObjectType::Opportunity => company(reply)?,
    };
    let title = match record.object {
        ObjectType::Lead | ObjectType::Contact => row.text("Title"),
        ObjectType::Account => row.text("Industry"),
        ObjectType::Opportunity => row.text("StageName"),
    };
    let view = RecordView {
        record: record.clone(),
        name: row.text("Name").unwrap_or_default(),
        title,
        company,
        person: person(record, &row, reply)?,
        marks: row.marks(),
        moment: row.moment(),
        activities: activities(reply)?,
        actions: Vec::new(),
        mailbox: MailboxState::NotConnected,
        acting_as: user.name.clone(),
        acting: Acting {
            name: user.name.clone(),
            org: user.org.clone(),
            page_user: PageUser::Unknown { confirmed: false },
        },
        freshness: Freshness {
            at: now,
            fault: None,
        },
    };
    Ok(view.with_mailbox(MailboxState::NotConnected))
}

fn person(
    record: &RecordRef,
    row: &Row,
    reply: &CompositeReply,
) -> Result<Option<Recipient>, RestError> {
    match record.object {
        ObjectType::Lead | ObjectType::Contact => Ok(row.text("Email").map(|address| Recipient {
            address,
            name: row.text("Name"),
            record: Some(record.id.clone()),
        })),
        ObjectType::Account => match row.person_account() {
            Some(person) => Ok(Some(person)),
            None => {
                let people: Vec<Person> = rows(reply, step::PEOPLE)?;
                Ok(people.into_iter().find_map(Person::recipient))
            }
        },
        ObjectType::Opportunity => {
            let roles: Vec<Role> = rows(reply, step::PEOPLE)?;
            Ok(roles.into_iter().find_map(|role| role.contact?.recipient()))
        }
    }
}

fn company(reply: &CompositeReply) -> Result<Option<String>, RestError> {
    let rows: Vec<OfAccount> = rows(reply, step::COMPANY)?;
    Ok(rows
        .into_iter()
        .find_map(|row| row.account)
        .map(|account| account.name))
}

/// Open tasks by due date, then everything done, newest first. Salesforce makes a Task of every
/// `EmailMessage`: the message stands for both.
fn activities(reply: &CompositeReply) -> Result<Vec<ActivityView>, RestError> {
    let open: Vec<Task> = rows(reply, step::OPEN)?;
    let done: Vec<Task> = rows(reply, step::DONE)?;
    let mails: Vec<Mail> = rows(reply, step::MAILS)?;
    let told: HashSet<&str> = mails
        .iter()
        .filter_map(|mail| mail.activity_id.as_deref())
        .collect();
    let mut past: Vec<ActivityView> = done
        .into_iter()
        .filter(|task| !told.contains(task.id.as_str()))
        .map(|task| task.view(false))
        .chain(mails.iter().map(Mail::view))
        .collect();
    past.sort_by_key(|activity| Reverse(activity.at));
    Ok(open
        .into_iter()
        .map(|task| task.view(true))
        .chain(past)
        .collect())
}

/// The rows of a query; none where it was not asked or the rep may not see the object, so that one
/// missing right does not hide the whole record.
fn rows<T: serde::de::DeserializeOwned>(
    reply: &CompositeReply,
    reference: &str,
) -> Result<Vec<T>, RestError> {
    if !reply.has(reference) {
        return Ok(Vec::new());
    }
    match reply.rows(reference) {
        Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => {
            Ok(Vec::new())
        }
        other => other,
    }
}

/// The record, as GET without a field list gives it: every field that the rep can see.
struct Row(Map<String, Value>);

impl Row {
    fn text(&self, field: &str) -> Option<String> {
        let text = self.0.get(field)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Where the org has the fields of Marketo Sales Insight's package.
    fn marks(&self) -> Option<Marks> {
        let stars = self.0.get("mkto_si__Relative_Score_Value__c");
        let flames = self.0.get("mkto_si__Urgency_Value__c");
        (stars.is_some() || flames.is_some()).then(|| Marks {
            stars: mark(stars),
            flames: mark(flames),
        })
    }

    fn moment(&self) -> Option<Moment> {
        Some(Moment {
            description: self.text("mkto_si__Last_Interesting_Moment_Desc__c")?,
            kind: self.text("mkto_si__Last_Interesting_Moment_Type__c"),
            at: self
                .text("mkto_si__Last_Interesting_Moment_Date__c")
                .and_then(|text| parse_datetime(&text)),
        })
    }

    /// The person of a person account.
    fn person_account(&self) -> Option<Recipient> {
        Some(Recipient {
            address: self.text("PersonEmail")?,
            name: self.text("Name"),
            record: RecordId::parse(&self.text("PersonContactId")?).ok(),
        })
    }
}

/// 0 to 3, whatever the field holds.
fn mark(value: Option<&Value>) -> u8 {
    let value = value.and_then(Value::as_f64).unwrap_or(0.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    let mark = value.round().clamp(0.0, 3.0) as u8;
    mark
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Task {
    id: String,
    subject: Option<String>,
    activity_date: Option<String>,
    completed_date_time: Option<String>,
    task_subtype: Option<String>,
    call_disposition: Option<String>,
}

impl Task {
    fn view(self, open: bool) -> ActivityView {
        let kind = match self.task_subtype.as_deref() {
            Some("Email" | "ListEmail") => ActivityKind::Email,
            Some("Call") => ActivityKind::Call,
            _ => ActivityKind::Task,
        };
        let completed = self.completed_date_time.as_deref().and_then(parse_datetime);
        let day = self.activity_date.as_deref().and_then(parse_date);
        ActivityView {
            id: self.id,
            kind,
            subject: without_email(self.subject.unwrap_or_default()),
            note: self.call_disposition,
            at: if open { day } else { completed.or(day) },
            open,
        }
    }
}

/// Salesforce puts `Email: ` before the subject of a Task that it makes of a mail; the kind says so
/// already.
fn without_email(subject: String) -> String {
    match subject.strip_prefix("Email: ") {
        Some(rest) => rest.to_owned(),
        None => subject,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Mail {
    id: String,
    subject: Option<String>,
    message_date: Option<String>,
    to_address: Option<String>,
    activity_id: Option<String>,
}

impl Mail {
    fn view(&self) -> ActivityView {
        ActivityView {
            id: self.id.clone(),
            kind: ActivityKind::Email,
            subject: self.subject.clone().unwrap_or_default(),
            note: self.to_address.clone(),
            at: self.message_date.as_deref().and_then(parse_datetime),
            open: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Person {
    id: RecordId,
    name: Option<String>,
    email: Option<String>,
}

impl Person {
    fn recipient(self) -> Option<Recipient> {
        Some(Recipient {
            address: self.email?,
            name: self.name,
            record: Some(self.id),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Role {
    contact: Option<Person>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfAccount {
    account: Option<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    name: String,
}
