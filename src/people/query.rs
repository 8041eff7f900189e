//! The fields and the order of a query for leads or contacts, and how a row of it is read.

use std::cmp::Reverse;

use serde_json::Value;

use super::person::{PersonRow, Source};
use crate::base::{Day, ObjectType, RecordId, sort::sort_by_key};
use crate::insight::{Row, order_by, terms, visible};
use crate::salesforce::{ObjectSchema, Schema};

const PRIORITY: &str = "mkto_si__Priority__c";
/// The fields of Marketo Sales Insight's package by which people are sorted.
const OF_MARKETO: &[&str] = &[
    PRIORITY,
    "mkto_si__Urgency_Value__c",
    "mkto_si__Relative_Score_Value__c",
];
/// What is shown of a person, where the rep sees it.
const FIELDS: &[&str] = &[
    "Title",
    "Status",
    PRIORITY,
    "mkto_si__Urgency_Value__c",
    "mkto_si__Relative_Score_Value__c",
    "mkto_si__Last_Interesting_Moment_Desc__c",
    "mkto_si__Last_Interesting_Moment_Type__c",
    "mkto_si__Last_Interesting_Moment_Date__c",
    "LastActivityDate",
];
/// Whom to approach first; [`sort`] has the same order.
const ORDER: &[&str] = &[
    "mkto_si__Priority__c DESC NULLS LAST",
    "mkto_si__Urgency_Value__c DESC NULLS LAST",
    "mkto_si__Relative_Score_Value__c DESC NULLS LAST",
    "LastActivityDate DESC NULLS LAST",
];

/// The people of `object` for whom `condition` holds, whom to approach first; `None` where the rep does not see the
/// object.
pub(super) fn people(
    object: ObjectType,
    condition: &str,
    limit: usize,
    schema: &Schema,
) -> Option<String> {
    let person = schema.people(object)?;
    let fields = visible(person, "", FIELDS);
    let company = match object {
        ObjectType::Lead => ", Company",
        _ if person.field("AccountId").is_some() => ", Account.Name",
        _ => "",
    };
    let order = order_by(&terms(person, "", ORDER));
    Some(format!(
        "SELECT Id, Name{fields}{company} FROM {} WHERE {condition}{order} LIMIT {limit}",
        object.api_name()
    ))
}

/// Whether the rep sees a field of Marketo Sales Insight's package by which people are sorted.
pub(super) fn sees_marketo(schema: &Schema) -> bool {
    let sees = |object: &ObjectSchema| OF_MARKETO.iter().any(|field| object.field(field).is_some());
    [&schema.lead, &schema.contact]
        .into_iter()
        .flatten()
        .any(sees)
}

/// The person of a row.
pub(super) fn read(row: &Row, source: Option<Source>) -> Option<PersonRow> {
    let account = || row.name_of("Account");
    Some(PersonRow {
        id: row.id("Id")?,
        name: row.text("Name").unwrap_or_default(),
        title: row.text("Title"),
        status: row.text("Status"),
        company: row.text("Company").or_else(|| account().map(str::to_owned)),
        marks: row.marks("__c"),
        priority: row.0.get(PRIORITY).and_then(whole),
        moment: row.moment(),
        active: row.day("LastActivityDate"),
        sources: source.into_iter().collect(),
        watched: false,
        hidden_until: None,
        gone: false,
    })
}

/// A number without its fraction.
fn whole(value: &Value) -> Option<i64> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a cast takes what is too large to the largest"
    )]
    let whole = value.as_f64()?.round() as i64;
    Some(whole)
}

/// By what people are sorted.
type Order = (
    Reverse<Option<i64>>,
    Reverse<u8>,
    Reverse<u8>,
    Reverse<Option<Day>>,
    RecordId,
);

/// The place of a person: whom to approach first has the least.
pub(super) fn order(person: &PersonRow) -> Order {
    let marks = person.marks;
    (
        Reverse(person.priority),
        Reverse(marks.map_or(0, |marks| marks.flames)),
        Reverse(marks.map_or(0, |marks| marks.stars)),
        Reverse(person.active),
        person.id.clone(),
    )
}

/// Puts whom to approach first, first.
pub(super) fn sort(people: &mut Vec<PersonRow>) {
    sort_by_key(people, order);
}
