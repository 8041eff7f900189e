//! The rows of the queries of a composite, and of queries within them.

use serde::Deserialize;

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
