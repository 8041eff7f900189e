//! Follows whether the rep is still in each org's team.

use std::rc::Rc;

use super::Worker;
use crate::base::{Fault, Topic};
use crate::ports::Platform;

impl<P: Platform + 'static> Worker<P> {
    /// Asks the orgs for which it is time, in the background.
    pub(super) fn follow_teams(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        self.platform.spawn(async move {
            // An org that gives no answer is asked again at the next use.
            if let Ok(true) = worker.onboarding.ask_teams(false).await {
                worker.follow_team_change().await;
            }
        });
    }

    /// Asks each org now, because the rep expects a change.
    pub(super) async fn check_again(&self) -> Result<(), Fault> {
        if self.onboarding.ask_teams(true).await? {
            self.follow_team_change().await;
        }
        Ok(())
    }

    /// Continues what waited for an org.
    async fn follow_team_change(&self) {
        self.platform.changed(Topic::Record).await;
        self.go_on();
        self.show_badge();
    }
}
