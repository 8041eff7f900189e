//! Reads Salesforce's answer into a record view.

use serde::Deserialize;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::HashSet;

use super::row::Row;
use super::{ActivityKind, ActivityView, Freshness, Gone, PersonView, Record, When};
use crate::base::{
    Day, Millis, ObjectType, RecordId, RecordRef, Related, sort::sort_by_key, time::parse_datetime,
};
use crate::insight::query::{PEOPLE_LIMIT, step};
use crate::salesforce::{Cause, CompositeReply, RestError, opt_out::RowOf};
use crate::settings::OptOutField;

/// The view of `record` from the answer to its composite; `day_of` gives the day of a moment where the rep is.
pub(super) fn view(
    record: &RecordRef,
    now: Millis,
    reply: &CompositeReply,
    more: &[OptOutField],
    can_add_role: bool,
    day_of: impl Fn(Millis) -> Day,
) -> Result<Record, RestError> {
    let mut row = Row(reply.part(step::RECORD)?);
    let (account, roles) = account_of(reply)?;
    let company = match record.object {
        ObjectType::Lead => row.text("Company"),
        _ => account.as_ref().and_then(|account| account.text("Name")),
    };
    let title = match record.object {
        ObjectType::Lead | ObjectType::Contact => row.text("Title"),
        ObjectType::Account => row.text("Industry"),
        ObjectType::Opportunity => row.text("StageName"),
    };
    if let Some(Row(account)) = account {
        // As the row of a query has it.
        row.0.insert("Account".into(), account.into());
    }
    let no_roles = record.object == ObjectType::Opportunity && roles.is_empty();
    let mut people = people(record, &row, &roles, reply, more)?;
    let more_people = people.len() > PEOPLE_LIMIT;
    people.truncate(PEOPLE_LIMIT);
    let view = Record {
        record: record.clone(),
        name: row.text("Name").unwrap_or_default(),
        title,
        company,
        account: match record.object {
            ObjectType::Lead => None,
            ObjectType::Account => Some(record.id.clone()),
            ObjectType::Contact | ObjectType::Opportunity => row.id("AccountId"),
        },
        opportunities: opportunities(roles, reply)?,
        people,
        more_people,
        no_roles,
        can_add_role: no_roles && can_add_role,
        marks: match record.object {
            ObjectType::Lead | ObjectType::Contact => row.marks("__c"),
            ObjectType::Account | ObjectType::Opportunity => None,
        },
        moment: row.moment(),
        activities: activities(reply, day_of)?,
        freshness: Freshness {
            at: now,
            fault: None,
            due: false,
        },
    };
    Ok(view)
}

/// Whether the record is a lead that was converted.
pub(super) fn converted(
    record: &RecordRef,
    reply: &CompositeReply,
) -> Result<Option<Gone>, RestError> {
    let row = Row(reply.part(step::RECORD)?);
    let converted = row.0.get("IsConverted").and_then(Value::as_bool) == Some(true);
    let gone = || Gone::Converted {
        into: row.id("ConvertedContactId").map(|id| RecordRef {
            org: record.org.clone(),
            object: ObjectType::Contact,
            id,
        }),
    };
    Ok((record.object == ObjectType::Lead && converted).then(gone))
}

/// The people of a record, the best first, ties by name. (A query cannot sort by stars and flames together.)
fn people(
    record: &RecordRef,
    row: &Row,
    roles: &[Role],
    reply: &CompositeReply,
    more: &[OptOutField],
) -> Result<Vec<PersonView>, RestError> {
    let mut people = match record.object {
        ObjectType::Lead | ObjectType::Contact => {
            let of = RowOf::Person(record.object);
            vec![row.person(record.id.clone(), of, more)]
        }
        ObjectType::Account => match row.person_account(more) {
            Some(person) => vec![person],
            None => contacts(&rows::<Row>(reply, step::PEOPLE)?, more),
        },
        ObjectType::Opportunity if roles.is_empty() => {
            contacts(&rows::<Row>(reply, step::PEOPLE)?, more)
        }
        ObjectType::Opportunity => roles.iter().filter_map(|role| role.person(more)).collect(),
    };
    sort(&mut people);
    Ok(people)
}

/// The contacts of the rows.
pub(super) fn contacts(rows: &[Row], more: &[OptOutField]) -> Vec<PersonView> {
    rows.iter().filter_map(|row| row.contact(more)).collect()
}

/// Removes duplicates and sorts the best first.
pub(super) fn sort(people: &mut Vec<PersonView>) {
    let mut seen = HashSet::new();
    people.retain(|person: &PersonView| seen.insert(person.record.clone()));
    sort_by_key(people, |person| {
        let marks = person.marks.map_or(0, |marks| marks.stars + marks.flames);
        let name = person.name.to_lowercase();
        (!person.primary, Reverse(marks), name, person.record.clone())
    });
}

/// The account, and the contact roles: those of the opportunity, or those of the contact.
fn account_of(reply: &CompositeReply) -> Result<(Option<Row>, Vec<Role>), RestError> {
    let rows: Vec<OfAccount> = rows(reply, step::COMPANY)?;
    let Some(row) = rows.into_iter().next() else {
        return Ok((None, Vec::new()));
    };
    let roles = row.opportunity_contact_roles.map(|roles| roles.records);
    Ok((row.account, roles.unwrap_or_default()))
}

/// A contact's opportunities, those with a contact role first, each once.
fn opportunities(roles: Vec<Role>, reply: &CompositeReply) -> Result<Vec<Related>, RestError> {
    let in_role = roles.into_iter().filter_map(|role| role.opportunity);
    let mut all: Vec<Related> = in_role.map(Opportunity::related).collect();
    let of_account: Vec<Opportunity> = rows(reply, step::OPPORTUNITIES)?;
    all.extend(of_account.into_iter().map(Opportunity::related));
    let mut seen = HashSet::new();
    all.retain(|one| seen.insert(one.id.clone()));
    Ok(all)
}

/// Open tasks by due date, then everything done, the newest day first and on one day the last moment.
/// Salesforce makes a Task of every `EmailMessage`: of both, only the message is shown.
fn activities(
    reply: &CompositeReply,
    day_of: impl Fn(Millis) -> Day,
) -> Result<Vec<ActivityView>, RestError> {
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
    let day = |activity: &ActivityView| activity.at.map(|at| at.day(&day_of));
    let moment = |activity: &ActivityView| activity.at.and_then(When::moment);
    sort_by_key(&mut past, |activity| {
        let newest = Reverse((day(activity), moment(activity)));
        (newest, activity.subject.to_lowercase(), activity.id.clone())
    });
    let mut all: Vec<ActivityView> = open.into_iter().map(|task| task.view(true)).collect();
    sort_by_key(&mut all, |activity| {
        let due = day(activity);
        let subject = activity.subject.to_lowercase();
        (due.is_none(), due, subject, activity.id.clone())
    });
    all.extend(past);
    Ok(all)
}

/// The rows of a query; none where it was not sent, or the rep may not see the object: a missing right does not
/// hide the whole record.
pub(super) fn rows<T: serde::de::DeserializeOwned>(
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

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Task {
    id: String,
    subject: Option<String>,
    activity_date: Option<String>,
    completed_date_time: Option<String>,
    task_subtype: Option<String>,
    call_disposition: Option<String>,
    call_duration_in_seconds: Option<u32>,
    priority: Option<String>,
}

impl Task {
    fn view(self, open: bool) -> ActivityView {
        let kind = match self.task_subtype.as_deref() {
            Some("Email" | "ListEmail") => ActivityKind::Email,
            Some("Call") => ActivityKind::Call,
            _ => ActivityKind::Task,
        };
        // Salesforce shows a call under its own day, whenever it was logged or closed.
        let day = self.activity_date.and_then(|day| Day::parse(&day).ok());
        let completed = self.completed_date_time.as_deref().and_then(parse_datetime);
        let completed = completed.filter(|_| !open).map(When::At);
        ActivityView {
            id: self.id,
            kind,
            subject: without_email(self.subject.unwrap_or_default()),
            note: self.call_disposition.filter(|outcome| !outcome.is_empty()),
            minutes: self
                .call_duration_in_seconds
                .filter(|s| *s > 0)
                .map(|s| s.div_ceil(60)),
            priority: self.priority.filter(|_| open),
            at: day.map(When::On).or(completed),
            open,
        }
    }
}

/// Removes the `Email: ` that Salesforce puts before the subject of a mail's Task.
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
            minutes: None,
            priority: None,
            at: self
                .message_date
                .as_deref()
                .and_then(parse_datetime)
                .map(When::At),
            open: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Role {
    contact: Option<Row>,
    role: Option<String>,
    #[serde(default)]
    is_primary: bool,
    opportunity: Option<Opportunity>,
}

impl Role {
    fn person(&self, more: &[OptOutField]) -> Option<PersonView> {
        Some(PersonView {
            role: self.role.clone(),
            primary: self.is_primary,
            ..self.contact.as_ref()?.contact(more)?
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfAccount {
    account: Option<Row>,
    #[serde(default)]
    opportunity_contact_roles: Option<Roles>,
}

#[derive(Deserialize)]
struct Roles {
    records: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Opportunity {
    id: RecordId,
    name: String,
}

impl Opportunity {
    fn related(self) -> Related {
        Related {
            id: self.id,
            name: self.name,
        }
    }
}
