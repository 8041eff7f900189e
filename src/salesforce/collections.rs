//! Many records in one call, each with its own result ("sObject Collections", REST API Developer
//! Guide).

use oauth2::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refused, Rest, RestError};
use crate::base::RecordId;
use crate::ports::Platform;

/// The result for one record.
pub type Saved = Result<(), Refused>;

#[derive(Deserialize)]
struct Row {
    success: bool,
    #[serde(default)]
    errors: Vec<Refused>,
}

impl<P: Platform> Rest<P> {
    /// Creates records of one object, at most 200; each is refused or created by itself.
    /// The results are in the records' order.
    ///
    /// # Errors
    /// [`RestError`] of the whole call.
    pub async fn create_all(
        &self,
        object: &str,
        records: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Saved>, RestError> {
        self.save_all(Method::POST, "composite/sobjects", object, records)
            .await
    }

    /// As [`Self::create_all`]; a record whose external id `field` is there already is updated ("Upsert Multiple
    /// Records with Fewer Round-Trips", REST API Developer Guide).
    ///
    /// # Errors
    /// As [`Self::create_all`].
    pub async fn upsert_all(
        &self,
        object: &str,
        field: &str,
        records: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Saved>, RestError> {
        let path = format!("composite/sobjects/{object}/{field}");
        self.save_all(Method::PATCH, &path, object, records).await
    }

    /// As [`Self::create_all`]; each record has its id, and its fields are changed.
    ///
    /// # Errors
    /// As [`Self::create_all`].
    pub async fn update_all(
        &self,
        object: &str,
        records: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Saved>, RestError> {
        self.save_all(Method::PATCH, "composite/sobjects", object, records)
            .await
    }

    async fn save_all(
        &self,
        method: Method,
        path: &str,
        object: &str,
        records: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Saved>, RestError> {
        let typed = |mut record: Value| {
            if let Some(fields) = record.as_object_mut() {
                fields.insert("attributes".into(), json!({ "type": object }));
            }
            record
        };
        let records: Vec<Value> = records.into_iter().map(typed).collect();
        let count = records.len();
        let body = json!({ "allOrNone": false, "records": records });
        results(self.send_json(method, path, Some(&body)).await?, count)
    }

    /// Deletes records, at most 200.
    ///
    /// # Errors
    /// As [`Self::create_all`].
    pub async fn delete_all(&self, ids: &[RecordId]) -> Result<Vec<Saved>, RestError> {
        let list: Vec<&str> = ids.iter().map(RecordId::as_str).collect();
        let path = format!("composite/sobjects?allOrNone=false&ids={}", list.join(","));
        let rows = self.send_json(Method::DELETE, &path, None).await?;
        results(rows, ids.len())
    }
}

fn results(rows: Vec<Row>, count: usize) -> Result<Vec<Saved>, RestError> {
    if rows.len() != count {
        return Err(RestError::Unexpected("collection's results"));
    }
    let result = |row: Row| match row.success {
        true => Ok(()),
        false => Err(row.errors.into_iter().next().unwrap_or_default()),
    };
    Ok(rows.into_iter().map(result).collect())
}
