//! What a page shows.

use crate::base::{ObjectType, RecordId};

/// Salesforce's user interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ui {
    /// Lightning Experience.
    Lightning,
    /// Salesforce Classic.
    Classic,
    /// A Visualforce page on its own host.
    Visualforce,
    /// An Experience Cloud site.
    Experience,
    /// Setup, builders.
    Setup,
    /// Login, consent, frontdoor.
    Login,
    /// Anything else, files and APIs of an org included.
    Other,
}

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One record; `object` is `None` for objects without a panel.
    Record {
        /// One of the four objects with a panel, by key prefix.
        object: Option<ObjectType>,
        /// Its id.
        id: RecordId,
        /// The id as the URL has it, 15 or 18 characters.
        written: String,
    },
    /// A list or a form of an object; `None` for objects without a panel.
    Object(Option<ObjectType>),
    /// Neither.
    Nothing,
}

/// What is done with the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Shown.
    View,
    /// Edited, cloned or created.
    Edit,
    /// A related list of it in full.
    Related,
    /// A list or home of an object.
    List,
    /// Nothing found.
    None,
}

/// The result of a route.
pub(super) struct Found {
    pub subject: Subject,
    pub mode: Mode,
}

impl Found {
    pub const NOTHING: Self = Self {
        subject: Subject::Nothing,
        mode: Mode::None,
    };

    /// The record of a text, if it is an id.
    pub fn record(text: &str, mode: Mode) -> Option<Self> {
        let id = RecordId::parse(text).ok()?;
        Some(Self {
            subject: Subject::Record {
                object: id.object(),
                id,
                written: text.to_owned(),
            },
            mode,
        })
    }

    /// A list or form of the object of an API name.
    pub fn object(api_name: &str, mode: Mode) -> Self {
        if is_api_name(api_name) {
            Self {
                subject: Subject::Object(ObjectType::of_api_name(api_name)),
                mode,
            }
        } else {
            Self::NOTHING
        }
    }
}

/// Whether a text can be the name of an object.
pub(super) fn is_api_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && RecordId::parse(text).is_err()
}
