//! The team page's side of the worker, and what its parts share.

use std::cell::Cell;
use std::rc::Rc;

use super::TeamError;
use crate::base::{OrgHost, RecordId};
use crate::mailbox::Mailboxes;
use crate::outbox::Outbox;
use crate::ports::Platform;
use crate::salesforce::{RestError, Sessions};

/// The team page's side of the worker.
pub struct Team<P> {
    pub(super) platform: Rc<P>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    /// Which does what invitations need.
    pub(super) outbox: Rc<Outbox<P>>,
    /// How many addresses of a list were looked up, and of how many; nothing while none is.
    pub(super) looked_up: Cell<Option<(usize, usize)>>,
}

impl<P: Platform + 'static> Team<P> {
    /// Made once by the worker; from then on the outbox goes on with invitations.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
        outbox: Rc<Outbox<P>>,
    ) -> Rc<Self> {
        let team = Rc::new(Self {
            platform,
            sessions,
            mailboxes,
            outbox: Rc::clone(&outbox),
            looked_up: Cell::new(None),
        });
        outbox.invite_by(&team);
        team
    }

    /// Who administers the org now.
    pub(super) async fn acting(&self, org: &OrgHost) -> Result<RecordId, TeamError> {
        let user = self.sessions.signed_in(org).await;
        let user = user.map_err(|error| TeamError::Rest(RestError::Session(error)))?;
        Ok(user.user_id)
    }
}
