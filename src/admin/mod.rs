//! What an administrator does here: setting up an org, and inviting its reps.

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
use crate::salesforce::Sessions;

/// The administrator's side, made once by the worker.
pub struct Admin<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    onboarding: Rc<Onboarding<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    /// The client at a mail provider that is being tried.
    trying: Cell<Option<Trying>>,
    /// One lock an org, from reading what is kept to writing it.
    locks: Locks,
}

/// The orgs where somebody is signed in, and what they may do there.
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
    /// What a person calls it.
    pub name: String,
    /// What the signed-in user may do; nothing where it cannot be read.
    pub rights: Rights,
    /// Why the rights cannot be read, if so.
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

    /// For whom a failed sign-in is written: who set the org up on this browser's set-up page, or is an
    /// administrator in another org, has nobody to ask.
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

    /// Where the person at this browser is an administrator: no call of Salesforce while the rights
    /// are fresh.
    pub async fn view(&self) -> AdminView {
        let mut orgs = Vec::new();
        for org in self.sessions.orgs().await {
            let read = Rights::of(&*self.platform, &self.sessions.rest(&org)).await;
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
