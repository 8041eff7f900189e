//! The set-up as a service: keeps the wizard, takes invitations and answers, brings the popup back.

use futures_util::lock::Mutex;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

use super::error::OnboardingError;
use super::invitation::{Invitation, OrgConfig};
use super::now::Now;
use super::screens;
use super::view::{Answer, PopupView, ProfileView, StepName};
use super::wizard::{Event, Wizard};
use crate::journal::LifeId;
use crate::mailbox::Mailboxes;
use crate::ports::{Area, Millis, Platform};
use crate::protocol::{Fault, Topic};
use crate::salesforce::{OrgHost, Sessions};
use crate::stored::{self, Versioned};

/// Where the wizard is kept.
const KEY: &str = "onboarding.wizard";
/// Chrome refuses to open the popup while the focus moves back from the sign-in window, for about
/// 0.4 s.
const POPUP_STEP: Duration = Duration::from_millis(400);
/// After this the toolbar button gets a badge instead.
const POPUP_PATIENCE: Duration = Duration::from_secs(3);
/// What the badge says.
const BADGE: &str = "1";

impl Versioned for Wizard {
    const VERSION: u32 = 1;
}

/// The set-up, made once by the worker.
pub struct Onboarding<P> {
    pub(super) platform: Rc<P>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) life: LifeId,
    popup_seen: Cell<Option<Millis>>,
    /// Held from reading the wizard to writing it.
    pub(super) lock: Mutex<()>,
}

impl<P: Platform> Onboarding<P> {
    /// Begins a life.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>, mailboxes: Rc<Mailboxes<P>>) -> Self {
        Self {
            life: LifeId::new(platform.bytes()),
            popup_seen: Cell::new(None),
            platform,
            sessions,
            mailboxes,
            lock: Mutex::new(()),
        }
    }

    /// What the popup shows; the outbox of the home view is the journal's to fill.
    ///
    /// # Errors
    /// Where the wizard is stored but cannot be read.
    pub async fn popup(&self) -> Result<PopupView, Fault> {
        let now = self.now().await?;
        Ok(screens::popup(&now.wizard, &now.accounts))
    }

    /// The profile page.
    ///
    /// # Errors
    /// As [`Self::popup`].
    pub async fn profile(&self) -> Result<ProfileView, Fault> {
        let now = self.now().await?;
        Ok(screens::profile(&now.wizard, &now.accounts))
    }

    /// The apps of `org`, where the rep accepted it and can work.
    ///
    /// # Errors
    /// As [`Self::popup`].
    pub async fn setup_for(&self, org: &OrgHost) -> Result<Option<OrgConfig>, Fault> {
        let wizard = self.now().await?.wizard;
        let ready = wizard.ready();
        let invitation = wizard
            .invitation
            .filter(|invitation| ready && invitation.org == *org);
        Ok(invitation.map(|invitation| invitation.config))
    }

    /// Takes the invitation of a page that the rep opened. A refusal is shown in the popup.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn invited_by_page(&self, url: &Url) -> Result<(), Fault> {
        let read = Invitation::in_url(url, self.platform.now());
        self.update(|wizard| {
            let taken = read.and_then(|invitation| wizard.takes(&invitation).map(|()| invitation));
            wizard.on(match taken {
                Ok(invitation) => Event::Invited(invitation),
                Err(error) => Event::InvitationRefused(error),
            })
        })
        .await?;
        Ok(())
    }

    /// Takes a pasted invitation.
    ///
    /// # Errors
    /// Where it is refused.
    pub async fn invited_by_paste(&self, text: &str) -> Result<PopupView, Fault> {
        let invitation = Invitation::in_text(text, self.platform.now())?;
        let mut refused = None;
        let now = self
            .update(|wizard| match wizard.takes(&invitation) {
                Ok(()) => wizard.on(Event::Invited(invitation)),
                Err(error) => {
                    refused = Some(error);
                    wizard
                }
            })
            .await?;
        match refused {
            Some(error) => Err(error.into()),
            None => Ok(screens::popup(&now.wizard, &now.accounts)),
        }
    }

    /// Takes the rep's answer to the screen `step`; where another screen is shown by now, nothing
    /// happens.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn answer(&self, step: StepName, answer: Answer) -> Result<PopupView, Fault> {
        let held = self.lock.lock().await;
        let mut now = self.read().await?;
        if now.wizard.screen() != Some(step) {
            return Ok(screens::popup(&now.wizard, &now.accounts));
        }
        if let Answer::Save { html } = &answer {
            // Before the wizard moves on: that is what Save promises.
            self.mailboxes.set_signature(html).await?;
            now.accounts.signature.clone_from(html);
        }
        if (step, &answer) == (StepName::TourOffer, &Answer::Next) {
            self.set_tour(true).await?;
        }
        let launch = answer.clone();
        let was_ready = now.wizard.ready();
        self.change(&mut now, |wizard| wizard.on(Event::Answered(step, answer)))
            .await?;
        drop(held);
        self.tell(was_ready, now.wizard.ready()).await;
        match (launch, &now.wizard.invitation) {
            (Answer::LaunchSalesforce, Some(invitation)) => {
                let home = format!("https://{}/", invitation.org);
                self.platform.open_tab(&home).await;
            }
            (Answer::LaunchApp, _) => self.platform.open_app("#/").await,
            _ => {}
        }
        Ok(screens::popup(&now.wizard, &now.accounts))
    }

    /// The popup is open: nothing has to call the rep.
    pub async fn popup_opened(&self) {
        self.popup_seen.set(Some(self.platform.now()));
        self.platform.badge("").await;
    }

    /// Brings the popup back after a sign-in window took its focus; where Chrome will not, a badge
    /// calls the rep.
    pub async fn reopen_popup(&self) {
        let begun = self.platform.now();
        let seen = || self.popup_seen.get().is_some_and(|seen| seen >= begun);
        while self.platform.now().since(begun) < POPUP_PATIENCE {
            if seen() || self.platform.open_popup().await {
                return;
            }
            self.platform.sleep(POPUP_STEP).await;
        }
        if !seen() {
            self.platform.badge(BADGE).await;
        }
    }

    /// Tells the surfaces of a change; the open tabs too, where they get or lose the panel.
    pub(super) async fn tell(&self, was_ready: bool, ready: bool) {
        self.platform.changed(Topic::Setup).await;
        if was_ready != ready {
            self.platform.look_again().await;
        }
    }

    /// Everything as it is now.
    pub(super) async fn now(&self) -> Result<Now, OnboardingError> {
        let _held = self.lock.lock().await;
        self.read().await
    }

    /// Changes the wizard; what comes back is what is kept.
    pub(super) async fn update(
        &self,
        change: impl FnOnce(Wizard) -> Wizard,
    ) -> Result<Now, OnboardingError> {
        let _held = self.lock.lock().await;
        let mut now = self.read().await?;
        self.change(&mut now, change).await?;
        Ok(now)
    }

    /// As [`Self::update`], with what was read; the lock must be held.
    async fn change(
        &self,
        now: &mut Now,
        change: impl FnOnce(Wizard) -> Wizard,
    ) -> Result<(), OnboardingError> {
        let before = now.wizard.clone();
        now.wizard = now.settled(change(before.clone()), &self.life);
        if now.wizard != before {
            self.write(&now.wizard).await?;
        }
        Ok(())
    }

    /// The kept wizard in line with what is connected; the lock must be held.
    pub(super) async fn read(&self) -> Result<Now, OnboardingError> {
        let kept = stored::read::<Wizard>(&*self.platform, Area::Local, KEY).await?;
        let kept = kept.unwrap_or_default();
        let mut now = Now::default();
        if let Some(invitation) = &kept.invitation {
            now.accounts.rep = self.sessions.user(&invitation.org).await;
            if now.accounts.rep.is_some() {
                now.accounts.rep_fault = self.sessions.fault(&invitation.org).await;
            }
        }
        now.accounts.mailbox = self.mailboxes.user().await;
        if now.accounts.mailbox.is_some() {
            now.accounts.mailbox_fault = self.mailboxes.fault().await;
        }
        now.accounts.signature = self.mailboxes.signature().await?;
        now.wizard = now.settled(kept.clone(), &self.life);
        if now.wizard != kept {
            self.write(&now.wizard).await?;
            self.tell(kept.ready(), now.wizard.ready()).await;
        }
        Ok(now)
    }

    pub(super) async fn write(&self, wizard: &Wizard) -> Result<(), OnboardingError> {
        Ok(stored::write(&*self.platform, Area::Local, KEY, wizard).await?)
    }
}
