//! The set-up as a service: keeps the wizard, runs sign-ins, brings the popup back.

use futures_util::lock::Mutex;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

use super::error::OnboardingError;
use super::invitation::{Invitation, OrgConfig};
use super::screens;
use super::sign_in::{Attempt, Now, Way};
use super::view::{Answer, PopupView, ProfileView, StepName};
use super::wizard::{Event, SignIn, Wizard};
use crate::journal::LifeId;
use crate::mailbox::Mailboxes;
use crate::ports::{Area, Millis, Platform};
use crate::protocol::{Fault, Provider, Topic};
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
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    life: LifeId,
    popup_seen: Cell<Option<Millis>>,
    /// Held from reading the wizard to writing it.
    lock: Mutex<()>,
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

    /// Makes a sign-in ready; [`Self::sign_in`] then runs it. `None` where there is nothing to do:
    /// one is under way (its window comes to the front), or the connection is there and well.
    ///
    /// # Errors
    /// [`OnboardingError`] where the sign-in has no place in the set-up.
    pub async fn begin_sign_in(&self, provider: Provider) -> Result<Option<Attempt>, Fault> {
        let held = self.lock.lock().await;
        let now = self.read().await?;
        if now.wizard.sign_in.is_some() {
            drop(held);
            self.platform.show_auth_window().await;
            return Ok(None);
        }
        if now.well(provider) {
            return Ok(None);
        }
        let way = now.way(provider)?;
        let sign_in = SignIn {
            provider,
            since: self.platform.now(),
            life: self.life.clone(),
        };
        let wizard = now.wizard.on(Event::SignInBegan(sign_in.clone()));
        self.write(&wizard).await?;
        drop(held);
        self.platform.changed(Topic::Setup).await;
        Ok(Some(Attempt { sign_in, way }))
    }

    /// Runs a sign-in to its end: the provider's window, the checks, the next screen. True when it
    /// connected.
    pub async fn sign_in(&self, attempt: Attempt) -> bool {
        let result = match &attempt.way {
            Way::Salesforce { invitation, hint } => {
                self.sign_in_to_org(invitation, hint.as_deref()).await
            }
            Way::Mail {
                client_id,
                expected,
            } => {
                let provider = attempt.sign_in.provider;
                self.sign_in_to_mail(provider, client_id, expected).await
            }
        };
        let connected = result.is_ok();
        let ended = Event::SignInEnded(attempt.sign_in, result.err());
        // A failure to write it down leaves a sign-in that the next life finds and ends.
        let now = self.update(|wizard| wizard.on(ended)).await;
        let ready = now.is_ok_and(|now| now.wizard.ready());
        self.tell(!connected && ready, ready).await;
        connected
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

    /// Brings the sign-in window to the front.
    pub async fn show_sign_in(&self) {
        self.platform.show_auth_window().await;
    }

    /// Gives the sign-in up.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn cancel_sign_in(&self) -> Result<(), Fault> {
        self.update(|wizard| wizard.on(Event::SignInCancelled))
            .await?;
        self.platform.close_auth_window().await;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// Signs out of a provider: revokes, then forgets. A second sign-in is then possible at once.
    ///
    /// # Errors
    /// Where the provider could not be told; the connection is forgotten all the same.
    pub async fn sign_out(&self, provider: Provider) -> Result<(), Fault> {
        let wizard = self.now().await?.wizard;
        let was_ready = wizard.ready();
        let told = match provider {
            Provider::Salesforce => match wizard.invitation {
                Some(invitation) => self
                    .sessions
                    .sign_out(&invitation.org)
                    .await
                    .map_err(Fault::from),
                None => Ok(()),
            },
            Provider::Google | Provider::Microsoft => {
                self.mailboxes.sign_out().await.map_err(Fault::from)
            }
        };
        let ready = self.now().await?.wizard.ready();
        self.tell(was_ready, ready).await;
        told
    }

    async fn sign_in_to_org(&self, org: &Invitation, hint: Option<&str>) -> Result<(), Fault> {
        let stranger = self.sessions.user(&org.org).await;
        if stranger.is_some_and(|user| !org.is_for(&user)) {
            // Left by a life that ended before the check below.
            let _ = self.sessions.sign_out(&org.org).await;
        }
        let key = &org.config.consumer_key;
        let rep = self.sessions.sign_in(&org.org, key, hint).await?;
        if org.is_for(&rep) {
            return Ok(());
        }
        // Whether the org could be told does not matter here: the session is forgotten.
        let _ = self.sessions.sign_out(&org.org).await;
        Err(OnboardingError::InvitedAnother {
            invited: org.invited.clone().unwrap_or_default(),
            signed_in: rep.email,
        }
        .into())
    }

    async fn sign_in_to_mail(
        &self,
        provider: Provider,
        client_id: &str,
        expected: &str,
    ) -> Result<(), Fault> {
        let stranger = self.mailboxes.user().await;
        if stranger.is_some_and(|user| !user.address.eq_ignore_ascii_case(expected)) {
            // Of a rep who was set up here before.
            let _ = self.mailboxes.sign_out().await;
        }
        self.mailboxes
            .sign_in(provider, client_id, expected)
            .await?;
        Ok(())
    }

    /// Tells the surfaces of a change; the open tabs too, where they get or lose the panel.
    async fn tell(&self, was_ready: bool, ready: bool) {
        self.platform.changed(Topic::Setup).await;
        if was_ready != ready {
            self.platform.look_again().await;
        }
    }

    /// Everything as it is now.
    async fn now(&self) -> Result<Now, OnboardingError> {
        let _held = self.lock.lock().await;
        self.read().await
    }

    /// Changes the wizard; what comes back is what is kept.
    async fn update(&self, change: impl FnOnce(Wizard) -> Wizard) -> Result<Now, OnboardingError> {
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
    async fn read(&self) -> Result<Now, OnboardingError> {
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

    async fn write(&self, wizard: &Wizard) -> Result<(), OnboardingError> {
        Ok(stored::write(&*self.platform, Area::Local, KEY, wizard).await?)
    }
}
