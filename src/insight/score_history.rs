//! How a lead's or contact's score changed, as far as the org keeps it: Salesforce keeps the changes of the fields whose
//! history an administrator tracks, for 18 months ("Field History Tracking", Salesforce Help).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Insight;
use super::query::order_by;
use super::row::Row;
use crate::base::{Fault, Millis, ObjectType, RecordRef};
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose};

/// The most changes that are read.
pub const MOST_CHANGES: usize = 100;
/// The reference of the query.
const CHANGES: &str = "changes";
/// The fields of each generation of Marketo's packages.
const FIELDS: [(&str, ScoreField); 6] = [
    ("mkto_si__Mkto_Lead_Score__c", ScoreField::Score),
    ("mkto2__Lead_Score__c", ScoreField::Score),
    ("mkto71_Lead_Score__c", ScoreField::Score),
    ("mkto_si__Priority__c", ScoreField::Priority),
    ("mkto_si__Relative_Score_Value__c", ScoreField::Stars),
    ("mkto_si__Urgency_Value__c", ScoreField::Flames),
];

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreField {
    /// The lead score.
    Score,
    /// The priority.
    Priority,
    /// The relative score.
    Stars,
    /// The urgency.
    Flames,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScoreChange {
    /// When it was changed.
    pub at: Millis,
    /// What changed.
    pub field: ScoreField,
    /// The value before, rounded; `None` where it was empty.
    pub before: Option<i64>,
    /// The value after.
    pub after: Option<i64>,
}

impl<P: Platform> Insight<P> {
    /// The changes of a lead's or contact's score, the newest first; none where the org does not track the fields, or
    /// the rep may not see them. One call.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn score_history(&self, record: &RecordRef) -> Result<Vec<ScoreChange>, Fault> {
        let Some(question) = question(record) else {
            return Ok(Vec::new());
        };
        let rest = self.sessions.rest(&record.org);
        let rest = rest.counted_as(Purpose::Activity);
        let question = Composite::separate().query(CHANGES, &question);
        let reply = rest.composite(&question).await?;
        let rows: Vec<Row> = reply.visible_rows(CHANGES)?;
        Ok(rows.iter().filter_map(change).collect())
    }
}

fn question(record: &RecordRef) -> Option<String> {
    let (from, link) = match record.object {
        ObjectType::Lead => ("LeadHistory", "LeadId"),
        ObjectType::Contact => ("ContactHistory", "ContactId"),
        ObjectType::Account | ObjectType::Opportunity => return None,
    };
    let fields = FIELDS.map(|(name, _)| format!("'{name}'")).join(", ");
    let order = order_by(&["CreatedDate DESC".to_owned()]);
    Some(format!(
        "SELECT Field, OldValue, NewValue, CreatedDate FROM {from} WHERE {link} = '{}' AND Field IN ({fields}){order} LIMIT {MOST_CHANGES}",
        record.id
    ))
}

fn change(row: &Row) -> Option<ScoreChange> {
    let name = row.text("Field")?;
    let (_, field) = FIELDS.iter().find(|(known, _)| *known == name)?;
    Some(ScoreChange {
        at: row.at("CreatedDate")?,
        field: *field,
        before: row.0.get("OldValue").and_then(number),
        after: row.0.get("NewValue").and_then(number),
    })
}

/// A value of any type: a number, or the text of one.
fn number(value: &Value) -> Option<i64> {
    let number = value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok())?
        .round();
    #[allow(clippy::cast_possible_truncation, reason = "in its range")]
    let whole = (number.abs() < 1e9).then_some(number as i64);
    whole
}
