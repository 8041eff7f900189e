//! The service of the set-up: stores the wizard, handles invitations and answers, reopens the popup.

use futures_util::lock::Mutex;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

use super::error::OnboardingError;
use super::invitation::Invitation;
use super::offers::Offers;
use super::screens;
use super::snapshot::Snapshot;
use super::step::Step;
use super::trouble::{SignIn, Trouble};
use super::view::{Answer, PopupView, ProfileView, SignInView, StepName};
use super::wizard::{Event, Wizard};
use crate::accounts::{self, Accounts};
use crate::base::{Fault, LifeId, Millis, OrgHost, Provider, Topic};
use crate::mailbox::Mailboxes;
use crate::ports::{Area, Badge, Platform};
use crate::salesforce::Sessions;
use crate::settings::Policies;
use crate::storage;
use crate::storage::StoredError;

/// The key of the wizard's value.
const KEY: &str = accounts::KEY;
/// How often opening the popup is tried: Chrome refuses it while the focus moves back from the sign-in window, for
/// about 0.4 s.
const POPUP_STEP: Duration = Duration::from_millis(400);
/// After this time the toolbar button gets a badge instead.
const POPUP_PATIENCE: Duration = Duration::from_secs(3);

/// The set-up, made once by the worker.
pub struct Onboarding<P> {
    pub(super) platform: Rc<P>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) accounts: Rc<Accounts<P>>,
    pub(super) policies: Rc<Policies<P>>,
    pub(super) life: LifeId,
    popup_seen: Cell<Option<Millis>>,
    /// When it was last checked whether the orgs are to be asked about the team.
    pub(super) checked: Cell<Option<Millis>>,
    /// Whether the badge calls the rep back to the popup.
    calling: Cell<bool>,
    /// Held from reading the wizard to writing it.
    pub(super) lock: Mutex<()>,
}

impl<P: Platform> Onboarding<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
        accounts: Rc<Accounts<P>>,
    ) -> Self {
        Self {
            life: LifeId::new(platform.bytes()),
            popup_seen: Cell::new(None),
            checked: Cell::new(None),
            calling: Cell::new(false),
            policies: Rc::clone(sessions.policies()),
            platform,
            sessions,
            mailboxes,
            accounts,
            lock: Mutex::new(()),
        }
    }

    /// The popup's view; the outbox of the home view is filled in later.
    ///
    /// # Errors
    /// When the stored wizard cannot be read.
    pub async fn popup(&self) -> Result<PopupView, Fault> {
        let now = self.now().await?;
        Ok(screens::popup(&self.with_mail_clients(now).await))
    }

    /// The sign-in under way, and how the last one failed.
    ///
    /// # Errors
    /// As [`Self::popup`].
    pub async fn signing_in(&self) -> Result<SignInView, Fault> {
        let wizard = self.now().await?.wizard;
        let open = wizard.sign_in.map(|own| (own.provider, own.since));
        let failed = |trouble: Trouble| Some((trouble.at?, trouble.fault));
        Ok(SignInView {
            open,
            failed: wizard.trouble.and_then(failed),
        })
    }

    /// Since when a sign-in window for `org` is open, and how the last sign-in failed.
    ///
    /// # Errors
    /// As [`Self::popup`].
    pub async fn signing_in_to(
        &self,
        org: &OrgHost,
    ) -> Result<(Option<Millis>, Option<Fault>), Fault> {
        let wizard = self.now().await?.wizard;
        let there =
            |own: &&SignIn| own.provider == Provider::Salesforce && own.org.as_ref() == Some(org);
        let open = wizard.sign_in.as_ref().filter(there);
        Ok((open.map(|own| own.since), wizard.trouble_in(org).cloned()))
    }

    /// The profile page.
    ///
    /// # Errors
    /// As [`Self::popup`].
    pub async fn profile(&self) -> Result<ProfileView, Fault> {
        let mut now = self.now().await?;
        self.add_health(&mut now).await;
        Ok(screens::profile(&now))
    }

    /// Adds when a call of each connection last succeeded.
    async fn add_health(&self, now: &mut Snapshot) {
        for rep in &mut now.accounts.reps {
            rep.last_success = self.sessions.last_success(&rep.invitation.org).await;
        }
        now.mail.last_success = self.mailboxes.last_success().await;
        now.mail.expires = self.mailboxes.expires().await;
    }

    /// Handles the invitation in the address of a page, if nothing is set up or begun yet; a refusal is then shown in
    /// the popup. In any other state it changes nothing, since any page can open any link; the rep then decides on our
    /// own page whether to use it. True where it was accepted or refused.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn invited_by_page(&self, url: &Url) -> Result<bool, Fault> {
        let _held = self.lock.lock().await;
        let mut now = self.read().await?;
        if !now.wizard.is_untouched() {
            return Ok(false);
        }
        let read = Invitation::in_url(url, self.platform.now());
        let event = match read.and_then(|invitation| now.accept(invitation.into())) {
            Ok(invitation) => Event::Invited(invitation),
            Err(error) => Event::InvitationRefused(error),
        };
        self.change(&mut now, event).await?;
        Ok(true)
    }

    /// Handles the rep's answer to the screen `step`; ignored where another screen is shown by now.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn answer(&self, step: StepName, answer: Answer) -> Result<PopupView, Fault> {
        let held = self.lock.lock().await;
        let mut now = self.read().await?;
        if now.wizard.screen() != Some(step) {
            return Ok(screens::popup(&now));
        }
        if let Answer::Save { html } = &answer {
            // Stored before the wizard moves on, as Save promises.
            self.mailboxes.set_signature(html).await?;
            now.mail.signature.clone_from(html);
        }
        let event = self.event_of(&now, step, answer.clone())?;
        if (step, &answer) == (StepName::TourOffer, &Answer::Next) {
            self.set_tour(true).await?;
        }
        let launch = answer.clone();
        let (before, org) = (now.accounts.working(), now.wizard.invitation.clone());
        self.change(&mut now, event).await?;
        drop(held);
        self.notify(before != now.accounts.working()).await;
        match (launch, org) {
            (Answer::LaunchSalesforce, Some(invitation)) => {
                let home = format!("https://{}/", invitation.org);
                self.platform.open_tab(&home).await;
            }
            (Answer::LaunchApp, _) => self.platform.open_app("#/").await,
            _ => {}
        }
        Ok(screens::popup(&self.with_mail_clients(now).await))
    }

    /// The popup is open: removes the badge that calls the rep.
    pub async fn popup_opened(&self) {
        self.popup_seen.set(Some(self.platform.now()));
        self.calling.set(false);
        self.platform.badge(Badge::None).await;
    }

    /// Calls the rep to the popup by a badge, where nothing is set up and they have not seen it.
    pub async fn call_to_popup(&self) {
        let nothing = matches!(self.popup().await, Ok(PopupView::NotInvited { .. }));
        if nothing && self.popup_seen.get().is_none() {
            self.calling.set(true);
            self.platform.badge(Badge::GoesOn).await;
        }
    }

    /// Whether the badge calls the rep back to the popup.
    #[must_use]
    pub fn is_calling(&self) -> bool {
        self.calling.get()
    }

    /// Reopens the popup, which closed when a sign-in window took the focus. Where Chrome refuses, a badge calls the
    /// rep.
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
            self.calling.set(true);
            self.platform.badge(Badge::GoesOn).await;
        }
    }

    /// Notifies the surfaces of a change; with `panels` also the open tabs, some of which get or lose the panel.
    pub(super) async fn notify(&self, panels: bool) {
        self.platform.changed(Topic::Setup).await;
        if panels {
            self.platform.look_again().await;
        }
    }

    /// The current state.
    pub(super) async fn now(&self) -> Result<Snapshot, OnboardingError> {
        let _held = self.lock.lock().await;
        self.read().await
    }

    /// Applies `event` to the wizard; returns the state that is stored then.
    pub(super) async fn update(&self, event: Event) -> Result<Snapshot, OnboardingError> {
        let _held = self.lock.lock().await;
        let mut now = self.read().await?;
        self.change(&mut now, event).await?;
        Ok(now)
    }

    /// As [`Self::update`], for a state that was read before; the lock must be held.
    pub(super) async fn change(
        &self,
        now: &mut Snapshot,
        event: Event,
    ) -> Result<(), OnboardingError> {
        let before = now.wizard.clone();
        let wizard = before.clone().on(event);
        if wizard.invitation != before.invitation || wizard.orgs != before.orgs {
            self.update_reps(now, &wizard).await;
        }
        self.settle(now, wizard).await;
        if now.wizard != before {
            self.write(&now.wizard).await?;
        }
        Ok(())
    }

    /// The stored wizard, adjusted to what is connected; the lock must be held.
    pub(super) async fn read(&self) -> Result<Snapshot, OnboardingError> {
        let kept = match storage::read::<Wizard>(&*self.platform, Area::Local, KEY).await {
            Err(StoredError::Damaged) => Wizard::lost(),
            kept => kept?.unwrap_or_default(),
        };
        let settings = self.policies.settings().await;
        let mut wizard = kept.clone();
        let set_ups = wizard.orgs.iter_mut().chain(&mut wizard.invitation);
        self.accounts.update_apps(set_ups, &settings).await;
        let (finished, guide) = (wizard.orgs.clone(), wizard.invitation.as_ref());
        let mut now = Snapshot {
            accounts: self.accounts.snapshot_of(finished, guide, &settings).await,
            offers: Offers::of(&settings),
            ..Snapshot::default()
        };
        if now.accounts.mailbox.is_some() {
            now.mail.client = self.mailboxes.client().await.map(|(client, _)| client);
        }
        now.mail.signature = self.mailboxes.signature().await?;
        self.settle(&mut now, wizard).await;
        if now.wizard.step == Step::Signature {
            now.mail.signature = self.mailboxes.first_signature().await?;
        }
        if now.wizard != kept {
            self.write(&now.wizard).await?;
            self.notify(false).await;
        }
        Ok(now)
    }

    /// Adjusts a wizard to what is connected, also at the org that it then is about.
    async fn settle(&self, now: &mut Snapshot, wizard: Wizard) {
        let invitation = wizard.invitation.clone();
        let settled = now.settled(wizard, &self.life);
        if settled.invitation != invitation {
            self.update_reps(now, &settled).await;
        }
        now.wizard = now.settled(settled, &self.life);
    }

    async fn update_reps(&self, now: &mut Snapshot, wizard: &Wizard) {
        let settings = self.policies.settings().await;
        let guide = wizard.invitation.as_ref();
        now.accounts.reps = self.accounts.reps(&wizard.orgs, guide, &settings).await;
    }

    pub(super) async fn write(&self, wizard: &Wizard) -> Result<(), OnboardingError> {
        Ok(storage::write(&*self.platform, Area::Local, KEY, wizard).await?)
    }
}
