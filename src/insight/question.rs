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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::salesforce::{CompositeReply, OrgHost, RecordId};
    use serde_json::{Value, json};

    /// A schema with these fields visible; no `EmailMessage` where its list is empty.
    fn schema(task: &[&str], email: &[&str]) -> Schema {
        let describe = |fields: &[&str]| {
            let fields: Vec<Value> = fields
                .iter()
                .map(|name| json!({ "name": name, "createable": true, "length": 255 }))
                .collect();
            json!({ "createable": true, "fields": fields })
        };
        let no_object = json!([{ "errorCode": "NOT_FOUND", "message": "no such resource" }]);
        let (status, email) = match email {
            [] => (404, no_object),
            fields => (200, describe(fields)),
        };
        let reply: CompositeReply = serde_json::from_value(json!({ "compositeResponse": [
            { "referenceId": "task", "httpStatusCode": 200, "body": describe(task) },
            { "referenceId": "email", "httpStatusCode": status, "body": email },
        ] }))
        .unwrap();
        Schema::read(&reply).unwrap()
    }

    fn queries(object: ObjectType, schema: &Schema) -> Vec<String> {
        let id = match object {
            ObjectType::Lead => "00Q5w000029KTYH",
            _ => "0015w000029KTYH",
        };
        let record = RecordRef {
            org: OrgHost::parse("acme.my.salesforce.com").unwrap(),
            object,
            id: RecordId::parse(id).unwrap(),
        };
        let body = question(&record, schema).body("/");
        body["compositeRequest"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|step| step["url"].as_str()?.strip_prefix("/query?"))
            .map(|query| {
                let (_, soql) = url::form_urlencoded::parse(query.as_bytes())
                    .next()
                    .unwrap();
                soql.into_owned()
            })
            .collect()
    }

    #[test]
    fn no_view_needs_more_queries_than_a_composite_may_hold() {
        let schema = schema(&["Subject"], &["Subject"]);
        for object in [
            ObjectType::Lead,
            ObjectType::Contact,
            ObjectType::Account,
            ObjectType::Opportunity,
        ] {
            assert!(queries(object, &schema).len() <= 5, "{object:?}");
        }
    }

    #[test]
    fn hidden_fields_and_objects_are_not_asked_for() {
        let queries = queries(ObjectType::Lead, &schema(&["Subject"], &[]));
        assert_eq!(
            queries,
            [
                "SELECT Id, Subject FROM Task WHERE WhoId = '00Q5w000029KTYHEA4' AND IsClosed = false LIMIT 10",
                "SELECT Id, Subject FROM Task WHERE WhoId = '00Q5w000029KTYHEA4' AND IsClosed = true LIMIT 20",
            ]
        );
    }

    #[test]
    fn what_is_seen_is_asked_for_and_sorted_by() {
        let queries = queries(
            ObjectType::Account,
            &schema(&["Subject", "ActivityDate"], &["MessageDate"]),
        );
        assert_eq!(
            queries[1..3],
            [
                "SELECT Id, Subject, ActivityDate FROM Task WHERE AccountId = '0015w000029KTYHAA4' \
                 AND IsClosed = true ORDER BY ActivityDate DESC NULLS LAST LIMIT 20",
                "SELECT Id, MessageDate FROM EmailMessage WHERE RelatedToId = '0015w000029KTYHAA4' \
                 AND Status != '5' ORDER BY MessageDate DESC NULLS LAST LIMIT 20",
            ]
        );
    }
}
