//! The composite for a page of older activities. A page begins after the last row of the one before, by the values that
//! the rows are sorted by, so that rows that are new meanwhile change nothing, and no OFFSET ends at 2,000.

use super::{LastRow, Older, Source};
use crate::base::{Day, ObjectType, RecordRef, time::datetime};
use crate::insight::query::{DONE_TASKS, activity_link, mails, meetings, members, step, tasks};
use crate::salesforce::{Composite, ObjectSchema, Schema};

/// Salesforce archives tasks and events after a year, and only `queryAll` gives those ("Archived Activities", SOAP API
/// Developer Guide). It also gives what was deleted.
const NOT_DELETED: &str = " AND IsDeleted = false";

/// At most four queries: tasks or calls, mails, meetings, campaigns. Meetings begin where the record's view ends, unless
/// there is none and all is read `from_start`. `today` is the rep's.
pub(super) fn question(
    (record, from_start): (&RecordRef, bool),
    schema: &Schema,
    week: Option<Day>,
    today: Day,
    of: &[Older],
) -> Composite {
    let days = week.map(|first| Days::of(first, today));
    let mut composite = Composite::separate();
    for older in of {
        let part = match older.source {
            Source::Tasks | Source::Calls => {
                let sorted = Sorted::new(&schema.task, "CompletedDateTime", Some("ActivityDate"));
                let calls = match older.source {
                    Source::Calls => " AND TaskSubtype = 'Call'",
                    _ => "",
                };
                let and = sorted.and(days, older.after.as_ref()) + calls + NOT_DELETED;
                let query = tasks(&DONE_TASKS, record, &schema.task, &and);
                Some((step::DONE, query))
            }
            Source::Mails => schema.email.as_ref().map(|email| {
                let and = Sorted::new(email, "MessageDate", None).and(days, older.after.as_ref());
                (step::MAILS, mails(record, email, &and))
            }),
            Source::Meetings => schema.event.as_ref().and_then(|event| {
                let sorted = Sorted::new(event, "StartDateTime", None);
                let and = match (days, &older.after) {
                    (None, None) if !from_start => " AND StartDateTime < LAST_N_DAYS:90".to_owned(),
                    (days, after) => sorted.and(days, after.as_ref()),
                };
                let link = activity_link(record.object);
                let from = format!(
                    "FROM Event WHERE {link} = '{}'{and}{NOT_DELETED}",
                    record.id
                );
                Some((step::MEETINGS, meetings(schema, record.object, &from)?))
            }),
            Source::Campaigns => schema.campaign_member.as_ref().and_then(|member| {
                let link = match record.object {
                    ObjectType::Lead => "LeadId",
                    ObjectType::Contact => "ContactId",
                    ObjectType::Account | ObjectType::Opportunity => return None,
                };
                let sorted = Sorted::new(member, "CreatedDate", None);
                let and = sorted.and(days, older.after.as_ref());
                let from = format!("FROM CampaignMember WHERE {link} = '{}'{and}", record.id);
                Some((step::CAMPAIGNS, members(schema, &from)?))
            }),
        };
        if let Some((step, query)) = part {
            composite = match query.contains(NOT_DELETED) {
                true => composite.query_all(step, &query),
                false => composite.query(step, &query),
            };
        }
    }
    composite
}

/// The seven days of a week, and how many days ago each end of it was.
#[derive(Clone, Copy)]
struct Days {
    first: Day,
    ago: i64,
}

impl Days {
    fn of(first: Day, today: Day) -> Self {
        let ago = first.days_to(today).max(0);
        Self { first, ago }
    }

    /// A field with a moment is compared with days in the time zone of the Salesforce user.
    fn moments(self, field: &str) -> String {
        let from = format!("{field} >= N_DAYS_AGO:{}", self.ago);
        match self.ago.checked_sub(7) {
            Some(end) if end >= 0 => format!("{from} AND {field} < N_DAYS_AGO:{end}"),
            _ => from,
        }
    }

    fn days(self, field: &str) -> String {
        let (from, end) = (self.first, self.first.later(7));
        format!("{field} >= {from} AND {field} < {end}")
    }
}

/// The fields that a source is sorted by, the newest first and empty ones last; those that the rep can see.
struct Sorted<'a> {
    at: Option<&'a str>,
    day: Option<&'a str>,
}

impl<'a> Sorted<'a> {
    fn new(schema: &ObjectSchema, at: &'a str, day: Option<&'a str>) -> Self {
        let sees = |field: &&str| schema.field(field).is_some();
        Self {
            at: Some(at).filter(sees),
            day: day.filter(sees),
        }
    }

    /// ` AND …`: of a week, and after a row.
    fn and(&self, week: Option<Days>, after: Option<&LastRow>) -> String {
        let week = week.and_then(|week| self.within(week));
        let after = after.map(|row| self.after(row));
        let both = [week, after].into_iter().flatten();
        both.map(|part| format!(" AND ({part})")).collect()
    }

    /// A task is of its own day; without one, of the day on which it was done.
    fn within(&self, week: Days) -> Option<String> {
        match (self.day, self.at) {
            (Some(day), Some(at)) => Some(format!(
                "({}) OR ({day} = null AND {})",
                week.days(day),
                week.moments(at)
            )),
            (Some(day), None) => Some(week.days(day)),
            (None, at) => at.map(|at| week.moments(at)),
        }
    }

    fn after(&self, row: &LastRow) -> String {
        let at = self.at.map(|field| (field, row.at.map(datetime)));
        let day = self.day.map(|field| (field, row.day.map(String::from)));
        let keys: Vec<_> = at.into_iter().chain(day).collect();
        after(&keys, row.id.as_str())
    }
}

/// What comes after a row with these values and this id.
fn after(keys: &[(&str, Option<String>)], id: &str) -> String {
    match keys.split_first() {
        None => format!("Id > '{id}'"),
        Some(((field, Some(value)), rest)) => {
            let equal = after(rest, id);
            format!("{field} < {value} OR {field} = null OR ({field} = {value} AND ({equal}))")
        }
        Some(((field, None), rest)) => format!("{field} = null AND ({})", after(rest, id)),
    }
}
