//! A step's mail that has waited in the outbox: held for the rep, or for a sign-in, a network, its turn. Before it leaves,
//! mailbox and Salesforce are asked again.

use super::due::Due;
use super::facts;
use super::look::Look;
use super::place::Place;
use super::service::FRESH;
use super::{CampaignError, Campaigns, keys};
use crate::base::{Fault, IntentId};
use crate::outbox::Owner;
use crate::ports::Platform;
use crate::salesforce::Schema;

impl<P: Platform + 'static> Campaigns<P> {
    /// Whether it may leave; where the campaign is over for its person, that is noted. One call of the mailbox and one of
    /// Salesforce, another one where it is over, and one where the campaigns were not read of late: another browser may have
    /// gone on without it.
    pub(super) async fn still_leaves(&self, owner: &Owner, mail: &IntentId) -> Result<bool, Fault> {
        for at in Place::both(&owner.org) {
            let Some((due, is_overtaken)) = self.claimed(at, mail).await? else {
                continue;
            };
            if is_overtaken {
                self.unclaim(at, &[due.pending()]).await?;
                return Ok(false);
            }
            return self.looks_free(at, owner, &due).await;
        }
        // A campaign that is not known any more says nothing against it.
        Ok(true)
    }

    /// For whom it is, and of which step; and whether a later one was begun without it.
    async fn claimed(
        &self,
        at: Place<'_>,
        mail: &IntentId,
    ) -> Result<Option<(Due, bool)>, CampaignError> {
        let entry = self.refreshed(at, FRESH).await?;
        let mut members = entry.members.iter();
        Ok(members.find_map(|member| {
            let mut runs = member.runs.iter();
            let run = runs.find(|run| keys::mail_id(&member.key, run.step) == *mail)?;
            let campaign = entry.campaign(&member.campaign)?.campaign.clone();
            let is_overtaken = campaign.is_overtaken(member, run);
            let due = Due {
                campaign,
                member: member.clone(),
                step: run.step,
            };
            Some((due, is_overtaken))
        }))
    }

    async fn looks_free(&self, at: Place<'_>, owner: &Owner, due: &Due) -> Result<bool, Fault> {
        let (heard, _) = self.listen(&due.member).await?;
        let rest = self.rest(at.org);
        let schema = Schema::of(&rest).await?;
        let settings = self.sessions.policies().settings().await;
        let more = &settings.opt_out_fields;
        let all = [&due.member];
        let look = Look::of(at, &all, Vec::new(), &owner.user_id, &schema, more);
        let reply = rest.composite(&look.question).await?;
        let said = look.read(at, &all, &reply, more)?;
        let now = said.of(&due.member);
        let why = facts::end(&due.campaign, &now, said.heard(&now, heard));
        if let Some(why) = why.filter(|_| !now.is_over()) {
            self.end(at, &[(due.member.clone(), why)]).await?;
        }
        let goes_on = why.is_none() && !now.is_stopped();
        if !goes_on {
            self.unclaim(at, &[due.pending()]).await?;
        }
        Ok(goes_on)
    }
}
