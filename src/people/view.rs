//! The view model of a list of people, and what of it is shown.

use serde::{Deserialize, Serialize};

use super::limits::Limits;
use super::person::{PersonRow, Source};
use super::query::order;
use crate::base::{ActionKind, Day, Fault, Millis, OrgHost, sort::sort_by_key};

/// Which list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleList {
    /// Whom to approach first.
    BestBets,
    /// Whom the rep chose to watch.
    WatchList,
}

/// For how long somebody is hidden from Best Bets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HideFor {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
}

impl HideFor {
    /// The number of days.
    #[must_use]
    pub const fn days(self) -> u8 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }
}

/// A list of people in every org that is set up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PeopleView {
    /// Those of each org.
    pub orgs: Vec<OrgPeople>,
    /// The actions that the policy allows.
    pub actions: Vec<ActionKind>,
}

/// The people of one org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgPeople {
    /// The org.
    pub org: OrgHost,
    /// Whom to approach first, first; with those who are hidden.
    pub people: Vec<PersonRow>,
    /// Whether the rep sees fields of Marketo Sales Insight's package.
    pub marketo: bool,
    /// The sources of which Salesforce has more people.
    pub more: Vec<Source>,
    /// When they were read from Salesforce, if ever.
    pub at: Option<Millis>,
    /// Why they could not be read again.
    pub fault: Option<Fault>,
    /// Whether the rep's watch list is kept in Salesforce, else in this browser only.
    #[serde(default)]
    pub watch_list_in_org: bool,
}

/// The first of all orgs' best bets, of the sources that the rep sees at first and without those who are hidden: at most
/// so many.
#[must_use]
pub fn top(orgs: &[OrgPeople], most: usize) -> Vec<(OrgHost, PersonRow)> {
    let people = orgs
        .iter()
        .flat_map(|of| of.people.iter().map(|person| (&of.org, person)));
    let wanted = people.filter(|(_, person)| {
        let chosen = person.sources.iter().any(|source| source.is_default());
        chosen && person.hidden_until.is_none()
    });
    let mut wanted: Vec<(OrgHost, PersonRow)> = wanted
        .map(|(org, person)| (org.clone(), person.clone()))
        .collect();
    sort_by_key(&mut wanted, |(_, person)| order(person));
    wanted.truncate(most);
    wanted
}

/// What of a list is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// A part of the name, company, title or status; empty for all.
    pub words: String,
    /// People of one of these sources; all where it is empty.
    pub sources: Vec<Source>,
    /// Also those who are hidden.
    pub hidden: bool,
    /// Limits on single fields.
    pub limits: Limits,
}

/// The people who are shown, in their order.
#[must_use]
pub fn shown(people: &[PersonRow], shown: &Shown, now: Millis, today: Day) -> Vec<PersonRow> {
    let words: Vec<String> = shown
        .words
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let fits = |person: &&PersonRow| {
        let of_source = shown.sources.is_empty()
            || shown
                .sources
                .iter()
                .any(|source| person.sources.contains(source));
        let here = shown.hidden || person.hidden_until.is_none();
        of_source && here && person.has(&words) && shown.limits.fit(person, now, today)
    };
    people.iter().filter(fits).cloned().collect()
}
