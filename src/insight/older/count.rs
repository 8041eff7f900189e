//! How many activities each day of the last thirteen weeks has, where the newest ones that are read with a record do not
//! reach as far: one call, however many there are.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::base::{Day, Fault, RecordRef};
use crate::insight::activities::kind_of_task;
use crate::insight::query::{activity_link, mails_of};
use crate::insight::{ActivityKind, DayCount, Insight};
use crate::ports::Platform;
use crate::salesforce::{Composite, CompositeReply, ObjectSchema, RestError, Schema};

/// The references of the steps.
const MAILS: &str = "mails";
const MAILS_WITH_TASK: &str = "withTask";
const TASKS: &str = "tasks";
const TASKS_WITHOUT_DAY: &str = "withoutDay";
const MEETINGS: &str = "meetings";

impl<P: Platform> Insight<P> {
    /// The tasks, mails, calls and meetings of each of the last ninety days, of the record or of its whole `account`. One
    /// call.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn count_days(
        &self,
        record: &RecordRef,
        account: bool,
    ) -> Result<Vec<DayCount>, Fault> {
        let whose = self.whose(record, account).await?;
        let (rest, schema, _) = self.query_context(&record.org).await?;
        let question = question(&whose, &schema, self.platform.today());
        let reply = rest.composite(&question).await?;
        Ok(counts(&reply)?)
    }
}

/// At most five queries. Days are those of the Salesforce user's time zone; a whole-day meeting, which begins at midnight
/// in Greenwich, may so be counted on the day before.
fn question(record: &RecordRef, schema: &Schema, today: Day) -> Composite {
    let link = format!("{} = '{}'", activity_link(record.object), record.id);
    let mut composite = Composite::separate();
    if let Some(email) = schema.email.as_ref().filter(|of| sees(of, "MessageDate")) {
        let incoming = if sees(email, "Incoming") {
            ", Incoming"
        } else {
            ""
        };
        let of = mails_of(record);
        let mails = by_day("EmailMessage", "MessageDate", incoming, &of);
        composite = composite.query(MAILS, &mails);
        if sees(email, "ActivityId") {
            let of = format!("{of} AND ActivityId != null");
            let mails = by_day("EmailMessage", "MessageDate", "", &of);
            composite = composite.query(MAILS_WITH_TASK, &mails);
        }
    }
    let kind = if sees(&schema.task, "TaskSubtype") {
        ", TaskSubtype"
    } else {
        ""
    };
    let done = format!("{link} AND IsClosed = true");
    let days = sees(&schema.task, "ActivityDate");
    if days {
        let from = today.earlier(90);
        let tasks = format!(
            "SELECT ActivityDate day{kind}, COUNT(Id) n FROM Task WHERE {done} AND ActivityDate >= {from} GROUP BY ActivityDate{kind}"
        );
        composite = composite.query(TASKS, &tasks);
    }
    if sees(&schema.task, "CompletedDateTime") {
        let of = match days {
            true => format!("{done} AND ActivityDate = null"),
            false => done,
        };
        let tasks = by_day("Task", "CompletedDateTime", kind, &of);
        composite = composite.query(TASKS_WITHOUT_DAY, &tasks);
    }
    if schema
        .event
        .as_ref()
        .is_some_and(|of| sees(of, "StartDateTime"))
    {
        let of = format!("{link} AND StartDateTime <= TODAY");
        composite = composite.query(MEETINGS, &by_day("Event", "StartDateTime", "", &of));
    }
    composite
}

fn sees(schema: &ObjectSchema, field: &str) -> bool {
    schema.field(field).is_some()
}

/// The numbers of the last ninety days by the day of a field with a moment.
fn by_day(object: &str, at: &str, and_by: &str, of: &str) -> String {
    let day = format!("DAY_ONLY(convertTimezone({at}))");
    format!(
        "SELECT {day} day{and_by}, COUNT(Id) n FROM {object} WHERE {of} AND {at} >= LAST_N_DAYS:90 GROUP BY {day}{and_by}"
    )
}

#[derive(Deserialize)]
struct Counted {
    day: Option<String>,
    n: usize,
    #[serde(rename = "Incoming")]
    incoming: Option<bool>,
    #[serde(rename = "TaskSubtype")]
    subtype: Option<String>,
}

/// Salesforce makes a Task of every `EmailMessage`: of the tasks that are mails, only as many count as no message has.
fn counts(reply: &CompositeReply) -> Result<Vec<DayCount>, RestError> {
    let read = |step: &str| {
        let rows: Vec<Counted> = reply.visible_rows(step)?;
        let days = rows.into_iter().filter_map(|row| {
            let day = Day::parse(row.day.as_deref()?).ok()?;
            Some((day, row))
        });
        Ok::<_, RestError>(days.collect::<Vec<_>>())
    };
    let count = |day, kind, theirs, count| DayCount {
        day,
        kind,
        theirs,
        count,
    };
    let mails = read(MAILS)?.into_iter();
    let mails = mails.map(|(day, row)| {
        let theirs = row.incoming == Some(true);
        count(day, ActivityKind::Email, theirs, row.n)
    });
    let mut all: Vec<DayCount> = mails.collect();
    let meetings = read(MEETINGS)?.into_iter();
    all.extend(meetings.map(|(day, row)| count(day, ActivityKind::Meeting, false, row.n)));
    let mut mail_tasks = BTreeMap::<Day, usize>::new();
    for step in [TASKS, TASKS_WITHOUT_DAY] {
        for (day, row) in read(step)? {
            match kind_of_task(row.subtype.as_deref()) {
                ActivityKind::Email => *mail_tasks.entry(day).or_default() += row.n,
                kind => all.push(count(day, kind, false, row.n)),
            }
        }
    }
    for (day, row) in read(MAILS_WITH_TASK)? {
        let tasks = mail_tasks.entry(day).or_default();
        *tasks = tasks.saturating_sub(row.n);
    }
    let mail_tasks = mail_tasks.into_iter().filter(|(_, n)| *n > 0);
    all.extend(mail_tasks.map(|(day, n)| count(day, ActivityKind::Email, false, n)));
    Ok(all)
}
