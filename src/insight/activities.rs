//! Reads what happened with a record, and what is still to be done: tasks, mails, meetings, campaigns, the last moment.

use serde::Deserialize;
use std::collections::HashSet;
use std::sync::Arc;

use super::older::{LastRow, Older, Source};
use super::query::{CAMPAIGNS_LIMIT, DONE_LIMIT, MEETINGS_LIMIT, step};
use super::rows::Named;
use super::{ActivityKind, ActivityView, Dated, Moment, When};
use crate::base::{
    Day, Millis, RecordId,
    sort::{sort_by, sort_by_key},
    time::parse_datetime,
};
use crate::salesforce::{CompositeReply, RestError};

/// What is still to be done or to happen by date, then everything else, the newest day first and on one day the last
/// moment; and of what a limit cut off older ones. Salesforce makes a Task of every `EmailMessage`: of both, only the
/// message is shown.
pub(super) fn activities(
    reply: &CompositeReply,
    (more_meetings, members): (Vec<Meeting>, Vec<Member>),
    moment: Option<Moment>,
    (user, now): (&RecordId, Millis),
    day_of: impl Fn(Millis) -> Day,
) -> Result<(Vec<ActivityView>, Vec<Older>), RestError> {
    let open: Vec<Task> = reply.visible_rows(step::OPEN)?;
    let done: Vec<Task> = reply.visible_rows(step::DONE)?;
    let mails: Vec<Mail> = reply.visible_rows(step::MAILS)?;
    let mut meetings: Vec<Meeting> = reply.visible_rows(step::MEETINGS)?;
    meetings.extend(more_meetings);
    let today = day_of(now);
    let cut = |limit: u8, len: usize| len >= usize::from(limit);
    let older = [
        (
            Source::Tasks,
            cut(DONE_LIMIT, done.len()),
            done.last().and_then(Task::place),
        ),
        (
            Source::Mails,
            cut(DONE_LIMIT, mails.len()),
            mails.last().and_then(Mail::place),
        ),
        (
            Source::Meetings,
            cut(MEETINGS_LIMIT, meetings.len()),
            meetings.last().and_then(Meeting::place),
        ),
        (
            Source::Campaigns,
            cut(CAMPAIGNS_LIMIT, members.len()),
            members.last().and_then(Member::place),
        ),
    ];
    let older = older.into_iter().filter(|(_, cut, _)| *cut);
    let older = older.filter_map(|(source, _, last)| Some(Older::after(source, last?, &day_of)));
    let older = older.collect();
    let told: HashSet<&str> = mails
        .iter()
        .filter_map(|mail| mail.activity_id.as_deref())
        .collect();
    let meetings = meetings
        .into_iter()
        .map(|meeting| meeting.view(user, now, today));
    let (to_come, held): (Vec<_>, Vec<_>) = meetings.partition(|meeting| meeting.open);
    let done: Vec<ActivityView> = done
        .into_iter()
        .map(|task| task.view(user, false))
        .collect();
    let sent: Vec<ActivityView> = mails.iter().map(|mail| mail.view(user)).collect();
    let day = |activity: &ActivityView| activity.at.map(|at| at.day(&day_of));
    let past = done
        .into_iter()
        .filter(|task| !told.contains(task.id.as_str()))
        .chain(sent)
        .chain(held)
        .chain(members.into_iter().map(|member| member.view(user)))
        .chain(moment.map(moment_view));
    let mut past: Vec<Dated> = past.map(|one| Dated::new(one, &day_of)).collect();
    sort_by(&mut past, Dated::newest_first);
    let at = |activity: &ActivityView| activity.at.and_then(When::moment);
    let mut all: Vec<ActivityView> = open.into_iter().map(|task| task.view(user, true)).collect();
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
    all.extend(past.into_iter().map(|one| Arc::unwrap_or_clone(one.of)));
    Ok((all, older))
}

/// When a row was last changed, where another user did it.
fn changed(at: &Option<String>, by: Option<&String>, user: &RecordId) -> Option<Millis> {
    let own = by.is_some_and(|by| by == user.as_str());
    at.as_deref().and_then(parse_datetime).filter(|_| !own)
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
        task: None,
        changed: moment.at,
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
    last_modified_date: Option<String>,
    last_modified_by_id: Option<String>,
}

impl Task {
    fn place(&self) -> Option<LastRow> {
        LastRow::of(&self.id, &self.completed_date_time, &self.activity_date)
    }

    fn view(self, user: &RecordId, open: bool) -> ActivityView {
        let changed = changed(
            &self.last_modified_date,
            self.last_modified_by_id.as_ref(),
            user,
        );
        let kind = kind_of_task(self.task_subtype.as_deref());
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
            task: None,
            changed,
        }
    }
}

/// What a task is, by its subtype.
pub(super) fn kind_of_task(subtype: Option<&str>) -> ActivityKind {
    match subtype {
        Some("Email" | "ListEmail") => ActivityKind::Email,
        Some("Call") => ActivityKind::Call,
        _ => ActivityKind::Task,
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
    last_modified_date: Option<String>,
    last_modified_by_id: Option<String>,
}

impl Mail {
    fn place(&self) -> Option<LastRow> {
        LastRow::of(&self.id, &self.message_date, &None)
    }

    fn view(&self, user: &RecordId) -> ActivityView {
        let moment = |text: &Option<String>| text.as_deref().and_then(parse_datetime);
        let theirs = self.incoming == Some(true);
        let by = self.last_modified_by_id.as_ref().filter(|_| !theirs);
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
            task: self.activity_id.clone(),
            changed: changed(&self.last_modified_date, by, user),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Meeting {
    id: String,
    subject: Option<String>,
    start_date_time: Option<String>,
    activity_date: Option<String>,
    #[serde(default)]
    is_all_day_event: bool,
    duration_in_minutes: Option<u32>,
    location: Option<String>,
    who: Option<Named>,
    last_modified_date: Option<String>,
    last_modified_by_id: Option<String>,
}

impl Meeting {
    fn place(&self) -> Option<LastRow> {
        LastRow::of(&self.id, &self.start_date_time, &None)
    }

    fn view(self, user: &RecordId, now: Millis, today: Day) -> ActivityView {
        let changed = changed(
            &self.last_modified_date,
            self.last_modified_by_id.as_ref(),
            user,
        );
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
            task: None,
            changed,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Member {
    id: String,
    campaign: Option<Named>,
    status: Option<String>,
    #[serde(default)]
    has_responded: bool,
    first_responded_date: Option<String>,
    created_date: Option<String>,
    last_modified_date: Option<String>,
    last_modified_by_id: Option<String>,
}

impl Member {
    fn place(&self) -> Option<LastRow> {
        LastRow::of(&self.id, &self.created_date, &None)
    }

    fn view(self, user: &RecordId) -> ActivityView {
        let by = self.last_modified_by_id.as_ref();
        let changed = changed(&self.last_modified_date, by, user);
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
            task: None,
            changed,
        }
    }
}
