//! Sign-ins of the set-up: beginning, running and cancelling them; and signing out.

use super::error::OnboardingError;
use super::service::Onboarding;
use super::target::SignInTarget;
use super::trouble::SignIn;
use super::wizard::Event;
use crate::accounts::SetUp;
use crate::base::{Access, AccessLeft, Fault, OrgHost, Provider, Topic};
use crate::mailbox::{MailClient, Wanted};
use crate::ports::Platform;
use crate::salesforce::{Cause, SessionError};
use crate::settings::PolicyError;

/// A sign-in that was stored and can run.
#[derive(Debug)]
pub struct Attempt {
    pub(super) sign_in: SignIn,
    pub(super) target: SignInTarget,
    proves_renewal: bool,
}

impl Attempt {
    /// As a check of the app's settings: it succeeds only where the token can be renewed, too, which a rep would notice
    /// hours later.
    const fn proving_renewal(mut self) -> Self {
        self.proves_renewal = true;
        self
    }
}

/// Why somebody signs in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// The connection is needed.
    Needed,
    /// The rep wants another account than the one that is signed in at the provider.
    Another,
    /// The settings of the org's app are checked, or a further right is needed, even if the connection works.
    Check,
}

impl<P: Platform> Onboarding<P> {
    /// Prepares a sign-in to `org`, or for the mailbox there (without `org`: where it is needed); [`Self::sign_in`] then
    /// runs it. `None` where there is nothing to do: one is under way (its window comes to the front), or the connection
    /// works.
    ///
    /// # Errors
    /// [`OnboardingError`] where the sign-in has no place in the set-up.
    pub async fn begin_sign_in(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Result<Option<Attempt>, Fault> {
        self.begin(provider, org, Reason::Needed).await
    }

    /// As [`Self::begin_sign_in`], for another account than the one that is signed in at the provider.
    ///
    /// # Errors
    /// As [`Self::begin_sign_in`].
    pub async fn begin_another(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Result<Option<Attempt>, Fault> {
        self.begin(provider, org, Reason::Another).await
    }

    /// As [`Self::begin_sign_in`], to the mailbox that is connected, for a right that it does not have yet.
    ///
    /// # Errors
    /// As [`Self::begin_sign_in`].
    pub async fn begin_again(&self, provider: Provider) -> Result<Option<Attempt>, Fault> {
        self.begin(provider, None, Reason::Check).await
    }

    /// As [`Self::begin_sign_in`], to check the settings of the app of `org`.
    ///
    /// # Errors
    /// As [`Self::begin_sign_in`].
    pub async fn begin_check(&self, org: &OrgHost) -> Result<Option<Attempt>, Fault> {
        let attempt = self.begin(Provider::Salesforce, Some(org), Reason::Check);
        Ok(attempt.await?.map(Attempt::proving_renewal))
    }

    async fn begin(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
        reason: Reason,
    ) -> Result<Option<Attempt>, Fault> {
        let held = self.lock.lock().await;
        let now = self.read().await?;
        if now.wizard.sign_in.is_some() {
            drop(held);
            self.platform.show_auth_window().await;
            return Ok(None);
        }
        let rep = now.rep_of(provider, org)?;
        let settings = self.policies.settings().await;
        settings.admit(&rep.invitation.org)?;
        if provider != Provider::Salesforce && !settings.mail.contains(&provider) {
            return Err(PolicyError::MailClientOff.into());
        }
        if reason == Reason::Needed && now.is_connected(provider, rep) {
            return Ok(None);
        }
        let target = now.target(provider, rep, reason == Reason::Another)?;
        let sign_in = SignIn {
            provider,
            org: Some(rep.invitation.org.clone()),
            since: self.platform.now(),
            life: self.life.clone(),
        };
        let wizard = now.wizard.on(Event::SignInBegan(sign_in.clone()));
        self.write(&wizard).await?;
        drop(held);
        self.platform.changed(Topic::Setup).await;
        Ok(Some(Attempt {
            sign_in,
            target,
            proves_renewal: false,
        }))
    }

    /// Runs a sign-in: the provider's window, the checks, the next screen. True when it succeeded.
    pub async fn sign_in(&self, attempt: Attempt) -> bool {
        let result = match &attempt.target {
            SignInTarget::Salesforce {
                invitation,
                hint,
                choose,
            } => {
                let hint = hint.as_deref();
                match self.sign_in_to_org(invitation, hint, *choose).await {
                    Ok(()) if attempt.proves_renewal => self.prove_renewal(&invitation.org).await,
                    signed_in => signed_in,
                }
            }
            SignInTarget::Mail {
                client,
                expected,
                strict,
                choose,
            } => {
                let wanted = Wanted {
                    address: expected,
                    strict: *strict,
                    choose: *choose,
                };
                self.sign_in_to_mail(client, wanted).await
            }
        };
        let connected = result.is_ok();
        let ended = Event::SignInEnded(attempt.sign_in, result.err());
        // Where it cannot be stored, the next run of the worker finds the sign-in and ends it.
        let now = self.update(ended).await;
        let working = now.is_ok_and(|now| !now.accounts.working().is_empty());
        self.notify(connected && working).await;
        connected
    }

    /// Brings the sign-in window to the front.
    pub async fn show_sign_in(&self) {
        self.platform.show_auth_window().await;
    }

    /// Cancels the sign-in.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn cancel_sign_in(&self) -> Result<(), Fault> {
        self.update(Event::SignInCancelled).await?;
        self.platform.close_auth_window().await;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// Signs out of a provider, of Salesforce in `org` (without one: the org of the guide, or the first): revokes, then
    /// deletes the session. Another sign-in is possible at once.
    ///
    /// Returns the access that could not be revoked.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn sign_out(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Result<Option<AccessLeft>, Fault> {
        let now = self.now().await?;
        let before = now.accounts.working();
        let current = || now.accounts.current().map(|rep| &rep.invitation.org);
        let (access, account, org) = match provider {
            Provider::Salesforce => match org.or_else(current) {
                Some(org) => {
                    let access = self.sessions.sign_out(org).await.map_err(Fault::from);
                    (access, Some(org.to_string()), Some(org.clone()))
                }
                None => (Ok(Access::Ended), None, None),
            },
            Provider::Google | Provider::Microsoft => {
                let account = self.mailboxes.user().await.map(|user| user.address);
                let access = self.mailboxes.sign_out().await.map_err(Fault::from);
                (access, account, None)
            }
        };
        let after = self.now().await?.accounts.working();
        self.notify(before != after).await;
        let stays = access? == Access::Stays;
        Ok(account.filter(|_| stays).map(|account| AccessLeft {
            provider,
            account,
            org,
        }))
    }

    async fn sign_in_to_org(
        &self,
        org: &SetUp,
        hint: Option<&str>,
        choose: bool,
    ) -> Result<(), Fault> {
        let stranger = self.sessions.user(&org.org).await;
        if stranger.is_some_and(|user| !org.is_for(&user)) {
            // A session left by a run of the worker that ended before the check below.
            let _ = self.sessions.sign_out(&org.org).await;
        }
        let key = org.apps.key();
        let signed_in = match choose {
            true => self.sessions.sign_in_as_another(&org.org, key).await,
            false => self.sessions.sign_in(&org.org, key, hint).await,
        };
        let rep = match signed_in {
            // The host cannot be reached, or its page answered with an error.
            Err(SessionError::NotLoaded) => return Err(self.why_not_loaded(&org.org).await),
            signed_in => signed_in?,
        };
        if org.is_for(&rep) {
            self.may_call(&org.org).await?;
            return match self.refuse_other_app(&org.org).await? {
                true => Err(OnboardingError::OtherApp.into()),
                false => {
                    self.check_mail_client().await?;
                    Ok(())
                }
            };
        }
        // Whether it could be revoked does not matter here: the session is deleted.
        let _ = self.sessions.sign_out(&org.org).await;
        Err(OnboardingError::InvitedAnother {
            invited: org.invited.clone().unwrap_or_default(),
            signed_in: rep.email,
        }
        .into())
    }

    /// Asks the org about the rep and its apps. This is also the first call that needs API Enabled: a session without it
    /// is of no use. A user who is not in the team stays signed in, because it may be an administrator.
    async fn may_call(&self, org: &OrgHost) -> Result<(), Fault> {
        match self.sessions.ask_membership(org).await {
            Err(error) if error.cause().is_some_and(Cause::is_of_all_calls) => {
                let _ = self.sessions.sign_out(org).await;
                Err(error.into())
            }
            // An org that gives no answer now is asked again after the next renewal.
            _ => Ok(()),
        }
    }

    /// Renews the token once. If the app's settings refuse that, they refuse it to every rep: the session is of no use.
    /// A missing answer does not count.
    async fn prove_renewal(&self, org: &OrgHost) -> Result<(), Fault> {
        match self.sessions.prove_renewal(org).await {
            Err(error @ SessionError::Denied(..)) => {
                let _ = self.sessions.sign_out(org).await;
                Err(error.into())
            }
            _ => Ok(()),
        }
    }

    /// Why an org's sign-in page did not load.
    async fn why_not_loaded(&self, org: &OrgHost) -> Fault {
        match self.sessions.reach(org).await {
            Err(error) => error.into(),
            Ok(()) => SessionError::NotLoaded.into(),
        }
    }

    async fn sign_in_to_mail(&self, client: &MailClient, wanted: Wanted<'_>) -> Result<(), Fault> {
        let expected = wanted.address;
        let stranger = self.mailboxes.user().await;
        let other = |own: &str| !own.eq_ignore_ascii_case(expected);
        if stranger.is_some_and(|user| wanted.strict && other(&user.address)) {
            // The mailbox of a rep who was set up here before.
            let _ = self.mailboxes.sign_out().await;
        }
        self.mailboxes.sign_in_as(client, wanted).await?;
        Ok(())
    }
}
