//! Templates and marks in this browser: rows of one table, each of its own user.

use serde::{Deserialize, Serialize};

use super::marks::AllMarks;
use super::template::TemplateText;
use super::{LibraryError, Template};
use crate::base::RecordId;
use crate::ports::{Database, Table};
use crate::storage::{Versioned, from_text, to_text};

/// A template that lives here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Row {
    text: TemplateText,
    archived: bool,
}

impl Versioned for Row {
    const VERSION: u32 = 1;
}

/// The rep's own templates; one that cannot be read is left where it is.
pub(super) async fn all(
    database: &impl Database,
    user: &RecordId,
) -> Result<Vec<Template>, LibraryError> {
    let prefix = format!("template/{user}/");
    let rows = database.rows(Table::Templates, &prefix).await?;
    let read = |(key, text): (String, String)| {
        let row: Row = from_text(&text).ok()?;
        Some(Template {
            id: key.strip_prefix(&prefix)?.to_owned(),
            text: row.text,
            own: true,
            shared_by: None,
            archived: row.archived,
            marks: super::Marks::default(),
            conditions: Vec::new(),
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Puts a template in place of the one with its id.
pub(super) async fn put(
    database: &impl Database,
    user: &RecordId,
    template: &Template,
) -> Result<(), LibraryError> {
    let row = Row {
        text: template.text.clone(),
        archived: template.archived,
    };
    let key = format!("template/{user}/{}", template.id);
    Ok(database.put(Table::Templates, &key, to_text(&row)?).await?)
}

/// The marks of a user; none where they cannot be read.
pub(super) async fn marks(
    database: &impl Database,
    user: &RecordId,
) -> Result<AllMarks, LibraryError> {
    let text = database.row(Table::Templates, &marks_key(user)).await?;
    Ok(text
        .and_then(|text| from_text(&text).ok())
        .unwrap_or_default())
}

/// Keeps the marks of a user.
pub(super) async fn keep_marks(
    database: &impl Database,
    user: &RecordId,
    marks: &AllMarks,
) -> Result<(), LibraryError> {
    Ok(database
        .put(Table::Templates, &marks_key(user), to_text(marks)?)
        .await?)
}

fn marks_key(user: &RecordId) -> String {
    format!("marks/{user}")
}
