//! Templates as records of EmailTemplate ("EmailTemplate", Object Reference).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Marks, Template, TemplateText};
use crate::base::RecordId;
use crate::mailbox::plain_text;
use crate::salesforce::{Cause, Composite, CompositeReply, RestError};

/// What is asked at most: the rep's own and those used last.
const MOST: usize = 200;
/// What the description of a template of ours begins with; its category follows.
const OURS: &str = "MSI Actions";
const FIELDS: &str =
    "Id, Name, Subject, HtmlValue, Body, TemplateType, IsActive, FolderId, FolderName, Description";

/// The question for all templates of use: letterheads and Visualforce need Salesforce to become mails.
pub(super) fn question(user: &RecordId) -> Composite {
    let of_use = "TemplateType IN ('text', 'custom')";
    let select = format!("SELECT {FIELDS} FROM EmailTemplate WHERE {of_use}");
    Composite::separate()
        .get("describe", "sobjects/EmailTemplate/describe")
        .query(
            "own",
            &format!("{select} AND FolderId = '{user}' ORDER BY Name ASC, Id ASC LIMIT {MOST}"),
        )
        .query(
            "others",
            &format!(
                "{select} AND IsActive = true AND FolderId != '{user}' ORDER BY LastUsedDate DESC NULLS LAST, Name ASC, Id ASC LIMIT {MOST}"
            ),
        )
}

/// What Salesforce has, and whether the rep may write there.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub may_write: bool,
    pub templates: Vec<Template>,
}

/// Reads the answer. Where the rep may not see the object at all, there is nothing.
pub(super) fn read(reply: &CompositeReply, user: &RecordId) -> Result<Answer, RestError> {
    #[derive(Deserialize)]
    struct Description {
        createable: bool,
        #[serde(default)]
        updateable: bool,
    }
    let described = match reply.part::<Description>("describe") {
        Ok(described) => described,
        Err(error) if is_about_rights(&error) => return Ok(Answer::default()),
        Err(error) => return Err(error),
    };
    let mut templates = Vec::new();
    for step in ["own", "others"] {
        match reply.rows::<Row>(step) {
            Ok(rows) => templates.extend(rows.into_iter().map(|row| template(row, user))),
            Err(error) if is_about_rights(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Answer {
        may_write: described.createable && described.updateable,
        templates,
    })
}

fn is_about_rights(error: &RestError) -> bool {
    matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    id: String,
    name: Option<String>,
    subject: Option<String>,
    html_value: Option<String>,
    body: Option<String>,
    template_type: Option<String>,
    is_active: Option<bool>,
    folder_id: Option<String>,
    folder_name: Option<String>,
    description: Option<String>,
}

fn template(row: Row, user: &RecordId) -> Template {
    let in_folder = row.folder_id.and_then(|id| RecordId::parse(&id).ok());
    let own = in_folder.as_ref() == Some(user);
    let category = row.description.as_deref().and_then(category);
    let is_text = row.template_type.as_deref() == Some("text");
    let html = row
        .html_value
        .filter(|html| !is_text && !html.trim().is_empty());
    let html = html.unwrap_or_else(|| as_html(&row.body.unwrap_or_default()));
    Template {
        id: row.id,
        text: TemplateText {
            name: row.name.unwrap_or_default(),
            category: match (own, category) {
                (_, Some(category)) => category,
                (true, None) => String::new(),
                (false, None) => row.folder_name.unwrap_or_default(),
            },
            subject: row.subject.unwrap_or_default(),
            html,
        },
        own: own && !is_text,
        archived: own && row.is_active == Some(false),
        marks: Marks::default(),
    }
}

/// The category in the description of a template of ours.
fn category(description: &str) -> Option<String> {
    let rest = description.trim().strip_prefix(OURS)?;
    let category = rest.strip_prefix(':').unwrap_or_default();
    Some(category.trim().to_owned())
}

fn as_html(text: &str) -> String {
    let escaped = text
        .replace("\r\n", "\n")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let line = |line: &str| match line.trim().is_empty() {
        true => "<p><br></p>".to_owned(),
        false => format!("<p>{line}</p>"),
    };
    escaped.split('\n').map(line).collect()
}

/// The fields of what the rep wrote.
fn written(text: &TemplateText) -> Map<String, Value> {
    let description = match text.category.trim() {
        "" => OURS.to_owned(),
        category => format!("{OURS}: {category}"),
    };
    let fields = [
        ("Name", json!(text.name.trim())),
        ("Subject", json!(text.subject)),
        ("HtmlValue", json!(text.html)),
        ("Body", json!(plain_text(&text.html))),
        ("Description", json!(description)),
    ];
    fields
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

/// The fields of a new record in the user's own private folder; `unique` makes its developer name another one
/// than all others.
pub(super) fn new_record(text: &TemplateText, user: &RecordId, unique: &str) -> Map<String, Value> {
    let mut fields = written(text);
    for (name, value) in [
        ("DeveloperName", json!(format!("MSI_Actions_{unique}"))),
        ("FolderId", json!(user.as_str())),
        ("TemplateType", json!("custom")),
        ("TemplateStyle", json!("none")),
        ("Encoding", json!("UTF-8")),
        ("IsActive", json!(true)),
    ] {
        fields.insert(name.to_owned(), value);
    }
    fields
}

/// The fields of a changed record.
pub(super) fn changed_record(text: &TemplateText, archived: bool) -> Map<String, Value> {
    let mut fields = written(text);
    fields.insert("IsActive".to_owned(), json!(!archived));
    fields
}
