//! Where activities are read from, and how far they were read.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Millis, RecordId, time::parse_datetime};

/// What activities are read from, each in an order of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Done tasks, calls among them.
    Tasks,
    /// Of those, calls alone.
    Calls,
    /// Mails.
    Mails,
    /// Meetings.
    Meetings,
    /// A person's places in campaigns.
    Campaigns,
}

/// The last row that was read of a source: its values of the fields that the source is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRow {
    /// Of the field with a moment.
    pub(super) at: Option<Millis>,
    /// Of a task's day.
    pub(super) day: Option<Day>,
    pub(super) id: RecordId,
}

impl LastRow {
    /// From the row's values; `None` without a good id.
    pub(crate) fn of(id: &str, at: &Option<String>, day: &Option<String>) -> Option<Self> {
        Some(Self {
            at: at.as_deref().and_then(parse_datetime),
            day: day.as_deref().and_then(|day| Day::parse(day).ok()),
            id: RecordId::parse(id).ok()?,
        })
    }
}

/// A source that has more than was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Older {
    /// What is read.
    pub source: Source,
    /// After which row the next page begins; `None` where the page is the first one. That of the meetings begins where
    /// the record's view ends: ninety days ago.
    pub after: Option<LastRow>,
    /// The first day from which all was read, where that is known.
    pub read_from: Option<Day>,
}

impl Older {
    /// Of a source nothing of which was read.
    #[must_use]
    pub const fn all_of(source: Source) -> Self {
        Self {
            source,
            after: None,
            read_from: None,
        }
    }

    /// What a record's view leaves to be read: what its limits cut off, calls alone too, and the meetings of more than
    /// ninety days ago.
    pub(crate) fn of_view(mut cut: Vec<Self>) -> Vec<Self> {
        let calls = cut.iter().find(|of| of.source == Source::Tasks).cloned();
        let meetings = cut.iter().any(|of| of.source == Source::Meetings);
        cut.extend(calls.map(|tasks| Self {
            source: Source::Calls,
            ..tasks
        }));
        cut.extend((!meetings).then(|| Self::all_of(Source::Meetings)));
        cut
    }

    /// Of the day of the last row some may be missing.
    pub(crate) fn after(source: Source, last: LastRow, day_of: impl Fn(Millis) -> Day) -> Self {
        let day = last.at.map(day_of).or(last.day);
        Self {
            source,
            read_from: day.map(|day| day.later(1)),
            after: Some(last),
        }
    }
}
