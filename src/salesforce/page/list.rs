//! The list of leads or contacts that a page shows, and which of the object's list views it is.

use serde::{Deserialize, Serialize};
use url::Url;

use super::path::{query_value, segments};
use super::shown::is_api_name;
use super::{Mode, Page, Subject, Ui};
use crate::base::{ObjectType, OrgHost, RecordId};

/// A page with the rows of a list view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    /// The org.
    pub org: OrgHost,
    /// Lead or Contact.
    pub object: ObjectType,
    /// The list view; `None` where the address names none, and the page shows the one of last time.
    pub view: Option<ListView>,
}

/// A list view, as an address names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListView {
    /// By its id.
    Id(RecordId),
    /// By its API name; `__Recent` is what the user looked at last ("Work with List Views", User Interface API).
    Name(String),
}

/// The key prefix of list views.
const PREFIX: &str = "00B";
/// Longer than any API name.
const LONGEST: usize = 80;
/// The path of the Classic console.
const CONSOLE: &str = "console";

impl ListPage {
    /// The list that a page shows: of leads or contacts, in Lightning or Classic, by itself in its tab.
    #[must_use]
    pub fn of(url: &Url, page: &Page) -> Option<Self> {
        let Subject::Object(Some(object)) = page.subject else {
            return None;
        };
        if page.mode != Mode::List || !object.is_person() {
            return None;
        }
        let parts = segments(url.path());
        let named = match (page.ui, parts.as_slice()) {
            (Ui::Lightning, ["lightning", "app", _, "o", _, rest @ ..])
            | (Ui::Lightning, ["lightning", "o", _, rest @ ..])
                if matches!(rest, [] | ["list" | "home"]) =>
            {
                query_value(url, "filterName")
            }
            (Ui::Classic, [prefix]) if *prefix != CONSOLE => query_value(url, "fcf"),
            _ => return None,
        };
        Some(Self {
            org: page.org.clone()?,
            object,
            view: named.and_then(|name| ListView::read(&name)),
        })
    }
}

/// Frames that are looked at.
const MOST_FRAMES: usize = 50;

impl ListPage {
    /// Whether the page is the Classic console with no record in front: a list there is in a frame, and the page's address
    /// does not say which one.
    #[must_use]
    pub fn is_in_frame(url: &Url, page: &Page) -> bool {
        page.ui == Ui::Classic && page.record().is_none() && segments(url.path()) == [CONSOLE]
    }

    /// The list among the frames that the page says it shows: the first one of the org's own host.
    #[must_use]
    pub fn of_frames(url: &Url, page: &Page, frames: &[Url]) -> Option<Self> {
        if !Self::is_in_frame(url, page) {
            return None;
        }
        let own = frames.iter().take(MOST_FRAMES);
        own.filter(|frame| frame.origin() == url.origin())
            .find_map(|frame| Self::of(frame, &Page::recognise(frame)))
    }
}

impl ListView {
    fn read(text: &str) -> Option<Self> {
        if let Ok(id) = RecordId::parse(text) {
            return id.as_str().starts_with(PREFIX).then_some(Self::Id(id));
        }
        match text {
            // Lightning writes it in both ways.
            "Recent" | "__Recent" => Some(Self::Name("__Recent".to_owned())),
            name => {
                (is_api_name(name) && name.len() <= LONGEST).then(|| Self::Name(name.to_owned()))
            }
        }
    }

    /// The path of its records, below `/services/data/vNN.0/` ("Get List View Records", User Interface API).
    #[must_use]
    pub(crate) fn path(&self, object: ObjectType, most: usize) -> String {
        let view = match self {
            Self::Id(id) => id.to_string(),
            Self::Name(name) => format!("{}/{name}", object.api_name()),
        };
        format!("ui-api/list-records/{view}?pageSize={most}")
    }
}
