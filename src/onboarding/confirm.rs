//! What the orgs say of their apps, and what that means to what was granted: a session by another app
//! is revoked, a mailbox by a client that nobody names is not used.

use super::error::OnboardingError;
use super::service::Onboarding;
use super::snapshot::Snapshot;
use super::step::Step;
use super::wizard::Event;
use crate::accounts::Apps;
use crate::base::OrgHost;
use crate::mailbox::Confirmation;
use crate::ports::Platform;
use crate::salesforce::{AppRecord, Said};

impl<P: Platform> Onboarding<P> {
    /// Before a mail client is chosen, the org is asked for its own where it could not be at the sign-in.
    pub(super) async fn with_mail_clients(&self, now: Snapshot) -> Snapshot {
        let rep = now.accounts.current();
        let Some(rep) = rep.filter(|_| now.wizard.step == Step::ChooseMail) else {
            return now;
        };
        let org = rep.invitation.org.clone();
        if rep.invitation.apps.has_known_mail() || self.sessions.said(&org).await != Said::NotAsked
        {
            return now;
        }
        match self.ask_team(&org).await {
            Ok(()) => self.now().await.unwrap_or(now),
            Err(_) => now,
        }
    }

    /// Ends the session of `org` where the app by which it was granted is not the one of the org's own
    /// record. True where it was.
    pub(super) async fn refuse_other_app(&self, org: &OrgHost) -> Result<bool, OnboardingError> {
        let Some(record) = self.other_app(org).await else {
            return Ok(false);
        };
        // Whether the org could be told does not matter here: the session is forgotten.
        let _ = self.sessions.sign_out(org).await;
        self.update(Event::OtherApp(org.clone(), record)).await?;
        Ok(true)
    }

    /// The org's own record, where it names another app than the session's. The policy beats it.
    async fn other_app(&self, org: &OrgHost) -> Option<AppRecord> {
        if self.policies.settings().await.listed(org).is_some() {
            return None;
        }
        let said = self.sessions.said(org).await;
        let key = self.sessions.key(org).await?;
        let record = said.record()?;
        (record.config().consumer_key != key).then(|| record.clone())
    }

    /// Whether the mailbox's client is one that org or policy name: it is then used; where they name
    /// others, what it was granted is revoked; while none names any, it is kept and not used. Before
    /// every org was asked, everything stays as it is. True where that changed something.
    pub(super) async fn judge_mailbox(&self) -> Result<bool, OnboardingError> {
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
            if !apps.has_known_mail() && self.sessions.said(org).await == Said::NotAsked {
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
