//! What the engine asks of `campaigns`, which stands above the outbox.

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

/// The sales campaigns.
pub trait AskCampaigns {
    /// Whether a step's mail that waited may leave now: the mailbox and Salesforce are asked anew. For whoever has
    /// answered meanwhile, or may get nothing more for another reason, the campaign ends.
    fn may_leave<'a>(
        &'a self,
        owner: &'a Owner,
        mail: &'a IntentId,
    ) -> LocalBoxFuture<'a, Result<bool, Fault>>;

    /// Adds people to a user's campaign that is kept in this browser alone; doing it again adds nobody twice. Says who is
    /// not added, because they are in a campaign already: each with the name of that one.
    fn add<'a>(
        &'a self,
        owner: &'a Owner,
        campaign: &'a IntentId,
        people: Vec<NewMember>,
    ) -> LocalBoxFuture<'a, Result<Vec<(Recipient, String)>, Fault>>;
}
