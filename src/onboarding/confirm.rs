//! Compares what was granted with the orgs' own records of their apps: a session by another app is revoked, and a
//! mailbox by a client that neither org nor policy names is not used.

use super::error::OnboardingError;
use super::service::Onboarding;
use super::snapshot::Snapshot;
use super::step::Step;
use super::wizard::Event;
use crate::accounts::Apps;
use crate::base::OrgHost;
use crate::mailbox::Confirmation;
use crate::ports::Platform;
use crate::salesforce::{AppRecord, OrgApps};

impl<P: Platform> Onboarding<P> {
    /// Before a mail client is chosen, asks the org for its own, where that failed at the sign-in.
    pub(super) async fn with_mail_clients(&self, now: Snapshot) -> Snapshot {
        let rep = now.accounts.current();
        let Some(rep) = rep.filter(|_| now.wizard.step == Step::ChooseMail) else {
            return now;
        };
        let org = rep.invitation.org.clone();
        if rep.invitation.apps.has_known_mail()
            || self.sessions.org_apps(&org).await != OrgApps::NotAsked
        {
            return now;
        }
        match self.ask_team(&org).await {
            Ok(()) => self.now().await.unwrap_or(now),
            Err(_) => now,
        }
    }

    /// Ends the session of `org` if it was granted to another app than that of the org's own record. True where it
    /// was ended.
    pub(super) async fn refuse_other_app(&self, org: &OrgHost) -> Result<bool, OnboardingError> {
        let Some(record) = self.other_app(org).await else {
            return Ok(false);
        };
        // Whether it could be revoked does not matter here: the session is deleted.
        let _ = self.sessions.sign_out(org).await;
        self.update(Event::OtherApp(org.clone(), record)).await?;
        Ok(true)
    }

    /// The org's own record, if it names another app than the session's. The policy comes first.
    async fn other_app(&self, org: &OrgHost) -> Option<AppRecord> {
        if self.policies.settings().await.listed(org).is_some() {
            return None;
        }
        let known = self.sessions.org_apps(org).await;
        let key = self.sessions.key(org).await?;
        let record = known.record()?;
        (record.config().consumer_key != key).then(|| record.clone())
    }

    /// Compares the mailbox's client with those that org or policy name. It is used if it is one of them, and its grant
    /// is revoked if they name others; while they name none, the mailbox stays connected but is not used. Nothing
    /// changes before every org was asked. True where something changed.
    pub(super) async fn check_mail_client(&self) -> Result<bool, OnboardingError> {
        let Some((client, before)) = self.mailboxes.client().await else {
            return Ok(false);
        };
        let provider = client.provider();
        let now = self.now().await?;
        let apps: Vec<_> = now
            .accounts
            .reps
            .iter()
            .map(|rep| (&rep.invitation.org, &rep.invitation.apps))
            .collect();
        let confirmed = apps
            .iter()
            .any(|(_, apps)| apps.mail_client(provider).as_ref() == Some(&client));
        if confirmed {
            return Ok(self.mailboxes.confirm(Confirmation::Given).await?);
        }
        for (org, apps) in &apps {
            if !apps.has_known_mail() && self.sessions.org_apps(org).await == OrgApps::NotAsked {
                return Ok(false);
            }
        }
        let named = |(_, apps): &(_, &Apps)| !apps.mail_providers().is_empty();
        if apps.iter().any(named) {
            let _ = self.mailboxes.sign_out().await;
            self.update(Event::OtherMailApp(provider)).await?;
            return Ok(true);
        }
        let nobody = apps.is_empty() || before == Confirmation::Missing;
        Ok(!nobody && self.mailboxes.confirm(Confirmation::Missing).await?)
    }
}
