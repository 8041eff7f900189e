//! The rows of the queries of a composite, and of queries within them.

use serde::Deserialize;

use crate::salesforce::{Cause, CompositeReply, RestError};

/// The rows of a query; none where it was not sent, or the rep may not see the object: a missing right does not
/// hide the whole record.
pub(super) fn rows<T: serde::de::DeserializeOwned>(
    reply: &CompositeReply,
    reference: &str,
) -> Result<Vec<T>, RestError> {
    if !reply.has(reference) {
        return Ok(Vec::new());
    }
    match reply.rows(reference) {
        Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => {
            Ok(Vec::new())
        }
        other => other,
    }
}

/// The rows of a query within a query.
pub(super) fn take<T>(children: &mut Option<Children<T>>) -> Vec<T> {
    children
        .take()
        .map(|children| children.records)
        .unwrap_or_default()
}

/// The answer of a query within a query.
#[derive(Deserialize)]
pub(super) struct Children<T> {
    records: Vec<T>,
}

/// A related record of which only the name is asked for.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    pub name: Option<String>,
}
