//! Templates as records of EmailTemplate ("EmailTemplate", Object Reference).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Audience, LibraryError, Marks, Sharing, Template, TemplateText};
use crate::base::RecordId;
use crate::mailbox::plain_text;
use crate::salesforce::{Cause, Composite, CompositeReply, RestError};

/// What is asked at most: the rep's own and those used last.
const MOST: usize = 200;
/// What the description of a template of ours begins with, its category follows; and how the shared folder is called.
const OURS: &str = "MSI Actions";
/// The shared folder's name in the API.
const FOLDER: &str = "MSI_Actions";
const FIELDS: &str = "Id, Name, Subject, HtmlValue, Body, TemplateType, IsActive, FolderId, FolderName, Description, OwnerId, Owner.Name";

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
            "shared",
            &format!("{select} AND FolderName = '{OURS}' ORDER BY Name ASC, Id ASC LIMIT {MOST}"),
        )
        .query(
            "folder",
            &format!(
                "SELECT Id, IsReadonly FROM Folder WHERE Type = 'Email' AND AccessType != 'Hidden' \
                 AND (DeveloperName = '{FOLDER}' OR Name = '{OURS}') ORDER BY Id ASC LIMIT 1"
            ),
        )
        .query(
            "rights",
            "SELECT PermissionsEditPublicTemplates FROM UserPermissionAccess LIMIT 1",
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
    pub folder: Option<Folder>,
    pub templates: Vec<Template>,
}

/// The folder that colleagues share.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    id: String,
    /// Whether the rep may write to it.
    writable: bool,
}

impl Answer {
    /// Whether templates can be shared.
    pub fn sharing(&self) -> Sharing {
        match &self.folder {
            _ if !self.may_write => Sharing::NotInSalesforce,
            None => Sharing::NoFolder,
            Some(folder) if !folder.writable => Sharing::ReadOnly,
            Some(_) => Sharing::Folder,
        }
    }

    /// The id of the folder for an audience: a user's own private folder has the user's id.
    pub fn folder_for(&self, audience: Audience, user: &RecordId) -> Result<String, LibraryError> {
        match (audience, &self.folder) {
            (Audience::Rep, _) => Ok(user.as_str().to_owned()),
            (Audience::Colleagues, Some(folder)) if folder.writable => Ok(folder.id.clone()),
            (Audience::Colleagues, _) => Err(LibraryError::NotShared),
        }
    }
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
    let rights: Vec<Rights> = rows(reply, "rights")?;
    let manages = rights.iter().any(|rights| rights.manages);
    let folders: Vec<FolderRow> = rows(reply, "folder")?;
    let may_write = described.createable && described.updateable;
    let folder = folders.into_iter().next().map(|folder| Folder {
        id: folder.id,
        writable: may_write && (!folder.is_readonly || manages),
    });
    let mut templates: Vec<Template> = Vec::new();
    for step in ["own", "shared", "others"] {
        for row in rows::<Row>(reply, step)? {
            if !templates.iter().any(|known| known.id == row.id) {
                templates.extend(template(row, user, folder.as_ref()));
            }
        }
    }
    Ok(Answer {
        may_write,
        folder,
        templates,
    })
}

/// The rows of a step; none where the rep may not ask for them.
fn rows<T: serde::de::DeserializeOwned>(
    reply: &CompositeReply,
    step: &str,
) -> Result<Vec<T>, RestError> {
    match reply.rows(step) {
        Err(error) if is_about_rights(&error) => Ok(Vec::new()),
        rows => rows,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FolderRow {
    id: String,
    is_readonly: bool,
}

/// *Manage Public Classic Email Templates*, which lets a user write to every public folder.
#[derive(Deserialize)]
struct Rights {
    #[serde(rename = "PermissionsEditPublicTemplates")]
    manages: bool,
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
    owner_id: Option<String>,
    owner: Option<Owner>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Owner {
    name: Option<String>,
}

/// A template as the rep sees it; `None` for what a colleague has put away.
fn template(row: Row, user: &RecordId, folder: Option<&Folder>) -> Option<Template> {
    let is = |id: Option<&String>, other: &str| {
        let id = id.and_then(|id| RecordId::parse(id).ok());
        id.is_some() && id == RecordId::parse(other).ok()
    };
    let is_private = is(row.folder_id.as_ref(), user.as_str());
    let shared_in = folder.filter(|folder| is(row.folder_id.as_ref(), &folder.id));
    let is_owner = is(row.owner_id.as_ref(), user.as_str());
    let own = is_private || (is_owner && shared_in.is_some_and(|folder| folder.writable));
    let is_active = row.is_active != Some(false);
    if !own && !is_active {
        return None;
    }
    let category = row.description.as_deref().and_then(category);
    let is_text = row.template_type.as_deref() == Some("text");
    let html = row
        .html_value
        .filter(|html| !is_text && !html.trim().is_empty());
    let html = html.unwrap_or_else(|| as_html(&row.body.unwrap_or_default()));
    let owner = row.owner.and_then(|owner| owner.name);
    Some(Template {
        id: row.id,
        text: TemplateText {
            name: row.name.unwrap_or_default(),
            category: match (own || shared_in.is_some(), category) {
                (_, Some(category)) => category,
                (true, None) => String::new(),
                (false, None) => row.folder_name.unwrap_or_default(),
            },
            subject: row.subject.unwrap_or_default(),
            html,
        },
        own: own && !is_text,
        shared_by: shared_in.map(|_| owner.unwrap_or_default()),
        archived: !is_active,
        marks: Marks::default(),
        conditions: Vec::new(),
    })
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

/// The fields of a new record in a folder; `unique` makes its developer name another one than all others.
pub(super) fn new_record(text: &TemplateText, folder: &str, unique: &str) -> Map<String, Value> {
    let mut fields = written(text);
    for (name, value) in [
        ("DeveloperName", json!(format!("MSI_Actions_{unique}"))),
        ("FolderId", json!(folder)),
        ("TemplateType", json!("custom")),
        ("TemplateStyle", json!("none")),
        ("Encoding", json!("UTF-8")),
        ("IsActive", json!(true)),
    ] {
        fields.insert(name.to_owned(), value);
    }
    fields
}

/// The fields of a changed record; `folder` is where it is put, if that is another one.
pub(super) fn changed_record(
    text: &TemplateText,
    archived: bool,
    folder: Option<String>,
) -> Map<String, Value> {
    let mut fields = written(text);
    fields.extend(folder.map(|folder| ("FolderId".to_owned(), json!(folder))));
    fields.insert("IsActive".to_owned(), json!(!archived));
    fields
}
