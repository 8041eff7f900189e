//! A lead or contact of a list, and why they are a best bet.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Millis, RecordId, listed::listed};
use crate::insight::{Marks, Moment};

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
    pub(super) fn has(&self, words: &[String]) -> bool {
        let more = [&self.company, &self.title, &self.status];
        let texts = more.into_iter().flatten().chain([&self.name]);
        let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
        words
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word)))
    }
}
