//! Whether the rep is still in the team of each org, and what a change means to what is under way.

use std::rc::Rc;

use super::Worker;
use crate::base::{Fault, Topic};
use crate::ports::Platform;

impl<P: Platform + 'static> Worker<P> {
    /// Asks the orgs where it is time, beside everything else.
    pub(super) fn follow_teams(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        self.platform.spawn(async move {
            // An org that gives no answer is asked again at the next use.
            if let Ok(true) = worker.onboarding.ask_teams(false).await {
                worker.follow_team_change().await;
            }
        });
    }

    /// The rep, or their administrator, says that something changed: each org is asked now.
    pub(super) async fn check_again(&self) -> Result<(), Fault> {
        if self.onboarding.ask_teams(true).await? {
            self.follow_team_change().await;
        }
        Ok(())
    }

    /// What waited for an org goes on.
    async fn follow_team_change(&self) {
        self.platform.changed(Topic::Record).await;
        self.go_on();
        self.show_badge();
    }
}
