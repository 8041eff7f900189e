//! The guide for reps as a state machine. Pure: a wizard and an event make a wizard.
//!
//! What is connected is not stored in the wizard, but read from the sign-in services and passed in. So after a
//! worker was killed between a grant and the next screen, the next run finds the grant and continues.

mod event;
mod screen;
mod settled;

pub use event::Event;

use serde::{Deserialize, Serialize};

use super::invitation::InvitationError;
use super::step::Step;
use super::trouble::{SignIn, Trouble};
use crate::accounts::{Connected, SetUp};
use crate::base::{OrgHost, Provider};

/// The rep's progress in the guide, and the orgs that are set up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wizard {
    /// The set-ups for which Finish was clicked, one an org: the rep works there.
    pub orgs: Vec<SetUp>,
    /// The org that the guide is about: the proposal, or what was accepted by signing in.
    pub invitation: Option<SetUp>,
    /// The screen, unless a sign-in or a failure has its own.
    pub step: Step,
    /// The mail client that was chosen.
    pub mail: Option<Provider>,
    /// The sign-in under way.
    pub sign_in: Option<SignIn>,
    /// The last failure.
    pub trouble: Option<Trouble>,
    /// The org whose address was typed, while its consumer key is asked for.
    #[serde(default)]
    pub typed: Option<OrgHost>,
    /// The org that the guide is about comes from the administrator's policy alone.
    #[serde(default)]
    pub by_policy: bool,
    /// The guide continues without a mailbox, because the administrator set up no mail client.
    #[serde(default)]
    pub without_mail: bool,
}

impl Wizard {
    /// Checks that an invitation can be accepted: never in place of other apps of an org that is in use, nor of a set-up
    /// that is under way.
    ///
    /// # Errors
    /// [`InvitationError::SetUpAlready`], [`InvitationError::SetUpUnderWay`].
    pub fn check_invitation(
        &self,
        invitation: &SetUp,
        connected: &Connected,
    ) -> Result<(), InvitationError> {
        let same = |own: &SetUp| own.apps.key() == invitation.apps.key();
        let under_way = self.invitation.as_ref().filter(|_| !self.replaceable());
        let in_use = self.set_up(&invitation.org);
        match (
            under_way,
            in_use.filter(|own| connected.is_connected(&own.org)),
        ) {
            (_, Some(own)) if !same(own) => Err(InvitationError::SetUpAlready),
            (_, Some(_)) => Ok(()),
            (Some(own), _) if own.org != invitation.org => Err(InvitationError::SetUpUnderWay),
            (Some(own), _) if !same(own) => Err(InvitationError::SetUpAlready),
            _ => Ok(()),
        }
    }

    /// The finished set-up of an org.
    #[must_use]
    pub fn set_up(&self, org: &OrgHost) -> Option<&SetUp> {
        self.orgs.iter().find(|own| own.org == *org)
    }

    /// Whether nothing is set up or begun: no org, no proposal, no typed address.
    pub(super) fn is_untouched(&self) -> bool {
        self.step == Step::NotInvited
            && self.orgs.is_empty()
            && self.invitation.is_none()
            && self.typed.is_none()
            && self.sign_in.is_none()
    }

    /// Whether the guide can turn to another org, because the rep has not signed in to the current one.
    pub(super) fn replaceable(&self) -> bool {
        let finished = |own: &SetUp| self.set_up(&own.org).is_some();
        self.step.is_before_sign_in() || self.invitation.as_ref().is_some_and(finished)
    }

    fn go_home(&mut self) {
        self.invitation = None;
        self.by_policy = false;
        self.without_mail = false;
        self.go(Step::Home);
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        self.trouble = None;
    }
}
