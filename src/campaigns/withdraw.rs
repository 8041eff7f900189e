//! Emails that wait in this browser's outbox for somebody for whom it is over meanwhile: they do not leave.

use super::cache::CacheEntry;
use super::due::Pending;
use super::place::Place;
use super::{CampaignError, Campaigns, Outcome, Run, write};
use crate::ports::Platform;

impl<P: Platform + 'static> Campaigns<P> {
    /// Takes back what was claimed, and is held for the rep or waits for its turn. One call where there is any, else none.
    pub(super) async fn withdraw(
        &self,
        at: Place<'_>,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        let browser = self.browser().await?;
        let mut withdrawn = Vec::new();
        for member in entry.members.iter().filter(|member| member.is_stopped()) {
            // Each waits for the one before, so that only the last can wait.
            let Some(Run { step, outcome, .. }) = member.last() else {
                continue;
            };
            let is_ours = matches!(outcome, Outcome::Mail { browser: by, .. } if *by == browser);
            let id = write::mail_id(&member.key, *step);
            if is_ours && self.outbox.withdraw(&id).await? {
                withdrawn.push(Pending {
                    member: member.key.clone(),
                    step: *step,
                    task: None,
                });
            }
        }
        self.unclaim(at, &withdrawn).await
    }
}
