//! Reads Salesforce's answer into a record view.

use serde::Deserialize;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::HashSet;

use super::row::Row;
use super::{
    ActivityKind, ActivityView, Freshness, Gone, Marketo, Moment, PersonView, Record, When, marketo,
};
use crate::base::{
    Day, Millis, ObjectType, RecordId, RecordRef, Related, sort::sort_by_key, time::parse_datetime,
};
use crate::insight::query::{DONE_LIMIT, PEOPLE_LIMIT, step};
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
    let mut around = around(reply)?;
    let (account, roles) = (
        around.account.take(),
        take(&mut around.opportunity_contact_roles),
    );
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
        owner: owner(&around, reply),
        marketo: match record.object {
            ObjectType::Lead | ObjectType::Contact => marketo::marketo(&row.0, "__c", &record.org),
            ObjectType::Account | ObjectType::Opportunity => Marketo::default(),
        },
        marks: match record.object {
            ObjectType::Lead | ObjectType::Contact => row.marks("__c"),
            ObjectType::Account | ObjectType::Opportunity => None,
        },
        read_from: read_from(reply, &day_of)?,
        activities: activities(reply, around, row.moment(), now, day_of)?,
        moment: row.moment(),
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

/// What hangs on the record; nothing where that was not asked for or the rep may not see it.
fn around(reply: &CompositeReply) -> Result<Around, RestError> {
    let rows: Vec<Around> = rows(reply, step::AROUND)?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

/// The rows of a query within a query.
fn take<T>(children: &mut Option<Children<T>>) -> Vec<T> {
    children
        .take()
        .map(|children| children.records)
        .unwrap_or_default()
}

/// The owner's name. An account's is read by itself.
fn owner(around: &Around, reply: &CompositeReply) -> Option<String> {
    let of_account = || {
        let there = reply
            .has(step::OWNER)
            .then(|| reply.part::<Named>(step::OWNER));
        there?.ok()?.name
    };
    let known = around.owner.as_ref().and_then(|owner| owner.name.clone());
    known.or_else(of_account).filter(|name| !name.is_empty())
}

/// The first day from which all done activities were read, where a limit cut any off.
fn read_from(
    reply: &CompositeReply,
    day_of: impl Fn(Millis) -> Day,
) -> Result<Option<Day>, RestError> {
    let cut = |days: Vec<Option<Day>>| {
        let is_cut = days.len() >= usize::from(DONE_LIMIT);
        // Of the oldest day some may be missing.
        let oldest = days.into_iter().flatten().min().map(|day| day.later(1));
        oldest.filter(|_| is_cut)
    };
    let done: Vec<Task> = rows(reply, step::DONE)?;
    let mails: Vec<Mail> = rows(reply, step::MAILS)?;
    let day = |view: ActivityView| view.at.map(|at| at.day(&day_of));
    let done = cut(done.into_iter().map(|task| day(task.view(false))).collect());
    let mails = cut(mails.iter().map(|mail| day(mail.view())).collect());
    Ok(done.max(mails))
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

/// What is still to be done or to happen by date, then everything else, the newest day first and on one day the last
/// moment. Salesforce makes a Task of every `EmailMessage`: of both, only the message is shown.
fn activities(
    reply: &CompositeReply,
    mut around: Around,
    moment: Option<Moment>,
    now: Millis,
    day_of: impl Fn(Millis) -> Day,
) -> Result<Vec<ActivityView>, RestError> {
    let open: Vec<Task> = rows(reply, step::OPEN)?;
    let done: Vec<Task> = rows(reply, step::DONE)?;
    let mails: Vec<Mail> = rows(reply, step::MAILS)?;
    let mut meetings: Vec<Meeting> = rows(reply, step::MEETINGS)?;
    meetings.extend(take(&mut around.events));
    let today = day_of(now);
    let told: HashSet<&str> = mails
        .iter()
        .filter_map(|mail| mail.activity_id.as_deref())
        .collect();
    let meetings = meetings.into_iter().map(|meeting| meeting.view(now, today));
    let (to_come, held): (Vec<_>, Vec<_>) = meetings.partition(|meeting| meeting.open);
    let mut past: Vec<ActivityView> = done
        .into_iter()
        .filter(|task| !told.contains(task.id.as_str()))
        .map(|task| task.view(false))
        .chain(mails.iter().map(Mail::view))
        .chain(held)
        .chain(
            take(&mut around.campaign_members)
                .into_iter()
                .map(Member::view),
        )
        .chain(moment.map(moment_view))
        .collect();
    let day = |activity: &ActivityView| activity.at.map(|at| at.day(&day_of));
    let at = |activity: &ActivityView| activity.at.and_then(When::moment);
    sort_by_key(&mut past, |activity| {
        let newest = Reverse((day(activity), at(activity)));
        (newest, activity.subject.to_lowercase(), activity.id.clone())
    });
    let mut all: Vec<ActivityView> = open.into_iter().map(|task| task.view(true)).collect();
    all.extend(to_come);
    sort_by_key(&mut all, |activity| {
        let due = day(activity);
        let subject = activity.subject.to_lowercase();
        (
            due.is_none(),
            due,
            at(activity),
            subject,
            activity.id.clone(),
        )
    });
    all.extend(past);
    Ok(all)
}

/// The last interesting moment among the activities.
fn moment_view(moment: Moment) -> ActivityView {
    ActivityView {
        id: "moment".to_owned(),
        kind: ActivityKind::Moment,
        subject: moment.description,
        note: moment.kind,
        minutes: None,
        priority: None,
        at: moment.at.map(When::At),
        open: false,
        theirs: true,
        opened: None,
        who: None,
    }
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
    who: Option<Named>,
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
            theirs: false,
            opened: None,
            who: self.who.and_then(|who| who.name),
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
    incoming: Option<bool>,
    to_address: Option<String>,
    from_name: Option<String>,
    first_opened_date: Option<String>,
    activity_id: Option<String>,
}

impl Mail {
    fn view(&self) -> ActivityView {
        let moment = |text: &Option<String>| text.as_deref().and_then(parse_datetime);
        let theirs = self.incoming == Some(true);
        let from = self.from_name.as_ref().filter(|_| theirs);
        ActivityView {
            id: self.id.clone(),
            kind: ActivityKind::Email,
            subject: self.subject.clone().unwrap_or_default(),
            note: from.or(self.to_address.as_ref()).cloned(),
            minutes: None,
            priority: None,
            at: moment(&self.message_date).map(When::At),
            open: false,
            theirs,
            opened: moment(&self.first_opened_date),
            who: None,
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

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Around {
    owner: Option<Named>,
    account: Option<Row>,
    opportunity_contact_roles: Option<Children<Role>>,
    events: Option<Children<Meeting>>,
    campaign_members: Option<Children<Member>>,
}

#[derive(Deserialize)]
struct Children<T> {
    records: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Meeting {
    id: String,
    subject: Option<String>,
    start_date_time: Option<String>,
    activity_date: Option<String>,
    #[serde(default)]
    is_all_day_event: bool,
    duration_in_minutes: Option<u32>,
    location: Option<String>,
    who: Option<Named>,
}

impl Meeting {
    fn view(self, now: Millis, today: Day) -> ActivityView {
        let start = self.start_date_time.as_deref().and_then(parse_datetime);
        let day = self.activity_date.and_then(|day| Day::parse(&day).ok());
        // An all-day event's start is midnight in UTC, which is another day elsewhere.
        let at = match (self.is_all_day_event, start) {
            (false, Some(start)) => Some(When::At(start)),
            _ => day.map(When::On),
        };
        ActivityView {
            id: self.id,
            kind: ActivityKind::Meeting,
            subject: self.subject.unwrap_or_default(),
            note: self.location.filter(|place| !place.is_empty()),
            minutes: self.duration_in_minutes.filter(|_| !self.is_all_day_event),
            priority: None,
            at,
            open: match at {
                Some(When::At(start)) => start > now,
                Some(When::On(day)) => day > today,
                None => false,
            },
            theirs: false,
            opened: None,
            who: self.who.and_then(|who| who.name),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Member {
    id: String,
    campaign: Option<Named>,
    status: Option<String>,
    #[serde(default)]
    has_responded: bool,
    first_responded_date: Option<String>,
    created_date: Option<String>,
}

impl Member {
    fn view(self) -> ActivityView {
        let answered = self
            .first_responded_date
            .and_then(|day| Day::parse(&day).ok());
        let added = self.created_date.as_deref().and_then(parse_datetime);
        ActivityView {
            id: self.id,
            kind: ActivityKind::Campaign,
            subject: self
                .campaign
                .and_then(|campaign| campaign.name)
                .unwrap_or_default(),
            note: self.status,
            minutes: None,
            priority: None,
            at: answered.map(When::On).or(added.map(When::At)),
            open: false,
            theirs: self.has_responded,
            opened: None,
            who: None,
        }
    }
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
