//! What an action is about beside the person: an opportunity.

use serde::{Deserialize, Serialize};

use crate::base::RecordId;

/// A record by its name: an opportunity that an action is about, what an activity is linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Its id.
    pub id: RecordId,
    /// As it was called when it was chosen or read; empty where the rep may not see it.
    pub name: String,
}

/// The opportunity on which an action with a contact is logged. A field that is not decided is left out of what is
/// stored (`skip_serializing_if`), and one that is to be on no opportunity is `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Option<Related>", into = "Option<Related>")]
pub enum About {
    /// Nobody has said.
    #[default]
    Undecided,
    /// On none: on the contact and the account alone.
    None,
    /// On this one.
    Opportunity(Related),
}

impl About {
    /// Whether nobody has said.
    #[must_use]
    pub const fn is_undecided(&self) -> bool {
        matches!(self, Self::Undecided)
    }

    /// The opportunity.
    #[must_use]
    pub const fn opportunity(&self) -> Option<&Related> {
        match self {
            Self::Opportunity(related) => Some(related),
            Self::Undecided | Self::None => None,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> Option<RecordId> {
        self.opportunity().map(|related| related.id.clone())
    }
}

impl From<Option<Related>> for About {
    fn from(related: Option<Related>) -> Self {
        related.map_or(Self::None, Self::Opportunity)
    }
}

impl From<About> for Option<Related> {
    fn from(about: About) -> Self {
        match about {
            About::Opportunity(related) => Some(related),
            About::Undecided | About::None => None,
        }
    }
}
