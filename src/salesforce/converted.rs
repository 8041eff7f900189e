//! Leads that were converted, and the contacts that they became.

use serde::Deserialize;

use super::{Rest, RestError, soql};
use crate::base::{ObjectType, RecordId, RecordRef};
use crate::ports::Platform;

/// The converted leads with the contacts that they became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted(Vec<(RecordId, RecordId)>);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    id: RecordId,
    converted_contact_id: Option<RecordId>,
}

impl Converted {
    /// Queries those of `ids` that are leads; none where the rep may not see the fields about conversion.
    ///
    /// # Errors
    /// The org gave no answer.
    pub async fn of<P: Platform>(rest: &Rest<P>, ids: &[&RecordId]) -> Result<Self, RestError> {
        let leads: Vec<String> = ids
            .iter()
            .filter(|id| id.object() == Some(ObjectType::Lead))
            .map(|id| soql::literal(id.as_str()))
            .collect();
        if leads.is_empty() {
            return Ok(Self::default());
        }
        let question = format!(
            "SELECT Id, ConvertedContactId FROM Lead WHERE Id IN ({}) AND IsConverted = true",
            leads.join(", ")
        );
        let rows: Vec<Row> = match rest.query(&question).await {
            Err(RestError::Refused(refused)) if !refused.cause().passes() => Vec::new(),
            rows => rows?,
        };
        let pair = |row: Row| Some((row.id, row.converted_contact_id?));
        Ok(Self(rows.into_iter().filter_map(pair).collect()))
    }

    /// The contact that a lead became.
    #[must_use]
    pub fn contact(&self, lead: &RecordId) -> Option<&RecordId> {
        let pair = self.0.iter().find(|(id, _)| id == lead);
        pair.map(|(_, contact)| contact)
    }

    /// The contact that the lead became, as a record; `None` where the record is no converted lead.
    #[must_use]
    pub fn record(&self, lead: &RecordRef) -> Option<RecordRef> {
        self.contact(&lead.id).map(|id| RecordRef {
            org: lead.org.clone(),
            object: ObjectType::Contact,
            id: id.clone(),
        })
    }
}
