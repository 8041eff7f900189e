//! Asks for an activity, and reads the answer.

use serde_json::Value;

use super::{
    ActivityDetail, ActivityError, DetailOf, MailDetail, MeetingDetail, Opened, TaskDetail,
    TaskField, TaskFields,
};
use crate::base::{Fault, RecordId, RecordRef, Related};
use crate::insight::{Insight, When, cache, is_gone, row::Row};
use crate::mailbox::{begins_quote, plain_text};
use crate::ports::Platform;
use crate::salesforce::{Composite, CompositeReply, Purpose, Schema};

/// The most characters of a text that a card shows; Salesforce has up to 131,072 of a mail.
const MOST_WORDS: usize = 20_000;
/// The references of the composite's steps.
const ROW: &str = "activity";
const NAMES: &str = "names";

/// The objects that activities are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Object {
    Task,
    Mail,
    Event,
}

impl Object {
    /// The object of an id, by its key prefix.
    fn of(id: &RecordId) -> Option<Self> {
        match id.as_str().get(..3)? {
            "00T" => Some(Self::Task),
            "02s" => Some(Self::Mail),
            "00U" => Some(Self::Event),
            _ => None,
        }
    }

    const fn api_name(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Mail => "EmailMessage",
            Self::Event => "Event",
        }
    }

    /// The names of linked records, which a record knows only by their ids.
    const fn names(self) -> &'static str {
        match self {
            Self::Task | Self::Event => "Owner.Name, Who.Name, What.Name",
            Self::Mail => "CreatedBy.Name, RelatedTo.Name",
        }
    }
}

impl<P: Platform + 'static> Insight<P> {
    /// One of the activities that the cached view of `record` lists, in full.
    ///
    /// # Errors
    /// [`ActivityError`], and where Salesforce could not be asked.
    pub async fn activity(&self, record: &RecordRef, id: &str) -> Result<ActivityDetail, Fault> {
        let id = self.listed(record, id).await?;
        let (rest, schema, _) = self.query_context(&record.org).await?;
        let rest = rest.counted_as(Purpose::Activity);
        let reply = rest.composite(&question(&id)?).await?;
        detail(&reply, &id, &schema)
    }

    /// The id of an activity, if the cached view of `record` lists it, or a page of older ones did: a surface cannot
    /// read any other.
    pub(in crate::insight) async fn listed(
        &self,
        record: &RecordRef,
        id: &str,
    ) -> Result<RecordId, Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        let lists = cache::lists(&*self.platform, record, &user.user_id, id).await;
        let id = lists.then(|| RecordId::parse(id).ok()).flatten();
        Ok(id.ok_or(ActivityError::Gone)?)
    }
}

/// Asks for what a card needs.
pub(in crate::insight) fn question(id: &RecordId) -> Result<Composite, ActivityError> {
    let object = Object::of(id).ok_or(ActivityError::Gone)?;
    let (name, names) = (object.api_name(), object.names());
    let names = format!("SELECT {names} FROM {name} WHERE Id = '{id}'");
    Ok(fields(Composite::separate(), id)?.query(NAMES, &names))
}

/// Adds what a card needs but for the names of linked records, which take a query. Without a list of fields, Salesforce
/// gives those that the rep can see.
pub(in crate::insight) fn fields(
    first: Composite,
    id: &RecordId,
) -> Result<Composite, ActivityError> {
    let object = Object::of(id).ok_or(ActivityError::Gone)?;
    let name = object.api_name();
    Ok(first.get(ROW, format!("sobjects/{name}/{id}")))
}

/// Reads the answer to [`question`] or [`fields`].
pub(in crate::insight) fn detail(
    reply: &CompositeReply,
    id: &RecordId,
    schema: &Schema,
) -> Result<ActivityDetail, Fault> {
    let object = Object::of(id).ok_or(ActivityError::Gone)?;
    let row = match reply.part(ROW) {
        Ok(row) => Row(row),
        Err(error) if is_gone(&error) => return Err(ActivityError::Gone.into()),
        Err(error) => return Err(error.into()),
    };
    // Without the names the card still says what the activity says.
    let names: Vec<Row> = reply.rows(NAMES).unwrap_or_default();
    let name = |of: &str| names.first()?.name_of(of);
    let linked = |field: &str, of: &str| {
        let name = name(of).unwrap_or_default().to_owned();
        row.id(field).map(|id| Related { id, name })
    };
    let (who, what, owner) = match object {
        Object::Task | Object::Event => (
            linked("WhoId", "Who"),
            linked("WhatId", "What"),
            linked("OwnerId", "Owner"),
        ),
        Object::Mail => (
            None,
            linked("RelatedToId", "RelatedTo"),
            linked("CreatedById", "CreatedBy"),
        ),
    };
    let (words, quoted) = match object {
        Object::Mail => without_quote(&words_of_mail(&row)),
        Object::Task | Object::Event => {
            (row.text("Description").unwrap_or_default(), String::new())
        }
    };
    let (words, quoted) = (shortened(words), shortened(quoted));
    Ok(ActivityDetail {
        owner,
        who,
        what,
        shortened: words.1 || quoted.1,
        words: words.0,
        quoted: quoted.0,
        of: match object {
            Object::Task => DetailOf::Task(task(&row, schema)),
            Object::Mail => DetailOf::Mail(mail(&row)),
            Object::Event => DetailOf::Meeting(meeting(&row)),
        },
    })
}

/// Whether it is the id of a Task.
pub(in crate::insight) fn is_task(id: &RecordId) -> bool {
    Object::of(id) == Some(Object::Task)
}

fn task(row: &Row, schema: &Schema) -> TaskDetail {
    let text = |field: &str| row.text(field);
    // A mail's own state is changed by nobody; SystemModstamp is never before LastModifiedDate.
    let changed = row
        .at("SystemModstamp")
        .or_else(|| row.at("LastModifiedDate"));
    let task = &schema.task;
    let seen = |field: &TaskField| row.0.contains_key(field.api_name());
    let writable = |field: &TaskField| seen(field) && task.can_set(field.api_name());
    let choices = task.choices("Priority").iter();
    let seconds = row.0.get("CallDurationInSeconds").and_then(Value::as_u64);
    let minutes = seconds.filter(|seconds| *seconds > 0);
    TaskDetail {
        fields: TaskFields {
            subject: text("Subject").unwrap_or_default(),
            due: row.day("ActivityDate"),
            priority: text("Priority").unwrap_or_default(),
            notes: text("Description").unwrap_or_default(),
        },
        status: text("Status"),
        open: row.is("IsClosed") == Some(false),
        outcome: text("CallDisposition"),
        minutes: minutes.and_then(|seconds| u32::try_from(seconds.div_ceil(60)).ok()),
        changed,
        writable: TaskField::ALL.into_iter().filter(writable).collect(),
        deletable: task.deletable,
        priorities: choices
            .map(|choice| (choice.value.clone(), choice.label().to_owned()))
            .collect(),
    }
}

fn mail(row: &Row) -> MailDetail {
    let opened = row.at("FirstOpenedDate").map(Opened::At);
    MailDetail {
        subject: row.text("Subject").unwrap_or_default(),
        incoming: row.is("Incoming") == Some(true),
        from_name: row.text("FromName"),
        from: row.text("FromAddress"),
        to: row.text("ToAddress"),
        cc: row.text("CcAddress"),
        at: row.at("MessageDate"),
        opened: opened.unwrap_or(match row.is("IsTracked") {
            Some(true) => Opened::NotYet,
            _ => Opened::Unknown,
        }),
    }
}

fn meeting(row: &Row) -> MeetingDetail {
    let day = row.day("ActivityDate").map(When::On);
    let at = |field| row.at(field).map(When::At);
    let (starts, ends) = match row.is("IsAllDayEvent") {
        Some(true) => (day, None),
        _ => (at("StartDateTime").or(day), at("EndDateTime")),
    };
    MeetingDetail {
        subject: row.text("Subject").unwrap_or_default(),
        location: row.text("Location"),
        starts,
        ends,
    }
}

/// What a mail says: its plain text, else that of its HTML.
fn words_of_mail(row: &Row) -> String {
    let html = || row.text("HtmlBody").map(|html| plain_text(&html));
    row.text("TextBody").or_else(html).unwrap_or_default()
}

/// A mail's own words, and what it quotes below them. A mail that begins with a quote is its own words.
fn without_quote(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.lines().collect();
    let begins = lines.iter().position(|line| begins_quote(line.trim()));
    let (own, quoted) = lines.split_at(begins.unwrap_or(lines.len()));
    let own = own.join("\n").trim().to_owned();
    match own.is_empty() {
        true => (text.trim().to_owned(), String::new()),
        false => (own, quoted.join("\n")),
    }
}

/// The beginning of a text, and whether there is more of it.
fn shortened(mut text: String) -> (String, bool) {
    let end = text.char_indices().nth(MOST_WORDS).map(|(at, _)| at);
    if let Some(end) = end {
        text.truncate(end);
    }
    (text, end.is_some())
}
