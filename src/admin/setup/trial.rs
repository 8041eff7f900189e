//! Trials of clients at mail providers: a client counts as done once somebody signed in by it.

use super::error::SetupError;
use super::store::{self, StoredSetup};
use super::tried::{Tried, Trying};
use super::view::State;
use crate::admin::Admin;
use crate::base::{Fault, Move, OrgConfig, OrgHost, Provider, Topic};
use crate::mailbox::{MailClient, TrialError};
use crate::ports::Platform;

/// A trial that can run.
#[derive(Debug)]
pub struct Trial {
    org: OrgHost,
    client: MailClient,
}

impl<P: Platform> Admin<P> {
    /// Prepares a trial of the org's client at `provider`; [`Self::run_trial`] then runs it. `None` where a sign-in
    /// window is open already, which comes to the front.
    ///
    /// # Errors
    /// [`SetupError::UnknownOrg`] where no client is entered.
    pub async fn begin_trial(
        &self,
        org: OrgHost,
        provider: Provider,
    ) -> Result<Option<Trial>, Fault> {
        let config = self.entered(&org).await?.ok_or(SetupError::UnknownOrg)?;
        let client = client_of(&config, provider).ok_or(SetupError::UnknownOrg)?;
        if self.trying.get().is_some() || self.onboarding.signing_in().await?.open.is_some() {
            self.platform.show_auth_window().await;
            return Ok(None);
        }
        let since = self.platform.now();
        self.trying.set(Some(Trying { provider, since }));
        self.platform.changed(Topic::Setup).await;
        Ok(Some(Trial { org, client }))
    }

    /// Runs a trial, and stores the result.
    pub async fn run_trial(&self, trial: Trial) {
        let Trial { org, client } = trial;
        let tried = self.mailboxes.try_client(&client).await;
        let fault = tried.err().map(|error| fault_of(error, client.provider()));
        self.trying.set(None);
        // Where it cannot be stored, the client stays untried.
        let _ = self.keep_trial(&org, Tried { client, fault }).await;
        self.platform.changed(Topic::Setup).await;
    }

    async fn keep_trial(&self, org: &OrgHost, tried: Tried) -> Result<(), Fault> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut kept = store::of(&*self.platform, org).await?;
        let provider = tried.client.provider();
        kept.tried.retain(|own| own.client.provider() != provider);
        kept.tried.push(tried);
        Ok(store::keep(&*self.platform, org, &kept).await?)
    }

    /// The state of an entered client; `None` where none is entered. The one by which this browser's mailbox is
    /// connected needs no trial.
    pub(super) async fn client_state(
        &self,
        config: Option<&OrgConfig>,
        provider: Provider,
        kept: &StoredSetup,
    ) -> Option<State> {
        let client = client_of(config?, provider)?;
        if let Some(trying) = self.trying.get().filter(|own| own.provider == provider) {
            return Some(State::Trying(trying.since));
        }
        let connected = self.mailboxes.client().await.map(|(own, _)| own);
        let works = connected.as_ref() == Some(&client) && self.mailboxes.fault().await.is_none();
        let tried = kept.tried.iter().find(|own| own.client == client);
        Some(match tried {
            Some(Tried { fault: None, .. }) => State::Done,
            _ if works => State::Done,
            Some(Tried {
                fault: Some(fault), ..
            }) => State::Fails(fault.clone()),
            None => State::Untried,
        })
    }
}

fn client_of(config: &OrgConfig, provider: Provider) -> Option<MailClient> {
    match provider {
        Provider::Google => Some(MailClient::Google {
            client_id: config.google.clone()?,
        }),
        Provider::Microsoft => Some(MailClient::Microsoft {
            client_id: config.microsoft.clone()?,
            tenant: config.tenant.clone(),
        }),
        Provider::Salesforce => None,
    }
}

fn fault_of(error: TrialError, provider: Provider) -> Fault {
    match error {
        TrialError::Unknown => SetupError::ClientUnknown(provider).into(),
        TrialError::Unfinished(words) => {
            Fault::from(SetupError::ClientUnfinished(provider)).with_detail(words)
        }
        TrialError::Mailbox(error) => {
            let mut fault = Fault::from(error);
            // The button for it would connect a mailbox; here the trial is repeated instead.
            if let Move::SignIn { .. } = fault.whose_move {
                fault.whose_move = Move::FixInput;
            }
            fault
        }
    }
}
