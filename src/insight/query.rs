//! The composite for a record view: the record, at most five queries, and an account's owner.

use crate::base::{ObjectType, RecordId, RecordRef};
use crate::salesforce::{
    Composite, ObjectSchema, Schema,
    opt_out::{NO_CALLS, NO_EMAIL, NO_FAX},
};
use crate::settings::OptOutField;

/// The references of its steps.
pub(super) mod step {
    pub const RECORD: &str = "record";
    pub const OPEN: &str = "open";
    pub const DONE: &str = "done";
    pub const MAILS: &str = "mails";
    pub const PEOPLE: &str = "people";
    pub const AROUND: &str = "around";
    pub const OPPORTUNITIES: &str = "opportunities";
    pub const MEETINGS: &str = "meetings";
    pub const CAMPAIGNS: &str = "campaigns";
    pub const OWNER: &str = "owner";
}

/// When a row was last changed, and by whom.
const CHANGED: &str = "LastModifiedDate";
const BY: &str = "LastModifiedById";

/// A query for tasks of a record.
pub(super) struct Tasks {
    closed: bool,
    fields: &'static [&'static str],
    order: &'static [&'static str],
    limit: u8,
}

const OPEN_TASKS: Tasks = Tasks {
    closed: false,
    fields: &[
        "Subject",
        "ActivityDate",
        "TaskSubtype",
        "Priority",
        CHANGED,
        BY,
    ],
    order: &["ActivityDate ASC NULLS LAST"],
    limit: 10,
};
pub(super) const DONE_TASKS: Tasks = Tasks {
    closed: true,
    fields: &[
        "Subject",
        "ActivityDate",
        "CompletedDateTime",
        "TaskSubtype",
        "CallDisposition",
        "CallDurationInSeconds",
        CHANGED,
        BY,
    ],
    order: &[
        "CompletedDateTime DESC NULLS LAST",
        "ActivityDate DESC NULLS LAST",
    ],
    limit: DONE_LIMIT,
};
/// The most done tasks, and the most messages.
pub(super) const DONE_LIMIT: u8 = 50;
/// Meetings of the last ninety days and all that are to come.
const RECENT_MEETINGS: &str = "StartDateTime >= LAST_N_DAYS:90";
const OPPORTUNITIES_LIMIT: u8 = 50;
/// The most meetings. They come with the newest first, so that of a person with many to come the last ones are read, too.
pub(super) const MEETINGS_LIMIT: u8 = 100;
/// The most campaigns of a person.
pub(super) const CAMPAIGNS_LIMIT: u8 = 20;
/// The most people of an account or opportunity that are shown.
pub(super) const PEOPLE_LIMIT: usize = 50;
/// What is shown of a lead or contact beside the name.
const OF_PERSON: &[&str] = &[
    "Title",
    "Email",
    "Phone",
    "MobilePhone",
    "mkto_si__Relative_Score_Value__c",
    "mkto_si__Urgency_Value__c",
    "OwnerId",
    "Address",
    "MailingAddress",
    NO_EMAIL,
    NO_FAX,
    NO_CALLS,
];
/// Whom to approach first. (The primary contact of an opportunity comes before all.) Fields that a mail or a
/// call changes, such as the last activity, are left out: the list would reorder itself while the rep works.
const BEST_FIRST: &[&str] = &[
    "mkto_si__Urgency_Value__c DESC NULLS LAST",
    "mkto_si__Relative_Score_Value__c DESC NULLS LAST",
];
/// The fields of the first two.
pub(super) const FLAMES: &str = "mkto_si__Urgency_Value__c";
pub(super) const STARS: &str = "mkto_si__Relative_Score_Value__c";

/// The composite for `record`. Only fields that the rep can see are asked for: one that is hidden
/// would refuse its whole query. `more` are the fields that policy names beside Salesforce's opt-out.
pub(super) fn question(record: &RecordRef, schema: &Schema, more: &[OptOutField]) -> Composite {
    let (object, id) = (record.object, record.id.as_str());
    let mut composite = Composite::separate()
        .get(step::RECORD, format!("sobjects/{}/{id}", object.api_name()))
        .query(step::OPEN, &tasks(&OPEN_TASKS, record, &schema.task, ""))
        .query(step::DONE, &tasks(&DONE_TASKS, record, &schema.task, ""));
    if let Some(email) = &schema.email {
        composite = composite.query(step::MAILS, &mails(record, email, ""));
    }
    if let Some(people) = people(object, id, schema, more) {
        composite = composite.query(step::PEOPLE, &people);
    }
    if let Some(around) = around(object, id, schema, more) {
        composite = composite.query(step::AROUND, &around);
    }
    if object == ObjectType::Account {
        // An account's contacts take the place of the query that gives the others' owner and meetings.
        composite = composite.get(
            step::OWNER,
            format!("sobjects/Account/{id}/Owner?fields=Name"),
        );
        if let Some(meetings) = meetings_of_account(id, schema) {
            composite = composite.query(step::MEETINGS, &meetings);
        }
    }
    if object == ObjectType::Contact {
        composite = composite.query(step::OPPORTUNITIES, &opportunities(id));
    }
    composite
}

/// The field by which a Task or an Event belongs to a record of the object.
pub(super) const fn activity_link(object: ObjectType) -> &'static str {
    match object {
        ObjectType::Lead | ObjectType::Contact => "WhoId",
        ObjectType::Account => "AccountId",
        ObjectType::Opportunity => "WhatId",
    }
}

/// Tasks of a record; `and` narrows the condition.
pub(super) fn tasks(which: &Tasks, record: &RecordRef, task: &ObjectSchema, and: &str) -> String {
    let fields = visible(task, "", which.fields);
    let order = order_by(&terms(task, "", which.order));
    format!(
        "SELECT Id{fields}{} FROM Task WHERE {} = '{}' AND IsClosed = {}{and}{order} LIMIT {}",
        whose(record.object),
        activity_link(record.object),
        record.id,
        which.closed,
        which.limit
    )
}

/// Of an account's or opportunity's activities, each says whose it is.
const fn whose(object: ObjectType) -> &'static str {
    if object.is_person() { "" } else { ", Who.Name" }
}

/// The condition by which a message belongs to a record: to people by its relations, to an account or opportunity by
/// what it is about. Drafts are none.
pub(super) fn mails_of(record: &RecordRef) -> String {
    let id = &record.id;
    let link = match record.object {
        ObjectType::Lead | ObjectType::Contact => format!(
            "Id IN (SELECT EmailMessageId FROM EmailMessageRelation WHERE RelationId = '{id}')"
        ),
        ObjectType::Account | ObjectType::Opportunity => format!("RelatedToId = '{id}'"),
    };
    format!("{link} AND Status != '5'")
}

/// Messages of a record; `and` narrows the condition.
pub(super) fn mails(record: &RecordRef, email: &ObjectSchema, and: &str) -> String {
    let fields = visible(
        email,
        "",
        &[
            "Subject",
            "MessageDate",
            "Incoming",
            "ToAddress",
            "FromName",
            "FirstOpenedDate",
            "ActivityId",
            CHANGED,
            BY,
        ],
    );
    let order = order_by(&terms(email, "", &["MessageDate DESC NULLS LAST"]));
    let of = mails_of(record);
    format!("SELECT Id{fields} FROM EmailMessage WHERE {of}{and}{order} LIMIT {DONE_LIMIT}")
}

/// The contacts of an account, or of an opportunity's account.
fn people(object: ObjectType, id: &str, schema: &Schema, more: &[OptOutField]) -> Option<String> {
    let of = match object {
        ObjectType::Lead | ObjectType::Contact => return None,
        ObjectType::Account => format!("AccountId = '{id}'"),
        ObjectType::Opportunity => {
            format!("AccountId IN (SELECT AccountId FROM Opportunity WHERE Id = '{id}')")
        }
    };
    contacts(&of, schema, more)
}

/// A page of contacts, the best first, and one more, which tells whether there is a next page.
pub(super) fn contacts(condition: &str, schema: &Schema, more: &[OptOutField]) -> Option<String> {
    let contact = schema.contact.as_ref()?;
    let fields = visible(contact, "", &fields_of(ObjectType::Contact, more));
    let of_account = account_address(schema, "");
    let order = order_by(&terms(contact, "", BEST_FIRST));
    let limit = PEOPLE_LIMIT + 1;
    Some(format!(
        "SELECT Id, Name{fields}{of_account} FROM Contact WHERE {condition}{order} LIMIT {limit}"
    ))
}

/// An opportunity's contact roles, the primary contact first, as a query within the one for the opportunity.
fn roles(schema: &Schema, more: &[OptOutField]) -> Option<String> {
    let (contact, role) = (schema.contact.as_ref()?, schema.contact_role.as_ref()?);
    let of_role = visible(role, "", &["Role", "IsPrimary"]);
    let of_contact = visible(contact, "Contact.", &fields_of(ObjectType::Contact, more));
    let of_account = account_address(schema, "Contact.");
    let mut order = terms(role, "", &["IsPrimary DESC"]);
    order.extend(terms(contact, "Contact.", BEST_FIRST));
    let order = order_by(&order);
    let limit = PEOPLE_LIMIT + 1;
    Some(format!(
        ", (SELECT Contact.Id, Contact.Name{of_contact}{of_account}{of_role} FROM OpportunityContactRoles{order} LIMIT {limit})"
    ))
}

/// What is shown of a lead or contact, and the opt-outs that policy names.
pub(super) fn fields_of(object: ObjectType, more: &[OptOutField]) -> Vec<&str> {
    let own = more.iter().filter_map(|field| field.on(object));
    let own = own.filter(|name| !OF_PERSON.contains(name));
    OF_PERSON.iter().copied().chain(own).collect()
}

/// What a record knows only by an id: its owner's name, its account's; and what hangs on it: meetings, campaigns, an
/// opportunity's contact roles, or the open opportunities in which a contact has one. (SOQL has no OR beside a query
/// within a query, so the opportunities of the contact's account are a query of their own.)
fn around(object: ObjectType, id: &str, schema: &Schema, more: &[OptOutField]) -> Option<String> {
    let account = || format!(", Account.Name{}", account_address(schema, ""));
    let parts = match object {
        ObjectType::Account => return None,
        ObjectType::Lead => campaigns(schema),
        ObjectType::Contact => {
            let roles = match schema.contact_role {
                Some(_) => format!(
                    ", (SELECT Opportunity.Id, Opportunity.Name FROM OpportunityContactRoles \
                     WHERE Opportunity.IsClosed = false \
                     ORDER BY Opportunity.CloseDate ASC, Id ASC LIMIT {OPPORTUNITIES_LIMIT})"
                ),
                None => String::new(),
            };
            format!("{}{roles}{}", account(), campaigns(schema))
        }
        ObjectType::Opportunity => {
            format!(", Account.Name{}", roles(schema, more).unwrap_or_default())
        }
    };
    let recent = format!("FROM Events WHERE {RECENT_MEETINGS}");
    let meetings = meetings(schema, object, &recent).map(|query| format!(", ({query})"));
    Some(format!(
        "SELECT Owner.Name{parts}{} FROM {} WHERE Id = '{id}' LIMIT 1",
        meetings.unwrap_or_default(),
        object.api_name()
    ))
}

fn meetings_of_account(id: &str, schema: &Schema) -> Option<String> {
    let recent = format!("FROM Event WHERE AccountId = '{id}' AND {RECENT_MEETINGS}");
    meetings(schema, ObjectType::Account, &recent)
}

/// Meetings; `from` is the FROM clause with its condition.
pub(super) fn meetings(schema: &Schema, object: ObjectType, from: &str) -> Option<String> {
    let event = schema.event.as_ref()?;
    let shown = [
        "Subject",
        "StartDateTime",
        "ActivityDate",
        "IsAllDayEvent",
        "DurationInMinutes",
        "Location",
        CHANGED,
        BY,
    ];
    let fields = visible(event, "", &shown);
    let order = order_by(&terms(event, "", &["StartDateTime DESC NULLS LAST"]));
    Some(format!(
        "SELECT Id{fields}{} {from}{order} LIMIT {MEETINGS_LIMIT}",
        whose(object)
    ))
}

/// The campaigns that a person is in, as a query within the one for the person.
fn campaigns(schema: &Schema) -> String {
    let members = members(schema, "FROM CampaignMembers");
    members
        .map(|query| format!(", ({query})"))
        .unwrap_or_default()
}

/// A person's places in campaigns; `from` is the FROM clause with its condition.
pub(super) fn members(schema: &Schema, from: &str) -> Option<String> {
    let member = schema.campaign_member.as_ref()?;
    let fields = visible(
        member,
        "",
        &[
            "Status",
            "HasResponded",
            "FirstRespondedDate",
            "CreatedDate",
            CHANGED,
            BY,
        ],
    );
    let order = order_by(&terms(member, "", &["CreatedDate DESC"]));
    Some(format!(
        "SELECT Id, Campaign.Name{fields} {from}{order} LIMIT {CAMPAIGNS_LIMIT}"
    ))
}

/// `, Account.BillingAddress` for a contact, where the rep may see it: where somebody without an address is.
pub(super) fn account_address(schema: &Schema, of: &str) -> String {
    let knows = |object: &Option<ObjectSchema>, field| {
        let object = object.as_ref();
        object.is_some_and(|object| object.field(field).is_some())
    };
    let known = knows(&schema.contact, "AccountId") && knows(&schema.account, "BillingAddress");
    match known {
        true => format!(", {of}Account.BillingAddress"),
        false => String::new(),
    }
}

/// The open opportunities of a contact's account, the next to close first.
fn opportunities(contact: &str) -> String {
    format!(
        "SELECT Id, Name FROM Opportunity WHERE IsClosed = false \
         AND AccountId IN (SELECT AccountId FROM Contact WHERE Id = '{contact}') \
         ORDER BY CloseDate ASC, Id ASC LIMIT {OPPORTUNITIES_LIMIT}"
    )
}

/// The open opportunities of an account, likewise.
pub(super) fn opportunities_of_account(account: &RecordId) -> String {
    format!(
        "SELECT Id, Name FROM Opportunity WHERE IsClosed = false AND AccountId = '{account}' \
         ORDER BY CloseDate ASC, Id ASC LIMIT {OPPORTUNITIES_LIMIT}"
    )
}

/// `, A, B` for the fields that the rep can see.
pub(crate) fn visible(schema: &ObjectSchema, of: &str, fields: &[&str]) -> String {
    fields
        .iter()
        .filter(|field| schema.field(field).is_some())
        .map(|field| format!(", {of}{field}"))
        .collect()
}

/// The terms of an ORDER BY whose fields the rep can see.
pub(crate) fn terms(schema: &ObjectSchema, of: &str, terms: &[&str]) -> Vec<String> {
    terms
        .iter()
        .filter(|term| {
            let field = term.split(' ').next().unwrap_or_default();
            schema.field(field).is_some()
        })
        .map(|term| format!("{of}{term}"))
        .collect()
}

/// The id comes last, so that the order has no ties and a limit cuts off the same rows each time.
pub(crate) fn order_by(terms: &[String]) -> String {
    let all: String = terms.iter().map(|term| format!("{term}, ")).collect();
    format!(" ORDER BY {all}Id ASC")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::base::{OrgHost, RecordId};
    use crate::salesforce::CompositeReply;
    use serde_json::{Value, json};

    /// A schema with these fields visible; without `EmailMessage`, meetings and campaigns where its list is empty.
    fn schema(task: &[&str], email: &[&str]) -> Schema {
        let describe = |fields: &[&str]| {
            let fields: Vec<Value> = fields
                .iter()
                .map(|name| json!({ "name": name, "createable": true, "length": 255 }))
                .collect();
            json!({ "createable": true, "fields": fields })
        };
        let no_object = json!([{ "errorCode": "NOT_FOUND", "message": "no such resource" }]);
        let optional = |fields: &[&str]| match email {
            [] => (404, no_object.clone()),
            _ => (200, describe(fields)),
        };
        let (status, email) = optional(email);
        let (_, event) = optional(&["Subject", "StartDateTime"]);
        let (_, member) = optional(&["Status"]);
        let reply: CompositeReply = serde_json::from_value(json!({ "compositeResponse": [
            { "referenceId": "task", "httpStatusCode": 200, "body": describe(task) },
            { "referenceId": "email", "httpStatusCode": status, "body": email },
            { "referenceId": "contact", "httpStatusCode": 200, "body": describe(&["Email"]) },
            { "referenceId": "contactRole", "httpStatusCode": 200, "body": describe(&["Role"]) },
            { "referenceId": "event", "httpStatusCode": status, "body": event },
            { "referenceId": "member", "httpStatusCode": status, "body": member },
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
        let body = question(&record, schema, &[]).body("/");
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
            let queries = queries(object, &schema);
            assert!(queries.len() <= 5, "{object:?}: {queries:?}");
        }
    }

    #[test]
    fn hidden_fields_and_objects_are_not_asked_for() {
        let queries = queries(ObjectType::Lead, &schema(&["Subject"], &[]));
        assert_eq!(
            queries,
            [
                "SELECT Id, Subject FROM Task WHERE WhoId = '00Q5w000029KTYHEA4' AND IsClosed = false ORDER BY Id ASC LIMIT 10",
                "SELECT Id, Subject FROM Task WHERE WhoId = '00Q5w000029KTYHEA4' AND IsClosed = true ORDER BY Id ASC LIMIT 50",
                "SELECT Owner.Name FROM Lead WHERE Id = '00Q5w000029KTYHEA4' LIMIT 1",
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
                "SELECT Id, Subject, ActivityDate, Who.Name FROM Task WHERE AccountId = '0015w000029KTYHAA4' \
                 AND IsClosed = true ORDER BY ActivityDate DESC NULLS LAST, Id ASC LIMIT 50",
                "SELECT Id, MessageDate FROM EmailMessage WHERE RelatedToId = '0015w000029KTYHAA4' \
                 AND Status != '5' ORDER BY MessageDate DESC NULLS LAST, Id ASC LIMIT 50",
            ]
        );
    }
}
