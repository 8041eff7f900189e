//! What sales campaigns refuse.

use crate::base::{Fault, FieldFault, Move};
use crate::outbox::OutboxError;
use crate::salesforce::{RestError, SessionError};
use crate::storage::StoredError;

/// Why a campaign was not saved, or somebody's membership not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CampaignError {
    /// The org has no objects for campaigns, or the rep may not use them.
    #[error("the org has no campaigns")]
    NotThere,
    /// There is no such campaign or member (any more), or it is not the rep's own.
    #[error("no such campaign or member")]
    NotFound,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// What was written has to change.
    #[error("the campaign has to change")]
    Incomplete(Vec<FieldFault>),
    /// Nobody is signed in.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Salesforce refused, or could not be asked.
    #[error(transparent)]
    Rest(#[from] RestError),
    /// What Salesforce has could not be read.
    #[error("{}", .0.code.as_str())]
    Unread(Fault),
    /// The outbox could not take or find a mail.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The storage failed.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl From<CampaignError> for Fault {
    fn from(error: CampaignError) -> Self {
        match error {
            CampaignError::NotThere => Self::new("campaigns.not_there", Move::AskAdmin),
            CampaignError::NotFound => {
                Self::new("campaigns.not_found", Move::Retry { after: None })
            }
            CampaignError::Changed => Self::new("campaigns.changed", Move::Retry { after: None }),
            CampaignError::Incomplete(fields) => Self {
                fields,
                ..Self::new("campaigns.incomplete", Move::FixInput)
            },
            CampaignError::Session(error) => error.into(),
            CampaignError::Rest(error) => error.into(),
            CampaignError::Unread(fault) => fault,
            CampaignError::Outbox(error) => error.into(),
            CampaignError::Stored(error) => error.into(),
        }
    }
}
