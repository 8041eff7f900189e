//! People in a campaign that was deleted in Salesforce: their memberships are still there, and lead to none. They are ended, so
//! that the people can be added to another one. Where the membership still leads to one that the rep may not see any more, it is
//! not deleted, and nothing is ended.

use super::cache::CacheEntry;
use super::place::Place;
use super::standing::AT_ONCE;
use super::{CampaignError, Campaigns, End, write};
use crate::ports::Platform;
use crate::salesforce::MEMBER_OBJECT;

impl<P: Platform + 'static> Campaigns<P> {
    /// Ends the memberships that lead to no campaign: one call for twenty-four. Those that Salesforce refuses are tried again.
    pub(super) async fn free(
        &self,
        at: Place<'_>,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        let now = self.platform.now();
        for some in entry.orphans.chunks(AT_ONCE) {
            let done = self
                .accepted(at, some, |composite, reference, orphan| {
                    let fields = write::over(orphan.has_campaign_key, End::CampaignDeleted, now);
                    composite.update(reference, MEMBER_OBJECT, orphan.id.as_str(), fields)
                })
                .await?;
            self.change(at, |entry| {
                entry.freed.extend(done.iter().map(|_| now));
                entry.orphans.retain(|orphan| !done.contains(&orphan));
            })
            .await?;
        }
        Ok(())
    }
}
