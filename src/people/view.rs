//! The view model of a list of people, and what of it is shown.

use serde::{Deserialize, Serialize};

use super::limits::Limits;
use super::query::order;
use crate::base::{
    ActionKind, Day, Fault, Millis, OrgHost, RecordId, listed::listed, sort::sort_by_key,
};
use crate::insight::{Marks, Moment};

/// Which list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleList {
    /// Whom to approach first.
    BestBets,
    /// Whom the rep chose to watch.
    WatchList,
}

listed! {
    /// Why somebody is a best bet.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Source {
        /// A lead of the rep's own, not converted.
        Leads,
        /// A contact of the rep's own.
        Contacts,
        /// A contact of an account of the rep's own.
        AccountContacts,
        /// A contact with a role in an open opportunity of the rep's own.
        OpportunityContacts,
    }
}

impl Source {
    /// Its name in the composite and in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Contacts => "contacts",
            Self::AccountContacts => "account_contacts",
            Self::OpportunityContacts => "opportunity_contacts",
        }
    }

    /// Whether the rep sees it before they choose.
    #[must_use]
    pub const fn is_default(self) -> bool {
        matches!(self, Self::Leads | Self::Contacts)
    }
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

/// A lead or contact of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// The lead or contact.
    pub id: RecordId,
    /// The name.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// A lead's status.
    pub status: Option<String>,
    /// The company or account.
    pub company: Option<String>,
    /// Stars and flames, where the org has Marketo Sales Insight's fields.
    pub marks: Option<Marks>,
    /// Marketo Sales Insight's priority; a higher one comes first.
    pub priority: Option<i64>,
    /// The last interesting moment.
    pub moment: Option<Moment>,
    /// The day of the last activity.
    pub active: Option<Day>,
    /// Why the person is a best bet.
    pub sources: Vec<Source>,
    /// Whether the rep watches the person.
    #[serde(default)]
    pub watched: bool,
    /// Until when the person is hidden from Best Bets.
    #[serde(default)]
    pub hidden_until: Option<Millis>,
    /// Salesforce does not give the person: deleted, or not visible to the rep. Only the id is known.
    #[serde(default)]
    pub gone: bool,
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

impl PersonRow {
    /// Somebody of whom only the id is known.
    pub(super) const fn gone(id: RecordId) -> Self {
        Self {
            id,
            name: String::new(),
            title: None,
            status: None,
            company: None,
            marks: None,
            priority: None,
            moment: None,
            active: None,
            sources: Vec::new(),
            watched: true,
            hidden_until: None,
            gone: true,
        }
    }

    /// Whether each word is in one of the texts.
    fn has(&self, words: &[String]) -> bool {
        let more = [&self.company, &self.title, &self.status];
        let texts = more.into_iter().flatten().chain([&self.name]);
        let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
        words
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word)))
    }
}
