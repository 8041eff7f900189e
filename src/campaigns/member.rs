//! Somebody who is in a campaign, and what was done for them.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::actions::{OwnText, StepId};
use crate::base::{IntentId, Millis, OrgHost, RecordId, RecordRef, Zone, time::days};

/// So long the mail of another browser is waited for: that one may be closed, or broken, for ever.
const A_WEEK: Duration = days(7);

/// Somebody who is in a campaign of the rep's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The record of the membership; `None` where it is kept in this browser alone.
    #[serde(default)]
    pub id: Option<RecordId>,
    /// Made of the submission and the person, so that nobody is added twice by it.
    pub key: String,
    /// The campaign.
    pub campaign: IntentId,
    /// The lead or contact; `None` where Salesforce has deleted them.
    pub person: Option<RecordId>,
    /// What is known of them.
    pub known: Known,
    /// When they were added.
    pub started: Millis,
    /// The time zone of their address, where that was known when they were added.
    pub zone: Option<Zone>,
    /// Whose they were when they were added.
    pub owner: Option<RecordId>,
    /// The emails that are written for them alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<OwnText>,
    /// Whether its record has a key of the person and the campaign, which is blank once it is over.
    #[serde(default)]
    pub has_campaign_key: bool,
    /// Where they stand.
    pub standing: Standing,
    /// What was done, in order.
    pub runs: Vec<Run>,
}

/// What Salesforce says of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Their name.
    pub name: String,
    /// Their address now; may be empty.
    pub address: String,
    /// The address with which they were added.
    pub first_address: String,
    /// They opted out of e-mail.
    pub opted_out: bool,
    /// A lead that became a contact.
    pub converted: bool,
    /// A lead's status.
    pub status: String,
    /// Whose they are now.
    pub owner: Option<RecordId>,
}

/// Where somebody stands in a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its steps happen.
    Active,
    /// None of its steps happens before this moment; without one, before the rep goes on with it.
    Paused(Option<Millis>),
    /// It is over for them.
    Ended {
        /// What ended it.
        why: End,
        /// Since when.
        at: Millis,
    },
}

/// Why a campaign is over for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// All its steps were done.
    Finished,
    /// They answered.
    Replied,
    /// A mail could not be delivered.
    Bounced,
    /// They opted out of e-mail.
    OptedOut,
    /// They have a meeting with the rep.
    Meeting,
    /// The lead was converted.
    Converted,
    /// They have another owner.
    OwnerChanged,
    /// The lead has a status that ends it.
    Status,
    /// They have no address.
    NoAddress,
    /// They are deleted in Salesforce.
    Gone,
    /// The campaign was deleted in Salesforce.
    CampaignDeleted,
    /// The rep took them out.
    Removed,
}

impl End {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Finished,
        Self::Replied,
        Self::Bounced,
        Self::OptedOut,
        Self::Meeting,
        Self::Converted,
        Self::OwnerChanged,
        Self::Status,
        Self::NoAddress,
        Self::Gone,
        Self::CampaignDeleted,
        Self::Removed,
    ];

    /// Its name in Salesforce, and in the keys of texts (`campaign_end_<name>`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Replied => "replied",
            Self::Bounced => "bounced",
            Self::OptedOut => "opted_out",
            Self::Meeting => "meeting",
            Self::Converted => "converted",
            Self::OwnerChanged => "owner_changed",
            Self::Status => "status",
            Self::NoAddress => "no_address",
            Self::Gone => "gone",
            Self::CampaignDeleted => "campaign_deleted",
            Self::Removed => "removed",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.name() == name)
    }
}

/// A step that was done, or begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Which step.
    #[serde(rename = "number")]
    pub step: StepId,
    /// When it was done or begun.
    pub at: Millis,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its mail was given to the outbox of this browser of the rep's.
    Mail {
        /// The browser's id.
        browser: String,
        /// It goes in the thread of a mail before.
        #[serde(default)]
        in_thread: bool,
        /// It is known to have left, or does not wait in that outbox any more.
        #[serde(default)]
        left: bool,
    },
    /// It became a task.
    Task {
        /// The task.
        id: RecordId,
        /// It is not done yet.
        open: bool,
    },
    /// The rep left it out.
    Skipped,
}

impl Run {
    /// Whether it is a mail that is not known to have left.
    pub(super) const fn is_unsent(&self) -> bool {
        matches!(self.outcome, Outcome::Mail { left: false, .. })
    }

    /// When a mail that has not left is not waited for any more in the rep's other browsers.
    pub(super) fn given_up(&self) -> Millis {
        self.at.after(A_WEEK)
    }

    /// Whether the rep's other browsers still wait for its mail.
    pub(super) fn is_waited_for(&self, now: Millis) -> bool {
        self.is_unsent() && self.given_up() > now
    }

    /// Whether its mail was given to this browser's outbox.
    pub(super) fn is_of(&self, browser: &str) -> bool {
        matches!(&self.outcome, Outcome::Mail { browser: by, .. } if by == browser)
    }
}

impl Member {
    /// The last step that was done or begun.
    #[must_use]
    pub fn last(&self) -> Option<&Run> {
        self.runs.iter().max_by_key(|run| (run.at, run.step))
    }

    /// The lead or contact as a record of an org.
    #[must_use]
    pub fn record(&self, org: &OrgHost) -> Option<RecordRef> {
        let id = self.person.clone()?;
        Some(RecordRef {
            org: org.clone(),
            object: id.object()?,
            id,
        })
    }

    /// The addresses that they have and had, each once.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let Known {
            address,
            first_address,
            ..
        } = &self.known;
        let mut all = vec![address.clone()];
        if !first_address.eq_ignore_ascii_case(address) {
            all.push(first_address.clone());
        }
        all.retain(|address| !address.trim().is_empty());
        all
    }

    /// Whether it is over for them.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.standing, Standing::Ended { .. })
    }

    /// Whether it ended before all was done.
    pub(super) const fn is_stopped(&self) -> bool {
        matches!(self.standing, Standing::Ended { why, .. } if !matches!(why, End::Finished))
    }

    /// A step was done, or begun: what was said of it before is over.
    pub(super) fn put_run(&mut self, step: StepId, at: Millis, outcome: Outcome) {
        self.runs.retain(|run| run.step != step);
        self.runs.push(Run { step, at, outcome });
    }

    /// Whether it is paused at a moment.
    #[must_use]
    pub fn is_paused(&self, at: Millis) -> bool {
        match self.standing {
            Standing::Paused(until) => until.is_none_or(|until| until > at),
            Standing::Active | Standing::Ended { .. } => false,
        }
    }
}
