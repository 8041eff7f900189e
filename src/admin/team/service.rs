//! The team page's side of the worker, and what its parts share.

use std::cell::Cell;
use std::rc::Rc;

use super::TeamError;
use crate::base::{LifeId, OrgHost, RecordId, locks::Locks};
use crate::mailbox::Mailboxes;
use crate::ports::Platform;
use crate::salesforce::{RestError, Sessions};

/// Held while rows change, not while anything is asked of Salesforce or the mailbox.
pub(super) const ROWS: &str = "rows";

/// The team page's side of the worker.
pub struct Team<P> {
    pub(super) platform: Rc<P>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) life: LifeId,
    /// One for who goes on with the invitations, one held while rows change.
    pub(super) locks: Locks,
    /// How often the alarm rings, in minutes; 0 before this life armed it.
    pub(super) armed: Cell<u32>,
    /// How many addresses of a list were looked up, and of how many; nothing while none is.
    pub(super) looked_up: Cell<Option<(usize, usize)>>,
}

impl<P: Platform + 'static> Team<P> {
    /// Made once by the worker, which then calls [`Self::run`].
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
    ) -> Rc<Self> {
        Rc::new(Self {
            life: LifeId::new(platform.bytes()),
            platform,
            sessions,
            mailboxes,
            locks: Locks::default(),
            armed: Cell::new(0),
            looked_up: Cell::new(None),
        })
    }

    /// Who administers the org now.
    pub(super) async fn acting(&self, org: &OrgHost) -> Result<RecordId, TeamError> {
        let user = self.sessions.signed_in(org).await;
        let user = user.map_err(|error| TeamError::Rest(RestError::Session(error)))?;
        Ok(user.user_id)
    }
}
