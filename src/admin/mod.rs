//! The administrator's part: setting up an org, and inviting its reps.

mod rights;
pub mod setup;
pub mod team;

pub use rights::Rights;

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::rc::Rc;

use self::setup::Trying;
use crate::base::{Fault, OrgHost, Reader, locks::Locks, sort::sort_by};
use crate::mailbox::Mailboxes;
use crate::onboarding::{Onboarding, Screen};
use crate::ports::Platform;
use crate::salesforce::{Purpose, Sessions};

/// The services for administrators, made once by the worker.
pub struct Admin<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    onboarding: Rc<Onboarding<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    /// The client at a mail provider that is being tried.
    trying: Cell<Option<Trying>>,
    /// One lock an org, held from reading a stored value to writing it.
    locks: Locks,
}

/// The orgs where somebody is signed in, with their rights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdminView {
    /// Each org, in the order of their hosts.
    pub orgs: Vec<AdminOrg>,
}

/// One org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdminOrg {
    /// The org's host.
    pub org: OrgHost,
    /// Its short name.
    pub name: String,
    /// The signed-in user's rights; none where they cannot be read.
    pub rights: Rights,
    /// Why the rights could not be read, if so.
    pub fault: Option<Fault>,
}

impl<P: Platform> Admin<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        onboarding: Rc<Onboarding<P>>,
        mailboxes: Rc<Mailboxes<P>>,
    ) -> Self {
        Self {
            platform,
            sessions,
            onboarding,
            mailboxes,
            trying: Cell::new(None),
            locks: Locks::default(),
        }
    }

    /// The reader of a failed sign-in's text: somebody who is setting the org up in this browser, or is an administrator
    /// of another org, is not told to ask an administrator.
    pub async fn reader(&self, screen: &Screen) -> Reader {
        let Screen::SignInFailed { org, .. } = screen else {
            return Reader::Rep;
        };
        let sets_up = self.is_setting_up(org).await;
        let may = |each: &AdminOrg| each.rights.can_set_up() || each.rights.can_invite();
        match sets_up || self.view().await.orgs.iter().any(may) {
            true => Reader::Administrator,
            false => Reader::Rep,
        }
    }

    /// The orgs with the user's rights: no call of Salesforce while the cached rights are fresh.
    pub async fn view(&self) -> AdminView {
        let mut orgs = Vec::new();
        for org in self.sessions.orgs().await {
            let read = Rights::of(
                &*self.platform,
                &self.sessions.rest(&org).counted_as(Purpose::SetUp),
            )
            .await;
            let (rights, fault) = match read {
                Ok(rights) => (rights, None),
                Err(error) => (Rights::default(), Some(error.into())),
            };
            orgs.push(AdminOrg {
                name: org.short_name().to_owned(),
                org,
                rights,
                fault,
            });
        }
        sort_by(&mut orgs, |one, other| one.org.cmp(&other.org));
        AdminView { orgs }
    }
}
