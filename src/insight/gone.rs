//! What happened to a record that can no longer be read: deleted, merged or converted.

use serde::Deserialize;

use super::Gone;
use crate::base::{ObjectType, RecordId, RecordRef};
use crate::ports::Platform;
use crate::salesforce::{Rest, RestError, soql};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    is_deleted: bool,
    #[serde(default)]
    master_record_id: Option<RecordId>,
}

/// Searches for a record in the recycle bin; `None` where it is not there, or the rep may not see it.
///
/// # Errors
/// The org gave no answer.
pub(super) async fn ask<P: Platform>(
    rest: &Rest<P>,
    record: &RecordRef,
) -> Result<Option<Gone>, RestError> {
    // Leads, contacts and accounts are merged; the one that is left is the master of the others.
    let master = match record.object {
        ObjectType::Lead | ObjectType::Contact | ObjectType::Account => ", MasterRecordId",
        ObjectType::Opportunity => "",
    };
    let question = format!(
        "SELECT IsDeleted{master} FROM {} WHERE Id = {}",
        record.object.api_name(),
        soql::literal(record.id.as_str())
    );
    let rows: Vec<Row> = rest.query_all(&question).await?;
    let deleted = rows.into_iter().find(|row| row.is_deleted);
    Ok(deleted.map(|row| match row.master_record_id {
        Some(id) => Gone::Merged {
            into: RecordRef {
                id,
                ..record.clone()
            },
        },
        None => Gone::Deleted,
    }))
}
