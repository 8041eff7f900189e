//! The service of what came back: what its parts share.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::base::{Millis, locks::Locks};
use crate::mailbox::Mailboxes;
use crate::outbox::Outbox;
use crate::ports::Platform;
use crate::salesforce::Sessions;

/// What came back to the rep's mails.
pub struct Replies<P> {
    pub(super) platform: Rc<P>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) outbox: Rc<Outbox<P>>,
    pub(super) locks: Locks,
    /// When it was looked last whether a look is due.
    pub(super) asked: Cell<Option<Millis>>,
    /// Hears when something came back.
    pub(super) news: RefCell<Option<Box<dyn Fn()>>>,
}

impl<P: Platform + 'static> Replies<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
        outbox: Rc<Outbox<P>>,
    ) -> Rc<Self> {
        Rc::new(Self {
            platform,
            sessions,
            mailboxes,
            outbox,
            locks: Locks::default(),
            asked: Cell::default(),
            news: RefCell::default(),
        })
    }

    /// Calls `then` whenever something came back.
    pub fn when_news(&self, then: impl Fn() + 'static) {
        *self.news.borrow_mut() = Some(Box::new(then));
    }
}
