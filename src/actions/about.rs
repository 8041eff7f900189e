//! Which opportunity an action is about. From an opportunity, that one; from an account, none, unless the rep chooses one.
//! From a contact it is the one that the rep chose for this contact the last time, else the only open one, else the rep is
//! asked; the administrator can have it otherwise ([`OpportunityRule`]).

use serde::{Deserialize, Serialize};

use crate::base::{About, RecordId};
use crate::insight::Record;
use crate::settings::OpportunityRule;

/// What the rep chose for a contact the last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Last {
    /// No opportunity.
    None,
    /// This one.
    Opportunity(RecordId),
}

impl Last {
    /// What is remembered of a choice; nothing where there was none.
    #[must_use]
    pub fn of(about: &About) -> Option<Self> {
        match about {
            About::Undecided => None,
            About::None => Some(Self::None),
            About::Opportunity(related) => Some(Self::Opportunity(related.id.clone())),
        }
    }
}

/// What a fresh form says.
#[must_use]
pub fn at_start(on: &Record, last: Option<&Last>, rule: OpportunityRule) -> About {
    let open = on.opportunities.as_slice();
    if rule == OpportunityRule::None && !open.is_empty() {
        return About::None;
    }
    let again = match last {
        Some(Last::None) if !open.is_empty() => return About::None,
        Some(Last::Opportunity(id)) => open.iter().find(|one| one.id == *id),
        _ => None,
    };
    match (again, open) {
        (Some(one), _) | (None, [one]) => About::Opportunity(one.clone()),
        (None, [_, _, ..]) if rule == OpportunityRule::OnlyOpen => About::None,
        _ => About::Undecided,
    }
}

/// Whether the rep has to say it before the form is submitted.
#[must_use]
pub const fn is_asked(about: &About, on: &Record) -> bool {
    about.is_undecided() && !on.opportunities.is_empty()
}
