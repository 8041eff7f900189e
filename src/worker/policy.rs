//! What a change of the administrator's policy means to what is under way: it holds at once, and signs
//! nobody out.

use std::rc::Rc;
use std::time::Duration;

use super::Worker;
use crate::base::{Fault, Topic};
use crate::onboarding::PopupView;
use crate::outbox::OutboxState;
use crate::ports::Platform;
use crate::protocol::{
    GetBrowserKeys, GetDiagnostics, GetDrafts, GetOutbox, GetPolicy, GetPopup, GetTheme, Look,
    OpenApp, OpenPopup, PolicyView, Request, Resolve, SaveDraft, SetPanel, SetTheme,
    SidePanelOpened, Undo,
};
use crate::settings::{Known, PolicyError, Welcome};

/// How often it is looked whether the policy is known by now.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// What is answered though everything is switched off: what there is to see, and what keeps or takes
/// back the rep's own work.
const EVEN_OFF: &[&str] = &[
    GetPopup::NAME,
    GetOutbox::NAME,
    GetDrafts::NAME,
    GetPolicy::NAME,
    GetDiagnostics::NAME,
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
    /// Chrome says that the policy changed.
    pub async fn policy_changed(&self) {
        self.policies.changed();
        self.apply_policy().await;
    }

    /// Welcomes whoever just got the extension, once it is known how.
    pub(super) async fn welcome(&self) {
        while self.policies.known().await == Known::NotYet {
            self.platform.sleep(LOOK_AGAIN).await;
        }
        let settings = self.policies.settings().await;
        match settings.welcome {
            _ if settings.off => {}
            Welcome::Open => self.platform.open_app("#/welcome").await,
            Welcome::Badge => self.onboarding.call_to_popup().await,
            Welcome::Quiet => {}
        }
    }

    /// Refuses what is not done while everything is switched off.
    pub(super) async fn is_allowed(&self, request: &str) -> Result<(), PolicyError> {
        match self.policies.settings().await.off && !EVEN_OFF.contains(&request) {
            true => Err(PolicyError::Off),
            false => Ok(()),
        }
    }

    /// What the popup shows in place of `view`: that it is switched off, or that nobody knows yet
    /// whether the administrator set something up.
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

    /// What every surface needs to know of the policy.
    pub(super) async fn policy(&self) -> PolicyView {
        let settings = self.policies.settings().await;
        PolicyView {
            off: settings.off,
            contact: settings.contact.clone(),
            mistakes: self.policies.mistakes().await,
        }
    }

    /// At every start of the worker: what changed while nobody listened, and an answer of Chrome's that
    /// is not believed yet.
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

    /// Tokens are kept where they may be; what cannot be moved stays usable where it is.
    async fn move_tokens(&self) {
        self.sessions.apply_session_policy().await;
        let _ = self.mailboxes.apply_session_policy().await;
    }

    /// The surfaces and the open pages ask again, and what was held goes on.
    async fn apply_policy(&self) {
        self.move_tokens().await;
        for topic in [
            Topic::Setup,
            Topic::Record,
            Topic::Outbox,
            Topic::Tasks,
            Topic::Team,
        ] {
            self.platform.changed(topic).await;
        }
        self.platform.look_again().await;
        self.go_on();
        self.show_badge();
    }
}
