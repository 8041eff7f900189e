//! Asks the orgs regularly whether the rep is still in the team, and which apps are theirs.

use std::time::Duration;

use super::service::Onboarding;
use crate::base::{Fault, OrgHost};
use crate::ports::Platform;

/// How often it is checked whether it is time to ask.
const CHECK_EVERY: Duration = Duration::from_secs(60);

impl<P: Platform> Onboarding<P> {
    /// Asks the orgs for which it is time, after a renewal or a day; with `all`, every org. True where the rep can work
    /// in other orgs than before, or the mailbox's confirmation changed. The surfaces are notified then.
    ///
    /// # Errors
    /// With `all`: the error of the first org that gave no answer, whose last answer still counts.
    pub async fn ask_teams(&self, all: bool) -> Result<bool, Fault> {
        if !all && !self.is_time_to_check() {
            return Ok(false);
        }
        let before = self.now().await?.accounts.working();
        let mut silent = None;
        let settings = self.policies.settings().await;
        let orgs = self.sessions.orgs().await.into_iter();
        for org in orgs.filter(|org| settings.allows(org)) {
            if all || self.sessions.is_time_to_ask(&org).await {
                let asked = self.sessions.ask_membership(&org).await;
                silent = silent.or(asked.err());
            }
            // Also for what the last run of the worker had no time for.
            self.refuse_other_app(&org).await?;
        }
        let mail_changed = self.check_mail_client().await?;
        let changed = mail_changed || self.now().await?.accounts.working() != before;
        if changed || all {
            self.notify(changed).await;
        }
        match silent.filter(|_| all) {
            Some(error) => Err(error.into()),
            None => Ok(changed),
        }
    }

    /// Asks one org now, and acts on the answer.
    ///
    /// # Errors
    /// Where it gives no answer, or storage fails.
    pub async fn ask_team(&self, org: &OrgHost) -> Result<(), Fault> {
        self.sessions.ask_membership(org).await?;
        self.refuse_other_app(org).await?;
        self.check_mail_client().await?;
        Ok(())
    }

    fn is_time_to_check(&self) -> bool {
        let now = self.platform.now();
        let checked = self.checked.get();
        if checked.is_some_and(|checked| now.since(checked) < CHECK_EVERY)
            && !self.sessions.has_renewed()
        {
            return false;
        }
        self.checked.set(Some(now));
        true
    }
}
