//! What the engine asks of the side that invites: `admin/team`, which stands above the outbox.

use futures_util::future::LocalBoxFuture;

use super::{Invited, Outcome, Owner};
use crate::base::{Millis, OrgHost, RecordId};

/// The most permission sets that one call assigns ("sObject Collections", REST API Developer Guide).
pub const BATCH: usize = 200;

/// How users are invited.
pub trait Invitations {
    /// Assigns the permission set to these users, up to [`BATCH`], in one call; what became of each, in
    /// their order.
    fn assign<'a>(
        &'a self,
        org: &'a OrgHost,
        users: &'a [RecordId],
    ) -> LocalBoxFuture<'a, Vec<Outcome>>;

    /// The welcome mail as it is written now.
    fn welcome_mail(&self, invited: &Invited, owner: &Owner, now: Millis) -> WelcomeMail;
}

/// What a welcome mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomeMail {
    /// One line.
    pub subject: String,
    /// The body as HTML.
    pub html: String,
    /// The body as plain text.
    pub text: String,
}
