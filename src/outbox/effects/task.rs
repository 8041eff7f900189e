//! Calls and tasks as Salesforce keeps them: Tasks, written together in one call.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::links::Links;
use crate::actions::{NewActivity, NewCall, NewReply, NewTask, TaskKind};
use crate::base::{Fault, IntentId, Millis, ObjectType, RecordId, RecordRef, time};
use crate::salesforce::{
    CALL_OUTCOME_FIELD, CALL_REASON_FIELD, Composite, INTENT_FIELD, ObjectSchema, Schema,
    activity_fields::REPLIED_FIELD, fields::Fields, notices::Notices, soql,
};
use crate::settings::{ActivitySubject, SubjectParts};

/// The value of `Task.Type` for answers.
const REPLY: &str = "Reply";
/// The value of `Task.TaskSubtype` for calls, and that of `Task.Type`.
const CALL: &str = "Call";
/// The device's clock may be before Salesforce's by as much, in milliseconds.
const CLOCK_OFF: i64 = 60 * 60 * 1000;

/// Activities that are to be on a record.
#[derive(Clone, Copy, Debug)]
pub struct Activities<'a> {
    /// Whose id they carry, so that they are found again and never written twice.
    pub intent: &'a IntentId,
    /// The record that was in view.
    pub record: &'a RecordRef,
    /// The rep's Salesforce user.
    pub user: &'a RecordId,
    /// What they are.
    pub all: &'a [NewActivity],
    /// The administrator's pattern for the subject of a call.
    pub subject: Option<&'a ActivitySubject>,
}

/// A Task of the rep that could be the one whose answer was lost.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Found {
    /// The Task.
    pub id: RecordId,
    /// Its subject.
    #[serde(default)]
    pub subject: Option<String>,
    /// When it was made, as Salesforce writes it.
    pub created_date: String,
}

impl Activities<'_> {
    /// Whether they are for several people. Then each is written or refused by itself, all in one call.
    #[must_use]
    pub fn are_for_several(&self) -> bool {
        let first = self.all.first().and_then(NewActivity::who);
        self.all.iter().any(|activity| activity.who() != first)
    }
}

/// The one call that writes them all, or none; and what of them does not fit, or may not be set by the
/// rep.
#[must_use]
pub fn write(activities: Activities<'_>, schema: &Schema) -> (Composite, Option<Fault>) {
    let mut composite = Composite::together();
    let (all, told) = fields(activities, schema);
    for (n, fields) in all.into_iter().enumerate() {
        composite = save(composite, n, activities.intent, fields, &schema.task);
    }
    (composite, told)
}

/// The records of activities for several people, each with its own mark where the org has the field for it; and what
/// of them does not fit.
#[must_use]
pub fn records(activities: Activities<'_>, schema: &Schema) -> (Vec<Value>, Option<Fault>) {
    let (all, told) = fields(activities, schema);
    let record = |(n, mut fields): (usize, Map<String, Value>)| {
        if schema.task.has_intent_field() {
            let id = external_id(activities.intent, n);
            fields.insert(INTENT_FIELD.to_owned(), id.into());
        }
        fields.into()
    };
    (all.into_iter().enumerate().map(record).collect(), told)
}

fn fields(activities: Activities<'_>, schema: &Schema) -> (Vec<Map<String, Value>>, Option<Fault>) {
    let mut notices = Notices::default();
    let several = activities.are_for_several();
    let fields = activities.all.iter().enumerate().map(|(n, activity)| {
        let mut fields = Fields::of(&schema.task);
        match activity {
            NewActivity::Call(call) => set_call(&mut fields, call, activities, schema),
            NewActivity::Task(task) => set_task(&mut fields, task, activities.user, &schema.task),
            NewActivity::Reply(reply) => set_reply(&mut fields, reply, activities, schema),
        }
        let own = activity.who().filter(|_| several);
        let own = own.and_then(|who| activities.record.beside(who));
        let record = own.as_ref().unwrap_or(activities.record);
        links(activity, record).set(&mut fields);
        // Those of several people are alike.
        if n == 0 || !several {
            notices.append(fields.notices);
        }
        fields.map
    });
    let all = fields.collect();
    (all, notices.fault("Task"))
}

/// The fields of a task on a lead or contact, as an action writes them.
#[must_use]
pub fn task_fields(
    record: &RecordRef,
    user: &RecordId,
    task: &NewTask,
    schema: &Schema,
) -> Map<String, Value> {
    let mut fields = Fields::of(&schema.task);
    set_task(&mut fields, task, user, &schema.task);
    fields.must_set("WhoId", record.id.as_str());
    fields.map
}

/// The query that finds the first of them after a lost answer, or any where each was written by itself; `None` where
/// the org leaves no field to find it by.
#[must_use]
pub fn find_written(activities: Activities<'_>, schema: &Schema) -> Option<String> {
    let task = &schema.task;
    if task.has_intent_field() && activities.are_for_several() {
        let first = soql::literal(&external_id(activities.intent, 0));
        let others = soql::beginning(&others_id(activities.intent));
        return Some(format!(
            "SELECT Id FROM Task WHERE {INTENT_FIELD} = {first} OR {INTENT_FIELD} LIKE {others} LIMIT 1"
        ));
    }
    let (field, value) = if task.has_intent_field() {
        (INTENT_FIELD, external_id(activities.intent, 0))
    } else {
        let marked = matches!(
            activities.all.first(),
            Some(NewActivity::Call(_) | NewActivity::Reply(_))
        );
        (marked && task.can_set("CallObject"))
            .then(|| ("CallObject", call_object(activities.intent)))?
    };
    let value = soql::literal(&value);
    Some(format!(
        "SELECT Id FROM Task WHERE {field} = {value} LIMIT 1"
    ))
}

/// The query for the rep's own Tasks on the record that were made since `submitted`: where there is
/// none, nothing was written. The newest first. Those that Salesforce makes of mails (`TaskSubtype` "Email") are of
/// other submissions, unless a task of that kind is looked for.
#[must_use]
pub fn find_candidates(activities: Activities<'_>, submitted: Millis, schema: &Schema) -> String {
    let record = activities.record;
    let first = activities.all.first();
    let what = first.and_then(|activity| links(activity, record).what);
    let (link, id) = match record.object {
        ObjectType::Lead | ObjectType::Contact => ("WhoId", &record.id),
        ObjectType::Account | ObjectType::Opportunity => {
            ("WhatId", what.as_ref().unwrap_or(&record.id))
        }
    };
    let subject = match schema.task.field("Subject") {
        Some(_) => ", Subject",
        None => "",
    };
    let kind = match (activities.all.first(), schema.task.field("TaskSubtype")) {
        (Some(NewActivity::Task(task)), _) if task.kind == TaskKind::Email => String::new(),
        (_, Some(_)) => format!(" AND TaskSubtype != '{}'", TaskKind::Email.subtype()),
        (_, None) => String::new(),
    };
    let since = Millis(submitted.0.saturating_sub(CLOCK_OFF));
    format!(
        "SELECT Id{subject}, CreatedDate FROM Task WHERE {link} = '{id}' AND CreatedById = '{}'{kind} \
         AND CreatedDate >= {} ORDER BY CreatedDate DESC, Id ASC LIMIT 5",
        activities.user,
        time::datetime(since)
    )
}

fn set_call(fields: &mut Fields<'_>, call: &NewCall, activities: Activities<'_>, schema: &Schema) {
    let subject = activities.subject.map(|pattern| {
        pattern.fill(&SubjectParts {
            kind: CALL,
            subject: &call.subject,
            outcome: &call.outcome,
            reason: &call.reason,
            ..SubjectParts::default()
        })
    });
    fields.fill_in_text("Subject", subject.as_ref().unwrap_or(&call.subject));
    fields.fill_in("TaskSubtype", CALL);
    set_type(fields, CALL, &schema.task);
    fields.fill_in("Status", schema.closed_status());
    fields.fill_in("ActivityDate", call.on.to_string());
    fields.set("OwnerId", activities.user.as_str());
    fields.set("CallType", call.direction.call_type());
    fields.fill_in_text("CallDisposition", &call.outcome);
    let seconds = call.minutes.map(|minutes| u32::from(minutes) * 60);
    if let Some(seconds) = call.seconds.or(seconds) {
        fields.fill_in("CallDurationInSeconds", seconds);
    }
    if !call.outcome.is_empty() {
        fields.set_text(CALL_OUTCOME_FIELD, &call.outcome);
    }
    fields.fill_in_text(CALL_REASON_FIELD, &call.reason);
    fields.fill_in_text("Description", &call.notes);
    if !schema.task.has_intent_field() {
        fields.set("CallObject", call_object(activities.intent));
    }
}

/// As Marketo Sales logs answers, with the type *Reply* where the org has it.
fn set_reply(
    fields: &mut Fields<'_>,
    reply: &NewReply,
    activities: Activities<'_>,
    schema: &Schema,
) {
    let task = &schema.task;
    fields.fill_in_text("Subject", &format!("Reply: {}", reply.subject));
    if task.takes("TaskSubtype", "Email") {
        fields.fill_in("TaskSubtype", "Email");
    }
    set_type(fields, REPLY, task);
    fields.set(REPLIED_FIELD, true);
    fields.fill_in("Status", schema.closed_status());
    fields.fill_in("ActivityDate", reply.on.to_string());
    fields.set("OwnerId", activities.user.as_str());
    if !task.has_intent_field() {
        fields.set("CallObject", call_object(activities.intent));
    }
}

/// Marketo Sales' types, of which an org may have made values of the picklist: exactly as they are written.
fn set_type(fields: &mut Fields<'_>, value: &'static str, task: &ObjectSchema) {
    if task.has_choice("Type", value) {
        fields.set("Type", value);
    }
}

fn set_task(fields: &mut Fields<'_>, task: &NewTask, user: &RecordId, schema: &ObjectSchema) {
    fields.fill_in_text("Subject", &task.subject);
    fields.set("TaskSubtype", subtype(task.kind, schema));
    if let Some(due) = task.due {
        fields.fill_in("ActivityDate", due.to_string());
    }
    fields.fill_in_text("Priority", &task.priority);
    if let Some(reminder) = task.reminder {
        fields.fill_in("ReminderDateTime", time::datetime(reminder));
        fields.set("IsReminderSet", true);
    }
    match &task.assignee {
        Some(assignee) => fields.fill_in("OwnerId", assignee.as_str()),
        None => fields.set("OwnerId", user.as_str()),
    }
    fields.fill_in_text("Description", &task.notes);
}

/// The value of `TaskSubtype`; only orgs with Sales Engagement have `LinkedIn`.
fn subtype(kind: TaskKind, task: &ObjectSchema) -> &'static str {
    let mut values = task.choices("TaskSubtype").iter();
    match kind {
        TaskKind::InMail if !values.any(|choice| choice.value == kind.subtype()) => {
            TaskKind::Custom.subtype()
        }
        _ => kind.subtype(),
    }
}

/// The records that an activity on `record` belongs to.
fn links(activity: &NewActivity, record: &RecordRef) -> Links {
    Links::of(record, activity.people(), activity.about())
}

fn save(
    composite: Composite,
    n: usize,
    intent: &IntentId,
    fields: Map<String, Value>,
    task: &ObjectSchema,
) -> Composite {
    let reference = format!("activity{n}");
    if task.has_intent_field() {
        let id = external_id(intent, n);
        composite.upsert(&reference, "Task", INTENT_FIELD, &id, fields)
    } else {
        composite.create(&reference, "Task", fields)
    }
}

/// The intent's id for the first, and for each other one of its own: at most 36 characters, which is
/// what the field holds.
fn external_id(intent: &IntentId, n: usize) -> String {
    match n {
        0 => intent.to_string(),
        _ => format!("{}{n}", others_id(intent)),
    }
}

/// What the ids of the others begin with.
fn others_id(intent: &IntentId) -> String {
    format!("{}-", intent.as_str().replace('-', ""))
}

/// What `CallObject` holds of a call.
fn call_object(intent: &IntentId) -> String {
    format!("<{intent}@msi-actions>")
}
