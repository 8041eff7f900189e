//! Whether the orgs still have the rep in the team, and still name the apps by which they work.

use std::time::Duration;

use super::service::Onboarding;
use crate::base::{Fault, OrgHost};
use crate::ports::Platform;

/// How often it is looked whether it is time to ask.
const LOOK: Duration = Duration::from_secs(60);

impl<P: Platform> Onboarding<P> {
    /// Asks the orgs where it is time, after a renewal or a day; with `all`, each one. True where the
    /// rep can work in other orgs than before, or the mailbox was confirmed or is not any more: the
    /// surfaces were told.
    ///
    /// # Errors
    /// With `all`: the first org that gave no answer; what it said last holds.
    pub async fn ask_teams(&self, all: bool) -> Result<bool, Fault> {
        if !all && !self.is_time_to_look() {
            return Ok(false);
        }
        let before = self.now().await?.accounts.working();
        let mut silent = None;
        let settings = self.policies.settings().await;
        let orgs = self.sessions.orgs().await.into_iter();
        for org in orgs.filter(|org| settings.allows(org)) {
            if all || self.sessions.is_time_to_ask(&org).await {
                let asked = self.sessions.ask_invited(&org).await;
                silent = silent.or(asked.err());
            }
            // Also what the last life had no time for.
            self.refuse_other_app(&org).await?;
        }
        let judged = self.judge_mailbox().await?;
        let changed = judged || self.now().await?.accounts.working() != before;
        if changed || all {
            self.tell(changed).await;
        }
        match silent.filter(|_| all) {
            Some(error) => Err(error.into()),
            None => Ok(changed),
        }
    }

    /// Asks one org now, and does what follows.
    ///
    /// # Errors
    /// Where it gives no answer, or storage fails.
    pub async fn ask_team(&self, org: &OrgHost) -> Result<(), Fault> {
        self.sessions.ask_invited(org).await?;
        self.refuse_other_app(org).await?;
        self.judge_mailbox().await?;
        Ok(())
    }

    fn is_time_to_look(&self) -> bool {
        let now = self.platform.now();
        let looked = self.looked.get();
        if looked.is_some_and(|looked| now.since(looked) < LOOK) && !self.sessions.has_renewed() {
            return false;
        }
        self.looked.set(Some(now));
        true
    }
}
