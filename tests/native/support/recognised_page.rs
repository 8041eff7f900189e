//! A recognised page in the words of `data/record-urls.tsv`.

use msi_actions::salesforce::page::{Mode, Page, Subject, Ui};
use url::Url;

/// The four words.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// `lightning`, `classic`, `vf`, `experience`, `setup`, `login`, `other`.
    pub ui: &'static str,
    /// An API name of the four, `other` or `none`.
    pub object: &'static str,
    /// The id as written, or `-`.
    pub id: String,
    /// `view`, `edit`, `related`, `list`, `none`.
    pub mode: &'static str,
}

impl Words {
    /// The words for a URL; a text that is no URL shows nothing.
    pub fn of(text: &str) -> Self {
        let Ok(url) = Url::parse(text) else {
            return Self {
                ui: "other",
                object: "none",
                id: "-".into(),
                mode: "none",
            };
        };
        let page = Page::recognise(&url);
        let (object, id) = match &page.subject {
            Subject::Nothing => ("none", "-".into()),
            Subject::Object(object) => (
                object.map_or("other", |object| object.api_name()),
                "-".into(),
            ),
            Subject::Record {
                object, written, ..
            } => (
                object.map_or("other", |object| object.api_name()),
                written.clone(),
            ),
        };
        Self {
            ui: match page.ui {
                Ui::Lightning => "lightning",
                Ui::Classic => "classic",
                Ui::Visualforce => "vf",
                Ui::Experience => "experience",
                Ui::Setup => "setup",
                Ui::Login => "login",
                Ui::Other => "other",
            },
            object,
            id,
            mode: match page.mode {
                Mode::View => "view",
                Mode::Edit => "edit",
                Mode::Related => "related",
                Mode::List => "list",
                Mode::None => "none",
            },
        }
    }
}
