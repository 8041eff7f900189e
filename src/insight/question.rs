//! The one composite of a record view: the record and at most five queries.

use crate::salesforce::{Composite, ObjectSchema, ObjectType, RecordRef, Schema};

/// The references of its steps.
pub(super) mod step {
    pub const RECORD: &str = "record";
    pub const OPEN: &str = "open";
    pub const DONE: &str = "done";
    pub const MAILS: &str = "mails";
    pub const PEOPLE: &str = "people";
    pub const COMPANY: &str = "company";
}

const OPEN_LIMIT: u8 = 10;
const DONE_LIMIT: u8 = 20;
const PEOPLE_LIMIT: u8 = 20;

/// The composite for `record`. Only fields that the rep can see are asked for: one that is hidden
/// would refuse its whole query.
pub(super) fn question(record: &RecordRef, schema: &Schema) -> Composite {
    let (object, id) = (record.object, record.id.as_str());
    let mut composite = Composite::separate()
        .get(step::RECORD, format!("sobjects/{}/{id}", object.api_name()))
        .query(step::OPEN, &open_tasks(object, id, &schema.task))
        .query(step::DONE, &done_tasks(object, id, &schema.task));
    if let Some(email) = &schema.email {
        composite = composite.query(step::MAILS, &mails(object, id, email));
    }
    if let Some(people) = people(object, id) {
        composite = composite.query(step::PEOPLE, &people);
    }
    if let Some(company) = company(object, id) {
        composite = composite.query(step::COMPANY, &company);
    }
    composite
}

/// How a Task belongs to a record of the object.
const fn task_link(object: ObjectType) -> &'static str {
    match object {
        ObjectType::Lead | ObjectType::Contact => "WhoId",
        ObjectType::Account => "AccountId",
        ObjectType::Opportunity => "WhatId",
    }
}

fn open_tasks(object: ObjectType, id: &str, task: &ObjectSchema) -> String {
    let fields = visible(
        task,
        &["Subject", "ActivityDate", "TaskSubtype", "Priority"],
    );
    let order = sorted(task, &["ActivityDate ASC NULLS LAST"]);
    format!(
        "SELECT Id{fields} FROM Task WHERE {} = '{id}' AND IsClosed = false{order} LIMIT {OPEN_LIMIT}",
        task_link(object)
    )
}

fn done_tasks(object: ObjectType, id: &str, task: &ObjectSchema) -> String {
    let fields = visible(
        task,
        &[
            "Subject",
            "ActivityDate",
            "CompletedDateTime",
            "TaskSubtype",
            "CallDisposition",
        ],
    );
    let order = sorted(
        task,
        &[
            "CompletedDateTime DESC NULLS LAST",
            "ActivityDate DESC NULLS LAST",
        ],
    );
    format!(
        "SELECT Id{fields} FROM Task WHERE {} = '{id}' AND IsClosed = true{order} LIMIT {DONE_LIMIT}",
        task_link(object)
    )
}

/// A message belongs to people by its relations, to an account or opportunity by what it is about.
fn mails(object: ObjectType, id: &str, email: &ObjectSchema) -> String {
    let fields = visible(
        email,
        &[
            "Subject",
            "MessageDate",
            "Incoming",
            "ToAddress",
            "ActivityId",
        ],
    );
    let link = match object {
        ObjectType::Lead | ObjectType::Contact => format!(
            "Id IN (SELECT EmailMessageId FROM EmailMessageRelation WHERE RelationId = '{id}')"
        ),
        ObjectType::Account | ObjectType::Opportunity => format!("RelatedToId = '{id}'"),
    };
    let order = sorted(email, &["MessageDate DESC NULLS LAST"]);
    format!(
        "SELECT Id{fields} FROM EmailMessage WHERE {link} AND Status != '5'{order} LIMIT {DONE_LIMIT}"
    )
}

/// Whom a mail from an account or an opportunity goes to.
fn people(object: ObjectType, id: &str) -> Option<String> {
    match object {
        ObjectType::Lead | ObjectType::Contact => None,
        ObjectType::Account => Some(format!(
            "SELECT Id, Name, Email FROM Contact WHERE AccountId = '{id}' AND Email != null \
             ORDER BY LastActivityDate DESC NULLS LAST, CreatedDate ASC LIMIT {PEOPLE_LIMIT}"
        )),
        ObjectType::Opportunity => Some(format!(
            "SELECT Contact.Id, Contact.Name, Contact.Email FROM OpportunityContactRole \
             WHERE OpportunityId = '{id}' AND Contact.Email != null \
             ORDER BY IsPrimary DESC, CreatedDate ASC LIMIT {PEOPLE_LIMIT}"
        )),
    }
}

/// The name of the account, which a record knows only by its id.
fn company(object: ObjectType, id: &str) -> Option<String> {
    match object {
        ObjectType::Lead | ObjectType::Account => None,
        ObjectType::Contact | ObjectType::Opportunity => Some(format!(
            "SELECT Account.Name FROM {} WHERE Id = '{id}' LIMIT 1",
            object.api_name()
        )),
    }
}

/// `, A, B` for the fields that the rep can see.
fn visible(schema: &ObjectSchema, fields: &[&str]) -> String {
    fields
        .iter()
        .filter(|field| schema.field(field).is_some())
        .map(|field| format!(", {field}"))
        .collect()
}

/// ` ORDER BY …` by the fields that the rep can see.
fn sorted(schema: &ObjectSchema, terms: &[&str]) -> String {
    let terms: Vec<_> = terms
        .iter()
        .filter(|term| {
            let field = term.split(' ').next().unwrap_or_default();
            schema.field(field).is_some()
        })
        .copied()
        .collect();
    if terms.is_empty() {
        String::new()
    } else {
        format!(" ORDER BY {}", terms.join(", "))
    }
}
