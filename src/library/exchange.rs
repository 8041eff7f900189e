//! Templates as a file, to take them to another browser or a colleague.

use serde::{Deserialize, Serialize};

use super::{Template, TemplateText};
use crate::base::json;

/// What tells our files from others.
const FORMAT: &str = "msi-actions-templates";
const VERSION: u32 = 1;
/// A file has at most so many.
const MOST: usize = 500;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It was not written by this product.
    #[error("not a file of templates")]
    Foreign,
    /// A newer release wrote it.
    #[error("written by a newer version")]
    Newer,
    /// It has more templates than can be taken at once.
    #[error("too many templates")]
    TooMany,
    /// One of them cannot be saved as it is; its name.
    #[error("template {0} is not complete")]
    Incomplete(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    templates: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    category: String,
    subject: String,
    html: String,
}

/// The rep's own templates as the text of a file.
#[must_use]
pub fn exported(templates: &[Template]) -> String {
    let own = templates.iter().filter(|template| template.own);
    let entry = |template: &Template| {
        let TemplateText {
            name,
            category,
            subject,
            html,
        } = template.text.clone();
        Entry {
            name,
            category,
            subject,
            html,
        }
    };
    let file = File {
        format: FORMAT.to_owned(),
        version: VERSION,
        templates: own.map(entry).collect(),
    };
    json::write(&file).unwrap_or_default()
}

/// The templates of a file; its HTML is not sanitised.
///
/// # Errors
/// [`FileError`]: all of a file is taken, or nothing.
pub fn imported(text: &str) -> Result<Vec<TemplateText>, FileError> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let head: Head = json::read(text).map_err(|_| FileError::Foreign)?;
    if head.format != FORMAT {
        return Err(FileError::Foreign);
    }
    if head.version > VERSION {
        return Err(FileError::Newer);
    }
    let file: File = json::read(text).map_err(|_| FileError::Foreign)?;
    if file.templates.len() > MOST {
        return Err(FileError::TooMany);
    }
    let mut all = Vec::new();
    for entry in file.templates {
        let text = TemplateText {
            name: entry.name.trim().to_owned(),
            category: entry.category.trim().to_owned(),
            subject: entry.subject,
            html: entry.html,
        };
        if text.check().is_err() {
            return Err(FileError::Incomplete(text.name));
        }
        all.push(text);
    }
    Ok(all)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::library::Marks;

    #[test]
    fn what_is_exported_can_be_imported_and_nothing_else_can() {
        let template = |name: &str, own| Template {
            id: name.into(),
            text: TemplateText {
                name: name.into(),
                category: "Renewals".into(),
                subject: "Hello {{first_name}}".into(),
                html: "<p>\"Hi\"</p>".into(),
            },
            own,
            shared_by: None,
            archived: false,
            marks: Marks::default(),
            conditions: Vec::new(),
        };
        let file = exported(&[template("Mine", true), template("Theirs", false)]);
        assert_eq!(imported(&file), Ok(vec![template("Mine", true).text]));
        for (text, error) in [
            ("", FileError::Foreign),
            ("[]", FileError::Foreign),
            (
                r#"{"format":"x","version":1,"templates":[]}"#,
                FileError::Foreign,
            ),
            (
                &file.replace("\"version\":1", "\"version\":2"),
                FileError::Newer,
            ),
            (
                &file.replace("\"category\"", "\"color\""),
                FileError::Foreign,
            ),
            (
                &file.replace("\"Mine\"", "\" \""),
                FileError::Incomplete(String::new()),
            ),
        ] {
            assert_eq!(imported(text), Err(error), "{text}");
        }
    }
}
