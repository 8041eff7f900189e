//! Applies changes of the policy to what is under way: they take effect at once, and sign nobody out.

use std::rc::Rc;
use std::time::Duration;

use super::Worker;
use crate::base::{Fault, Topic};
use crate::onboarding::PopupView;
use crate::outbox::OutboxState;
use crate::ports::Platform;
use crate::protocol::{
    GetBrowserKeys, GetDiagnostics, GetDrafts, GetKept, GetOutbox, GetPolicy, GetPopup, GetReport,
    GetTheme, Look, OpenApp, OpenPopup, PolicyView, Request, Resolve, SaveDraft, SetPanel,
    SetTheme, SidePanelOpened, Undo,
};
use crate::settings::{Known, PolicyError, Welcome};

/// How often it is checked whether the policy is known by now.
const CHECK_EVERY: Duration = Duration::from_millis(500);

/// The requests that are answered even while everything is switched off: views, and those that store or undo the
/// rep's own work.
const EVEN_OFF: &[&str] = &[
    GetPopup::NAME,
    GetOutbox::NAME,
    GetDrafts::NAME,
    GetPolicy::NAME,
    GetDiagnostics::NAME,
    GetKept::NAME,
    GetReport::NAME,
    GetTheme::NAME,
    GetBrowserKeys::NAME,
    Look::NAME,
    OpenApp::NAME,
    OpenPopup::NAME,
    Resolve::NAME,
    SaveDraft::NAME,
    SetPanel::NAME,
    SetTheme::NAME,
    SidePanelOpened::NAME,
    Undo::NAME,
];

impl<P: Platform + 'static> Worker<P> {
    /// Chrome reports that the policy changed.
    pub async fn policy_changed(&self) {
        self.policies.changed();
        self.apply_policy().await;
    }

    /// Welcomes the rep after the installation, once the policy is known.
    pub(super) async fn welcome(&self) {
        while self.policies.known().await == Known::NotYet {
            self.platform.sleep(CHECK_EVERY).await;
        }
        let settings = self.policies.settings().await;
        match settings.welcome {
            _ if settings.off => {}
            Welcome::Open => self.platform.open_app("#/welcome").await,
            Welcome::Badge => self.onboarding.call_to_popup().await,
            Welcome::Quiet => {}
        }
    }

    /// Refuses requests while everything is switched off.
    pub(super) async fn is_allowed(&self, request: &str) -> Result<(), PolicyError> {
        match self.policies.settings().await.off && !EVEN_OFF.contains(&request) {
            true => Err(PolicyError::Off),
            false => Ok(()),
        }
    }

    /// The popup's view in place of `view`: that everything is switched off, or that the policy is not known yet.
    pub(super) async fn instead_of(&self, view: &PopupView) -> Result<Option<PopupView>, Fault> {
        let settings = self.policies.settings().await;
        if settings.off {
            let outbox = self.outbox.outbox().await?;
            let waits = |state: &OutboxState| !matches!(state, OutboxState::Done { .. });
            return Ok(Some(PopupView::Off {
                contact: settings.contact.clone(),
                held: outbox.iter().filter(|item| waits(&item.state)).count(),
            }));
        }
        let nothing = matches!(view, PopupView::NotInvited { fault: None });
        let checking = nothing && self.policies.known().await == Known::NotYet;
        Ok(checking.then_some(PopupView::Checking))
    }

    /// The part of the policy for every surface.
    pub(super) async fn policy(&self) -> PolicyView {
        let settings = self.policies.settings().await;
        PolicyView {
            off: settings.off,
            contact: settings.contact.clone(),
            mistakes: self.policies.mistakes().await,
        }
    }

    /// At every start of the worker: applies changes that came while it was stopped, and waits until Chrome's answer is
    /// trusted.
    pub(super) fn follow_policy(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        self.platform.spawn(async move {
            worker.move_tokens().await;
            let mut waited = false;
            while let Some(at) = worker.policies.known_at().await {
                let wait = at.since(worker.platform.now());
                worker.platform.sleep(wait).await;
                waited = true;
            }
            if waited {
                worker.apply_policy().await;
            }
        });
    }

    /// Moves the tokens to the storage that the policy allows. A token that cannot be moved stays usable where it is.
    async fn move_tokens(&self) {
        self.sessions.apply_session_policy().await;
        let _ = self.mailboxes.apply_session_policy().await;
    }

    /// Notifies the surfaces and the open pages, and continues work that was held back.
    async fn apply_policy(&self) {
        self.move_tokens().await;
        for topic in [
            Topic::Setup,
            Topic::Record,
            Topic::Outbox,
            Topic::Tasks,
            Topic::Team,
            Topic::Replies,
        ] {
            self.platform.changed(topic).await;
        }
        self.platform.look_again().await;
        self.go_on();
        self.show_badge();
    }
}
