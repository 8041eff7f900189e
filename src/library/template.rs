//! A template, as the rep sees it.

use serde::{Deserialize, Serialize};

use super::{Condition, Marks};
use crate::base::{FieldFault, html::EMPTY_LINE};

/// The length of EmailTemplate.Name (Object Reference).
const MAX_NAME: usize = 80;
/// The length of EmailTemplate.Subject (Object Reference).
const MAX_SUBJECT: usize = 230;
/// The length of EmailTemplate.HtmlValue, in characters (Object Reference, 384 kB).
const MAX_HTML: usize = 384 * 1024;

/// What the id of a template in this browser begins with.
pub const IN_BROWSER: &str = "browser-";

/// Where templates live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Home {
    /// In Salesforce, in the user's own private folder.
    Salesforce,
    /// In this browser's profile.
    Browser,
}

/// Who can use a template of the rep's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The rep alone.
    #[default]
    Rep,
    /// Everybody who sees the shared folder.
    Colleagues,
}

/// Whether the rep can share templates with colleagues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// By the shared folder.
    Folder,
    /// The org has no such folder, or the rep may not see it.
    NoFolder,
    /// The rep may not write to it.
    ReadOnly,
    /// The rep's templates are not in Salesforce.
    #[default]
    NotInSalesforce,
}

/// What the rep writes of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateText {
    /// How it is called.
    pub name: String,
    /// What it is kept under; empty for none.
    #[serde(default)]
    pub category: String,
    /// The subject, with fields.
    pub subject: String,
    /// The text as HTML, with fields.
    pub html: String,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Salesforce's id, or one of our own.
    pub id: String,
    /// What it says. HTML from Salesforce is not sanitised.
    pub text: TemplateText,
    /// Whether the rep can change it: it is their own, and Salesforce lets them.
    pub own: bool,
    /// Who made it, where it is in the shared folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_by: Option<String>,
    /// Whether it is put away: it is shown in its own list only.
    #[serde(default)]
    pub archived: bool,
    /// What the rep marked it with.
    #[serde(default)]
    pub marks: Marks,
    /// For which records it is recommended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
}

impl Template {
    /// Who can use it.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self.shared_by {
            Some(_) => Audience::Colleagues,
            None => Audience::Rep,
        }
    }
}

/// The templates of a rep in an org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryView {
    /// Where new ones are put.
    pub home: Home,
    /// Whether they can be shared.
    #[serde(default)]
    pub sharing: Sharing,
    /// All of them, in no order.
    pub templates: Vec<Template>,
}

impl TemplateText {
    /// Without the rep's signature at its end, and the empty lines above it: each mail has its own.
    #[must_use]
    pub fn without_signature(mut self, signature: &str) -> Self {
        let signature = signature.trim();
        let Some(html) = self.html.trim_end().strip_suffix(signature) else {
            return self;
        };
        if signature.is_empty() || html.trim().is_empty() {
            return self;
        }
        let mut html = html.trim_end();
        while let Some(shorter) = html.strip_suffix(EMPTY_LINE) {
            html = shorter.trim_end();
        }
        self.html = html.to_owned();
        self
    }

    /// Checks what the rep wrote.
    ///
    /// # Errors
    /// One entry a field.
    pub fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &'static str, message: &'static str| {
            faults.push(FieldFault::new(field, message));
        };
        let name = self.name.trim();
        if name.is_empty() {
            fault("name", "field_template_name_missing");
        } else if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
            fault("name", "field_template_name_too_long");
        }
        if self.category.chars().count() > MAX_NAME || self.category.chars().any(char::is_control) {
            fault("category", "field_template_name_too_long");
        }
        if self.subject.chars().count() > MAX_SUBJECT {
            fault("subject", "field_subject_too_long");
        } else if self.subject.chars().any(char::is_control) {
            fault("subject", "field_subject_one_line");
        }
        if self.html.trim().is_empty() {
            fault("html", "field_body_missing");
        } else if self.html.chars().count() > MAX_HTML {
            fault("html", "field_template_too_large");
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_ends_above_the_signature() {
        let signature = "<div><b>Jo</b></div>";
        for (html, kept) in [
            (
                "<div>Hello</div><div><br></div><div><b>Jo</b></div>",
                "<div>Hello</div>",
            ),
            ("<div>Hello</div>", "<div>Hello</div>"),
            (
                "<div><b>Jo</b></div><div>Hello</div>",
                "<div><b>Jo</b></div><div>Hello</div>",
            ),
            ("<div><b>Jo</b></div>", "<div><b>Jo</b></div>"),
        ] {
            let text = TemplateText {
                html: html.to_owned(),
                ..TemplateText::default()
            };
            assert_eq!(text.clone().without_signature(signature).html, kept);
            assert_eq!(text.without_signature(" ").html, html);
        }
    }
}
