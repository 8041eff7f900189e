//! The open opportunities that a mail, call or task from an account or an opportunity can be about.

use serde::Deserialize;

use super::query::opportunities_of_account;
use super::{Age, Found, Insight};
use crate::base::{Fault, RecordId, RecordRef, Related};
use crate::ports::Platform;
use crate::salesforce::Purpose;

impl<P: Platform> Insight<P> {
    /// The open opportunities of the record's account, the next to close first; none where the rep may not see any. One
    /// call of Salesforce.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn opportunities(&self, record: &RecordRef) -> Result<Vec<Related>, Fault> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Row {
            id: RecordId,
            name: String,
        }
        let view = match self.view(record, Age::Any).await? {
            Found::Record(view) => view,
            Found::Gone(_) => return Ok(Vec::new()),
        };
        let Some(account) = &view.account else {
            return Ok(view.opportunities);
        };
        let (rest, schema, _) = self.query_context(&record.org).await?;
        if schema.contact_role.is_none() {
            return Ok(view.opportunities);
        }
        let rest = rest.counted_as(Purpose::Search);
        let rows: Vec<Row> = rest.query(&opportunities_of_account(account)).await?;
        let related = |Row { id, name }| Related { id, name };
        Ok(rows.into_iter().map(related).collect())
    }
}
