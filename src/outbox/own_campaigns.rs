//! What the engine asks of the side that keeps campaigns in this browser alone: `campaigns`, which stands above the outbox.

use futures_util::future::LocalBoxFuture;

use super::Owner;
use crate::actions::OwnText;
use crate::base::{Fault, IntentId, Millis, Recipient, RecordId};

/// Somebody who is added.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMember {
    /// The key of the membership: made of the submission and the person, so that nobody is added twice by it.
    pub key: String,
    /// Their record.
    pub id: RecordId,
    /// As the form has them.
    pub person: Recipient,
    /// The emails that are written for them alone.
    pub own: Vec<OwnText>,
    /// When the campaign begins for them.
    pub started: Millis,
}

/// The campaigns that are kept in this browser alone.
pub trait OwnCampaigns {
    /// Adds people to a campaign of a user's; doing it again adds nobody twice. Says who is not added, because they are in
    /// a campaign already: each with the name of that one.
    fn add<'a>(
        &'a self,
        owner: &'a Owner,
        campaign: &'a IntentId,
        people: Vec<NewMember>,
    ) -> LocalBoxFuture<'a, Result<Vec<(Recipient, String)>, Fault>>;
}
