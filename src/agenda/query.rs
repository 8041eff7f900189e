//! The one query of the agenda, and its rows.

use serde::Deserialize;

use super::view::{LinkedRecord, TaskView};
use crate::agenda::cache::Row;
use crate::base::{Day, Millis, RecordId, time};
use crate::insight::ActivityKind;

/// The most tasks that are shown; the badge says `99+` for more than 99.
pub const LIMIT: usize = 100;

/// The rep's open tasks up to today, and those with a reminder until `soon`. Everyone who can see a Task can see these
/// fields.
pub(super) fn question(user: &RecordId, today: Day, soon: Millis) -> String {
    let soon = time::datetime(soon);
    format!(
        "SELECT Id, Subject, ActivityDate, TaskSubtype, Status, WhoId, Who.Name, WhatId, What.Name, \
         IsReminderSet, ReminderDateTime \
         FROM Task WHERE OwnerId = '{user}' AND IsClosed = false AND (ActivityDate <= {today} \
         OR (ActivityDate > {today} AND ReminderDateTime <= {soon})) \
         ORDER BY ActivityDate DESC, CreatedDate DESC, Id ASC LIMIT {LIMIT}"
    )
}

/// A Task as the query gives it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Task {
    id: RecordId,
    subject: Option<String>,
    activity_date: Day,
    task_subtype: Option<String>,
    status: String,
    who_id: Option<RecordId>,
    who: Option<Named>,
    what_id: Option<RecordId>,
    what: Option<Named>,
    #[serde(default)]
    is_reminder_set: bool,
    reminder_date_time: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    name: Option<String>,
}

impl Task {
    pub(super) fn row(self) -> Row {
        let linked = |id: Option<RecordId>, named: Option<Named>| {
            id.map(|id| LinkedRecord {
                id,
                name: named.and_then(|named| named.name).unwrap_or_default(),
            })
        };
        let kind = match self.task_subtype.as_deref() {
            Some("Email" | "ListEmail") => ActivityKind::Email,
            Some("Call") => ActivityKind::Call,
            _ => ActivityKind::Task,
        };
        Row {
            task: TaskView {
                id: self.id,
                kind,
                subject: self.subject.unwrap_or_default(),
                who: linked(self.who_id, self.who),
                what: linked(self.what_id, self.what),
                due: self.activity_date,
                remind: self
                    .reminder_date_time
                    .filter(|_| self.is_reminder_set)
                    .and_then(|at| time::parse_datetime(&at)),
                done: false,
            },
            status: self.status,
        }
    }
}
